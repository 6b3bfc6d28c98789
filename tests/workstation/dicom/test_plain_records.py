"""Records through JSON and back."""

from __future__ import annotations

import json

import pytest

from tests.support.dicom_builder import write_series
from workstation.dicom.header_reader import read_file
from workstation.dicom.headers import ScannedFile
from workstation.dicom.plain_records import from_plain, to_plain
from workstation.dicom.records import PatientRecord


def test_every_record_of_the_real_data_survives_json(shared_data, scan):
    for patient in scan(shared_data / "zoo", shared_data / "xray").patients:
        assert from_plain(PatientRecord, json.loads(json.dumps(to_plain(patient)))) == patient


def test_a_scanned_file_survives_json(tmp_path):
    (path,) = write_series(tmp_path, [0.0])
    scanned = read_file(str(path))
    assert scanned.header is not None
    assert from_plain(ScannedFile, json.loads(json.dumps(to_plain(scanned)))) == scanned


def test_a_record_with_a_missing_or_foreign_field_is_refused():
    with pytest.raises((KeyError, TypeError)):
        from_plain(ScannedFile, {"path": "x"})
    with pytest.raises(TypeError):
        from_plain(ScannedFile, {**to_plain(ScannedFile("x")), "extra": 1})
