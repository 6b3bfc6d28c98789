"""Curved reformats: the values of a volume on a sheet along a line, windowed. No plane, so nothing of VTK."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import FloatArray
from viewers.imaging.images import Volume
from viewers.imaging.sampling import values_at
from viewers.imaging.windowing import Window, grey_levels
from viewers.render.color_display import color_bar, in_colors
from viewers.state.curved_map import CurvedMap
from viewers.state.curved_view import curved_layout, sheet_count, sheet_index
from viewers.state.frame import LOADING, Frame
from viewers.state.viewport_state import Quality, ViewportState

MOVING_REDUCTION = 3
"""While the hand moves one value is made for so many display pixels to a side."""


def curved_values(volume: Volume, curve: CurvedMap, size_px: tuple[int, int], factor: int = 1) -> FloatArray:
    """Trilinear modality values (height, width), NaN where there is no image; one for `factor` pixels to a side."""
    width, height = size_px
    at = (np.arange(-(-count // factor)) * factor + (factor - 1) / 2 for count in (width, height))
    points = curve.to_lps(np.stack(np.meshgrid(*at), axis=-1))
    is_shown = np.isfinite(points).all(axis=-1)
    values = np.full(is_shown.shape, np.nan)
    values[is_shown] = values_at(volume, points[is_shown])
    large = values.repeat(factor, axis=0).repeat(factor, axis=1)
    return np.ascontiguousarray(large[:height, :width])


def curved_frame(
    volume: Volume, state: ViewportState, size_px: tuple[int, int], quality: Quality, window: Window
) -> Frame:
    """The picture of a curved view; what is beyond the line, folded, or not scanned is black in every window."""
    geometry = curved_layout(volume, state, size_px)
    assert geometry.curve is not None
    values = curved_values(volume, geometry.curve, size_px, 1 if quality is Quality.FINE else MOVING_REDUCTION)
    picture = _picture(volume, state, window, values)
    return Frame(
        picture,
        geometry,
        window,
        state.invert,
        slice_number=sheet_index(volume.geometry, state) + 1,
        slice_count=sheet_count(volume.geometry),
        unit=volume.rescale.unit,
        is_interpolated=True,
        geometry_tag=volume.geometry_tag,
        missing="" if volume.loaded.all() else LOADING,
        flip_horizontal=state.flip_horizontal,
        quarter_turns=state.quarter_turns,
        color_bar=color_bar(volume, window, state.color_map, invert=state.invert),
    )


def _picture(volume: Volume, state: ViewportState, window: Window, values: FloatArray) -> NDArray[np.uint8]:
    is_empty = np.isnan(values)
    grey = grey_levels(
        np.where(is_empty, 0.0, values),
        window,
        invert=volume.inverted != state.invert,
        presentation_lut=volume.presentation_lut,
    )
    picture = in_colors(grey, state.color_map)
    picture[is_empty] = 0
    return picture
