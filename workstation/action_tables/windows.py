"""Commands that set the window: presets and what else changes grey levels."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

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

WINDOW_ACTIONS: tuple[Action, ...] = (
    *(
        in_read(Group.WINDOW, f"preset.{name}", title, key, words="level W/L contrast preset")
        for name, key, title in _WINDOW_KEYS
    ),
    in_read(Group.WINDOW, "window.presets", "Windows by name…", "Alt+W", words="level preset saved"),
    in_read(Group.WINDOW, "window.histogram", "Histogram", "Ctrl+H", words="level contrast values percentiles"),
    in_read(Group.WINDOW, "window.save", "Save this window…", words="level preset"),
)
"""In menu order."""
