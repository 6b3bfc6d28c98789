"""Every command of the window, declared once: menus, keys and the command search are made from this table. No Qt."""

from __future__ import annotations

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


@dataclass(frozen=True)
class Action:
    """One command. `shortcuts` are written as Qt reads them; the first is the one shown."""

    id: str
    title: str
    shortcuts: tuple[str, ...] = ()
    scope: Scope = Scope.ANYWHERE
    needs: Needs = Needs.NOTHING

    @property
    def shown_shortcut(self) -> str:
        """The key shown beside the title, empty when there is none."""
        return self.shortcuts[0] if self.shortcuts else ""

    @property
    def tooltip(self) -> str:
        """Title and key, for a button without words."""
        return f"{self.title} ({self.shown_shortcut})" if self.shortcuts else self.title


def _read(action_id: str, title: str, *shortcuts: str, needs: Needs = Needs.IMAGES) -> Action:
    return Action(action_id, title, shortcuts, Scope.READ, needs)


_WINDOW_KEYS = (
    ("auto", "0", "Window: automatic"),
    ("dicom", "1", "Window: as stored in the image"),
    ("spine-soft-tissue", "2", "Window: spine soft tissue"),
    ("bone", "3", "Window: bone"),
    ("fine-bone", "4", "Window: fine bone, hardware"),
    ("soft-tissue", "5", "Window: soft tissue"),
    ("lung", "6", "Window: lung"),
    ("brain", "7", "Window: brain"),
)
"""Keys are bound to what a window is, never to its place in a menu (viewing.md 4.2, the trap)."""

_ALL = (
    Action("place.read", "Read", ("F1",), needs=Needs.CASE),
    Action("place.evaluate", "Evaluate", ("F2",), needs=Needs.CASE),
    Action("place.explain", "Explain", ("F3",), needs=Needs.CASE),
    Action("place.plan", "Plan", ("F4",), needs=Needs.CASE),
    Action("place.chart", "Chart", ("F5",), needs=Needs.CASE),
    Action("place.cases", "Cases", ("F6",)),
    Action("open.folder", "Open folder…", ("Ctrl+O",)),
    Action("open.files", "Open files…", ("Ctrl+Shift+O",)),
    Action("open.demo", "Open the sample patient"),
    Action("case.close", "Close case", ("Ctrl+W",), needs=Needs.CASE),
    Action("window.command", "Search or command", ("Ctrl+K",)),
    Action("window.fullscreen", "Full screen", ("F11",)),
    Action("window.quit", "Quit", ("Ctrl+Q",)),
    Action("edit.undo", "Undo", ("Ctrl+Z",), needs=Needs.UNDO),
    Action("edit.redo", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), needs=Needs.REDO),
    Action("edit.delete", "Remove selected", ("Delete", "Backspace"), Scope.READ, Needs.SELECTION),
    _read("edit.cancel", "Cancel", "Esc", needs=Needs.NOTHING),
    _read("tool.window", "Window and level", "W"),
    _read("tool.pan", "Pan", "P"),
    _read("tool.zoom", "Zoom", "Z"),
    _read("tool.scroll", "Scroll", "S"),
    _read("tool.crosshair", "Crosshair", "H"),
    _read("mark.finding", "Mark finding at the cursor", "M"),
    _read("tool.length", "Length", "D", "L"),
    _read("tool.angle", "Angle", "A"),
    Action("target.new", "New target", ("T",), needs=Needs.CASE),
    _read("view.capture", "Save a picture of the viewport", "K"),
    _read("view.copy", "Copy a picture of the viewport", "Ctrl+C"),
    _read("series.resample", "Resample to a straight volume"),
    _read("series.properties", "Properties of the series", "Ctrl+I"),
    _read("view.invert", "Invert grey levels", "I"),
    _read("view.fit", "Fit to window", "="),
    _read("view.reset", "Reset view", "Space"),
    _read("view.zoom-in", "Zoom in", "+"),
    _read("view.zoom-out", "Zoom out", "-"),
    _read("view.text", "Show or hide text over images", "O"),
    _read("view.graphics", "Show or hide the image's own overlay graphics", "G"),
    _read("view.shutter", "Show or hide the image's shutter", "B"),
    _read("scroll.next", "Next image", "Down"),
    _read("scroll.previous", "Previous image", "Up"),
    _read("scroll.first", "First image", "Home"),
    _read("scroll.last", "Last image", "End"),
    _read("series.next", "Next series", "PgDown"),
    _read("series.previous", "Previous series", "PgUp"),
    _read("viewport.next", "Next viewport", "Right"),
    _read("viewport.previous", "Previous viewport", "Left"),
    _read("layout.1x1", "Layout: one viewport", "Shift+F1"),
    _read("layout.1x2", "Layout: two side by side", "Shift+F2"),
    _read("layout.2x2", "Layout: four viewports", "Shift+F3"),
    _read("layout.2x2-3d", "Layout: three viewports and 3-D", "Shift+F4"),
    _read("layout.mpr", "Layout: three planes and 3-D", "Shift+F5"),
    _read("layout.next", "Next layout", "."),
    _read("layout.previous", "Previous layout", ","),
    _read("plane.acquired", "Plane: as acquired", "Alt+1"),
    _read("plane.axial", "Plane: axial", "Alt+2"),
    _read("plane.sagittal", "Plane: sagittal", "Alt+3"),
    _read("plane.coronal", "Plane: coronal", "Alt+4"),
    _read("panel.browser", "Fold the study browser", "F7", needs=Needs.CASE),
    _read("panel.spine", "Fold the spine strip", "F8", needs=Needs.CASE),
    _read("panel.case", "Fold the case panel", "F9", needs=Needs.CASE),
    *(_read(f"preset.{name}", title, key) for name, key, title in _WINDOW_KEYS),
)

ACTIONS: dict[str, Action] = {action.id: action for action in _ALL}
"""All commands by id, in menu order."""


def shortcut_conflicts(actions: tuple[Action, ...] = _ALL) -> tuple[str, ...]:
    """Keys claimed twice where both commands could hear them; empty is right."""
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
