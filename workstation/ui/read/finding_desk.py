"""What the cards of findings ask for: edit, sign, reopen, retract, carry to a newer study, compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from annotations.case import Case, Change
from annotations.finding_measures import measuring
from annotations.finding_status import StatusError, reopen, retract, sign, signed_holder
from annotations.findings import Finding
from annotations.follow_up import (
    FollowUpError,
    carry,
    compared,
    date_of,
    first_seen,
    history_of,
    latest_judgement,
    study_of_finding,
)
from annotations.locations import Location
from annotations.marks import Mark
from annotations.observations import Comparison
from viewers.qt.translated import tr
from workstation.ui.forms.commit import try_apply
from workstation.ui.forms.item_ids import new_item_id
from workstation.ui.image_catalogue import find_series
from workstation.ui.message_bar import Message
from workstation.ui.read.case_panel import CasePanel
from workstation.ui.read.feature import ReadHands
from workstation.ui.read.finding_card import CardAction, CardContext
from workstation.ui.read.finding_entry import FindingEntry
from workstation.ui.read.linked_location import mark_at
from workstation.ui.read.mark_spacing import mark_spacing_mm

_STATUS_CHANGES: Mapping[CardAction, Callable[[Finding], Change]] = {
    CardAction.SIGN: sign,
    CardAction.REOPEN: reopen,
    CardAction.RETRACT: retract,
}


class FindingDesk:
    """Connects the case panel's cards with the form and the case; `show_form` brings the form to the front."""

    def __init__(self, hands: ReadHands, panel: CasePanel, entry: FindingEntry, show_form: Callable[[], None]) -> None:
        self._hands, self._panel, self._entry, self._show_form = hands, panel, entry, show_form
        panel.finding_acted.connect(self.act)
        panel.finding_compared.connect(self.compare)

    def refresh(self) -> None:
        """Tell the cards which studies are on screen now."""
        self._panel.set_context(self.context())

    def context(self) -> CardContext:
        """Dates of the patient's studies, those on screen, and the pixel size of any mark."""
        patient = self._hands.patient()
        studies = patient.studies if patient is not None else ()
        dates = {study.study_instance_uid: study.date.replace("-", "") for study in studies}
        shown = (
            find_series(patient, key.series_instance_uid) if patient is not None else None
            for key in self._hands.content.keys_on_screen
        )
        uids = dict.fromkeys(series.study_instance_uid for series in shown if series is not None)
        return CardContext(dates, tuple(uids), self.spacing_of)

    def spacing_of(self, mark: Mark) -> float | None:
        """The pixel size of the image a mark was placed on."""
        return mark_spacing_mm(self._hands.patient(), mark)

    def measurement_for(self, pointed: Location | None) -> Mark | None:
        """The measurement a new finding is of: the selected one, else one with a point under the pointer.

        Only one that belongs to no finding yet.
        """
        case, selected = self._hands.session.case, self._hands.session.selected_id
        if case is None:
            return None
        used = {mark_id for finding in case.of_type(Finding) for mark_id in finding.mark_ids}
        free = measuring(tuple(mark for mark in case.of_type(Mark) if mark.id not in used and not mark.is_hidden))
        chosen = next((mark for mark in free if mark.id == selected), None)
        return chosen or (mark_at(free, pointed) if pointed is not None else None)

    def refuses_change_of(self, item_id: str) -> bool:
        """Whether a signed finding stands in the way of changing an item; says so."""
        case = self._hands.session.case
        if case is None or signed_holder(case, item_id) is None:
            return False
        self._hands.tell(
            Message(tr("It belongs to a signed finding. Reopen the finding on its card first."), "caution")
        )
        return True

    def act(self, finding_id: str, action: CardAction) -> None:
        """Do what a button of a card asks for."""
        case = self._hands.session.case
        finding = case.get(Finding, finding_id) if case is not None else None
        if case is None or finding is None:
            return
        if action in (CardAction.EDIT, CardAction.ASSESS):
            self._edit(case, finding, is_new_study=action is CardAction.ASSESS)
        elif action is CardAction.CARRY:
            self._apply(lambda: self._carried(case, finding))
        elif action is CardAction.NEW:
            self._apply(lambda: self._new(case, finding))
        else:
            self._apply(lambda: _STATUS_CHANGES[action](finding))

    def compare(self, finding_id: str, said: Comparison, reason: str) -> None:
        """Keep how a finding is against the study before."""
        case = self._hands.session.case
        finding = case.get(Finding, finding_id) if case is not None else None
        if case is None or finding is None:
            return
        history = history_of(case, finding, self.spacing_of)
        judged, newest = latest_judgement(history), history[-1].observation
        if judged is not None and newest is not None:
            self._apply(lambda: compared(newest, said, judged, reason=reason))

    def _edit(self, case: Case, finding: Finding, *, is_new_study: bool) -> None:
        newest = history_of(case, finding)[-1]
        self._show_form()
        self._entry.edit(finding.id, observing=newest.study_instance_uid if is_new_study else "")

    def _carried(self, case: Case, finding: Finding) -> Change:
        context = self.context()
        uid = context.newest_on_screen()
        ids = (new_item_id("observation"), new_item_id("observation"))
        return carry(case, finding, uid, context.dates.get(uid, ""), dates=context.dates, new_ids=ids)

    def _new(self, case: Case, finding: Finding) -> Change:
        uid = study_of_finding(case, finding)
        date = date_of(case, uid) or self.context().dates.get(uid, "")
        return first_seen(case, finding, date, new_id=new_item_id("observation"))

    def _apply(self, change: Callable[[], Change]) -> None:
        try:
            refusal = try_apply(self._hands.session, change())
        except (StatusError, FollowUpError) as error:
            refusal = str(error)
        if refusal:
            self._hands.tell(Message(refusal, "caution"))
