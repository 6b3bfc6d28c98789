"""What a drag over a 3-D picture does to its camera."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from viewers.state.viewport_state import Camera3D
from viewers.tools.view_changes import ZOOM_DRAG_REACH

DEGREES_PER_PX = 0.5
"""Turning: a drag over 360 widget pixels is half a turn."""
ZOOM_LIMITS = (0.2, 20.0)
WIDTH_LIMITS = (0.05, 8.0)
WIDTH_REACH_PX = 160.0
"""A drag this far to the right makes the ramp 2.7 times as wide."""


@dataclass(frozen=True)
class Drag:
    """How far the pointer went, in widget pixels, over a pane of a height; `shift_per_px` in modality units."""

    dx: float
    dy: float
    height: int
    ratio: float = 1.0
    shift_per_px: float = 2.0


def rotated(camera: Camera3D, drag: Drag) -> Camera3D:
    """The near side follows the hand: right turns the eye to the patient's right, down raises it."""
    return turned(camera, -drag.dx * DEGREES_PER_PX, drag.dy * DEGREES_PER_PX)


def turned(camera: Camera3D, azimuth_deg: float, elevation_deg: float) -> Camera3D:
    """The eye walked round the patient and up or down, to the poles at most."""
    elevation = min(90.0, max(-90.0, camera.elevation_deg + elevation_deg))
    azimuth = (camera.azimuth_deg + azimuth_deg + 180) % 360 - 180
    return replace(camera, azimuth_deg=azimuth, elevation_deg=elevation)


def panned(camera: Camera3D, drag: Drag) -> Camera3D:
    """The picture follows the hand."""
    return replace(camera, pan_px=(camera.pan_px[0] + drag.dx * drag.ratio, camera.pan_px[1] + drag.dy * drag.ratio))


def zoom_dragged(camera: Camera3D, drag: Drag) -> Camera3D:
    """Down enlarges."""
    return zoomed(camera, math.exp(drag.dy * ZOOM_DRAG_REACH / max(1, drag.height)))


def zoomed(camera: Camera3D, factor: float) -> Camera3D:
    """Enlarged about the middle, within limits."""
    return replace(camera, zoom=min(max(camera.zoom * factor, ZOOM_LIMITS[0]), ZOOM_LIMITS[1]))


def ramp_dragged(camera: Camera3D, drag: Drag) -> Camera3D:
    """As a window is dragged: right widens the ramp, up moves it to higher values."""
    return ramp_changed(camera, shift=-drag.dy * drag.shift_per_px, factor=math.exp(drag.dx / WIDTH_REACH_PX))


def ramp_changed(camera: Camera3D, *, shift: float = 0.0, factor: float = 1.0) -> Camera3D:
    """The opacity ramp moved by modality units and stretched, within limits."""
    width = min(max(camera.width * factor, WIDTH_LIMITS[0]), WIDTH_LIMITS[1])
    return replace(camera, shift=camera.shift + shift, width=width)
