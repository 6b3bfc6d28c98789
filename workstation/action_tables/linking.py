"""Commands that link viewports: scroll, pan, zoom, window, and links by hand."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

LINKING_ACTIONS: tuple[Action, ...] = (
    in_read(Group.LINKING, "link.scroll", "Link scrolling", "Alt+S", words="sync synchronise position"),
    in_read(Group.LINKING, "link.pan", "Link panning", "Alt+P", words="sync synchronise"),
    in_read(Group.LINKING, "link.zoom", "Link zooming", "Alt+Z", words="sync synchronise scale"),
    in_read(
        Group.LINKING,
        "link.window",
        "Link windows: like series, all of a modality, off",
        "Alt+Shift+W",
        words="sync synchronise contrast level",
    ),
    in_read(Group.LINKING, "link.here", "Link here by hand", "Ctrl+L", words="offset manual prior compare"),
    in_read(Group.LINKING, "link.remove", "Remove links by hand", "Ctrl+Shift+L", words="offset manual unlink"),
    in_read(Group.LINKING, "link.menu", "Links between viewports", words="sync synchronise chain"),
)
"""In menu order."""
