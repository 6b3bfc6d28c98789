"""The form that makes a finding of a mark, shown over the case panel while it is being filled."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotations.locations import Location, PatientLocation
from annotations.spine_ledger import propose_level, propose_side
from viewers.imaging.images import Pixels
from workstation.session import Session
from workstation.ui.forms.finding_form import FindingForm
from workstation.ui.read.marking import calibration_of
from workstation.ui.widgets.cards import ScrolledColumn


class FindingEntry(QFrame):
    """Announces `saved(finding id)` and `closed()`."""

    saved = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rightPanel")
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = FindingForm(session)
        scrolled = ScrolledColumn()
        scrolled.column.addWidget(self.form)
        column.addWidget(scrolled)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self.close_form)
        self.hide()

    def start(self, location: Location, pixels: Pixels | None) -> None:
        """Begin a finding at a place, with the level and side the case proposes there."""
        case = self._session.case
        if case is None:
            return
        level = propose_level(case, location) if isinstance(location, PatientLocation) else None
        side = propose_side(case, location) if isinstance(location, PatientLocation) else None
        self.show()
        self.raise_()
        self.form.start(location, level, side, calibration_of(pixels, location))

    def close_form(self) -> None:
        """Leave the case as it is."""
        self.hide()
        self.closed.emit()

    def _on_saved(self, finding_id: str) -> None:
        self.hide()
        self.saved.emit(finding_id)
