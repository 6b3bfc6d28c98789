"""Two display pictures of one cut mixed into one: fade, checkerboard or difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import FloatArray
from viewers.render.color_display import in_colors
from viewers.state.fusion import Fusion, FusionLook

CHECKER_PX = 64
"""Side of a square of the checkerboard, display pixels."""

Picture = NDArray[np.uint8]
Mixer = Callable[[FloatArray, FloatArray, Picture, Fusion], FloatArray]


def fused(base: Picture, other: Picture, covered: NDArray[np.bool_], fusion: Fusion) -> Picture:
    """The base picture (grey or RGB) with the other (grey) mixed in where it is `covered`; RGB unless both are grey."""
    shown = in_colors(other, fusion.color_map) if fusion.look is FusionLook.FADE else other
    if base.ndim == 3 or shown.ndim == 3:
        base, shown = _rgb(base), _rgb(shown)
    mixed = _MIXERS[fusion.look](base.astype(np.float64), shown.astype(np.float64), other, fusion)
    is_covered = np.broadcast_to(covered, base.shape[:2])
    if base.ndim == 3:
        is_covered = is_covered[..., None]
    return np.where(is_covered, np.rint(mixed).astype(np.uint8), base)


def _fade(base: FloatArray, shown: FloatArray, grey: Picture, fusion: Fusion) -> FloatArray:
    """In grey a plain fade; in colours the dark parts of the other let the base through."""
    if not fusion.color_map:
        return base * (1 - fusion.opacity) + shown * fusion.opacity
    share = (fusion.opacity * grey / 255.0)[..., None]
    return np.asarray(base * (1 - share) + shown * share)


def _checkerboard(base: FloatArray, shown: FloatArray, grey: Picture, fusion: Fusion) -> FloatArray:
    """Squares of one and the other in turn: edges must run on from square to square."""
    rows, columns = (np.arange(n) // CHECKER_PX for n in grey.shape)
    is_other = (rows[:, None] + columns) % 2 == 1
    return np.where(is_other[..., None] if base.ndim == 3 else is_other, shown, base)


def _difference(base: FloatArray, shown: FloatArray, grey: Picture, fusion: Fusion) -> FloatArray:
    return np.abs(base - shown)


_MIXERS: Mapping[FusionLook, Mixer] = {
    FusionLook.FADE: _fade,
    FusionLook.CHECKERBOARD: _checkerboard,
    FusionLook.DIFFERENCE: _difference,
}


def _rgb(picture: Picture) -> Picture:
    return picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)
