"""A second window for a second monitor: viewports under the patient's banner, nothing else."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QScreen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from annotations.patient import PatientIdentity
from viewers.qt.translated import tr
from viewers.qt.viewport_grid import ViewportGrid
from workstation.ui.patient_text import demographics, display_name, identifier
from workstation.ui.widgets.labels import label

BANNER_PX = 36
FIRST_SIZE = (1200, 900)
NO_PATIENT = "No patient open"


class SecondWindow(QMainWindow):
    """Announces `closed()`. It owns its grid from the moment it is made."""

    closed = Signal()

    def __init__(self, grid: ViewportGrid) -> None:
        super().__init__()
        self.setWindowTitle(tr("Foramen, second window"))
        self.resize(*FIRST_SIZE)
        self.grid = grid
        self._is_closed = False
        frame = QWidget()
        frame.setObjectName("window")
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner())
        column.addWidget(grid, 1)
        self.setCentralWidget(frame)
        self.show_patient(None)

    @property
    def banner_text(self) -> str:
        """Everything the banner says."""
        parts = (self._name, self._identifier, self._demographics)
        return " ".join(part.text() for part in parts if part.text())

    def show_patient(self, identity: PatientIdentity | None, *, today: date | None = None) -> None:
        """Say whose images these are."""
        self._name.setText(display_name(identity) if identity is not None else tr(NO_PATIENT))
        self._identifier.setText(identifier(identity) if identity is not None else "")
        self._demographics.setText(demographics(identity, today or date.today()) if identity is not None else "")

    def place(self, stored: str, main: QWidget) -> None:
        """Come up where it was left (`stored` as `position` gave it), else on another monitor than `main`."""
        geometry = QByteArray.fromBase64(stored.encode("ascii", "ignore"))
        if geometry and self.restoreGeometry(geometry):
            return
        other = another_screen(main.screen(), QApplication.screens())
        if other is not None:
            self.setGeometry(other.availableGeometry())
            self.setWindowState(Qt.WindowState.WindowMaximized)

    @property
    def position(self) -> str:
        """Where it is, as text to be kept."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Announce it once."""
        if not self._is_closed:
            self._is_closed = True
            self.closed.emit()
        super().closeEvent(event)

    def _banner(self) -> QFrame:
        banner = QFrame()
        banner.setObjectName("topBar")
        banner.setFixedHeight(BANNER_PX)
        row = QHBoxLayout(banner)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(12)
        self._name = label("", "name")
        self._identifier = label("", "secondary")
        self._demographics = label("", "secondary")
        for part in (self._name, self._identifier, self._demographics):
            row.addWidget(part)
        row.addStretch(1)
        return banner


def another_screen(main: QScreen, screens: list[QScreen]) -> QScreen | None:
    """A monitor that the main window is not on; None where there is one only."""
    return next((screen for screen in screens if screen is not main), None)
