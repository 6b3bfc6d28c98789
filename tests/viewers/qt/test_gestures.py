"""Touchpads, touch screens and pens, by Qt's own events on a real pane."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.scenes import a_volume
from tests.viewers.qt.conftest import ViewportMaker
from viewers.qt.qt_pointer import TOUCHPAD_STEP_PX
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.state.navigation import slice_index
from viewers.tools.effects import MarkProposal
from viewers.tools.mouse_schemes import HOROS, IHE_BIR
from viewers.tools.tool_names import ToolName

SCREEN = QTest.createTouchDevice()
MIDDLE = QPoint(200, 150)


def index_of(viewport: Viewport) -> int:
    assert viewport.pixels is not None
    return slice_index(viewport.pixels, viewport.state)


def scale_of(viewport: Viewport) -> float:
    assert viewport.frame is not None
    assert viewport.frame.geometry.mm_per_px is not None
    return 1 / viewport.frame.geometry.mm_per_px


def stroke(
    viewport: Viewport, pixels: QPoint, *, phase: Qt.ScrollPhase = Qt.ScrollPhase.ScrollUpdate, angle: int = 0
) -> None:
    where = QPointF(MIDDLE)
    event = QWheelEvent(
        where,
        QPointF(viewport.mapToGlobal(MIDDLE)),
        pixels,
        QPoint(0, angle or 2 * pixels.y()),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        phase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def pinch(
    viewport: Viewport, value: float, kind: Qt.NativeGestureType = Qt.NativeGestureType.ZoomNativeGesture
) -> None:
    where = QPointF(MIDDLE)
    event = QNativeGestureEvent(
        kind, QPointingDevice.primaryPointingDevice(), 2, where, where, where, value, QPointF(8, -6)
    )
    QApplication.sendEvent(viewport, event)


def pen(
    viewport: Viewport, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, held: Qt.MouseButton
) -> QTabletEvent:
    device = QPointingDevice(
        "pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position, 1, 3,
    )  # fmt: skip
    where = QPointF(at)
    none = Qt.KeyboardModifier.NoModifier
    event = QTabletEvent(kind, device, where, where, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, none, button, held)
    QApplication.sendEvent(viewport, event)
    return event


def test_small_strokes_of_a_touchpad_add_up_to_a_slice_without_a_jump(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    before, steps = index_of(viewport), []
    for _ in range(int(TOUCHPAD_STEP_PX)):
        stroke(viewport, QPoint(0, -3))
        steps.append(index_of(viewport))
    assert index_of(viewport) == before + 3
    assert all(after - earlier in (0, 1) for earlier, after in pairwise(steps))


def test_the_momentum_of_a_touchpad_does_not_run_past_the_slice(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    before = index_of(viewport)
    stroke(viewport, QPoint(0, -400), phase=Qt.ScrollPhase.ScrollMomentum)
    assert index_of(viewport) == before


def test_a_stroke_sideways_does_not_change_the_slice(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    before = index_of(viewport)
    stroke(viewport, QPoint(300, 20))
    assert index_of(viewport) == before


def test_turning_back_takes_effect_at_once(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    before = index_of(viewport)
    stroke(viewport, QPoint(0, round(-0.9 * TOUCHPAD_STEP_PX)))
    stroke(viewport, QPoint(0, round(TOUCHPAD_STEP_PX)))
    assert index_of(viewport) == before - 1


def test_a_wheel_of_high_resolution_needs_a_whole_notch_for_a_slice(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    before = index_of(viewport)
    for _ in range(8):
        stroke(viewport, QPoint(), phase=Qt.ScrollPhase.NoScrollPhase, angle=-15)
    assert index_of(viewport) == before + 1


def test_a_pinch_on_a_touchpad_zooms_about_the_fingers(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    before = scale_of(viewport)
    under = viewport.frame.geometry.display_to_lps((199.5, 149.5)) if viewport.frame is not None else None
    for _ in range(4):
        pinch(viewport, 0.1)
    assert scale_of(viewport) == pytest.approx(before * 1.1**4)
    assert viewport.frame is not None
    assert viewport.frame.geometry.display_to_lps((199.5, 149.5)) == pytest.approx(under)


def test_a_two_finger_pan_of_a_touchpad_moves_the_image_with_the_fingers(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    pinch(viewport, 0.0, Qt.NativeGestureType.PanNativeGesture)
    assert viewport.state.pan_px == pytest.approx((8.0, -6.0))


def test_a_rotation_of_the_fingers_changes_nothing(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    before = viewport.state
    pinch(viewport, 30.0, Qt.NativeGestureType.RotateNativeGesture)
    assert viewport.state == before


def test_one_finger_on_the_screen_is_the_tool(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    viewport.tool = ToolName.PAN
    QTest.touchEvent(viewport, SCREEN).press(0, MIDDLE, viewport).commit()
    for x in (215, 230, 250):
        QTest.touchEvent(viewport, SCREEN).move(0, QPoint(x, 160), viewport).commit()
    QTest.touchEvent(viewport, SCREEN).release(0, QPoint(250, 160), viewport).commit()
    assert viewport.state.pan_px == pytest.approx((50.0, 10.0))


def test_two_fingers_on_the_screen_zoom_and_place_no_mark(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    viewport.tool = ToolName.POINT
    proposed: list[MarkProposal] = []
    viewport.mark_proposed.connect(proposed.append)
    before = scale_of(viewport)
    QTest.touchEvent(viewport, SCREEN).press(0, QPoint(180, 150), viewport).commit()
    second = QTest.touchEvent(viewport, SCREEN).move(0, QPoint(180, 150), viewport)
    second.press(1, QPoint(220, 150), viewport).commit()
    fingers = QTest.touchEvent(viewport, SCREEN).move(0, QPoint(160, 150), viewport)
    fingers.move(1, QPoint(240, 150), viewport).commit()
    QTest.touchEvent(viewport, SCREEN).release(0, QPoint(160, 150), viewport).release(
        1, QPoint(240, 150), viewport
    ).commit()
    assert scale_of(viewport) == pytest.approx(2 * before)
    assert proposed == []


def test_three_fingers_on_the_screen_scroll(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    before = index_of(viewport)
    places = [QPoint(150, 100), QPoint(200, 100), QPoint(250, 100)]
    down = QTest.touchEvent(viewport, SCREEN)
    for number, place in enumerate(places):
        down.press(number, place, viewport)
    down.commit()
    for step in (9, 18):
        along = QTest.touchEvent(viewport, SCREEN)
        for number, place in enumerate(places):
            along.move(number, place + QPoint(0, step), viewport)
        along.commit()
    up = QTest.touchEvent(viewport, SCREEN)
    for number, place in enumerate(places):
        up.release(number, place + QPoint(0, 18), viewport)
    up.commit()
    assert index_of(viewport) == before + 2


def test_a_pen_draws_with_its_tip_and_asks_for_the_menu_with_its_button(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    viewport.tool = ToolName.POINT
    proposed: list[MarkProposal] = []
    asked: list[ContextPlace] = []
    viewport.mark_proposed.connect(proposed.append)
    viewport.context_requested.connect(asked.append)
    none, left, right = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
    assert pen(viewport, QEvent.Type.TabletPress, MIDDLE, left, left).isAccepted()
    pen(viewport, QEvent.Type.TabletRelease, MIDDLE, left, none)
    pen(viewport, QEvent.Type.TabletPress, MIDDLE, right, right)
    pen(viewport, QEvent.Type.TabletRelease, MIDDLE, right, none)
    assert len(proposed) == 1
    assert len(asked) == 1


def test_a_hovering_pen_points_like_a_mouse(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    heard: list[object] = []
    viewport.hovered.connect(heard.append)
    pen(viewport, QEvent.Type.TabletMove, MIDDLE, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)
    assert heard[-1] is not None


def test_the_pointer_tells_the_tool_and_what_the_hand_is_doing(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    viewport.tool = ToolName.PAN
    assert viewport.cursor().shape() is Qt.CursorShape.OpenHandCursor
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=MIDDLE)
    assert viewport.cursor().shape() is Qt.CursorShape.ClosedHandCursor
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=MIDDLE)
    assert viewport.cursor().shape() is Qt.CursorShape.OpenHandCursor
    viewport.tool = ToolName.SCROLL
    assert viewport.cursor().shape() is Qt.CursorShape.BitmapCursor


def test_another_mouse_scheme_takes_effect_at_once(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    viewport.mouse_scheme = IHE_BIR
    viewport.tool = IHE_BIR.start_tool
    before = index_of(viewport)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=MIDDLE)
    QTest.mouseMove(viewport, MIDDLE + QPoint(0, 20))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=MIDDLE + QPoint(0, 20))
    assert index_of(viewport) == before + 2
    assert viewport.state.window is None


def test_with_the_horos_scheme_the_wheel_goes_round_at_the_end(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    viewport.mouse_scheme = HOROS
    viewport.set_state(replace(viewport.state, focus_lps_mm=None))
    while index_of(viewport) > 0:
        stroke(viewport, QPoint(), phase=Qt.ScrollPhase.NoScrollPhase, angle=120)
    stroke(viewport, QPoint(), phase=Qt.ScrollPhase.NoScrollPhase, angle=120)
    assert viewport.frame is not None
    assert index_of(viewport) == viewport.frame.slice_count - 1
