"""Every command of the window, declared once: menus, keys and the command search are made from this table. No Qt.

The rows are in `action_tables`, one module for each area.
"""

from __future__ import annotations

from workstation.action_tables.action import Action, Scope
from workstation.action_tables.cutting import CUTTING_ACTIONS
from workstation.action_tables.fusing import FUSING_ACTIONS
from workstation.action_tables.grading import GRADING_ACTIONS
from workstation.action_tables.hanging import HANGING_ACTIONS
from workstation.action_tables.interchange import INTERCHANGE_ACTIONS
from workstation.action_tables.levels import LEVEL_ACTIONS
from workstation.action_tables.linking import LINKING_ACTIONS
from workstation.action_tables.looks import LOOK_ACTIONS
from workstation.action_tables.marks import EDIT_MARK_ACTIONS
from workstation.action_tables.measuring import MEASURING_ACTIONS
from workstation.action_tables.moving import MOVING_ACTIONS
from workstation.action_tables.program import PANEL_ACTIONS, PROGRAM_ACTIONS
from workstation.action_tables.segmenting import SEGMENTING_ACTIONS
from workstation.action_tables.tools import MARK_ACTIONS, TOOL_ACTIONS
from workstation.action_tables.turning import TURNING_ACTIONS
from workstation.action_tables.windows import WINDOW_ACTIONS

_ALL: tuple[Action, ...] = (
    *PROGRAM_ACTIONS,
    *TOOL_ACTIONS,
    *MARK_ACTIONS,
    *EDIT_MARK_ACTIONS,
    *MEASURING_ACTIONS,
    *GRADING_ACTIONS,
    *SEGMENTING_ACTIONS,
    *LEVEL_ACTIONS,
    *INTERCHANGE_ACTIONS,
    *MOVING_ACTIONS,
    *WINDOW_ACTIONS,
    *LOOK_ACTIONS,
    *HANGING_ACTIONS,
    *LINKING_ACTIONS,
    *FUSING_ACTIONS,
    *CUTTING_ACTIONS,
    *TURNING_ACTIONS,
    *PANEL_ACTIONS,
)

ACTIONS: dict[str, Action] = {action.id: action for action in _ALL}
"""All commands by id, in menu order."""


def shortcut_conflicts(actions: tuple[Action, ...] = _ALL) -> tuple[str, ...]:
    """Keys claimed twice where both commands could hear them; empty is right.

    A key of Read that 3-D claims for itself is none: there only the command of 3-D hears it.
    """
    conflicts = []
    for number, first in enumerate(actions):
        for second in actions[number + 1 :]:
            together = first.scope is second.scope or Scope.ANYWHERE in (first.scope, second.scope)
            shared = {key.lower() for key in first.shortcuts} & {key.lower() for key in second.shortcuts}
            if together and shared:
                conflicts.append(f"{first.id} and {second.id}: {', '.join(sorted(shared))}")
    return tuple(conflicts)


def matching_actions(text: str) -> tuple[Action, ...]:
    """Commands whose title holds every word typed, in menu order; all for no text."""
    words = text.lower().split()
    return tuple(action for action in _ALL if all(word in action.title.lower() for word in words))
