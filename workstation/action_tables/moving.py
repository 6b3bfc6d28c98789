"""Commands that move through images: slices, series, cine."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

MOVING_ACTIONS: tuple[Action, ...] = (
    in_read(Group.MOVING, "scroll.next", "Next image", "Down", words="slice"),
    in_read(Group.MOVING, "scroll.previous", "Previous image", "Up", words="slice"),
    in_read(Group.MOVING, "scroll.first", "First image", "Home", words="slice"),
    in_read(Group.MOVING, "scroll.last", "Last image", "End", words="slice"),
    in_read(Group.MOVING, "cine.run", "Cine: start or stop", "C", words="play movie run loop"),
    in_read(Group.MOVING, "cine.step-forward", "Cine: next frame, round the end", "Alt+]", words="step"),
    in_read(Group.MOVING, "cine.step-back", "Cine: previous frame, round the end", "Alt+[", words="step"),
    in_read(Group.MOVING, "cine.faster", "Cine: faster", "]", words="speed rate"),
    in_read(Group.MOVING, "cine.slower", "Cine: slower", "[", words="speed rate"),
    in_read(Group.MOVING, "cine.order", "Cine: start over, or run there and back", "Shift+C", words="loop sweep"),
    in_read(Group.MOVING, "series.next", "Next series", "PgDown"),
    in_read(Group.MOVING, "series.previous", "Previous series", "PgUp"),
    in_read(Group.MOVING, "document.presentation-off", "Take the presentation off the images", words="GSPS"),
)
"""In menu order."""
