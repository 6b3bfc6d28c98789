"""Commands that change how a picture looks, without cutting or turning it."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, Needs, in_read

COLOR_PREFIX = "color-map."
GREY = "grey"
_MAPS = (
    (GREY, "grey"),
    ("hot-iron", "Hot Iron"),
    ("pet", "PET"),
    ("hot-metal-blue", "Hot Metal Blue"),
    ("pet-20-step", "PET 20 Step"),
    ("spring", "Spring"),
    ("summer", "Summer"),
    ("fall", "Fall"),
    ("winter", "Winter"),
)
"""Grey and the palettes of `viewers.imaging.color_maps`; a test holds both together."""

LOOK_ACTIONS: tuple[Action, ...] = (
    in_read(Group.LOOK, "view.capture", "Save a picture of the viewport", "Shift+K", words="screenshot capture"),
    in_read(Group.LOOK, "view.copy", "Copy a picture of the viewport", "Ctrl+C", words="clipboard"),
    in_read(Group.LOOK, "series.properties", "Properties of the series", "Ctrl+I", words="dicom header"),
    in_read(Group.LOOK, "view.invert", "Invert grey levels", "I", words="negative"),
    in_read(Group.LOOK, "view.fit", "Fit to window", "="),
    in_read(Group.LOOK, "view.pixels", "One image pixel for one screen pixel", "Ctrl+1", words="1:1 native zoom"),
    in_read(Group.LOOK, "view.true-size", "True size", "Ctrl+2", words="life size millimetre ruler zoom"),
    in_read(Group.LOOK, "screen.measure", "Measure this screen…", needs=Needs.NOTHING, words="calibrate monitor ruler"),
    in_read(Group.LOOK, "view.lens", "Magnifier lens", "Shift+Z", words="loupe magnify"),
    in_read(Group.LOOK, "view.reset", "Reset view", "Space"),
    in_read(Group.LOOK, "view.zoom-in", "Zoom in", "+"),
    in_read(Group.LOOK, "view.zoom-out", "Zoom out", "-"),
    in_read(Group.LOOK, "view.flip-horizontal", "Flip left to right", "Alt+H", words="mirror horizontal"),
    in_read(Group.LOOK, "view.flip-vertical", "Flip top to bottom", "Alt+V", words="mirror vertical"),
    in_read(Group.LOOK, "view.rotate-right", "Rotate right by 90°", "R", words="turn clockwise"),
    in_read(Group.LOOK, "view.rotate-left", "Rotate left by 90°", "Shift+R", words="turn anticlockwise"),
    in_read(Group.LOOK, "view.smooth", "Smooth picture, or pixels as blocks", "Alt+B", words="nearest interpolation"),
    in_read(Group.LOOK, "view.color-next", "Next colour map", "Alt+C", words="palette pseudo colour"),
    in_read(Group.LOOK, "view.color-previous", "Previous colour map", "Alt+Shift+C", words="palette pseudo colour"),
    *(
        in_read(Group.LOOK, f"{COLOR_PREFIX}{name}", f"Colour map: {title}", words="palette pseudo colour")
        for name, title in _MAPS
    ),
    in_read(Group.LOOK, "view.text", "Text over images: next level", "O", words="annotations demographics hide show"),
    in_read(Group.LOOK, "view.text-minimal", "Text over images: minimal", words="annotations demographics"),
    in_read(Group.LOOK, "view.text-full", "Text over images: full", words="annotations demographics"),
    in_read(Group.LOOK, "view.text-none", "Text over images: none", words="annotations demographics hide"),
    in_read(Group.LOOK, "view.graphics", "Show or hide the image's own overlay graphics", "Shift+G"),
    in_read(Group.LOOK, "view.shutter", "Show or hide the image's shutter", "B"),
)
"""In menu order."""
