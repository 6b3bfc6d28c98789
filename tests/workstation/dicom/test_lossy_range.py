"""White that a lossy codec made whiter stays white; dirt above Bits Stored is still cut off."""

from __future__ import annotations

from functools import partial

import imagecodecs
import numpy as np
import pytest

from tests.support.compressed import encapsulated, image, native
from workstation.dicom.load import load_stack

JPEG = "1.2.840.10008.1.2.4."
CODERS = {
    "JPEG 2000": (f"{JPEG}91", partial(imagecodecs.jpeg2k_encode, codecformat="j2k", level=80), 200),
    "JPEG 2000 in a box": (f"{JPEG}91", partial(imagecodecs.jpeg2k_encode, codecformat="jp2", level=80), 200),
    "HTJ2K": (f"{JPEG}203", partial(imagecodecs.htj2k_encode, reversible=False, level=1e-3), 200),
    "JPEG-LS near-lossless": (f"{JPEG}81", partial(imagecodecs.jpegls_encode, level=5), 5),
}
"""Syntax, encoder in 16 bits, and how far a value may be off. JPEG-LS has no signed samples."""


def edges(*, signed):
    """Black and white of 12 bits side by side, which every lossy codec overshoots."""
    values = np.where(image(12) > 2048, 4095, 0)
    return values - 2048 if signed else values


@pytest.mark.parametrize(
    ("name", "signed"),
    [(name, signed) for name in CODERS for signed in (False, True) if "JPEG-LS" not in name or not signed],
)
def test_overshoot_ends_at_the_end_of_the_range(tmp_path, only_series, name, signed):
    syntax, encode, bound = CODERS[name]
    values = edges(signed=signed)
    coded = bytes(encode(values.astype(np.int16 if signed else np.uint16)))
    path = encapsulated(native(values, 12, signed=signed), syntax, coded, tmp_path / "image")
    (frame,) = load_stack(only_series(path)).frames
    assert 0 < np.abs(frame.values.astype(int) - values).max() <= bound
    assert frame.values.max() == values.max()


def test_dirt_in_an_exact_stream_of_a_syntax_that_may_be_lossy_is_cut_off(tmp_path, only_series):
    values = image(12)
    dirty = (values | 0xA000).astype(np.uint16)
    exact = bytes(imagecodecs.jpeg2k_encode(dirty, codecformat="j2k", level=0, reversible=True))
    path = encapsulated(native(values, 12), f"{JPEG}91", exact, tmp_path / "image")
    (frame,) = load_stack(only_series(path)).frames
    np.testing.assert_array_equal(frame.values, values)
