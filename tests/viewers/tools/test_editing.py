"""Pointer scripts and keys that change placed marks: handles, whole marks, points more or less, nudges."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from annotations.geometry import Plane
from annotations.locations import PatientLocation
from annotations.marks import MarkKind
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import a_point, axial_geometry, in_patient
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayContent, OverlayMark
from viewers.tools.dispatcher import Dispatcher
from viewers.tools.effects import ContextRequested, Effect, ItemClicked, MarkMoved, PlacementRefused
from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.reshaping import OTHER_PLANE, with_vertex
from viewers.tools.scene import Scene
from viewers.tools.shapes import Place, box_pulled, circle_pulled, cross_pulled, oval_pulled, oval_stretched
from viewers.tools.tool_names import ToolName

LOCKED = "It is locked. Unlock it first."
OVAL = ((20.0, 40.0), (100.0, 40.0), (60.0, 20.0), (60.0, 60.0))
CIRCLE = ((90.0, 50.0), (30.0, 50.0), (60.0, 80.0), (60.0, 20.0))
BOX = ((20.0, 20.0), (100.0, 20.0), (100.0, 60.0), (20.0, 60.0))
CROSS = ((20.0, 40.0), (100.0, 40.0), (50.0, 30.0), (50.0, 60.0))
POLYGON = ((20.0, 20.0), (100.0, 20.0), (100.0, 80.0), (20.0, 80.0))


def a_mark(kind: MarkKind, places: tuple[Place, ...], *, z: float = 0.0, **facts: object) -> OverlayMark:
    location = in_patient(*((x / 2, y / 2, z) for x, y in places))
    return replace(OverlayMark("mark", "item", kind, location), **facts)  # type: ignore[arg-type]


def a_scene(*marks: OverlayMark, geometry: FrameGeometry | None = None) -> Scene:
    return Scene(geometry or axial_geometry(), OverlayContent(marks=marks))


def event(kind: PointerKind, at: Place, **held: bool) -> PointerEvent:
    return PointerEvent(kind, *at, Button.LEFT, **held)


def dragged(scene: Scene, start: Place, end: Place, **held: bool) -> list[Effect]:
    hand = Dispatcher()
    kinds = ((PointerKind.PRESS, start), (PointerKind.MOVE, end), (PointerKind.RELEASE, end))
    return [effect for kind, at in kinds for effect in hand.dispatch(event(kind, at, **held), scene)]


def moved(effects: list[Effect]) -> tuple[Place, ...]:
    (one,) = [effect for effect in effects if isinstance(effect, MarkMoved)]
    assert isinstance(one.location, PatientLocation)
    return tuple((2 * x, 2 * y) for x, y, _ in one.location.points_lps_mm)


def is_perpendicular(points: tuple[Place, ...]) -> bool:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    return abs((bx - ax) * (dx - cx) + (by - ay) * (dy - cy)) < 1e-6


@pytest.mark.parametrize("index", range(4))
def test_a_pulled_oval_stays_one_about_its_fixed_end_and_keeps_its_other_axis(index: int) -> None:
    to = (OVAL[index][0] + 13, OVAL[index][1] - 9)
    after = oval_pulled(OVAL, index, to)
    assert after[index] == pytest.approx(to)
    assert after[index ^ 1] == pytest.approx(OVAL[index ^ 1])
    assert is_perpendicular(after)
    first, other = slice(0, 2), slice(2, 4)
    kept = other if index < 2 else first
    assert math.dist(*after[kept]) == pytest.approx(math.dist(*OVAL[kept]))
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in (after[first], after[other])]
    assert middles[0] == pytest.approx(middles[1])


@pytest.mark.parametrize("index", range(4))
def test_an_oval_that_is_not_pulled_stays_as_it_is(index: int) -> None:
    for pull, points in ((oval_pulled, OVAL), (circle_pulled, CIRCLE), (box_pulled, BOX), (cross_pulled, CROSS)):
        after = pull(points, index, points[index])
        assert [value for place in after for value in place] == pytest.approx(
            [value for place in points for value in place]
        )


def test_a_stretched_oval_does_not_turn() -> None:
    after = oval_stretched(OVAL, 1, (120, 10))
    assert after == tuple(pytest.approx(place) for place in ((20, 40), (120, 40), (70, 20), (70, 60)))


@pytest.mark.parametrize("index", range(4))
def test_a_pulled_circle_stays_one_about_its_centre(index: int) -> None:
    after = circle_pulled(CIRCLE, index, (60, 95))
    assert after[index] == pytest.approx((60, 95))
    assert all(math.dist((60, 50), end) == pytest.approx(45) for end in after)
    assert is_perpendicular(after)


@pytest.mark.parametrize("index", range(4))
def test_a_pulled_box_stays_one_about_its_opposite_corner(index: int) -> None:
    to = (BOX[index][0] + 7, BOX[index][1] + 5)
    after = box_pulled(BOX, index, to)
    assert after[index] == pytest.approx(to)
    assert after[(index + 2) % 4] == BOX[(index + 2) % 4]
    assert is_perpendicular((after[0], after[1], after[1], after[2]))
    assert math.dist(after[0], after[1]) == pytest.approx(math.dist(after[3], after[2]))


@pytest.mark.parametrize("index", range(4))
def test_crossed_axes_stay_perpendicular(index: int) -> None:
    after = cross_pulled(CROSS, index, (CROSS[index][0] + 10, CROSS[index][1] + 14))
    assert is_perpendicular(after)
    assert after[index] == pytest.approx((CROSS[index][0] + 10, CROSS[index][1] + 14))


def test_a_handle_of_an_oval_is_pulled_through_the_hand() -> None:
    after = moved(dragged(a_scene(a_mark(MarkKind.ELLIPSE, OVAL)), OVAL[1], (140, 40)))
    assert after == tuple(pytest.approx(place) for place in ((20, 40), (140, 40), (80, 20), (80, 60)))


def test_the_axis_that_became_the_longer_one_comes_first() -> None:
    after = moved(dragged(a_scene(a_mark(MarkKind.ELLIPSE, OVAL)), OVAL[1], (40, 40)))
    assert after == tuple(pytest.approx(place) for place in ((30, 20), (30, 60), (20, 40), (40, 40)))


def test_a_region_is_not_bent_on_a_picture_of_another_plane() -> None:
    sagittal = Plane((30.0, 0.0, 20.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
    geometry = FrameGeometry((200, 100), sagittal, 0.5, FRAME_OF_REFERENCE)
    mark = a_mark(MarkKind.ELLIPSE, OVAL)
    effects = dragged(a_scene(mark, geometry=geometry), (20, 40), (20, 70))
    assert [effect for effect in effects if isinstance(effect, PlacementRefused)] == [PlacementRefused(OTHER_PLANE)]
    assert not [effect for effect in effects if isinstance(effect, MarkMoved)]


def test_a_locked_mark_says_so_and_stays() -> None:
    mark = a_mark(MarkKind.LENGTH, POLYGON[:2], selected=True, movable=False, lock_reason=LOCKED)
    effects = dragged(a_scene(mark), (60, 20), (80, 50))
    assert [effect for effect in effects if isinstance(effect, PlacementRefused)] == [PlacementRefused(LOCKED)]
    assert not [effect for effect in effects if isinstance(effect, MarkMoved)]
    assert dragged(a_scene(mark), (60, 20), (60, 20)) == [ItemClicked("item")], "it can still be selected"


def test_a_dragged_handle_snaps_to_other_marks_but_not_to_its_own() -> None:
    line = a_mark(MarkKind.LENGTH, ((20, 20), (100, 20)))
    scene = a_scene(line, a_point((40.0, 40.0, 0.0)))
    assert moved(dragged(scene, (100, 20), (84, 77)))[1] == (80, 80)
    assert moved(dragged(scene, (100, 20), (84, 77), alt=True))[1] == (84, 77)
    assert moved(dragged(scene, (100, 20), (25, 22)))[1] == (25, 22)


def test_a_double_click_on_an_edge_gives_a_region_a_point_there() -> None:
    scene = a_scene(a_mark(MarkKind.POLYGON, POLYGON, z=0.2))
    effects = Dispatcher().dispatch(event(PointerKind.DOUBLE, (60, 81)), scene)
    assert moved(list(effects)) == (*POLYGON[:3], (60, 81), POLYGON[3])
    (one,) = [effect for effect in effects if isinstance(effect, MarkMoved)]
    assert isinstance(one.location, PatientLocation)
    heights = [z for _, _, z in one.location.points_lps_mm]
    assert heights == pytest.approx([0.2] * 5), "the region stays plane"


def test_the_closing_edge_of_a_region_takes_a_point_too_but_that_of_a_line_is_none() -> None:
    def with_one_more(kind: MarkKind) -> tuple[Place, ...]:
        longer = with_vertex(axial_geometry(), a_mark(kind, POLYGON), (21, 50))
        assert isinstance(longer, PatientLocation)
        return tuple((2 * x, 2 * y) for x, y, _ in longer.points_lps_mm)

    assert with_one_more(MarkKind.POLYGON) == (*POLYGON, (21, 50))
    assert with_one_more(MarkKind.POLYLINE)[1] == (21, 50)


def test_alt_and_a_click_take_a_point_away_while_enough_are_left() -> None:
    def clicked(places: tuple[Place, ...]) -> tuple[Effect, ...]:
        return Dispatcher().dispatch(
            event(PointerKind.PRESS, places[1], alt=True), a_scene(a_mark(MarkKind.POLYGON, places))
        )

    assert moved(list(clicked(POLYGON))) == (POLYGON[0], *POLYGON[2:])
    refused = clicked(POLYGON[:3])[0]
    assert isinstance(refused, PlacementRefused)
    assert "3" in refused.reason


def test_the_menu_over_a_point_of_a_region_names_it() -> None:
    scene, hand = a_scene(a_mark(MarkKind.POLYGON, POLYGON)), Dispatcher()
    hand.dispatch(PointerEvent(PointerKind.PRESS, *POLYGON[2], Button.RIGHT), scene)
    effects = hand.dispatch(PointerEvent(PointerKind.RELEASE, *POLYGON[2], Button.RIGHT), scene)
    assert effects == (ContextRequested(POLYGON[2], "item", 2),)


def a_hand_on(scene: Scene, at: Place) -> Dispatcher:
    hand = Dispatcher()
    for kind in (PointerKind.PRESS, PointerKind.RELEASE):
        hand.dispatch(event(kind, at), scene)
    return hand


def test_nudges_add_up_to_one_move_of_the_mark_that_was_clicked() -> None:
    scene = a_scene(a_mark(MarkKind.LENGTH, POLYGON[:2], selected=True))
    hand = a_hand_on(scene, (60, 20))
    assert hand.can_nudge(scene)
    effects = [effect for way in ((1, 0), (1, 0), (0, 10)) for effect in hand.nudge(*way, scene)]
    assert not [effect for effect in effects if isinstance(effect, MarkMoved)]
    assert hand.is_nudging
    assert moved(list(hand.end_nudge())) == ((22, 30), (102, 30))
    assert hand.end_nudge() == ()


def test_a_grabbed_handle_is_nudged_alone() -> None:
    scene = a_scene(a_mark(MarkKind.LENGTH, POLYGON[:2], selected=True))
    hand = a_hand_on(scene, POLYGON[1])
    hand.nudge(0, -1, scene)
    assert moved(list(hand.end_nudge())) == ((20, 20), (100, 19))


def test_a_nudged_oval_stays_an_oval() -> None:
    scene = a_scene(a_mark(MarkKind.ELLIPSE, OVAL, selected=True))
    hand = a_hand_on(scene, OVAL[2])
    for _ in range(5):
        hand.nudge(3, -10, scene)
    after = moved(list(hand.end_nudge()))
    assert is_perpendicular(after)
    assert (75.0, -30.0) in [tuple(map(round, place)) for place in after]


@pytest.mark.parametrize(
    "facts", [{"selected": False}, {"selected": True, "movable": False}, {"selected": True, "lock_reason": LOCKED}]
)
def test_only_a_selected_mark_that_may_move_is_nudged(facts: dict[str, object]) -> None:
    scene = a_scene(a_mark(MarkKind.LENGTH, POLYGON[:2], **facts))
    hand = a_hand_on(scene, (60, 20))
    assert not hand.can_nudge(scene)
    assert hand.nudge(1, 0, scene) == ()


def test_a_mark_selected_elsewhere_is_not_nudged_by_arrows_meant_for_scrolling() -> None:
    scene = a_scene(a_mark(MarkKind.LENGTH, POLYGON[:2], selected=True))
    assert not Dispatcher().can_nudge(scene)
    hand = a_hand_on(scene, (60, 20))
    for kind in (PointerKind.PRESS, PointerKind.RELEASE):
        hand.dispatch(event(kind, (150, 90)), scene)
    assert not hand.can_nudge(scene), "a click beside it ends it"


def test_a_mark_is_not_nudged_off_the_image() -> None:
    scene = replace(
        a_scene(a_mark(MarkKind.LENGTH, POLYGON[:2], selected=True)),
        is_inside=lambda place: isinstance(place, PatientLocation) and place.points_lps_mm[0][0] <= 11,
    )
    hand = a_hand_on(scene, (60, 20))
    for _ in range(5):
        hand.nudge(1, 0, scene)
    assert moved(list(hand.end_nudge())) == ((22, 20), (102, 20))


def test_a_handle_goes_before_the_tool_in_the_hand() -> None:
    hand, scene = Dispatcher(), a_scene(a_mark(MarkKind.RECTANGLE, BOX))
    hand.tool = ToolName.VERTEBRA
    effects = [
        effect
        for kind, at in ((PointerKind.PRESS, BOX[2]), (PointerKind.MOVE, (120, 80)), (PointerKind.RELEASE, (120, 80)))
        for effect in hand.dispatch(event(kind, at), scene)
    ]
    assert moved(effects) == ((20, 20), (120, 20), (120, 80), (20, 80))
