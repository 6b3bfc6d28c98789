"""DICOMDIR: the files a medium says it holds, checked before any of them is touched."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
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
    """One Referenced File ID: the file it is, or why it is not used; and the SOP Instance UID it should have."""

    name: str
    path: Path | None
    reason: str = ""
    sop_instance_uid: str = ""


def directory_references(directory: Path) -> tuple[Reference, ...]:
    """Every file a DICOMDIR lists, in its order; an unparsable DICOMDIR lists nothing (it is reported as a file)."""
    try:
        values = RawValues(open_header(directory).dataset)
        records = values.items(tags.DIRECTORY_RECORDS)[:MAX_RECORDS]
        uids = {r.texts(tags.REFERENCED_FILE_ID): r.text(tags.REFERENCED_INSTANCE_IN_FILE) for r in records}
    except (NotDicomError, OSError, *PARSE_ERRORS):
        return ()
    medium = _Medium(directory.parent)
    return tuple(replace(_resolved(medium, parts), sop_instance_uid=uid) for parts, uid in uids.items() if parts)


def is_directory_file(name: str) -> bool:
    """Whether a file is named DICOMDIR, as far as a copied medium still has the name."""
    return plain_name(name) == "dicomdir"


def plain_name(name: str) -> str:
    """A file name without what copying adds or changes: case, the version `;1` of ISO 9660, and trailing dots."""
    stem, _, version = name.partition(";")
    return (stem if not version or version.isdigit() else name).rstrip(". ").casefold()


def _resolved(medium: _Medium, parts: tuple[str, ...]) -> Reference:
    """The file of one File ID, only when it lies inside the medium (CVE-2026-32711)."""
    name = "/".join(parts)
    if len(parts) > MAX_COMPONENTS or any(_is_hostile(part) for part in parts):
        return Reference(name, None, OUTSIDE)
    found = medium.find(parts)
    if found is None:
        return Reference(name, None, MISSING)
    if not Path(os.path.realpath(found)).is_relative_to(medium.real_root):
        return Reference(name, None, OUTSIDE)
    return Reference(name, found)


def _is_hostile(part: str) -> bool:
    return part in {"", ".", ".."} or any(c in part for c in "/:\0") or "\\" in part


class _Medium:
    """The files below the folder of a DICOMDIR, found by name; each folder is listed once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.real_root = os.path.realpath(root)
        self._names: dict[Path, dict[str, str]] = {}

    def find(self, parts: tuple[str, ...]) -> Path | None:
        """The file of a File ID, spelt as it is or as copying has changed it; None when there is none, or two."""
        exact = self._root.joinpath(*parts)
        if os.path.isfile(exact):  # False also where the drive has gone
            return exact
        place = self._root
        for part in parts:
            name = self._listed(place).get(plain_name(part), "")
            if not name:
                return None
            place = place / name
        return place if os.path.isfile(place) else None

    def _listed(self, folder: Path) -> dict[str, str]:
        """The names in a folder by their plain form; two that differ only in spelling give an empty one."""
        if folder not in self._names:
            names: dict[str, str] = {}
            with contextlib.suppress(OSError, ValueError):
                for name in os.listdir(folder):
                    plain = plain_name(name)
                    names[plain] = "" if plain in names else name
            self._names[folder] = names
        return self._names[folder]
