"""Label maps: strokes, growing, filling between, islands, volumes and cuts, against plain loops and known shapes."""

from __future__ import annotations

import math

import numpy as np
import pytest
import SimpleITK as sitk
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from annotations.geometry import Plane, Point, VolumeGeometry, as_point
from tests.support.phantoms import FRAME_OF_REFERENCE, affine_of, volume_of
from viewers.imaging.images import Rescale, Volume
from viewers.imaging.label_brush import BrushShape, Stroke, ValueRange, painted, stroke_mask, wiped
from viewers.imaging.label_cut import label_cut
from viewers.imaging.label_edits import (
    NO_BOX,
    Labels,
    applied,
    bounds_of,
    touched_slices,
    voxel_counts,
    voxel_ml,
)
from viewers.imaging.label_growth import IS_TAKEN, NOT_IN_RANGE, OUTSIDE, NoGrowthError, grown
from viewers.imaging.label_shapes import filled_between, largest_kept, piece_kept, small_removed
from viewers.imaging.padding import PaddingRange

SHAPE = (12, 30, 34)
AXIAL: Point = (0.0, 0.0, 1.0)
TURN = 0.4
AFFINE = affine_of(
    (math.cos(TURN), math.sin(TURN), 0), (-math.sin(TURN), math.cos(TURN), 0), (3.0, 0.8, 0.8), (-20.0, 5.0, -30.0)
)
GEOMETRY = VolumeGeometry.from_array(AFFINE, SHAPE, FRAME_OF_REFERENCE)


def a_volume(values: NDArray[np.int16] | None = None, **fields: object) -> Volume:
    stored = np.zeros(SHAPE, dtype=np.int16) if values is None else values
    return volume_of(stored, AFFINE, **({"rescale": Rescale(1.0, -1000.0, "HU")} | fields))


def empty() -> Labels:
    return np.zeros(SHAPE, dtype=np.uint8)


def at(k: float, j: float, i: float) -> Point:
    return as_point(GEOMETRY.index_to_lps((k, j, i)))


def whole_mask(stroke: Stroke) -> NDArray[np.bool_]:
    box, mask = stroke_mask(GEOMETRY, stroke)
    whole = np.zeros(SHAPE, dtype=bool)
    whole[box.slices] = mask
    return whole


indices = st.tuples(st.floats(-2, 13), st.floats(-3, 32), st.floats(-3, 36))


@settings(deadline=None, max_examples=30)
@given(indices, indices, st.floats(0.5, 9.0))
def test_a_ball_passes_over_every_voxel_whose_centre_is_within_its_radius_of_the_line(
    first: tuple[float, float, float], last: tuple[float, float, float], radius: float
) -> None:
    stroke = Stroke(at(*first), at(*last), AXIAL, radius, BrushShape.SPHERE)
    found = whole_mask(stroke)
    centres = GEOMETRY.index_to_lps(np.stack(np.meshgrid(*map(np.arange, SHAPE), indexing="ij"), axis=-1))
    a, b = np.asarray(stroke.start), np.asarray(stroke.end)
    along = b - a
    share = np.clip((centres - a) @ along / max(along @ along, 1e-12), 0, 1)
    distance = np.linalg.norm(centres - a - share[..., None] * along, axis=-1)
    assert found[distance <= radius - 1e-6].all()
    indices_of_ends = GEOMETRY.lps_to_index([stroke.start, stroke.end])
    ends = {tuple(int(part) for part in np.rint(one)) for one in indices_of_ends}
    beyond = {tuple(int(part) for part in index) for index in np.argwhere(found & (distance > radius + 1e-6))}
    assert beyond <= ends


def test_a_disc_on_an_acquired_slice_stays_on_it_and_the_finest_brush_paints_one_voxel() -> None:
    for k in (0, 5, 11):
        found = whole_mask(Stroke(at(k, 10, 12), at(k, 10, 20), AXIAL, 3.0))
        assert set(np.argwhere(found)[:, 0]) == {k}
        single = whole_mask(Stroke(at(k, 10.3, 12.2), at(k, 10.3, 12.2), AXIAL, 0.05))
        assert np.argwhere(single).tolist() == [[k, 10, 12]]


