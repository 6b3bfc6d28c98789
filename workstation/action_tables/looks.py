"""Commands that change how a picture looks, without cutting or turning it."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

LOOK_ACTIONS: tuple[Action, ...] = (
    in_read(Group.LOOK, "view.capture", "Save a picture of the viewport", "K", words="key image screenshot"),
    in_read(Group.LOOK, "view.copy", "Copy a picture of the viewport", "Ctrl+C", words="clipboard"),
    in_read(Group.LOOK, "series.properties", "Properties of the series", "Ctrl+I", words="dicom header"),
    in_read(Group.LOOK, "view.invert", "Invert grey levels", "I", words="negative"),
    in_read(Group.LOOK, "view.fit", "Fit to window", "="),
    in_read(Group.LOOK, "view.reset", "Reset view", "Space"),
    in_read(Group.LOOK, "view.zoom-in", "Zoom in", "+"),
    in_read(Group.LOOK, "view.zoom-out", "Zoom out", "-"),
    in_read(Group.LOOK, "view.text", "Show or hide text over images", "O", words="annotations demographics"),
    in_read(Group.LOOK, "view.graphics", "Show or hide the image's own overlay graphics", "G"),
    in_read(Group.LOOK, "view.shutter", "Show or hide the image's shutter", "B"),
)
"""In menu order."""
