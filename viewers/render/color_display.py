"""Grey levels in colours, and the bar that says which value has which colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viewers.imaging.color_maps import color_map
from viewers.imaging.images import PlanarFrame, Volume
from viewers.imaging.windowing import Window, grey_levels, window_ends
from viewers.state.frame import ColorBar

BAR_LEVELS = 256


def in_colors(grey: NDArray[np.uint8], map_id: str) -> NDArray[np.uint8]:
    """Grey levels (height, width) in a colour map as RGB (height, width, 3); as they are without one."""
    return color_map(map_id).table.take(grey, axis=0) if map_id else grey


def color_bar(image: Volume | PlanarFrame, window: Window, map_id: str, *, invert: bool) -> ColorBar | None:
    """The colours of the values of a window, made as the picture is; None in grey."""
    if not map_id:
        return None
    bottom, top = window_ends(window)
    levels = grey_levels(
        np.linspace(top, bottom, BAR_LEVELS),
        window,
        invert=image.inverted != invert,
        presentation_lut=image.presentation_lut,
    )
    return ColorBar(in_colors(levels, map_id), top, bottom, color_map(map_id).title)