def test_a_disc_on_an_oblique_plane_is_one_layer_without_holes() -> None:
    normal = np.array((0.0, math.sin(0.5), math.cos(0.5)))
    stroke = Stroke(at(6, 15, 17), at(6, 15, 17), as_point(normal), 8.0)
    found = whole_mask(stroke)
    plane = Plane(stroke.start, (1.0, 0.0, 0.0), as_point(np.cross(normal, (1.0, 0.0, 0.0))))
    cut = label_cut(found.astype(np.uint8), GEOMETRY, bounds_of(found.astype(np.uint8)), plane, 0.25, (1, 1))
    assert cut is not None
    for angle in np.linspace(0, 2 * np.pi, 24):
        # Within the disc, less a voxel, every point of the plane is in a painted voxel.
        point = np.asarray(stroke.start) + 5.5 * (
            math.cos(angle) * np.asarray(plane.row_direction) + math.sin(angle) * np.asarray(plane.column_direction)
        )
        assert found[tuple(np.rint(GEOMETRY.lps_to_index(point)).astype(int))]


@settings(deadline=None, max_examples=40)
@given(indices, indices, st.floats(0.5, 8.0), st.sampled_from(BrushShape))
def test_painting_then_erasing_the_same_stroke_leaves_nothing_and_never_touches_another_label(
    first: tuple[float, float, float], last: tuple[float, float, float], radius: float, shape: BrushShape
) -> None:
    stroke = Stroke(at(*first), at(*last), AXIAL, radius, shape)
    labels = empty()
    labels[4:8, 8:16, 8:16] = 2
    painted_over = applied(labels, painted(labels, a_volume(), stroke, 1))
    assert ((painted_over == 2) == (labels == 2)).all()
    assert (applied(painted_over, wiped(painted_over, GEOMETRY, stroke, 1)) == labels).all()
    again = painted(painted_over, a_volume(), stroke, 1)
    assert again is None
    assert labels[4, 8, 8] == 2
    assert not labels[:4].any()


def test_a_stroke_beyond_the_volume_paints_nothing_and_one_at_its_edge_what_is_inside() -> None:
    assert painted(empty(), a_volume(), Stroke(at(40, 5, 5), at(40, 5, 5), AXIAL, 3.0), 1) is None
    corner = applied(empty(), painted(empty(), a_volume(), Stroke(at(0, 0, 0), at(0, 0, 0), AXIAL, 2.0), 1))
    assert corner[0, 0, 0] == 1
    assert not corner[1:].any()


def test_the_threshold_brush_paints_values_of_the_range_only_and_no_padding() -> None:
    values = np.random.default_rng(1).integers(0, 2000, SHAPE).astype(np.int16)
    volume = a_volume(values, padding=PaddingRange(1200, 1250))
    stroke = Stroke(at(5, 15, 17), at(5, 15, 17), AXIAL, 7.0, BrushShape.SPHERE)
    found = applied(empty(), painted(empty(), volume, stroke, 3, ValueRange(100.0, 400.0)))
    hounsfield = values.astype(float) - 1000
    padding = (values >= 1200) & (values <= 1250)
    expected = whole_mask(stroke) & (hounsfield >= 100) & (hounsfield <= 400) & ~padding
    assert ((found == 3) == expected).all()
    volume.loaded[5] = False
    later = applied(empty(), painted(empty(), volume, stroke, 3, ValueRange(100.0, 400.0)))
    assert not later[5].any()
    assert (later[4] == found[4]).all()


def two_balls() -> tuple[Volume, NDArray[np.bool_], NDArray[np.bool_]]:
    """A bright ball and, apart from it, another of the same values."""
    centres = GEOMETRY.index_to_lps(np.stack(np.meshgrid(*map(np.arange, SHAPE), indexing="ij"), axis=-1))
    one = np.linalg.norm(centres - at(5, 10, 10), axis=-1) < 5
    other = np.linalg.norm(centres - at(6, 20, 25), axis=-1) < 4
    noise = np.random.default_rng(2).normal(0, 8, SHAPE)
    values = np.where(one | other, 1300, 1000) + noise
    return a_volume(values.astype(np.int16)), one, other


@pytest.mark.parametrize("within", [None, ValueRange(200.0, 400.0)])
def test_growing_fills_the_piece_of_the_seed_and_no_other(within: ValueRange | None) -> None:
    volume, one, other = two_balls()
    found = applied(empty(), grown(empty(), volume, at(5, 10, 10), 4, 30.0, within)) == 4
    assert not (found & ~one).any()
    assert not (found & other).any()
    assert np.count_nonzero(found) >= 0.97 * np.count_nonzero(one)


