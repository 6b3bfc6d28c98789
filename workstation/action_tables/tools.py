"""Commands that put a tool into the hand, and those that mark."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, Needs, in_read

TOOL_ACTIONS: tuple[Action, ...] = (
    in_read(Group.TOOLS, "tool.window", "Window and level", "W", words="W/L contrast brightness"),
    in_read(Group.TOOLS, "tool.region-window", "Window by region", "Shift+W", words="W/L contrast rectangle"),
    in_read(Group.TOOLS, "tool.pan", "Pan", "P", words="move"),
    in_read(Group.TOOLS, "tool.zoom", "Zoom", "Z", words="magnify"),
    in_read(Group.TOOLS, "tool.scroll", "Scroll", "S", words="stack slices"),
    in_read(Group.TOOLS, "tool.crosshair", "Crosshair", "H", words="cursor"),
)
"""In menu order."""

MARK_ACTIONS: tuple[Action, ...] = (
    in_read(Group.MARKS, "mark.finding", "Mark finding at the cursor", "M"),
    in_read(Group.MARKS, "tool.length", "Length", "D", "L", words="distance measure ruler"),
    in_read(Group.MARKS, "tool.angle", "Angle", "A", words="measure Cobb"),
    Action("target.new", "New target", ("T",), needs=Needs.CASE, group=Group.MARKS, words="needle procedure"),
)
"""In menu order."""
