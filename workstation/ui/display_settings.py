"""How large text is and how strong its contrast: read from the preferences, applied to the application at once."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from viewers.qt.text_scale import SCALE_LIMITS, set_text_scale, text_scale
from workstation.preferences import Preferences
from workstation.ui.forms.form_style import dress_again
from workstation.ui.theme import CONTRASTS, active_tokens, apply_theme, size_again

TEXT_SCALE = "display.text-scale"
CONTRAST = "display.contrast"
STANDARD = "standard"
TEXT_SCALES_PERCENT = (80, 90, 100, 110, 125, 150, 175, 200)


def text_percent(preferences: Preferences) -> int:
    """The text scale in per cent; 100 where what is kept makes no sense."""
    kept = preferences.get(TEXT_SCALE, 100)
    if isinstance(kept, bool) or not isinstance(kept, int | float):
        return 100
    return round(kept) if SCALE_LIMITS[0] <= kept / 100 <= SCALE_LIMITS[1] else 100


def contrast_of(preferences: Preferences) -> str:
    """The contrast in force: a key of `CONTRASTS`."""
    kept = preferences.get(CONTRAST, STANDARD)
    return kept if isinstance(kept, str) and kept in CONTRASTS else STANDARD


def apply_display(application: QApplication, preferences: Preferences, root: QWidget | None = None) -> None:
    """Dress the application by the preferences; with a window, its forms, fixed widths and painted parts as well."""
    percent, tokens = text_percent(preferences), CONTRASTS[contrast_of(preferences)]
    if text_scale() != percent / 100 or active_tokens() != tokens or not application.styleSheet():
        set_text_scale(percent / 100)
        apply_theme(application, tokens)
    widgets = [] if root is None else [root, *root.findChildren(QWidget)]
    for widget in widgets:
        if isValid(widget):
            dress_again(widget)
            size_again(widget)
            widget.updateGeometry()
            widget.update()
