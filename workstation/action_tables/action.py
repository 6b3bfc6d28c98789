"""What a command is: its words, its keys, where it works and what it needs. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """Where a command and its keys work."""

    ANYWHERE = "anywhere"
    READ = "read"
    PLAN = "plan"
    VOLUME_3D = "3-D"


SCOPES_HEARD: Mapping[Scope | None, tuple[Scope, ...]] = {
    None: (Scope.ANYWHERE,),
    Scope.READ: (Scope.ANYWHERE, Scope.READ),
    Scope.PLAN: (Scope.ANYWHERE, Scope.PLAN),
    Scope.VOLUME_3D: (Scope.ANYWHERE, Scope.READ, Scope.VOLUME_3D),
}
"""Whose keys are heard where. An active 3-D viewport is a place inside Read: where both want a key, 3-D has it."""


class Needs(StrEnum):
    """What must be there for a command to be enabled."""

    NOTHING = "nothing"
    CASE = "case"
    IMAGES = "images"
    SELECTION = "selection"
    UNDO = "undo"
    REDO = "redo"
    VOLUME_3D = "3-D"


WHY_DISABLED: Mapping[Needs, str] = {
    Needs.NOTHING: "",
    Needs.CASE: "needs an open case",
    Needs.IMAGES: "needs images on screen",
    Needs.SELECTION: "needs something selected",
    Needs.UNDO: "nothing to undo",
    Needs.REDO: "nothing to do again",
    Needs.VOLUME_3D: "needs a volume in a 3-D viewport",
}
"""What is said beside a command whose need is not met."""

WHERE: Mapping[Scope, str] = {
    Scope.ANYWHERE: "",
    Scope.READ: "works in Read",
    Scope.PLAN: "works in Plan",
    Scope.VOLUME_3D: "key of an active 3-D viewport",
}
"""What is said beside a command of another place."""


class Group(StrEnum):
    """The heading a command stands under in the command search and on the shortcut sheet; in this order."""

    PLACES = "Places"
    CASE = "Case and program"
    EDIT = "Edit"
    TOOLS = "Tools"
    MARKS = "Marks"
    SEGMENTS = "Segmentation"
    SPINE = "Spine measures"
    REGIONS = "Regions"
    MOVING = "Moving through images"
    WINDOW = "Window"
    LOOK = "Look"
    HANGING = "Hanging and layout"
    LINKING = "Linking"
    FUSING = "Registration and fusion"
    CUTTING = "Cutting"
    TURNING = "3-D"
    PANELS = "Panels"


@dataclass(frozen=True)
class Action:
    """One command. `shortcuts` are written as Qt reads them; the first is the one shown.

    `words` are further words a physician may type to find it ("contrast" for the window).
    """

    id: str
    title: str
    shortcuts: tuple[str, ...] = ()
    scope: Scope = Scope.ANYWHERE
    needs: Needs = Needs.NOTHING
    group: Group = Group.CASE
    words: str = ""

    @property
    def shown_shortcut(self) -> str:
        """The key shown beside the title, empty when there is none."""
        return self.shortcuts[0] if self.shortcuts else ""

    @property
    def tooltip(self) -> str:
        """Title and key, for a button without words."""
        return f"{self.title} ({self.shown_shortcut})" if self.shortcuts else self.title


def in_read(
    group: Group, action_id: str, title: str, *shortcuts: str, needs: Needs = Needs.IMAGES, words: str = ""
) -> Action:
    """A command of the Read place."""
    return Action(action_id, title, shortcuts, Scope.READ, needs, group, words)


def in_3d(action_id: str, title: str, *shortcuts: str, words: str = "") -> Action:
    """A command of the 3-D viewport of Read; its keys are heard while that viewport is the active one."""
    return Action(action_id, title, shortcuts, Scope.VOLUME_3D, Needs.VOLUME_3D, Group.TURNING, words)
