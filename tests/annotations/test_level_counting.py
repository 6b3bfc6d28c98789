"""The level of a click is counted from the placed ones by where it lies; where it may be another, the name is asked."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anatomy import SEGMENTS, Level, LevelKind
from annotations.geometry import Point
from annotations.level_counting import Stations, counted_level, level_of_name
from annotations.locations import PatientLocation
from annotations.spine_ledger import LevelAnchor, levels_in_order, placed_levels

CT = "1.2.3"
LUMBAR = (Level.T12, Level.L1, Level.L2, Level.L3, Level.L4, Level.L5, Level.S1)


def anchor(level: Level, z: float, y: float = 0.0, frame: str = CT) -> LevelAnchor:
    return LevelAnchor(f"{level.value}@{frame}", level, PatientLocation(frame, ((0.0, y, z),)))


def clicked(anchors: list[LevelAnchor], z: float, y: float = 0.0, *, has_l6: bool = False) -> Level | None:
    return counted_level(anchors, (0.0, y, z), CT, has_l6=has_l6).level


def test_without_a_placed_level_nothing_is_counted() -> None:
    found = counted_level([anchor(Level.L4, 0.0, frame="9.9")], (0.0, 0.0, 0.0), CT)
    assert (found.level, found.suggestion, found.reason) == (None, None, "")


@pytest.mark.parametrize(
    ("z", "level"),
    [
        (37.0, Level.L3),
        (-37.0, Level.L5),
        (18.0, Level.L3_L4),
        (-18.0, Level.L4_L5),
        (26.0, Level.L3),
        (45.0, Level.L3),
    ],
)
def test_beside_a_single_body_the_next_is_counted_up_or_down_by_where_the_click_is(z: float, level: Level) -> None:
    assert clicked([anchor(Level.L4, 0.0)], z) is level


def test_beside_a_single_disc_the_next_disc_and_the_body_between_are_told_apart() -> None:
    placed = [anchor(Level.L4_L5, 0.0)]
    assert clicked(placed, 37.0) is Level.L3_L4
    assert clicked(placed, 18.0) is Level.L4
    assert clicked(placed, -37.0) is Level.L5_S1


def test_with_two_placed_levels_their_distance_is_the_measure() -> None:
    neck = [anchor(Level.C4, 0.0), anchor(Level.C5, -16.0)]
    assert clicked(neck, 16.0) is Level.C3
    assert clicked(neck, -32.0) is Level.C6
    assert clicked(neck, -24.0) is Level.C5_C6


def test_a_click_that_may_have_skipped_a_level_asks_for_the_name() -> None:
    found = counted_level([anchor(Level.L4, 0.0)], (0.0, 0.0, 74.0), CT)
    assert (found.level, found.suggestion) == (None, Level.L2)
    assert "74 mm above L4" in found.reason


def test_a_click_on_a_placed_level_is_no_other_level() -> None:
    found = counted_level([anchor(Level.L4, 0.0), anchor(Level.L3, 37.0)], (0.0, 0.0, 4.0), CT)
    assert found.level is None
    assert found.reason == "L4 is placed here already: drag its dot to correct it."


def test_between_two_placed_levels_the_click_fills_in() -> None:
    placed = [anchor(Level.L1, 111.0), anchor(Level.L4, 0.0)]
    assert clicked(placed, 74.0) is Level.L2
    assert clicked(placed, 37.0) is Level.L3
    assert clicked(placed, 92.0) is Level.L1_L2
    found = counted_level(placed, (0.0, 0.0, 84.0), CT)
    assert found.level is None
    assert "may be two levels" in found.reason


def test_between_two_neighbouring_bodies_only_the_disc_is_left() -> None:
    assert clicked([anchor(Level.L4, 37.0), anchor(Level.L5, 0.0)], 15.0) is Level.L4_L5


def test_a_spine_with_six_lumbar_vertebrae_counts_l6() -> None:
    placed = [anchor(Level.L4, 37.0), anchor(Level.L5, 0.0)]
    assert clicked(placed, -37.0) is Level.S1
    assert clicked(placed, -37.0, has_l6=True) is Level.L6


def test_past_the_ends_of_the_spine_nothing_is_counted() -> None:
    assert clicked([anchor(Level.C1, 0.0), anchor(Level.C2, -17.0)], 17.0) is None
    assert clicked([anchor(Level.S5, 0.0), anchor(Level.S4, 17.0)], -17.0) is None


def test_contradicting_levels_are_told_and_nothing_is_counted() -> None:
    found = counted_level([anchor(Level.L4, 0.0), anchor(Level.L3, -20.0)], (0.0, 0.0, 60.0), CT)
    assert found.level is None
    assert "contradict" in found.reason


@st.composite
def spines(draw: st.DrawFn) -> list[tuple[Level, Point]]:
    """T12 to S1, leaning, with pitches that vary; clicked in any order that touches what is placed."""
    z, y, centers = 0.0, 0.0, []
    pitch = draw(st.floats(31, 40))
    for level in LUMBAR:
        centers.append((level, (0.0, y, z)))
        z -= pitch * draw(st.floats(0.88, 1.12))
        y += draw(st.floats(-6, 6))
    first = draw(st.integers(0, len(centers) - 1))
    top = bottom = first
    order = [centers[first]]
    while len(order) < len(centers):
        up = bottom == len(centers) - 1 or (top > 0 and draw(st.booleans()))
        top, bottom = (top - 1, bottom) if up else (top, bottom + 1)
        order.append(centers[top if up else bottom])
    return order


@given(spines())
def test_one_named_vertebra_and_clicks_in_any_order_number_a_whole_spine(order: list[tuple[Level, Point]]) -> None:
    (first, center), *rest = order
    anchors = [LevelAnchor(first.value, first, PatientLocation(CT, (center,)))]
    for level, point in rest:
        assert counted_level(anchors, point, CT).level is level
        anchors.append(LevelAnchor(level.value, level, PatientLocation(CT, (point,))))
    names = [level for level, _ in placed_levels(anchors, CT)]
    assert names == list(LUMBAR)
    heights = [point[2] for _, point in placed_levels(anchors, CT)]
    assert all(upper > lower for upper, lower in pairwise(heights))


@given(spines())
def test_then_a_click_on_every_disc_names_that_disc(order: list[tuple[Level, Point]]) -> None:
    anchors = [LevelAnchor(level.value, level, PatientLocation(CT, (point,))) for level, point in order]
    centers = dict(order)
    for upper, lower in pairwise(LUMBAR):
        x, y, z = (sum(pair) / 2 for pair in zip(centers[upper], centers[lower], strict=True))
        found = counted_level(anchors, (x, y, z), CT).level
        assert found is not None
        assert found.vertebrae == (upper, lower)


def test_stations_lead_there_and_back() -> None:
    for has_l6 in (False, True):
        stations = Stations.of(has_l6=has_l6)
        for level in levels_in_order(has_l6=has_l6):
            assert stations.level_at(stations.number_of(level)) is level
    with pytest.raises(ValueError, match="no level of the spine"):
        Stations.of().number_of(Level.HIP)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("L4", Level.L4),
        (" l4 ", Level.L4),
        ("L4-5", Level.L4_L5),
        ("l45", Level.L4_L5),
        ("L4/L5", Level.L4_L5),
        ("L5-S1", Level.L5_S1),
        ("l5 s1", Level.L5_S1),
        ("T12", Level.T12),
        ("t12-l1", Level.T12_L1),
        ("T1-2", Level.T1_T2),
        ("L4-6", None),
        ("L9", None),
        ("hip", None),
        ("", None),
    ],
)
def test_a_typed_name_is_understood_or_refused(text: str, level: Level | None) -> None:
    assert level_of_name(text) is level


def test_every_label_is_understood() -> None:
    for level in Level:
        if level.kind is not LevelKind.JOINT:
            assert level_of_name(level.label) is level
            assert level_of_name(level.value) is level
    assert len(SEGMENTS) > 20
