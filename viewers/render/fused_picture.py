"""Two display pictures of one cut mixed into one: fade, checkerboard or difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from viewers.imaging.color_maps import color_map
from viewers.state.fusion import Fusion, FusionLook

CHECKER_PX = 64
"""Side of a square of the checkerboard, display pixels."""

FULL = 256
"""Opacity 1 in the whole-number arithmetic of a grey fade."""

Picture = NDArray[np.uint8]
Mixer = Callable[[Picture, Picture, Fusion], Picture]


def fused(base: Picture, other: Picture, covered: NDArray[np.bool_], fusion: Fusion) -> Picture:
    """The base picture (grey or RGB) with the other (grey) mixed in where it is `covered`; RGB unless both are grey."""
    mixed = _MIXERS[fusion.look](base, other, fusion)
    is_covered = np.broadcast_to(covered, other.shape)
    if is_covered.all():
        return mixed
    if mixed.ndim == 3:
        return np.where(is_covered[..., None], mixed, _rgb(base))
    return np.where(is_covered, mixed, base)


def _fade(base: Picture, other: Picture, fusion: Fusion) -> Picture:
    """In grey a plain fade; in colours the dark parts of the other let the base through."""
    if fusion.color_map:
        return _colored(base, other, fusion)
    share = np.uint16(round(FULL * fusion.opacity))
    shown = other if base.ndim == 2 else other[..., None]
    mixed = base.astype(np.uint16) * (np.uint16(FULL) - share) + shown.astype(np.uint16) * share
    return np.asarray((mixed + np.uint16(FULL // 2)) >> 8, dtype=np.uint8)


def _colored(base: Picture, other: Picture, fusion: Fusion) -> Picture:
    """What each grey level of the other keeps of the base and adds in colour comes from two tables."""
    share = fusion.opacity * np.arange(256) / 255
    kept = (1 - share).astype(np.float32)[other]
    added = (color_map(fusion.color_map).table * share[:, None] + 0.5).astype(np.float32)
    mixed = np.empty((*other.shape, 3), dtype=np.uint8)
    for channel in range(3):
        below = base if base.ndim == 2 else base[..., channel]
        mixed[..., channel] = below * kept + added[:, channel][other]
    return mixed


def _checkerboard(base: Picture, other: Picture, fusion: Fusion) -> Picture:
    """Squares of one and the other in turn: edges must run on from square to square."""
    rows, columns = (np.arange(n) // CHECKER_PX for n in other.shape)
    is_other = (rows[:, None] + columns) % 2 == 1
    if base.ndim == 3:
        return np.where(is_other[..., None], other[..., None], base)
    return np.where(is_other, other, base)


def _difference(base: Picture, other: Picture, fusion: Fusion) -> Picture:
    shown = other if base.ndim == 2 else other[..., None]
    return np.asarray(np.maximum(base, shown) - np.minimum(base, shown))


_MIXERS: Mapping[FusionLook, Mixer] = {
    FusionLook.FADE: _fade,
    FusionLook.CHECKERBOARD: _checkerboard,
    FusionLook.DIFFERENCE: _difference,
}


def _rgb(picture: Picture) -> Picture:
    return picture if picture.ndim == 3 else np.repeat(picture[..., None], 3, axis=2)
