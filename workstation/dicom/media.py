"""DICOMDIR: the files a medium says it holds, checked before any of them is touched."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from workstation.dicom import tags
from workstation.dicom.part10 import NotDicomError, open_header
from workstation.dicom.pydicom_setup import PARSE_ERRORS
from workstation.dicom.raw_values import RawValues

MAX_COMPONENTS = 8
"""PS3.10 8.2.1 allows at most eight components in a File ID."""
MAX_RECORDS = 200_000
MISSING = "listed in DICOMDIR but missing: the medium is incomplete, ask its sender for a new copy"
OUTSIDE = "listed in DICOMDIR with a name that points outside the medium: refused"


@dataclass(frozen=True)
class Reference:
    """One Referenced File ID: the file it is, or why it is not used."""

    name: str
    path: Path | None
    reason: str = ""


def directory_references(directory: Path) -> tuple[Reference, ...]:
    """Every file a DICOMDIR lists, in its order; an unparsable DICOMDIR lists nothing (it is reported as a file)."""
    try:
        values = RawValues(open_header(directory).dataset)
        records = values.items(tags.DIRECTORY_RECORDS)[:MAX_RECORDS]
        file_ids = [record.texts(tags.REFERENCED_FILE_ID) for record in records]
    except (NotDicomError, OSError, *PARSE_ERRORS):
        return ()
    unique = dict.fromkeys(parts for parts in file_ids if parts)
    return tuple(_resolved(directory.parent, parts) for parts in unique)


def _resolved(root: Path, parts: tuple[str, ...]) -> Reference:
    """The file of one File ID, only when it lies inside the medium (CVE-2026-32711)."""
    name = "/".join(parts)
    if len(parts) > MAX_COMPONENTS or any(_is_hostile(part) for part in parts):
        return Reference(name, None, OUTSIDE)
    found = _find(root, parts)
    if found is None:
        return Reference(name, None, MISSING)
    if not Path(os.path.realpath(found)).is_relative_to(os.path.realpath(root)):
        return Reference(name, None, OUTSIDE)
    return Reference(name, found)


def _is_hostile(part: str) -> bool:
    return part in {"", ".", ".."} or any(c in part for c in "/:\0") or "\\" in part


def _find(root: Path, parts: tuple[str, ...]) -> Path | None:
    """The file under `root`, also when the medium was copied with names in lower case."""
    for spelling in (parts, tuple(p.lower() for p in parts), tuple(p.upper() for p in parts)):
        candidate = root.joinpath(*spelling)
        if os.path.isfile(candidate):  # False also where the drive has gone
            return candidate
    return None
