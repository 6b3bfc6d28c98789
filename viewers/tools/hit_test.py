"""What lies under the pointer, measured in display (device) pixels so that HiDPI screens feel the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from annotations.locations import PatientLocation
from annotations.marks import MARK_KINDS, MarkFamily
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import LabelBox, OverlayContent, OverlayMark
from viewers.tools.drawn_marks import DrawnMark, drawn
from viewers.tools.level_dots import dot_under
from viewers.tools.placement import display_points, shares_space

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
    """The topmost thing under the pointer: handles, then labels, then whole marks, needles, dots of levels."""
    if not content.clickable:
        return None
    shown = [one for one in (drawn(probe.geometry, mark) for mark in reversed(content.marks)) if one is not None]
    shown.sort(key=lambda one: not one.mark.selected)
    handle = _first(shown, lambda one: _handle(probe, one))
    return handle or _label(probe, shown, labels) or _body(probe, content, shown) or _level(probe, content)


def _level(probe: Probe, content: OverlayContent) -> Hit | None:
    dot = dot_under(probe.geometry, content.labels, probe.x, probe.y, probe.device_pixel_ratio)
    return None if dot is None else HandleHit(dot, 0)


def _label(probe: Probe, shown: list[DrawnMark], labels: tuple[LabelBox, ...]) -> Hit | None:
    under = {box.mark_id: box for box in labels if box.mark_id and box.holds(probe.x, probe.y)}
    marks = [one.mark for one in shown if one.mark.mark_id in under]
    return LabelHit(marks[0], under[marks[0].mark_id]) if marks else None


def _body(probe: Probe, content: OverlayContent, shown: list[DrawnMark]) -> Hit | None:
    for one in shown:
        if _on_mark(probe, one):
            return BodyHit(one.mark.item_id, one.mark)
    for needle in reversed(content.needles):
        path = PatientLocation(needle.frame_of_reference_uid, (needle.entry_lps_mm, needle.tip_lps_mm))
        if shares_space(probe.geometry, path) and _on_path(probe, display_points(probe.geometry, path)):
            return BodyHit(needle.item_id)
    return None


def _first(shown: list[DrawnMark], find: Callable[[DrawnMark], Hit | None]) -> Hit | None:
    return next((hit for hit in map(find, shown) if hit is not None), None)


def _handle(probe: Probe, shown: DrawnMark) -> Hit | None:
    if not shown.mark.movable:
        return None
    away = np.hypot(*(shown.handles - (probe.x, probe.y)).T)
    distances = np.where(np.asarray(shown.is_on_cut), away, np.inf)
    nearest = int(np.argmin(distances))
    if distances[nearest] > HANDLE_TOLERANCE_PX * probe.device_pixel_ratio:
        return None
    return HandleHit(shown.mark, nearest)


def _on_mark(probe: Probe, shown: DrawnMark) -> bool:
    places = [*shown.crossings, *(shown.handles if MARK_KINDS[shown.mark.kind].family is MarkFamily.POINT else ())]
    near = HANDLE_TOLERANCE_PX * probe.device_pixel_ratio
    if any(np.hypot(*(place - (probe.x, probe.y))) <= near for place in places):
        return True
    return any(_on_path(probe, line) for line in shown.clickable_lines)


def _on_path(probe: Probe, points: ArrayLike) -> bool:
    path = np.asarray(points, dtype=np.float64)
    start, step = path[:-1], np.diff(path, axis=0)
    along = np.asarray((probe.x, probe.y)) - start
    squared = np.maximum((step * step).sum(axis=1), 1e-12)
    shares = np.clip((along * step).sum(axis=1) / squared, 0.0, 1.0)[:, None]
    distances = np.linalg.norm(along - shares * step, axis=1)
    return bool(distances.min() <= LINE_TOLERANCE_PX * probe.device_pixel_ratio)
