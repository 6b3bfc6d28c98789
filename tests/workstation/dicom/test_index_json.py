"""The JSON document of `foramen index --json` as cli.md gives it."""

from __future__ import annotations

import json

from tests.support.dicom_builder import write_series
from workstation.dicom.index_json import report_to_json


def test_the_document_has_the_fields_of_the_specification(tmp_path, scan):
    write_series(tmp_path / "s", [0, 2, 4], AccessionNumber="A7", BodyPartExamined="LSPINE")
    (tmp_path / "s" / "x.txt").write_text("text")
    document = json.loads(json.dumps(report_to_json(scan(tmp_path / "s"))))
    assert list(document) == ["patients", "unreadable", "not_images", "seconds", "files"]
    assert document["files"] == 4
    assert document["unreadable"] == [{"path": "x.txt", "reason": "plain text, not DICOM"}]
    (patient,) = document["patients"]
    assert (patient["patient_id"], patient["issuer"], patient["birth_date"]) == ("P1", None, "1960-01-31")
    (study,) = patient["studies"]
    assert (study["date"], study["accession_number"]) == ("2024-05-01", "A7")
    (series,) = study["series"]
    assert (series["instances"], series["frames"], series["body_part"]) == (3, 3, "LSPINE")
    assert series["transfer_syntax_uids"] == ["1.2.840.10008.1.2.1"]
    (stack,) = series["stacks"]
    assert stack["kind"] == "volume"
    assert stack["shape_kji"] == [3, 8, 6]
    assert stack["affine_kji_to_lps"][2] == [2.0, 0.0, 0.0, 0.0]
    assert stack["problems"] == []


def test_projections_carry_their_calibration_and_its_source(shared_data, scan):
    report = scan(shared_data / "xray" / "pixelspacing_calibration_MG.dcm")
    series = report_to_json(report)["patients"][0]["studies"][0]["series"][0]
    assert series["stacks"][0]["kind"] == "projection"
    assert series["calibration"]["source"] == "calibrated-fiducial"
    assert series["calibration"]["row_spacing_mm"] == 0.25


def test_problems_are_objects_with_code_message_and_instances(tmp_path, scan):
    write_series(tmp_path / "s", [0, 2, 6, 8])
    stack = report_to_json(scan(tmp_path / "s"))["patients"][0]["studies"][0]["series"][0]["stacks"][0]
    (problem,) = stack["problems"]
    assert sorted(problem) == ["code", "instances", "message"]
    assert problem["code"] == "missing-slices"
