"""Whatever the hand does, no mark has a wrong number of points, no region is bent, and nothing stays stuck."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.locations import PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkKind
from tests.support.scenes import axial_geometry, image_geometry, in_patient
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayContent, OverlayMark
from viewers.tools.dispatcher import Dispatcher
from viewers.tools.effects import Effect, MarkMoved, MarkProposal
from viewers.tools.placement import point_count
from viewers.tools.pointer import Button, PointerEvent, PointerKind
from viewers.tools.scene import Scene
from viewers.tools.tool_names import ToolName, is_planar
from viewers.tools.transitions import TRANSITIONS, Cue, Gesture

MARKS = (
    OverlayMark("polygon", "polygon", MarkKind.POLYGON, in_patient((10, 10, 0), (40, 10, 0), (40, 30, 0))),
    OverlayMark("oval", "oval", MarkKind.ELLIPSE, in_patient((50, 30, 0), (90, 30, 0), (70, 20, 0), (70, 40, 0))),
    OverlayMark("box", "box", MarkKind.RECTANGLE, in_patient((5, 35, 0), (25, 35, 0), (25, 45, 0), (5, 45, 0))),
    OverlayMark("line", "line", MarkKind.LENGTH, in_patient((60, 5, 0), (90, 12, 0)), selected=True),
)
SCENES = (
    Scene(axial_geometry(), OverlayContent(marks=MARKS)),
    Scene(axial_geometry(z=-4.0), OverlayContent(marks=MARKS)),
    Scene(axial_geometry(), OverlayContent(), is_inside=lambda location: "9" not in str(location)),
    Scene(image_geometry(), OverlayContent()),
    Scene(FrameGeometry((200, 100)), OverlayContent()),
)
"""A slice with marks, its neighbour, one whose border is everywhere, a radiograph, a picture without positions."""

places = st.tuples(st.integers(0, 200), st.integers(0, 100))
held = st.fixed_dictionaries({"shift": st.booleans(), "control": st.booleans(), "alt": st.booleans()})
events = st.builds(
    lambda kind, place, button, keys, steps: PointerEvent(kind, *map(float, place), button, steps=steps, **keys),
    st.sampled_from(PointerKind),
    places,
    st.sampled_from(Button),
    held,
    st.sampled_from((-1.0, 1.0)),
)
clicks = places.map(lambda at: (PointerKind.PRESS, PointerKind.RELEASE, at)).map(
    lambda one: [PointerEvent(kind, *map(float, one[2]), Button.LEFT) for kind in one[:2]]
)
drags = st.lists(places, min_size=2, max_size=6).map(
    lambda path: [
        PointerEvent(PointerKind.PRESS, *map(float, path[0]), Button.LEFT),
        *(PointerEvent(PointerKind.MOVE, *map(float, at), Button.LEFT) for at in path[1:]),
        PointerEvent(PointerKind.RELEASE, *map(float, path[-1]), Button.LEFT),
    ]
)
nudges = st.tuples(st.sampled_from((-1.0, 0.0, 1.0)), st.sampled_from((-10.0, 0.0, 1.0)))
steps = st.one_of(events.map(lambda one: [one]), clicks, drags, nudges)
scripts = st.lists(st.tuples(st.sampled_from(SCENES), steps), max_size=25)


def check(effect: Effect) -> None:
    if isinstance(effect, MarkProposal):
        mark = Mark("mark", effect.kind, effect.location)
    elif isinstance(effect, MarkMoved):
        former = next(mark for mark in MARKS if mark.mark_id == effect.mark_id)
        mark = Mark("mark", former.kind, effect.location)
        if MARK_KINDS[former.kind].most is not None:
            assert point_count(mark.location) == point_count(former.location)
    else:
        return
    if is_planar(mark.kind) and isinstance(mark.location, PatientLocation):
        points = np.asarray(mark.location.points_lps_mm)
        assert np.linalg.matrix_rank(points[1:] - points[0], tol=0.2) <= 2


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(ToolName), scripts)
def test_any_sequence_of_events_leaves_a_hand_that_works(tool: ToolName, script) -> None:  # type: ignore[no-untyped-def]
    hand = Dispatcher()
    hand.tool = tool
    for scene, step in script:
        if isinstance(step, tuple):
            effects = hand.nudge(*step, scene)
        else:
            effects = tuple(effect for event in step for effect in hand.dispatch(event, scene))
        for effect in effects:
            check(effect)
        assert hand.gesture in (Gesture.IDLE, Gesture.PLACING) or (hand.gesture, Cue.RELEASE) in TRANSITIONS
        assert (hand.unfinished is None) or hand.gesture is not Gesture.IDLE
    for effect in hand.end_nudge():
        check(effect)
    for kind in (PointerKind.RELEASE, PointerKind.CANCEL):
        hand.dispatch(PointerEvent(kind, 1.0, 1.0), SCENES[0])
    assert hand.gesture is Gesture.IDLE
    assert hand.unfinished is None
    assert hand.held is None
    assert hand.growing is None


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ToolName), scripts)
def test_after_any_sequence_two_clicks_measure_a_length(tool: ToolName, script) -> None:  # type: ignore[no-untyped-def]
    hand = Dispatcher()
    hand.tool = tool
    for scene, step in script:
        if not isinstance(step, tuple):
            for event in step:
                hand.dispatch(event, scene)
    hand.tool = ToolName.LENGTH
    empty = Scene(axial_geometry(), OverlayContent())
    effects = [
        effect
        for x in (20.0, 120.0)
        for kind in (PointerKind.PRESS, PointerKind.RELEASE)
        for effect in hand.dispatch(PointerEvent(kind, x, 20.0, Button.LEFT), empty)
    ]
    assert MarkProposal(MarkKind.LENGTH, in_patient((10, 10, 0), (60, 10, 0))) in effects
