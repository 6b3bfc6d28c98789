"""Corner text: identity and position are never cut short, whatever the width of the pane."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from viewers.qt.overlay_canvas import HALO_PX, OverlayCanvas
from viewers.qt.overlay_corners import corner_room, paint_corners, wrapped
from viewers.qt.plain_text import isolated
from viewers.qt.tones import TEXT_PX
from viewers.state.overlay import OverlayContent

IDENTITY = (isolated("SAMPLE, Patient A"), f"{isolated('FORAMEN-A')} · 1967-03-14 · F")
PLACE = "104 / 280 · z -681.0 mm (I) · oblique 20°"
CONTENT = OverlayContent(
    top_left=IDENTITY,
    top_right=("CT · 2026-09-14", isolated("Lumbar spine axial with a very long series description")),
    bottom_left=("W 2000  L 300", PLACE),
    notices=("reformatted", "mixed orientations"),
    calibration_badge="mm at detector, not patient",
    level_at_cursor="L3 body, middle third",
    zoom_text="1.2x",
)
LETTERS_OF_A_NAME = st.text(st.characters(categories=("L", "N"), max_codepoint=0x6FF), min_size=1, max_size=20)


class RecordingCanvas(OverlayCanvas):
    """Remembers what was painted where."""

    def __init__(self, painter: QPainter, width: int, height: int, ratio: float) -> None:
        blank = OverlayCanvas.of_size(painter, width, height, ratio)
        super().__init__(painter, blank._pixels, ratio)
        self.rows: list[tuple[str, QRectF]] = []

    def text(
        self,
        at: QPointF,
        text: str,
        color: QColor | None = None,
        *,
        size: float = TEXT_PX,
        strong: bool = False,
        halo: float = HALO_PX,
    ) -> QRectF:
        rect = super().text(at, text, color, size=size, strong=strong, halo=halo)
        self.rows.append((text, rect))
        return rect


@contextmanager
def a_canvas(width: int, height: int = 380, ratio: float = 1.0) -> Iterator[RecordingCanvas]:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        yield RecordingCanvas(painter, width, height, ratio)
    finally:
        painter.end()


def letters_of(text: str) -> str:
    """The text without what a line break may take: spaces, separators, isolates."""
    return re.sub("[\\s·\u2068\u2069]", "", text)


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Fonts need an application."""


@pytest.mark.parametrize("ratio", [1.0, 1.5])
@pytest.mark.parametrize("width", range(200, 1001, 25))
def test_identity_and_position_are_wholly_painted_inside_the_pane(width: int, ratio: float) -> None:
    with a_canvas(round(width * ratio), round(380 * ratio), ratio) as canvas:
        paint_corners(canvas, CONTENT)
        painted = letters_of("".join(text for text, _ in canvas.rows))
        for words in (*IDENTITY, PLACE, CONTENT.level_at_cursor):
            assert letters_of(words) in painted or all(letters_of(w) in painted for w in words.split(" "))
        for text, rect in canvas.rows:
            assert canvas.bounds.contains(rect), text
            assert "…" not in text or "Lumbar" in text


@pytest.mark.parametrize("width", range(200, 1001, 50))
def test_corner_text_leaves_the_orientation_letters_and_one_another_free(width: int) -> None:
    with a_canvas(width) as canvas:
        paint_corners(canvas, CONTENT)
        letter = QRectF(width / 2 - 7, 0, 14, 26)
        for text, rect in canvas.rows:
            assert not rect.intersects(letter), text
            assert not any(rect.intersects(other) for name, other in canvas.rows if name != text), text


def test_a_narrow_pane_keeps_birth_date_and_sex_together() -> None:
    with a_canvas(330) as canvas:
        rows = wrapped(IDENTITY[1], corner_room(canvas), canvas.metrics().horizontalAdvance)
    assert rows == (isolated("FORAMEN-A"), "1967-03-14 · F")


def test_a_narrow_pane_leaves_out_the_zoom_first() -> None:
    for width, is_shown in ((220, False), (620, True)):
        with a_canvas(width) as canvas:
            paint_corners(canvas, CONTENT)
            assert any("1.2x" in text for text, _ in canvas.rows) == is_shown


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.lists(LETTERS_OF_A_NAME, min_size=1, max_size=4).map(" ".join),
    number=LETTERS_OF_A_NAME,
    room=st.floats(60, 500),
)
def test_no_letter_of_an_identity_is_ever_lost(name: str, number: str, room: float) -> None:
    with a_canvas(200) as canvas:
        width_of = canvas.metrics().horizontalAdvance
        for line in (isolated(name), f"{isolated(number)} · 1967-03-14 · F"):
            rows = wrapped(line, room, width_of)
            assert letters_of("".join(rows)) == letters_of(line)
            assert all(width_of(row) <= room or len(letters_of(row)) == 1 for row in rows)
