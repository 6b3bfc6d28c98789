"""The pixel spacing of the image a mark was placed on, looked up once for each place."""

from __future__ import annotations

from annotations.locations import Location, PatientLocation
from annotations.marks import Mark
from workstation.export import SeriesLookup, source_spacing_mm


class SourceSpacings:
    """Remembers what it has found; other images need another one."""

    def __init__(self, series_of: SeriesLookup) -> None:
        self._series_of = series_of
        self._known: dict[Location, float | None] = {}

    def of(self, mark: Mark) -> float | None:
        """Millimetres, None on radiographs and where the image is not known here."""
        if not isinstance(mark.location, PatientLocation):
            return None
        if mark.location not in self._known:
            self._known[mark.location] = source_spacing_mm(mark.location, self._series_of)
        return self._known[mark.location]
