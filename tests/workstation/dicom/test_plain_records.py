"""Records through JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass, make_dataclass

import pytest

from tests.support.dicom_builder import write_series
from workstation.dicom.header_reader import read_file
from workstation.dicom.headers import FrameHeader, ScannedFile
from workstation.dicom.plain_records import from_plain, record_form, to_plain
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
    plain = to_plain(ScannedFile("x"))
    for wrong in (plain[:-1], [*plain, 1], "x" * len(plain), {"path": "x"}, None):
        with pytest.raises((ValueError, TypeError, KeyError)):
            from_plain(ScannedFile, wrong)


def test_a_record_with_a_point_of_two_numbers_is_refused(tmp_path):
    (path,) = write_series(tmp_path, [0.0])
    header = read_file(str(path)).header
    assert header is not None
    plain = to_plain(header.frames[0])
    plain[1] = [0.0, 1.0]
    with pytest.raises(ValueError, match="2 values where 3 belong"):
        from_plain(FrameHeader, plain)


def test_the_form_of_a_record_changes_with_a_field_of_a_record_inside_it():
    @dataclass(frozen=True)
    class Inner:
        number: int

    @dataclass(frozen=True)
    class Other:
        number: float

    outer = make_dataclass("Outer", [("inner", tuple[Inner, ...])], frozen=True)
    changed = make_dataclass("Outer", [("inner", tuple[Other, ...])], frozen=True)
    assert record_form(outer) == record_form(make_dataclass("Outer", [("inner", tuple[Inner, ...])], frozen=True))
    assert record_form(outer) != record_form(changed)
    assert "number" in record_form(outer)
    assert "rescale" in record_form(ScannedFile)


def test_equal_pixel_modules_and_identities_become_one_object(tmp_path):
    headers = []
    for path in write_series(tmp_path, [0.0, 2.0]):
        scanned = from_plain(ScannedFile, json.loads(json.dumps(to_plain(read_file(str(path))))))
        assert scanned.header is not None
        headers.append(scanned.header)
    first, second = headers
    assert first.pixels is second.pixels
    assert first.identity is second.identity
    assert first.frames[0].orientation is second.frames[0].orientation
