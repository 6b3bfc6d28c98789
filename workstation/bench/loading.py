"""How quickly a series opens, against SimpleITK's series reader and a raw read of the same files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import SimpleITK as sitk

from sample_data.phantom_series import write_ct_series
from viewers.imaging.images import Pixels
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.viewport_state import ViewportState
from workstation.bench.figures import Figure, best_of
from workstation.dicom.load import load_stack
from workstation.dicom.records import SeriesRecord
from workstation.dicom.scan import scan_paths

SLICES = 300
FIRST_IMAGE_PX = (1000, 800)


def bench_series(folder: Path) -> tuple[Path, SeriesRecord]:
    """The 300-slice phantom (written once per run) and its record."""
    images = folder / "ct300"
    if not images.is_dir():
        write_ct_series(images, slices=SLICES)
    report = scan_paths([images], cache_dir=folder / "cache")
    return images, report.patients[0].studies[0].series[0]


def loading_figures(folder: Path) -> Iterator[Figure]:
    """Load of 300 uncompressed slices, and the first image after the request."""
    images, series = bench_series(folder)
    names = sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(images))

    def simpleitk() -> None:
        reader = sitk.ImageSeriesReader()
        reader.SetFileNames(names)
        reader.Execute()

    def raw() -> None:
        for path in sorted(images.iterdir()):
            path.read_bytes()

    baseline = best_of(3, simpleitk)
    ours = best_of(3, lambda: load_stack(series, 0))
    yield Figure("load 300-slice CT", 1000 * ours, "ms", "SimpleITK ImageSeriesReader", 1000 * baseline, target=0.5)
    yield Figure("load 300-slice CT", 1000 * ours, "ms", "raw read", 1000 * best_of(3, raw))
    first = min(_first_image_ms(series) for _ in range(3))
    yield Figure("first image after opening", first, "ms", target=150, target_is_ratio=False)


def _first_image_ms(series: SeriesRecord) -> float:
    """From the request to the picture of the first slice that arrives, drawn while the others are loading."""
    drawn: list[float] = []

    def draw(pixels: Pixels) -> None:
        FrameRenderer().render(pixels, ViewportState(), FIRST_IMAGE_PX)
        drawn.append(time.perf_counter())

    start = time.perf_counter()
    load_stack(series, 0, on_ready=draw)
    return 1000 * (drawn[0] - start)
