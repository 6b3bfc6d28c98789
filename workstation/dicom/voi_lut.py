"""VOI LUT Sequence (0028,3010): modality values to grey levels by table."""

from __future__ import annotations

from viewers.imaging.windowing import VoiTable, Window
from workstation.dicom import tags
from workstation.dicom.raw_values import RawValues

_DESCRIPTOR = 0x00283002
_EXPLANATION = 0x00283003
_DATA = 0x00283006
ENTRY_BITS = range(8, 17)
"""Bits an entry may have (PS3.3 C.11.2.1.1)."""


def voi_tables_of(values: RawValues) -> tuple[Window, ...]:
    """The usable tables of a header, each as a window over the range it covers, named by its explanation."""
    signed = values.integer(tags.PIXEL_REPRESENTATION, "US") == 1
    tables = (_table(item, signed=signed) for item in values.items(tags.VOI_LUT))
    return tuple(window for window in tables if window is not None)


def _table(item: RawValues, *, signed: bool) -> Window | None:
    """One item; None when it has not the entries it states, or a depth no table has."""
    descriptor = item.numbers(_DESCRIPTOR, "US")
    if len(descriptor) != 3 or int(descriptor[2]) not in ENTRY_BITS:
        return None
    count, first, bits = int(descriptor[0]) or 1 << 16, int(descriptor[1]), int(descriptor[2])
    if signed and first >= 1 << 15:
        first -= 1 << 16  # the second value has the sign of the modality values, whatever VR it was written with
    entries = tuple(int(entry) & 0xFFFF for entry in item.numbers(_DATA, "US"))
    if len(entries) != count:
        return None
    table = VoiTable(first, entries, (1 << bits) - 1)
    return Window(float(max(count, 2)), first + count / 2, item.text(_EXPLANATION) or "VOI table", table=table)
