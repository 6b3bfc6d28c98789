"""Filled headers equal read ones, for every element that may differ between two images of a series."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_builder import ct_slice, write, write_series
from workstation.dicom import tags
from workstation.dicom.header_reader import read_outcome
from workstation.dicom.header_templates import PATIENCE, VARYING, HeaderTemplates
from workstation.dicom.headers import ScannedFile
from workstation.dicom.part10 import NotDicomError
from workstation.dicom.pydicom_setup import configure_pydicom
from workstation.dicom.quick_header import QuickHeader, open_values


class CountedReading:
    """The reading of a header, counted."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, path: str, opened: QuickHeader) -> ScannedFile:
        self.count += 1
        return read_outcome(path, opened)


@pytest.fixture(autouse=True)
def _quiet_pydicom():
    configure_pydicom()


@pytest.fixture
def reading() -> CountedReading:
    """A counted reading."""
    return CountedReading()


@pytest.fixture
def templates(reading) -> HeaderTemplates:
    """Templates that have seen nothing."""
    return HeaderTemplates(reading)


def outcome_of(templates: HeaderTemplates, path: Path) -> ScannedFile:
    """The outcome of a file through the templates."""
    return templates.outcome(str(path), open_values(str(path)))


def read(path: Path) -> ScannedFile:
    """The outcome of a file without templates."""
    return read_outcome(str(path), open_values(str(path)))


def test_a_series_is_read_once_and_each_image_has_its_own_uid_number_and_place(tmp_path, templates, reading):
    paths = write_series(tmp_path, [0, 2, 4.5, 6])
    first = outcome_of(templates, paths[0])
    assert first == read(paths[0])
    learned = reading.count
    for path in paths[1:]:
        assert outcome_of(templates, path) == read(path)
    assert reading.count == learned


@pytest.mark.parametrize(
    "change",
    [
        {"PatientID": "P2"},
        {"PatientName": "Other^Patient"},
        {"PatientBirthDate": None},
        {"StudyInstanceUID": "1.2.3"},
        {"SeriesInstanceUID": "1.2.4"},
        {"FrameOfReferenceUID": "1.2.5"},
        {"ImageOrientationPatient": [0, 1, 0, 1, 0, 0]},
        {"ImageOrientationPatient": None},
        {"PixelSpacing": [0.5, 0.5]},
        {"RescaleIntercept": 0},
        {"RescaleSlope": 2},
        {"Rows": 4},
        {"BitsStored": 12},
        {"Laterality": "L"},
        {"EchoTime": 3.5},
        {"AcquisitionNumber": 2},
        {"ImageType": ["ORIGINAL", "PRIMARY", "LOCALIZER"]},
        {"SpecificCharacterSet": "ISO_IR 192", "PatientName": "Müller"},
        {"NumberOfFrames": 2},
        {"PixelData": b"\0\0"},
        {"SOPInstanceUID": None},
        {"InstanceNumber": None},
        {"ImagePositionPatient": None},
        {"ImagePositionPatient": [0, 0]},
    ],
)
def test_an_image_that_differs_in_anything_is_not_filled_from_another(tmp_path, templates, change):
    base = write(ct_slice(0), tmp_path / "a")
    changed = write(ct_slice(2, 2, **change), tmp_path / "b")
    for path in (base, changed, base, changed):
        assert outcome_of(templates, path) == read(path)


def test_every_real_image_reads_the_same_with_templates(shared_data, templates):
    files = [path for path in sorted(shared_data.rglob("*")) if path.is_file()]
    for path in files:
        try:
            opened = open_values(str(path))
        except (NotDicomError, OSError):
            continue
        assert templates.outcome(str(path), opened) == read_outcome(str(path), opened), path


@pytest.mark.parametrize("field", ["series_description", "body_part"])
@pytest.mark.parametrize("tag", list(VARYING))
def test_a_reading_that_uses_a_varying_element_twice_gets_no_template(tmp_path, field, tag):
    def read_twice(path: str, opened: QuickHeader) -> ScannedFile:
        outcome = read_outcome(path, opened)
        assert outcome.header is not None
        return replace(outcome, header=replace(outcome.header, **{field: opened.values.text(tag)}))

    templates = HeaderTemplates(read_twice)
    for path in write_series(tmp_path, [0, 2, 4]):
        outcome = outcome_of(templates, path)
        assert outcome == read_twice(str(path), open_values(str(path)))


def test_a_reading_that_looks_at_all_elements_gets_no_template(tmp_path):
    def read_all(path: str, opened: QuickHeader) -> ScannedFile:
        outcome = read_outcome(path, opened)
        assert outcome.header is not None
        total = sum(len(raw) for _, raw in opened.values._elements.values())
        return replace(outcome, header=replace(outcome.header, series_number=total))

    templates = HeaderTemplates(read_all)
    paths = [write(ct_slice(0, WindowCenter=[40] * n), tmp_path / str(n)) for n in (1, 2, 3)]
    for path in paths:
        assert outcome_of(templates, path) == read_all(str(path), open_values(str(path)))


def test_images_that_share_nothing_are_not_tried_again_and_again(tmp_path, templates, reading):
    count = 20 * PATIENCE
    for number in range(count):
        outcome_of(templates, write(ct_slice(0, PatientID=f"P{number}"), tmp_path / "a"))
    assert reading.count < count + 4 * PATIENCE


def with_groups(z: float, number: int, spacing: float) -> Dataset:
    """One classic image that also has shared functional groups, as some scanners write them."""
    measures = Dataset()
    measures.PixelSpacing = [spacing, spacing]
    shared = Dataset()
    shared.PixelMeasuresSequence = [measures]
    return ct_slice(z, number, SharedFunctionalGroupsSequence=[shared], ImagePositionPatient=[0, 0, z])


def test_what_stands_in_a_sequence_counts_too(tmp_path):
    def read_sequence(path: str, opened: QuickHeader) -> ScannedFile:
        outcome = read_outcome(path, opened)
        assert outcome.header is not None
        measures = opened.values.item(tags.SHARED_GROUPS).item(tags.PIXEL_MEASURES)
        return replace(outcome, header=replace(outcome.header, body_part=str(measures.numbers(tags.PIXEL_SPACING))))

    templates = HeaderTemplates(read_sequence)
    paths = [write(with_groups(2.0 * n, n, n // 2 + 1), tmp_path / str(n)) for n in range(6)]
    for path in paths:
        assert outcome_of(templates, path) == read_sequence(str(path), open_values(str(path)))


def test_images_with_the_same_sequences_are_filled(tmp_path, templates, reading):
    paths = [write(with_groups(2.0 * n, n, 1), tmp_path / str(n)) for n in range(4)]
    outcome_of(templates, paths[0])
    learned = reading.count
    for path in paths[1:]:
        assert outcome_of(templates, path) == read(path)
    assert reading.count == learned
