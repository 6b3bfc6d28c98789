"""Marks of every kind on real pixels: placed by the mouse, nudged by keys, copied by command, one change each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotations.anatomy import Level
from annotations.case import Case, add, replace_item
from annotations.locations import PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.images import Volume
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.tools.tool_names import MARK_TOOLS, ToolName
from workstation.actions import ACTIONS
from workstation.ui.main_window import MainWindow
from workstation.ui.read.mark_placing import EMPTY_TEXT, MarkPlacing
from workstation.ui.read.placing_magnifier import PlacingMagnifier

AROUND = [(-60, -40), (60, -40), (60, 40), (-60, 40), (-30, 80), (30, 80), (90, 0), (-90, 0)]


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def case_of(window: MainWindow) -> Case:
    case = window.session.case
    assert case is not None
    return case


def marks_of(window: MainWindow) -> tuple[Mark, ...]:
    return case_of(window).of_type(Mark)


def send(pane: Viewport, kind: QEvent.Type, offset: tuple[int, int], held: Qt.MouseButton) -> None:
    at = QPointF(pane.rect().center() + QPoint(*offset))
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, pane.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pane, event)


def drag(pane: Viewport, *offsets: tuple[int, int]) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    send(pane, QEvent.Type.MouseButtonPress, offsets[0], left)
    for offset in offsets[1:]:
        send(pane, QEvent.Type.MouseMove, offset, left)
    send(pane, QEvent.Type.MouseButtonRelease, offsets[-1], none)


def click(pane: Viewport, *offsets: tuple[int, int]) -> None:
    for offset in offsets:
        drag(pane, offset)


def feature(window: MainWindow, kind: type) -> object:
    return next(one for one in window.places.read.features if isinstance(one, kind))


ONE_GESTURE = [kind for kind in MarkKind if kind not in (MarkKind.POINT, MarkKind.TEXT)]


def place(window: MainWindow, kind: MarkKind) -> None:
    """One mark of a kind by the mouse, as its tool is used."""
    pane = pane_of(window)
    window.bindings.trigger(f"tool.{kind.value}")
    if kind is MarkKind.FREEHAND:
        drag(pane, *AROUND[:4])
    elif kind in (MarkKind.ELLIPSE, MarkKind.CIRCLE, MarkKind.RECTANGLE):
        drag(pane, AROUND[0], AROUND[2])
    elif kind is MarkKind.BIDIRECTIONAL:
        drag(pane, *AROUND[:2])
        click(pane, (0, 0))
    else:
        click(pane, *AROUND[: MARK_KINDS[kind].least])
        QTest.keyClick(pane, Qt.Key.Key_Return)


def test_every_kind_is_placed_by_its_command_and_the_mouse_as_one_change(ct_window: MainWindow) -> None:
    pane = pane_of(ct_window)
    assert isinstance(pane.pixels, Volume)
    for kind in ONE_GESTURE:
        revision = case_of(ct_window).revision
        place(ct_window, kind)
        (mark,) = marks_of(ct_window)
        assert mark.kind is kind
        assert isinstance(mark.location, PatientLocation)
        assert mark.location.source in pane.pixels.images, "the acquired slice is its evidence"
        assert case_of(ct_window).revision == revision + 1
        ct_window.bindings.trigger("edit.undo")
        assert marks_of(ct_window) == ()


def test_every_kind_is_found_by_the_command_search() -> None:
    for tool, kind in MARK_TOOLS.items():
        if kind is not MarkKind.POINT:
            action = ACTIONS[f"tool.{tool.value}"]
            assert action.title == MARK_KINDS[kind].title
            assert action.words


def test_a_text_is_asked_for_and_an_empty_one_is_none(ct_window: MainWindow, qtbot: QtBot) -> None:
    placing = feature(ct_window, MarkPlacing)
    assert isinstance(placing, MarkPlacing)
    ct_window.bindings.trigger("tool.text")
    click(pane_of(ct_window), (0, 0))
    assert placing.text.isVisible()
    assert marks_of(ct_window) == ()
    qtbot.keyClick(placing.text.field, Qt.Key.Key_Return)
    assert placing.text.reason == EMPTY_TEXT
    placing.text.field.setText("osteophyte")
    qtbot.keyClick(placing.text.field, Qt.Key.Key_Return)
    (mark,) = marks_of(ct_window)
    assert (mark.kind, mark.text) == (MarkKind.TEXT, "osteophyte")


def test_the_pane_says_which_point_comes_next(ct_window: MainWindow) -> None:
    pane = pane_of(ct_window)
    ct_window.bindings.trigger("tool.vertebra")
    click(pane, *AROUND[:2])
    assert "3 of 6: superior endplate, posterior" in pane.full_content().hints


def test_backspace_takes_a_point_back_and_removes_no_mark(ct_window: MainWindow) -> None:
    pane = pane_of(ct_window)
    ct_window.bindings.trigger("tool.polygon")
    click(pane, *AROUND[:4])
    for _ in range(2):
        QTest.keyClick(pane, Qt.Key.Key_Backspace)
    click(pane, (0, 60))
    QTest.keyClick(pane, Qt.Key.Key_Return)
    (mark,) = marks_of(ct_window)
    assert len(mark.points) == 3


def a_length(window: MainWindow) -> Mark:
    window.bindings.trigger("tool.length")
    drag(pane_of(window), (-60, 0), (0, 0), (60, 0))
    window.bindings.trigger("tool.window")
    (mark,) = marks_of(window)
    return mark


def test_arrows_nudge_the_mark_that_was_clicked_as_one_step_of_undo(ct_window: MainWindow) -> None:
    mark, pane = a_length(ct_window), pane_of(ct_window)
    revision = case_of(ct_window).revision
    click(pane, (0, 0))
    assert ct_window.session.selected_id == mark.id
    assert pane.frame is not None
    number, mm = pane.frame.slice_number, pane.frame.geometry.mm_per_px
    for key, modifier in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier),
    ):
        QTest.keyClick(pane, key, modifier)
    assert marks_of(ct_window) == (mark,), "nothing changes while the keys run"
    QTest.keyClick(pane, Qt.Key.Key_Control)
    (moved,) = marks_of(ct_window)
    assert mm is not None
    assert isinstance(mark.location, PatientLocation)
    assert isinstance(moved.location, PatientLocation)
    for before, after in zip(mark.location.points_lps_mm, moved.location.points_lps_mm, strict=True):
        assert after == pytest.approx((before[0] + 2 * mm, before[1] + 10 * mm, before[2]))
    assert case_of(ct_window).revision == revision + 1
    assert pane.frame.slice_number == number, "the arrows did not scroll"
    ct_window.bindings.trigger("edit.undo")
    assert marks_of(ct_window) == (mark,)


def test_keys_at_rest_put_a_nudged_mark_down(ct_window: MainWindow, qtbot: QtBot) -> None:
    mark, pane = a_length(ct_window), pane_of(ct_window)
    click(pane, (0, 0))
    QTest.keyClick(pane, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: marks_of(ct_window) != (mark,), timeout=4000)


def test_arrows_scroll_unless_a_mark_was_clicked_and_escape_lets_go_of_it(ct_window: MainWindow) -> None:
    mark, pane = a_length(ct_window), pane_of(ct_window)
    ct_window.session.select(mark.id)
    assert pane.frame is not None
    number = pane.frame.slice_number
    assert number is not None
    QTest.keyClick(pane, Qt.Key.Key_Down)
    assert pane.frame.slice_number == number + 1, "selected in a list, not by the hand"
    QTest.keyClick(pane, Qt.Key.Key_Up)
    click(pane, (0, 0))
    ct_window.bindings.trigger("edit.cancel")
    assert ct_window.session.selected_id is None
    QTest.keyClick(pane, Qt.Key.Key_Down)
    assert pane.frame.slice_number == number + 1
    assert marks_of(ct_window) == (mark,)


def test_a_locked_mark_is_neither_moved_nor_removed(ct_window: MainWindow) -> None:
    mark = a_length(ct_window)
    locked = replace(mark, is_locked=True)
    ct_window.session.apply(replace_item(mark, locked, "locked"))
    ct_window.session.select(mark.id)
    ct_window.bindings.trigger("edit.delete")
    assert marks_of(ct_window) == (locked,)
    assert ct_window.message_bar.message is not None
    assert "locked" in ct_window.message_bar.message.text
    drag(pane_of(ct_window), (0, 0), (0, 40))
    assert marks_of(ct_window) == (locked,)


def label_spine(window: MainWindow, *places: tuple[Level, float]) -> None:
    pixels = pane_of(window).pixels
    assert isinstance(pixels, Volume)
    uid = pixels.geometry.frame_of_reference_uid
    x, y, z = pixels.geometry.center_lps_mm
    for level, height in places:
        window.session.apply(
            add(LevelAnchor(level.value, level, PatientLocation(uid, ((x - 20, y, z + height),))), "placed")
        )


def test_a_mark_is_copied_to_the_other_side_of_the_midline(ct_window: MainWindow) -> None:
    mark, messages = a_length(ct_window), ct_window.message_bar
    ct_window.session.select(mark.id)
    ct_window.bindings.trigger("mark.mirror")
    assert len(marks_of(ct_window)) == 1, "no midline, no copy"
    assert messages.message is not None
    assert "midline" in messages.message.text
    label_spine(ct_window, (Level.L2, 40.0), (Level.L4, -40.0))
    revision = case_of(ct_window).revision
    ct_window.session.select(mark.id)
    ct_window.bindings.trigger("mark.mirror")
    first, copy = marks_of(ct_window)
    assert case_of(ct_window).revision == revision + 1
    assert ct_window.session.selected_id == copy.id
    pixels = pane_of(ct_window).pixels
    assert isinstance(pixels, Volume)
    axis = pixels.geometry.center_lps_mm[0] - 20
    assert isinstance(first.location, PatientLocation)
    assert isinstance(copy.location, PatientLocation)
    for one, other in zip(first.location.points_lps_mm, copy.location.points_lps_mm, strict=True):
        assert other == pytest.approx((2 * axis - one[0], one[1], one[2]))


def test_a_copy_to_a_level_is_offered_in_the_menu_of_the_mark(ct_window: MainWindow) -> None:
    mark = a_length(ct_window)
    label_spine(ct_window, (Level.L2, 60.0), (Level.L3, 0.0), (Level.L4, -60.0))
    pane = pane_of(ct_window)
    menu = ct_window.places.read.menu(pane, ContextPlace(QPoint(), mark.location, mark.id))
    (levels,) = [entry.menu() for entry in menu.actions() if entry.text() == "Copy to level"]
    assert isinstance(levels, QMenu)
    assert [entry.text() for entry in levels.actions()] == ["L2", "L4"]
    levels.actions()[1].trigger()
    first, copy = marks_of(ct_window)
    assert isinstance(first.location, PatientLocation)
    assert isinstance(copy.location, PatientLocation)
    fall = [a[2] - b[2] for a, b in zip(first.location.points_lps_mm, copy.location.points_lps_mm, strict=True)]
    assert fall == pytest.approx([60.0, 60.0])
    menu.close()


def test_a_copy_that_would_leave_the_images_is_not_made(ct_window: MainWindow) -> None:
    mark = a_length(ct_window)
    label_spine(ct_window, (Level.L2, 0.0), (Level.L3, -400.0))
    ct_window.session.select(mark.id)
    ct_window.bindings.trigger("mark.copy-down")
    assert marks_of(ct_window) == (mark,)
    assert ct_window.message_bar.message is not None
    assert "outside these images" in ct_window.message_bar.message.text


def test_a_tool_stays_in_the_hand_unless_the_user_wants_it_back(ct_window: MainWindow) -> None:
    read, pane = ct_window.places.read, pane_of(ct_window)
    ct_window.bindings.trigger("tool.pan")
    ct_window.bindings.trigger("tool.length")
    drag(pane, (-60, 0), (60, 0))
    assert read.grid.tool is ToolName.LENGTH, "as it always was"
    ct_window.bindings.trigger("mark.repeat")
    drag(pane, (-60, 130), (60, 130))
    assert len(marks_of(ct_window)) == 2
    assert read.grid.tool is ToolName.PAN
    read.tools.repeat_asked.emit("tool.length")
    for y in (-130, -180):
        drag(pane, (-60, y), (60, y))
    assert read.grid.tool is ToolName.LENGTH, "clicked twice, it stays"
    ct_window.bindings.trigger("tool.pan")
    ct_window.bindings.trigger("tool.length")
    drag(pane, (-60, 180), (60, 180))
    assert read.grid.tool is ToolName.PAN
    assert len(marks_of(ct_window)) == 5


def test_a_magnifier_stands_beside_the_pointer_while_a_point_is_set(ct_window: MainWindow) -> None:
    magnifier, pane = feature(ct_window, PlacingMagnifier), pane_of(ct_window)
    assert isinstance(magnifier, PlacingMagnifier)
    ct_window.bindings.trigger("tool.angle")
    left = Qt.MouseButton.LeftButton
    send(pane, QEvent.Type.MouseButtonPress, (0, 0), left)
    assert magnifier.lens.isVisible()
    assert magnifier.lens.image is not None
    assert not magnifier.lens.geometry().contains(pane.rect().center())
    send(pane, QEvent.Type.MouseButtonRelease, (0, 0), Qt.MouseButton.NoButton)
    assert not magnifier.lens.isVisible()
    ct_window.bindings.trigger("mark.magnifier")
    send(pane, QEvent.Type.MouseButtonPress, (50, 0), left)
    assert not magnifier.lens.isVisible()
    send(pane, QEvent.Type.MouseButtonRelease, (50, 0), Qt.MouseButton.NoButton)


def test_a_flyout_holds_the_tool_that_was_used_last(ct_window: MainWindow) -> None:
    tools = ct_window.places.read.tools
    ct_window.bindings.trigger("tool.slip")
    (spine,) = [one for one in tools.flyouts if "tool.slip" in one.held_group.tools]
    assert spine.current == "tool.slip"
    assert spine.isChecked()
    ct_window.bindings.trigger("tool.pan")
    spine.click()
    assert ct_window.places.read.grid.tool is ToolName.SLIP
    menu = spine.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    assert ct_window.places.read.grid.tool is ToolName.VERTEBRA
