"""Grey-level windows by modality that are offered by name, with where their values come from (viewing.md 4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from annotations.catalogue_files import EntryReader, Evidence, read_tables


@dataclass(frozen=True)
class NamedWindow:
    """A window with a name. `width` and `center` are in `unit` of the modality values, and mean nothing in another.

    `entered` is the day the values were written down, `reviewed` the day someone competent confirmed them (None =
    nobody has); both of one entry, not of the file.
    """

    id: str
    title: str
    modality: str
    unit: str
    width: float
    center: float
    source: str
    evidence: Evidence
    entered: date | None
    reviewed: date | None
    note: str = ""


def load_windows(directory: Path | None = None) -> Mapping[str, NamedWindow]:
    """The windows by id, in menu order; a `windows.toml` in `directory` overrides fields. Raises `CatalogueError`."""
    tables = read_tables("windows.toml", "window", directory)
    windows = (_window(EntryReader(source, one, table), one) for source, one, table in tables)
    return MappingProxyType({window.id: window for window in windows})


def _window(reader: EntryReader, window_id: str) -> NamedWindow:
    window = NamedWindow(
        id=window_id.replace("_", "-"),
        title=reader.text("title"),
        modality=reader.text("modality"),
        unit=reader.text("unit", ""),
        width=reader.number("width"),
        center=reader.number("center"),
        source=reader.text("source", ""),
        evidence=reader.choice("evidence", Evidence),
        entered=_day(reader, "entered"),
        reviewed=_day(reader, "reviewed"),
        note=reader.text("note", ""),
    )
    if not window.width > 0:
        raise reader.error("width", "must be above zero")
    if window.evidence is Evidence.UNVERIFIED and window.reviewed is not None:
        raise reader.error("reviewed", "is given, so evidence cannot be unverified")
    reader.finish()
    return window


def _day(reader: EntryReader, field: str) -> date | None:
    text = reader.text(field, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise reader.error(field, "must be a day as YYYY-MM-DD") from error


NAMED_WINDOWS: Mapping[str, NamedWindow] = load_windows()
"""The shipped windows."""
