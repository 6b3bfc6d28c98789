"""The finding form: one change, nothing guessed, a disagreement of sides is shown and needs a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.findings import AxialZone, Finding
from annotations.marks import Mark
from annotations.spine_ledger import LevelAnchor, midline, propose_level, propose_side
from tests.support.ui_case import FRAME, at, empty_session, worked_session
from workstation.session import Session
from workstation.ui.forms.finding_form import FindingForm

LEFT_DISC = (12.0, 30.0, 18.0)


@pytest.fixture
def session() -> Session:
    return worked_session()


@pytest.fixture
def form(qtbot: QtBot, session: Session) -> FindingForm:
    form = FindingForm(session)
    qtbot.addWidget(form)
    assert session.case is not None
    anchors = session.case.of_type(LevelAnchor)
    form.start(
        at(LEFT_DISC),
        propose_level(anchors, LEFT_DISC, FRAME),
        propose_side(LEFT_DISC, midline(anchors, FRAME), None),
    )
    form.show()
    return form


def findings(session: Session) -> tuple[Finding, ...]:
    assert session.case is not None
    return session.case.of_type(Finding)


def test_typing_filters_and_enter_chooses_a_type(qtbot: QtBot, form: FindingForm) -> None:
    qtbot.keyClicks(form.type.edit, "extru")
    qtbot.keyClick(form.type.edit, Qt.Key.Key_Return)
    assert form.type.value == "disc_extrusion"


def test_level_and_side_are_proposed_and_say_where_they_come_from(form: FindingForm) -> None:
    form.type.picked.emit("disc_extrusion")
    assert form.level.currentData() == "L4-L5"
    assert form.fields["level"].note_label.text().startswith("from ledger")
    assert form.side.laterality is Laterality.LEFT


def test_saving_adds_mark_and_finding_as_one_change_that_undo_takes_back(
    qtbot: QtBot, form: FindingForm, session: Session
) -> None:
    before = len(findings(session))
    qtbot.keyClicks(form.type.edit, "disc extrusion")
    qtbot.keyClick(form.type.edit, Qt.Key.Key_Return)
    form.zone_combo.setCurrentIndex(form.zone_combo.findData("subarticular"))
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert session.case is not None
    finding = session.case.get(Finding, saved.args[0])
    assert finding is not None
    assert finding.zone is AxialZone.SUBARTICULAR
    mark = session.case.get(Mark, finding.mark_ids[0])
    assert mark is not None
    assert mark.location == at(LEFT_DISC)
    session.undo()
    assert len(findings(session)) == before
    assert session.case.get(Mark, mark.id) is None


def test_the_other_side_is_shown_and_needs_a_reason(form: FindingForm, session: Session) -> None:
    before = len(findings(session))
    form.type.set_value("disc_extrusion")
    form.type.picked.emit("disc_extrusion")
    form.side.choose(Laterality.RIGHT.value)
    assert "RIGHT" in form.fields["side"].caution
    form.save()
    assert form.fields["reason"].error
    assert len(findings(session)) == before
    form.reason.setText("marker placed on the mirrored copy")
    form.save()
    assert findings(session)[-1].side_override_reason == "marker placed on the mirrored copy"


def test_nothing_is_saved_without_type_level_and_side(qtbot: QtBot) -> None:
    session = empty_session()
    form = FindingForm(session)
    qtbot.addWidget(form)
    form.start(at(LEFT_DISC), None, None)
    form.save()
    assert [name for name, field in form.fields.items() if field.error] == ["type", "level", "side"]
    assert session.case is not None
    assert not session.case.items


def test_a_level_the_type_cannot_have_is_not_kept_silently(form: FindingForm) -> None:
    form.type.set_value("vcf")
    form.type.picked.emit("vcf")
    assert form.level.currentData() is None
    assert "L4-5" in form.fields["level"].caution
    assert form.level.findData("L4-L5") == -1


def test_escape_leaves_the_case_as_it_is(qtbot: QtBot, form: FindingForm, session: Session) -> None:
    revision = session.case.revision if session.case else 0
    form.note.setFocus()
    with qtbot.waitSignal(form.cancelled):
        qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert session.case is not None
    assert session.case.revision == revision


def test_editing_replaces_the_finding_and_keeps_its_marks_and_links(form: FindingForm, session: Session) -> None:
    form.edit("f1")
    assert form.type.value == "disc_extrusion"
    form.severity.choose("moderate")
    form.save()
    assert session.case is not None
    finding = session.case.get(Finding, "f1")
    assert finding is not None
    assert (finding.level, finding.mark_ids, finding.complaint_ids) == (Level.L4_L5, ("m1",), ("c1",))
    assert finding.severity == "moderate"


def test_editing_an_unknown_finding_is_refused(form: FindingForm) -> None:
    with pytest.raises(KeyError):
        form.edit("nothing")
