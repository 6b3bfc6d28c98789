"""What a pane shows as a value that is kept with the case, and the view of a pane of any size made from it again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotations.geometry import Plane
from annotations.key_images import KeyImageView
from viewers.imaging.images import Pixels, Volume
from viewers.imaging.windowing import VoiFunction, Window
from viewers.state.displayed_area import geometry_of
from viewers.state.navigation import (
    SCREEN_DIRECTIONS,
    focus_of,
    frame_of_reference,
    scale_of,
    scrolled_to,
    slice_index,
    view_directions,
)
from viewers.state.viewport_state import Slab, SlabMode, ViewPlane, ViewportState

DIRECTION_TOLERANCE = 1e-9
"""Directions of a kept plane that are those of a standard one within this are that plane."""
_REFUSED_PLANES = {
    ViewPlane.VOLUME_3D: "A 3-D view is not kept as a key image: it shows no plane. Use a cut, or save a picture.",
    ViewPlane.CURVED: "A curved reformat is not kept as a key image: it has no one plane. Use a cut.",
}
SizePx = tuple[float, float]
"""Width and height of a pane in device-independent pixels."""


class NoKeyViewError(ValueError):
    """What is shown cannot be kept, or what was kept cannot be shown on these images; says why and what to do."""


def key_view(pixels: Pixels, state: ViewportState, size_px: SizePx, *, pixel_ratio: float = 1.0) -> KeyImageView:
    """What is needed to draw a pane again. `pixel_ratio` is display pixels for each device-independent one.

    Raises `NoKeyViewError` for a view that cannot be drawn again exactly.
    """
    if state.plane in _REFUSED_PLANES:
        raise NoKeyViewError(_REFUSED_PLANES[state.plane])
    if state.fusion is not None:
        raise NoKeyViewError("Two series over each other are not kept as a key image: end the fusion first.")
    if isinstance(pixels, Volume) and pixels.geometry_tag:
        raise NoKeyViewError("A resampled volume is not kept as a key image: capture the series as acquired.")
    if state.window is not None and state.window.table is not None:
        raise NoKeyViewError("A window with a stored table is not kept: set a window by width and centre first.")
    image, plane = None, None
    if not isinstance(pixels, Volume):
        frame = pixels.frames[slice_index(pixels, state)]
        if frame is None or frame.values is None:
            raise NoKeyViewError("This image has not been read: there is nothing to keep.")
        image = frame.image
    elif state.plane is ViewPlane.ACQUIRED:
        image = pixels.images[slice_index(pixels, state)]
    else:
        plane = Plane(focus_of(pixels, state), *view_directions(pixels, state))
    window = state.window
    return KeyImageView(
        series=pixels.series,
        frame_of_reference_uid=frame_of_reference(pixels),
        image=image,
        plane=plane,
        slab_mm=state.slab.thickness_mm if state.slab is not None else None,
        slab_mode=state.slab.mode.value if state.slab is not None else "",
        window_center=window.center if window is not None else None,
        window_width=window.width if window is not None else None,
        window_function=window.function.value
        if window is not None and window.function is not VoiFunction.LINEAR
        else "",
        is_inverted=state.invert,
        color_map=state.color_map,
        quarter_turns=state.quarter_turns,
        is_flipped_horizontally=state.flip_horizontal,
        is_smooth=state.is_smooth,
        shows_shutter=state.show_shutter,
        zoom=_zoom(pixels, state, _display_px(size_px, pixel_ratio)),
        pan_px=(state.pan_px[0] / pixel_ratio, state.pan_px[1] / pixel_ratio),
        size_px=size_px,
    )


def state_of_key_view(
    view: KeyImageView, pixels: Pixels, size_px: SizePx, *, pixel_ratio: float = 1.0
) -> ViewportState:
    """The view of a pane of `size_px` that shows at least all that the key image showed, in its middle.

    A pane of the size it was taken in shows exactly that. Raises `NoKeyViewError` when these are not its images.
    """
    state = _placed(view, pixels)
    window = None
    if view.window_center is not None and view.window_width is not None:
        function = VoiFunction(view.window_function) if view.window_function else VoiFunction.LINEAR
        window = Window(view.window_width, view.window_center, function=function)
    state = replace(
        state,
        window=window,
        slab=Slab(view.slab_mm, SlabMode(view.slab_mode)) if view.slab_mm is not None else None,
        invert=view.is_inverted,
        color_map=view.color_map,
        quarter_turns=view.quarter_turns,
        flip_horizontal=view.is_flipped_horizontally,
        is_smooth=view.is_smooth,
        show_shutter=view.shows_shutter,
    )
    if (view.zoom == 1.0 and view.pan_px == (0.0, 0.0)) or min(view.size_px) <= 0:
        return state
    larger = min(size_px[0] / view.size_px[0], size_px[1] / view.size_px[1]) * pixel_ratio
    fitted = _fitted_scale(pixels, state, _display_px(view.size_px, 1.0))
    return replace(
        state,
        scale=fitted * view.zoom * larger,
        pan_px=(view.pan_px[0] * larger, view.pan_px[1] * larger),
    )


def _placed(view: KeyImageView, pixels: Pixels) -> ViewportState:
    if pixels.series != view.series:
        raise NoKeyViewError("The key image was taken of another series.")
    if not isinstance(pixels, Volume):
        numbers = [n for n, frame in enumerate(pixels.frames) if frame is not None and frame.image == view.image]
        if not numbers:
            raise NoKeyViewError("The image of this key image is not in its series any more.")
        return ViewportState(frame_index=numbers[0])
    if view.image is not None:
        if view.image not in pixels.images:
            raise NoKeyViewError("The image of this key image is not in its series any more.")
        return scrolled_to(pixels, ViewportState(), pixels.images.index(view.image))
    assert view.plane is not None
    if view.frame_of_reference_uid != pixels.geometry.frame_of_reference_uid:
        raise NoKeyViewError("The series of this key image has another Frame of Reference now: its plane is not known.")
    for name, directions in SCREEN_DIRECTIONS.items():
        if np.allclose((view.plane.row_direction, view.plane.column_direction), directions, atol=DIRECTION_TOLERANCE):
            return ViewportState(plane=name, focus_lps_mm=view.plane.origin_lps_mm)
    return ViewportState(plane=ViewPlane.OBLIQUE, oblique=view.plane, focus_lps_mm=view.plane.origin_lps_mm)


def _zoom(pixels: Pixels, state: ViewportState, size_px: tuple[int, int]) -> float:
    return 1.0 if state.scale is None else state.scale / _fitted_scale(pixels, state, size_px)


def _fitted_scale(pixels: Pixels, state: ViewportState, size_px: tuple[int, int]) -> float:
    geometry = geometry_of(pixels, replace(state, scale=None, pan_px=(0.0, 0.0)), size_px)
    if geometry is None:
        raise NoKeyViewError("This image has not been read: there is nothing to keep.")
    return scale_of(geometry)


def _display_px(size_px: SizePx, pixel_ratio: float) -> tuple[int, int]:
    return (max(1, round(size_px[0] * pixel_ratio)), max(1, round(size_px[1] * pixel_ratio)))
