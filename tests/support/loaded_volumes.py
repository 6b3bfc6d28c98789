"""Volumes loaded completely from a folder of files, for tests of what is computed from them."""

from __future__ import annotations

from pathlib import Path

from viewers.imaging.images import Volume
from workstation.dicom.load import load_stack
from workstation.dicom.records import StackKind
from workstation.dicom.scan import scan_paths


def loaded_volume(folder: Path, description: str, *, cache: Path) -> Volume:
    """The only volume under a folder with `description` in its Series Description."""
    report = scan_paths([folder], cache_dir=cache)
    found = [
        (series, number)
        for patient in report.patients
        for study in patient.studies
        for series in study.series
        for number, stack in enumerate(series.stacks)
        if stack.kind is StackKind.VOLUME and description in series.description
    ]
    ((series, number),) = found
    pixels = load_stack(series, number)
    assert isinstance(pixels, Volume)
    return pixels
