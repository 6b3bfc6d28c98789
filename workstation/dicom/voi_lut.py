"""VOI LUT Sequence (0028,3010): modality values to grey levels by table."""

from __future__ import annotations

from viewers.imaging.windowing import VoiTable, Window
from workstation.dicom import tags
from workstation.dicom.lut_item import read_lut_item
from workstation.dicom.raw_values import RawValues

ENTRY_BITS = range(8, 17)
"""Bits an entry may have (PS3.3 C.11.2.1.1)."""


def voi_tables_of(values: RawValues) -> tuple[Window, ...]:
    """The usable tables of a header, each as a window over the range it covers, named by its explanation."""
    signed = values.integer(tags.PIXEL_REPRESENTATION, "US") == 1
    tables = (_table(item, signed=signed) for item in values.items(tags.VOI_LUT))
    return tuple(window for window in tables if window is not None)


def _table(item: RawValues, *, signed: bool) -> Window | None:
    """One item; None when it has not the entries it states, or a depth no table has."""
    read = read_lut_item(item, signed=signed)
    if read is None or read.bits not in ENTRY_BITS:
        return None
    count = len(read.entries)
    table = VoiTable(read.first, tuple(read.entries.tolist()), (1 << read.bits) - 1)
    name = read.explanation or "VOI table"
    return Window(float(max(count, 2)), read.first + count / 2, name, table=table)
