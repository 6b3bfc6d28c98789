"""Commands that move through images: slices, series, cine."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

MOVING_ACTIONS: tuple[Action, ...] = (
    in_read(Group.MOVING, "scroll.next", "Next image", "Down", words="slice"),
    in_read(Group.MOVING, "scroll.previous", "Previous image", "Up", words="slice"),
    in_read(Group.MOVING, "scroll.first", "First image", "Home", words="slice"),
    in_read(Group.MOVING, "scroll.last", "Last image", "End", words="slice"),
    in_read(Group.MOVING, "series.next", "Next series", "PgDown"),
    in_read(Group.MOVING, "series.previous", "Previous series", "PgUp"),
    in_read(Group.MOVING, "document.presentation-off", "Take the presentation off the images", words="GSPS"),
)
"""In menu order."""
