"""Curved reformats of tubes whose middle is known: straightened they are straight."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.phantoms import affine_of, volume_of
from viewers.imaging.curved import Centreline
from viewers.imaging.windowing import Window
from viewers.qt.corner_text import notices_of
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.curved_map import DISTANCES_NOT_TRUE
from viewers.state.display_size import true_size
from viewers.state.navigation import focused_at, image_at, plane_of, scrolled, slice_count, slice_index
from viewers.state.viewport_state import Quality, ViewPlane, ViewportState

SPACING = 2.0
SIZE = (240, 320)


def tube(points, values_at_top=1000.0):
    """A volume whose values fall off with the distance from a densely sampled curve (n, 3)."""
    low, high = points.min(axis=0) - 25, points.max(axis=0) + 25
    counts = np.ceil((high - low) / SPACING).astype(int)
    x, y, z = (low[axis] + SPACING * np.arange(counts[axis]) for axis in range(3))
    grid = np.stack(np.meshgrid(z, y, x, indexing="ij"), axis=-1)[..., ::-1]
    distance2 = np.full(grid.shape[:3], np.inf)
    for point in points:
        np.minimum(distance2, ((grid - point) ** 2).sum(axis=-1), out=distance2)
    values = np.rint(values_at_top * np.exp(-distance2 / (2 * 5.0**2))).astype(np.int16)
    return volume_of(values, affine_of((1, 0, 0), (0, 1, 0), (SPACING,) * 3, tuple(low)))


def helix(t):
    return np.stack([12 * np.cos(t), 12 * np.sin(t), -140 * t / 2 / np.pi], axis=-1)


def torus(t):
    return np.stack([0 * t + 3.0, 80 - 80 * np.cos(t), -80 * np.sin(t)], axis=-1)


CURVES = {
    "helix": (helix, np.linspace(0, 2 * np.pi * 0.9, 17)),
    "torus": (torus, np.linspace(-0.8, 0.8, 9)),
}


@pytest.fixture(scope="module", params=CURVES)
def phantom(request):
    """A volume with a tube, and the line through some points of its middle."""
    curve, places = CURVES[request.param]
    volume = tube(curve(np.linspace(places[0] - 0.3, places[-1] + 0.3, 500)))
    return volume, Centreline.from_head(tuple(tuple(map(float, point)) for point in curve(places)))


@pytest.mark.parametrize("turn", [0.0, 90.0])
def test_a_straightened_tube_is_straight_to_half_a_voxel(phantom, turn):
    volume, line = phantom
    state = ViewportState(ViewPlane.CURVED, curve=line, curve_turn_deg=turn)
    values, geometry = FrameRenderer().modality_values(volume, state, SIZE)
    assert geometry.plane is None
    across, arc = np.moveaxis(geometry.curve.on_sheet(np.stack(np.meshgrid(range(SIZE[0]), range(SIZE[1])), -1)), -1, 0)
    rows = (arc[:, 0] > 8) & (arc[:, 0] < line.length_mm - 8)
    near = np.abs(across) < 14
    weights = np.where(near & ~np.isnan(values), np.nan_to_num(values), 0.0)
    middle = (weights * across).sum(axis=1)[rows] / weights.sum(axis=1)[rows]
    assert rows.sum() > 60
    assert np.abs(middle).max() < SPACING / 2
    peak = np.where(near, np.nan_to_num(values), 0).max(axis=1)[rows]
    assert peak.min() > 0.85 * peak.max(), "the sheet stays in the tube from end to end"


def test_the_picture_is_its_values_through_the_window(phantom):
    volume, line = phantom
    state = ViewportState(ViewPlane.CURVED, curve=line, window=Window(1000, 500))
    frame = FrameRenderer().render(volume, state, SIZE)
    values, _ = FrameRenderer().modality_values(volume, state, SIZE)
    grey = np.clip((np.nan_to_num(values) - 499.5) / 999 + 0.5, 0, 1) * 255
    assert np.abs(frame.pixels - np.where(np.isnan(values), 0, grey)).max() <= 1
    inverted = FrameRenderer().render(volume, replace(state, invert=True), SIZE)
    assert not inverted.pixels[np.isnan(values)].any(), "where there is no image it is black in any window"


def test_points_go_through_the_curve_both_ways(phantom):
    volume, line = phantom
    state = ViewportState(ViewPlane.CURVED, focus_lps_mm=None, curve=line, flip_horizontal=True, quarter_turns=1)
    geometry = FrameRenderer().render(volume, state, SIZE).geometry
    first, last = line.span_mm
    for x, y in ((120, 100), (110, 200), (130, 160)):
        point = geometry.curve.point_at(x, y)
        assert point is not None
        assert geometry.curve.to_display(point) == pytest.approx((x, y), abs=0.3)
        assert first <= line.nearest_arc_mm(point) <= last
    with pytest.raises(ValueError, match="no patient coordinates"):
        geometry.display_to_lps((10, 10))


def test_the_sheet_passes_through_the_focus_and_is_scrolled_through_it(phantom):
    volume, line = phantom
    state = ViewportState(ViewPlane.CURVED, curve=line)
    count = slice_count(volume, state)
    assert slice_index(volume, state) == count // 2
    place, _, left = line.frame_at(np.array([line.length_mm / 2]))
    moved = focused_at(volume, state, tuple(place[0] - 10 * left[0]))
    geometry = FrameRenderer().render(volume, moved, SIZE).geometry
    assert geometry.curve.sheet.depth_mm == pytest.approx(10.0, abs=0.05)
    assert slice_index(volume, moved) == count // 2 + 5
    assert slice_index(volume, scrolled(volume, moved, 3)) == count // 2 + 8
    # Far off a tightly wound line cross-sections meet: the nearest one is taken, and the end is not the very last.
    assert slice_index(volume, scrolled(volume, moved, -900)) <= 5


def test_a_curved_picture_is_no_plane_no_image_and_says_so(phantom):
    volume, line = phantom
    state = ViewportState(ViewPlane.CURVED, curve=line)
    frame = FrameRenderer().render(volume, state, SIZE)
    assert plane_of(volume, state) is None
    assert image_at(volume, state) is None
    assert frame.geometry.image is None
    assert DISTANCES_NOT_TRUE in notices_of(volume, frame)
    assert frame.geometry.letters == ("A", "P", "S", "I") or "?" in frame.geometry.letters


def test_while_moving_it_is_coarser_at_the_same_place(phantom):
    volume, line = phantom
    state = ViewportState(ViewPlane.CURVED, curve=line, window=Window(1000, 500))
    fine, moving = (FrameRenderer().render(volume, state, SIZE, quality).pixels.astype(float) for quality in
                    (Quality.FINE, Quality.INTERACTIVE))  # fmt: skip
    columns = np.arange(SIZE[0])
    for y in (120, 160, 200):
        places = [(row[y] * columns).sum() / row[y].sum() for row in (fine, moving)]
        assert places[0] == pytest.approx(places[1], abs=1.5)


def test_there_is_no_true_size_of_a_curved_picture(phantom):
    volume, line = phantom
    assert true_size(volume, ViewportState(ViewPlane.CURVED, curve=line), SIZE, 4.0) is None
    assert true_size(volume, ViewportState(ViewPlane.SAGITTAL), SIZE, 4.0) is not None


def test_a_curved_view_needs_its_line():
    with pytest.raises(ValueError, match="needs its line"):
        ViewportState(ViewPlane.CURVED)
