"""Which marking tools stand behind one button of the tool column. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.action_tables.action import Action
from workstation.action_tables.tools import ANNOTATE_ACTIONS, MEASURE_ACTIONS, REGION_ACTIONS, SPINE_ACTIONS


@dataclass(frozen=True)
class ToolGroup:
    """A button with a menu: `first` is the tool it holds at the start."""

    title: str
    first: str
    tools: tuple[str, ...]


def _group(title: str, first: str, actions: tuple[Action, ...]) -> ToolGroup:
    return ToolGroup(title, first, tuple(action.id for action in actions))


TOOL_GROUPS: tuple[ToolGroup, ...] = (
    _group("Measure", "tool.bidirectional", MEASURE_ACTIONS),
    _group("Spine", "tool.vertebra", SPINE_ACTIONS),
    _group("Regions", "tool.ellipse", REGION_ACTIONS),
    _group("Annotate", "tool.arrow", ANNOTATE_ACTIONS),
)
"""From top to bottom."""


def tool_icon(action_id: str) -> str:
    """The name of a marking tool's icon: that of the kind it places."""
    return action_id.removeprefix("tool.")
