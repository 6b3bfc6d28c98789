"""Where a finding is: level and side, what is proposed, and the reason where that is contradicted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from annotations.anatomy import Laterality, Level
from annotations.spine_ledger import LevelProposal, SideProposal, level_conflict, side_conflict
from viewers.qt.translated import tr
from workstation.ui.forms.finding_choices import level_entries, levels_of, sides_of
from workstation.ui.forms.form_field import FormField
from workstation.ui.forms.form_rows import combo_value, fill_combo
from workstation.ui.forms.side_choice import SideChoice

FROM_LEDGER = "from ledger"


class FindingPlace(QWidget):
    """Announces `changed()` when the user chooses a level or a side. Nothing is guessed, and nothing kept silently."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type_id: str | None = None
        self._level_proposal: LevelProposal | None = None
        self._side_proposal: SideProposal | None = None
        self.level = QComboBox()
        self.level.activated.connect(lambda _: self._on_level())
        self.side = SideChoice()
        self.side.chosen.connect(lambda _: self._on_side())
        self.reason = _reason_field(tr("Why this side is right"))
        self.level_reason = _reason_field(tr("Why this level is right"))
        self.fields = {
            "level": FormField(tr("Level"), self.level),
            "level_reason": FormField(tr("Reason for the other level"), self.level_reason),
            "side": FormField(tr("Side"), self.side),
            "reason": FormField(tr("Reason for the other side"), self.reason),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for field in self.fields.values():
            column.addWidget(field)

    @property
    def chosen_level(self) -> Level | None:
        """The level chosen."""
        value = combo_value(self.level)
        return Level(value) if value is not None else None

    @property
    def laterality(self) -> Laterality | None:
        """The side chosen."""
        return self.side.laterality

    def propose(self, level: LevelProposal | None, side: SideProposal | None) -> None:
        """What ledger and patient coordinate say of the place, None where they say nothing."""
        self._level_proposal, self._side_proposal = level, side

    def show_place(
        self,
        type_id: str | None,
        level: Level | None,
        side: Laterality | None,
        *,
        level_reason: str = "",
        side_reason: str = "",
    ) -> None:
        """Show a finding's place; None takes what is proposed."""
        self._type_id = type_id
        proposed = self._level_proposal.level if self._level_proposal is not None else None
        self.level_reason.setText(level_reason)
        self.reason.setText(side_reason)
        self._offer(level or proposed)
        self.side.offer(sides_of(type_id))
        shown = side or self._proposed_side()
        self.side.set_value(shown.value if shown is not None and shown in sides_of(type_id) else None)
        self._on_side(tell=False)

    def set_type(self, type_id: str | None) -> None:
        """Offer the levels and sides of another type; what it allows stays chosen."""
        self._type_id = type_id
        proposed = self._level_proposal.level if self._level_proposal is not None else None
        self._offer(self.chosen_level or proposed)
        self._offer_sides()
        self._on_side(tell=False)

    def level_disagreement(self) -> str:
        """How the chosen level contradicts the ledger, in words; empty where it does not."""
        level = self.chosen_level
        conflict = level_conflict(level, self._level_proposal) if level is not None else None
        return _words_of(conflict, tr("{upper}{value}. Choose the other level, or say why."))

    def side_disagreement(self) -> str:
        """How the chosen side contradicts the patient coordinate, in words; empty where it does not."""
        side = self.laterality
        conflict = side_conflict(side, self._side_proposal) if side is not None else None
        return _words_of(conflict, tr("{upper}{value}. Choose the other side, or say why."))

    def missing(self) -> dict[str, str]:
        """What must still be given, by field; an empty text for what is there."""
        return {
            "level": "" if self.chosen_level else tr("Choose the level. It is never guessed."),
            "level_reason": tr("Give the reason: the level differs from the ledger's at the mark.")
            if self.level_disagreement() and not self.level_reason.text().strip()
            else "",
            "side": "" if self.laterality is not None else tr("Choose the patient's side."),
            "reason": tr("Give the reason: the side differs from where the mark lies.")
            if self.side_disagreement() and not self.reason.text().strip()
            else "",
        }

    def reasons(self, *, keep: bool) -> tuple[str, str]:
        """(level reason, side reason); dropped where nothing is contradicted, unless `keep`."""
        level = self.level_reason.text().strip() if keep or self.level_disagreement() else ""
        side = self.reason.text().strip() if keep or self.side_disagreement() else ""
        return level, side

    def _offer(self, wanted: Level | None) -> None:
        """Offer what the chosen type allows; a level it does not allow is not kept silently."""
        allowed = levels_of(self._type_id)
        chosen = wanted if wanted in allowed else None
        fill_combo(self.level, level_entries(self._type_id), chosen.value if chosen is not None else None)
        self.level.setPlaceholderText(tr("choose the level"))
        self._mark_level(wanted)

    def _mark_level(self, wanted: Level | None) -> None:
        proposal, chosen = self._level_proposal, self.chosen_level
        is_proposed = proposal is not None and chosen is proposal.level
        note = f"{tr(FROM_LEDGER)}: {proposal.text}" if proposal is not None and is_proposed else ""
        self.fields["level"].set_note(note)
        caution = self.level_disagreement()
        if proposal is not None and chosen is None and wanted is not None:
            caution = tr(
                "The ledger says {label}, which this type cannot have. Choose the level it has.", label=wanted.label
            )
        self.fields["level"].set_caution(caution)
        is_asked = bool(self.level_disagreement()) or bool(self.level_reason.text())
        self.fields["level_reason"].setVisible(is_asked)

    def _offer_sides(self) -> None:
        """Offer the sides the type may have, and propose: where the mark lies, else the only one there is."""
        sides = sides_of(self._type_id)
        self.side.offer(sides)
        proposed = self._proposed_side()
        if self.laterality is None and proposed is not None and proposed in sides:
            self.side.set_value(proposed.value)
        if self.laterality is None and len(sides) == 1:
            self.side.set_value(sides[0].value)

    def _proposed_side(self) -> Laterality | None:
        """The side to preselect: only one that rests on the vertebral centres or lies far off the image's centre."""
        proposal = self._side_proposal
        return proposal.laterality if proposal is not None and proposal.is_certain else None

    def _on_level(self) -> None:
        self.fields["level"].set_error("")
        self._mark_level(None)
        self.changed.emit()

    def _on_side(self, *, tell: bool = True) -> None:
        disagreement = self.side_disagreement()
        self.fields["side"].set_error("")
        self.fields["side"].set_caution(disagreement)
        self.fields["reason"].setVisible(bool(disagreement) or bool(self.reason.text()))
        proposal = self._side_proposal
        self.fields["side"].set_note(proposal.text if proposal is not None and not disagreement else "")
        if tell:
            self.changed.emit()


def _words_of(conflict: str | None, template: str) -> str:
    return template.format(upper=conflict[:1].upper(), value=conflict[1:]) if conflict else ""


def _reason_field(placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(placeholder)
    return field
