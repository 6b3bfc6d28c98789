"""Evidence reads headers from files and finds the slice a point is on."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom import Dataset

from reports.errors import EvidenceError
from reports.evidence import Evidence

FRAME_OF_REFERENCE = "1.2.826.0.1.3680043.10.1.9"


def test_headers_come_from_the_files_once_each(image_files: list[Path]) -> None:
    evidence = Evidence.from_paths([*image_files, image_files[0]])
    assert len(evidence.headers) == len(image_files)
    assert len(evidence.study_instance_uids) == 2
    assert len(evidence.of_study(evidence.study_instance_uids[1]).headers) == 1


def test_a_file_that_is_no_image_is_named(image_files: list[Path], tmp_path: Path) -> None:
    text = tmp_path / "notes.dcm"
    text.write_text("not DICOM at all")
    with pytest.raises(EvidenceError, match=r"notes\.dcm cannot be referenced.*remove it"):
        Evidence.from_paths([*image_files, text])


def test_a_file_that_went_away_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"gone\.dcm cannot be referenced: No such file"):
        Evidence.from_paths([tmp_path / "gone.dcm"])


def test_a_truncated_file_is_named(image_files: list[Path]) -> None:
    data = image_files[0].read_bytes()
    image_files[0].write_bytes(data[:200])
    with pytest.raises(EvidenceError, match="image0 cannot be referenced"):
        Evidence.from_paths(image_files)


def test_the_nearest_slice_is_by_distance_along_the_normal(evidence: Evidence) -> None:
    nearest = evidence.nearest_image(FRAME_OF_REFERENCE, (500.0, -300.0, 31.0))
    assert nearest is not None
    assert nearest.sop_instance_uid.endswith(".5.4")


def test_no_slice_is_better_than_a_wrong_one(evidence: Evidence, radiograph: Dataset) -> None:
    assert evidence.nearest_image("1.2.3", (0.0, 0.0, 0.0)) is None
    assert evidence.nearest_image(FRAME_OF_REFERENCE, (0.0, 0.0, 200.0)) is None
    assert Evidence((radiograph,)).nearest_image(FRAME_OF_REFERENCE, (0.0, 0.0, 0.0)) is None
