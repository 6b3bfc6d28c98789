"""The small form that makes a finding of a mark: type, level, side and grading; one change when saved."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.anatomy import Laterality, Level
from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.case import Change, Edit, replace_item
from annotations.findings import AxialZone, Certainty, Finding, Severity
from annotations.locations import Location
from annotations.marks import Mark, MarkKind
from annotations.spine_ledger import LevelProposal, SideProposal, side_conflict
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.ui.forms.commit import built, try_apply
from workstation.ui.forms.commit_text import CommitTextEdit
from workstation.ui.forms.finding_choices import (
    grade_criterion,
    grade_entries,
    has_zones,
    level_entries,
    levels_of,
    scale_words,
    sides_of,
    type_choices,
)
from workstation.ui.forms.form_field import FormField
from workstation.ui.forms.form_rows import combo_value, fill_combo, segments
from workstation.ui.forms.form_style import dress
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.forms.item_words import finding_words
from workstation.ui.forms.search_picker import SearchPicker
from workstation.ui.forms.side_choice import SideChoice
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import SectionHeading, label

FROM_LEDGER = "from ledger"


class FindingForm(QWidget):
    """Makes a new finding with its mark, or edits one. `saved(finding id)` and `cancelled()` end it."""

    saved = Signal(str)
    cancelled = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._location: Location | None = None
        self._calibration = NOT_CALIBRATED
        self._edited: Finding | None = None
        self._level_proposal: LevelProposal | None = None
        self._side_proposal: SideProposal | None = None
        self._build_controls()
        self._assemble()
        dress(self)

    def start(
        self,
        location: Location,
        level: LevelProposal | None,
        side: SideProposal | None,
        calibration: PixelCalibration = NOT_CALIBRATED,
    ) -> None:
        """Begin a new finding at a location, with what the ledger and the patient coordinate propose."""
        self._location, self._calibration, self._edited = location, calibration, None
        self._level_proposal, self._side_proposal = level, side
        self.heading.set_title(tr("New finding at cursor"))
        self._show(Finding("new", "", Level.L1, Laterality.MEDIAN), is_new=True)
        self.type.setFocus()
        self.type.show_all()

    def edit(self, finding_id: str) -> None:
        """Begin to edit a finding of the open case. Raises `KeyError` when the case holds none of this id."""
        case = self._session.case
        finding = case.get(Finding, finding_id) if case is not None else None
        if finding is None:
            raise KeyError(finding_id)
        self._location, self._edited = None, finding
        self._level_proposal, self._side_proposal = None, None
        self.heading.set_title(tr("Edit finding"))
        self._show(finding, is_new=False)

    def save(self) -> None:
        """Store the finding as one change, or show under the fields what is missing."""
        if not self._is_complete():
            return
        change, refusal = built(self._change)
        if change is None:
            self.error.setText(refusal)
        else:
            self.error.setText(try_apply(self._session, change))
        self.error.setVisible(bool(self.error.text()))
        if change is not None and not self.error.text():
            self.saved.emit(change.edits[-1].item_id)

    def cancel(self) -> None:
        """Leave the case as it is."""
        self._location, self._edited = None, None
        self.cancelled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels; Ctrl+Enter saves."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
        else:
            super().keyPressEvent(event)

    def _build_controls(self) -> None:
        self.heading = SectionHeading(tr("New finding at cursor"))
        self.type = SearchPicker(type_choices(), tr("Type to search: extrusion, facet, fracture ..."))
        self.type.picked.connect(lambda _: self._on_type())
        self.level = QComboBox()
        self.level.activated.connect(lambda _: self._on_level())
        self.side = SideChoice()
        self.side.chosen.connect(lambda _: self._on_side())
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why this side is right"))
        self.zone_combo = QComboBox()
        self.severity = segments((severity.value for severity in Severity), tr("Severity"))
        self.certainty = segments((certainty.value for certainty in Certainty), tr("Certainty"), clearable=False)
        self.grade = QComboBox()
        self.grade.activated.connect(lambda _: self._on_grade())
        self.note = CommitTextEdit(tr("Note"), lines=2)
        self.error = label("", "small", wrap=True, tone="alert")
        self.error.hide()
        self.save_button = button(tr("Save finding"), self.save, primary=True, tooltip=tr("Enter"))
        self.cancel_button = button(tr("Cancel"), self.cancel, flat=True, tooltip=tr("Esc"))

    def _assemble(self) -> None:
        self.fields = {
            "type": FormField(tr("Type"), self.type),
            "level": FormField(tr("Level"), self.level),
            "side": FormField(tr("Side"), self.side),
            "reason": FormField(tr("Reason for the other side"), self.reason),
            "zone": FormField(tr("Axial zone"), self.zone_combo),
            "grade": FormField(tr("Grade"), self.grade),
            "severity": FormField(tr("Severity"), self.severity),
            "certainty": FormField(tr("Certainty"), self.certainty),
            "note": FormField(tr("Note"), self.note),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        for name in ("type", "level", "side", "reason"):
            column.addWidget(self.fields[name])
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for name in ("zone", "grade"):
            pair.addWidget(self.fields[name], 1)
        column.addLayout(pair)
        for name in ("severity", "certainty", "note"):
            column.addWidget(self.fields[name])
        column.addWidget(self.error)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)

    def _show(self, finding: Finding, *, is_new: bool) -> None:
        for field in self.fields.values():
            field.set_error("")
        self.error.hide()
        self.type.set_value(None if is_new else finding.type_id)
        proposed = self._level_proposal.level if self._level_proposal is not None else None
        self._offer(proposed if is_new else finding.level)
        self.side.offer(sides_of(self.type.value))
        chosen = self._proposed_side() if is_new else finding.laterality
        self.side.set_value(chosen.value if chosen is not None else None)
        self.reason.setText(finding.side_override_reason)
        fill_combo(self.zone_combo, self._zone_entries(), finding.zone.value if finding.zone else "")
        fill_combo(self.grade, grade_entries(finding.type_id), finding.grade or "")
        self.severity.set_value(finding.severity.value if finding.severity else None)
        self.certainty.set_value(finding.certainty.value)
        self.note.setPlainText(finding.note)
        self._on_side()

    def _zone_entries(self) -> list[tuple[str, str]]:
        return [("", tr("not said")), *((zone.value, zone.value) for zone in AxialZone)]

    def _offer(self, wanted: Level | None) -> None:
        """Offer what the chosen type allows; a level it does not allow is not kept silently."""
        type_id = self.type.value
        allowed = levels_of(type_id)
        chosen = wanted if wanted in allowed else None
        fill_combo(self.level, level_entries(type_id), chosen.value if chosen is not None else None)
        self.level.setPlaceholderText(tr("choose the level"))
        self._mark_level(wanted)
        self.fields["zone"].setVisible(has_zones(type_id))
        self.fields["grade"].setVisible(len(grade_entries(type_id)) > 1)
        self.fields["grade"].label.setText(scale_words(type_id))

    def _mark_level(self, wanted: Level | None) -> None:
        proposal = self._level_proposal
        chosen = combo_value(self.level)
        is_proposed = proposal is not None and chosen == proposal.level.value
        self.fields["level"].set_note(
            f"{tr(FROM_LEDGER)}: {proposal.text}" if proposal is not None and is_proposed else ""
        )
        caution = ""
        if proposal is not None and chosen is None and wanted is not None:
            caution = tr(
                "The ledger says {label}, which this type cannot have. Choose the level it has.", label=wanted.label
            )
        elif proposal is not None and chosen is not None and not is_proposed:
            caution = tr("The ledger says {label} here.", label=proposal.level.label)
        self.fields["level"].set_caution(caution)

    def _on_type(self) -> None:
        self.fields["type"].set_error("")
        kept = combo_value(self.level)
        proposed = self._level_proposal.level if self._level_proposal is not None else None
        self._offer(Level(kept) if kept is not None else proposed)
        fill_combo(self.grade, grade_entries(self.type.value), "")
        self._offer_sides()
        self._on_side()

    def _offer_sides(self) -> None:
        """Offer the sides the type may have, and propose: where the mark lies, else the only one there is."""
        sides = sides_of(self.type.value)
        self.side.offer(sides)
        proposed = self._proposed_side()
        if self.side.laterality is None and proposed is not None and proposed in sides:
            self.side.set_value(proposed.value)
        if self.side.laterality is None and len(sides) == 1:
            self.side.set_value(sides[0].value)

    def _on_grade(self) -> None:
        self.grade.setToolTip(grade_criterion(self.type.value, combo_value(self.grade)))

    def _on_level(self) -> None:
        self.fields["level"].set_error("")
        self._mark_level(None)

    def _on_side(self) -> None:
        disagreement = self._side_disagreement()
        self.fields["side"].set_error("")
        self.fields["side"].set_caution(disagreement)
        self.fields["reason"].setVisible(bool(disagreement) or bool(self.reason.text()))
        proposal = self._side_proposal
        self.fields["side"].set_note(proposal.text if proposal is not None and not disagreement else "")

    def _side_disagreement(self) -> str:
        side = self.side.laterality
        conflict = side_conflict(side, self._side_proposal) if side is not None else None
        return (
            tr("{upper}{value}. Choose the other side, or say why.", upper=conflict[:1].upper(), value=conflict[1:])
            if conflict
            else ""
        )

    def _proposed_side(self) -> Laterality | None:
        """The side to preselect: only one that rests on the vertebral centres or lies far off the image's centre."""
        proposal = self._side_proposal
        return proposal.laterality if proposal is not None and proposal.is_certain else None

    def _is_complete(self) -> bool:
        needed = {
            "type": "" if self.type.value else tr("Choose a type from the catalogue: type a few letters, then Enter."),
            "level": "" if combo_value(self.level) else tr("Choose the level. It is never guessed."),
            "side": "" if self.side.laterality is not None else tr("Choose the patient's side."),
            "reason": tr("Give the reason: the side differs from where the mark lies.")
            if self._side_disagreement() and not self.reason.text().strip()
            else "",
        }
        for name, message in needed.items():
            self.fields[name].set_error(message)
        return not any(needed.values())

    def _change(self) -> Change:
        edited = self._edited
        finding_id = edited.id if edited is not None else new_item_id("finding")
        base = edited or Finding(finding_id, "", Level.L1, Laterality.MEDIAN)
        zone, grade, severity = combo_value(self.zone_combo), combo_value(self.grade), self.severity.value
        side = self.side.laterality
        assert side is not None  # `_is_complete` was asked first
        finding = replace(
            base,
            type_id=self.type.value or "",
            level=Level(combo_value(self.level) or ""),
            laterality=side,
            zone=AxialZone(zone) if zone and has_zones(self.type.value) else None,
            grade=grade,
            severity=Severity(severity) if severity else None,
            certainty=Certainty(self.certainty.value or Certainty.PROBABLE),
            note=self.note.toPlainText().strip(),
            side_override_reason=self.reason.text().strip() if self._side_disagreement() or edited else "",
        )
        if edited is not None:
            return replace_item(edited, finding, f"Edit finding {finding_words(finding)}")
        return self._added(finding)

    def _added(self, finding: Finding) -> Change:
        if self._location is None:
            raise ValueError("A finding needs a place on an image. Put the cursor there and press M.")
        mark = Mark(new_item_id("mark"), MarkKind.POINT, self._location, calibration=self._calibration)
        words = tr("Add finding {finding_words}", finding_words=finding_words(finding))
        return Change(words, (Edit(None, mark), Edit(None, replace(finding, mark_ids=(mark.id,)))))
