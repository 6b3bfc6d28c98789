"""The form that makes a finding of a place or of measurements, or edits one; one change when saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotations.anatomy import Laterality, Level
from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.case import Change, Edit
from annotations.finding_measures import (
    SpacingOf,
    candidates,
    is_at,
    marks_of,
    measuring,
    no_spacing,
    size_of,
    values_of,
)
from annotations.finding_status import is_signed
from annotations.findings import Certainty, Finding, Severity
from annotations.follow_up import study_of, with_latest_values
from annotations.level_ledger import numbering_of
from annotations.locations import Location, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.roots import roots_of_finding
from annotations.spine_ledger import LevelProposal, SideProposal
from viewers.qt.translated import tr
from workstation.preferences import Preferences
from workstation.session import Session
from workstation.ui.forms.chip_select import ChipSelect
from workstation.ui.forms.commit import built, try_apply
from workstation.ui.forms.commit_text import CommitTextEdit
from workstation.ui.forms.finding_choices import code_words, has_zones, remarks_in, remarks_of, scales_of
from workstation.ui.forms.finding_details import FindingDetails
from workstation.ui.forms.finding_place import FindingPlace
from workstation.ui.forms.form_field import FormField
from workstation.ui.forms.form_rows import segments
from workstation.ui.forms.form_style import dress
from workstation.ui.forms.grade_offers import grade_offers, what_to_measure
from workstation.ui.forms.grade_picker import GradeOffer, GradePicker
from workstation.ui.forms.hypothesis_note import HypothesisNote
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.forms.item_words import finding_words
from workstation.ui.forms.measurement_links import MeasurementLinks, mark_title
from workstation.ui.forms.type_memory import TypeMemory
from workstation.ui.forms.type_picker import TypePicker
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import SectionHeading, label

SIGNED_WORDS = "This finding is signed. Reopen it to change it."


def _suggested(offer: GradeOffer | None, chosen: str | None) -> str | None:
    """What is kept as suggested: of two grades within the noise the one chosen, both where it is neither."""
    if offer is None:
        return None
    return chosen if chosen in offer.grades else " or ".join(offer.grades)


class FindingForm(QWidget):
    """Makes a new finding with its mark, or edits one. `saved(finding id)` and `cancelled()` end it.

    A condition that no image shows is recorded as a hypothesis instead; `hypothesis_recorded(text)` then says so.
    """

    saved = Signal(str)
    cancelled = Signal()
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
        self._session = session
        self._memory = TypeMemory(preferences or Preferences())
        self._spacing_of = spacing_of
        self._location: Location | None = None
        self._calibration = NOT_CALIBRATED
        self._edited: Finding | None = None
        self._observing = ""
        self._is_of_measurements = False
        self._offering: Mark | None = None
        self._build_controls()
        self._assemble()
        dress(self)

    def start(
        self,
        location: Location,
        level: LevelProposal | None,
        side: SideProposal | None,
        calibration: PixelCalibration = NOT_CALIBRATED,
        *,
        marks: Sequence[Mark] = (),
    ) -> None:
        """Begin a new finding at a location, or of measurements, with what ledger and patient coordinate propose."""
        self._location, self._calibration, self._edited, self._observing = location, calibration, None, ""
        self._is_of_measurements = bool(marks)
        self.place.propose(level, side)
        title = tr("New finding of {mark}", mark=mark_title(marks[0])) if marks else tr("New finding at cursor")
        self.heading.set_title(title)
        self._show(Finding("new", "", Level.L1, Laterality.MEDIAN), marks, is_new=True)
        self.type.setFocus()
        self.type.show_all()

    def edit(
        self,
        finding_id: str,
        level: LevelProposal | None = None,
        side: SideProposal | None = None,
        *,
        observing: str = "",
    ) -> None:
        """Begin to edit a finding of the open case, or to assess it anew in the study `observing`.

        The grade and severity of the study before are not shown then: they must not lead the eye. Raises `KeyError`
        when the case holds no such finding.
        """
        case = self._session.case
        finding = case.get(Finding, finding_id) if case is not None else None
        if case is None or finding is None:
            raise KeyError(finding_id)
        self._location, self._edited, self._observing = None, finding, observing
        self.place.propose(level, side)
        self.heading.set_title(tr("Assess in the new study") if observing else tr("Edit finding"))
        shown = replace(finding, grade=None, severity=None, grade_reason="") if observing else finding
        linked = measuring(marks_of(case, finding.mark_ids))
        self._show(shown, [mark for mark in linked if not observing or study_of(mark) == observing], is_new=False)
        if is_signed(finding):
            self._say(tr(SIGNED_WORDS))

    def save(self) -> None:
        """Store the finding as one change, or show under the fields what is missing."""
        if self._edited is not None and is_signed(self._edited):
            self._say(tr(SIGNED_WORDS))
            return
        if not self._is_complete():
            return
        change, refusal = built(self._change)
        self._say(refusal if change is None else try_apply(self._session, change))
        if change is not None and not self.error.text():
            self._memory.used(self.type.type_id or "")
            self.saved.emit(next(edit.item_id for edit in change.edits if isinstance(edit.after, Finding)))

    def cancel(self) -> None:
        """Leave the case as it is."""
        self._location, self._edited = None, None
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels; Enter saves."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def _build_controls(self) -> None:
        self.heading = SectionHeading(tr("New finding at cursor"))
        self.type = TypePicker(self._memory)
        self.type.picked.connect(lambda _: self._on_type())
        self.hypothesis = HypothesisNote(self._session)
        self.hypothesis.recorded.connect(self._on_hypothesis)
        self.place = FindingPlace()
        self.place.changed.connect(self._on_place)
        self.level, self.side, self.reason = self.place.level, self.place.side, self.place.reason
        self.roots = label("", "small", wrap=True)
        self.details = FindingDetails()
        self.details.zone_chosen.connect(self._show_roots)
        self.details.size_asked.connect(self._take_size)
        self.zone_combo = self.details.zone_combo
        self.grade = GradePicker()
        self.grade.changed.connect(self._on_grade)
        self.links = MeasurementLinks()
        self.links.changed.connect(self._on_links)
        self.severity = segments((severity.value for severity in Severity), tr("Severity"))
        self.certainty = segments((certainty.value for certainty in Certainty), tr("Certainty"), clearable=False)
        self.remarks = ChipSelect(())
        self.note = CommitTextEdit(tr("Note"), lines=2)
        self.codes = label("", "small", wrap=True)
        self.error = label("", "small", wrap=True, tone="alert")
        self.error.hide()
        self.save_button = button(tr("Save finding"), self.save, primary=True, tooltip=tr("Enter"))
        self.cancel_button = button(tr("Cancel"), self.cancel, flat=True, tooltip=tr("Esc"))

    def _assemble(self) -> None:
        own = {
            "type": FormField(tr("Type"), self.type),
            "grade": FormField(tr("Grade"), self.grade),
            "measures": FormField(tr("Measurements"), self.links),
            "severity": FormField(tr("Severity"), self.severity),
            "certainty": FormField(tr("Certainty"), self.certainty),
            "note": FormField(tr("Note"), self.note),
            "codes": FormField(tr("ICD-10-CM to propose, you confirm"), self.codes),
        }
        self.fields = {"type": own["type"], **self.place.fields, **self.details.fields, **own}
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        for widget in (self.place, self.roots, own["grade"], own["measures"], self.details):
            body.addWidget(widget)
        for below in (own["severity"], own["certainty"], self.remarks, own["note"], own["codes"]):
            body.addWidget(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.heading, own["type"], self.hypothesis, self._body, self._footer()):
            column.addWidget(part)
        column.addStretch(1)

    def _footer(self) -> QWidget:
        """The error and the buttons, which the panel keeps in sight below a long form."""
        self.footer = QWidget()
        column = QVBoxLayout(self.footer)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.error)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return self.footer

    def _show(self, finding: Finding, marks: Sequence[Mark], *, is_new: bool) -> None:
        for field in self.fields.values():
            field.set_error("")
        self._say("")
        type_id = None if is_new else finding.type_id
        self.type.set_value(type_id)
        self.place.show_place(
            type_id,
            None if is_new else finding.level,
            None if is_new else finding.laterality,
            level_reason=finding.level_override_reason,
            side_reason=finding.side_override_reason,
        )
        self.details.show_finding(finding)
        self.severity.set_value(finding.severity.value if finding.severity else None)
        self.certainty.set_value(finding.certainty.value)
        self.note.setPlainText(finding.note)
        self.grade.show_scales(
            scales_of(type_id),
            finding.grade_scale,
            finding.grade,
            reason=finding.grade_reason,
            is_excluded=finding.is_non_fracture_excluded,
        )
        self._show_links(marks)
        self._show_for_type()

    def _show_links(self, linked: Sequence[Mark]) -> None:
        case = self._session.case
        finding_id = self._edited.id if self._edited is not None else ""
        taken = [mark.id for mark in linked]
        offered = (
            () if case is None else candidates(case, level=self.place.chosen_level, taken=taken, finding_id=finding_id)
        )
        self.links.show_marks(linked, offered, self._spacing_of)

    def _show_for_type(self) -> None:
        """Show only what the chosen type needs; before one is chosen, where the finding would be."""
        type_id, condition_id = self.type.type_id, self.type.condition_id
        self.hypothesis.show_condition(condition_id)
        self._body.setVisible(condition_id is None)
        self.save_button.setVisible(condition_id is None)
        self.details.offer(type_id)
        self.fields["grade"].setVisible(bool(scales_of(type_id)))
        self.fields["measures"].setVisible(bool(self.links.linked) or (bool(type_id) and self.links.has_offers))
        for name in ("severity", "certainty", "note", "codes"):
            self.fields[name].setVisible(bool(type_id))
        remarks = remarks_of(type_id)
        self.remarks.set_options([(remark, remark) for remark in remarks])
        self.remarks.set_values(remarks_in(self.note.toPlainText(), remarks))
        self.remarks.setVisible(bool(remarks))
        self._show_suggestion()
        self._show_roots()

    def _on_type(self) -> None:
        self.fields["type"].set_error("")
        self.place.set_type(self.type.type_id)
        self.grade.show_scales(scales_of(self.type.type_id), "", None)
        self._show_links(self.links.linked)
        self._show_for_type()
        if scales_of(self.type.type_id) and not any(self.place.missing().values()):
            self.grade.setFocus()

    def _on_place(self) -> None:
        self._show_links(self.links.linked)
        self._show_suggestion()
        self._show_roots()

    def _on_links(self) -> None:
        self.fields["measures"].setVisible(True)
        self._show_suggestion()

    def _on_hypothesis(self, words: str) -> None:
        self.hypothesis_recorded.emit(words)
        self.cancel()

    def _show_suggestion(self) -> None:
        """What the linked measurements suggest, else the one measurement at the same level and side that does."""
        type_id = self.type.type_id
        offers = grade_offers(type_id, values_of(self.links.linked, self._spacing_of, case=self._session.case))
        self._offering = None
        if not offers:
            beside = [(mark, found) for mark in self._marks_here() if (found := self._offers_of(mark))]
            if len(beside) == 1:
                self._offering, offers = beside[0]
        self.grade.set_offers(offers)
        self._show_hint()

    def _show_hint(self) -> None:
        scale = self.grade.scale
        is_needed = scale is not None and self.grade.offer is None
        self.grade.set_hint(what_to_measure(self.type.type_id, scale.id) if scale and is_needed else "")

    def _offers_of(self, mark: Mark) -> tuple[GradeOffer, ...]:
        return grade_offers(self.type.type_id, values_of((mark,), self._spacing_of, case=self._session.case))

    def _marks_here(self) -> tuple[Mark, ...]:
        """The free measurements at the level and on the side chosen."""
        case, level, side = self._session.case, self.place.chosen_level, self.place.laterality
        if case is None or level is None or side is None:
            return ()
        return tuple(mark for mark in self.links.offered if is_at(case, mark, level, side))

    def _on_grade(self) -> None:
        """A grade taken from a measurement beside ties that measurement to the finding."""
        self._show_hint()
        offering, offer = self._offering, self.grade.offer
        if offering is not None and offer is not None and self.grade.value is not None:
            self._offering = None
            self.links.use(offering.id)

    def _take_size(self) -> None:
        size = size_of(self.links.linked)
        if size is not None:
            self.details.show_size(size)
        words = "" if size is not None else tr("Link a length or a bidirectional mark placed in CT or MR first.")
        self.fields["size"].set_caution(words)

    def _show_roots(self) -> None:
        """Say which root the finding reaches, apart from its level; and the codes to propose there."""
        level, side, type_id = self.place.chosen_level, self.place.laterality, self.type.type_id
        self.codes.setText(code_words(type_id, level, side))
        words = ""
        if type_id and level is not None and (has_zones(type_id) or scales_of(type_id)):
            expected = roots_of_finding(
                Finding("new", type_id, level, side or Laterality.MEDIAN, zone=self.details.zone)
            )
            reaches = bool(expected.roots) or expected.cord or expected.cauda_equina
            words = tr("Reaches: {roots}", roots=expected.text) if reaches else ""
        self.roots.setText(words)
        self.roots.setVisible(bool(words))

    def _is_complete(self) -> bool:
        is_typed = self.type.type_id is not None
        needed = {
            "type": "" if is_typed else tr("Choose a type from the catalogue: type a few letters, then Enter."),
            **self.place.missing(),
            "grade": tr("Give the reason: the grade differs from the one suggested.")
            if self.grade.is_override and not self.grade.reason_text
            else "",
        }
        for name, message in needed.items():
            self.fields[name].set_error(message)
        return not any(needed.values())

    def _change(self) -> Change:
        edited, case = self._edited, self._session.case
        base = edited or Finding(new_item_id("finding"), "", Level.L1, Laterality.MEDIAN)
        finding = self._filled(base)
        if edited is None:
            return self._added(finding)
        words = tr("Edit finding {finding_words}", finding_words=finding_words(finding))
        observed = with_latest_values(case, finding, observing=self._observing) if case is not None else ()
        return Change(words, (Edit(edited, finding), *observed))

    def _filled(self, base: Finding) -> Finding:
        side, level = self.place.laterality, self.place.chosen_level
        assert side is not None  # `_is_complete` was asked first
        assert level is not None
        level_reason, side_reason = self.place.reasons(keep=self._edited is not None)
        offer, scale = self.grade.offer, self.grade.scale
        filled = replace(
            base,
            type_id=self.type.type_id or "",
            level=level,
            laterality=side,
            grade=self.grade.value,
            grade_scale=scale.id if scale is not None else "",
            suggested_grade=_suggested(offer, self.grade.value),
            grade_rule=offer.rule if offer is not None else "",
            grade_reason=self.grade.reason_text if self.grade.is_override else "",
            is_non_fracture_excluded=self.grade.is_excluded and scale is not None and bool(scale.excludable),
            severity=Severity(self.severity.value) if self.severity.value else None,
            certainty=Certainty(self.certainty.value or Certainty.PROBABLE),
            note=self._note_text(),
            level_override_reason=level_reason,
            side_override_reason=side_reason,
            mark_ids=self._mark_ids(base),
        )
        return self.details.filled(filled)

    def _mark_ids(self, base: Finding) -> tuple[str, ...]:
        """The marks of the finding: points and measurements of other studies as they were, then those linked now."""
        case = self._session.case
        kept = [mark for mark in marks_of(case, base.mark_ids) if not self._is_asked_about(mark)] if case else []
        return tuple(mark.id for mark in (*kept, *self.links.linked))

    def _is_asked_about(self, mark: Mark) -> bool:
        """Whether the links shown decide about a mark: measurements, while assessing only those of the new study."""
        return bool(measuring((mark,))) and (not self._observing or study_of(mark) == self._observing)

    def _note_text(self) -> str:
        """The note with the remarks clicked that it does not hold yet."""
        note = self.note.toPlainText().strip()
        held = remarks_in(note, self.remarks.values)
        return ", ".join([part for part in (note, *(one for one in self.remarks.values if one not in held)) if part])

    def _added(self, finding: Finding) -> Change:
        words = tr("Add finding {finding_words}", finding_words=finding_words(finding))
        numbered = self._numbered(finding)
        if self._is_of_measurements and finding.mark_ids:
            return Change(words, (Edit(None, numbered),))
        if self._location is None:
            raise ValueError("A finding needs a place on an image. Put the cursor there and press M.")
        mark = Mark(new_item_id("mark"), MarkKind.POINT, self._location, calibration=self._calibration)
        return Change(words, (Edit(None, mark), Edit(None, replace(numbered, mark_ids=(mark.id, *finding.mark_ids)))))

    def _numbered(self, finding: Finding) -> Finding:
        """The finding with the numbering its level was named by, where there is one."""
        case, location = self._session.case, self._location
        if case is None or not isinstance(location, PatientLocation):
            return finding
        numbering = numbering_of(case, location.frame_of_reference_uid)
        if numbering is None:
            return finding
        return replace(finding, numbering_id=numbering.id, numbering_version=numbering.version)

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
