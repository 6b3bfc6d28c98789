"""One step of a grading scale: its key, its name and its whole criterion, to be clicked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotations.grading_catalogue import GradeValue
from viewers.qt.text_scale import scaled
from workstation.ui.theme import set_property
from workstation.ui.widgets.labels import label

KEY_PX = 22


class GradeStep(QFrame):
    """Announces `clicked(value)`."""

    clicked = Signal(str)

    def __init__(self, grade: GradeValue, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = grade.value
        self.setProperty("formRole", "gradeStep")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{key}: {grade.name}, {grade.criterion}")
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 5, 8, 5)
        row.setSpacing(9)
        row.addWidget(_key_label(key), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(grade.name, "title"))
        head.addStretch(1)
        self.badge = label("", "small", tone="accent")
        self.badge.hide()
        head.addWidget(self.badge)
        words.addLayout(head)
        words.addWidget(label(grade.criterion, "small", wrap=True))
        row.addLayout(words, 1)
        self.set_chosen(False)

    @property
    def is_chosen(self) -> bool:
        """Whether this is the grade given."""
        return bool(self.property("chosen"))

    def set_chosen(self, chosen: bool) -> None:
        """Fill the step, or not; also said in words to a screen reader."""
        set_property(self, "chosen", chosen)
        self.setAccessibleDescription("chosen" if chosen else "")
        for part in self.findChildren(QLabel):
            part.style().unpolish(part)
            part.style().polish(part)

    def set_badge(self, text: str) -> None:
        """A word beside the name, such as `suggested`."""
        self.badge.setText(text)
        self.badge.setVisible(bool(text))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose this step."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            event.accept()
            self.clicked.emit(self.value)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        set_property(self, "hovered", True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        set_property(self, "hovered", False)
        super().leaveEvent(event)


def _key_label(key: str) -> QLabel:
    shown = label(key)
    shown.setProperty("formRole", "gradeKey")
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    shown.setFixedSize(scaled(KEY_PX), scaled(KEY_PX))
    return shown
