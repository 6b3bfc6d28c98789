"""A curved reformat as a view: which sheet a state shows, how it is scrolled, and where it lies on the screen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotations.geometry import OPPOSITE_LETTER, FloatArray, Point, VolumeGeometry, as_point, orientation_letter
from viewers.imaging.curved import Centreline, Sheet
from viewers.imaging.images import Volume
from viewers.state.curved_map import CurvedMap
from viewers.state.display_turns import screen_axes, turned_letters
from viewers.state.frame import FrameGeometry
from viewers.state.viewport_state import ViewPlane, ViewportState

REACH_MM = 90.0
"""Shown to each side of the line, and scrolled to before and behind it: a trunk around its spine."""


LETTER_LIMIT_DEG = 60.0
"""Along the whole line the edge of the picture points within this of what its letter says, else it has none."""


def line_of(state: ViewportState) -> Centreline:
    """The line of a curved view. Raises `ValueError` for another one."""
    if state.plane is not ViewPlane.CURVED or state.curve is None:
        raise ValueError("this view is no curved reformat")
    return state.curve


def middle_of(line: Centreline) -> Point:
    """The place half-way along a line."""
    place, _, _ = line.frame_at(np.array([line.length_mm / 2]))
    return as_point(place[0])


def sheet_of(state: ViewportState) -> Sheet:
    """The sheet on screen: it passes through the focus, as any cut does; through the line itself without one."""
    flat = Sheet(line_of(state), state.curve_turn_deg)
    if state.focus_lps_mm is None:
        return flat
    _, _, depth = flat.from_lps(state.focus_lps_mm)
    return replace(flat, depth_mm=float(np.clip(depth, -REACH_MM, REACH_MM)))


def depth_step_mm(geometry: VolumeGeometry) -> float:
    """How far apart sheets are that scrolling goes through."""
    return float(min(geometry.spacing_mm_kji))


def sheet_count(geometry: VolumeGeometry) -> int:
    """How many sheets there are, as many before the line as behind it."""
    return 2 * int(REACH_MM / depth_step_mm(geometry)) + 1


def sheet_index(geometry: VolumeGeometry, state: ViewportState) -> int:
    """0-based number of the sheet on screen."""
    middle = sheet_count(geometry) // 2
    index = middle + round(sheet_of(state).depth_mm / depth_step_mm(geometry))
    return min(max(index, 0), sheet_count(geometry) - 1)


def scrolled_to_sheet(geometry: VolumeGeometry, state: ViewportState, index: int) -> ViewportState:
    """The state at one sheet: the focus moves straight through, within its cross-section."""
    count = sheet_count(geometry)
    depth = (min(max(index, 0), count - 1) - count // 2) * depth_step_mm(geometry)
    flat = Sheet(line_of(state), state.curve_turn_deg)
    across, arc, _ = flat.from_lps(state.focus_lps_mm or middle_of(flat.line))
    moved = replace(flat, depth_mm=depth).to_lps(np.array([across]), np.array([arc]))
    return replace(state, focus_lps_mm=as_point(moved[0]))


def curved_layout(volume: Volume, state: ViewportState, size_px: tuple[int, int]) -> FrameGeometry:
    """The screen over a sheet: flipped and turned, fitted or scaled about its middle, then panned."""
    sheet, axes = sheet_of(state), screen_axes(state)
    first, last = sheet.line.span_mm
    extent = np.abs(axes) @ (2 * REACH_MM, last - first)
    mm_per_px = 1.0 / (state.scale or float((np.asarray(size_px) / extent).min()))
    middle = (np.asarray(size_px, dtype=np.float64) - 1) / 2 + np.asarray(state.pan_px)
    to_sheet = axes.T
    start = np.array([0.0, (first + last) / 2]) - to_sheet @ middle * mm_per_px
    return FrameGeometry(
        size_px,
        frame_of_reference_uid=volume.geometry.frame_of_reference_uid,
        mm_per_px=mm_per_px,
        letters=turned_letters(_letters(sheet), state),
        curve=CurvedMap(
            sheet,
            (float(start[0]), float(start[1])),
            ((float(to_sheet[0, 0]), float(to_sheet[0, 1])), (float(to_sheet[1, 0]), float(to_sheet[1, 1]))),
            mm_per_px,
        ),
    )


def _letters(sheet: Sheet) -> tuple[str, str, str, str]:
    """Edge letters (left, right, top, bottom), those of the middle direction; `?` where the line bends far off it."""
    _, across, along, _ = sheet.directions_at(np.linspace(0.0, sheet.line.length_mm, 9))
    right, bottom = (_common(vectors) for vectors in (across, along))
    return OPPOSITE_LETTER[right], right, OPPOSITE_LETTER[bottom], bottom


def _common(vectors: FloatArray) -> str:
    middle = vectors.mean(axis=0)
    middle = middle / max(float(np.linalg.norm(middle)), 1e-9)
    is_steady = float((vectors @ middle).min()) >= np.cos(np.radians(LETTER_LIMIT_DEG))
    return orientation_letter(middle) if is_steady else "?"
