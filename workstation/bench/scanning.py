"""How many headers a second the scan reads, against pydicom alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pydicom

from sample_data.phantom_series import write_ct_series
from workstation.bench.figures import Figure, best_of
from workstation.dicom.scan import scan_paths

FILES = 2000


def scanning_figures(folder: Path) -> Iterator[Figure]:
    """The whole scan (headers, stacks, records) of 2000 small files, in files per second."""
    images = folder / "headers"
    if not images.is_dir():
        write_ct_series(images, slices=FILES, size=32)

    def pydicom_alone() -> None:
        for path in sorted(images.iterdir()):
            pydicom.dcmread(path, stop_before_pixels=True)

    baseline = FILES / best_of(2, pydicom_alone)
    ours = FILES / best_of(2, lambda: scan_paths([images], cache_dir=folder / "cache"))
    yield Figure("header scan", ours, "files/s", "pydicom stop_before_pixels", baseline, larger_is_better=True)
