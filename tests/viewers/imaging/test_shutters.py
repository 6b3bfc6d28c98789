"""Which pixels a shutter covers, against the words of PS3.3 C.7.6.11 pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewers.imaging.overlay_planes import OverlayKind, OverlayPlane
from viewers.imaging.shutters import BitmapOpening, CircularOpening, PolygonalOpening, RectangularOpening, Shutter

SHAPE = (12, 15)
vertex = st.tuples(st.integers(-3, 14), st.integers(-3, 17))


def on_segment(row: int, column: int, start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Whether a pixel's middle lies on the line between two vertices."""
    (r1, c1), (r2, c2) = start, end
    cross = (r2 - r1) * (column - c1) - (c2 - c1) * (row - r1)
    return cross == 0 and min(r1, r2) <= row <= max(r1, r2) and min(c1, c2) <= column <= max(c1, c2)


def is_inside(row: int, column: int, vertices: list[tuple[int, int]]) -> bool:
    """Even-odd rule by a ray to the right, the edge counted as inside; exact in whole numbers."""
    edges = list(zip(vertices, [*vertices[1:], vertices[0]], strict=True))
    if any(on_segment(row, column, *edge) for edge in edges):
        return True
    crossings = 0
    for (r1, c1), (r2, c2) in edges:
        if (r1 <= row) != (r2 <= row):
            # column of the crossing > column, without dividing
            left, right = (row - r1) * (c2 - c1), (column - c1) * (r2 - r1)
            crossings += left > right if r2 > r1 else left < right
    return crossings % 2 == 1


@given(st.lists(vertex, min_size=3, max_size=7))
def test_a_polygon_shows_what_lies_within_or_on_it(vertices: list[tuple[int, int]]) -> None:
    """Also where it crosses itself, has no width, or leaves the image."""
    visible = PolygonalOpening(tuple((float(r), float(c)) for r, c in vertices)).visible(SHAPE)
    expected = [[is_inside(row, column, vertices) for column in range(SHAPE[1])] for row in range(SHAPE[0])]
    np.testing.assert_array_equal(visible, expected)


def test_a_simple_polygon_is_closed_on_all_sides() -> None:
    square = PolygonalOpening(((2, 3), (2, 8), (6, 8), (6, 3))).visible(SHAPE)
    expected = np.zeros(SHAPE, bool)
    expected[2:7, 3:9] = True
    np.testing.assert_array_equal(square, expected)


def test_a_rectangle_shows_its_edges() -> None:
    hidden = Shutter((RectangularOpening(left=2, right=5, upper=1, lower=9),)).hidden(SHAPE)
    for (row, column), covered in np.ndenumerate(hidden):
        assert covered != (2 <= column <= 5 and 1 <= row <= 9)


@pytest.mark.parametrize("row_step", [1.0, 2.0, 0.5])
def test_a_circle_is_round_on_the_patient(row_step: float) -> None:
    hidden = Shutter((CircularOpening(5.0, 7.0, 4.0, row_step),)).hidden(SHAPE)
    for (row, column), covered in np.ndenumerate(hidden):
        assert covered == (((row - 5) * row_step) ** 2 + (column - 7) ** 2 > 16)


def test_only_what_every_shape_leaves_open_is_seen() -> None:
    shapes = (RectangularOpening(0, 9, 0, 9), CircularOpening(9, 9, 6), PolygonalOpening(((0, 0), (0, 20), (20, 0))))
    hidden = Shutter(shapes).hidden(SHAPE)
    each = [Shutter((shape,)).hidden(SHAPE) for shape in shapes]
    np.testing.assert_array_equal(hidden, each[0] | each[1] | each[2])
    assert 0 < (~hidden).sum() < min((~one).sum() for one in each)


def test_the_set_bits_of_a_bitmap_are_covered() -> None:
    bits = np.random.default_rng(3).random((4, 5)) < 0.5
    packed = np.packbits(bits.reshape(-1), bitorder="little").tobytes()
    plane = OverlayPlane(0x6000, 4, 5, packed, (2, -1))
    hidden = Shutter((BitmapOpening(plane),)).hidden(SHAPE)
    expected = np.zeros(SHAPE, bool)
    expected[2:6, 0:4] = bits[:, 1:]
    np.testing.assert_array_equal(hidden, expected)


def test_a_plane_in_the_middle_of_a_byte_is_found() -> None:
    bits = np.random.default_rng(4).random((3, 3, 7)) < 0.5
    packed = np.packbits(bits.reshape(-1), bitorder="little").tobytes()
    for number in range(3):
        np.testing.assert_array_equal(OverlayPlane(0x6000, 3, 7, packed, first_bit=21 * number).bits, bits[number])


@pytest.mark.parametrize(
    "make",
    [
        lambda: Shutter(()),
        lambda: Shutter((RectangularOpening(0, 1, 0, 1),), 256),
        lambda: OverlayPlane(0x6000, 0, 5, b"\0"),
        lambda: OverlayPlane(0x6000, 3, 3, b"\0", kind=OverlayKind.REGION),
    ],
)
def test_a_shutter_or_plane_that_says_nothing_is_none(make) -> None:
    with pytest.raises(ValueError, match=r"needs|grey level"):
        make()
