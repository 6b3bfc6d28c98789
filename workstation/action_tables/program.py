"""Commands of the program and of the case: places, opening, undo, panels."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, Needs, Scope, in_read

PROGRAM_ACTIONS: tuple[Action, ...] = (
    Action("place.read", "Read", ("F1",), needs=Needs.CASE, group=Group.PLACES, words="images viewer"),
    Action("place.evaluate", "Evaluate", ("F2",), needs=Needs.CASE, group=Group.PLACES, words="history exam"),
    Action("place.explain", "Explain", ("F3",), needs=Needs.CASE, group=Group.PLACES, words="matrix hypotheses"),
    Action("place.plan", "Plan", ("F4",), needs=Needs.CASE, group=Group.PLACES, words="targets needle"),
    Action("place.chart", "Chart", ("F5",), needs=Needs.CASE, group=Group.PLACES, words="report packet export"),
    Action("place.cases", "Cases", ("F6",), group=Group.PLACES, words="worklist patients"),
    Action("open.folder", "Open folder…", ("Ctrl+O",), words="import load dicom"),
    Action("open.files", "Open files…", ("Ctrl+Shift+O",), words="import load dicom"),
    Action("open.demo", "Open the sample patient", words="demo"),
    Action("case.close", "Close case", ("Ctrl+W",), needs=Needs.CASE),
    Action("window.command", "Search or command", ("Ctrl+K",), words="palette find"),
    Action("window.preferences", "Preferences…", ("Ctrl+,",), words="settings options"),
    Action("window.keys", "Keys and mouse", ("?",), words="shortcuts sheet help buttons"),
    Action("window.change-keys", "Change keys…", words="shortcuts edit bindings"),
    Action("window.fullscreen", "Full screen", ("F11",)),
    Action("window.quit", "Quit", ("Ctrl+Q",), words="exit"),
    Action("edit.undo", "Undo", ("Ctrl+Z",), needs=Needs.UNDO, group=Group.EDIT),
    Action("edit.redo", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), needs=Needs.REDO, group=Group.EDIT),
    Action("edit.delete", "Remove selected", ("Delete", "Backspace"), Scope.READ, Needs.SELECTION, Group.EDIT, "erase"),
    in_read(Group.EDIT, "edit.cancel", "Cancel", "Esc", needs=Needs.NOTHING),
)
"""In menu order."""

PANEL_ACTIONS: tuple[Action, ...] = (
    in_read(Group.PANELS, "panel.browser", "Fold the study browser", "F7", needs=Needs.CASE, words="thumbnails series"),
    in_read(Group.PANELS, "panel.spine", "Fold the spine strip", "F8", needs=Needs.CASE, words="levels"),
    in_read(Group.PANELS, "panel.case", "Fold the case panel", "F9", needs=Needs.CASE, words="findings"),
)
"""In menu order."""
