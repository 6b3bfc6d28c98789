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


class Needs(StrEnum):
    """What must be there for a command to be enabled."""

    NOTHING = "nothing"
    CASE = "case"
    IMAGES = "images"
    SELECTION = "selection"
    UNDO = "undo"
    REDO = "redo"


WHY_DISABLED: Mapping[Needs, str] = {
    Needs.NOTHING: "",
    Needs.CASE: "needs an open case",
    Needs.IMAGES: "needs images on screen",
    Needs.SELECTION: "needs something selected",
    Needs.UNDO: "nothing to undo",
    Needs.REDO: "nothing to do again",
}
"""What is said beside a command whose need is not met."""

WHERE: Mapping[Scope, str] = {
    Scope.ANYWHERE: "",
    Scope.READ: "works in Read",
    Scope.PLAN: "works in Plan",
}
"""What is said beside a command of another place."""


class Group(StrEnum):
    """The heading a command stands under in the command search and on the shortcut sheet; in this order."""

    PLACES = "Places"
    CASE = "Case and program"
    EDIT = "Edit"
    TOOLS = "Tools"
    MARKS = "Marks"
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
