"""What view effects do to a viewport's state."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.support.phantoms import SERIES, affine_of, image_ref, volume_of
from tests.support.scenes import a_volume, axial_geometry
from viewers.imaging.images import PlanarFrame, ProjectionImage
from viewers.imaging.windowing import Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.frame import Frame
from viewers.state.navigation import CENTER_DRAG_PX, WIDTH_DRAG_PX
from viewers.state.viewport_state import ViewportState
from viewers.tools.effects import ItemClicked, PanDragged, WindowDragged, ZoomDragged, ZoomStepped
from viewers.tools.view_changes import WHEEL_ZOOM_FACTOR, ZOOM_DRAG_REACH, View, changed_view, framed_view

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


@pytest.mark.parametrize("flip", [False, True])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("kind", ["volume", "radiograph"])
def test_a_rectangle_is_looked_at_where_it_is_seen_however_the_picture_is_turned(kind, flip, quarters):
    values = np.zeros((3, 40, 40), np.int16)
    values[:, :20, :20] = np.random.default_rng(1).integers(1000, 1100, (3, 20, 20))  # upper left as acquired
    pixels = (
        volume_of(values, affine_of((1, 0, 0), (0, 1, 0), (2.0, 1.0, 1.0), (0.0, 0.0, 0.0)))
        if kind == "volume"
        else ProjectionImage(SERIES, [PlanarFrame(image_ref(0), values[0])], size_rc=(40, 40))
    )
    state = ViewportState(flip_horizontal=flip, quarter_turns=quarters)
    frame = FrameRenderer().render(pixels, state, (200, 200))
    bright = np.argwhere(frame.pixels > 128)
    (top, left), (bottom, right) = bright.min(axis=0) + 8, bright.max(axis=0) - 8
    window = framed_view(((left, top), (right, bottom)), View(pixels, state, frame)).window
    assert window is not None
    assert 1000 <= window.center - window.width / 2 < window.center + window.width / 2 <= 1100
    beside = framed_view(((0, 0), (199, 199)), View(pixels, state, frame)).window
    assert beside is not None
    assert beside.width > 900
