"""Known values, written in every transfer syntax by encoders that are not ours, come back through the program."""

from __future__ import annotations

import shutil
from functools import partial

import imagecodecs
import numpy as np
import pytest
from openjpeg.utils import encode_array
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGLSLossless,
    RLELossless,
)

from tests.support.compressed import by_dcmtk, cells, encapsulated, image, native
from tests.support.dicom_builder import write
from workstation.dicom.load import load_stack
from workstation.dicom.pixel_module import DECODED_SYNTAXES, LOSSY_SYNTAXES

JPEG = "1.2.840.10008.1.2.4."
needs_dcmtk = pytest.mark.skipif(shutil.which("dcmcjpeg") is None, reason="DCMTK is not installed")

FORMS = {
    "8 bit": {"bits": 8},
    "8 bit signed": {"bits": 8, "signed": True},
    "12 bit": {"bits": 12},
    "12 bit signed": {"bits": 12, "signed": True},
    "16 bit": {"bits": 16},
    "16 bit signed": {"bits": 16, "signed": True},
    "8 bit colour": {"bits": 8, "colour": True},
    "16 bit colour": {"bits": 16, "colour": True},
}


def coded(syntax, encode, dataset, values, bits, path):
    """By a function from an array to a codestream. The cells are unsigned, as most codecs have no sign."""
    return encapsulated(dataset, syntax, bytes(encode(cells(values, bits))), path)


