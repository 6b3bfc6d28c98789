"""The bar at the bottom: when the case was saved, what is loading, and the disclaimer."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from viewers.qt.translated import tr
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import label

STATUS_BAR_PX = 30
"""interface.md: height of the status bar."""
DISCLAIMER = "Not a medical device. Verify against source images."


class StatusBar(QFrame):
    """One line; progress has a cancel button as long as there is something to cancel."""

    cancel_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setFixedHeight(STATUS_BAR_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(18)
        self._saved = label("")
        self._loading = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        self._cancel = button(tr("Cancel"), lambda: self.cancel_asked.emit(self._key), small=True, flat=True)
        self._registration = label("")
        self._message = label("")
        for part in (self._saved, self._loading, self._bar, self._cancel, self._registration, self._message):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(label(tr(DISCLAIMER)))
        self._key = ""
        self.end_progress("")

    def show_saved(self, at: datetime | None) -> None:
        """When the last change was stored; None = nothing changed yet."""
        self._saved.setText("" if at is None else tr("Saved {at:%H:%M:%S}", at=at))

    def show_registration(self, text: str) -> None:
        """By which accepted registration the spaces on screen are tied, and how well; empty when by none."""
        self._registration.setText(text)
        self._registration.setVisible(bool(text))

    @property
    def registration(self) -> str:
        """The registration shown."""
        return self._registration.text()

    def show_message(self, text: str) -> None:
        """A remark that needs nothing done."""
        self._message.setText(text)

    @property
    def message(self) -> str:
        """The remark shown."""
        return self._message.text()

    def show_progress(self, key: str, text: str, done: int, total: int | None) -> None:
        """How far the work `key` is; without a total the bar only moves."""
        self._key = key
        count = f"{done} / {total}" if total else f"{done}"
        self._loading.setText(f"{text} {count}")
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done)
        for part in (self._loading, self._bar, self._cancel):
            part.show()

    def end_progress(self, key: str, text: str = "") -> None:
        """The work `key` is over; `text` may say what came of it."""
        if key != self._key:
            return
        self._key = ""
        self._loading.setText(text)
        self._loading.setVisible(bool(text))
        self._bar.hide()
        self._cancel.hide()

    @property
    def progress_text(self) -> str:
        """What the progress says."""
        return self._loading.text()
