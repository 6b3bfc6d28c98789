"""How quickly a series opens, against SimpleITK, pydicom and a raw read of the same files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pydicom
import SimpleITK as sitk
from pydicom.pixels.decoders.base import get_decoder

from sample_data.phantom_series import write_ct_series
from viewers.imaging.images import Pixels
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.viewport_state import ViewportState
from workstation.bench.figures import Figure, best_of, seconds
from workstation.dicom.decode_pool import shared_decode_pool
from workstation.dicom.load import load_stack
from workstation.dicom.records import SeriesRecord
from workstation.dicom.scan import scan_paths
from workstation.settings import HOME_VARIABLE

SLICES = 300
J2K_SLICES = 100
"""Writing them takes as long as reading them five times."""
FIRST_IMAGE_PX = (1000, 800)
FIRST_IMAGE_MS = 100
FIRST_J2K_IMAGE_MS = 200
LONGEST_PAUSE_MS = 50
PLUGIN_TRIAL = 5
"""Files from which the fastest plug-in of pydicom is found."""
LONGEST_S = 300


def bench_series(folder: Path) -> tuple[Path, SeriesRecord]:
    """The 300-slice phantom (written once per run) and its record."""
    return _series(folder, "ct300", slices=SLICES, number=1)


def loading_figures(folder: Path) -> Iterator[Figure]:
    """Load of a whole series and its first image on the screen, uncompressed and in JPEG 2000."""
    yield from _uncompressed(folder)
    yield from _jpeg_2000(folder)


def _uncompressed(folder: Path) -> Iterator[Figure]:
    images, series = bench_series(folder)
    names = sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(images))

    def simpleitk() -> None:
        reader = sitk.ImageSeriesReader()
        reader.SetFileNames(names)
        reader.Execute()

    def raw() -> None:
        for path in sorted(images.iterdir()):
            path.read_bytes()

    baseline, raw_read = 1000 * best_of(3, simpleitk), 1000 * best_of(5, raw)
    ours = 1000 * best_of(5, lambda: load_stack(series, 0))
    yield Figure("load 300-slice CT", ours, "ms", "SimpleITK ImageSeriesReader", baseline, target=0.25)
    yield Figure("load 300-slice CT", ours, "ms", "raw read", raw_read, target=4)
    yield Figure("first image on screen", _first_image_ms(series), "ms", target=FIRST_IMAGE_MS, target_is_ratio=False)


def _jpeg_2000(folder: Path) -> Iterator[Figure]:
    known, _ = bench_series(folder)
    images, series = _series(folder, "j2k100", slices=J2K_SLICES, number=2, is_jpeg_2000=True)
    files = sorted(images.iterdir())
    plugin = _fastest_plugin(files[:PLUGIN_TRIAL])
    # The decoders are started and warm, as in the program that has been open for a while.
    shared_decode_pool().warm_up()
    load_stack(series, 0)
    baseline = 1000 * best_of(2, lambda: _read_by_pydicom(files, plugin))
    ours = 1000 * best_of(3, lambda: load_stack(series, 0))
    name = f"load {J2K_SLICES}-slice CT, JPEG 2000 lossless"
    yield Figure(name, ours, "ms", f"pydicom with {plugin}, one core", baseline, target=0.55)
    first = _first_image_ms(series)
    yield Figure("first image, JPEG 2000", first, "ms", target=FIRST_J2K_IMAGE_MS, target_is_ratio=False)
    pause = _longest_pause_ms(known, images, folder)
    name = "longest pause of the whole window meanwhile"
    yield Figure(name, pause, "ms", target=LONGEST_PAUSE_MS, target_is_ratio=False)


def _series(
    folder: Path, name: str, *, slices: int, number: int, is_jpeg_2000: bool = False
) -> tuple[Path, SeriesRecord]:
    images = folder / name
    if not images.is_dir():
        write_ct_series(images, slices=slices, series=number, is_jpeg_2000=is_jpeg_2000)
    report = scan_paths([images], cache_dir=folder / "cache")
    return images, report.patients[0].studies[0].series[0]


def _read_by_pydicom(files: list[Path], plugin: str) -> None:
    for path in files:
        dataset = pydicom.dcmread(path)
        dataset.pixel_array_options(decoding_plugin=plugin)
        if dataset.pixel_array.size == 0:
            raise ValueError("pydicom read no pixels")


def _fastest_plugin(files: list[Path]) -> str:
    """The one of pydicom's installed plug-ins that decodes these files first."""
    syntax = pydicom.dcmread(files[0], stop_before_pixels=True).file_meta.TransferSyntaxUID
    plugins = get_decoder(syntax).available_plugins
    return min(plugins, key=lambda name: seconds(lambda: _read_by_pydicom(files, name)))


def _first_image_ms(series: SeriesRecord) -> float:
    """From the request to the picture of the first slice, drawn while the others are loading; the best of three."""
    return min(_one_first_image_ms(series) for _ in range(3))


def _one_first_image_ms(series: SeriesRecord) -> float:
    drawn: list[float] = []

    def draw(pixels: Pixels) -> None:
        FrameRenderer().render(pixels, ViewportState(), FIRST_IMAGE_PX)
        drawn.append(time.perf_counter())

    start = time.perf_counter()
    load_stack(series, 0, on_ready=draw)
    return 1000 * (drawn[0] - start)


def _longest_pause_ms(known: Path, images: Path, folder: Path) -> float:
    """What the watchdog of a process of its own saw."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        "QT_QPA_PLATFORM": "offscreen",
        HOME_VARIABLE: str(folder / "home-pause"),
    }
    command = [sys.executable, "-m", "workstation.bench.pause_child", str(known), str(images)]
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=LONGEST_S, check=True
    )
    return float(json.loads(done.stdout)["longest_pause_ms"])
