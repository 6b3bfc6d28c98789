"""The spine at a glance: its levels with the findings at them; a click goes there."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from annotations.anatomy import Laterality, Level, LevelKind
from annotations.case import Case
from annotations.finding_catalogue import FINDING_TYPES
from annotations.findings import Finding, FindingStatus, Severity
from annotations.spine_ledger import LevelAnchor
from workstation.ui.theme import tinted, token_color, ui_font

STRIP_PX = 104
"""interface.md: width of the spine strip."""
USUAL_VERTEBRAE = (Level.T11, Level.T12, Level.L1, Level.L2, Level.L3, Level.L4, Level.L5, Level.S1)
"""Shown while no level is anchored."""
SEVERITY_TONE = {Severity.SEVERE: "alert", Severity.MODERATE: "caution", Severity.MILD: "good", None: "unexplained"}
"""The tone of a dot; the word is in its tooltip and on the card."""

_BOX_WIDTH, _BOX_HEIGHT, _DISC_HEIGHT, _TOP, _LEFT = 42, 34, 12, 46, 10


@dataclass(frozen=True)
class LevelRow:
    """One level of the strip: where it is drawn, whether it is anchored, what sits there."""

    level: Level
    rect: QRectF
    anchored: bool
    findings: tuple[Finding, ...]


class SpineStrip(QFrame):
    """Announces `level_chosen(Level)` and `finding_chosen(id)`."""

    level_chosen = Signal(object)
    finding_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rightPanel")
        self.setFixedWidth(STRIP_PX)
        self.setMouseTracking(True)
        self._case: Case | None = None
        self._selected_level: Level | None = None
        self._rows: tuple[LevelRow, ...] = ()

    @property
    def rows(self) -> tuple[LevelRow, ...]:
        """The levels shown, from above."""
        return self._rows

    def show_case(self, case: Case | None, selected_level: Level | None = None) -> None:
        """Show the levels and findings of a case."""
        self._case, self._selected_level = case, selected_level
        self._rows = _rows(case)
        self.update()

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
        self._paint_source(painter)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A dot selects its finding, a level goes to the level."""
        row = self._row_at(event.position())
        if row is None:
            return
        if row.findings and event.position().x() > _LEFT + _BOX_WIDTH:
            self.finding_chosen.emit(row.findings[0].id)
        else:
            self.level_chosen.emit(row.level)

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
        outline = token_color("accent") if row.level is self._selected_level else token_color("line")
        painter.setPen(QPen(outline, 1.6 if row.level is self._selected_level else 1))
        painter.setBrush(ground)
        radius = 5.0
        painter.drawRoundedRect(row.rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if not is_disc:
            painter.setFont(ui_font(12, weight=ui_font().Weight.DemiBold))
            painter.setPen(token_color("text_1" if row.anchored else "text_2"))
            painter.drawText(row.rect, Qt.AlignmentFlag.AlignCenter, row.level.value)
        if worst is not None:
            self._paint_dot(painter, row, worst)

    def _paint_dot(self, painter: QPainter, row: LevelRow, finding: Finding) -> None:
        color = token_color(SEVERITY_TONE[finding.severity])
        center = QPointF(_LEFT + _BOX_WIDTH + 10, row.rect.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(center, 3.6, 3.6)
        painter.setPen(color)
        painter.setFont(ui_font(11))
        sides = "".join(dict.fromkeys(finding.laterality.value for finding in row.findings))
        more = f" {len(row.findings)}" if len(row.findings) > 1 else ""
        painter.drawText(QPointF(center.x() + 8, center.y() + 4), sides + more)

    def _paint_source(self, painter: QPainter) -> None:
        painter.setFont(ui_font(11))
        metrics = QFontMetrics(painter.font())
        anchored = sum(row.anchored for row in self._rows)
        text, tone = (f"{anchored} levels\nplaced", "good") if anchored else ("levels not\nplaced yet", "caution")
        painter.setPen(token_color(tone))
        box = QRectF(_LEFT, self.height() - 3 * metrics.height() - 10, self.width() - _LEFT - 4, 3 * metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)


def shown_levels(case: Case | None) -> tuple[Level, ...]:
    """Vertebrae and the segments between them, from above: those anchored, else the usual ones, plus any finding's."""
    anchored = {anchor.level for anchor in case.of_type(LevelAnchor)} if case is not None else set()
    vertebrae = {v for level in anchored for v in level.vertebrae} or set(USUAL_VERTEBRAE)
    for finding in _standing_findings(case):
        vertebrae.update(finding.level.vertebrae)
    order = list(Level)
    ordered = sorted(vertebrae, key=order.index)
    levels: list[Level] = []
    for upper, lower in zip(ordered, [*ordered[1:], None], strict=True):
        levels.append(upper)
        segment = f"{upper.value}-{lower.value}" if lower is not None else ""
        if segment in Level._value2member_map_:
            levels.append(Level(segment))
    return tuple(levels)


def _rows(case: Case | None) -> tuple[LevelRow, ...]:
    anchored = {anchor.level for anchor in case.of_type(LevelAnchor)} if case is not None else set()
    findings = _standing_findings(case)
    rows, y = [], float(_TOP)
    for level in shown_levels(case):
        height = _DISC_HEIGHT if level.kind is LevelKind.SEGMENT else _BOX_HEIGHT
        here = tuple(finding for finding in findings if finding.level is level)
        rows.append(LevelRow(level, QRectF(_LEFT, y, _BOX_WIDTH, height), level in anchored, here))
        y += height + 2
    return tuple(rows)


def _standing_findings(case: Case | None) -> tuple[Finding, ...]:
    if case is None:
        return ()
    return tuple(f for f in case.of_type(Finding) if f.status is not FindingStatus.RETRACTED)


def _worst(findings: tuple[Finding, ...]) -> Finding | None:
    order = (Severity.SEVERE, Severity.MODERATE, Severity.MILD, None)
    return min(findings, key=lambda finding: order.index(finding.severity)) if findings else None


def _tooltip(row: LevelRow) -> str:
    lines = [row.level.label + (", placed" if row.anchored else ", not placed")]
    lines += [finding_line(finding) for finding in row.findings]
    return "\n".join(lines)


def finding_line(finding: Finding) -> str:
    """A finding in a few words: type, side, severity."""
    kind = FINDING_TYPES.get(finding.type_id)
    words = [kind.title if kind is not None else finding.type_id]
    if finding.laterality is not Laterality.MEDIAN:
        words.append(finding.laterality.word)
    words.append(finding.severity.value if finding.severity is not None else "not graded")
    return ", ".join(words)
