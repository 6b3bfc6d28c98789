"""What is shown and how, as a table made from the code: `python -m workstation.dicom.supported docs/imaging.md`."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from pydicom.uid import UID, DeflatedExplicitVRLittleEndian

from workstation.dicom.decode import codecs_by_transfer_syntax
from workstation.dicom.pixel_module import NATIVE_SYNTAXES
from workstation.dicom.sop_classes import (
    NOT_SHOWN_CLASSES,
    NUCLEAR_CLASS,
    SLICE_CLASSES,
    image_classes,
    is_projection,
    sop_class_name,
)

BEGIN, END = "<!-- made by workstation.dicom.supported -->", "<!-- end of what is made -->"
PROJECTION = "Radiographs and runs, each object by itself; a length says how its pixel size is known"
SLICES = "Volumes; slice by slice with the reason where the slices form no regular grid"
NUCLEAR = "Reconstructed slices that say where they lie as volumes, everything else as runs"
PICTURE = "Pictures and runs"
LISTED = "Listed by name, not shown: their pixels are no images"
_ORDER = (SLICES, NUCLEAR, PROJECTION, PICTURE, LISTED)
_PURPOSE = re.compile(r"( Image)? Storage( - For Presentation| - For Processing)?$")
_VERSION = re.compile(r" \d[\w.]*")


def shown_as(sop_class_uid: str) -> str:
    """How objects of an image class are shown."""
    if sop_class_uid in NOT_SHOWN_CLASSES:
        return LISTED
    if is_projection(sop_class_uid, ""):
        return PROJECTION
    if sop_class_uid == NUCLEAR_CLASS:
        return NUCLEAR
    return SLICES if sop_class_uid in SLICE_CLASSES else PICTURE


def supported_objects() -> tuple[tuple[str, str], ...]:
    """(SOP class, how it is shown) of every class with pixels."""
    uids = (*image_classes(), *sorted(NOT_SHOWN_CLASSES, key=sop_class_name))
    return tuple((sop_class_name(uid), shown_as(uid)) for uid in uids)


def supported_syntaxes() -> tuple[tuple[str, str], ...]:
    """(transfer syntax, what decodes it) of every syntax that is shown."""
    native = (
        (str(UID(uid).name), "zlib, numpy" if uid == DeflatedExplicitVRLittleEndian else "numpy")
        for uid in sorted(NATIVE_SYNTAXES)
    )
    coded = ((name, _VERSION.sub("", codec)) for name, codec in codecs_by_transfer_syntax().items())
    return (*native, *coded)


def supported_markdown() -> str:
    """Both lists as Markdown."""
    rows = supported_objects()
    lines = ["### Objects", ""]
    for how in _ORDER:
        names = dict.fromkeys(_PURPOSE.sub("", name) for name, shown in rows if shown == how)
        lines += [f"- **{how}.** {'; '.join(names)}."]
    lines += ["", "### Transfer syntaxes", "", "| transfer syntax | decoded by |", "|---|---|"]
    lines += [f"| {name} | {codec} |" for name, codec in supported_syntaxes()]
    return "\n".join(lines)


def with_supported(document: str) -> str:
    """A Markdown document with the lists between its two marks renewed; raises `ValueError` without the marks."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document has no place for the lists: put {BEGIN} and {END} into it, each on its line")
    return f"{before}{BEGIN}\n{supported_markdown()}\n{END}{after}"


def main(arguments: Sequence[str]) -> int:
    """Renew the lists in the documents named."""
    for name in arguments:
        path = Path(name)
        path.write_text(with_supported(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
