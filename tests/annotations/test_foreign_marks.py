"""Marks of others: what they become, what is kept of them, and files of marks in both directions."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anatomy import Laterality, Level
from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.case import Case, added_all
from annotations.findings import Finding
from annotations.foreign_marks import (
    LARGEST_ORIGINAL,
    ForeignMark,
    adopted,
    is_adopted,
    kind_of_points,
    original_of,
    place_conflict,
)
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.marks_file import MARKS_FORMAT, OtherPatientError, marks_from_json, marks_to_json
from annotations.patient import PatientIdentity
from annotations.references import ImageRef
from annotations.serialization import NewerFormatError, SerializationError, item_to_json
from tests.support.case_strategies import marks

IMAGE = ImageRef("1.1", "1.2", "1.2.840.10008.5.1.4.1.1.1", "1.3", 1)
PATIENT = PatientIdentity("A-1", "CLINIC", "Doe^Jane", "1960-01-31", "F")
LINE = PatientLocation("1.9", ((0.0, 0.0, 0.0), (3.0, 4.0, 0.0)))
FOREIGN = ForeignMark(
    "1.3#1", "width", MarkKind.LENGTH, LINE, ("Length 5 mm",), original='{"a":[1,2]}', source="SR 1.3"
)


def points(*rows: tuple[float, ...]) -> np.ndarray:
    return np.asarray(rows, dtype=np.float64)


@pytest.mark.parametrize(
    ("graphic", "given_points", "kind", "count"),
    [
        ("POINT", points((1, 2)), MarkKind.POINT, 1),
        ("POLYLINE", points((1, 2), (3, 4)), MarkKind.LENGTH, 2),
        ("POLYLINE", points((1, 2), (3, 4), (5, 9)), MarkKind.POLYLINE, 3),
        ("POLYLINE", points((0, 0), (4, 0), (4, 3), (0, 0)), MarkKind.POLYGON, 3),
        ("POLYGON", points((0, 0, 1), (4, 0, 1), (4, 3, 1), (0, 0, 1)), MarkKind.POLYGON, 3),
        ("INTERPOLATED", points((0, 0), (4, 0), (4, 3)), MarkKind.SPLINE, 3),
        ("CIRCLE", points((5, 5), (8, 9)), MarkKind.CIRCLE, 4),
        ("ELLIPSE", points((0, 0), (4, 0), (2, -1), (2, 1)), MarkKind.ELLIPSE, 4),
    ],
)
def test_a_graphic_becomes_the_mark_it_is(graphic: str, given_points: np.ndarray, kind: MarkKind, count: int) -> None:
    found, placed, reason = kind_of_points(graphic, given_points)
    assert (found, len(placed), reason) == (kind, count, "")


def test_a_circle_keeps_its_centre_and_radius() -> None:
    _, ends, _ = kind_of_points("CIRCLE", points((5, 5), (8, 9)))
    assert ends.mean(axis=0) == pytest.approx((5, 5))
    assert [math.dist(end, (5, 5)) for end in ends] == pytest.approx([5.0] * 4)
    assert (ends[1] - ends[0]) @ (ends[3] - ends[2]) == pytest.approx(0)


@pytest.mark.parametrize(
    ("graphic", "given_points"),
    [
        ("MULTIPOINT", points((1, 2), (3, 4))),
        ("POINT", points((1, 2), (3, 4))),
        ("POLYLINE", points((1, 2))),
        ("ELLIPSOID", points((1, 2, 3))),
        ("CIRCLE", points((1, 2, 3), (4, 5, 6))),
        ("POLYGON", points((1, 2), (3, 4))),
    ],
)
def test_what_is_no_mark_of_ours_says_why(graphic: str, given_points: np.ndarray) -> None:
    kind, _, reason = kind_of_points(graphic, given_points)
    assert kind is None
    assert reason


def test_an_adopted_mark_keeps_its_original_whole() -> None:
    mark = adopted(FOREIGN, "m1", PixelCalibration(CalibrationSource.FIDUCIAL, 0.1, 0.1))
    assert (mark.kind, mark.location, mark.label) == (MarkKind.LENGTH, LINE, "width")
    assert mark.calibration.source is CalibrationSource.NONE  # in patient space mm are mm
    kept = original_of(mark)
    assert kept is not None
    assert (kept["id"], kept["source"], kept["values"], kept["original"]) == (
        "1.3#1", "SR 1.3", ["Length 5 mm"], {"a": [1, 2]},
    )  # fmt: skip
    assert is_adopted(FOREIGN, (mark,))
    assert not is_adopted(replace(FOREIGN, id="1.3#2"), (mark,))


def test_a_mark_on_an_image_takes_the_calibration_of_the_image() -> None:
    fiducial = PixelCalibration(CalibrationSource.FIDUCIAL, 0.1, 0.1)
    mark = adopted(replace(FOREIGN, location=ImageLocation(IMAGE, ((0.0, 0.0), (3.0, 4.0)))), "m1", fiducial)
    assert mark.calibration == fiducial


@pytest.mark.parametrize(
    "foreign",
    [
        replace(FOREIGN, kind=None, reason="it is a segmentation"),
        replace(FOREIGN, location=None, reason="its image is not here"),
        replace(FOREIGN, original=json.dumps("x" * LARGEST_ORIGINAL)),
    ],
)
def test_what_cannot_be_adopted_is_refused_with_its_reason(foreign: ForeignMark) -> None:
    assert not foreign.can_be_adopted
    with pytest.raises(ValueError, match=foreign.refusal[:20]):
        adopted(foreign, "m1")


def test_a_mark_of_ours_has_no_original() -> None:
    assert original_of(Mark("m", MarkKind.LENGTH, LINE)) is None
    assert original_of(Mark("m", MarkKind.LENGTH, LINE, origin="by hand")) is None


@pytest.mark.parametrize(
    ("said", "ledger", "conflict"),
    [
        ((Level.L4, None), (Level.L5, None), "It says L4, the level ledger says L5."),
        ((Level.L4_L5, None), (Level.L4, None), ""),
        ((Level.L4, None), (None, None), ""),
        ((None, Laterality.LEFT), (None, Laterality.RIGHT), "It says LEFT, its place is on the RIGHT."),
        ((None, Laterality.BILATERAL), (None, Laterality.RIGHT), ""),
    ],
)
def test_a_site_that_contradicts_the_ledger_is_said(said: Any, ledger: Any, conflict: str) -> None:
    foreign = replace(FOREIGN, level=said[0], laterality=said[1])
    assert place_conflict(foreign, *ledger) == conflict


def a_file(*held: Mark, patient: PatientIdentity = PATIENT) -> dict[str, Any]:
    case = Case("c", patient, "2026-01-01T00:00:00Z")
    finding = Finding("f", "vcf", Level.L1, Laterality.MEDIAN, mark_ids=tuple(mark.id for mark in held))
    case.apply(added_all((*held, finding), "made"))
    written = marks_to_json(
        case, held, values={mark.id: ("31.6 mm",) for mark in held}, written_by="foramen 1", written_at="2026-01-02"
    )
    return json.loads(json.dumps(written))  # type: ignore[no-any-return]


@given(st.lists(marks, max_size=4, unique_by=lambda mark: mark.id))
def test_marks_come_back_from_a_file_as_they_were(held: list[Mark]) -> None:
    held = [mark for mark in held if mark.id != "f"]
    found = marks_from_json(a_file(*held), PATIENT)
    again = [replace(adopted(one, mark.id), origin=mark.origin) for one, mark in zip(found, held, strict=True)]
    assert again == held
    assert all(one.values == ("31.6 mm",) for one in found)


def test_an_entry_of_a_file_keeps_what_this_version_does_not_know() -> None:
    data = a_file(Mark("m", MarkKind.LENGTH, LINE))
    data["marks"][0]["color of the pen"] = "green"
    (one,) = marks_from_json(data, PATIENT)
    kept = original_of(adopted(one, "new"))
    assert kept is not None
    assert kept["original"]["color of the pen"] == "green"
    assert kept["original"]["findings"] == [{"type": "vcf", "level": "L1", "side": "M"}]


def test_an_entry_that_is_no_mark_stays_read_only_beside_the_good_ones() -> None:
    data = a_file(Mark("m", MarkKind.LENGTH, LINE))
    finding = item_to_json(Finding("f", "vcf", Level.L1, Laterality.MEDIAN))
    data["marks"] += [{"mark": {**data["marks"][0]["mark"], "kind": "hexagon"}}, 7, {"mark": finding}]
    good, *bad = marks_from_json(data, PATIENT)
    assert good.can_be_adopted
    assert [one.can_be_adopted for one in bad] == [False] * 3
    assert "entry 2" in bad[0].refusal
    assert json.loads(bad[0].original)["mark"]["kind"] == "hexagon"


def test_marks_of_another_patient_are_refused_by_the_names_of_the_fields_only() -> None:
    data = a_file(Mark("m", MarkKind.LENGTH, LINE))
    with pytest.raises(OtherPatientError, match="Patient ID") as refused:
        marks_from_json(data, replace(PATIENT, patient_id="B-2"))
    assert "A-1" not in str(refused.value)
    assert "B-2" not in str(refused.value)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"format": "something"}, SerializationError),
        ({"version": 2}, NewerFormatError),
        ({"version": True}, SerializationError),
        ({"marks": {}}, SerializationError),
        ({"patient": []}, SerializationError),
    ],
)
def test_what_is_no_file_of_marks_is_refused(change: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        marks_from_json({**a_file(), **change}, PATIENT)
    assert a_file()["format"] == MARKS_FORMAT


DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "marks-format.md"


def test_the_example_of_the_documentation_is_a_file_of_marks() -> None:
    example = json.loads(DOCUMENT.read_text(encoding="utf-8").split("```json")[1].split("```")[0])
    (mark,) = marks_from_json(example, PATIENT)
    assert mark.can_be_adopted
    assert example["marks"][0]["mark"] == item_to_json(replace(adopted(mark, "m1"), origin=""))


def test_the_documentation_names_every_kind_with_its_points() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for kind, facts in MARK_KINDS.items():
        count = str(facts.least) if facts.most is not None else f"{facts.least} or more"
        assert f"| `{kind.value}` | {count} | {'; '.join(facts.prompts)} |" in text