def coded_with_sign(syntax, encode, dataset, values, bits, path):
    """By a codec that has signed samples."""
    dtype = "ui"[int(dataset.PixelRepresentation)] + str(dataset.BitsAllocated // 8)
    return encapsulated(dataset, syntax, bytes(encode(values.astype(dtype))), path)


def dcmtk(*command):
    return pytest.param(
        lambda dataset, _values, _bits, path: by_dcmtk(dataset, path, *command), id=" ".join(command), marks=needs_dcmtk
    )


def by_pydicom(syntax, dataset, _values, _bits, path):
    dataset.compress(syntax)
    return write(dataset, path)


def in_place(syntax, dataset, values, bits, path):
    """Uncompressed: only the way the data set is written differs."""
    if syntax == ExplicitVRBigEndian and dataset.BitsAllocated == 16:
        dataset.PixelData = cells(values, 16).byteswap().tobytes()
    dataset.file_meta.TransferSyntaxUID = syntax
    return write(dataset, path)


def way(name, function, *given):
    return pytest.param(partial(function, *given), id=name)


def jpeg_2000(array, **options):
    return imagecodecs.jpeg2k_encode(array, codecformat="j2k", level=0, reversible=True, **options)


def openjpeg_lossless(array):
    return encode_array(array, photometric_interpretation=1 if array.ndim == 3 else 2)


def jpeg_xl(array):
    return imagecodecs.jpegxl_encode(array, lossless=True, effort=3)


LOSSLESS = [
    way("implicit", in_place, ImplicitVRLittleEndian),
    way("explicit", in_place, ExplicitVRLittleEndian),
    way("big endian", in_place, ExplicitVRBigEndian),
    way("deflated", in_place, DeflatedExplicitVRLittleEndian),
    dcmtk("dcmcrle"),
    dcmtk("dcmcjpeg", "+tl", "+e1"),
    *(dcmtk("dcmcjpeg", "+tl", "+el", "+sv", str(predictor)) for predictor in (1, 4, 6, 7)),
    dcmtk("dcmcjpls", "+el"),
    dcmtk("dcmcjpls", "+el", "+is"),
    dcmtk("dcmcjpls", "+el", "+in"),
    way("RLE by pydicom", by_pydicom, RLELossless),
    way("JPEG-LS by pyjpegls", by_pydicom, JPEGLSLossless),
    way("JPEG-LS by imagecodecs", coded, f"{JPEG}80", imagecodecs.jpegls_encode),
    way("JPEG-LS near-lossless with NEAR 0", coded, f"{JPEG}81", imagecodecs.jpegls_encode),
    way("JPEG lossless by imagecodecs", coded, f"{JPEG}57", partial(imagecodecs.jpeg8_encode, lossless=True)),
    way("JPEG 2000 lossless", coded_with_sign, f"{JPEG}90", jpeg_2000),
    way("JPEG 2000 lossless by openjpeg", coded_with_sign, f"{JPEG}90", openjpeg_lossless),
    way("JPEG 2000 lossless without its sign", coded, f"{JPEG}90", jpeg_2000),
    way("JPEG 2000", coded_with_sign, f"{JPEG}91", jpeg_2000),
    *(
        way(f"HTJ2K {number}", coded_with_sign, f"{JPEG}{number}", partial(imagecodecs.htj2k_encode, reversible=True))
        for number in (201, 202, 203)
    ),
    way(
        "HTJ2K in tiles",
        coded_with_sign,
        f"{JPEG}201",
        partial(imagecodecs.htj2k_encode, reversible=True, tile=(16, 16)),
    ),
    way("HTJ2K without its sign", coded, f"{JPEG}201", partial(imagecodecs.htj2k_encode, reversible=True)),
    way("JPEG XL lossless", coded, f"{JPEG}110", jpeg_xl),
    way("JPEG XL", coded, f"{JPEG}112", jpeg_xl),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("write_compressed", LOSSLESS)
def test_lossless_values_come_back_bit_for_bit(tmp_path, only_series, write_compressed, form):
    options = FORMS[form]
    bits, values = options["bits"], image(**options)
    dataset = native(values, bits, signed=options.get("signed", False))
    series = only_series(write_compressed(dataset, values, bits, tmp_path / "image"))
    (frame,) = load_stack(series).frames
    assert frame.values is not None, frame.failure
    expected = values >> max(0, bits - 8) if values.ndim == 3 else values
    np.testing.assert_array_equal(frame.values, expected)


def jpeg(array, **options):
    return imagecodecs.jpeg8_encode(array, level=97, **options)


def jpeg_12_bit(array):
    return imagecodecs.jpeg8_encode(array.astype(np.uint16), level=97, bitspersample=12)


def jpeg_in_jpeg_xl(array):
    return imagecodecs.jpegxl_encode_jpeg(jpeg(array))


def near_lossless(array):
    return imagecodecs.jpegls_encode(array, level=3)


LOSSY = {
    "JPEG by imagecodecs": (8, coded, f"{JPEG}50", jpeg, 3),
    "JPEG in 8 bits of Process 4": (8, coded, f"{JPEG}51", jpeg, 3),
    "JPEG of 12 bits": (12, coded, f"{JPEG}51", jpeg_12_bit, 16),
    "JPEG-LS near-lossless": (12, coded, f"{JPEG}81", near_lossless, 3),
    "JPEG-LS near-lossless 8": (8, coded, f"{JPEG}81", near_lossless, 3),
    "JPEG 2000": (12, coded, f"{JPEG}91", partial(imagecodecs.jpeg2k_encode, codecformat="j2k", level=96), 12),
    "HTJ2K": (12, coded, f"{JPEG}203", partial(imagecodecs.htj2k_encode, reversible=False, level=1e-4), 8),
    "JPEG XL": (8, coded, f"{JPEG}112", partial(imagecodecs.jpegxl_encode, distance=0.3), 4),
    "JPEG XL of 12 bits": (12, coded, f"{JPEG}112", partial(imagecodecs.jpegxl_encode, distance=0.1), 40),
}
"""Bits, way, syntax, encoder, and how far a value may be off: NEAR of JPEG-LS, else what quality was asked for."""


@pytest.mark.parametrize("name", LOSSY)
def test_lossy_grey_values_come_back_within_the_bound_of_the_codec(tmp_path, only_series, name):
    bits, way_in, syntax, encode, bound = LOSSY[name]
    values = image(bits, smooth=True)
    series = only_series(way_in(syntax, encode, native(values, bits), values, bits, tmp_path / "image"))
    pixels = load_stack(series)
    difference = np.abs(pixels.frames[0].values.astype(np.int64) - values)
    assert 0 < difference.max() <= bound
    assert pixels.description.lossy == (syntax in LOSSY_SYNTAXES)


COLOUR_LEVELS = 6
"""How far a channel may be off at this quality; chroma between pixels makes most of it."""
COLOUR = {
    "JPEG with full chroma": ("YBR_FULL", f"{JPEG}50", partial(jpeg, subsampling="444")),
    "JPEG with half the chroma": ("YBR_FULL_422", f"{JPEG}50", partial(jpeg, subsampling="422")),
    "JPEG with a quarter of the chroma": ("YBR_FULL_422", f"{JPEG}50", partial(jpeg, subsampling="420")),
    "JPEG of RGB": ("RGB", f"{JPEG}50", partial(jpeg, outcolorspace="RGB")),
    "JPEG 2000": ("YBR_ICT", f"{JPEG}91", partial(imagecodecs.jpeg2k_encode, codecformat="j2k", level=55)),
    "HTJ2K": ("YBR_ICT", f"{JPEG}203", partial(imagecodecs.htj2k_encode, reversible=False, level=1e-3)),
    "JPEG XL": ("XYB", f"{JPEG}112", partial(imagecodecs.jpegxl_encode, distance=0.1)),
    "JPEG in JPEG XL": ("YBR_FULL_422", f"{JPEG}111", jpeg_in_jpeg_xl),
}


@pytest.mark.parametrize("name", COLOUR)
def test_lossy_colours_come_back_as_rgb(tmp_path, only_series, name):
    photometric, syntax, encode = COLOUR[name]
    values = image(8, colour=True, smooth=True)
    data = bytes(encode(values.astype(np.uint8)))
    path = encapsulated(native(values, 8), syntax, data, tmp_path / "image", photometric=photometric)
    (frame,) = load_stack(only_series(path)).frames
    assert frame.values is not None, frame.failure
    assert np.abs(frame.values.astype(np.int64) - values).max() <= COLOUR_LEVELS


@needs_dcmtk
@pytest.mark.parametrize(
    "options", [("+eb", "+cy", "+s4"), ("+eb", "+cy", "+s2"), ("+eb", "+cr"), ("+ee", "+cy", "+s4")]
)
def test_lossy_jpeg_of_dcmtk_comes_back_within_its_bound(tmp_path, only_series, options):
    values = image(8, colour=True, smooth=True)
    path = by_dcmtk(native(values, 8), tmp_path / "image", "dcmcjpeg", *options, "+q", "97")
    (frame,) = load_stack(only_series(path)).frames
    assert np.abs(frame.values.astype(np.int64) - values).max() <= COLOUR_LEVELS


@needs_dcmtk
def test_near_lossless_jpeg_ls_of_dcmtk_keeps_its_bound(tmp_path, only_series):
    values = image(16)
    path = by_dcmtk(native(values, 16), tmp_path / "image", "dcmcjpls", "+en", "+md", "5")
    (frame,) = load_stack(only_series(path)).frames
    assert 0 < np.abs(frame.values.astype(np.int64) - values).max() <= 5


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(
    "container", ["native", "big endian", "RLE", "JPEG 2000", "JPEG 2000 signed", "HTJ2K", "JPEG-LS"]
)
def test_bits_above_the_stored_ones_are_cut_off_by_us(tmp_path, only_series, container, signed):
    values = image(12, signed=signed)
    dirt = np.random.default_rng(7).integers(0, 16, values.shape) << 12
    dirty = (cells(values, 12) | dirt).astype(np.uint16)
    dataset = native(values, 12, signed=signed, PixelData=dirty.tobytes())
    path = tmp_path / "image"
    ways = {
        "native": partial(in_place, ExplicitVRLittleEndian),
        "big endian": partial(in_place, ExplicitVRBigEndian),
        "RLE": partial(by_pydicom, RLELossless),
        "JPEG 2000": partial(coded, f"{JPEG}90", jpeg_2000),
        "JPEG 2000 signed": partial(coded, f"{JPEG}90", lambda array: jpeg_2000(array.view(np.int16))),
        "HTJ2K": partial(coded, f"{JPEG}201", partial(imagecodecs.htj2k_encode, reversible=True)),
        "JPEG-LS": partial(coded, f"{JPEG}80", imagecodecs.jpegls_encode),
    }
    # The cells as they are, not as 12 bits.
    written = ways[container](dataset, dirty, 16, path)
    (frame,) = load_stack(only_series(written)).frames
    np.testing.assert_array_equal(frame.values, values)


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, RLELossless])
def test_whole_cells_are_read_where_high_bit_says(tmp_path, only_series, syntax):
    values = image(12)
    shifted = (values.astype(np.uint16) << 4) | 9
    dataset = native(values, 12, HighBit=15, PixelData=shifted.tobytes())
    path = tmp_path / "image"
    if syntax == RLELossless:
        planes = [(shifted >> 8).astype(np.uint8), shifted.astype(np.uint8)]
        encapsulated(dataset, syntax, rle_of(planes), path)
    else:
        write(dataset, path)
    (frame,) = load_stack(only_series(path)).frames
    np.testing.assert_array_equal(frame.values, values)


def rle_of(planes):
    """RLE of byte planes (PS3.5 annex G)."""
    segments = [bytes(imagecodecs.packbits_encode(plane)) for plane in planes]
    head = np.zeros(16, "<u4")
    head[:3] = len(planes), 64, 64 + len(segments[0])
    return head.tobytes() + b"".join(segments)


def test_every_syntax_that_is_decoded_was_tried_here():
    tried = {syntax for _, _, syntax, _, _ in LOSSY.values()} | {syntax for _, syntax, _ in COLOUR.values()}
    tried |= {way.values[0].args[0] for way in LOSSLESS if isinstance(way.values[0], partial)}
    assert {str(syntax) for syntax in tried} | {f"{JPEG}70"} == set(DECODED_SYNTAXES)
