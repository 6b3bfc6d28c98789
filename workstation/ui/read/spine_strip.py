"""The spine at a glance: its levels with the findings at them; a click goes there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
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
from annotations.numbering_rules import is_resolved, method_words, other_name
from annotations.spine_ledger import ProposedLevel
from annotations.targets import ProcedureTarget, TargetStatus
from viewers.qt.translated import tr
from workstation.ui.forms.item_words import target_words
from workstation.ui.read.spine_levels import SpineView, vertebra_or_disc
from workstation.ui.theme import fix_width, tinted, token_color, ui_font

STRIP_PX = 104
"""interface.md: width of the spine strip."""
SEVERITY_TONE = {Severity.SEVERE: "alert", Severity.MODERATE: "caution", Severity.MILD: "good", None: "unexplained"}
"""The tone of a dot; the word is in its tooltip and on the card."""
NOT_PLACED = "Levels not placed: click here and then a vertebra, or a level and then its vertebra"
NO_COORDINATES = "No patient coordinates here: levels go on CT or MR"

_BOX_WIDTH, _BOX_HEIGHT, _DISC_HEIGHT, _TOP, _LEFT = 42, 34, 12, 46, 10
_GAP = 2
_FILLED = frozenset({Severity.SEVERE, Severity.MODERATE})
_STEPS = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
_TWO_LINES_PX = 24
_FOOT = 140
"""Kept free under the levels for the words about them."""


@dataclass(frozen=True)
class LevelRow:
    """One level of the strip: where it is drawn, whether it is anchored, what sits there, its other name."""

    level: Level
    rect: QRectF
    anchored: bool
    findings: tuple[Finding, ...]
    proposed: ProposedLevel | None = None
    targets: tuple[ProcedureTarget, ...] = ()
    other_name: str = ""

    @property
    def item_ids(self) -> tuple[str, ...]:
        """What sits here, findings first."""
        return (*(finding.id for finding in self.findings), *(target.id for target in self.targets))


class SpineStrip(QFrame):
    """Announces `level_chosen(Level)`, `finding_chosen(id)` (a finding or a target),
    `menu_asked(Level or None, QPoint on screen)`, `numbering_asked()` and `label_asked()`.
    """

    level_chosen = Signal(object)
    finding_chosen = Signal(str)
    menu_asked = Signal(object, object)
    numbering_asked = Signal()
    label_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rightPanel")
        fix_width(self, STRIP_PX)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._view = SpineView()
        self._rows: tuple[LevelRow, ...] = ()
        self._current: Level | None = None
        self._taken = ""
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
        if view.is_counting:
            return tr("Click vertebrae or discs on the image. Esc ends."), "accent"
        count = len(view.known_anchors)
        if not count:
            return tr(NOT_PLACED), "caution"
        if view.ledger is not None and view.ledger.is_derived:
            return tr("{count} levels by registration", count=count), "accent"
        return tr(
            "{count} {value} placed on this Frame of Reference",
            count=count,
            value=tr("level") if count == 1 else tr("levels"),
        ), "good"

    @property
    def numbering_status(self) -> tuple[str, str]:
        """How the levels were counted, and the tone; empty without levels."""
        view = self._view
        if not view.known_anchors:
            return "", "text_2"
        is_settled = is_resolved(view.numbering)
        return tr(method_words(view.numbering)), "text_2" if is_settled else "caution"

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
        if event.button() == Qt.MouseButton.LeftButton and self._numbering_rect().contains(event.position()):
            self.numbering_asked.emit()
            return
        is_empty = bool(self._view.frame_of_reference_uid) and not self._view.known_anchors
        if event.button() == Qt.MouseButton.LeftButton and is_empty and self._status_rect().contains(event.position()):
            self.label_asked.emit()
            return
        row = self._row_at(event.position())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if row.item_ids and event.position().x() > _LEFT + _BOX_WIDTH:
            self.finding_chosen.emit(self._next_item(row))
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
        elif row is not None and event.key() == Qt.Key.Key_Space and row.item_ids:
            self.finding_chosen.emit(self._next_item(row))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The level chosen by key is no longer shown."""
        super().focusOutEvent(event)
        self.update()

    def _next_item(self, row: LevelRow) -> str:
        """Of several at one level each click takes the next one."""
        ids = row.item_ids
        self._taken = ids[(ids.index(self._taken) + 1) % len(ids)] if self._taken in ids else ids[0]
        return self._taken

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
        painter.setPen(self._pen(row))
        painter.setBrush(ground)
        radius = 5.0
        painter.drawRoundedRect(row.rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if not is_disc:
            self._paint_name(painter, row)
        if worst is not None:
            self._paint_dot(painter, row, worst)
        if row.targets:
            self._paint_targets(painter, row)

    def _pen(self, row: LevelRow) -> QPen:
        """Placed and registered levels have a line, what is armed or proposed a dashed one."""
        is_current = self.hasFocus() and row.level is self._current
        is_marked = is_current or row.level in (self._view.selected, self._view.armed)
        is_waiting = row.level is self._view.armed or row.proposed is not None
        pen = QPen(token_color("accent" if is_marked or is_waiting else "line"), 2 if is_current else 1)
        if is_marked and not is_current:
            pen.setWidthF(1.6)
        if is_waiting:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _paint_name(self, painter: QPainter, row: LevelRow) -> None:
        """The name, with the other one under it where two are in use."""
        height = row.rect.height()
        painter.setPen(token_color("text_1" if row.anchored else "text_2"))
        painter.setFont(ui_font(12 if height >= 18 else 9, weight=ui_font().Weight.DemiBold))
        name = row.level.value if row.proposed is None else f"{row.level.value}?"
        if not row.other_name:
            painter.drawText(row.rect, Qt.AlignmentFlag.AlignCenter, name)
            return
        if height < _TWO_LINES_PX:
            painter.setFont(ui_font(9, weight=ui_font().Weight.DemiBold))
            painter.drawText(row.rect, Qt.AlignmentFlag.AlignCenter, f"{name} ({row.other_name}?)")
            return
        upper, lower = row.rect.adjusted(0, 1, 0, -height / 2 + 1), row.rect.adjusted(0, height / 2 - 1, 0, -1)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, name)
        painter.setFont(ui_font(9))
        painter.setPen(token_color("caution"))
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, f"({row.other_name}?)")

    def _paint_targets(self, painter: QPainter, row: LevelRow) -> None:
        """A needle with the sides, right of what is found here: filled once planned."""
        sides = "".join(dict.fromkeys(target.laterality.value for target in row.targets))
        is_planned = all(target.status is TargetStatus.PLANNED for target in row.targets)
        tip = QPointF(_LEFT + _BOX_WIDTH + (32 if row.findings else 8), row.rect.center().y())
        color = token_color("accent")
        painter.setPen(QPen(color, 1.6))
        painter.setBrush(color if is_planned else Qt.BrushStyle.NoBrush)
        painter.drawLine(tip + QPointF(-4, 4), tip + QPointF(3, -3))
        painter.drawEllipse(tip + QPointF(4, -4), 2.2, 2.2)
        painter.setFont(ui_font(11))
        painter.drawText(QPointF(tip.x() + 8, tip.y() + 4), sides)

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
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        for (text, tone), box in ((self.status, self._status_rect()), (self.numbering_status, self._numbering_rect())):
            painter.setPen(token_color(tone))
            painter.drawText(box, flags, text)

    def _status_rect(self) -> QRectF:
        top = (self._rows[-1].rect.bottom() if self._rows else _TOP) + 10
        width = self.width() - _LEFT - 6
        needed = QFontMetricsF(ui_font(11)).boundingRect(
            QRectF(0, 0, width, _FOOT), int(Qt.TextFlag.TextWordWrap), self.status[0]
        )
        return QRectF(_LEFT, top, width, needed.height() + 2)

    def _numbering_rect(self) -> QRectF:
        """Under the status; a click opens the numbering."""
        above = self._status_rect()
        height = max(0.0, min(float(self.height()) - 4, above.bottom() + _FOOT) - above.bottom() - 6)
        return QRectF(_LEFT, above.bottom() + 6, above.width(), height if self.numbering_status[0] else 0.0)


