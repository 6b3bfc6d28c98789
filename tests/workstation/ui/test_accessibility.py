"""The whole window without a mouse and without sight of colour: names, focus, keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotations.anatomy import Level
from annotations.case import added_all
from tests.support.ui_case import worked_items
from tests.workstation.ui.conftest import built, open_images
from workstation.settings import Settings
from workstation.ui.focus_ring import RING_PX
from workstation.ui.main_window import MainWindow
from workstation.ui.read.series_card import SeriesCard

INTERACTIVE = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
)  # fmt: skip
PLACES = ("cases", "read", "evaluate", "explain", "plan", "chart")


@pytest.fixture(scope="module")
def worked(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, small_ct: Path) -> Iterator[MainWindow]:
    """A window with images and a case in which everything is filled; every place has been shown once."""
    window = built(Settings.from_environment(tmp_path_factory.mktemp("home")))
    qtbot = QtBot(_Request())
    open_images(window, qtbot, small_ct)
    window.session.apply(added_all(worked_items(), "worked case"))
    for place in PLACES:
        window.show_place(place)
        qapp.processEvents()
    window.show_place("read")
    yield window
    window.close()


@pytest.fixture(autouse=True)
def _in_front(worked: MainWindow) -> None:
    """The other windows of a test may still be the active ones."""
    worked.activateWindow()
    QTest.qWaitForWindowActive(worked, 2000)


class _Request:
    """What pytest-qt wants to know of a test; the window closes itself."""

    node = type("Node", (), {"_qt_widgets": []})()


def is_interactive(widget: QWidget) -> bool:
    """Whether a person can do something with it. Left out are parts of Qt's own widgets that cannot be reached."""
    is_inner = isinstance(widget, QScrollBar | QHeaderView) or widget.objectName().startswith("qt_")
    is_popup = widget.parent() is not None and type(widget.parent()).__name__ == "QFrame" and _in_combo(widget)
    is_clear_button = isinstance(widget, QAbstractButton) and isinstance(widget.parent(), QLineEdit)
    if is_inner or is_popup or is_clear_button:
        return False
    return widget.focusPolicy() is not Qt.FocusPolicy.NoFocus or isinstance(widget, INTERACTIVE)


def _in_combo(widget: QWidget) -> bool:
    return isinstance(widget.parent().parent(), QComboBox)


