"""What tells frames at one position apart: diffusion, the heart's cycle, times, and the object's own dimensions."""

from __future__ import annotations

from annotations.geometry import Point
from workstation.dicom import tags
from workstation.dicom.raw_values import RawValues

_SPATIAL = frozenset({0x00209056, 0x00209057, 0x00200032, 0x00209301, 0x00200037, 0x00201041, 0x0048021E, 0x0048021F})
"""Dimension Index Pointers of place: Stack ID, In-Stack Position Number, positions, orientation, slice location."""
_STATIC_PET = frozenset({"", "STATIC", "WHOLE BODY"})


def diffusion_of(values: RawValues) -> tuple[float | None, Point | None]:
    """b-value (s/mm2) and gradient direction (patient axes) of a classic header or an MR Diffusion group.

    The direction stands in the header itself or in a sequence of the group (PS3.3 C.8.13.5.9).
    """
    direction = values.numbers(tags.DIFFUSION_GRADIENT_ORIENTATION, "FD") or values.item(
        tags.DIFFUSION_GRADIENT_DIRECTION
    ).numbers(tags.DIFFUSION_GRADIENT_ORIENTATION, "FD")
    point = (direction[0], direction[1], direction[2]) if len(direction) == 3 else None
    return values.number(tags.DIFFUSION_B_VALUE, "FD"), point


def cardiac_phase_of(values: RawValues) -> tuple[float | None, float | None]:
    """Nominal trigger delay (ms) and nominal percentage of the cardiac phase (PS3.3 C.7.6.16.2.7)."""
    return values.number(tags.NOMINAL_TRIGGER_DELAY, "FD"), values.number(tags.NOMINAL_PHASE_PERCENT, "FD")


def pet_time_index(values: RawValues) -> int | None:
    """The 1-based time slice or gate of a dynamic or gated PET image, from its Image Index.

    Image Index counts the slices of one time first, then the times (PS3.3 C.8.9.4.1.9).
    """
    index = values.integer(tags.IMAGE_INDEX, "US")
    slices = values.integer(tags.NUMBER_OF_SLICES, "US")
    if values.text(tags.SERIES_TYPE) in _STATIC_PET or not index or not slices:
        return None
    return (index - 1) // slices + 1


class Dimensions:
    """The dimensions of one multi-frame object (PS3.3 C.7.6.17), those of space left out."""

    def __init__(self, values: RawValues) -> None:
        items = values.items(tags.DIMENSION_INDEX_SEQUENCE)
        self._pointers = [_tag(item.numbers(tags.DIMENSION_INDEX_POINTER, "US")) for item in items]

    def of(self, content: RawValues) -> tuple[tuple[int, int], ...]:
        """(pointer, index) of a frame, from its Frame Content group; none when the counts do not fit."""
        indices = content.numbers(tags.DIMENSION_INDEX_VALUES, "UL")
        if len(indices) != len(self._pointers):
            return ()
        pairs = zip(self._pointers, indices, strict=True)
        return tuple((pointer, int(index)) for pointer, index in pairs if pointer not in _SPATIAL)


def _tag(halves: tuple[float, ...]) -> int:
    """An AT value read as its two 16-bit halves."""
    return (int(halves[0]) << 16) | int(halves[1]) if len(halves) == 2 else 0
