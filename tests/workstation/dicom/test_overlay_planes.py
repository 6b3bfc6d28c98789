"""Overlay planes in both encodings, where DCMTK draws them."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRBigEndian

from tests.support.dicom_builder import (
    COLUMNS,
    ROWS,
    add_embedded_overlay,
    add_overlay,
    ct_slice,
    pixel_values,
    write,
    write_series,
)
from viewers.imaging.graphics import NO_GRAPHICS
from viewers.imaging.images import Volume, graphics_of
from viewers.imaging.overlay_planes import OverlayKind
from viewers.imaging.problems import ProblemCode
from viewers.qt.snapshot import image_array, snapshot
from viewers.render.native_frame import render_native
from viewers.state.overlay import OverlayContent, TextLevel
from workstation.dicom.load import load_stack

WINDOW = ("4000", "20000")
"""Center and width in which no pixel of any file here is white already."""
BITS = np.random.default_rng(5).random((3, 4)) < 0.6
FRAMES = np.random.default_rng(6).random((2, 3, 5)) < 0.6
needs_dcmtk = pytest.mark.skipif(shutil.which("dcm2pnm") is None, reason="DCMTK is not installed")


def drawn_by_dcmtk(path: Path, frame: int = 1) -> NDArray[np.bool_]:
    """The pixels that differ between dcm2pnm with and without overlays."""
    pictures = []
    for switch in (["-O"], ["+O", "0"]):
        command = ["dcm2pnm", "-q", *switch, "+Ww", *WINDOW, "+F", str(frame), str(path)]
        done = subprocess.run(command, capture_output=True, check=True)
        pictures.append(np.asarray(Image.open(io.BytesIO(done.stdout))).astype(int))
    return np.asarray(pictures[0] != pictures[1])


def multi_frame(count: int = 3) -> Dataset:
    return ct_slice(NumberOfFrames=count, PixelData=np.concatenate([pixel_values(1)] * count).tobytes())


def embedded(position: int = 13) -> Dataset:
    """12-bit pixels with a plane in one of the bits above them."""
    words = pixel_values(1).astype("<u2")
    words[1:3, 2:5] |= 1 << position
    changes = {"BitsStored": 12, "HighBit": 11, "PixelRepresentation": 0, "PixelData": words.tobytes()}
    return add_embedded_overlay(ct_slice(**changes), position)


def big_endian() -> Dataset:
    dataset = add_overlay(ct_slice(), BITS, origin=(2, 2))
    dataset.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    dataset.PixelData = pixel_values(1).astype(">i2").tobytes()
    data = dataset[0x60003000].value
    dataset[0x60003000].value = np.frombuffer(data, "<u2").astype(">u2").tobytes()
    return dataset


CASES = {
    "at the corner": lambda: add_overlay(ct_slice(), BITS),
    "inside": lambda: add_overlay(ct_slice(), BITS, origin=(4, 2)),
    "beyond the lower right": lambda: add_overlay(ct_slice(), BITS, origin=(7, 5)),
    "two planes": lambda: add_overlay(add_overlay(ct_slice(), BITS), ~BITS, group=0x601E, origin=(5, 2)),
    "embedded": embedded,
    "big endian": big_endian,
    "over all frames": lambda: add_overlay(multi_frame(), BITS),
    "over frame 1 only": lambda: add_overlay(multi_frame(), BITS, frames=1),
    "two frames": lambda: add_overlay(multi_frame(), FRAMES, frames=2),
    "two frames from the second": lambda: add_overlay(multi_frame(), FRAMES, frames=2, frame_origin=2),
}


@needs_dcmtk
@pytest.mark.parametrize("case", CASES)
def test_planes_lie_where_dcmtk_draws_them(case: str, tmp_path: Path, only_series) -> None:
    path = write(CASES[case](), tmp_path / "s" / "a")
    pixels = load_stack(only_series(path))
    drawn = [drawn_by_dcmtk(path, number + 1) for number in range(len(pixels.frames))]
    assert any(picture.any() for picture in drawn)
    for number, theirs in enumerate(drawn):
        ours = np.zeros((ROWS, COLUMNS), bool)
        for plane in graphics_of(pixels, number).planes:
            ours |= plane.placed((ROWS, COLUMNS))
        np.testing.assert_array_equal(ours, theirs)


@needs_dcmtk
@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["MR-SIEMENS-DICOM-WithOverlays.dcm", "examples_overlay.dcm"])
@pytest.mark.usefixtures("qapp")
def test_the_overlays_of_real_images_are_drawn_as_by_dcmtk(name: str, shared_data: Path, only_series) -> None:
    path = shared_data / "zoo/pixel-lut-overlay" / name
    frame = render_native(load_stack(only_series(path)), 0)
    shown = OverlayContent(text_level=TextLevel.NONE)
    with_planes = image_array(snapshot(frame, shown))
    without = image_array(snapshot(frame, OverlayContent(text_level=TextLevel.NONE, show_planes=False)))
    theirs = drawn_by_dcmtk(path)
    assert theirs.sum() > 100
    differing = (with_planes != without).any(axis=-1)
    (plane,) = frame.graphics.planes
    np.testing.assert_array_equal(plane.placed(theirs.shape), theirs)
    assert (with_planes[differing] == 255).all()
    # Letters and the scale are painted over the plane; everywhere else each of its pixels is seen.
    assert (differing <= theirs).all()
    assert differing.sum() > 0.9 * theirs.sum()


def test_the_pixels_around_an_embedded_plane_are_not_changed_by_it(tmp_path: Path, only_series) -> None:
    pixels = load_stack(only_series(write(embedded(), tmp_path / "s" / "a")))
    np.testing.assert_array_equal(pixels.frames[0].values, pixel_values(1))


def test_type_and_label_are_read(tmp_path: Path, only_series) -> None:
    path = write(add_overlay(ct_slice(), BITS, kind="R"), tmp_path / "s" / "a")
    (plane,) = load_stack(only_series(path)).frames[0].graphics.planes
    assert (plane.kind, plane.label, plane.group) == (OverlayKind.REGION, "LABEL", 0x6000)


def test_each_slice_of_a_volume_has_its_own_planes(tmp_path: Path, only_series) -> None:
    paths = write_series(tmp_path / "s", [0.0, 2.0, 4.0])
    middle = add_overlay(ct_slice(2.0, 2), BITS, origin=(2, 2))
    write(middle, paths[1])
    volume = load_stack(only_series(tmp_path / "s"))
    assert isinstance(volume, Volume)
    assert [len(graphics_of(volume, k).planes) for k in range(3)] == [0, 1, 0]
    assert render_native(volume, 1).graphics.planes == volume.graphics[1].planes


@pytest.mark.parametrize(
    ("element", "vr", "value"),
    [(0x3000, "OW", b"\x01\x00"[:0]), (0x10, "US", 0), (0x10, "US", 5000), (0x15, "IS", 0)],
)
def test_a_damaged_plane_is_left_out_and_the_image_shown(element, vr, value, tmp_path: Path, only_series) -> None:
    dataset = add_overlay(ct_slice(), BITS)
    dataset.add_new(0x60000000 | element, vr, value)
    pixels = load_stack(only_series(write(dataset, tmp_path / "s" / "a")))
    assert pixels.frames[0].values is not None
    is_usable = element == 0x15
    assert len(pixels.frames[0].graphics.planes) == (1 if is_usable else 0)
    assert [problem.code for problem in pixels.problems] == ([] if is_usable else [ProblemCode.PRESENTATION])


def test_an_image_without_any_has_none(tmp_path: Path, only_series) -> None:
    assert load_stack(only_series(write(ct_slice(), tmp_path / "s" / "a"))).frames[0].graphics is NO_GRAPHICS
