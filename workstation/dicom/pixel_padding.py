"""Pixel Padding Value and its range, for integer, float and double pixel data (PS3.3 C.7.5.1.1.2)."""

from __future__ import annotations

from viewers.imaging.padding import PaddingRange
from workstation.dicom import tags
from workstation.dicom.raw_values import RawValues
from workstation.dicom.records import PixelModule

_FLOAT_TAGS = ((tags.FLOAT_PADDING, tags.FLOAT_PADDING_LIMIT, "FL"), (tags.DOUBLE_PADDING, tags.DOUBLE_LIMIT, "FD"))


def padding_of(values: RawValues, pixels: PixelModule) -> PaddingRange | None:
    """The stored values that are padding; None when the header states none. The range may be given either way round."""
    if pixels.is_float:
        ends = next((found for tags_and_vr in _FLOAT_TAGS if (found := _float_ends(values, *tags_and_vr))), ())
    else:
        ends = _integer_ends(values, pixels)
    return PaddingRange(min(ends), max(ends)) if ends else None


def _float_ends(values: RawValues, value_tag: int, limit_tag: int, vr: str) -> tuple[float, ...]:
    value, limit = values.number(value_tag, vr), values.number(limit_tag, vr)
    return tuple(end for end in (value, limit) if end is not None) if value is not None else ()


def _integer_ends(values: RawValues, pixels: PixelModule) -> tuple[float, ...]:
    value, limit = (_stored(values, tag, pixels) for tag in (tags.PIXEL_PADDING, tags.PIXEL_PADDING_LIMIT))
    return tuple(float(end) for end in (value, limit) if end is not None) if value is not None else ()


def _stored(values: RawValues, tag: int, pixels: PixelModule) -> int | None:
    """A padding value with the sign of the pixels: the VR should follow it, but some writers state the other one."""
    signed = pixels.pixel_representation == 1
    number = values.integer(tag, "SS" if signed else "US")
    if number is None:
        return None
    if signed and number >= 1 << 15:
        return number - (1 << 16)
    return number + (1 << 16) if not signed and number < 0 else number
