"""Padding around an image: read with the sign of the pixels, black in every window, never a value."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_builder import ct_slice, pixel_values, write, write_series
from viewers.imaging.default_window import auto_window
from viewers.imaging.images import Volume
from viewers.imaging.padding import PaddingRange
from viewers.imaging.windowing import Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.native_frame import render_native
from viewers.state.navigation import scrolled_to
from viewers.state.viewport_state import ViewportState
from workstation.dicom.load import load_stack
from workstation.dicom.part10 import open_header
from workstation.dicom.pixel_module import read_pixel_module
from workstation.dicom.pixel_padding import padding_of
from workstation.dicom.raw_values import RawValues
from workstation.dicom.thumbnails import thumbnail

OUTSIDE = pixel_values(1) < 110
"""The first ten pixels of the first slice."""


def padded_slice(value: int, limit: int | None = None, vr: str = "SS", **changes: object):
    dataset = ct_slice(WindowCenter=None, WindowWidth=None, **changes)
    dataset.add_new(0x00280120, vr, value)
    if limit is not None:
        dataset.add_new(0x00280121, vr, limit)
    return dataset


def read_padding(dataset, folder: Path) -> PaddingRange | None:
    opened = open_header(write(dataset, folder / "a"))
    values = RawValues(opened.dataset)
    return padding_of(values, read_pixel_module(values, opened))


@pytest.mark.parametrize(
    ("value", "limit", "vr", "representation", "expected"),
    [
        (-2000, None, "SS", 1, (-2000, -2000)),
        (63536, None, "US", 1, (-2000, -2000)),
        (63536, None, "US", 0, (63536, 63536)),
        (-2000, None, "SS", 0, (63536, 63536)),
        (100, 109, "SS", 1, (100, 109)),
        (109, 100, "SS", 1, (100, 109)),
    ],
)
def test_padding_has_the_sign_of_the_pixels_whatever_its_vr(value, limit, vr, representation, expected, tmp_path):
    dataset = padded_slice(value, limit, vr, PixelRepresentation=representation)
    assert read_padding(dataset, tmp_path) == PaddingRange(*expected)


def test_without_a_padding_value_there_is_none(tmp_path):
    assert read_padding(ct_slice(), tmp_path) is None


def test_padding_of_float_pixel_data_is_a_float(tmp_path):
    dataset = ct_slice(BitsAllocated=32, BitsStored=None, HighBit=None)
    dataset.FloatPixelData = np.zeros(48, np.float32).tobytes()
    del dataset.PixelData
    dataset.add_new(0x00280122, "FL", -1.5)
    opened_path = tmp_path / "a"
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.save_as(opened_path, enforce_file_format=True)
    opened = open_header(opened_path)
    values = RawValues(opened.dataset)
    assert padding_of(values, read_pixel_module(values, opened)) == PaddingRange(-1.5, -1.5)


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("invert", [False, True])
def test_padding_is_black_in_every_polarity(photometric, invert, tmp_path, only_series):
    square = padded_slice(100, 109, PhotometricInterpretation=photometric, PixelSpacing=[0.4, 0.4])
    pixels = load_stack(only_series(write(square, tmp_path / "s" / "a")))
    window = Window(2000, -1400)  # everything is nearly white, or nearly black when inverted
    grey = render_native(pixels, 0, window, invert=invert, hide_padding=True).pixels
    assert (grey[OUTSIDE] == 0).all()
    assert (grey[~OUTSIDE] > 0).all()
    state = ViewportState(scale=2.5, window=window, invert=invert)
    on_screen = FrameRenderer().render(pixels, scrolled_to(pixels, state, 0), (6, 8)).pixels
    np.testing.assert_array_equal(on_screen == 0, OUTSIDE)


def test_padding_is_black_in_a_volume_cut_across_its_slices(tmp_path, only_series):
    write_series(tmp_path / "s", [0.0, 2.0, 4.0], WindowCenter=None, WindowWidth=None)
    for path in (tmp_path / "s").iterdir():
        dataset = padded_slice(0, 409)
        opened = open_header(path).dataset
        dataset.SOPInstanceUID = opened.SOPInstanceUID
        dataset.ImagePositionPatient = opened.ImagePositionPatient
        dataset.InstanceNumber = opened.InstanceNumber
        write(dataset, path)
    volume = load_stack(only_series(tmp_path / "s"))
    assert isinstance(volume, Volume)
    state = ViewportState(window=Window(2000, -1400), invert=True)
    assert not FrameRenderer().render(volume, state, (60, 80)).pixels.any()


def test_automatic_windows_and_thumbnails_leave_padding_out(tmp_path, only_series):
    path = write(padded_slice(100, 109, PhotometricInterpretation="MONOCHROME1"), tmp_path / "s" / "a")
    series = only_series(path)
    window = auto_window(load_stack(series), ViewportState())
    assert window.center - window.width / 2 == pytest.approx(110 - 1024, abs=0.1)
    picture = thumbnail(series)
    assert (picture[OUTSIDE] == 0).all()
    assert picture[~OUTSIDE].max() == 255


def test_padding_stays_padding_where_slices_rescale_differently(tmp_path, only_series):
    for number in range(3):
        dataset = padded_slice(100, 109, RescaleSlope=1 + number)
        dataset.ImagePositionPatient = [0, 0, 2.0 * number]
        dataset.SOPInstanceUID = f"1.2.3.{number + 1}"
        write(dataset, tmp_path / "s" / f"{number}")
    volume = load_stack(only_series(tmp_path / "s"))
    assert isinstance(volume, Volume)
    assert volume.padding is not None
    for k in range(3):
        np.testing.assert_array_equal(volume.padding.holds(volume.stored_values[k]), OUTSIDE)
    grey = render_native(volume, 2, Window(4000, -3000), hide_padding=True).pixels
    np.testing.assert_array_equal(grey == 0, OUTSIDE)


def test_padding_stays_padding_behind_a_modality_table(tmp_path, only_series):
    item = Dataset()
    item.add_new(0x00283002, "SS", [200, 0, 16])
    item.add_new(0x00283006, "OW", np.arange(200, dtype="<u2").tobytes())
    dataset = padded_slice(100, 109, RescaleSlope=None, RescaleIntercept=None, ModalityLUTSequence=[item])
    pixels = load_stack(only_series(write(dataset, tmp_path / "s" / "a")))
    grey = render_native(pixels, 0, Window(100, 0), hide_padding=True).pixels
    np.testing.assert_array_equal(grey == 0, OUTSIDE)
    assert auto_window(pixels, ViewportState()).center > 110
