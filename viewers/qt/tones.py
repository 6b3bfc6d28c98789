"""Colours and sizes of what is drawn over images (interface.md); images sit on black whatever the theme."""

from __future__ import annotations

from collections.abc import Mapping

TONES: Mapping[str, str] = {
    "accent": "#35b5ac",
    "alert": "#e5695f",
    "caution": "#e7b04b",
    "good": "#6fc276",
    "unexplained": "#b99cf0",
    "left": "#5aa9f0",
    "right": "#f0a35a",
    "midline": "#8a96a2",
    "reference": "#f0d55a",
    "axial": "#f07f73",
    "sagittal": "#e8d44d",
    "coronal": "#63cf7c",
    "text": "#e6eaee",
    "text-2": "#9aa6b2",
    "line": "#2b333d",
    "panel": "#12161a",
    "image": "#000000",
}
"""Theme-free: overlays look the same on every pane, capture and print of a screen."""

DEFAULT_TONE = "accent"
FONT_FAMILIES = ("Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans")
TEXT_PX = 11.5
LETTER_PX = 14.0
MESSAGE_PX = 14.0


def tone_color(tone: str) -> str:
    """`#rrggbb` of a tone name; an unknown name is drawn in the accent rather than not at all."""
    return TONES.get(tone, TONES[DEFAULT_TONE])
