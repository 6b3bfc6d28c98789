"""The traces of other viewports' cuts: finite rectangles in patient space and where they cross a frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from annotations.geometry import FloatArray, Plane, Point, VolumeGeometry, as_point
from viewers.imaging.images import ImageStack, Pixels, PlanarFrame, ProjectionImage, Volume
from viewers.state.frame import FrameGeometry
from viewers.state.navigation import (
    frame_at,
    frame_of_reference,
    plane_of,
    scrolled_to,
    slice_count,
    slice_index,
)
from viewers.state.overlay import ReferenceLine
from viewers.state.patients import patient_doubt
from viewers.state.space_links import SpaceLink, SpaceLinks
from viewers.state.viewport_state import ViewPlane, ViewportState

PARALLEL_SINE = 0.05
"""Cuts closer than about 3 degrees to parallel have no reference line: it would jump across the screen."""
SAME_CUT_MM = 0.5
"""Two cuts this near are drawn as one: two dashed lines on top of each other look solid."""

DisplayPoint = tuple[float, float]
Segment = tuple[DisplayPoint, DisplayPoint]


def cut_rectangle(pixels: Pixels, state: ViewportState) -> ReferenceLine | None:
    """The cut a viewport shows as a finite rectangle; None for projections, 3-D and frames without a trusted plane."""
    plane = plane_of(pixels, state)
    uid = frame_of_reference(pixels)
    if plane is None or not uid or isinstance(pixels, ProjectionImage):
        return None
    if isinstance(pixels, Volume):
        return ReferenceLine(plane, uid, cut_corners(pixels.geometry, plane), slice_index(pixels, state) + 1)
    frame = frame_at(pixels, state)
    corners = None if frame is None else _frame_corners(frame, plane, pixels)
    return None if corners is None else ReferenceLine(plane, uid, corners, slice_index(pixels, state) + 1)


def edge_rectangles(pixels: Pixels, state: ViewportState) -> tuple[ReferenceLine, ...]:
    """The first and last slice of the series as it was acquired, without the one on screen.

    Nothing for reformatted planes: their first and last cut are the faces of the volume, no image anyone scrolls to.
    """
    if state.plane is not ViewPlane.ACQUIRED:
        return ()
    numbers = {0, slice_count(pixels, state) - 1} - {slice_index(pixels, state)}
    lines = (cut_rectangle(pixels, scrolled_to(pixels, state, number)) for number in sorted(numbers))
    return tuple(replace(line, is_edge=True) for line in lines if line is not None)


@dataclass(frozen=True)
class Traces:
    """What one viewport draws on the others: its cut, and its series' first and last slice while it is active."""

    pixels: Pixels
    lines: tuple[ReferenceLine, ...]


def traces_of(pixels: Pixels, state: ViewportState, *, is_active: bool) -> Traces:
    """The traces of one viewport."""
    cut = cut_rectangle(pixels, state)
    current = () if cut is None else (replace(cut, is_active=is_active),)
    return Traces(pixels, (*current, *(edge_rectangles(pixels, state) if is_active else ())))


def traces_on(pixels: Pixels, others: Iterable[Traces], links: SpaceLinks) -> tuple[ReferenceLine, ...]:
    """The traces of other viewports that belong on these pixels, those of the active one first.

    Only of the same patient, and of the same Frame of Reference or one that is registered to it.
    """
    here = frame_of_reference(pixels)
    found: list[ReferenceLine] = []
    for traces in others:
        if not here or patient_doubt(traces.pixels, pixels):
            continue
        for line in traces.lines:
            moved = _brought(line, here, links)
            if moved is not None:
                found.append(moved)
    found.sort(key=lambda line: (not line.is_active, line.is_edge))
    return tuple(line for n, line in enumerate(found) if not any(_is_same_cut(line, other) for other in found[:n]))


def _brought(line: ReferenceLine, uid: str, links: SpaceLinks) -> ReferenceLine | None:
    if line.frame_of_reference_uid == uid:
        return line
    middle = as_point(np.mean(line.corners_lps_mm, axis=0))
    link = links.between(line.frame_of_reference_uid, uid, near_lps_mm=middle)
    return None if link is None else carried(line, link)


