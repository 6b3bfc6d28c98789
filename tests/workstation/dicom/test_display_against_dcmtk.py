"""The grey levels of every grayscale file here, with its own window, its own table and a window of ours, as DCMTK."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset

from tests.support.dicom_builder import ct_slice, write
from viewers.imaging.default_window import auto_window, dicom_windows
from viewers.imaging.images import Pixels, Rescale, Volume
from viewers.imaging.windowing import VoiFunction, Window
from viewers.render.native_frame import FrameNotAvailableError, render_native
from viewers.state.viewport_state import ViewportState
from workstation.dicom.load import load_stack
from workstation.dicom.pixel_module import GREY
from workstation.dicom.records import IndexReport, StackRecord

PROGRAMS = ("dcm2pnm", "dcmj2pnm", "dcml2pnm")
FOLDERS = (
    "zoo/charset",
    "ct-reformats",
    "zoo/dicomdir/77654033",
    "zoo/dicomdir/98892003",
    "zoo/malformed",
    "zoo/multiframe",
    "zoo/objects",
    "zoo/pixel-lut-overlay",
    "zoo/transfer-syntax",
    "xray",
)
FRAMES_COMPARED = 5
"""At most this many frames of one stack: each one is a run of DCMTK for each way to show it."""
pytestmark = pytest.mark.skipif(shutil.which("dcm2pnm") is None, reason="DCMTK is not installed")


def dcmtk(path: Path | str, frame: int, *options: str) -> NDArray[np.uint8] | None:
    """What DCMTK draws, overlays off; None when it cannot read the file."""
    for program in PROGRAMS:
        command = [program, "--quiet", "-O", "+F", str(frame), *options, str(path)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode == 0 and done.stdout:
            return np.asarray(Image.open(io.BytesIO(done.stdout)))
    return None


def grey_stacks(report: IndexReport) -> Iterator[tuple[StackRecord, Pixels]]:
    for patient in report.patients:
        for study in patient.studies:
            for series in study.series:
                for number, stack in enumerate(series.stacks):
                    pixels = stack.frames[0].pixels
                    if pixels is not None and pixels.samples == 1 and pixels.photometric in GREY:
                        yield stack, load_stack(series, number)


def ways_to_show(pixels: Pixels, index: int) -> Iterator[tuple[str, Window | None, list[str]]]:
    """Name, window (None = as the image opens) and DCMTK's options of each way to show one frame."""
    state = ViewportState(frame_index=index)
    auto = auto_window(pixels, state)
    whole = Window(float(round(max(auto.width, 2))), float(round(auto.center)))
    narrow = Window(float(max(2, round(whole.width / 7))), float(round(whole.center + whole.width / 5)))
    windows = [("whole", whole)]
    if _rescale_of(pixels, index).slope.is_integer():
        # DCMTK cuts modality values to whole numbers, which a narrow window shows where a slope is a fraction.
        windows += [("narrow", narrow), ("threshold", Window(1.0, whole.center))]
    for name, window in windows:
        yield name, window, ["+Ww", str(window.center), str(window.width)]
    counts = {"+Wi": 0, "+Wl": 0}
    for number, window in enumerate(dicom_windows(pixels, state)):
        option = "+Wi" if window.table is None else "+Wl"
        counts[option] += 1
        way = [option, str(counts[option])]
        yield f"own {number + 1}", window, way
        if number == 0:
            yield "default", None, way


def _rescale_of(pixels: Pixels, index: int) -> Rescale:
    if isinstance(pixels, Volume):
        return pixels.rescale
    frame = pixels.frames[index]
    return Rescale() if frame is None else frame.rescale


def comparisons(stack: StackRecord, pixels: Pixels) -> Iterator[tuple[str, int]]:
    """The largest difference in grey levels of some frames, for each way to show them."""
    for index in frames_compared(len(stack.frames)):
        record = stack.frames[index]
        for name, window, options in ways_to_show(pixels, index):
            try:
                ours = render_native(pixels, index, window).pixels
            except FrameNotAvailableError:
                break
            theirs = dcmtk(record.path, record.frame_number, *options)
            if theirs is None:
                break
            assert theirs.shape == ours.shape
            yield f"frame {index + 1}, {name}", int(np.abs(theirs.astype(int) - ours.astype(int)).max())


def frames_compared(count: int) -> list[int]:
    """All of a few frames; of many the first, the last and some between."""
    return sorted({round(n * (count - 1) / (FRAMES_COMPARED - 1)) for n in range(FRAMES_COMPARED)})


@pytest.mark.parametrize("folder", FOLDERS)
def test_grey_levels_equal_those_of_dcmtk(folder: str, shared_data: Path, scan) -> None:
    found = {
        (Path(stack.frames[0].path).name, name): difference
        for stack, pixels in grey_stacks(scan(shared_data / folder))
        for name, difference in comparisons(stack, pixels)
    }
    assert found
    assert {key: difference for key, difference in found.items() if difference > 1} == {}


def _table(first: int, entries: NDArray[np.uint16], bits: int) -> Dataset:
    item = Dataset()
    item.add_new(0x00283002, "US", [len(entries) % (1 << 16), first % (1 << 16), bits])
    item.LUTExplanation = "CURVE"
    item.add_new(0x00283006, "OW", entries.astype("<u2").tobytes())
    return item


@pytest.mark.parametrize(("first", "count", "bits"), [(-1000, 200, 12), (-910, 20, 16), (-1100, 1000, 10)])
def test_a_voi_table_is_applied_as_dcmtk_does(first: int, count: int, bits: int, tmp_path: Path, scan) -> None:
    """A curve that no window has: it rises and falls; values beyond its ends take the end entries."""
    wave = (0.5 + 0.5 * np.sin(np.linspace(0, 5, count))) * ((1 << bits) - 1)
    table = _table(first, np.rint(wave).astype(np.uint16), bits)
    path = write(ct_slice(VOILUTSequence=[table], WindowCenter=None, WindowWidth=None), tmp_path / "s" / "a")
    ((_, pixels),) = grey_stacks(scan(path))
    frame = render_native(pixels, 0)
    theirs = dcmtk(path, 1, "+Wl", "1")
    assert theirs is not None
    assert frame.window is not None
    assert frame.window.name == "CURVE"
    assert np.ptp(frame.pixels) > 10
    assert np.abs(frame.pixels.astype(int) - theirs.astype(int)).max() <= 1


def test_a_table_without_the_entries_it_states_is_left_out(tmp_path: Path, scan) -> None:
    item = _table(0, np.arange(10, dtype=np.uint16), 12)
    item.add_new(0x00283002, "US", [11, 0, 12])
    path = write(ct_slice(VOILUTSequence=[item]), tmp_path / "s" / "a")
    ((_, pixels),) = grey_stacks(scan(path))
    assert [window.table for window in dicom_windows(pixels, ViewportState())] == [None, None]


def test_a_sigmoid_window_is_applied_as_dcmtk_does(tmp_path: Path, scan) -> None:
    changes = {"WindowCenter": -900, "WindowWidth": 20, "VOILUTFunction": "SIGMOID"}
    path = write(ct_slice(**changes), tmp_path / "s" / "a")
    ((_, pixels),) = grey_stacks(scan(path))
    frame = render_native(pixels, 0)
    theirs = dcmtk(path, 1, "+Wi", "1")
    assert theirs is not None
    assert frame.window is not None
    assert frame.window.function is VoiFunction.SIGMOID
    assert np.abs(frame.pixels.astype(int) - theirs.astype(int)).max() <= 1
