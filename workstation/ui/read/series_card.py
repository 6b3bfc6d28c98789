"""One stack of a series in the browser: thumbnail, what it is, how many images, what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from viewers.imaging.problems import Problem
from viewers.qt.plain_text import isolated, visible
from viewers.qt.series_mime import series_mime
from viewers.qt.translated import tr
from workstation.dicom.records import SeriesRecord, StackKind, StackRecord
from workstation.ui.image_catalogue import StackKey
from workstation.ui.widgets.cards import Card
from workstation.ui.widgets.chips import Chip
from workstation.ui.widgets.labels import label, plain_tooltip

THUMBNAIL_SHOWN_PX = 52

KIND_WORDS = {
    StackKind.VOLUME: "",
    StackKind.STACK: "slice by slice",
    StackKind.PROJECTION: "radiograph",
    StackKind.CINE: "cine",
    StackKind.SINGLE: "single image",
}
"""What is said about a kind; a volume is the usual case and needs no word."""


class SeriesCard(Card):
    """Click selects, double click opens in the active viewport, dragging carries it onto one."""

    opened = Signal(object)
    selected_words = "on screen"

    def __init__(self, series: SeriesRecord, key: StackKey, parent: QWidget | None = None) -> None:
        super().__init__(parent, clickable=True)
        self.key = key
        self._press: QPoint | None = None
        stack = series.stacks[key.stack_number]
        self.body.setContentsMargins(6, 6, 8, 6)
        row = QHBoxLayout()
        row.setSpacing(10)
        self._picture = label("")
        self._picture.setFixedSize(THUMBNAIL_SHOWN_PX, THUMBNAIL_SHOWN_PX)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setStyleSheet("background: #000000; border-radius: 4px;")
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(series, stack, key), 1)
        self.body.addLayout(row)
        self._add_problems(series.problems_of(stack))
        self.double_clicked.connect(lambda: self.opened.emit(self.key))
        self.setToolTip(plain_tooltip(_tooltip(series, stack)))

    @property
    def problem_text(self) -> str:
        """What is said to be wrong with the stack."""
        return self._reasons.text()

    @property
    def has_thumbnail(self) -> bool:
        """Whether the picture has arrived."""
        return not self._picture.pixmap().isNull()

    def set_thumbnail(self, picture: QPixmap) -> None:
        """Show the thumbnail."""
        ratio = self.devicePixelRatioF()
        side = round(THUMBNAIL_SHOWN_PX * ratio)
        scaled = picture.scaled(
            QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(ratio)
        self._picture.setPixmap(scaled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens in the active viewport, as a double click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.key)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may start."""
        self._press = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Start dragging once the hand has clearly moved."""
        if self._press is None:
            return
        if (event.position().toPoint() - self._press).manhattanLength() < QApplication.startDragDistance():
            return
        self._press = None
        drag = QDrag(self)
        drag.setMimeData(series_mime(self.key.series_instance_uid, self.key.stack_number))
        drag.setPixmap(self._picture.pixmap())
        drag.exec(Qt.DropAction.CopyAction)

    def _words(self, series: SeriesRecord, stack: StackRecord, key: StackKey) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(label(shown_title(series, stack), "secondary", wrap=True))
        column.addWidget(label(stack_subtitle(series, key.stack_number), "small", wrap=True))
        column.addStretch(1)
        return column

    def _add_problems(self, problems: tuple[Problem, ...]) -> None:
        self._reasons = label("\n".join(problem.message for problem in problems), "small", wrap=True, tone="caution")
        self._reasons.hide()
        if not problems:
            return
        words = problems[0].code.value.replace("-", " ")
        more = f" +{len(problems) - 1}" if len(problems) > 1 else ""
        chip = Chip(words + more, "caution", tooltip="\n".join(problem.message for problem in problems))
        self.body.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._reasons)
        self.clicked.connect(lambda: self._reasons.setVisible(self._reasons.isHidden()))


def stack_title(series: SeriesRecord, stack: StackRecord) -> str:
    """What the series is called, with the part of it this stack is."""
    return " · ".join(part for part in (_name(series), stack.label) if part)


def shown_title(series: SeriesRecord, stack: StackRecord) -> str:
    """The same for the screen: each part isolated, so that a foreign one reorders nothing beside it."""
    return " · ".join(isolated(part) for part in (_name(series), stack.label) if part)


def _name(series: SeriesRecord) -> str:
    return series.description or series.body_part or tr("Series {value}", value=series.number or "").strip()


def stack_subtitle(series: SeriesRecord, stack_number: int) -> str:
    """How many images, how far apart, in which plane, what kind when it is no plain volume, which stack of several."""
    stack = series.stacks[stack_number]
    count = len(stack.frames)
    spacing = stack.spacing_mm_kji[0]
    parts = [tr("{count} image", count=count) if count == 1 else tr("{count} images", count=count)]
    if stack.kind is StackKind.VOLUME and spacing:
        parts.append(tr("{spacing:.3g} mm", spacing=spacing))
    if stack.plane:
        parts.append(stack.plane)
    if tr(KIND_WORDS[stack.kind]) and not (stack.kind is StackKind.SINGLE and count == 1):
        parts.append(tr(KIND_WORDS[stack.kind]))
    if len(series.stacks) > 1:
        parts.append(tr("stack {value} of {count}", value=stack_number + 1, count=len(series.stacks)))
    return " · ".join(parts)


def _tooltip(series: SeriesRecord, stack: StackRecord) -> str:
    number = "?" if series.number is None else str(series.number)
    _, rows, columns = stack.shape_kji
    return tr(
        "Series {number}, {visible}, {columns} x {rows}\nDouble click or drag onto a viewport",
        number=number,
        visible=visible(series.modality),
        columns=columns,
        rows=rows,
    )
