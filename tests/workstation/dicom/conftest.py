"""Scanning as the tests of this folder do it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from workstation.dicom.records import IndexReport, SeriesRecord
from workstation.dicom.scan import scan_paths


@pytest.fixture
def scan(tmp_path: Path) -> Callable[..., IndexReport]:
    """Scan paths with a private cache folder."""

    def run(*paths: Path, **options: object) -> IndexReport:
        return scan_paths(list(paths), cache_dir=tmp_path / "cache-of-archives", **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def only_series(scan: Callable[..., IndexReport]) -> Callable[..., SeriesRecord]:
    """The one series under a path."""

    def run(path: Path) -> SeriesRecord:
        report = scan(path)
        (series,) = (s for p in report.patients for study in p.studies for s in study.series)
        return series

    return run


@pytest.fixture
def dcmdjpeg() -> Callable[[Path, Path], Path]:
    """Decompress a JPEG file with DCMTK; skips the test when that is not installed."""
    program = shutil.which("dcmdjpeg")
    if program is None:
        pytest.skip("DCMTK's dcmdjpeg is not installed")

    def run(source: Path, target: Path) -> Path:
        subprocess.run([program, str(source), str(target)], check=True, capture_output=True)
        return target

    return run
