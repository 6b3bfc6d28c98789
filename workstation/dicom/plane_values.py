"""Position and orientation of an image plane in the patient, as a header states them."""

from __future__ import annotations

from annotations.geometry import Point
from workstation.dicom import tags
from workstation.dicom.headers import Orientation
from workstation.dicom.raw_values import RawValues

UNIT_TOLERANCE = 1e-3
"""Direction cosines whose length is farther than this from 1, or that are not perpendicular, are not trusted."""


def position_of(values: RawValues) -> Point | None:
    """Image Position (Patient): the centre of the first pixel, LPS mm."""
    numbers = values.numbers(tags.IMAGE_POSITION)
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else None


def orientation_of(values: RawValues) -> Orientation | None:
    """Image Orientation (Patient) when it is two perpendicular unit vectors, else None."""
    o = values.numbers(tags.IMAGE_ORIENTATION)
    if len(o) != 6:
        return None
    right, down = o[:3], o[3:]
    lengths = (sum(v * v for v in right), sum(v * v for v in down))
    dot = sum(a * b for a, b in zip(right, down, strict=True))
    if max(abs(length - 1) for length in lengths) > 2 * UNIT_TOLERANCE or abs(dot) > UNIT_TOLERANCE:
        return None
    return (o[0], o[1], o[2], o[3], o[4], o[5])
