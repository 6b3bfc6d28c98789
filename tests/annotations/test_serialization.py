"""The JSON form of a case: lossless, strict, versioned."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.anatomy import Laterality, Level
from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.case import Case, CaseItem, added_all
from annotations.evaluation import Complaint, ExamItem, ExamKind, VitalSigns, exam_item_id
from annotations.findings import Finding
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from annotations.references import ImageRef
from annotations.serialization import (
    CASE_FORMAT_VERSION,
    ITEM_TYPES,
    NewerFormatError,
    SerializationError,
    case_from_json,
    case_to_json,
    item_from_json,
    item_to_json,
    patient_from_json,
    patient_to_json,
)
from tests.support.case_strategies import cases, items

IMAGE = ImageRef("1.2", "1.3", "1.4", "1.5", 2)


@pytest.fixture
def a_case() -> Case:
    case = Case("c-1", PatientIdentity("P1", "HOSP", "Test^Person", "1970-01-01", "F"), "2026-01-02T03:04:05Z")
    mark = Mark("m-1", MarkKind.POINT, PatientLocation("1.9", ((1.25, -2.5, 1e-7),), IMAGE), "disc")
    on_xray = Mark(
        "m-2",
        MarkKind.LENGTH,
        ImageLocation(IMAGE, ((0.1, 0.2), (3.0, 4.0))),
        calibration=PixelCalibration(CalibrationSource.DETECTOR, 0.14, 0.15, "0018,1164"),
    )
    slot = exam_item_id(ExamKind.MOTOR, "great_toe_extension", Laterality.RIGHT)
    exam = ExamItem(slot, ExamKind.MOTOR, "great_toe_extension", Laterality.RIGHT, "4")
    finding = Finding("f-1", "disc_extrusion", Level.L4_L5, Laterality.RIGHT, ("m-1",), exam_item_ids=(slot,))
    case.apply(added_all([mark, on_xray, exam, Complaint("k-1", "leg pain", pain_now=7), finding], "worked"))
    case.revision = 12
    return case


def test_a_case_comes_back_through_text_unchanged(a_case: Case) -> None:
    again = case_from_json(json.loads(json.dumps(case_to_json(a_case), allow_nan=False)))
    assert (again.id, again.patient, again.created_at, again.revision) == ("c-1", a_case.patient, a_case.created_at, 12)
    assert list(again.items.items()) == list(a_case.items.items())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_any_case_comes_back_unchanged(case: Case) -> None:
    again = case_from_json(json.loads(json.dumps(case_to_json(case), allow_nan=False)))
    assert again.items == case.items
    assert list(again.items) == list(case.items)
    assert again.patient == case.patient


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(items())
def test_any_item_comes_back_unchanged(item: CaseItem) -> None:
    assert item_from_json(json.loads(json.dumps(item_to_json(item), allow_nan=False))) == item


def test_every_kind_of_case_item_has_a_name() -> None:
    assert set(ITEM_TYPES.values()) == set(get_args(CaseItem))


def test_an_identity_comes_back_unchanged(a_case: Case) -> None:
    assert patient_from_json(patient_to_json(a_case.patient)) == a_case.patient


def test_a_newer_version_is_refused_and_says_what_to_do(a_case: Case) -> None:
    data = case_to_json(a_case) | {"version": CASE_FORMAT_VERSION + 1}
    with pytest.raises(NewerFormatError, match="newer version of the program"):
        case_from_json(data)


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        ({"format": "other"}, "not a case"),
        ({"version": "1"}, "case.version"),
        ({"version": 0}, "case.version"),
        ({"extra": 1}, "unknown fields: extra"),
        ({"items": {}}, "must be a list"),
        ({"items": [3]}, r"items\[0\] must be an object"),
        ({"items": [{"type": "dragon"}]}, r"items\[0\].type must be one of"),
        ({"revision": True}, "case.revision must be a whole number"),
        ({"id": 5}, "case.id must be a text"),
        ({"patient": []}, "case.patient must be an object"),
    ],
)
def test_a_wrong_case_names_the_place(a_case: Case, patch: dict[str, Any], message: str) -> None:
    with pytest.raises(SerializationError, match=message):
        case_from_json(case_to_json(a_case) | patch)


def test_a_missing_field_is_named(a_case: Case) -> None:
    data = case_to_json(a_case)
    del data["items"]
    with pytest.raises(SerializationError, match="lacks the fields: items"):
        case_from_json(data)


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        ({"colour": "red"}, "item has unknown fields: colour"),
        ({"level": "L9"}, "item.level is not a known Level"),
        ({"level": ["L4"]}, "item.level is not a known Level"),
        ({"mark_ids": "m-1"}, "item.mark_ids must be a list"),
        ({"mark_ids": [1]}, r"item.mark_ids\[0\] must be a text"),
    ],
)
def test_a_wrong_item_names_the_place(patch: dict[str, Any], message: str) -> None:
    data = item_to_json(Finding("f", "facet_arthropathy", Level.L4_L5, Laterality.LEFT)) | patch
    with pytest.raises(SerializationError, match=message):
        item_from_json(data)


def test_a_value_an_item_refuses_is_refused_with_its_place() -> None:
    data = item_to_json(Complaint("k", "pain", pain_now=7)) | {"pain_now": 11}
    with pytest.raises(SerializationError, match=r"item: .*0 to 10"):
        item_from_json(data)


@pytest.mark.parametrize("location", [None, {"type": "elsewhere"}, {"points_lps_mm": [[0, 0, 0]]}])
def test_a_location_of_no_known_kind_is_refused(location: object) -> None:
    data = item_to_json(Mark("m", MarkKind.POINT, PatientLocation("1.9", ((0.0, 0.0, 0.0),)))) | {"location": location}
    with pytest.raises(SerializationError, match=r"item.location.type must be one of image, patient"):
        item_from_json(data)


def test_a_location_of_the_wrong_kind_for_its_place_is_refused(a_case: Case) -> None:
    image_location = item_to_json(a_case.items["m-2"])["location"]
    anchor = {"type": "level-anchor", "id": "a", "level": "L1", "location": image_location}
    with pytest.raises(SerializationError, match=r"item.location.type must be patient"):
        item_from_json(anchor)


def test_a_point_with_two_numbers_is_refused_in_patient_space() -> None:
    data = item_to_json(Mark("m", MarkKind.POINT, PatientLocation("1.9", ((0.0, 0.0, 0.0),))))
    data["location"]["points_lps_mm"] = [[1, 2]]
    with pytest.raises(SerializationError, match="must have 3 entries, it has 2"):
        item_from_json(data)


def test_whole_numbers_are_accepted_where_numbers_are_wanted() -> None:
    data = item_to_json(VitalSigns("v", heart_rate_per_min=72.0)) | {"heart_rate_per_min": 72}
    assert item_from_json(data) == VitalSigns("v", heart_rate_per_min=72.0)


def test_infinity_is_neither_written_nor_read() -> None:
    mark = Mark("m", MarkKind.POINT, PatientLocation("1.9", ((float("inf"), 0.0, 0.0),)))
    with pytest.raises(SerializationError, match="finite"):
        item_to_json(mark)
    data = item_to_json(Mark("m", MarkKind.POINT, PatientLocation("1.9", ((0.0, 0.0, 0.0),))))
    data["location"]["points_lps_mm"] = [[float("nan"), 0, 0]]
    with pytest.raises(SerializationError, match="finite number"):
        item_from_json(data)


def test_something_that_is_no_item_cannot_be_written() -> None:
    with pytest.raises(SerializationError, match="cannot hold a set"):
        item_to_json(Complaint("k", "pain", qualities={"sharp"}))  # type: ignore[arg-type]


def test_dangling_links_and_double_ids_are_refused(a_case: Case) -> None:
    data = case_to_json(a_case)
    with pytest.raises(SerializationError, match="still refers to m-1"):
        case_from_json(data | {"items": [one for one in data["items"] if one["id"] != "m-1"]})
    with pytest.raises(SerializationError, match="do not fit together"):
        case_from_json(data | {"items": data["items"] * 2})


def test_no_error_repeats_a_value(a_case: Case) -> None:
    data = case_to_json(a_case)
    data["patient"] = data["patient"] | {"sex": {"secret": "Person"}}
    with pytest.raises(SerializationError) as caught:
        case_from_json(data)
    assert "Person" not in str(caught.value)


@given(st.text())
def test_any_text_survives(text: str) -> None:
    item = Complaint("k", "x" + text, description=text)
    assert item_from_json(json.loads(json.dumps(item_to_json(item)))) == item
