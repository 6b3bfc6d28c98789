"""The spine at a glance: its levels with the findings at them; a click goes there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from annotations.anatomy import Laterality, Level, LevelKind
from annotations.finding_catalogue import FINDING_TYPES
from annotations.findings import Finding, Severity
from annotations.spine_ledger import ProposedLevel
from viewers.qt.translated import tr
from workstation.ui.read.spine_levels import SpineView, vertebra_or_disc
from workstation.ui.theme import fix_width, tinted, token_color, ui_font

STRIP_PX = 104
"""interface.md: width of the spine strip."""
SEVERITY_TONE = {Severity.SEVERE: "alert", Severity.MODERATE: "caution", Severity.MILD: "good", None: "unexplained"}
"""The tone of a dot; the word is in its tooltip and on the card."""
NOT_PLACED = "Levels not placed: click a level, then its vertebra"
NO_COORDINATES = "No patient coordinates here: levels go on CT or MR"

_BOX_WIDTH, _BOX_HEIGHT, _DISC_HEIGHT, _TOP, _LEFT = 42, 34, 12, 46, 10
_GAP = 2
_FILLED = frozenset({Severity.SEVERE, Severity.MODERATE})
_STEPS = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
_FOOT = 116
"""Kept free under the levels for the words about them."""


@dataclass(frozen=True)
class LevelRow:
    """One level of the strip: where it is drawn, whether it is anchored, what sits there."""

    level: Level
    rect: QRectF
    anchored: bool
    findings: tuple[Finding, ...]
    proposed: ProposedLevel | None = None


class SpineStrip(QFrame):
    """Announces `level_chosen(Level)`, `finding_chosen(id)` and `menu_asked(Level or None, QPoint on screen)`."""

    level_chosen = Signal(object)
    finding_chosen = Signal(str)
    menu_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rightPanel")
        fix_width(self, STRIP_PX)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._view = SpineView()
        self._rows: tuple[LevelRow, ...] = ()
        self._current: Level | None = None
        self._name_for_screen_readers()

    @property
    def rows(self) -> tuple[LevelRow, ...]:
        """The levels shown, from above."""
        return self._rows

    @property
    def view(self) -> SpineView:
        """What is shown."""
        return self._view

    @property
    def status(self) -> tuple[str, str]:
        """The words under the levels and their tone: what to click, how many are placed, or how to begin."""
        view = self._view
        if view.armed is not None:
            return tr(
                "Click the centre of {vertebra_or_disc} on the image. Esc ends.",
                vertebra_or_disc=vertebra_or_disc(view.armed),
            ), "accent"
        if not view.frame_of_reference_uid:
            return tr(NO_COORDINATES), "text_2"
        if view.proposed:
            return tr("{count} proposed: right-click to accept", count=len(view.proposed)), "accent"
        count = len(view.placed)
        if not count:
            return tr(NOT_PLACED), "caution"
        return tr(
            "{count} {value} placed on this Frame of Reference",
            count=count,
            value=tr("level") if count == 1 else tr("levels"),
        ), "good"

    def show_view(self, view: SpineView) -> None:
        """Show the levels and findings of a case in one Frame of Reference."""
        self._view = view
        self._rows = _rows(view, self.height())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Many levels share a low strip."""
        self._rows = _rows(self._view, self.height())
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw heading, vertebrae, discs, dots and how the levels are known."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(ui_font(11))
        painter.setPen(token_color("text_2"))
        painter.drawText(QPointF(_LEFT, 26), "SPINE")
        for row in self._rows:
            self._paint_row(painter, row)
        self._paint_status(painter)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A dot selects its finding, a level goes to the level or lets it be placed."""
        row = self._row_at(event.position())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if row.findings and event.position().x() > _LEFT + _BOX_WIDTH:
            self.finding_chosen.emit(row.findings[0].id)
        else:
            self.level_chosen.emit(row.level)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose a level, Return goes there, Space selects its finding; the menu key opens its menu."""
        row = self._current_row()
        if event.key() in _STEPS and self._rows:
            number = self._rows.index(row) + _STEPS[event.key()] if row is not None else 0
            self._current = self._rows[min(max(number, 0), len(self._rows) - 1)].level
            self._name_for_screen_readers()
            self.update()
        elif row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.level_chosen.emit(row.level)
        elif row is not None and event.key() == Qt.Key.Key_Space and row.findings:
            self.finding_chosen.emit(row.findings[0].id)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The level chosen by key is no longer shown."""
        super().focusOutEvent(event)
        self.update()

    def _current_row(self) -> LevelRow | None:
        return next((row for row in self._rows if row.level is self._current), None)

    def _name_for_screen_readers(self) -> None:
        row = self._current_row()
        self.setAccessibleName(
            tr("Spine levels")
            if row is None
            else tr("Spine levels, {tooltip}", tooltip=_tooltip(row)).replace("\n", ", ")
        )

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a level."""
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        row = self._current_row() if is_by_key else self._row_at(QPointF(event.pos()))
        place = self.mapToGlobal(row.rect.center().toPoint()) if is_by_key and row is not None else event.globalPos()
        self.menu_asked.emit(row.level if row is not None else None, place)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Say what a level holds when the mouse rests on it."""
        if isinstance(event, QHelpEvent):
            row = self._row_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if row is None else _tooltip(row), self)
            return True
        return super().event(event)

    def _row_at(self, position: QPointF) -> LevelRow | None:
        return next((r for r in self._rows if r.rect.top() <= position.y() <= r.rect.bottom()), None)

    def _paint_row(self, painter: QPainter, row: LevelRow) -> None:
        worst = _worst(row.findings)
        is_disc = row.level.kind is LevelKind.SEGMENT
        ground = QColor("#1c3a42") if is_disc else token_color("background_3")
        if worst is not None:
            ground = tinted(token_color(SEVERITY_TONE[worst.severity]), 0.42)
        is_current = self.hasFocus() and row.level is self._current
        is_marked = is_current or row.level in (self._view.selected, self._view.armed)
        pen = QPen(token_color("accent" if is_marked else "line"), 2 if is_current else 1.6 if is_marked else 1)
        if row.proposed is not None and not is_marked:
            pen = QPen(token_color("accent"), 1.4)
        if row.level is self._view.armed or row.proposed is not None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        radius = 5.0
        painter.drawRoundedRect(row.rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if not is_disc:
            painter.setFont(ui_font(12 if row.rect.height() >= 18 else 9, weight=ui_font().Weight.DemiBold))
            painter.setPen(token_color("text_1" if row.anchored else "text_2"))
            name = row.level.value if row.proposed is None else f"{row.level.value}?"
            painter.drawText(row.rect, Qt.AlignmentFlag.AlignCenter, name)
        if worst is not None:
            self._paint_dot(painter, row, worst)

    def _paint_dot(self, painter: QPainter, row: LevelRow, finding: Finding) -> None:
        color = token_color(SEVERITY_TONE[finding.severity])
        center = QPointF(_LEFT + _BOX_WIDTH + 10, row.rect.center().y())
        painter.setPen(QPen(color, 1.4))
        painter.setBrush(color if finding.severity in _FILLED else Qt.BrushStyle.NoBrush)
        painter.drawPath(_shape(finding.severity, center))
        painter.setPen(color)
        painter.setFont(ui_font(11))
        sides = "".join(dict.fromkeys(finding.laterality.value for finding in row.findings))
        more = f" {len(row.findings)}" if len(row.findings) > 1 else ""
        painter.drawText(QPointF(center.x() + 8, center.y() + 4), sides + more)

    def _paint_status(self, painter: QPainter) -> None:
        painter.setFont(ui_font(11))
        text, tone = self.status
        painter.setPen(token_color(tone))
        top = (self._rows[-1].rect.bottom() if self._rows else _TOP) + 10
        box = QRectF(_LEFT, top, self.width() - _LEFT - 6, _FOOT - 10)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(flags), text)


def _rows(view: SpineView, height_px: int) -> tuple[LevelRow, ...]:
    levels = view.levels
    heights = [_DISC_HEIGHT if level.kind is LevelKind.SEGMENT else _BOX_HEIGHT for level in levels]
    needed = sum(heights) + _GAP * len(levels)
    scale = min(1.0, max(0.3, (height_px - _TOP - _FOOT) / needed)) if needed else 1.0
    rows, y, placed, findings = [], float(_TOP), view.placed, view.findings
    proposed = {one.level: one for one in view.proposed}
    for level, height in zip(levels, heights, strict=True):
        here = tuple(finding for finding in findings if finding.level is level)
        rows.append(
            LevelRow(level, QRectF(_LEFT, y, _BOX_WIDTH, height * scale), level in placed, here, proposed.get(level))
        )
        y += (height + _GAP) * scale
    return tuple(rows)


def _shape(severity: Severity | None, center: QPointF) -> QPainterPath:
    """Severity as a shape, not told by the colour alone: triangle, disc, ring, and a square when not graded."""
    path, size = QPainterPath(), 3.6
    if severity is Severity.SEVERE:
        path.moveTo(center.x(), center.y() - size - 0.6)
        path.lineTo(center.x() + size + 0.6, center.y() + size)
        path.lineTo(center.x() - size - 0.6, center.y() + size)
        path.closeSubpath()
    elif severity is None:
        path.addRect(QRectF(center.x() - size, center.y() - size, 2 * size, 2 * size))
    else:
        path.addEllipse(center, size, size)
    return path


def _worst(findings: tuple[Finding, ...]) -> Finding | None:
    order = (Severity.SEVERE, Severity.MODERATE, Severity.MILD, None)
    return min(findings, key=lambda finding: order.index(finding.severity)) if findings else None


def _tooltip(row: LevelRow) -> str:
    if row.proposed is not None:
        words = tr(", proposed: right-click to accept, click to place it yourself")
    else:
        words = tr(", placed: click to go there") if row.anchored else tr(", not placed: click to place")
    lines = [row.level.label + words]
    if row.proposed is not None and row.proposed.basis:
        lines.append(row.proposed.basis)
    lines += [finding_line(finding) for finding in row.findings]
    return "\n".join(lines)


def finding_line(finding: Finding) -> str:
    """A finding in a few words: type, side, severity."""
    kind = FINDING_TYPES.get(finding.type_id)
    words = [kind.title if kind is not None else finding.type_id]
    if finding.laterality is not Laterality.MEDIAN:
        words.append(finding.laterality.word)
    words.append(finding.severity.value if finding.severity is not None else tr("not graded"))
    return ", ".join(words)