def _rows(view: SpineView, height_px: int) -> tuple[LevelRow, ...]:
    levels = view.levels
    heights = [_DISC_HEIGHT if level.kind is LevelKind.SEGMENT else _BOX_HEIGHT for level in levels]
    needed = sum(heights) + _GAP * len(levels)
    scale = min(1.0, max(0.3, (height_px - _TOP - _FOOT) / needed)) if needed else 1.0
    rows, y = [], float(_TOP)
    proposed = {one.level: one for one in view.proposed}
    known, numbering = {anchor.level for anchor in view.known_anchors}, view.numbering
    for level, height in zip(levels, heights, strict=True):
        rows.append(
            LevelRow(
                level,
                QRectF(_LEFT, y, _BOX_WIDTH, height * scale),
                level in known,
                tuple(finding for finding in view.findings if finding.level is level),
                proposed.get(level),
                tuple(target for target in view.targets if target.level is level),
                other_name(level, numbering),
            )
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
    if row.other_name:
        lines.append(tr("may also be called {name}", name=row.other_name))
    lines += [finding_line(finding) for finding in row.findings]
    lines += [tr("target: {words}", words=target_words(target)) for target in row.targets]
    return "\n".join(lines)


def finding_line(finding: Finding) -> str:
    """A finding in a few words: type, side, severity."""
    kind = FINDING_TYPES.get(finding.type_id)
    words = [kind.title if kind is not None else finding.type_id]
    if finding.laterality is not Laterality.MEDIAN:
        words.append(finding.laterality.word)
    words.append(finding.severity.value if finding.severity is not None else tr("not graded"))
    return ", ".join(words)
