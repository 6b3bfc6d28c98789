"""The words beside a mark on an image."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.anatomy import Laterality, Level
from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.case import Case, add, added_all
from annotations.findings import Finding, FindingStatus
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from annotations.spine_ledger import LevelAnchor
from tests.support.scenes import in_patient, on_image
from workstation.ui.read.mark_words import SHOWN_VALUES, MarkPlace, place_of
from workstation.ui.read.overlay_content import MarkLook, overlay_marks

LINE = on_image((0, 0), (30, 40))


def words_of(mark: Mark) -> str:
    case = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    case.apply(add(mark, "placed"))
    (shown,) = overlay_marks(case, None)
    return shown.value_text


@pytest.mark.parametrize("source", [s for s in CalibrationSource if s is not CalibrationSource.NONE])
def test_a_length_on_an_image_says_how_its_millimetres_are_known(source: CalibrationSource) -> None:
    text = words_of(Mark("m", MarkKind.LENGTH, LINE, calibration=PixelCalibration(source, 0.5, 0.5)))
    assert text.startswith("25.0")
    assert "mm" in text
    assert (source.label in text) == (source is not CalibrationSource.PATIENT)


def test_a_length_without_calibration_says_so_in_pixels() -> None:
    text = words_of(Mark("m", MarkKind.LENGTH, LINE, calibration=NOT_CALIBRATED))
    assert "px" in text
    assert CalibrationSource.NONE.label in text


def test_a_length_in_the_patient_and_an_angle_need_no_note() -> None:
    assert "(" not in words_of(Mark("m", MarkKind.LENGTH, in_patient((0, 0, 0), (3, 4, 0))))
    assert "(" not in words_of(Mark("m", MarkKind.ANGLE, on_image((0, 9), (0, 0), (9, 0))))


def case_of(*items: Mark | Finding) -> Case:
    case = Case("case", PatientIdentity("1", name="SAMPLE^A"), "2026-01-01")
    case.apply(added_all(items, "placed"))
    return case


VERTEBRA = Mark(
    "v",
    MarkKind.VERTEBRA,
    in_patient((0, 0, 20), (0, 15, 16), (0, 30, 22), (0, 0, 0), (0, 15, 0), (0, 30, 0)),
)


def test_a_mark_of_many_values_shows_the_first_ones_by_name_a_line_each() -> None:
    (shown,) = overlay_marks(case_of(VERTEBRA), None)
    lines = shown.value_text.split("\n")
    assert [line.rsplit(" ", 2)[0] for line in lines[1:4]] == ["anterior height", "middle height", "posterior height"]
    assert len([line for line in lines if "mm" in line or "%" in line]) == SHOWN_VALUES


def test_with_the_spacing_of_its_image_a_length_says_its_uncertainty() -> None:
    case = case_of(Mark("m", MarkKind.LENGTH, in_patient((0, 0, 0), (30, 40, 0))))
    (plain,) = overlay_marks(case, None)
    (known,) = overlay_marks(case, None, MarkLook(lambda mark: 0.5))
    assert plain.value_text == "50.0 mm"
    assert known.value_text == "50.0 mm ± 0.4"


def test_points_without_a_value_say_why_instead_of_a_number() -> None:
    at_one_place = Mark("m", MarkKind.ANGLE, in_patient((5, 5, 0), (5, 5, 0), (9, 5, 0)))
    (shown,) = overlay_marks(case_of(at_one_place), None)
    assert shown.value_text.startswith("no value: ")


def test_attributes_of_a_mark_reach_the_image() -> None:
    mark = replace(VERTEBRA, tone="caution", is_locked=True, is_hidden=True, label_offset=(5.0, 6.0), label="wedge")
    (shown,) = overlay_marks(case_of(mark), "v")
    assert (shown.tone, shown.movable, shown.hidden, shown.label_offset) == ("caution", False, True, (5.0, 6.0))
    assert shown.label == "wedge\nlocked"
    assert shown.lock_reason.endswith("Unlock it first.")


def test_the_mark_of_a_signed_finding_cannot_be_dragged() -> None:
    mark = Mark("m", MarkKind.POINT, in_patient((0, 0, 0)))
    finding = Finding("f", "vcf", Level.L3, Laterality.MEDIAN, ("m",), status=FindingStatus.FINAL)
    (shown,) = overlay_marks(case_of(mark, finding), None)
    assert not shown.movable
    (draft,) = overlay_marks(case_of(mark, replace(finding, status=FindingStatus.DRAFT)), None)
    assert draft.movable


def spine(x: float) -> tuple[LevelAnchor, ...]:
    return tuple(
        LevelAnchor(f"a.{level.value}", level, in_patient((x, 10.0, z)))
        for level, z in ((Level.L3, 74.0), (Level.L4, 37.0), (Level.L5, 0.0))
    )


def test_level_and_side_of_a_mark_come_from_the_ledger_unless_set_by_hand_with_a_reason() -> None:
    mark = Mark("m", MarkKind.LENGTH, in_patient((15.0, 10.0, 37.0), (25.0, 10.0, 37.0)))
    case = case_of(mark)
    case.apply(added_all(spine(5.0), "levels"))
    place = place_of(case, mark)
    assert (place.level, place.laterality, place.is_override) == (Level.L4, Laterality.LEFT, False)
    by_hand = replace(mark, level=Level.L5, place_reason="counted from C2")
    place = place_of(case, by_hand)
    assert (place.level, place.laterality, place.is_override) == (Level.L5, Laterality.LEFT, True)
    assert "L4" in place.proposed_text, "what the ledger says stays known beside it"


def test_nothing_is_said_of_level_and_side_on_a_radiograph() -> None:
    mark = Mark("m", MarkKind.LENGTH, LINE)
    case = case_of(mark)
    case.apply(added_all(spine(5.0), "levels"))
    assert place_of(case, mark) == MarkPlace()


def test_the_mirror_image_stands_about_the_midline_of_the_ledger_or_not_at_all() -> None:
    mark = Mark("m", MarkKind.APPROACH, in_patient((15.0, 30.0, 37.0), (45.0, 90.0, 37.0)))
    look = MarkLook(mirrored_ids=frozenset({"m"}))
    unlabelled = case_of(mark)
    assert overlay_marks(unlabelled, None, look)[0].mirror_x_mm is None
    unlabelled.apply(added_all(spine(5.0), "levels"))
    assert overlay_marks(unlabelled, None, look)[0].mirror_x_mm == 5.0
    assert overlay_marks(unlabelled, None)[0].mirror_x_mm is None, "only when asked for"


def test_a_single_value_that_is_no_plain_length_or_angle_says_what_it_is() -> None:
    canal = Mark("m", MarkKind.CANAL, in_patient((0, 0, 0), (0, 15, 0)))
    (shown,) = overlay_marks(case_of(canal), None)
    assert shown.value_text == "canal AP diameter 15.0 mm"
