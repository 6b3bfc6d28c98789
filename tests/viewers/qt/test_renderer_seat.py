"""The seat of a 3-D renderer: made late, replaced after a failure, and not heard once it is gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.support.scenes import a_volume
from viewers.imaging.images import Volume
from viewers.qt import renderer_seat
from viewers.qt.renderer_seat import RendererSeat
from viewers.render.volume_renderer import failed_frame
from viewers.state.scene_3d import Frame3D, Scene3D

VOLUME = a_volume()


class Silent:
    """Takes everything and says nothing until it is told to."""

    def __init__(self, on_frame: Callable[[Frame3D], None]) -> None:
        self.on_frame = on_frame
        self.is_closed = False

    def show(self, volume: Volume | None) -> None:
        """Take a volume."""

    def request(self, scene: Scene3D) -> None:
        """Take a request."""

    def close(self) -> None:
        """Closed."""
        self.is_closed = True


def made(seat: RendererSeat) -> Silent:
    assert isinstance(seat.renderer, Silent)
    return seat.renderer


@pytest.fixture
def heard() -> list[Frame3D]:
    return []


def test_a_renderer_is_made_for_the_first_volume_only(qtbot: QtBot) -> None:
    seat = RendererSeat(Silent)
    seat.show(None)
    seat.request(Scene3D())
    assert seat.renderer is None
    seat.show(VOLUME)
    first = made(seat)
    seat.show(None)
    assert made(seat) is first
    seat.close()
    assert first.is_closed
    assert seat.renderer is None


def test_frames_are_heard_until_the_seat_is_left(qtbot: QtBot, heard: list[Frame3D]) -> None:
    seat = RendererSeat(Silent)
    seat.drawn.connect(heard.append)
    seat.show(VOLUME)
    renderer = made(seat)
    renderer.on_frame(failed_frame(VOLUME.geometry, Scene3D(), ""))
    qtbot.waitUntil(lambda: len(heard) == 1)
    late = renderer.on_frame
    seat.close()
    seat.show(VOLUME)
    late(failed_frame(VOLUME.geometry, Scene3D(), "late"))
    qtbot.wait(20)
    assert len(heard) == 1
    seat.close()


def test_a_renderer_that_cannot_be_made_is_told_and_tried_again(qtbot: QtBot) -> None:
    tries: list[int] = []

    def fails_once(on_frame: Callable[[Frame3D], None]) -> Silent:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("can't start new thread")
        return Silent(on_frame)

    seat = RendererSeat(fails_once)
    with qtbot.waitSignal(seat.failed) as caught:
        seat.show(VOLUME)
    assert "can't start new thread" in caught.args[0]
    assert "try 3-D again" in caught.args[0]
    seat.show(VOLUME)
    assert made(seat)
    seat.close()


def test_a_renderer_that_never_answers_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer_seat, "ANSWER_WITHIN_MS", 30)
    seat = RendererSeat(Silent)
    seat.show(VOLUME)
    with qtbot.waitSignal(seat.failed, timeout=5_000) as caught:
        seat.request(Scene3D())
    assert caught.args[0].startswith("3-D has not answered")
    seat.close()
