"""Fingers and mouse schemes over the 3-D pane."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.scenes import a_volume
from viewers.qt.viewport_3d import Viewport3D
from viewers.state.scene_3d import Scene3D
from viewers.tools.mouse_schemes import DEFAULT_SCHEME, Turn
from viewers.tools.pointer import Button, PointerEvent, PointerKind


class NoRenderer:
    """Draws nothing."""

    def __init__(self, _on_frame: object) -> None:
        self.scenes: list[Scene3D] = []

    def __getattr__(self, name: str) -> object:
        return lambda *arguments, **named: None


@pytest.fixture
def a_pane(qtbot: QtBot) -> Iterator[Viewport3D]:
    pane = Viewport3D(NoRenderer)
    pane.resize(400, 300)
    qtbot.addWidget(pane)
    pane.show()
    pane.set_pixels(a_volume())
    yield pane
    pane.detach()


def test_fingers_turn_pan_and_zoom(a_pane: Viewport3D) -> None:
    """OHIF: one finger turns, two zoom, three pan."""
    before = a_pane.state.camera
    a_pane.on_pointer(PointerEvent(PointerKind.PINCH, 200, 150, factor=2.0))
    assert a_pane.state.camera.zoom == pytest.approx(2 * before.zoom)
    a_pane.on_pointer(PointerEvent(PointerKind.SWIPE, 200, 150, dx=30, dy=-10))
    assert a_pane.state.camera.pan_px == pytest.approx((before.pan_px[0] + 30, before.pan_px[1] - 10))


def test_another_mouse_scheme_changes_what_the_buttons_turn(a_pane: Viewport3D) -> None:
    a_pane.mouse_scheme = replace(DEFAULT_SCHEME, turns={Button.LEFT: Turn.PAN})
    before = a_pane.state.camera
    QTest.mousePress(a_pane, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(a_pane, QPoint(140, 120))
    QTest.mouseRelease(a_pane, Qt.MouseButton.LeftButton, pos=QPoint(140, 120))
    assert a_pane.state.camera.azimuth_deg == before.azimuth_deg
    assert a_pane.state.camera.pan_px == pytest.approx((before.pan_px[0] + 40, before.pan_px[1] + 20))
