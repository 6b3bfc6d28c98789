"""The lines of each kind of mark."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.marks import MARK_KINDS, MarkFamily, MarkKind
from viewers.state.mark_outlines import CHAINS, RINGS, outlines


def points_of(kind: MarkKind) -> np.ndarray:
    """As many points of space as complete a mark, no three on a line."""
    number = np.arange(max(MARK_KINDS[kind].least, 3) if MARK_KINDS[kind].most is None else MARK_KINDS[kind].least)
    return np.column_stack([10.0 * number, 3.0 * number**2, 0.5 * number])


@pytest.mark.parametrize("kind", MarkKind)
def test_every_kind_but_a_point_has_lines_through_its_points(kind: MarkKind) -> None:
    lines = outlines(kind, points_of(kind))
    assert bool(lines) == (MARK_KINDS[kind].family is not MarkFamily.POINT)
    assert all(np.isfinite(line.path).all() and len(line.path) > 1 for line in lines)


@pytest.mark.parametrize("kind", MarkKind)
def test_a_mark_grows_point_by_point_without_fail(kind: MarkKind) -> None:
    points = points_of(kind)
    for count in range(1, len(points) + 1):
        assert all(len(line.path) > 1 for line in outlines(kind, points[:count]))


def test_each_kind_of_separate_lines_says_which_points_are_joined() -> None:
    separate = {kind for kind, facts in MARK_KINDS.items() if facts.family is MarkFamily.LINES}
    assert separate == CHAINS.keys()
    assert RINGS.keys() <= separate
    for kind, chains in CHAINS.items():
        assert max(max(chain) for chain in chains) < MARK_KINDS[kind].least


def test_a_vertebra_is_surrounded_and_has_three_heights() -> None:
    anterior_middle_posterior = [(0, 0, 20), (15, 0, 19), (30, 0, 20), (0, 0, 0), (15, 0, 1), (30, 0, 0)]
    around, *heights = outlines(MarkKind.VERTEBRA, anterior_middle_posterior)
    assert around.is_closed
    perimeter = float(np.linalg.norm(np.diff(around.path, axis=0), axis=1).sum())
    assert perimeter == pytest.approx(2 * 20 + 4 * np.hypot(15, 1))
    assert [float(np.linalg.norm(np.diff(one.path, axis=0))) for one in heights] == pytest.approx([20, 18, 20])


def test_the_first_border_of_a_vertebra_is_seen_before_the_second_is_placed() -> None:
    (border,) = outlines(MarkKind.VERTEBRA, [(0, 0, 20), (15, 0, 19)])
    assert not border.is_closed
    assert len(border.path) == 2
