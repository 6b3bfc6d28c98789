"""The form that makes a finding of a mark, shown over the case panel while it is being filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotations.calibrating import calibrations_by_hand
from annotations.finding_measures import SpacingOf, marks_of, no_spacing
from annotations.findings import Finding
from annotations.locations import Location
from annotations.marks import Mark
from viewers.imaging.calibrated import calibration_at
from viewers.imaging.images import Pixels
from workstation.preferences import Preferences
from workstation.session import Session
from workstation.ui.forms.finding_form import FindingForm
from workstation.ui.read.mark_words import middle_of
from workstation.ui.read.proposals import level_at, side_at
from workstation.ui.widgets.cards import ScrolledColumn


class FindingEntry(QFrame):
    """Announces `saved(finding id)`, `closed()` and `hypothesis_recorded(words)`."""

    saved = Signal(str)
    closed = Signal()
    hypothesis_recorded = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
        spacing_of: SpacingOf = no_spacing,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rightPanel")
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = FindingForm(session, preferences=preferences, spacing_of=spacing_of)
        scrolled = ScrolledColumn()
        scrolled.column.addWidget(self.form)
        column.addWidget(scrolled, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.addWidget(self.form.footer)
        column.addLayout(foot)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self.close_form)
        self.form.hypothesis_recorded.connect(self.hypothesis_recorded.emit)

    def start(self, location: Location, pixels: Pixels | None, *, marks: Sequence[Mark] = ()) -> None:
        """Begin a finding at a place or of measurements, with the level and side the case proposes there."""
        case = self._session.case
        if case is None:
            return
        level, side = level_at(case, location), side_at(case, location, pixels)
        calibration = calibration_at(pixels, location, calibrations_by_hand(case))
        self.form.start(location, level, side, calibration, marks=marks)

    def edit(self, finding_id: str, pixels: Pixels | None = None, *, observing: str = "") -> None:
        """Begin to edit a finding, or to assess it in a newer study; nothing where the case holds none of this id."""
        case = self._session.case
        finding = case.get(Finding, finding_id) if case is not None else None
        if case is None or finding is None:
            return
        marks = marks_of(case, finding.mark_ids)
        place = middle_of(marks[0].location) if marks else None
        level = level_at(case, place) if place is not None else None
        side = side_at(case, place, pixels) if place is not None else None
        self.form.edit(finding_id, level, side, observing=observing)

    def close_form(self) -> None:
        """Leave the case as it is."""
        self.closed.emit()

    def _on_saved(self, finding_id: str) -> None:
        self.saved.emit(finding_id)