def test_growing_stops_at_the_radius_and_at_another_label() -> None:
    volume, one, _ = two_balls()
    near = applied(empty(), grown(empty(), volume, at(5, 10, 10), 4, 2.5, ValueRange(200.0, 400.0))) == 4
    ball = whole_mask(Stroke(at(5, 10, 10), at(5, 10, 10), AXIAL, 2.5, BrushShape.SPHERE))
    assert (near == (ball & one)).all()
    walls = empty()
    walls[:, :, 11] = 9
    found = applied(walls, grown(walls, volume, at(5, 10, 10), 4, 30.0, ValueRange(200.0, 400.0)))
    assert not (found[:, :, 12:] == 4).any()
    assert (found[:, :, 11] == 9).all()


def test_a_seed_that_cannot_grow_says_why() -> None:
    volume, _, _ = two_balls()
    with pytest.raises(NoGrowthError, match=NOT_IN_RANGE):
        grown(empty(), volume, at(5, 25, 3), 1, 10.0, ValueRange(200.0, 400.0))
    with pytest.raises(NoGrowthError, match=OUTSIDE):
        grown(empty(), volume, at(50, 25, 3), 1, 10.0)
    taken = np.full(SHAPE, 2, dtype=np.uint8)
    with pytest.raises(NoGrowthError, match=IS_TAKEN):
        grown(taken, volume, at(5, 10, 10), 1, 10.0)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_filling_between_two_equal_outlines_makes_a_prism(axis: int) -> None:
    labels = empty()
    turned = np.moveaxis(labels, axis, 0)
    turned[2, 4:9, 4:9] = turned[9, 4:9, 4:9] = 1
    found = applied(labels, filled_between(labels, GEOMETRY, 1, axis))
    expected = empty()
    np.moveaxis(expected, axis, 0)[2:10, 4:9, 4:9] = 1
    assert (found == expected).all()


def test_filling_between_discs_of_two_sizes_makes_a_cone_and_leaves_other_labels() -> None:
    labels = empty()
    j, i = np.ogrid[:30, :34]
    distance = np.hypot(j - 15, i - 17) * 0.8
    labels[1] = distance <= 3
    labels[11] = distance <= 10
    labels[6, 15, 17] = 7
    found = applied(labels, filled_between(labels, GEOMETRY, 1))
    for k in range(2, 11):
        radius = 3 + 7 * (k - 1) / 10
        assert (found[k][distance < radius - 1.0] != 0).all()
        assert not found[k][distance > radius + 1.0].any()
    assert found[6, 15, 17] == 7
    assert filled_between(empty(), GEOMETRY, 1) is None
    assert filled_between(found, GEOMETRY, 1) is None


@settings(deadline=None, max_examples=40)
@given(hnp.arrays(np.uint8, (4, 6, 6), elements=st.sampled_from([0, 0, 1, 1, 2])))
def test_islands_agree_with_simpleitk_by_size(labels: Labels) -> None:
    geometry = VolumeGeometry.from_array(np.diag((1.0, 1.0, 1.0, 1.0)), (4, 6, 6), FRAME_OF_REFERENCE)
    relabelled = sitk.RelabelComponent(
        sitk.ConnectedComponent(sitk.GetImageFromArray((labels == 1).astype(np.uint8))), sortByObjectSize=True
    )
    pieces = sitk.GetArrayFromImage(relabelled)
    sizes = np.bincount(pieces.reshape(-1))[1:]
    largest = applied(labels, largest_kept(labels, 1))
    assert np.count_nonzero(largest == 1) == (sizes[0] if sizes.size else 0)
    assert ((largest == 2) == (labels == 2)).all()
    without_small = applied(labels, small_removed(labels, geometry, 1, 0.003))
    assert np.count_nonzero(without_small == 1) == sizes[sizes >= 3].sum()
    for k, j, i in np.argwhere(labels == 1)[:3]:
        kept = applied(labels, piece_kept(labels, geometry, 1, as_point(geometry.index_to_lps((k, j, i)))))
        assert ((kept == 1) == (pieces == pieces[k, j, i])).all()


