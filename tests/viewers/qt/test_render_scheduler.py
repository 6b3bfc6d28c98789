"""Where frames are rendered: newest first served, nothing late, nothing after the end."""

from __future__ import annotations

import gc
import threading
import weakref

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.support.scenes import a_volume
from viewers.imaging.images import Pixels
from viewers.qt.render_scheduler import RENDER_FAILED, DirectScheduler, RenderAnswer, RenderRequest, ThreadedScheduler
from viewers.state.frame import Frame, FrameGeometry
from viewers.state.viewport_state import Quality, ViewportState


class GatedRenderer:
    """Renders one pixel per request, each only after the gate has been opened."""

    def __init__(self) -> None:
        self.gate = threading.Semaphore(0)
        self.rendered: list[int] = []

    def render(
        self,
        pixels: Pixels,
        state: ViewportState,
        size_px: tuple[int, int],
        quality: Quality = Quality.FINE,
        **_other: object,
    ) -> Frame:
        """Wait for the gate, remember the frame number asked for."""
        self.gate.acquire(timeout=10)
        self.rendered.append(state.frame_index)
        return Frame(np.zeros((1, 1), dtype=np.uint8), FrameGeometry((1, 1)))


class Receiver:
    """Takes answers."""

    def __init__(self) -> None:
        self.answers: list[RenderAnswer] = []

    def take(self, answer: RenderAnswer) -> None:
        """Remember an answer."""
        self.answers.append(answer)


def a_request(number: int, *, pane: int = 1) -> RenderRequest:
    return RenderRequest(pane, number, a_volume(), ViewportState(frame_index=number), (1, 1), Quality.FINE)


def test_a_newer_request_replaces_the_one_that_waits(qtbot: QtBot) -> None:
    renderer, receiver = GatedRenderer(), Receiver()
    scheduler = ThreadedScheduler(renderer)
    scheduler.attach(1, receiver.take)
    scheduler.submit(a_request(1))
    qtbot.wait(20)
    for number in (2, 3, 4):
        scheduler.submit(a_request(number))
    renderer.gate.release(4)
    qtbot.waitUntil(lambda: len(receiver.answers) == 2)
    assert renderer.rendered == [1, 4]
    assert [answer.request.number for answer in receiver.answers] == [1, 4]
    scheduler.close()


def test_a_pane_that_left_gets_no_answer(qtbot: QtBot) -> None:
    renderer, receiver = GatedRenderer(), Receiver()
    scheduler = ThreadedScheduler(renderer)
    scheduler.attach(1, receiver.take)
    scheduler.submit(a_request(1))
    qtbot.wait(20)
    scheduler.detach(1)
    renderer.gate.release()
    qtbot.wait(50)
    assert receiver.answers == []
    scheduler.close()


def test_answers_come_on_the_gui_thread(qtbot: QtBot) -> None:
    renderer = GatedRenderer()
    threads: list[threading.Thread] = []

    class Witness:
        def take(self, answer: RenderAnswer) -> None:
            threads.append(threading.current_thread())

    witness = Witness()
    scheduler = ThreadedScheduler(renderer)
    scheduler.attach(1, witness.take)
    renderer.gate.release()
    scheduler.submit(a_request(1))
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.main_thread()]
    scheduler.close()


def test_a_fault_of_the_renderer_costs_its_frame_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def render(
            self,
            pixels: Pixels,
            state: ViewportState,
            size_px: tuple[int, int],
            quality: Quality = Quality.FINE,
            **_other: object,
        ) -> Frame:
            raise ZeroDivisionError("bug")

    receiver = Receiver()
    scheduler = DirectScheduler(Broken())
    scheduler.attach(1, receiver.take)
    scheduler.submit(a_request(1))
    assert receiver.answers[0].failure == RENDER_FAILED
    assert "ZeroDivisionError" in caplog.text


def test_a_scheduler_does_not_keep_its_panes_alive() -> None:
    scheduler = DirectScheduler(GatedRenderer())
    receiver = Receiver()
    gone = weakref.ref(receiver)
    scheduler.attach(1, receiver.take)
    del receiver
    gc.collect()
    assert gone() is None
    scheduler.submit(a_request(1))
    scheduler.close()
