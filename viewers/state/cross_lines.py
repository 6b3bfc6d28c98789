"""Where the line of one plane lies on the picture of another, and the handles it is turned and thickened by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from annotations.geometry import FloatArray
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import CrossLine
from viewers.state.reference_lines import reference_line_segment

TURN_PLACES = (0.12, 0.88)
"""Where on the visible line it is turned: near its ends, clear of the letters at the middle of each side."""
SLAB_PLACES = (0.27, 0.73)
HANDLE_REACH_PX = 9.0
"""A handle is grabbed within this many pixels (at a device pixel ratio of 1)."""
LINE_REACH_PX = 5.0
SMALLEST_LEVER_PX = 40.0
"""A turn handle nearer to the focus would turn the line in leaps; it is left out."""
FOCUS_REACH_PX = 16.0
"""Around the focus both lines are near: there a press is the tool's."""

DisplayPoint = tuple[float, float]


class CrossPart(StrEnum):
    """What of a line is taken."""

    TURN = "turn"
    SLAB = "slab"
    LINE = "line"


@dataclass(frozen=True)
class CrossHandles:
    """A line on one picture, in display pixels: its visible part, its handles, and the edges of its slab.

    `half_px` is half the thickness of the slab across the line, 0 without one. `sine` is that of the angle between
    the two planes: a slab seen aslant looks thicker by it.
    """

    line: CrossLine
    ends: tuple[DisplayPoint, DisplayPoint]
    focus: DisplayPoint
    turn: tuple[DisplayPoint, ...]
    slab: tuple[DisplayPoint, ...]
    edges: tuple[tuple[DisplayPoint, DisplayPoint], ...]
    sine: float
    mm_per_px: float

    def thickness_mm(self, x: float, y: float) -> float:
        """The thickness of a slab whose edge passes through a display point."""
        distance = abs(float(_across(self.ends) @ (np.asarray((x, y)) - self.ends[0])))
        return 2 * distance * self.mm_per_px * self.sine


@dataclass(frozen=True)
class CrossHit:
    """A part of a line under the pointer."""

    handles: CrossHandles
    part: CrossPart


def cross_handles(geometry: FrameGeometry, line: CrossLine) -> CrossHandles | None:
    """A line on a picture; None where it does not cross what is seen of it."""
    segment = reference_line_segment(geometry, line.line)
    if segment is None or geometry.plane is None or geometry.mm_per_px is None:
        return None
    start, step = np.asarray(segment[0]), np.subtract(segment[1], segment[0])
    focus = geometry.lps_to_display(line.focus_lps_mm)
    sine = float(np.linalg.norm(np.cross(geometry.plane.normal, line.line.plane.normal)))
    half = (line.slab_mm or 0.0) / 2 / sine / geometry.mm_per_px
    across = _across(segment) * half
    turn = [start + place * step for place in TURN_PLACES]
    sides = (-across, across) if half else (across,)
    return CrossHandles(
        line,
        segment,
        _pair(focus),
        tuple(_pair(place) for place in turn if np.linalg.norm(place - focus) >= SMALLEST_LEVER_PX),
        tuple(_pair(start + place * step + side) for place in SLAB_PLACES for side in sides),
        tuple((_pair(start + side), _pair(start + step + side)) for side in sides) if half else (),
        sine,
        geometry.mm_per_px,
    )


def cross_hit(
    geometry: FrameGeometry, lines: Sequence[CrossLine], x: float, y: float, device_pixel_ratio: float = 1.0
) -> CrossHit | None:
    """What a press at a display point takes: a turn handle, else a slab handle, else a line away from the focus."""
    shown = [handles for line in lines if (handles := cross_handles(geometry, line)) is not None]
    at, reach = np.asarray((x, y)), HANDLE_REACH_PX * device_pixel_ratio
    for part in (CrossPart.TURN, CrossPart.SLAB):
        for handles in shown:
            places = handles.turn if part is CrossPart.TURN else handles.slab
            if any(np.linalg.norm(at - place) <= reach for place in places):
                return CrossHit(handles, part)
    for handles in shown:
        is_clear = float(np.linalg.norm(at - handles.focus)) > FOCUS_REACH_PX * device_pixel_ratio
        distance = abs(float(_across(handles.ends) @ (at - handles.ends[0])))
        if is_clear and distance <= LINE_REACH_PX * device_pixel_ratio and _is_beside(handles.ends, at):
            return CrossHit(handles, CrossPart.LINE)
    return None


def turn_deg(focus: DisplayPoint, before: DisplayPoint, after: DisplayPoint) -> float:
    """By how much a line follows the hand about the focus, degrees, clockwise on the screen, -180 to 180."""
    angles = [np.arctan2(point[1] - focus[1], point[0] - focus[0]) for point in (before, after)]
    return float((np.degrees(angles[1] - angles[0]) + 180.0) % 360.0 - 180.0)


def _across(ends: tuple[DisplayPoint, DisplayPoint]) -> FloatArray:
    step = np.subtract(ends[1], ends[0])
    return np.asarray(np.array([-step[1], step[0]]) / np.linalg.norm(step), dtype=np.float64)


def _is_beside(ends: tuple[DisplayPoint, DisplayPoint], at: FloatArray) -> bool:
    step = np.subtract(ends[1], ends[0])
    return bool(0 <= step @ (at - ends[0]) <= step @ step)


def _pair(point: FloatArray) -> DisplayPoint:
    return (float(point[0]), float(point[1]))
