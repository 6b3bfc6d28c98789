"""Display shutters of a header over its image, on screen and one to one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms
from pydicom.dataset import Dataset

from tests.support.dicom_builder import COLUMNS, ROWS, add_overlay, ct_slice, pixel_values, write, write_series
from viewers.imaging.default_window import auto_window
from viewers.imaging.images import Volume
from viewers.imaging.windowing import Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.native_frame import render_native
from viewers.state.viewport_state import ViewPlane, ViewportState
from workstation.dicom.cielab import rgb_of_pcs
from workstation.dicom.load import load_stack

BRIGHT = Window(2000, -1400)
"""Everything in the test slices is nearly white."""
SQUARE = {"PixelSpacing": [0.4, 0.4]}
RECTANGLE = {
    "ShutterShape": "RECTANGULAR",
    "ShutterLeftVerticalEdge": 2,
    "ShutterRightVerticalEdge": 5,
    "ShutterUpperHorizontalEdge": 3,
    "ShutterLowerHorizontalEdge": 6,
}
CIRCLE = {"ShutterShape": "CIRCULAR", "CenterOfCircularShutter": [4, 3], "RadiusOfCircularShutter": 2}
TRIANGLE = {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [1, 1, 1, 6, 6, 1]}


def open_pixels(*, row_step: float = 1.0) -> dict[str, NDArray[np.bool_]]:
    """What each shape leaves open, written down from PS3.3 C.7.6.11 with rows and columns that count from 1."""
    row, column = np.mgrid[1 : ROWS + 1, 1 : COLUMNS + 1]
    return {
        "RECTANGULAR": (column >= 2) & (column <= 5) & (row >= 3) & (row <= 6),
        "CIRCULAR": ((row - 4) * row_step) ** 2 + (column - 3) ** 2 <= 2**2,
        "POLYGONAL": row + column <= 7,
    }


def shown(dataset: Dataset, folder: Path, only_series) -> NDArray[np.uint8]:
    return render_native(load_stack(only_series(write(dataset, folder / "s" / "a"))), 0, BRIGHT).pixels


@pytest.mark.parametrize("shape", [RECTANGLE, CIRCLE, TRIANGLE], ids=lambda shape: shape["ShutterShape"])
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_what_a_shape_covers_is_black(shape, photometric, tmp_path: Path, only_series) -> None:
    dataset = ct_slice(**SQUARE, **shape, PhotometricInterpretation=photometric)
    grey = shown(dataset, tmp_path, only_series)
    np.testing.assert_array_equal(grey > 0, open_pixels()[shape["ShutterShape"]])


def test_several_shapes_leave_open_what_all_of_them_do(tmp_path: Path, only_series) -> None:
    shapes = {**RECTANGLE, **CIRCLE, **TRIANGLE, "ShutterShape": ["RECTANGULAR", "CIRCULAR", "POLYGONAL"]}
    grey = shown(ct_slice(**SQUARE, **shapes), tmp_path, only_series)
    parts = open_pixels()
    np.testing.assert_array_equal(grey > 0, parts["RECTANGULAR"] & parts["CIRCULAR"] & parts["POLYGONAL"])


def test_a_circle_is_round_where_pixels_are_not_square(tmp_path: Path, only_series) -> None:
    grey = shown(ct_slice(PixelSpacing=[0.8, 0.4], **CIRCLE), tmp_path, only_series)
    np.testing.assert_array_equal(grey > 0, open_pixels(row_step=2.0)["CIRCULAR"])


@pytest.mark.parametrize(("value", "level"), [(0, 0), (0xFFFF, 255), (0x8000, 128)])
def test_the_presentation_value_is_shown_in_place_of_what_is_covered(value, level, tmp_path, only_series) -> None:
    grey = shown(ct_slice(**RECTANGLE, ShutterPresentationValue=value), tmp_path, only_series)
    assert (grey[~open_pixels()["RECTANGULAR"]] == level).all()


@pytest.mark.parametrize(
    "changes",
    [
        {"ShutterShape": "RECTANGULAR", "ShutterLeftVerticalEdge": 2},
        {"ShutterShape": "CIRCULAR"},
        {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [1, 1, 2, 2]},
        {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [1, 1, 2, 2, 3]},
        {"ShutterShape": "STARLIKE"},
        {"ShutterShape": "BITMAP", "ShutterOverlayGroup": 0x6004},
    ],
)
def test_a_shape_that_lacks_a_value_covers_nothing(changes, tmp_path: Path, only_series) -> None:
    assert (shown(ct_slice(**changes), tmp_path, only_series) > 0).all()


@pytest.mark.parametrize("value", [0, 0xFFFF])
def test_the_plane_that_is_a_shutter_covers_and_is_not_drawn(value: int, tmp_path: Path, only_series) -> None:
    bits = np.random.default_rng(8).random((ROWS, COLUMNS)) < 0.4
    changes = {"ShutterShape": "BITMAP", "ShutterOverlayGroup": 0x6004, "ShutterPresentationValue": value}
    covered = add_overlay(ct_slice(**changes), bits, group=0x6004)
    pixels = load_stack(only_series(write(add_overlay(covered, ~bits, group=0x6000), tmp_path / "s" / "a")))
    frame = render_native(pixels, 0, Window(60, -900))
    (drawn,) = frame.graphics.planes
    assert drawn.group == 0x6000
    assert (frame.pixels[bits] == (255 if value else 0)).all()
    plain = load_stack(only_series(write(ct_slice(), tmp_path / "plain" / "a")))
    np.testing.assert_array_equal(frame.pixels[~bits], render_native(plain, 0, Window(60, -900)).pixels[~bits])


def test_each_frame_of_an_enhanced_image_has_its_own_shutter(tmp_path: Path, only_series) -> None:
    frames = []
    for left in (1, 4):
        item, group = Dataset(), Dataset()
        for keyword, value in {**RECTANGLE, "ShutterLeftVerticalEdge": left}.items():
            setattr(item, keyword, value)
        group.FrameDisplayShutterSequence = [item]
        frames.append(group)
    dataset = ct_slice(
        NumberOfFrames=2,
        PixelData=np.concatenate([pixel_values(1)] * 2).tobytes(),
        PerFrameFunctionalGroupsSequence=frames,
        SharedFunctionalGroupsSequence=[Dataset()],
    )
    pixels = load_stack(only_series(write(dataset, tmp_path / "s" / "a")))
    for index, left in ((0, 1), (1, 4)):
        grey = render_native(pixels, index, BRIGHT).pixels
        assert np.flatnonzero(grey.any(axis=0)).tolist() == list(range(left - 1, 5))


def test_on_screen_the_shutter_lies_over_its_pixels_in_every_zoom_and_can_be_switched_off(
    tmp_path: Path, only_series
) -> None:
    pixels = load_stack(only_series(write(ct_slice(**SQUARE, **RECTANGLE), tmp_path / "s" / "a")))
    opened = open_pixels()["RECTANGULAR"]
    for zoom in (1, 3, 8):
        state = ViewportState(scale=zoom / 0.4, window=BRIGHT)
        size = (COLUMNS * zoom, ROWS * zoom)
        frame = FrameRenderer().render(pixels, state, size)
        np.testing.assert_array_equal(frame.pixels > 0, opened.repeat(zoom, axis=0).repeat(zoom, axis=1))
        assert not frame.shutter_is_off
        off = FrameRenderer().render(pixels, ViewportState(scale=zoom / 0.4, window=BRIGHT, show_shutter=False), size)
        assert (off.pixels > 0).all()
        assert off.shutter_is_off


def test_a_shutter_covers_acquired_slices_of_a_volume_and_not_reformatted_cuts(tmp_path: Path, only_series) -> None:
    write_series(tmp_path / "s", [0.0, 2.0, 4.0], **RECTANGLE)
    volume = load_stack(only_series(tmp_path / "s"))
    assert isinstance(volume, Volume)
    axial = FrameRenderer().render(volume, ViewportState(window=BRIGHT), (60, 80))
    sagittal = FrameRenderer().render(volume, ViewportState(plane=ViewPlane.SAGITTAL, window=BRIGHT), (60, 80))
    assert axial.graphics.shutter is not None
    assert 0.2 < (axial.pixels > 0).mean() < 0.5
    assert sagittal.graphics.shutter is None
    columns = np.flatnonzero(sagittal.pixels.any(axis=0))
    assert (sagittal.pixels[40, columns] > 0).all()


def test_the_automatic_window_looks_at_what_the_shutter_leaves_open(tmp_path: Path, only_series) -> None:
    changes = {**RECTANGLE, "WindowCenter": None, "WindowWidth": None}
    pixels = load_stack(only_series(write(ct_slice(**changes), tmp_path / "s" / "a")))
    values = pixel_values(1)[open_pixels()["RECTANGULAR"]] - 1024.0
    window = auto_window(pixels, ViewportState())
    assert window.center == pytest.approx((values.min() + values.max()) / 2, abs=0.5)
    assert window.width == pytest.approx(np.ptp(values), abs=1)


@pytest.mark.parametrize("lab", [(0, 0, 0), (100, 0, 0), (53, 80, 67), (60, -50, 40), (40, 10, -30), (75, 2, 3)])
def test_the_colour_of_a_shutter_is_that_of_littlecms(lab: tuple[int, int, int]) -> None:
    """PIL's colour management is the peer; its Lab picture has 8 bits, a* and b* with an offset of 128."""
    bytes_of_lab = bytes([round(lab[0] * 2.55), lab[1] % 256, lab[2] % 256])
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("LAB"),
        ImageCms.createProfile("sRGB"),
        "LAB",
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    theirs = ImageCms.applyTransform(Image.frombytes("LAB", (1, 1), bytes_of_lab), transform).getpixel((0, 0))
    ours = rgb_of_pcs((lab[0] / 100 * 65535, (lab[1] + 128) / 255 * 65535, (lab[2] + 128) / 255 * 65535))
    assert ours is not None
    assert np.abs(np.subtract(ours, theirs)).max() <= 3


def test_a_colour_image_is_covered_in_the_colour_of_its_shutter(tmp_path: Path, only_series) -> None:
    values = np.full((ROWS, COLUMNS, 3), 200, np.uint8)
    colour = {"PhotometricInterpretation": "RGB", "SamplesPerPixel": 3, "PlanarConfiguration": 0, "BitsAllocated": 8}
    bits = {"BitsStored": 8, "HighBit": 7, "PixelRepresentation": 0, "PixelData": values.tobytes()}
    red = {"ShutterPresentationColorCIELabValue": [34734, 53456, 50115]}
    dataset = ct_slice(**colour, **bits, **RECTANGLE, **red)
    picture = render_native(load_stack(only_series(write(dataset, tmp_path / "s" / "a"))), 0).pixels
    opened = open_pixels()["RECTANGULAR"]
    assert (picture[opened] == 200).all()
    (covered,) = np.unique(picture[~opened], axis=0)
    assert covered[0] > 200 > 100 > covered[1:].max()


def test_a_colour_that_is_none_is_left_out() -> None:
    assert rgb_of_pcs((1.0, 2.0)) is None
    assert rgb_of_pcs((1.0, 2.0, 70000.0)) is None
