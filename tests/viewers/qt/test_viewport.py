"""The 2-D pane driven by real Qt events."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import MarkKind
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import a_length, a_point, a_radiograph, a_volume, in_patient
from tests.viewers.qt.conftest import ViewportMaker
from viewers.imaging.windowing import Window
from viewers.qt.series_mime import series_mime
from viewers.qt.viewport import EMPTY_TEXT, ContextPlace, Viewport
from viewers.state.navigation import CENTER_DRAG_PX, WIDTH_DRAG_PX, slice_index
from viewers.state.overlay import OverlayContent
from viewers.state.viewport_state import ViewPlane, ViewportState
from viewers.tools.effects import MarkMoved, MarkProposal
from viewers.tools.tool_names import ToolName


def send(viewport: Viewport, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
    where = QPointF(at)
    event = QMouseEvent(kind, where, QPointF(viewport.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)


def drag(viewport: Viewport, start: QPoint, *stops: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    none = Qt.MouseButton.NoButton
    send(viewport, QEvent.Type.MouseButtonPress, start, button, button)
    for stop in stops:
        send(viewport, QEvent.Type.MouseMove, stop, none, button)
    send(viewport, QEvent.Type.MouseButtonRelease, stops[-1], button, none)


def wheel(viewport: Viewport, notches: float, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    at = QPointF(200, 150)
    event = QWheelEvent(
        at,
        QPointF(viewport.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def widget_point(viewport: Viewport, point: tuple[float, float, float]) -> QPoint:
    assert viewport.frame is not None
    x, y = viewport.frame.geometry.lps_to_display(point)
    return QPoint(round(x + 0.5), round(y + 0.5))


def test_a_left_drag_to_the_right_widens_the_window_and_one_down_raises_its_centre(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    drag(viewport, QPoint(100, 100), QPoint(150, 100))
    assert viewport.state.window == Window(400 * math.exp(50 / WIDTH_DRAG_PX), 40.0)
    viewport.set_state(replace(viewport.state, window=Window(400, 40)))
    drag(viewport, QPoint(100, 100), QPoint(100, 140))
    assert viewport.state.window == Window(400.0, 40 + 40 * 400 / CENTER_DRAG_PX)


def test_a_drag_back_to_where_it_began_leaves_the_width_as_it_was(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    drag(viewport, QPoint(100, 100), QPoint(170, 100), QPoint(100, 100))
    assert viewport.state.window is not None
    assert viewport.state.window.width == pytest.approx(400.0)


def test_the_middle_button_pans_by_device_pixels(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    drag(viewport, QPoint(100, 100), QPoint(130, 90), button=Qt.MouseButton.MiddleButton)
    assert viewport.state.pan_px == (30.0, -10.0)


def test_a_right_drag_zooms_about_the_place_it_began(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    assert viewport.frame is not None
    before = viewport.frame.geometry.point_at(99.5, 99.5)
    drag(viewport, QPoint(100, 100), QPoint(100, 130), button=Qt.MouseButton.RightButton)
    after = viewport.frame.geometry.point_at(99.5, 99.5)
    assert viewport.frame.geometry.mm_per_px == pytest.approx(64 / 300 / math.exp(30 * 5 / 300))
    assert after == pytest.approx(before, abs=1e-6)


def test_the_wheel_toward_the_hand_goes_to_the_next_slice(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    assert viewport.pixels is not None
    first = slice_index(viewport.pixels, viewport.state)
    wheel(viewport, -1)
    wheel(viewport, -1)
    assert slice_index(viewport.pixels, viewport.state) == first + 2
    wheel(viewport, 1)
    assert viewport.frame is not None
    assert viewport.frame.slice_number == first + 2


def test_half_notches_of_a_touchpad_add_up(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    assert viewport.pixels is not None
    first = slice_index(viewport.pixels, viewport.state)
    wheel(viewport, -0.5)
    assert slice_index(viewport.pixels, viewport.state) == first
    wheel(viewport, -0.5)
    assert slice_index(viewport.pixels, viewport.state) == first + 1


def test_control_and_the_wheel_zoom(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    wheel(viewport, 1, control=True)
    assert viewport.state.scale == pytest.approx(300 / 64 * 1.15)


@pytest.mark.parametrize(
    ("key", "index"),
    [(Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 19), (Qt.Key.Key_Down, 6), (Qt.Key.Key_Up, 4), (Qt.Key.Key_PageDown, 15)],
)
def test_keys_scroll(a_viewport: ViewportMaker, key: Qt.Key, index: int) -> None:
    viewport = a_viewport(a_volume())
    viewport.set_state(ViewportState(focus_lps_mm=(31.5, 31.5, 10.0)))
    QTest.keyClick(viewport, key)
    assert viewport.pixels is not None
    assert slice_index(viewport.pixels, viewport.state) == index


def test_two_clicks_place_a_length_in_the_patient_with_its_source_image(
    a_viewport: ViewportMaker, qtbot: QtBot
) -> None:
    volume = a_volume()
    viewport = a_viewport(volume)
    viewport.set_state(ViewportState(focus_lps_mm=(31.5, 31.5, 10.0)))
    viewport.tool = ToolName.LENGTH
    with qtbot.waitSignal(viewport.mark_proposed) as caught:
        for point in ((10.0, 10.0, 10.0), (40.0, 50.0, 10.0)):
            QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=widget_point(viewport, point))
    proposal = caught.args[0]
    assert isinstance(proposal, MarkProposal)
    assert isinstance(proposal.location, PatientLocation)
    assert proposal.kind is MarkKind.LENGTH
    assert proposal.location.source == volume.images[5]
    first, second = proposal.location.points_lps_mm
    assert math.dist(first, second) == pytest.approx(50.0, abs=0.25), "to within a display pixel"
    assert first == pytest.approx((10.0, 10.0, 10.0), abs=0.15)


def test_a_click_on_a_radiograph_gives_columns_and_rows(a_viewport: ViewportMaker, qtbot: QtBot) -> None:
    viewport = a_viewport(a_radiograph())
    viewport.tool = ToolName.POINT
    assert viewport.frame is not None
    x, y = viewport.frame.geometry.image_to_display((30.0, 40.0))
    with qtbot.waitSignal(viewport.mark_proposed) as caught:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(round(x + 0.5), round(y + 0.5)))
    location = caught.args[0].location
    assert isinstance(location, ImageLocation)
    assert location.points_column_row[0] == pytest.approx((30.0, 40.0), abs=0.2)


def test_a_click_beside_the_image_is_refused_and_says_so(a_viewport: ViewportMaker, qtbot: QtBot) -> None:
    viewport = a_viewport(a_volume())
    viewport.tool = ToolName.POINT
    with qtbot.waitSignal(viewport.placement_refused), qtbot.assertNotEmitted(viewport.mark_proposed):
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(5, 150))
    assert "inside" in viewport.full_content().notices[-1]


def test_dragging_a_handle_emits_the_move_once(a_viewport: ViewportMaker, qtbot: QtBot) -> None:
    viewport = a_viewport(a_volume())
    viewport.set_state(ViewportState(focus_lps_mm=(31.5, 31.5, 10.0)))
    mark = a_length((10.0, 10.0, 10.0), (40.0, 10.0, 10.0))
    viewport.set_overlay(OverlayContent(marks=(mark,)))
    moves: list[MarkMoved] = []
    viewport.mark_moved.connect(moves.append)
    start = widget_point(viewport, (40.0, 10.0, 10.0))
    drag(viewport, start, start + QPoint(20, 10), start + QPoint(47, 0))
    assert viewport.frame is not None
    assert viewport.frame.geometry.mm_per_px is not None
    assert len(moves) == 1
    assert moves[0].mark_id == "mark-1"
    expected = 40.0 + 47 * viewport.frame.geometry.mm_per_px
    assert isinstance(moves[0].location, PatientLocation)
    assert moves[0].location.points_lps_mm[1] == pytest.approx((expected, 10.0, 10.0))
    assert viewport.state.window is None, "a drag that began on a handle is no window drag"


def test_changing_the_overlay_does_not_render_again(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    before = viewport.frame
    viewport.set_overlay(OverlayContent(marks=(a_point((10.0, 10.0, 18.0)),)))
    viewport.grab()
    assert viewport.frame is before


def test_shift_and_a_move_carry_the_crosshair(a_viewport: ViewportMaker, qtbot: QtBot) -> None:
    viewport = a_viewport(a_volume())
    at = QPointF(widget_point(viewport, (20.0, 30.0, 20.0)))
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        QPointF(viewport.mapToGlobal(at.toPoint())),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ShiftModifier,
    )
    with qtbot.waitSignal(viewport.cursor_moved) as caught:
        QApplication.sendEvent(viewport, event)
    assert caught.args[0].points_lps_mm[0][:2] == pytest.approx((20.0, 30.0), abs=0.15)


def test_a_right_click_without_a_drag_asks_for_the_menu_there(a_viewport: ViewportMaker, qtbot: QtBot) -> None:
    viewport = a_viewport(a_volume())
    with qtbot.waitSignal(viewport.context_requested) as caught:
        QTest.mouseClick(viewport, Qt.MouseButton.RightButton, pos=QPoint(120, 80))
    place = caught.args[0]
    assert isinstance(place, ContextPlace)
    assert place.global_position == viewport.mapToGlobal(QPoint(120, 80))


def test_a_double_click_asks_to_maximise(a_viewport: ViewportMaker, qtbot: QtBot) -> None:
    viewport = a_viewport(a_volume())
    with qtbot.waitSignal(viewport.maximize_requested):
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(120, 80))


def test_a_dropped_series_is_named_by_its_uid_and_stack(a_viewport: ViewportMaker, qtbot: QtBot) -> None:
    viewport = a_viewport(None)
    data = series_mime("1.2.840.1", 3)
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(viewport.series_dropped) as caught:
        viewport.dropEvent(event)
    assert caught.args == ["1.2.840.1", 3]


def test_another_series_opens_afresh_in_the_same_plane(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    viewport.set_state(ViewportState(plane=ViewPlane.SAGITTAL, window=Window(50, 5), scale=3.0, invert=True))
    viewport.set_pixels(a_volume())
    assert viewport.state == ViewportState(plane=ViewPlane.SAGITTAL)
    viewport.set_pixels(a_radiograph())
    assert viewport.state == ViewportState()


def test_escape_is_ours_only_while_a_mark_is_unfinished(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    viewport.tool = ToolName.LENGTH
    assert not viewport.cancel()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    assert viewport.has_unfinished_mark
    assert viewport.cancel()
    assert not viewport.has_unfinished_mark


def test_the_value_under_the_pointer_is_the_voxel_in_its_unit(a_viewport: ViewportMaker) -> None:
    volume = a_volume()
    viewport = a_viewport(volume)
    viewport.set_state(ViewportState(focus_lps_mm=(31.5, 31.5, 10.0)))
    at = widget_point(viewport, (20.0, 30.0, 10.0))
    send(viewport, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)
    value = int(volume.stored_values[5, 30, 20]) - 1000
    assert viewport.full_content().bottom_right == (f"{value} HU",)


def test_an_empty_pane_says_what_to_do_and_a_failed_one_why(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(None)
    assert viewport.accessibleName() == "Viewport, empty"
    assert viewport._shown_message() == (EMPTY_TEXT, "text-2")
    viewport.set_failure("series 4: truncated; copy it again")
    assert viewport._shown_message() == ("series 4: truncated; copy it again", "caution")


def test_slices_that_have_not_arrived_are_counted(a_viewport: ViewportMaker) -> None:
    volume = a_volume()
    volume.loaded[:] = False
    viewport = a_viewport(volume)
    assert viewport._shown_message()[0] == "loading 0 / 20"
    volume.loaded[:12] = True
    viewport.refresh()
    assert "loading 12 / 20" in viewport.full_content().bottom_left


def test_a_crosshair_of_another_frame_of_reference_leaves_no_trace(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    plain = viewport.grab().toImage()
    here = OverlayContent(crosshair_lps_mm=(31.0, 31.0, 20.0), crosshair_frame_of_reference_uid=FRAME_OF_REFERENCE)
    viewport.set_overlay(replace(here, crosshair_frame_of_reference_uid="9.9.9"))
    assert viewport.grab().toImage() == plain
    viewport.set_overlay(here)
    assert viewport.grab().toImage() != plain


def test_a_mark_shows_in_another_plane_of_its_frame_of_reference_and_in_no_other(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    viewport.set_state(ViewportState(plane=ViewPlane.SAGITTAL, focus_lps_mm=(20.0, 31.0, 20.0)))
    plain = viewport.grab().toImage()
    mark = a_point((20.0, 31.0, 20.0))
    viewport.set_overlay(OverlayContent(marks=(replace(mark, location=in_patient((20, 31, 20), uid="9.9.9")),)))
    assert viewport.grab().toImage() == plain
    viewport.set_overlay(OverlayContent(marks=(mark,)))
    assert viewport.grab().toImage() != plain


def test_a_pointer_at_rest_points_at_the_slice_that_was_scrolled_under_it(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    send(viewport, QEvent.Type.MouseMove, QPoint(200, 150), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)
    told: list[PatientLocation] = []
    viewport.hovered.connect(told.append)
    before = slice_index(viewport.pixels, viewport.state)
    wheel(viewport, -3)
    assert slice_index(viewport.pixels, viewport.state) == before + 3
    assert viewport.frame is not None
    assert told[-1].points_lps_mm[0][2] == pytest.approx(viewport.frame.position_mm)


def test_a_right_click_is_about_where_it_was_made_though_the_pointer_never_moved(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    places: list[ContextPlace] = []
    viewport.context_requested.connect(places.append)
    at = widget_point(viewport, (20.0, 30.0, 20.0))
    send(viewport, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.RightButton, Qt.MouseButton.RightButton)
    send(viewport, QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton)
    (place,) = places
    assert isinstance(place.location, PatientLocation)
    assert place.location.points_lps_mm[0][:2] == pytest.approx((20.0, 30.0), abs=1.0)


def test_where_the_pointer_has_left_the_next_picture_is_under_nothing(a_viewport: ViewportMaker) -> None:
    viewport = a_viewport(a_volume())
    send(viewport, QEvent.Type.MouseMove, QPoint(200, 150), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)
    QApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
    told: list[object] = []
    viewport.hovered.connect(told.append)
    QTest.keyClick(viewport, Qt.Key.Key_Down)
    assert told == []
