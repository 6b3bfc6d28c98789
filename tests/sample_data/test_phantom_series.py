"""The series that benchmarks are made of are what they say."""

from __future__ import annotations

import pydicom

from sample_data.phantom_series import write_header_series
from workstation.dicom.records import StackKind
from workstation.dicom.scan import scan_paths


def test_header_series_are_different_patients_with_one_volume_each(tmp_path):
    assert write_header_series(tmp_path / "s", patients=3, slices=4) == 12
    report = scan_paths([tmp_path / "s"], cache_dir=tmp_path / "cache")
    assert (report.files, report.unreadable, len(report.patients)) == (12, (), 3)
    for patient in report.patients:
        assert patient.problems == ()
        (study,) = patient.studies
        (series,) = study.series
        (stack,) = series.stacks
        assert (stack.kind, stack.shape_kji, stack.problems) == (StackKind.VOLUME, (4, 4, 4), ())


def test_header_series_are_valid_for_pydicom(tmp_path):
    write_header_series(tmp_path / "s", patients=2, slices=2)
    files = [pydicom.dcmread(path) for path in sorted((tmp_path / "s").rglob("*")) if path.is_file()]
    assert len({file.SOPInstanceUID for file in files}) == 4
    assert len({file.PatientID for file in files}) == 2
    assert all(file.SOPInstanceUID == file.file_meta.MediaStorageSOPInstanceUID for file in files)
    assert files[1].pixel_array.shape == (4, 4)
