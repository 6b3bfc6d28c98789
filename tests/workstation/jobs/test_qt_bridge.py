"""Answers arrive in the GUI thread, in order, and not after closing."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from workstation.jobs.qt_bridge import GuiThreadBridge


def test_calls_from_another_thread_run_in_the_gui_thread_in_order(qtbot: QtBot) -> None:
    bridge, heard = GuiThreadBridge(), []

    def ask() -> None:
        for number in range(3):
            bridge.deliver(lambda n=number: heard.append((n, threading.current_thread())))  # type: ignore[misc]

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [(n, threading.main_thread()) for n in range(3)]


def test_a_closed_bridge_drops_what_has_not_run(qtbot: QtBot) -> None:
    bridge, heard = GuiThreadBridge(), []
    bridge.deliver(lambda: heard.append(1))
    bridge.close()
    qtbot.wait(20)
    assert heard == []
