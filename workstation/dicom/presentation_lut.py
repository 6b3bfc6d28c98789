"""Presentation LUT Shape (2050,0020) and Sequence (2050,0010): what becomes of the grey levels after the window."""

from __future__ import annotations

from dataclasses import dataclass

from viewers.imaging.presentation_lut import PresentationLut
from viewers.imaging.problems import Problem, ProblemCode
from workstation.dicom import tags
from workstation.dicom.lut_item import read_lut_item
from workstation.dicom.raw_values import RawValues

ENTRY_BITS = range(8, 17)
"""Bits an entry may have: 10 to 16 (PS3.3 C.11.4.1), and 8, which some writers use."""
_INVERTED_BY_SHAPE = {"IDENTITY": False, "INVERSE": True}
LIN_OD = "LIN OD"


@dataclass(frozen=True)
class GreyPresentation:
    """Whether the smallest value is white, the table to P-values if there is one, and what could not be followed."""

    inverted: bool = False
    lut: PresentationLut | None = None
    problems: tuple[Problem, ...] = ()


def grey_presentation_of(values: RawValues, photometric: str) -> GreyPresentation:
    """The last step of the grayscale pipeline of one header (PS3.3 C.11.4, C.11.6).

    A table or a shape says how P-values come out of the window, and then decides alone: the output of MONOCHROME1 with
    IDENTITY is not turned over, with INVERSE it is turned over once (C.8.11.3.1.2; DCMTK does the same). Without
    either, MONOCHROME1 is white at its smallest value. LIN OD is for film printers only, and is left out.
    """
    if values.has(tags.PRESENTATION_LUT):
        lut = _table(values.item(tags.PRESENTATION_LUT))
        if lut is not None:
            return GreyPresentation(lut=lut)
        message = "its Presentation LUT cannot be used: the grey levels are those of the window alone"
        return _without(values, photometric, message)
    shape = values.text(tags.PRESENTATION_LUT_SHAPE)
    if shape == LIN_OD:
        message = "its Presentation LUT Shape is LIN OD, which is for film printers and is not used on screens"
        return _without(values, photometric, message)
    return GreyPresentation(_INVERTED_BY_SHAPE.get(shape, photometric == "MONOCHROME1"))


def _table(item: RawValues) -> PresentationLut | None:
    read = read_lut_item(item, signed=False)
    if read is None or read.bits not in ENTRY_BITS or read.first != 0:
        return None
    return PresentationLut(tuple(read.entries.tolist()), (1 << read.bits) - 1)


def _without(values: RawValues, photometric: str, message: str) -> GreyPresentation:
    problem = Problem(ProblemCode.PRESENTATION, message, (values.text(tags.SOP_INSTANCE),))
    return GreyPresentation(photometric == "MONOCHROME1", None, (problem,))
