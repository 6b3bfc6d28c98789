"""`foramen marks`: marks out of a case, marks of others listed, adopted once, refused for other patients."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotations.anatomy import Laterality
from annotations.case import added_all
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from tests.support.command_line import foramen
from workstation.settings import Settings
from workstation.storage.case_store import CaseStore

LINE = PatientLocation("1.9", ((0.0, 0.0, 0.0), (3.0, 4.0, 0.0)))


def a_case(home: Path, patient: PatientIdentity, *marks: Mark) -> str:
    store = CaseStore(Settings.from_environment(home).case_store_url)
    case = store.create(patient)
    case.apply(added_all(marks, "made"))
    store.close()
    return case.id


def held_marks(home: Path, case_id: str) -> list[dict[str, object]]:
    shown = foramen("case", "show", case_id, "--json", home=home)
    return [item for item in shown.document["items"] if item["type"] == "mark"]


def test_marks_go_out_to_a_file_and_into_another_case(tmp_path: Path) -> None:
    patient = PatientIdentity("A-1", name="Doe^Jane")
    mark = Mark("m1", MarkKind.LENGTH, LINE, "width", laterality=Laterality.LEFT, place_reason="seen so")
    case_id = a_case(tmp_path, patient, mark)
    path = tmp_path / "marks.json"
    written = foramen("marks", "export", case_id, "-o", path, home=tmp_path)
    assert (written.status, json.loads(path.read_text())["marks"][0]["values"]) == (0, ["length 5.0 mm"])
    listed = foramen("marks", "show", path, "--json", home=tmp_path)
    assert listed.status == 0
    assert [(one["kind"], one["values"], one["side"]) for one in listed.document] == [
        ("length", ["length 5.0 mm"], "L")
    ]
    other = a_case(tmp_path, patient)
    assert foramen("marks", "adopt", other, path, home=tmp_path).status == 0
    (taken,) = held_marks(tmp_path, other)
    assert (taken["location"], taken["label"], taken["place_reason"]) == (
        held_marks(tmp_path, case_id)[0]["location"], "width", "seen so",
    )  # fmt: skip
    again = foramen("marks", "adopt", other, path, home=tmp_path)
    assert "0 marks adopted, 1 were adopted before" in again.errors
    assert len(held_marks(tmp_path, other)) == 1


def test_marks_of_another_patient_are_not_adopted(tmp_path: Path, shared_data: Path) -> None:
    case_id = a_case(tmp_path, PatientIdentity("A-1", name="Doe^Jane"))
    folder = shared_data / "zoo" / "objects" / "sr-seg-ct"
    refused = foramen("marks", "adopt", case_id, folder, home=tmp_path)
    assert refused.status == 3
    assert "another patient than the case: Patient ID" in refused.errors
    assert "Doe" not in refused.errors
    assert held_marks(tmp_path, case_id) == []


def test_the_report_of_the_zoo_is_listed_with_its_values(tmp_path: Path, shared_data: Path) -> None:
    listed = foramen("marks", "show", shared_data / "zoo" / "objects" / "sr-seg-ct", home=tmp_path)
    assert listed.status == 0
    assert listed.output.splitlines() == ["circle: Planar ROI Measurements  Area of defined region 1.7 cm2"]


@pytest.mark.parametrize("content", ["{}", "no json", '{"format": "foramen-marks", "version": 7}'])
def test_what_is_no_file_of_marks_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "marks.json"
    path.write_text(content)
    refused = foramen("marks", "show", path, home=tmp_path)
    assert refused.status == 3
    assert str(path) in refused.errors
