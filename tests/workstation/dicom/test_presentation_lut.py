"""Presentation LUT Shape and Sequence of an image, against DCMTK."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import Dataset

from tests.support.dicom_builder import ct_slice, write
from tests.support.presentation_state import presentation_state, rendered_by_dcmtk
from viewers.imaging.presentation_lut import PresentationLut
from viewers.imaging.problems import ProblemCode
from viewers.imaging.windowing import Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.native_frame import render_native
from viewers.state.viewport_state import ViewportState
from workstation.dicom.load import load_stack
from workstation.dicom.thumbnails import thumbnail

WINDOW = Window(60, -900)
needs_dcmtk = pytest.mark.skipif(shutil.which("dcm2pnm") is None, reason="DCMTK is not installed")


def curve(entries: int = 256, bits: int = 12, first: int = 0) -> Dataset:
    """A table that no window has: a square law. With many entries, as DCMTK cuts off where we round."""
    item = Dataset()
    item.add_new(0x00283002, "US", [entries, first, bits])
    levels = np.linspace(0, 1, entries) ** 2 * ((1 << bits) - 1)
    item.add_new(0x00283006, "OW", np.rint(levels).astype("<u2").tobytes())
    return item


@needs_dcmtk
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("shape", [None, "", "IDENTITY", "INVERSE", "LIN OD"])
def test_the_shape_decides_the_polarity_as_in_dcmtk(photometric, shape, tmp_path: Path, only_series):
    path = write(ct_slice(PhotometricInterpretation=photometric, PresentationLUTShape=shape), tmp_path / "s" / "a")
    ours = render_native(load_stack(only_series(path)), 0, WINDOW).pixels
    done = subprocess.run(
        ["dcm2pnm", "-q", "+Ww", str(WINDOW.center), str(WINDOW.width), path], capture_output=True, check=True
    )
    theirs = np.asarray(Image.open(io.BytesIO(done.stdout)))
    assert np.abs(ours.astype(int) - theirs).max() <= 1
    assert np.ptp(ours) > 100


@pytest.mark.skipif(shutil.which("dcmp2pgm") is None, reason="DCMTK is not installed")
@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("bits", [10, 16])
def test_the_table_is_applied_after_the_window_as_dcmtk_does_in_a_presentation_state(
    photometric, bits, tmp_path: Path, only_series
):
    image = ct_slice(PhotometricInterpretation=photometric)
    state = presentation_state(image, width=WINDOW.width, center=WINDOW.center)
    del state.PresentationLUTShape
    state.PresentationLUTSequence = [curve(4096, bits)]
    theirs = rendered_by_dcmtk(image, state, tmp_path)
    image.PresentationLUTSequence = [curve(4096, bits)]
    series = only_series(write(image, tmp_path / "s" / "a"))
    pixels = load_stack(series)
    ours = render_native(pixels, 0, WINDOW)
    assert np.abs(ours.pixels.astype(int) - theirs).max() <= 1
    assert len(np.unique(ours.pixels)) > 20
    on_screen = FrameRenderer().render(pixels, ViewportState(window=WINDOW), (60, 80)).pixels
    assert set(np.unique(ours.pixels)) <= set(np.unique(on_screen))


def test_the_table_shows_in_the_thumbnail(tmp_path: Path, only_series):
    changes = {"WindowCenter": WINDOW.center, "WindowWidth": WINDOW.width}
    plain = thumbnail(only_series(write(ct_slice(**changes), tmp_path / "plain" / "a")))
    curved_file = write(ct_slice(**changes, PresentationLUTSequence=[curve()]), tmp_path / "curved" / "a")
    curved = thumbnail(only_series(curved_file))
    np.testing.assert_allclose(curved, (plain / 255.0) ** 2 * 255, atol=2)


@pytest.mark.parametrize(
    "changes",
    [
        {"PresentationLUTShape": "LIN OD"},
        {"PresentationLUTSequence": [curve(first=5)]},
        {"PresentationLUTSequence": [Dataset()]},
    ],
)
def test_what_cannot_be_followed_is_left_out_with_a_reason(changes, tmp_path: Path, only_series):
    pixels = load_stack(only_series(write(ct_slice(**changes), tmp_path / "s" / "a")))
    (problem,) = pixels.problems
    assert problem.code is ProblemCode.PRESENTATION
    plain = load_stack(only_series(write(ct_slice(), tmp_path / "plain" / "a")))
    np.testing.assert_array_equal(render_native(pixels, 0).pixels, render_native(plain, 0).pixels)


def test_a_table_needs_entries():
    with pytest.raises(ValueError, match="needs entries"):
        PresentationLut((), 4095)
