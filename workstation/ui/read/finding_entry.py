"""The form that makes a finding of a mark, shown over the case panel while it is being filled."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotations.locations import Location
from viewers.imaging.calibrated import calibration_at
from viewers.imaging.images import Pixels
from workstation.session import Session
from workstation.ui.forms.finding_form import FindingForm
from workstation.ui.read.proposals import level_at, side_at
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

    def start(self, location: Location, pixels: Pixels | None) -> None:
        """Begin a finding at a place, with the level and side the case proposes there."""
        case = self._session.case
        if case is None:
            return
        level, side = level_at(case, location), side_at(case, location, pixels)
        self.form.start(location, level, side, calibration_at(pixels, location))

    def edit(self, finding_id: str) -> None:
        """Open a finding of the case. Raises `KeyError` when the case holds none of this id."""
        self.form.edit(finding_id)

    def close_form(self) -> None:
        """Leave the case as it is."""
        self.closed.emit()

    def _on_saved(self, finding_id: str) -> None:
        self.saved.emit(finding_id)
