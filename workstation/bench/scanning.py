"""How many headers a second the scan reads, against pydicom alone; a large folder, opened again, and searched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pydicom

from sample_data.phantom_series import write_ct_series, write_header_series
from workstation.bench.figures import Figure, best_of
from workstation.bench.scan_memory import ScanFigures
from workstation.dicom.scan import scan_paths

FILES = 2000
PATIENTS, SLICES = 2000, 50
"""The large folder: 100,000 files."""


def scanning_figures(folder: Path) -> Iterator[Figure]:
    """The whole scan (headers, stacks, records) of 2000 small files, then the folder of 100,000."""
    images = folder / "headers"
    if not images.is_dir():
        write_ct_series(images, slices=FILES, size=32)

    def pydicom_alone() -> None:
        for path in sorted(images.iterdir()):
            pydicom.dcmread(path, stop_before_pixels=True)

    baseline = FILES / best_of(3, pydicom_alone)
    ours = FILES / best_of(3, lambda: scan_paths([images], cache_dir=folder / "cache"))
    yield Figure(
        "header scan", ours, "files/s", "pydicom stop_before_pixels", baseline, target=3, larger_is_better=True
    )
    yield from _large_folder_figures(folder)


def _large_folder_figures(folder: Path) -> Iterator[Figure]:
    large = folder / "large"
    count = write_header_series(large, patients=PATIENTS, slices=SLICES)
    found = _measured(large, large / "00000", folder / "large.sqlite")
    name = f"index of {count} headers"
    yield Figure(f"{name}: first scan", found.first_s, "s")
    yield Figure(f"{name}: opened again", found.again_s, "s", "first scan", found.first_s, target=0.7)
    yield Figure(f"{name}: peak memory growth", found.peak_growth_mb, "MB", target=140, target_is_ratio=False)
    yield Figure(f"{name}: patient search", found.search_ms, "ms", target=50, target_is_ratio=False)


def _measured(folder: Path, warm_up: Path, database: Path) -> ScanFigures:
    command = [sys.executable, "-m", "workstation.bench.scan_memory", str(folder), str(warm_up), str(database)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return ScanFigures(**json.loads(answer.stdout))
