"""A hidden place is refreshed when it comes on screen, never later and not at every change."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from workstation.ui.refresh_when_seen import RefreshWhenSeen


def test_a_hidden_place_is_refreshed_once_when_it_is_shown(qtbot: QtBot) -> None:
    stack, first, second = QStackedWidget(), QWidget(), QWidget()
    qtbot.addWidget(stack)
    for place in (first, second):
        stack.addWidget(place)
    stack.show()
    done: list[str] = []
    seen = RefreshWhenSeen(second, lambda: done.append("refreshed"))
    seen.ask()
    seen.ask()
    assert not done
    stack.setCurrentWidget(second)
    assert done == ["refreshed"]
    seen.ask()
    assert done == ["refreshed", "refreshed"]


def test_a_place_in_no_window_on_screen_is_refreshed_at_once(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    done: list[str] = []
    RefreshWhenSeen(place, lambda: done.append("refreshed")).ask()
    assert done == ["refreshed"]


def test_what_is_due_can_be_caught_up_unseen(qtbot: QtBot) -> None:
    stack, first, second = QStackedWidget(), QWidget(), QWidget()
    qtbot.addWidget(stack)
    for place in (first, second):
        stack.addWidget(place)
    stack.show()
    done: list[str] = []
    seen = RefreshWhenSeen(second, lambda: done.append("refreshed"))
    seen.catch_up()
    seen.ask()
    seen.catch_up()
    seen.catch_up()
    assert done == ["refreshed"]
