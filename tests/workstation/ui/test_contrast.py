"""Contrast of text by WCAG 2.2 (relative luminance, 1.4.3 and 1.4.6), for every pair of tokens that meet."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from viewers.qt.tones import TONES
from workstation.ui.places.explain_cell import FILL_SHARE
from workstation.ui.theme import DARK, HIGH_CONTRAST, LIGHT, Tokens, tinted
from workstation.ui.widgets.chips import _FILL_SHARE

ENOUGH, MUCH = 4.5, 7.0
THEMES = {"dark": DARK, "light": LIGHT}
BACKGROUNDS = ("background_0", "background_1", "background_2", "background_3")
TEXTS = ("text_1", "text_2", "text_3")
TONE_NAMES = ("accent", "alert", "caution", "good", "unexplained", "left", "right", "midline")


def luminance(color: QColor) -> float:
    """WCAG relative luminance."""
    parts = [value / 255 for value in (color.red(), color.green(), color.blue())]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str | QColor, other: str | QColor) -> float:
    """WCAG contrast ratio, 1 to 21."""
    darker, lighter = sorted((luminance(QColor(one)), luminance(QColor(other))))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    """The published values: black on white 21:1, #767676 on white just passes."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("text", [*TEXTS, *TONE_NAMES])
def test_every_text_and_tone_stands_out_from_every_background(theme: str, background: str, text: str) -> None:
    tokens = THEMES[theme]
    assert contrast(getattr(tokens, text), getattr(tokens, background)) >= ENOUGH


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_high_contrast_is_higher(background: str, text: str) -> None:
    assert contrast(getattr(HIGH_CONTRAST, text), getattr(HIGH_CONTRAST, background)) >= MUCH


@pytest.mark.parametrize("tokens", [DARK, LIGHT, HIGH_CONTRAST])
@pytest.mark.parametrize("ground", ["accent_filled", "alert_filled"])
def test_white_text_on_filled_controls_is_readable(tokens: Tokens, ground: str) -> None:
    assert contrast("#ffffff", getattr(tokens, ground)) >= ENOUGH


@pytest.mark.parametrize("tone", ["accent", "alert", "caution", "good", "unexplained"])
@pytest.mark.parametrize("share", [_FILL_SHARE, FILL_SHARE])
def test_words_on_chips_and_matrix_cells_are_readable(tone: str, share: float) -> None:
    color = QColor(getattr(DARK, tone))
    assert contrast(color, tinted(color, share)) >= ENOUGH


@pytest.mark.parametrize("tone", [name for name in TONES if name not in ("line", "panel", "image")])
@pytest.mark.parametrize("ground", ["panel", "image"])
def test_words_over_images_are_readable_on_their_halo(tone: str, ground: str) -> None:
    assert contrast(TONES[tone], TONES[ground]) >= ENOUGH


@pytest.mark.parametrize("tokens", [DARK, HIGH_CONTRAST])
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_the_focus_ring_is_seen_on_every_background(tokens: Tokens, background: str) -> None:
    """WCAG 2.2, 1.4.11: at least 3:1 for what shows a state."""
    assert contrast(tokens.accent, getattr(tokens, background)) >= 3.0