def test_a_piece_is_kept_only_where_the_point_has_one() -> None:
    labels = empty()
    labels[2:4, 3:6, 3:6] = labels[7:9, 20:22, 20:22] = 1
    assert piece_kept(labels, GEOMETRY, 1, at(0, 0, 0)) is None
    assert piece_kept(labels, GEOMETRY, 1, at(90, 0, 0)) is None
    kept = applied(labels, piece_kept(labels, GEOMETRY, 1, at(8, 21, 21)))
    assert bounds_of(kept) == bounds_of(kept, 1)
    assert bounds_of(kept).start == (7, 20, 20)


def test_a_volume_is_its_voxels_times_the_volume_of_one() -> None:
    labels = empty()
    labels[2:4, 3:6, 3:7] = 5
    assert voxel_ml(GEOMETRY) == pytest.approx(3.0 * 0.8 * 0.8 / 1000, rel=1e-12)
    assert voxel_counts(labels)[5] == 24
    statistics = sitk.LabelShapeStatisticsImageFilter()
    image = sitk.GetImageFromArray(labels)
    image.SetSpacing((0.8, 0.8, 3.0))
    statistics.Execute(image)
    assert voxel_counts(labels)[5] * voxel_ml(GEOMETRY) == pytest.approx(statistics.GetPhysicalSize(5) / 1000)


@settings(deadline=None, max_examples=30)
@given(
    hnp.arrays(np.uint8, (3, 4, 5), elements=st.integers(0, 2)),
    hnp.arrays(np.uint8, (3, 4, 5), elements=st.integers(0, 2)),
)
def test_bounds_and_touched_slices_are_what_a_search_finds(one: Labels, other: Labels) -> None:
    places = np.argwhere(one == 1)
    box = bounds_of(one, 1)
    if len(places):
        assert box.start == tuple(places.min(axis=0))
        assert box.stop == tuple(places.max(axis=0) + 1)
    else:
        assert box == NO_BOX
    whole = bounds_of(np.ones((3, 4, 5), dtype=np.uint8))
    assert touched_slices(one, other, whole) == tuple(k for k in range(3) if (one[k] != other[k]).any())


planes = st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1)).filter(lambda v: np.linalg.norm(v) > 0.2)


@settings(deadline=None, max_examples=30)
@given(planes, st.sampled_from([0.4, 1.0, 2.3]))
def test_a_cut_shows_the_label_of_the_nearest_voxel_at_every_pixel(
    normal: tuple[float, float, float], mm: float
) -> None:
    labels = np.random.default_rng(4).integers(0, 3, SHAPE).astype(np.uint8)
    labels[:, :5] = 0
    across = np.cross(normal, (0.3, 0.5, 0.81))
    across /= np.linalg.norm(across)
    down = np.cross(np.asarray(normal) / np.linalg.norm(normal), across)
    center = np.asarray(GEOMETRY.center_lps_mm) + 0.123
    plane = Plane(as_point(center - 20 * mm * across - 15 * mm * down), as_point(across), as_point(down))
    size = (40, 30)
    cut = label_cut(labels, GEOMETRY, bounds_of(labels), plane, mm, size)
    expected = np.zeros((30, 40), dtype=np.uint8)
    for y in range(30):
        for x in range(40):
            point = np.asarray(plane.origin_lps_mm) + mm * (x * across + y * down)
            index = np.floor(GEOMETRY.lps_to_index(point) + 0.5).astype(int)
            if (index >= 0).all() and (index < SHAPE).all():
                expected[y, x] = labels[tuple(index)]
    found = np.zeros_like(expected)
    if cut is not None:
        rows, columns = cut.labels.shape
        found[cut.top : cut.top + rows, cut.left : cut.left + columns] = cut.labels
    assert (found != expected).sum() <= 2  # a pixel on the border of two voxels may go either way by rounding


def test_a_cut_that_misses_the_labels_shows_none() -> None:
    labels = empty()
    labels[2, 5, 5] = 1
    far = GEOMETRY.slice_plane(9)
    assert label_cut(labels, GEOMETRY, bounds_of(labels), far, 0.8, (34, 30)) is None
    on = label_cut(labels, GEOMETRY, bounds_of(labels), GEOMETRY.slice_plane(2), 0.8, (34, 30))
    assert on is not None
    assert np.argwhere(on.labels).tolist() == [[5 - on.top, 5 - on.left]]
