"""The statistics of a region and the value at a probe, in the words that stand beside them."""

from __future__ import annotations

from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from viewers.imaging.images import Pixels, Volume
from viewers.imaging.region_statistics import RegionStatistics
from viewers.imaging.sampling import Reading, frame_reading_at, voxel_reading_at
from viewers.qt.corner_text import PADDING_WORD, value_text
from viewers.qt.translated import tr

SIGNAL = "signal"
"""The unit of values that have none."""
SMALL_VALUES = 10.0
"""Values all smaller than this are given with three decimals instead of one."""


def statistics_lines(found: RegionStatistics) -> tuple[str, ...]:
    """Mean with its standard deviation, the extremes with the count, and what the reader has to know about them."""
    unit = found.unit or tr(SIGNAL)
    digits = 3 if max(abs(found.minimum), abs(found.maximum)) < SMALL_VALUES else 1
    mean = f"{found.mean:.{digits}f}"
    if found.sd is None:
        first = tr("Mean {mean} {unit}", mean=mean, unit=unit)
    else:
        first = tr("Mean {mean} ± {sd} {unit} (SD)", mean=mean, sd=f"{found.sd:.{digits}f}", unit=unit)
    extremes = tr(
        "Min {low}, max {high}, n {count}",
        low=value_text(found.minimum),
        high=value_text(found.maximum),
        count=f"{found.count:,}",
    )
    return (first, extremes, *_notes(found))


def _notes(found: RegionStatistics) -> tuple[str, ...]:
    notes = []
    if found.is_interpolated:
        notes.append(tr("interpolated, {count} samples", count=f"{found.count:,}"))
    if found.padding_count:
        notes.append(tr("{count} of padding left out", count=f"{found.padding_count:,}"))
    if found.outside_count:
        notes.append(tr("{count} beyond the image left out", count=f"{found.outside_count:,}"))
    return tuple(notes)


def full_statistics_text(found: RegionStatistics) -> str:
    """Everything in one line, the median and the rule of the border too: for lists and tooltips."""
    unit = found.unit or tr(SIGNAL)
    median = tr("median {value} {unit}", value=value_text(found.median), unit=unit)
    return ", ".join((*statistics_lines(found), median, tr("pixels whose centres lie inside or on the outline")))


def probe_text(mark: Mark, pixels: Pixels) -> str:
    """`143 HU`, `512 signal` or what else the pixel at a probe says; empty for other marks and outside the pixels."""
    reading = _reading(mark, pixels) if mark.kind is MarkKind.PROBE else None
    if reading is None:
        return ""
    if reading.colour is not None:
        return tr("RGB {} {} {}").format(*reading.colour)
    if reading.value is None:
        return tr(PADDING_WORD)
    return f"{value_text(reading.value)} {_unit(mark, pixels) or tr(SIGNAL)}"


def _reading(mark: Mark, pixels: Pixels) -> Reading | None:
    location = mark.location
    if isinstance(pixels, Volume):
        if not isinstance(location, PatientLocation):
            return None
        is_here = location.frame_of_reference_uid == pixels.geometry.frame_of_reference_uid
        return voxel_reading_at(pixels, location.points_lps_mm[0]) if is_here else None
    if not isinstance(location, ImageLocation):
        return None
    frames = (frame for frame in pixels.frames if frame is not None and frame.image == location.image)
    frame = next(frames, None)
    return None if frame is None else frame_reading_at(frame, location.points_column_row[0])


def _unit(mark: Mark, pixels: Pixels) -> str:
    if isinstance(pixels, Volume):
        return pixels.rescale.unit
    location = mark.location
    image = location.image if isinstance(location, ImageLocation) else location.source
    return next((frame.rescale.unit for frame in pixels.frames if frame is not None and frame.image == image), "")
