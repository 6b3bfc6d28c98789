"""Acquired pixels one to one, also against DCMTK's dcm2pnm."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray

from annotations.geometry import Plane
from tests.support.phantoms import FRAME_OF_REFERENCE, SERIES, affine_of, image_ref, noise_volume, volume_of
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage, Rescale
from viewers.imaging.windowing import Window, grey_levels
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.native_frame import FrameNotAvailableError, modality_values, render_native
from viewers.state.navigation import scrolled_to
from viewers.state.viewport_state import ViewportState


def test_native_pixels_are_the_windowed_slice_and_the_same_as_on_screen():
    volume = noise_volume()
    native = render_native(volume, 2)
    expected = grey_levels(volume.stored_values[2].astype(float) - 1024, Window(400, 40))
    np.testing.assert_array_equal(native.pixels, expected)
    on_screen = FrameRenderer().render(volume, scrolled_to(volume, ViewportState(scale=1 / 0.75), 2), (50, 40))
    np.testing.assert_array_equal(native.pixels, on_screen.pixels)
    assert native.geometry.letters == on_screen.geometry.letters
    assert native.geometry.image == image_ref(2)
    np.testing.assert_allclose(native.geometry.display_to_lps((7, 3)), on_screen.geometry.display_to_lps((7, 3)))
    assert (native.slice_number, native.slice_count, native.unit, native.position_mm) == (3, 6, "HU", -24.0)


def test_native_pixels_follow_monochrome1_and_invert():
    volume = noise_volume(inverted=True)
    plain = render_native(noise_volume(), 0).pixels
    np.testing.assert_array_equal(render_native(volume, 0).pixels, 255 - plain)
    np.testing.assert_array_equal(render_native(volume, 0, invert=True).pixels, plain)


def test_modality_values_are_float32_in_hounsfield_units():
    volume = noise_volume(rescale=Rescale(0.5, -1000.0, "HU"))
    values = modality_values(volume, 1)
    assert values.dtype == np.float32
    np.testing.assert_array_equal(values, volume.stored_values[1] * 0.5 - 1000)


def test_pixels_that_are_not_square_have_no_single_size_in_mm():
    values = np.zeros((2, 4, 4), np.int16)
    volume = volume_of(values, affine_of((1, 0, 0), (0, 1, 0), (1, 2, 1), (0, 0, 0)))
    geometry = render_native(volume, 0, Window(2, 1)).geometry
    assert geometry.mm_per_px is None
    assert geometry.letters == ("R", "L", "A", "P")
    np.testing.assert_array_equal(geometry.display_to_image((2, 3)), (2, 3))


def test_colour_frames_come_as_they_are():
    values = np.random.default_rng(0).integers(0, 256, (5, 6, 3)).astype(np.uint8)
    image = ProjectionImage(SERIES, [PlanarFrame(image_ref(0), values)])
    np.testing.assert_array_equal(render_native(image, 0).pixels, values)
    np.testing.assert_array_equal(render_native(image, 0, invert=True).pixels, 255 - values)
    with pytest.raises(FrameNotAvailableError, match="colour"):
        modality_values(image, 0)


def test_a_stack_frame_with_a_plane_is_placed_in_patient_space():
    plane = Plane((1.0, 2.0, 3.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
    frame = PlanarFrame(image_ref(0), np.zeros((4, 5), np.int16), plane=plane, pixel_spacing_mm=(0.5, 0.5))
    native = render_native(ImageStack(SERIES, [frame], FRAME_OF_REFERENCE), 0, Window(2, 1))
    np.testing.assert_allclose(native.geometry.display_to_lps((2, 2)), (1, 3, 2))
    assert native.geometry.frame_of_reference_uid == FRAME_OF_REFERENCE


def test_what_cannot_be_shown_says_why():
    volume = noise_volume()
    volume.loaded[3] = False
    stack = ImageStack(SERIES, [None, PlanarFrame(image_ref(1), None, failure="decoder stopped")])
    for pixels, index, reason in (
        (volume, 6, "no frame 7; the last one is 6"),
        (volume, -1, "no frame 0"),
        (volume, 3, "slice 4 has not been loaded"),
        (stack, 0, "frame 1 has not been loaded"),
        (stack, 1, "decoder stopped"),
    ):
        with pytest.raises(FrameNotAvailableError, match=reason):
            render_native(pixels, index)


def _dcm2pnm(path: Path, window: Window, directory: Path) -> NDArray[np.uint8]:
    output = directory / "peer.pgm"
    command = [
        "dcm2pnm",
        "--no-overlays",
        "+Ww",
        str(window.center),
        str(window.width),
        "--write-raw-pnm",
        str(path),
        str(output),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    header, _, levels = output.read_bytes().partition(b"\n255\n")
    columns, rows = (int(n) for n in header.splitlines()[-1].split())
    return np.frombuffer(levels, np.uint8).reshape(rows, columns)


@pytest.mark.peer("dcm2pnm")
@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "window"),
    [
        ("ct-lumbar-pelvis/1-150.dcm", Window(2000, 350)),
        ("ct-lumbar-pelvis/1-120.dcm", Window(80, 40)),
        ("ct-gantry-tilt/GE/03.dcm", Window(400, 40)),
        ("ct-reformats/sagittal.dcm", Window(1500, 300)),
        ("mr-lspine-hitachi/DCMDT/D0000009", Window(1251, 600)),
        ("zoo/pixel-lut-overlay/MR-SIEMENS-DICOM-WithOverlays.dcm", Window(790, 443)),
        ("xray/shoulder_RF.dcm", Window(200, 120)),
    ],
)
def test_native_pixels_equal_dcmtk_within_one_grey_level(shared_data, tmp_path, name, window):
    if shutil.which("dcm2pnm") is None:
        pytest.skip("dcm2pnm (DCMTK) is not installed")
    path = shared_data / name
    peer = _dcm2pnm(path, window, tmp_path)
    header = pydicom.dcmread(path)
    frame = PlanarFrame(
        image_ref(0),
        np.asarray(header.pixel_array).reshape((-1, header.Rows, header.Columns))[0],
        rescale=Rescale(float(header.get("RescaleSlope", 1)), float(header.get("RescaleIntercept", 0))),
        inverted=header.PhotometricInterpretation == "MONOCHROME1",
    )
    ours = render_native(ProjectionImage(SERIES, [frame]), 0, window).pixels
    assert peer.shape == ours.shape
    assert np.ptp(ours) > 50
    assert np.abs(ours.astype(int) - peer).max() <= 1