def spoken_name(widget: QWidget) -> str:
    """What a screen reader is told."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name).strip()


def nameless(root: QWidget) -> list[str]:
    found = [widget for widget in root.findChildren(QWidget) if is_interactive(widget) and not spoken_name(widget)]
    return [" in ".join(type(one).__name__ for one in (widget, *_parents(widget))) for widget in found]


def _parents(widget: QWidget) -> list[object]:
    parents, parent = [], widget.parent()
    while parent is not None:
        parents.append(parent)
        parent = parent.parent()
    return parents


def test_every_control_of_every_place_has_a_name(worked: MainWindow) -> None:
    assert nameless(worked) == []


def test_every_control_of_the_preferences_and_the_sheet_has_a_name(worked: MainWindow) -> None:
    for shown in (worked.show_preferences(), worked.show_sheet()):
        assert nameless(shown) == []
        shown.close()


def test_a_widget_without_a_name_would_be_found(worked: MainWindow) -> None:
    field = QLineEdit(worked.places.chart)
    assert nameless(worked) != []
    field.setParent(None)
    field.deleteLater()


def test_whatever_can_be_clicked_can_be_reached_by_tab(worked: MainWindow) -> None:
    """A pointing hand says "click"; a child of a card or field shares the hand of its parent."""
    out_of_reach = [
        type(widget).__name__
        for widget in worked.findChildren(QWidget)
        if widget.testAttribute(Qt.WidgetAttribute.WA_SetCursor)
        and widget.cursor().shape() is Qt.CursorShape.PointingHandCursor
        and widget.focusPolicy() is Qt.FocusPolicy.NoFocus
    ]
    assert out_of_reach == []


def test_tab_goes_into_a_viewport_and_out_of_it_again(worked: MainWindow) -> None:
    worked.show_place("read")
    pane = worked.places.read.grid.viewports[0]
    pane.setFocus()
    QTest.keyClick(pane, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not pane
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is pane


def test_tab_goes_through_read_from_left_to_right_and_round_again(worked: MainWindow) -> None:
    worked.bindings.trigger("layout.1x2")
    read, met = worked.places.read, []
    start = worked.top_bar._mark
    start.setFocus()
    for _ in range(120):
        focused = QApplication.focusWidget()
        assert focused is not None
        met.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is start:
            break
    assert QApplication.focusWidget() is start, "Tab comes round"
    assert len(set(met)) == len(met), "and stops at each thing once"
    first, second = (met.index(pane) for pane in read.grid.viewports)
    cards = [number for number, one in enumerate(met) if read.browser.isAncestorOf(one)]
    tools = [number for number, one in enumerate(met) if read.tools.isAncestorOf(one)]
    assert max(cards) < min(tools) < max(tools) < first < second < met.index(read.spine)
    worked.bindings.trigger("layout.1x1")


def test_tab_makes_the_viewport_it_reaches_the_active_one(worked: MainWindow) -> None:
    grid = worked.places.read.grid
    worked.bindings.trigger("layout.1x2")
    second = grid.viewports[1]
    grid.viewports[0].setFocus()
    second.setFocus(Qt.FocusReason.TabFocusReason)
    assert grid.active_viewport is second
    worked.bindings.trigger("layout.1x1")


def test_the_ring_goes_with_the_keyboard_and_leaves_with_the_mouse(worked: MainWindow) -> None:
    ring, tab = worked.bindings.ring, worked.top_bar._tabs["plan"]
    QTest.mouseClick(worked.top_bar, Qt.MouseButton.LeftButton)
    tab.setFocus()
    assert ring.around is None
    QTest.keyClick(tab, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert ring.around is focused
    at = focused.mapTo(worked, QPoint(0, 0))
    assert ring.geometry().contains(at)
    assert ring.geometry().width() >= focused.width() + 2 * RING_PX or ring.geometry().right() == worked.rect().right()
    QTest.mouseClick(worked.top_bar, Qt.MouseButton.LeftButton)
    assert ring.around is None


def test_the_ring_is_two_pixels_of_the_accent(worked: MainWindow) -> None:
    tab = worked.top_bar._tabs["evaluate"]
    tab.setFocus()
    QTest.keyClick(tab, Qt.Key.Key_Tab)
    ring = worked.bindings.ring
    picture = worked.grab().toImage()
    left, middle = ring.geometry().left(), ring.geometry().center().y()
    accent = (0x35, 0xB5, 0xAC)
    column = [picture.pixelColor(left + x, middle).getRgb()[:3] for x in range(RING_PX)]
    assert all(sum(abs(a - b) for a, b in zip(one, accent, strict=True)) < 60 for one in column)


def test_the_ring_outlives_a_window_that_is_thrown_away(worked: MainWindow, qtbot: QtBot) -> None:
    shown = worked.places.read.series.show_properties()
    assert shown is not None
    shown.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shown)
    ring, close = worked.bindings.ring, next(b for b in shown.findChildren(QPushButton) if b.text() == "Close")
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Tab)
    assert ring.around is not None
    assert ring.window() is shown
    with qtbot.waitSignal(shown.destroyed):
        shown.close()
    worked.activateWindow()
    tab = worked.top_bar._tabs["read"]
    tab.setFocus()
    QTest.keyClick(tab, Qt.Key.Key_Tab)
    assert ring.window() is worked


def test_return_opens_a_series_and_words_say_that_it_is_on_screen(worked: MainWindow) -> None:
    worked.show_place("read")
    card = worked.places.read.browser.findChildren(SeriesCard)[0]
    heard: list[object] = []
    card.opened.connect(heard.append)
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert heard == [card.key]
    assert card.accessibleDescription() == "on screen"


def test_levels_are_chosen_by_arrow_keys_and_gone_to_by_return(worked: MainWindow) -> None:
    worked.show_place("read")
    strip = worked.places.read.spine
    heard: list[Level] = []
    strip.level_chosen.connect(heard.append)
    strip.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(strip, key)
    strip.level_chosen.disconnect(heard.append)
    assert heard == [strip.rows[1].level]
    assert strip.rows[1].level.label in strip.accessibleName()
    worked.places.read.cancel()
