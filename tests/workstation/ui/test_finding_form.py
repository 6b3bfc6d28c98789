"""The finding form: one change, nothing guessed, a disagreement of sides is shown and needs a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import add, added_all
from annotations.finding_status import sign
from annotations.findings import AxialZone, Finding
from annotations.hypotheses import PainHypothesis
from annotations.marks import Mark, MarkKind
from annotations.observations import Observation
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


def vertebra(mark_id: str, anterior_mm: float) -> Mark:
    """A lower height in front than the 24 mm behind, at L3."""
    top, bottom = 90.0, 66.0
    return Mark(
        mark_id,
        MarkKind.VERTEBRA,
        at(
            (0.0, -10.0, bottom + anterior_mm),
            (0.0, 5.0, top - 2.0),
            (0.0, 20.0, top),
            (0.0, -10.0, bottom),
            (0.0, 5.0, bottom),
            (0.0, 20.0, bottom),
        ),
    )


def choose_type(form: FindingForm, type_id: str) -> None:
    form.type.set_value(type_id)
    form.type.picked.emit(type_id)


def saved(form: FindingForm, session: Session) -> Finding:
    form.save()
    assert not form.error.text()
    return findings(session)[-1]


def test_a_finding_made_of_a_measurement_needs_no_point_and_takes_its_grade(
    form: FindingForm, session: Session
) -> None:
    assert session.case is not None
    measured = vertebra("measured", 16.0)
    session.case.apply(add(measured, "measured"))
    place = (0.0, 5.0, 78.0)
    anchors = session.case.of_type(LevelAnchor)
    form.start(
        at(place),
        propose_level(anchors, place, FRAME),
        propose_side(place, midline(anchors, FRAME), None),
        marks=(measured,),
    )
    marks = len(session.case.of_type(Mark))
    choose_type(form, "vcf")
    assert form.grade.suggested == "2"
    form.grade.accept_suggestion()
    finding = saved(form, session)
    assert (finding.mark_ids, finding.grade, finding.suggested_grade) == (("measured",), "2", "2")
    assert (finding.grade_scale, finding.grade_rule, finding.grade_reason) == ("genant", "genant_height_loss@1", "")
    assert len(session.case.of_type(Mark)) == marks


def test_a_measurement_is_linked_by_a_click_and_an_override_keeps_both_grades(
    form: FindingForm, session: Session
) -> None:
    assert session.case is not None
    session.case.apply(add(vertebra("measured", 16.0), "measured"))
    choose_type(form, "vcf")
    form.level.setCurrentIndex(form.level.findData("L3"))
    form.level.activated.emit(form.level.currentIndex())
    form.place.level_reason.setText("the ledger was placed on another study")
    form.side.choose("M")
    form.reason.setText("the mark is off the middle")
    form.links.use("measured")
    form.grade.choose("1")
    form.save()
    assert form.fields["grade"].error
    form.grade.reason.setText("old Scheuermann")
    finding = saved(form, session)
    assert (finding.grade, finding.suggested_grade, finding.grade_reason) == ("1", "2", "old Scheuermann")
    assert finding.mark_ids[-1] == "measured"
    assert len(finding.mark_ids) == 2
    form.edit(finding.id)
    assert [mark.id for mark in form.links.linked] == ["measured"]
    form.links.drop("measured")
    assert saved_again(form, session, finding.id).mark_ids == finding.mark_ids[:1]


def saved_again(form: FindingForm, session: Session, finding_id: str) -> Finding:
    form.save()
    assert session.case is not None
    found = session.case.get(Finding, finding_id)
    assert found is not None
    return found


def test_the_other_level_needs_a_reason_and_is_kept_with_it(form: FindingForm, session: Session) -> None:
    choose_type(form, "disc_extrusion")
    form.level.setCurrentIndex(form.level.findData("L3-L4"))
    form.level.activated.emit(form.level.currentIndex())
    assert "L4-5" in form.fields["level"].caution
    form.save()
    assert form.fields["level_reason"].error
    form.place.level_reason.setText("six lumbar-type vertebrae")
    finding = saved(form, session)
    assert (finding.level, finding.level_override_reason) == (Level.L3_L4, "six lumbar-type vertebrae")


def test_the_form_shows_what_the_type_needs_and_no_more(form: FindingForm) -> None:
    shown = {
        "disc_extrusion": {"zone", "sagittal_zone", "neural_contact", "size", "grade"},
        "vcf": {"acuity", "grade"},
        "facet_arthropathy": {"grade"},
        "baastrup": set(),
    }
    optional = {"zone", "sagittal_zone", "neural_contact", "acuity", "size", "grade"}
    for type_id, wanted in shown.items():
        choose_type(form, type_id)
        assert {name for name in optional if not form.fields[name].isHidden()} == wanted, type_id


def test_details_are_saved_and_those_of_another_type_are_not(form: FindingForm, session: Session) -> None:
    choose_type(form, "disc_extrusion")
    form.zone_combo.setCurrentIndex(form.zone_combo.findData("subarticular"))
    form.details.zone_chosen.emit()
    assert form.roots.text() == "Reaches: L5"
    form.details.sagittal_combo.setCurrentIndex(form.details.sagittal_combo.findData("pedicular"))
    form.details.contact.choose("compress")
    form.details.acuity.choose("acute")
    form.details.sizes[0].setText("7,5")
    form.remarks.chip("migrated down").click()
    form.note.setPlainText("seen on T2")
    finding = saved(form, session)
    assert (finding.sagittal_zone, finding.neural_contact) == ("pedicular", "compress")
    assert finding.acuity is None
    assert finding.size_mm == (7.5, 0.0, 0.0)
    assert finding.note == "seen on T2, migrated down"


def test_the_size_is_taken_from_the_linked_marks(form: FindingForm, session: Session) -> None:
    assert session.case is not None
    session.case.apply(add(Mark("across", MarkKind.LENGTH, at((0.0, 30.0, 18.0), (9.0, 30.0, 18.0))), "measured"))
    choose_type(form, "disc_extrusion")
    form.details.size_asked.emit()
    assert "Link a length" in form.fields["size"].caution
    form.links.use("across")
    form.details.size_asked.emit()
    assert [box.text() for box in form.details.sizes] == ["", "9.0", ""]


def test_a_bilateral_facet_is_graded_by_weishaupt_with_a_key(qtbot: QtBot, form: FindingForm, session: Session) -> None:
    qtbot.keyClicks(form.type.edit, "facet arthro")
    qtbot.keyClick(form.type.edit, Qt.Key.Key_Return)
    form.side.choose("B")
    qtbot.keyClicks(form.grade, "3")
    finding = saved(form, session)
    assert (finding.laterality, finding.grade, finding.grade_scale) == (Laterality.BILATERAL, "3", "weishaupt")


def test_codes_are_proposed_for_the_level_never_chosen(form: FindingForm) -> None:
    choose_type(form, "disc_extrusion")
    assert form.codes.text().startswith("M51.26, M51.16 (with radiculopathy)")


def test_a_condition_no_image_shows_is_recorded_as_a_hypothesis(
    qtbot: QtBot, form: FindingForm, session: Session
) -> None:
    before = len(findings(session))
    choose_type(form, "hypothesis:fibromyalgia")
    assert form.hypothesis.isVisible()
    assert not form.save_button.isVisible()
    with qtbot.waitSignal(form.hypothesis_recorded) as told:
        form.hypothesis.record()
    assert "Fibromyalgia" in told.args[0]
    assert session.case is not None
    (hypothesis,) = session.case.of_type(PainHypothesis)
    assert (hypothesis.condition_id, hypothesis.complaint_ids) == ("fibromyalgia", ("c1",))
    assert len(findings(session)) == before


def test_a_signed_finding_is_not_changed_by_the_form(form: FindingForm, session: Session) -> None:
    assert session.case is not None
    signed = session.case.get(Finding, "f1")
    assert signed is not None
    session.apply(sign(signed))
    form.edit("f1")
    assert "Reopen it" in form.error.text()
    form.severity.choose("mild")
    form.save()
    kept = session.case.get(Finding, "f1")
    assert kept is not None
    assert kept.severity == "severe"


def test_assessing_in_a_newer_study_starts_without_the_old_grade(form: FindingForm, session: Session) -> None:
    assert session.case is not None
    session.case.apply(
        added_all(
            (
                Observation("o1", "f2", "1.2.3", "20260301", ("m2",), "2"),
                Observation("o2", "f2", "1.2.9", "20261120"),
            ),
            "carried",
        )
    )
    form.edit("f2", observing="1.2.9")
    assert form.grade.value is None
    form.grade.choose("3")
    form.save()
    old, new = session.case.of_type(Observation)
    assert (old.grade, new.grade) == ("2", "3")
    finding = session.case.get(Finding, "f2")
    assert finding is not None
    assert (finding.grade, finding.mark_ids) == ("3", ("m2",))


def test_a_measurement_at_the_same_level_suggests_and_is_linked_when_accepted(
    form: FindingForm, session: Session
) -> None:
    assert session.case is not None
    session.case.apply(add(vertebra("measured", 16.0), "measured"))
    place = (0.0, 5.0, 78.0)
    anchors = session.case.of_type(LevelAnchor)
    form.start(at(place), propose_level(anchors, place, FRAME), propose_side(place, midline(anchors, FRAME), None))
    choose_type(form, "vcf")
    assert form.grade.suggested == "2"
    assert not form.links.linked
    form.grade.accept_suggestion()
    assert [mark.id for mark in form.links.linked] == ["measured"]
    finding = saved(form, session)
    assert finding.mark_ids[-1] == "measured"
    assert finding.suggested_grade == "2"


def test_a_measurement_at_another_level_suggests_nothing(form: FindingForm, session: Session) -> None:
    assert session.case is not None
    session.case.apply(add(vertebra("measured", 16.0), "measured"))
    choose_type(form, "vcf")
    form.level.setCurrentIndex(form.level.findData("L5"))
    form.level.activated.emit(form.level.currentIndex())
    form.side.choose("M")
    assert form.grade.offer is None
    assert form.grade.hint.text() == "To have it suggested, measure: Vertebra, six points"


def test_what_to_measure_is_said_for_the_scale_shown(form: FindingForm) -> None:
    choose_type(form, "central_stenosis_lumbar")
    assert form.grade.hint.isHidden(), "nothing measured gives a Schizas grade"
    form.grade.scale_combo.setCurrentIndex(form.grade.scale_combo.findData("canal_compromise"))
    form.grade.scale_combo.activated.emit(2)
    assert "Canal" in form.grade.hint.text()
