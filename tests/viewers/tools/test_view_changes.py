"""What view effects do to a viewport's state."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.support.scenes import a_volume, axial_geometry
from viewers.imaging.windowing import Window
from viewers.state.frame import Frame
from viewers.state.navigation import CENTER_DRAG_PX, WIDTH_DRAG_PX
from viewers.state.viewport_state import ViewportState
from viewers.tools.effects import ItemClicked, PanDragged, WindowDragged, ZoomDragged, ZoomStepped
from viewers.tools.view_changes import WHEEL_ZOOM_FACTOR, ZOOM_DRAG_REACH, View, changed_view

FRAME = Frame(np.zeros((100, 200), dtype=np.uint8), axial_geometry(), Window(400, 40))


def a_view(state: ViewportState | None = None, *, ratio: float = 1.0) -> View:
    return View(a_volume(), state or ViewportState(), FRAME, ratio)


def test_a_window_drag_starts_from_the_window_on_screen() -> None:
    changed = changed_view(WindowDragged(25, 10), a_view())
    assert changed is not None
    assert changed.window == Window(400 * math.exp(25 / WIDTH_DRAG_PX), 40 + 10 * 400 / CENTER_DRAG_PX)


def test_a_window_drag_feels_the_same_on_a_hidpi_screen() -> None:
    assert changed_view(WindowDragged(50, 20), a_view(ratio=2.0)) == changed_view(WindowDragged(25, 10), a_view())


def test_a_pan_adds_to_the_one_before() -> None:
    changed = changed_view(PanDragged(5, -3), a_view(ViewportState(pan_px=(1, 1))))
    assert changed == ViewportState(pan_px=(6, -2))


@pytest.mark.parametrize(
    ("effect", "factor"),
    [
        (ZoomDragged(10, (0, 0)), math.exp(10 * ZOOM_DRAG_REACH / 100)),
        (ZoomStepped(2, (0, 0)), WHEEL_ZOOM_FACTOR**2),
        (ZoomStepped(-1, (0, 0)), 1 / WHEEL_ZOOM_FACTOR),
    ],
)
def test_zooming_multiplies_the_scale_on_screen(effect: ZoomDragged | ZoomStepped, factor: float) -> None:
    changed = changed_view(effect, a_view())
    assert changed is not None
    assert changed.scale == pytest.approx(2.0 * factor)


def test_an_effect_about_something_else_changes_no_view() -> None:
    assert changed_view(ItemClicked("x"), a_view()) is None
