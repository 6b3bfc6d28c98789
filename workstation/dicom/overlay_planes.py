"""Overlay planes of a header: groups 6000 to 601E, with their own data or in unused bits of the pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewers.imaging.overlay_planes import OverlayKind, OverlayPlane
from workstation.dicom import tags
from workstation.dicom.raw_values import RawValues
from workstation.dicom.records import PixelModule

_ROWS, _COLUMNS = 0x0010, 0x0011
_FRAMES, _FRAME_ORIGIN = 0x0015, 0x0051
_DESCRIPTION, _LABEL = 0x0022, 0x1500
_TYPE, _ORIGIN = 0x0040, 0x0050
_BITS_ALLOCATED, _BIT_POSITION = 0x0100, 0x0102
_DATA = 0x3000
MAX_PLANE_PIXELS = 1 << 27
"""A larger plane is damage: no image has as many pixels."""

Words = Callable[[], NDArray[Any] | None]
"""Gives the unmasked words (rows, columns) of the frame; only asked where a plane lies in their bits."""


class OverlayFaultError(Exception):
    """A plane without the bits it states, or in bits of the pixels that are not there any more."""


def overlay_groups(values: RawValues) -> tuple[int, ...]:
    """The groups of a header that hold an overlay plane."""
    return tuple(tag >> 16 for tag in tags.OVERLAY_ROWS if values.has(tag))


def overlay_plane(
    values: RawValues, group: int, frame_number: int, pixels: PixelModule, words: Words
) -> OverlayPlane | None:
    """The plane of one group over one frame (1-based); None when none of it lies there.

    Raises `OverlayFaultError` when it cannot be used.
    """
    if values.has(_tag(group, _DATA)):
        return _own_plane(values, group, frame_number)
    position = values.integer(_tag(group, _BIT_POSITION), "US")
    allocated = values.integer(_tag(group, _BITS_ALLOCATED), "US")
    if position is None or allocated != pixels.bits_allocated or not 0 <= position < pixels.bits_allocated:
        raise OverlayFaultError
    found = words()
    if found is None:
        raise OverlayFaultError
    return _embedded_plane(values, group, found, position)


def _own_plane(values: RawValues, group: int, frame_number: int) -> OverlayPlane | None:
    """A plane with Overlay Data (60xx,3000), bits of all its frames one after another (PS3.5 8.1.2)."""
    rows = values.integer(_tag(group, _ROWS), "US") or 0
    columns = values.integer(_tag(group, _COLUMNS), "US") or 0
    index = _plane_frame(values, group, frame_number)
    if index is None:
        return None
    if not 0 < rows * columns <= MAX_PLANE_PIXELS:
        raise OverlayFaultError
    packed = values.little_endian_bytes(_tag(group, _DATA))
    first_bit = index * rows * columns
    if len(packed) * 8 < first_bit + rows * columns:
        raise OverlayFaultError
    return _plane(values, group, rows, columns, packed, first_bit)


def _plane_frame(values: RawValues, group: int, frame_number: int) -> int | None:
    """Which frame of the plane (0-based) lies over a frame of the image; None when none does.

    With neither Number of Frames in Overlay nor Image Frame Origin one plane lies over all frames, as in DCMTK;
    otherwise the first one lies over the origin, which is frame 1 if not stated (PS3.3 C.9.2.1).
    """
    count = values.integer(_tag(group, _FRAMES))
    origin = values.integer(_tag(group, _FRAME_ORIGIN), "US")
    if count is None and origin is None:
        return 0
    index = frame_number - (origin or 1)
    return index if 0 <= index < max(1, count or 1) else None


def _embedded_plane(values: RawValues, group: int, words: NDArray[Any], position: int) -> OverlayPlane:
    """One bit of every pixel word, the way of ACR-NEMA and of DICOM before 2004."""
    bits = (words >> position) & 1
    rows, columns = words.shape
    packed = np.packbits(bits.astype(np.uint8).reshape(-1), bitorder="little").tobytes()
    return _plane(values, group, rows, columns, packed, 0)


def _plane(values: RawValues, group: int, rows: int, columns: int, packed: bytes, first_bit: int) -> OverlayPlane:
    origin = values.numbers(_tag(group, _ORIGIN), "SS")
    row, column = (int(origin[0]), int(origin[1])) if len(origin) == 2 else (1, 1)
    is_region = values.text(_tag(group, _TYPE)) == OverlayKind.REGION
    label = values.text(_tag(group, _LABEL)) or values.text(_tag(group, _DESCRIPTION))
    kind = OverlayKind.REGION if is_region else OverlayKind.GRAPHICS
    return OverlayPlane(group, rows, columns, packed, (row - 1, column - 1), kind, label, first_bit)


def _tag(group: int, element: int) -> int:
    return group << 16 | element
