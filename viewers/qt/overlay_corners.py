"""Text in the four corners of a pane: identity and position always whole, in more lines where the pane is narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from annotations.calibration import CalibrationSource
from viewers.imaging.images import RESAMPLED
from viewers.qt.overlay_canvas import CHIP_PADDING_PX, MARGIN_PX, OverlayCanvas
from viewers.qt.plain_text import FIRST_STRONG_ISOLATE, POP_ISOLATE
from viewers.qt.tones import LETTER_PX, TONES
from viewers.qt.translated import tr
from viewers.state.overlay import OverlayContent

TRUSTED_BADGES = frozenset(
    source.label for source in (CalibrationSource.PATIENT, CalibrationSource.FIDUCIAL, CalibrationSource.GEOMETRY)
)
"""Calibrations that need no warning colour."""
REFORMATTED_NOTICE = "reformatted"
OBLIQUE_NOTICE = "oblique"
PLAIN_NOTICES = frozenset({REFORMATTED_NOTICE, OBLIQUE_NOTICE, RESAMPLED})
"""Tags that say what the picture is; all other notices are cautions."""
SEPARATOR = " · "
"""Between the parts of a line; a line breaks here first."""
LINE_STEP = 1.12
"""From one line to the next, in heights of the font."""
LETTER_GAP_PX = 6.0
"""Corner text keeps this far from the orientation letter in the middle of its side."""
EDGE_PX = 8.0
MOST_PARTS = 8
"""Lines of more parts are broken one part a row instead of trying every way."""

WidthOf = Callable[[str], float]


def wrapped(line: str, room: float, width_of: WidthOf) -> tuple[str, ...]:
    """The line in as few rows as fit `room`, none cut short: broken between its parts, then words, then letters.

    Rows of parts are made about equally long, so that no single letter (a sex) is left alone.
    """
    rows = _balanced(line.split(SEPARATOR), room, width_of)
    return tuple(row for wide in rows for row in _words(wide, room, width_of))


def _balanced(parts: Sequence[str], room: float, width_of: WidthOf) -> tuple[str, ...]:
    if len(parts) > MOST_PARTS:
        return tuple(parts)
    for rows in range(1, len(parts)):
        ways = list(_ways(parts, rows))
        best = min(ways, key=lambda way: max(width_of(row) for row in way))
        if all(width_of(row) <= room for row in best):
            return best
    return tuple(parts)


def _ways(parts: Sequence[str], rows: int) -> Iterator[tuple[str, ...]]:
    """Every way to lay parts out in order in a number of rows."""
    for cuts in combinations(range(1, len(parts)), rows - 1):
        ends = (0, *cuts, len(parts))
        yield tuple(SEPARATOR.join(parts[start:end]) for start, end in pairwise(ends))


def _words(row: str, room: float, width_of: WidthOf) -> tuple[str, ...]:
    """A row broken between words, a word longer than the room between letters; each stays a bidi isolate."""
    if width_of(row) <= room:
        return (row,)
    is_isolated = row.startswith(FIRST_STRONG_ISOLATE) and row.endswith(POP_ISOLATE)
    frame = (FIRST_STRONG_ISOLATE, POP_ISOLATE) if is_isolated else ("", "")
    inner = row[1:-1] if is_isolated else row
    rows = [""]
    for word in inner.split(" "):
        joined = f"{rows[-1]} {word}".strip(" ")
        if width_of(joined) <= room:
            rows[-1] = joined
        else:
            rows += _letters(word, room, width_of)
    return tuple(f"{frame[0]}{text}{frame[1]}" for text in rows if text)


def _letters(word: str, room: float, width_of: WidthOf) -> list[str]:
    rows = [""]
    for letter in word:
        if rows[-1] and width_of(rows[-1] + letter) > room:
            rows.append("")
        rows[-1] += letter
    return rows


def corner_room(canvas: OverlayCanvas) -> float:
    """Width of a corner in device pixels: up to the orientation letter in the middle of the side."""
    letter = canvas.metrics(LETTER_PX, strong=True).horizontalAdvance("W")
    return float(max(1.0, canvas.width / 2 - letter / 2 - canvas.px(LETTER_GAP_PX) - canvas.px(MARGIN_PX)))


def paint_corner(
    canvas: OverlayCanvas, lines: tuple[str, ...], *, is_right: bool, is_bottom: bool, may_shorten: bool = False
) -> float:
    """One corner; returns the y where it ends (its lower edge at the top, its upper edge at the bottom).

    With `may_shorten` a part too long for the corner ends in dots; otherwise everything is shown whole.
    """
    metrics, margin, room = canvas.metrics(), canvas.px(MARGIN_PX), corner_room(canvas)
    width_of = metrics.horizontalAdvance
    rows: list[str] = []
    for line in lines:
        if may_shorten:
            parts = _balanced(line.split(SEPARATOR), room, width_of)
            rows += [metrics.elidedText(part, Qt.TextElideMode.ElideRight, room) for part in parts]
        else:
            rows += wrapped(line, room, width_of)
    step = metrics.height() * LINE_STEP
    y = canvas.height - canvas.px(EDGE_PX) - step * len(rows) if is_bottom else canvas.px(EDGE_PX)
    start = y
    for row in rows:
        x = canvas.width - margin - width_of(row) if is_right else margin
        canvas.text(QPointF(x, y), row)
        y += step
    return start if is_bottom else y


def paint_corners(canvas: OverlayCanvas, content: OverlayContent) -> None:
    """All four corners with their notices; without any other text identity and announcements, and the calibration
    badge, as the scale bar stays too and a millimetre must always say whose it is.

    The series description is the only line that may end in dots, the zoom the only one left out.
    """
    identity_end = paint_corner(canvas, content.top_left, is_right=False, is_bottom=False)
    if not content.show_text:
        _notices(canvas, content.announcements, canvas.px(EDGE_PX), identity_end, content.hints)
        lowest = canvas.height - canvas.px(EDGE_PX)
        _badge(canvas, content.calibration_badge, lowest, lowest)
        return
    top = paint_corner(canvas, content.top_right, is_right=True, is_bottom=False, may_shorten=True)
    left = paint_corner(canvas, _with_zoom(canvas, content), is_right=False, is_bottom=True)
    bottom = paint_corner(canvas, content.bottom_right, is_right=True, is_bottom=True)
    level = content.level_at_cursor or content.slice_level
    if level:
        bottom = _level(canvas, level, bottom)
    _notices(canvas, (*content.announcements, *content.notices), top, identity_end, content.hints)
    _badge(canvas, content.calibration_badge, bottom, left)


def _with_zoom(canvas: OverlayCanvas, content: OverlayContent) -> tuple[str, ...]:
    lines = content.bottom_left
    if not content.zoom_text or not lines:
        return lines or tuple(filter(None, (content.zoom_text,)))
    longer = f"{lines[0]}{SEPARATOR}{content.zoom_text}"
    fits = canvas.metrics().horizontalAdvance(longer) <= corner_room(canvas)
    return (longer, *lines[1:]) if fits else lines


def _level(canvas: OverlayCanvas, text: str, bottom: float) -> float:
    metrics, margin = canvas.metrics(strong=True), canvas.px(MARGIN_PX)
    y = bottom
    for row in reversed(wrapped(text, corner_room(canvas), metrics.horizontalAdvance)):
        at = QPointF(canvas.width - margin - metrics.horizontalAdvance(row), y - metrics.height())
        y = canvas.text(at, row, QColor(TONES["accent"]), strong=True).top()
    return y


def _notices(
    canvas: OverlayCanvas, notices: tuple[str, ...], top: float, identity_end: float, hints: tuple[str, ...]
) -> None:
    """Beside the identity where they fit there, below it where they need the whole width; hints come last."""
    right, gap = canvas.width - canvas.px(MARGIN_PX), canvas.px(4)
    y = top + gap
    for plain_or_not in (*notices, *hints):
        is_plain = plain_or_not in PLAIN_NOTICES
        notice = tr(plain_or_not) if is_plain else plain_or_not
        is_wide = _chip_width(canvas, notice) > corner_room(canvas)
        y = max(y, identity_end + gap) if is_wide else y
        tone = "text" if plain_or_not in hints else "text-2" if is_plain else "caution"
        y = canvas.chip(QPointF(right, y), notice, tone, _chip_room(canvas, is_wide=is_wide)).bottom() + gap


def _badge(canvas: OverlayCanvas, badge: str, bottom: float, left: float) -> None:
    if not badge:
        return
    is_wide = _chip_width(canvas, badge) > corner_room(canvas)
    gap, height = canvas.px(4), canvas.metrics().height() + 2 * canvas.px(CHIP_PADDING_PX[1])
    lower = min(bottom, left) if is_wide else bottom
    at = QPointF(canvas.width - canvas.px(MARGIN_PX), lower - height - gap)
    tone = "text-2" if badge in TRUSTED_BADGES else "caution"
    canvas.chip(at, badge, tone, _chip_room(canvas, is_wide=is_wide))


def _chip_width(canvas: OverlayCanvas, text: str) -> float:
    return canvas.metrics().horizontalAdvance(text) + 2 * canvas.px(CHIP_PADDING_PX[0])


def _chip_room(canvas: OverlayCanvas, *, is_wide: bool) -> float:
    return canvas.width - 2 * canvas.px(MARGIN_PX) if is_wide else corner_room(canvas) + 1
