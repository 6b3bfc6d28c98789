"""What lies under the pointer, measured in display (device) pixels so that HiDPI screens feel the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from annotations.locations import PatientLocation
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import LabelBox, OverlayContent, OverlayMark
from viewers.tools.placement import (
    GHOST_DISTANCE_MM,
    SOLID_DISTANCE_MM,
    display_points,
    plane_distances_mm,
    shares_space,
)

HANDLE_TOLERANCE_PX = 9.0
"""A handle is grabbed within this many pixels (at a device pixel ratio of 1)."""
LINE_TOLERANCE_PX = 6.0
"""A mark or needle is clicked within this many pixels of its lines."""


@dataclass(frozen=True)
class HandleHit:
    """A handle of a movable mark: point `index` of `mark`."""

    mark: OverlayMark
    index: int


@dataclass(frozen=True)
class BodyHit:
    """A whole mark (`mark` set) or a needle; `item_id` is what a click selects."""

    item_id: str
    mark: OverlayMark | None = None


@dataclass(frozen=True)
class LabelHit:
    """The label of a mark, where it was painted last."""

    mark: OverlayMark
    box: LabelBox

    @property
    def item_id(self) -> str:
        """What a click selects."""
        return self.mark.item_id


Hit = HandleHit | LabelHit | BodyHit


@dataclass(frozen=True)
class Probe:
    """Where to look: the frame's geometry, the display pixel and the device pixel ratio."""

    geometry: FrameGeometry
    x: float
    y: float
    device_pixel_ratio: float = 1.0


def hit_test(probe: Probe, content: OverlayContent, labels: tuple[LabelBox, ...] = ()) -> Hit | None:
    """The topmost thing under the pointer: handles, then labels, then whole marks, then needles; later ones on top."""
    if not content.clickable:
        return None
    marks = [
        mark for mark in reversed(content.marks) if not mark.hidden and shares_space(probe.geometry, mark.location)
    ]
    marks.sort(key=lambda mark: not mark.selected)
    handle = _first(marks, lambda mark: _handle(probe, mark))
    return handle or _label(probe, marks, labels) or _body(probe, content, marks)


def _label(probe: Probe, marks: list[OverlayMark], labels: tuple[LabelBox, ...]) -> Hit | None:
    under = {box.mark_id: box for box in labels if box.mark_id and box.holds(probe.x, probe.y)}
    return next((LabelHit(mark, under[mark.mark_id]) for mark in marks if mark.mark_id in under), None)


def _body(probe: Probe, content: OverlayContent, marks: list[OverlayMark]) -> Hit | None:
    for mark in marks:
        if _on_mark(probe, mark):
            return BodyHit(mark.item_id, mark)
    for needle in reversed(content.needles):
        path = PatientLocation(needle.frame_of_reference_uid, (needle.entry_lps_mm, needle.tip_lps_mm))
        if shares_space(probe.geometry, path) and _on_path(probe, display_points(probe.geometry, path)):
            return BodyHit(needle.item_id)
    return None


def _first(marks: list[OverlayMark], find: Callable[[OverlayMark], Hit | None]) -> Hit | None:
    return next((hit for hit in map(find, marks) if hit is not None), None)


def _handle(probe: Probe, mark: OverlayMark) -> Hit | None:
    if not mark.movable:
        return None
    points = display_points(probe.geometry, mark.location)
    reachable = np.abs(plane_distances_mm(probe.geometry, mark.location)) <= SOLID_DISTANCE_MM
    distances = np.where(reachable, np.hypot(*(points - (probe.x, probe.y)).T), np.inf)
    nearest = int(np.argmin(distances))
    if distances[nearest] > HANDLE_TOLERANCE_PX * probe.device_pixel_ratio:
        return None
    return HandleHit(mark, nearest)


def _on_mark(probe: Probe, mark: OverlayMark) -> bool:
    if np.abs(plane_distances_mm(probe.geometry, mark.location)).max() > GHOST_DISTANCE_MM:
        return False
    points = display_points(probe.geometry, mark.location)
    if len(points) == 1:
        return bool(np.hypot(*(points[0] - (probe.x, probe.y))) <= HANDLE_TOLERANCE_PX * probe.device_pixel_ratio)
    return _on_path(probe, points)


def _on_path(probe: Probe, points: ArrayLike) -> bool:
    path = np.asarray(points, dtype=np.float64)
    distances = [_distance_to_segment(probe, a, b) for a, b in pairwise(path)]
    return min(distances) <= LINE_TOLERANCE_PX * probe.device_pixel_ratio


def _distance_to_segment(probe: Probe, a: ArrayLike, b: ArrayLike) -> float:
    start, step = np.asarray(a, dtype=np.float64), np.subtract(b, a)
    along = np.asarray((probe.x, probe.y)) - start
    length_squared = float(step @ step)
    t = min(1.0, max(0.0, float(along @ step) / length_squared)) if length_squared > 0 else 0.0
    return float(np.hypot(*(along - t * step)))
