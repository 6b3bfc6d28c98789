"""Pointer scripts that place every kind of mark: by clicks, by one drag, as an outline."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from annotations.geometry import Plane
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkKind
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import a_point, axial_geometry, image_geometry, in_patient
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayContent
from viewers.tools.dispatcher import Dispatcher
from viewers.tools.effects import Effect, MarkProposal, OverlayTouched, PlacementRefused, ScrollStepped
from viewers.tools.placing import NO_OUTLINE, NO_WIDTH, OTHER_SLICE, OUTSIDE_IMAGE
from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.scene import Scene
from viewers.tools.shown_content import shown_content
from viewers.tools.tool_names import MARK_TOOLS, Placing, ToolName, placing_of
from viewers.tools.transitions import Gesture

EMPTY = Scene(axial_geometry(), OverlayContent())
LOWER = Scene(axial_geometry(z=-4.0), OverlayContent())
ENTER, BACKSPACE, ESCAPE = (
    PointerEvent(kind) for kind in (PointerKind.ACCEPT, PointerKind.TAKE_BACK, PointerKind.CANCEL)
)
PLACES = [(20, 20), (60, 20), (60, 70), (20, 70), (100, 30), (140, 60), (110, 80), (150, 20)]


def press(x: float, y: float, **held: bool) -> PointerEvent:
    return PointerEvent(PointerKind.PRESS, x, y, Button.LEFT, **held)


def move(x: float, y: float, button: Button = Button.LEFT, **held: bool) -> PointerEvent:
    return PointerEvent(PointerKind.MOVE, x, y, button, **held)


def release(x: float, y: float, **held: bool) -> PointerEvent:
    return PointerEvent(PointerKind.RELEASE, x, y, Button.LEFT, **held)


def double(x: float, y: float) -> PointerEvent:
    return PointerEvent(PointerKind.DOUBLE, x, y, Button.LEFT)


def click(x: float, y: float, **held: bool) -> list[PointerEvent]:
    return [press(x, y, **held), release(x, y, **held)]


def drag(*places: tuple[float, float], **held: bool) -> list[PointerEvent]:
    return [press(*places[0], **held), *(move(*place, **held) for place in places[1:]), release(*places[-1], **held)]


def clicks(*places: tuple[float, float]) -> list[PointerEvent]:
    return [event for place in places for event in click(*place)]


def play(hand: Dispatcher, events: list[PointerEvent], scene: Scene = EMPTY) -> list[Effect]:
    return [effect for event in events for effect in hand.dispatch(event, scene)]


def a_hand(kind: MarkKind) -> Dispatcher:
    hand = Dispatcher()
    hand.tool = ToolName(kind.value)
    return hand


def placed(effects: list[Effect]) -> MarkProposal:
    (proposal,) = [effect for effect in effects if isinstance(effect, MarkProposal)]
    return proposal


def refusals(effects: list[Effect]) -> list[str]:
    return [effect.reason for effect in effects if isinstance(effect, PlacementRefused)]


def px(location: Location | None) -> list[tuple[float, float]]:
    """The points in display pixels of `EMPTY`."""
    assert isinstance(location, PatientLocation)
    return [(2 * x, 2 * y) for x, y, _ in location.points_lps_mm]


COUNTED = [kind for kind in MarkKind if placing_of(ToolName(kind.value)) in (Placing.CLICKS, Placing.LINES)]


@pytest.mark.parametrize("kind", COUNTED)
def test_a_kind_with_counted_points_is_placed_by_as_many_clicks_in_their_order(kind: MarkKind) -> None:
    hand, count = a_hand(kind), MARK_KINDS[kind].least
    proposal = placed(play(hand, clicks(*PLACES[:count])))
    assert proposal.kind is kind
    assert px(proposal.location) == PLACES[:count]
    assert hand.gesture is Gesture.IDLE
    assert hand.unfinished is None
    Mark("mark", kind, proposal.location)


@pytest.mark.parametrize("kind", COUNTED)
def test_before_the_last_click_nothing_is_proposed_and_the_prompt_counts(kind: MarkKind) -> None:
    hand, facts = a_hand(kind), MARK_KINDS[kind]
    for number, place in enumerate(PLACES[: facts.least - 1]):
        assert not [one for one in play(hand, click(*place)) if isinstance(one, MarkProposal)]
        prompt = hand.prompt
        if prompt is not None:
            assert (prompt.number, prompt.count) == (number + 2, facts.least)
            assert prompt.words == facts.prompts[number + 1]


def test_the_prompt_of_a_vertebra_names_the_corner_that_is_next() -> None:
    hand = a_hand(MarkKind.VERTEBRA)
    play(hand, clicks(*PLACES[:2]))
    assert hand.prompt is not None
    assert (hand.prompt.number, hand.prompt.count) == (3, 6)
    assert "posterior" in hand.prompt.words


def test_a_point_can_be_moved_until_the_button_comes_up() -> None:
    hand = a_hand(MarkKind.VERTEBRA)
    play(hand, [press(20, 20), move(22, 21)])
    assert px(hand.growing) == [(20, 20)], "a trembling hand moves nothing"
    play(hand, [move(40, 30)])
    assert px(hand.growing) == [(40, 30)]
    assert hand.unfinished is None
    play(hand, [release(40, 30)])
    assert px(hand.unfinished) == [(40, 30)]


@pytest.mark.parametrize("kind", [MarkKind.LENGTH, MarkKind.ARROW, MarkKind.CANAL, MarkKind.APPROACH])
def test_one_drag_places_a_line(kind: MarkKind) -> None:
    hand = a_hand(kind)
    proposal = placed(play(hand, drag((20, 20), (50, 30), (90, 60))))
    assert px(proposal.location) == [(20, 20), (90, 60)]
    assert hand.gesture is Gesture.IDLE


def test_two_drags_place_two_lines_also_with_clicks_between() -> None:
    wanted = [(20, 20), (90, 22), (20, 70), (90, 60)]
    by_drags = play(a_hand(MarkKind.COBB), [*drag(*wanted[:2]), *drag(*wanted[2:])])
    mixed = play(a_hand(MarkKind.COBB), [*clicks(*wanted[:2]), *drag(*wanted[2:])])
    assert px(placed(by_drags).location) == px(placed(mixed).location) == wanted


def test_a_second_line_may_begin_where_the_first_one_ends() -> None:
    wanted = [(20, 20), (90, 20), (90, 20), (90, 70)]
    assert px(placed(play(a_hand(MarkKind.ANGLE_OF_LINES), clicks(*wanted))).location) == wanted


def test_a_short_slip_of_the_hand_is_a_click_not_a_line() -> None:
    hand = a_hand(MarkKind.LENGTH)
    assert not [one for one in play(hand, drag((20, 20), (26, 20))) if isinstance(one, MarkProposal)]
    assert px(hand.unfinished) == [(20, 20)]


def test_a_line_of_no_length_is_not_placed() -> None:
    hand = a_hand(MarkKind.LENGTH)
    assert not [one for one in play(hand, clicks((20, 20), (21, 20))) if isinstance(one, MarkProposal)]
    assert px(hand.unfinished) == [(20, 20)]


@pytest.mark.parametrize(("end", "wanted"), [((90, 26), (90, 20)), ((88, 92), (90, 90)), ((24, 80), (20, 80))])
def test_shift_holds_a_line_to_eighths_of_a_turn(end: tuple[float, float], wanted: tuple[float, float]) -> None:
    by_drag = placed(play(a_hand(MarkKind.LENGTH), drag((20, 20), end, shift=True)))
    by_clicks = placed(play(a_hand(MarkKind.LENGTH), [*click(20, 20), *click(*end, shift=True)]))
    for proposal in (by_drag, by_clicks):
        assert px(proposal.location)[1] == pytest.approx(wanted)


@pytest.mark.parametrize("by", ["drag", "clicks"])
def test_an_ellipse_fills_the_box_that_is_spanned_its_long_axis_first(by: str) -> None:
    ends = [(20, 20), (100, 60)]
    events = drag(*ends) if by == "drag" else clicks(*ends)
    proposal = placed(play(a_hand(MarkKind.ELLIPSE), events))
    assert px(proposal.location) == [(20, 40), (100, 40), (60, 20), (60, 60)]
    upright = placed(play(a_hand(MarkKind.ELLIPSE), drag((20, 10), (40, 90))))
    assert px(upright.location) == [(30, 10), (30, 90), (20, 50), (40, 50)]


def test_with_shift_an_ellipse_is_a_circle_and_a_rectangle_a_square() -> None:
    round_one = px(placed(play(a_hand(MarkKind.ELLIPSE), drag((20, 20), (60, 30), shift=True))).location)
    assert math.dist(*round_one[:2]) == pytest.approx(math.dist(*round_one[2:]))
    square = px(placed(play(a_hand(MarkKind.RECTANGLE), drag((20, 20), (60, 30), shift=True))).location)
    assert square == [(20, 20), (60, 20), (60, 60), (20, 60)]


def test_a_circle_grows_from_its_centre() -> None:
    ends = px(placed(play(a_hand(MarkKind.CIRCLE), drag((60, 50), (90, 50)))).location)
    assert ends == [(90, 50), (30, 50), (60, 80), (60, 20)]


def test_a_region_without_width_is_refused() -> None:
    hand = a_hand(MarkKind.RECTANGLE)
    assert NO_WIDTH in refusals(play(hand, clicks((20, 20), (60, 21))))
    assert hand.gesture is Gesture.PLACING


@pytest.mark.parametrize("by", ["click", "drag"])
def test_the_short_axis_is_perpendicular_to_the_long_one(by: str) -> None:
    hand = a_hand(MarkKind.BIDIRECTIONAL)
    play(hand, drag((20, 20), (100, 60)))
    effects = play(hand, click(50, 50) if by == "click" else drag((50, 50), (60, 20)))
    a, b, c, d = px(placed(effects).location)
    assert ((b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])) == pytest.approx(0, abs=1e-6)
    assert c == pytest.approx((50, 50))
    assert math.dist(a, b) >= math.dist(c, d)


def test_the_longer_axis_comes_first_whichever_was_drawn_first() -> None:
    hand = a_hand(MarkKind.BIDIRECTIONAL)
    play(hand, drag((60, 40), (80, 40)))
    a, b, c, d = px(placed(play(hand, drag((70, 10), (70, 90)))).location)
    assert {a, b} == {(70, 10), (70, 90)}
    assert {c, d} == {(60, 40), (80, 40)}


@pytest.mark.parametrize("kind", [MarkKind.POLYLINE, MarkKind.SPLINE, MarkKind.POLYGON, MarkKind.DURAL_SAC])
@pytest.mark.parametrize("end", [[ENTER], [double(20, 70), release(20, 70)]], ids=["enter", "double click"])
def test_an_open_ended_path_ends_by_key_or_double_click(kind: MarkKind, end: list[PointerEvent]) -> None:
    proposal = placed(play(a_hand(kind), [*clicks(*PLACES[:4]), *end]))
    assert px(proposal.location) == PLACES[:4]


def test_a_click_on_its_first_point_closes_a_polygon_but_not_a_line() -> None:
    hand = a_hand(MarkKind.POLYGON)
    assert px(placed(play(hand, clicks(*PLACES[:3], (22, 23)))).location) == PLACES[:3]
    assert hand.gesture is Gesture.IDLE
    line = a_hand(MarkKind.POLYLINE)
    play(line, clicks(*PLACES[:3], (22, 23)))
    assert line.gesture is Gesture.PLACING


def test_too_few_points_are_no_path() -> None:
    hand = a_hand(MarkKind.SPLINE)
    effects = play(hand, [*clicks(*PLACES[:2]), ENTER])
    assert "3" in refusals(effects)[0]
    assert px(hand.unfinished) == PLACES[:2], "nothing is lost"


def test_backspace_takes_points_back_one_by_one() -> None:
    hand = a_hand(MarkKind.POLYGON)
    assert not hand.handles(BACKSPACE, EMPTY)
    play(hand, clicks(*PLACES[:2]))
    play(hand, [BACKSPACE])
    assert px(hand.unfinished) == PLACES[:1]
    play(hand, [BACKSPACE])
    assert hand.unfinished is None
    assert hand.gesture is Gesture.IDLE


def test_enter_is_not_ours_where_points_are_counted() -> None:
    hand = a_hand(MarkKind.VERTEBRA)
    play(hand, click(20, 20))
    assert not hand.handles(ENTER, EMPTY)


def test_a_freehand_outline_is_drawn_with_the_button_held() -> None:
    around = [(60 + 30 * math.cos(turn / 8), 50 + 30 * math.sin(turn / 8)) for turn in range(50)]
    location = placed(play(a_hand(MarkKind.FREEHAND), drag(*around))).location
    points = px(location)
    assert 40 <= len(points) <= 50
    assert all(math.dist((60, 50), point) == pytest.approx(30) for point in points)
    assert all(math.dist(a, b) >= 2.99 for a, b in pairwise(points))


def test_a_dot_is_no_outline() -> None:
    hand = a_hand(MarkKind.FREEHAND)
    assert refusals(play(hand, drag((20, 20), (24, 20), (24, 24)))) == [NO_OUTLINE]
    assert hand.unfinished is None


PLANAR = [MarkKind.ELLIPSE, MarkKind.RECTANGLE, MarkKind.CIRCLE, MarkKind.POLYGON, MarkKind.BIDIRECTIONAL]


@pytest.mark.parametrize("kind", PLANAR)
def test_a_region_is_finished_on_the_slice_where_it_was_begun(kind: MarkKind) -> None:
    hand = a_hand(kind)
    play(hand, click(20, 20))
    effects = play(hand, click(60, 70), LOWER)
    assert refusals(effects) == [OTHER_SLICE]
    assert px(hand.unfinished) == [(20, 20)]


def test_points_of_a_vertebra_may_lie_on_several_slices() -> None:
    hand = a_hand(MarkKind.SLIP)
    play(hand, click(20, 20))
    play(hand, [PointerEvent(PointerKind.WHEEL, 20, 20, steps=-1.0)])
    effects = [*play(hand, click(60, 20), LOWER), *play(hand, click(60, 70))]
    location = placed(effects).location
    assert isinstance(location, PatientLocation)
    assert [z for _, _, z in location.points_lps_mm] == [0.0, -4.0, 0.0]


def test_no_slice_is_changed_while_a_point_is_being_set() -> None:
    hand = a_hand(MarkKind.VERTEBRA)
    wheel = PointerEvent(PointerKind.WHEEL, 20, 20, steps=-1.0)
    assert play(hand, [press(20, 20), wheel]) == [OverlayTouched()]
    assert play(hand, [release(20, 20), wheel]) == [OverlayTouched(), ScrollStepped(-1.0)]


def test_a_shape_stops_at_the_border_of_the_image() -> None:
    def is_inside(location: Location) -> bool:
        return isinstance(location, PatientLocation) and all(x <= 50 for x, _, _ in location.points_lps_mm)

    scene = Scene(axial_geometry(), OverlayContent(), is_inside=is_inside)
    proposal = placed(play(a_hand(MarkKind.RECTANGLE), drag((20, 20), (90, 60), (150, 80)), scene))
    assert px(proposal.location)[2] == (90, 60)
    assert refusals(play(a_hand(MarkKind.VERTEBRA), click(150, 20), scene)) == [OUTSIDE_IMAGE]


def test_a_radiograph_takes_shapes_in_columns_and_rows() -> None:
    scene = Scene(image_geometry(), OverlayContent())
    location = placed(play(a_hand(MarkKind.RECTANGLE), drag((10, 10), (60, 40)), scene)).location
    assert isinstance(location, ImageLocation)
    assert location.points_column_row == ((20, 20), (120, 20), (120, 80), (20, 80))


def test_a_new_point_snaps_to_the_handle_of_another_mark_unless_alt_is_held() -> None:
    scene = Scene(axial_geometry(), OverlayContent(marks=(a_point((30.0, 20.0, 0.0)),), clickable=False))
    near = (66, 44)
    snapped = placed(play(a_hand(MarkKind.LENGTH), [*click(150, 80), *click(*near)], scene))
    assert px(snapped.location)[1] == (60, 40)
    free = placed(play(a_hand(MarkKind.LENGTH), [*click(150, 80), *click(*near, alt=True)], scene))
    assert px(free.location)[1] == near
    far = placed(play(a_hand(MarkKind.LENGTH), [*click(150, 80), *click(66, 47)], scene))
    assert px(far.location)[1] == (66, 47), "9.2 pixels are too far"


def test_a_dense_screen_has_more_pixels_to_snap_over() -> None:
    content = OverlayContent(marks=(a_point((30.0, 20.0, 0.0)),), clickable=False)
    scene = Scene(axial_geometry(), content, device_pixel_ratio=2.0)
    assert px(placed(play(a_hand(MarkKind.LENGTH), [*click(150, 80), *click(66, 53)], scene)).location)[1] == (60, 40)


def test_nothing_snaps_to_a_mark_of_another_slice_and_the_point_stays_on_the_cut() -> None:
    def end(z: float) -> tuple[float, float, float]:
        scene = Scene(axial_geometry(), OverlayContent(marks=(a_point((30.0, 20.0, z)),), clickable=False))
        location = placed(play(a_hand(MarkKind.LENGTH), [*click(150, 80), *click(66, 44)], scene)).location
        assert isinstance(location, PatientLocation)
        return location.points_lps_mm[1]

    assert end(20.0) == (33.0, 22.0, 0.0)
    assert end(0.2) == (30.0, 20.0, 0.0)


@pytest.mark.parametrize("kind", MarkKind)
def test_escape_gives_up_whatever_is_being_placed(kind: MarkKind) -> None:
    for script in ([press(20, 20)], [press(20, 20), move(60, 60)], click(20, 20), drag((20, 20), (60, 60), (20, 70))):
        hand = a_hand(kind)
        play(hand, [*script, ESCAPE, ESCAPE])
        assert hand.unfinished is None
        assert hand.gesture is Gesture.IDLE
        assert shown_content(hand, EMPTY.content, None) == EMPTY.content


def test_every_kind_has_a_tool_of_its_name_and_a_way_to_place_it() -> None:
    assert set(MARK_TOOLS.values()) == set(MarkKind)
    assert all(placing_of(tool) is not None for tool in MARK_TOOLS)
    assert placing_of(ToolName.WINDOW) is None


def test_the_unfinished_mark_is_drawn_with_the_point_under_the_hand() -> None:
    hand = a_hand(MarkKind.ELLIPSE)
    play(hand, [*click(20, 20), move(100, 60, Button.NONE)])
    (mark,) = shown_content(hand, EMPTY.content, None).marks
    assert mark.kind is MarkKind.ELLIPSE
    assert mark.location == in_patient((10, 20, 0), (50, 20, 0), (30, 10, 0), (30, 30, 0))


def test_marks_on_an_oblique_plane_are_true_points_of_the_patient() -> None:
    right = (math.cos(0.5), math.sin(0.5), 0.0)
    down = (-math.sin(0.5) * math.cos(0.7), math.cos(0.5) * math.cos(0.7), -math.sin(0.7))
    plane = Plane((7.0, -3.0, 11.0), right, down)
    scene = Scene(FrameGeometry((200, 100), plane, 0.5, FRAME_OF_REFERENCE), OverlayContent())
    location = placed(play(a_hand(MarkKind.ELLIPSE), drag((20, 20), (100, 60)), scene)).location
    assert isinstance(location, PatientLocation)
    points = np.asarray(location.points_lps_mm)
    assert np.abs(plane.signed_distance_mm(points)).max() < 1e-9
    long_axis, short_axis = points[1] - points[0], points[3] - points[2]
    assert float(np.linalg.norm(long_axis)) == pytest.approx(40.0)
    assert float(np.linalg.norm(short_axis)) == pytest.approx(20.0)
    assert float(long_axis @ short_axis) == pytest.approx(0.0, abs=1e-9)


def test_a_region_begun_on_one_plane_is_not_finished_on_a_tilted_one_through_its_points() -> None:
    hand = a_hand(MarkKind.POLYGON)
    play(hand, clicks((20, 20), (60, 20)))
    tilted = Plane((0.0, 10.0, 0.0), (1.0, 0.0, 0.0), (0.0, math.cos(0.4), -math.sin(0.4)))
    scene = Scene(FrameGeometry((200, 100), tilted, 0.5, FRAME_OF_REFERENCE), OverlayContent())
    third = play(hand, click(60, 60), scene)
    assert refusals(third) == [], "two points and a third always span a plane"
    assert refusals(play(hand, click(20, 70))) == [OTHER_SLICE], "the fourth must lie in it"
