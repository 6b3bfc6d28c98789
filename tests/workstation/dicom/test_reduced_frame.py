"""JPEG 2000 frames at reduced size show what the whole frame shows; what has no smaller image is decoded whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from PIL import Image
from pydicom.encaps import encapsulate

from tests.support.dicom_builder import ct_slice, write
from workstation.dicom.codecs import DecodeError
from workstation.dicom.decode_pool import DecodePool
from workstation.dicom.records import FrameRecord, SeriesRecord
from workstation.dicom.reduced_frame import decode_reduced, halvings_for, reduced_form
from workstation.dicom.scan import scan_paths
from workstation.dicom.thumbnails import thumbnail

JPEG_2000_LOSSLESS = "1.2.840.10008.1.2.4.90"
ROWS, COLUMNS = 403, 514
FORMS = {
    "u8": ("u1", 8, 0),
    "u12": ("u2", 12, 0),
    "u16": ("u2", 16, 0),
    "s12": ("i2", 12, -1000),
    "s16": ("i2", 16, -1000),
}


def smooth(form: str) -> np.ndarray:
    """Waves many pixels long, which survive being halved three times."""
    dtype, bits, offset = FORMS[form]
    rows, columns = np.mgrid[0:ROWS, 0:COLUMNS]
    waves = (np.sin(rows / 60) * np.cos(columns / 70) + 1) / 2
    return np.rint(waves * (2 ** min(bits, 11) - 1) + offset).astype(dtype)


def write_slice(folder: Path, form: str, values: np.ndarray, **options: int) -> SeriesRecord:
    dtype, bits, _ = FORMS[form]
    allocated = 8 * values.dtype.itemsize
    stream = imagecodecs.jpeg2k_encode(
        values, level=0, codecformat="j2k", reversible=True, bitspersample=bits, **options
    )
    dataset = ct_slice(
        Rows=ROWS, Columns=COLUMNS, BitsAllocated=allocated, BitsStored=bits, HighBit=bits - 1,
        PixelRepresentation=int(dtype[0] == "i"), PixelData=encapsulate([stream]),
    )  # fmt: skip
    dataset.file_meta.TransferSyntaxUID = JPEG_2000_LOSSLESS
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    write(dataset, folder / "slice.dcm")
    return scan_paths([folder / "slice.dcm"], cache_dir=folder / "cache").patients[0].studies[0].series[0]


def frame_of(series: SeriesRecord) -> FrameRecord:
    return series.stacks[0].frames[0]


@pytest.fixture(scope="module")
def pool() -> Iterator[DecodePool]:
    made = DecodePool(workers=1)
    yield made
    made.close()


@pytest.mark.parametrize("form", FORMS)
def test_the_smaller_image_has_the_values_of_the_whole(tmp_path: Path, pool: DecodePool, form: str) -> None:
    values = smooth(form)
    small = pool.decode_reduced(frame_of(write_slice(tmp_path, form, values)), 100)
    assert small is not None
    assert small.dtype == values.dtype
    assert small.shape == (-(-ROWS // 4), -(-COLUMNS // 4))
    at_blocks = values[::4, ::4]
    tolerance = 0.02 * np.ptp(values.astype(int)) + 1
    np.testing.assert_allclose(small.astype(int), at_blocks.astype(int), atol=tolerance)


@pytest.mark.parametrize(("longest_px", "halvings"), [(600, 0), (514, 0), (257, 1), (256, 1), (96, 2), (16, 5), (1, 5)])
def test_a_frame_is_halved_as_often_as_the_picture_allows(tmp_path: Path, longest_px: int, halvings: int) -> None:
    pixels = frame_of(write_slice(tmp_path, "u12", smooth("u12"))).pixels
    assert pixels is not None
    assert halvings_for(pixels, longest_px) == halvings
    (rows, columns), dtype = reduced_form(pixels, halvings)
    assert (rows, columns) == (-(-ROWS // 2**halvings), -(-COLUMNS // 2**halvings))
    assert dtype == np.uint16


def test_a_stream_with_fewer_levels_gives_a_larger_image_thinned_out(tmp_path: Path, pool: DecodePool) -> None:
    values = smooth("s16")
    small = pool.decode_reduced(frame_of(write_slice(tmp_path, "s16", values, resolutions=2)), 100)
    assert small is not None
    assert small.shape == (-(-ROWS // 4), -(-COLUMNS // 4))
    np.testing.assert_allclose(small.astype(int), values[::4, ::4].astype(int), atol=0.02 * np.ptp(values.astype(int)))


def test_a_stream_of_several_tiles_is_left_to_be_decoded_whole(tmp_path: Path) -> None:
    # Pillow does not fill all of the smaller image where tiles end between its pixels.
    values = smooth("u16")
    pixels = frame_of(write_slice(tmp_path, "u16", values)).pixels
    assert pixels is not None
    file = io.BytesIO()
    Image.fromarray(values).save(file, "JPEG2000", tile_size=(101, 103), irreversible=False, no_jp2=True)
    with pytest.raises(DecodeError):
        decode_reduced(file.getvalue(), pixels, 3)


def test_a_stream_without_levels_still_gives_its_thumbnail(tmp_path: Path, pool: DecodePool) -> None:
    series = write_slice(tmp_path, "s16", smooth("s16"), resolutions=1)
    with pytest.raises(DecodeError):
        pool.decode_reduced(frame_of(series), 96)
    assert np.ptp(thumbnail(series, pool=pool)) > 100


def test_the_thumbnail_of_the_smaller_image_looks_like_that_of_the_whole(tmp_path: Path, pool: DecodePool) -> None:
    reduced = thumbnail(write_slice(tmp_path / "a", "s16", smooth("s16")), pool=pool)
    whole = thumbnail(write_slice(tmp_path / "b", "s16", smooth("s16"), resolutions=1), pool=pool)
    assert reduced.shape == whole.shape == (round(96 * ROWS / COLUMNS), 96)
    assert np.abs(reduced.astype(int) - whole.astype(int)).mean() < 8


@pytest.mark.parametrize("cut", [0, 20, 43, 200])
def test_a_damaged_stream_is_an_error_not_a_picture(tmp_path: Path, cut: int) -> None:
    values = smooth("u12")
    stream = imagecodecs.jpeg2k_encode(values, level=0, codecformat="j2k", reversible=True, bitspersample=12)
    pixels = frame_of(write_slice(tmp_path, "u12", values)).pixels
    assert pixels is not None
    with pytest.raises(DecodeError):
        decode_reduced(stream[:cut], pixels, 2)


def test_a_stream_of_another_size_than_the_header_says_is_refused(tmp_path: Path) -> None:
    pixels = frame_of(write_slice(tmp_path, "u12", smooth("u12"))).pixels
    assert pixels is not None
    other = imagecodecs.jpeg2k_encode(smooth("u12")[:-1], level=0, codecformat="j2k", reversible=True, bitspersample=12)
    with pytest.raises(DecodeError):
        decode_reduced(other, pixels, 2)
