"""What the pixels inside area marks and at probes say, beside each of them; long counts are made in a job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np

from annotations.calibration import PixelCalibration
from annotations.locations import ImageLocation, Location
from annotations.marks import Mark, MarkKind
from viewers.imaging.images import Pixels, Volume
from viewers.imaging.region_statistics import (
    STILL_LOADING,
    NoStatisticsError,
    RegionStatistics,
    encloses_area,
    is_drawn_on,
    region_statistics,
)
from viewers.qt.grid_links import Pane
from viewers.state.overlay import OverlayContent, OverlayMark
from workstation.dicom.records import PatientRecord
from workstation.jobs.executor import Answers, JobContext, Lane
from workstation.session import CaseOpened, SessionEvent
from workstation.ui.read.feature import Feature, ReadHands
from workstation.ui.read.region_words import probe_text, statistics_lines

COUNTED_AT_ONCE = 60_000
"""Pixels of a box that are counted within 5 ms; a larger region is counted in a job."""
JOB = "region statistics"

Key = tuple[MarkKind, Location, PixelCalibration]
Result = RegionStatistics | str
"""Statistics, or the reason why there are none."""


class RegionReadings(Feature):
    """Adds lines to the labels of area marks and probes; each result is kept with the pixels it is of."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._known: WeakKeyDictionary[Pixels, dict[Key, Result]] = WeakKeyDictionary()
        self._waiting: set[Key] = set()
        hands.overlays.add_layer(self._with_readings)
        hands.overlays.words_of = self.words_of
        hands.loader.finished.connect(lambda _key, _pixels: self._refresh())
        hands.content.changed.connect(hands.overlays.tell_words)

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Nothing of the former patient stays."""
        self._forget()

    def on_session(self, event: SessionEvent) -> None:
        """Another case: what is being counted for the former one is not heard."""
        if isinstance(event, CaseOpened):
            self._forget()

    def close(self) -> None:
        """Stop counting."""
        self._forget()

    def _forget(self) -> None:
        for key in self._waiting:
            self._hands.executor.cancel(_job_key(key))
        self._waiting.clear()
        self._known.clear()

    def values_of(self, mark: Mark) -> RegionStatistics | None:
        """The statistics of a mark where its image is on screen and they are counted; otherwise counting begins."""
        pixels = self._pixels_of(mark, self._shown())
        found = self._result(mark, pixels) if pixels is not None and encloses_area(mark) else None
        return found if isinstance(found, RegionStatistics) else None

    def words_of(self, mark: Mark) -> tuple[str, ...]:
        """The lines of a mark where its image is on screen; none while they are counted."""
        return self._lines(mark, self._shown())

    def _with_readings(self, pane: Pane, content: OverlayContent) -> OverlayContent:
        case = self._hands.session.case
        if case is None or pane.pixels is None or not content.marks:
            return content
        shown = (pane.pixels, *self._shown())
        marks = [self._with_lines(one, case.get(Mark, one.mark_id), shown) for one in content.marks]
        return replace(content, marks=tuple(marks))

    def _with_lines(self, shown: OverlayMark, mark: Mark | None, all_pixels: tuple[Pixels, ...]) -> OverlayMark:
        lines = self._lines(mark, all_pixels) if mark is not None else ()
        return replace(shown, value_text="\n".join((*shown.value_text.splitlines(), *lines))) if lines else shown

    def _lines(self, mark: Mark, all_pixels: tuple[Pixels, ...]) -> tuple[str, ...]:
        if not (mark.kind is MarkKind.PROBE or encloses_area(mark)):
            return ()
        pixels = self._pixels_of(mark, all_pixels)
        if pixels is None:
            return ()
        if mark.kind is MarkKind.PROBE:
            said = probe_text(mark, pixels)
            return (said,) if said else ()
        found = self._result(mark, pixels)
        return statistics_lines(found) if isinstance(found, RegionStatistics) else ()

    def _shown(self) -> tuple[Pixels, ...]:
        return tuple(self._all_pixels())

    def _all_pixels(self) -> Iterator[Pixels]:
        for grid in self._hands.content.grids:
            for pane in grid.links.panes:
                if pane.pixels is not None:
                    yield pane.pixels

    @staticmethod
    def _pixels_of(mark: Mark, shown: tuple[Pixels, ...]) -> Pixels | None:
        return next((pixels for pixels in shown if is_drawn_on(mark, pixels)), None)

    def _result(self, mark: Mark, pixels: Pixels) -> Result | None:
        """What is known of a mark on pixels; None while it is counted."""
        key = (mark.kind, mark.location, mark.calibration)
        known = self._known.setdefault(pixels, {})
        if key not in known and key not in self._waiting:
            if _box_pixels(mark, pixels) <= COUNTED_AT_ONCE:
                self._keep(pixels, key, _counted(mark, pixels))
            else:
                self._count_later(mark, pixels, key)
        return known.get(key)

    def _keep(self, pixels: Pixels, key: Key, result: Result) -> None:
        if result != STILL_LOADING:
            self._known.setdefault(pixels, {})[key] = result

    def _count_later(self, mark: Mark, pixels: Pixels, key: Key) -> None:
        self._waiting.add(key)

        def work(_context: JobContext) -> Result:
            return _counted(mark, pixels)

        def done(result: Result) -> None:
            self._waiting.discard(key)
            self._keep(pixels, key, result)
            if result != STILL_LOADING:
                self._refresh()

        answers = Answers(done=done, failed=lambda _error: self._waiting.discard(key))
        self._hands.executor.submit(Lane.ANALYSIS, _job_key(key), work, answers)

    def _refresh(self) -> None:
        for grid in self._hands.content.grids:
            grid.refresh_overlays()
        self._hands.overlays.tell_words()


def _job_key(key: Key) -> str:
    return f"{JOB} {hash(key)}"


def _counted(mark: Mark, pixels: Pixels) -> Result:
    try:
        return region_statistics(mark, pixels)
    except NoStatisticsError as error:
        return str(error)


def _box_pixels(mark: Mark, pixels: Pixels) -> float:
    """About how many pixels the box around a mark holds; those of an oblique plane count as many more as they take."""
    points = np.asarray(mark.points)
    extent = np.ptp(points, axis=0)
    if isinstance(mark.location, ImageLocation) or not isinstance(pixels, Volume):
        return float(np.prod(extent[:2] + 1))
    spacing = min(pixels.geometry.spacing_mm_kji)
    largest = np.sort(extent)[1:] / spacing + 1
    return float(largest.prod()) * (1 if np.sort(extent)[0] < spacing else 8)
