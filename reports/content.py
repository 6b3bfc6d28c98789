"""What a report is made from besides the case (key images, who made it and when), and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class KeyImage:
    """A picture as it was on screen (letters and marks drawn in), as PNG bytes, with its caption.

    Raises `ValueError` when the bytes are no PNG.
    """

    png: bytes
    caption: str
    item_id: str = ""

    def __post_init__(self) -> None:
        if not self.png.startswith(PNG_SIGNATURE):
            raise ValueError("a key image must be given as PNG")


@dataclass(frozen=True)
class Provenance:
    """Who and what made the report: the physician's name (empty = not given), time and software version."""

    author: str
    made_at: datetime
    software_version: str


@dataclass(frozen=True)
class Packet:
    """What was written: the folder, the files in it and the SHA-256 (hex) of each by name; pages and key images."""

    directory: Path
    pdf: Path
    structured_reports: tuple[Path, ...]
    manifest: Path
    sha256: Mapping[str, str]
    pages: int = 0
    key_images: int = 0


def local_now() -> datetime:
    """The time now at this workstation, with its zone: what a reader of the report expects to see."""
    return datetime.now().astimezone()


class PageSize(Enum):
    """Paper, width and height in points."""

    A4 = (595.2755905511812, 841.8897637795277)
    LETTER = (612.0, 792.0)


def installed_version() -> str:
    """The version of the installed program, `unknown` when it runs without being installed."""
    try:
        return version("foramen")
    except PackageNotFoundError:
        return "unknown"