def _is_same_cut(line: ReferenceLine, other: ReferenceLine) -> bool:
    distances = other.plane.signed_distance_mm(line.corners_lps_mm)
    return bool(np.abs(distances).max() < SAME_CUT_MM)


def carried(line: ReferenceLine, link: SpaceLink) -> ReferenceLine:
    """A cut of another Frame of Reference as a registration puts it into this one, labelled with how well."""
    first, second, third, fourth = (link.point(corner) for corner in line.corners_lps_mm)
    return replace(
        line,
        plane=link.plane(line.plane),
        frame_of_reference_uid=link.to_uid,
        corners_lps_mm=(first, second, third, fourth),
        link_label=link.label,
    )


def reference_line_segment(geometry: FrameGeometry, line: ReferenceLine) -> Segment | None:
    """Where another cut crosses this frame, as two display points clipped to the frame.

    None when the Frames of Reference differ, the cuts are parallel, or they do not meet inside both rectangles.
    """
    plane = geometry.plane
    if plane is None or not line.frame_of_reference_uid:
        return None
    if geometry.frame_of_reference_uid != line.frame_of_reference_uid:
        return None
    if np.linalg.norm(np.cross(plane.normal, line.plane.normal)) < PARALLEL_SINE:
        return None
    crossing = _crossing(plane, np.asarray(line.corners_lps_mm))
    return None if crossing is None else _clipped(geometry.lps_to_display(crossing), geometry.size_px)


def _crossing(plane: Plane, corners: FloatArray) -> FloatArray | None:
    """The two points (2, 3) where the outline of a rectangle passes through a plane."""
    distances = plane.signed_distance_mm(corners)
    points = []
    for start, end in ((0, 1), (1, 2), (2, 3), (3, 0)):
        a, b = distances[start], distances[end]
        if (a <= 0 < b) or (b <= 0 < a):
            points.append(corners[start] + (corners[end] - corners[start]) * (a / (a - b)))
    return np.asarray(points) if len(points) == 2 else None


def _clipped(ends: FloatArray, size_px: tuple[int, int]) -> Segment | None:
    """The part of a segment inside the outer pixel edges of a frame (Liang and Barsky)."""
    start, step = ends[0], ends[1] - ends[0]
    low, high = 0.0, 1.0
    for axis, size in enumerate(size_px):
        for distance, rate in ((start[axis] + 0.5, -step[axis]), (size - 0.5 - start[axis], step[axis])):
            if rate == 0 and distance < 0:
                return None
            if rate < 0:
                low = max(low, distance / rate)
            elif rate > 0:
                high = min(high, distance / rate)
    if low >= high:
        return None
    first, last = start + low * step, start + high * step
    return (float(first[0]), float(first[1])), (float(last[0]), float(last[1]))


def cut_corners(geometry: VolumeGeometry, plane: Plane) -> tuple[Point, Point, Point, Point]:
    """The rectangle of a cut that covers the whole volume seen along its normal."""
    offsets = geometry.corners_lps_mm() - np.asarray(plane.origin_lps_mm)
    right, down = offsets @ np.asarray(plane.row_direction), offsets @ np.asarray(plane.column_direction)
    return _rectangle(plane, (right.min(), right.max()), (down.min(), down.max()))


def _frame_corners(frame: PlanarFrame, plane: Plane, stack: ImageStack) -> tuple[Point, Point, Point, Point] | None:
    if frame.pixel_spacing_mm is None:
        return None
    rows, columns = stack.size_rc if frame.values is None else frame.values.shape[:2]
    row_spacing, column_spacing = frame.pixel_spacing_mm
    return _rectangle(
        plane,
        (-0.5 * column_spacing, (columns - 0.5) * column_spacing),
        (-0.5 * row_spacing, (rows - 0.5) * row_spacing),
    )


def _rectangle(
    plane: Plane, across_mm: tuple[float, float], down_mm: tuple[float, float]
) -> tuple[Point, Point, Point, Point]:
    origin, right, down = (np.asarray(v) for v in (plane.origin_lps_mm, plane.row_direction, plane.column_direction))

    def corner(x: float, y: float) -> Point:
        return as_point(origin + x * right + y * down)

    (x0, x1), (y0, y1) = across_mm, down_mm
    return corner(x0, y0), corner(x1, y0), corner(x1, y1), corner(x0, y1)
