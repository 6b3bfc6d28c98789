"""What view effects do to a viewport's state, as pure functions in one table."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from viewers.imaging.images import Pixels, Volume
from viewers.imaging.region_window import Corners, frame_region_window, volume_region_window
from viewers.state.frame import Frame
from viewers.state.navigation import frame_at, panned, windowed, zoomed
from viewers.state.viewport_state import ViewportState
from viewers.tools.effects import Effect, PanDragged, WindowDragged, ZoomDragged, ZoomStepped

WHEEL_ZOOM_FACTOR = 1.15
"""One notch of Ctrl+wheel."""
ZOOM_DRAG_REACH = 5.0
"""Dragging over the whole height enlarges e^5 times (Cornerstone3D's ZoomTool moves its scale at the same rate)."""
SCROLL_DRAG_PX = 8.0
"""Vertical drag of the scroll tool that goes one slice on (at a device pixel ratio of 1)."""


@dataclass(frozen=True)
class View:
    """What is on screen when an effect arrives."""

    pixels: Pixels
    state: ViewportState
    frame: Frame
    device_pixel_ratio: float = 1.0


def changed_view(effect: Effect, view: View) -> ViewportState | None:
    """The state after a window, pan or zoom effect; None when the effect is about something else."""
    change = _CHANGES.get(type(effect))
    return change(effect, view) if change is not None else None


def framed_view(corners: Corners, view: View) -> ViewportState:
    """The state whose window is the range of what a rectangle on the screen holds. Raises `NoWindowError`."""
    geometry = view.frame.geometry
    if isinstance(view.pixels, Volume):
        window = volume_region_window(view.pixels, geometry, corners, view.state.slab)
    else:
        frame = frame_at(view.pixels, view.state)
        window = frame_region_window(frame, geometry, corners, is_shuttered=view.state.show_shutter)
    return replace(view.state, window=window)


def _window(effect: Effect, view: View) -> ViewportState:
    drag = cast(WindowDragged, effect)
    window = view.state.window or view.frame.window
    if window is None:
        return view.state
    ratio = view.device_pixel_ratio
    return replace(view.state, window=windowed(window, drag.dx / ratio, drag.dy / ratio))


def _pan(effect: Effect, view: View) -> ViewportState:
    drag = cast(PanDragged, effect)
    return panned(view.state, drag.dx, drag.dy)


def _zoom_drag(effect: Effect, view: View) -> ViewportState:
    drag = cast(ZoomDragged, effect)
    factor = math.exp(drag.dy * ZOOM_DRAG_REACH / view.frame.geometry.size_px[1])
    return zoomed(view.state, view.frame.geometry, factor, drag.anchor_px)


def _zoom_step(effect: Effect, view: View) -> ViewportState:
    step = cast(ZoomStepped, effect)
    return zoomed(view.state, view.frame.geometry, WHEEL_ZOOM_FACTOR**step.steps, step.anchor_px)


_CHANGES: Mapping[type[Effect], Callable[[Effect, View], ViewportState]] = {
    WindowDragged: _window,
    PanDragged: _pan,
    ZoomDragged: _zoom_drag,
    ZoomStepped: _zoom_step,
}
