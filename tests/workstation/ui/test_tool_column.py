"""The tool column in windows of every height: what has no room is behind one button, nothing is cut off."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from workstation.ui.icon_set import icon_names
from workstation.ui.read.tool_column import _COMMANDS, _PANELS, _PUT_AWAY, _TOOLS, ToolColumn


@pytest.fixture
def column(qtbot: QtBot) -> ToolColumn:
    made = ToolColumn()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("height", range(560, 1460, 45))
def test_every_shown_button_lies_whole_in_the_column_and_the_rest_is_in_the_menu(
    column: ToolColumn, qtbot: QtBot, height: int
) -> None:
    column.resize(column.width(), height)
    qtbot.wait(1)
    shown = [made for made in (*column.buttons.values(), column.more) if made.isVisible()]
    places = sorted((made.geometry() for made in shown), key=lambda place: place.top())
    assert places[0].top() >= 0
    assert places[-1].bottom() < height
    assert all(above.bottom() < below.top() for above, below in pairwise(places))
    assert column.more.isVisible() == bool(column.put_away)
    assert set(column.put_away) == {name for name, made in column.buttons.items() if not made.isVisible()}


def test_a_low_window_keeps_tools_and_reset_and_a_high_one_has_everything(column: ToolColumn, qtbot: QtBot) -> None:
    column.resize(column.width(), 640)
    assert {"view.reset", "tool.window", "tool.pan", "tool.length", "panel.case"}.isdisjoint(column.put_away)
    assert {"view.shutter", "view.graphics", "view.lens"} <= set(column.put_away)
    column.resize(column.width(), 1460)
    assert column.put_away == ()
    assert column.more.isHidden()


def test_the_menu_does_what_its_buttons_would(column: ToolColumn, qtbot: QtBot) -> None:
    column.resize(column.width(), 640)
    heard: list[str] = []
    column.triggered.connect(heard.append)
    column.more.click()
    (menu,) = [menu for menu in column.findChildren(QMenu) if menu.isVisible()]
    assert len(menu.actions()) == len(column.put_away)
    for entry in menu.actions():
        assert not entry.icon().isNull()
        entry.trigger()
    assert tuple(heard) == column.put_away
    menu.close()


def test_every_button_has_a_drawing_and_what_may_go_away_exists() -> None:
    entries = dict(entry for entry in (*_TOOLS, *_COMMANDS, *_PANELS) if entry)
    assert set(entries.values()) <= set(icon_names())
    assert set(_PUT_AWAY) <= set(entries)
