"""Display shutters of a header or of a frame's functional group: shapes, and what covers the rest."""

from __future__ import annotations

from collections.abc import Callable

from viewers.imaging.overlay_planes import OverlayPlane
from viewers.imaging.shutters import (
    BitmapOpening,
    CircularOpening,
    Opening,
    PolygonalOpening,
    RectangularOpening,
    Shutter,
)
from workstation.dicom import tags
from workstation.dicom.calibration import valid_spacing
from workstation.dicom.cielab import rgb_of_pcs
from workstation.dicom.raw_values import RawValues

MAX_P_VALUE = 0xFFFF
"""Shutter Presentation Value (0018,1622) counts from 0, black, to this, white."""
MAX_VERTICES = 10_000
"""A polygon with more is damage."""

PlaneOf = Callable[[int], OverlayPlane | None]
"""The overlay plane of a group over the frame."""


def shutter_of(values: RawValues, plane_of: PlaneOf, *, row_step: float = 1.0) -> Shutter | None:
    """The shutter that a data set states, None without one; a shape that lacks a value is left out.

    Rows and columns in the header count from 1. `row_step` is the distance of rows in distances of columns.
    """
    openings = [
        opening
        for shape in values.texts(tags.SHUTTER_SHAPE)
        if shape in _SHAPES and (opening := _SHAPES[shape](values, row_step)) is not None
    ]
    bitmap = _bitmap(values, plane_of)
    if bitmap is not None:
        openings.append(bitmap)
    color = rgb_of_pcs(values.numbers(tags.SHUTTER_COLOR, "US"))
    return Shutter(tuple(openings), _level(values), color) if openings else None


def bitmap_group(values: RawValues) -> int | None:
    """Shutter Overlay Group (0018,1623): the overlay plane that is a shutter and not a drawing."""
    return values.integer(tags.SHUTTER_OVERLAY_GROUP, "US") if values.has(tags.SHUTTER_OVERLAY_GROUP) else None


def row_step_of(values: RawValues) -> float:
    """Distance of rows in distances of columns: from the pixel spacings, else the aspect ratio, else 1."""
    for tag, vr in ((tags.PIXEL_SPACING, "DS"), (tags.IMAGER_PIXEL_SPACING, "DS"), (tags.PIXEL_ASPECT_RATIO, "IS")):
        spacing = valid_spacing(values.numbers(tag, vr))
        if spacing is not None:
            return spacing[0] / spacing[1]
    return 1.0


def _rectangle(values: RawValues, _row_step: float) -> Opening | None:
    names = (tags.SHUTTER_LEFT, tags.SHUTTER_RIGHT, tags.SHUTTER_UPPER, tags.SHUTTER_LOWER)
    edges = [values.number(tag, "IS") for tag in names]
    known = [edge - 1 for edge in edges if edge is not None]
    return RectangularOpening(*known) if len(known) == len(names) else None


def _circle(values: RawValues, row_step: float) -> Opening | None:
    center, radius = values.numbers(tags.SHUTTER_CENTER, "IS"), values.number(tags.SHUTTER_RADIUS, "IS")
    if len(center) != 2 or radius is None:
        return None
    return CircularOpening(center[0] - 1, center[1] - 1, radius, row_step)


def _polygon(values: RawValues, _row_step: float) -> Opening | None:
    numbers = values.numbers(tags.SHUTTER_VERTICES, "IS")
    vertices = tuple((row - 1, column - 1) for row, column in zip(numbers[::2], numbers[1::2], strict=False))
    is_closed = len(numbers) % 2 == 0 and 3 <= len(vertices) <= MAX_VERTICES
    return PolygonalOpening(vertices) if is_closed else None


_SHAPES: dict[str, Callable[[RawValues, float], Opening | None]] = {
    "RECTANGULAR": _rectangle,
    "CIRCULAR": _circle,
    "POLYGONAL": _polygon,
}


def _bitmap(values: RawValues, plane_of: PlaneOf) -> Opening | None:
    group = bitmap_group(values)
    plane = plane_of(group) if group is not None else None
    return None if plane is None else BitmapOpening(plane)


def _level(values: RawValues) -> int:
    value = values.integer(tags.SHUTTER_VALUE, "US")
    return 0 if value is None or not 0 <= value <= MAX_P_VALUE else round(value * 255 / MAX_P_VALUE)
