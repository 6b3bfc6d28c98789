"""Commands of hanging and layout: protocols, stages, panes, windows."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

HANGING_ACTIONS: tuple[Action, ...] = (
    in_read(Group.HANGING, "viewport.next", "Next viewport", "Right", words="pane"),
    in_read(Group.HANGING, "viewport.previous", "Previous viewport", "Left", words="pane"),
    in_read(Group.HANGING, "layout.1x1", "Layout: one viewport", "Shift+F1", words="pane"),
    in_read(Group.HANGING, "layout.1x2", "Layout: two side by side", "Shift+F2", words="pane"),
    in_read(Group.HANGING, "layout.2x2", "Layout: four viewports", "Shift+F3", words="pane"),
    in_read(Group.HANGING, "layout.2x2-3d", "Layout: three viewports and 3-D", "Shift+F4", words="pane"),
    in_read(Group.HANGING, "layout.mpr", "Layout: three planes and 3-D", "Shift+F5", words="pane MPR"),
    in_read(Group.HANGING, "layout.next", "Next layout", "."),
    in_read(Group.HANGING, "layout.previous", "Previous layout", ","),
)
"""In menu order."""
