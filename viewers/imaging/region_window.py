"""The window that shows what a rectangle on the screen holds: the range of the values in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import FloatArray, Plane
from viewers.imaging.default_window import Percentiles, window_between
from viewers.imaging.images import PlanarFrame, Volume
from viewers.imaging.sampling import values_at
from viewers.imaging.windowing import Window

REGION_PERCENTILES = Percentiles(1.0, 99.0)
"""Of the values in the rectangle: one noisy pixel or one bright vessel shall not set the window."""
LARGEST_SAMPLE = 40_000
"""Values looked at; a thick slab counts each of its layers, so that the hand never waits noticeably."""
SMALLEST_SAMPLE = 4
"""Fewer values than this have no range worth showing."""
SLAB_STEP_MM = 1.0
NO_COLOUR_WINDOW = "This image is in colour; a window is for grey values."
NO_VALUES = "No image values inside the rectangle."

Corners = tuple[tuple[float, float], tuple[float, float]]
"""Two opposite corners of a rectangle, display pixels (x, y)."""


class NoWindowError(Exception):
    """There is no window for this place; the text says why and is shown to the user."""


class Placed(Protocol):
    """The geometry of a frame; `FrameGeometry` is one."""

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height)."""

    @property
    def plane(self) -> Plane | None:
        """The cut."""

    @property
    def mm_per_px(self) -> float | None:
        """Size of a display pixel."""

    def display_to_lps(self, display_px: FloatArray) -> FloatArray:
        """LPS mm of display pixels."""

    def display_to_image(self, display_px: FloatArray) -> FloatArray:
        """Image (column, row) of display pixels."""


class ThickCut(Protocol):
    """A slab; `Slab` of the view state is one."""

    @property
    def thickness_mm(self) -> float:
        """Over how much values are gathered."""

    @property
    def mode(self) -> str:
        """`max`, `min` or `mean`."""


def volume_region_window(volume: Volume, geometry: Placed, corners: Corners, slab: ThickCut | None = None) -> Window:
    """The window over what a cut through a volume shows in a rectangle. Raises `NoWindowError`."""
    if geometry.plane is None or geometry.mm_per_px is None:
        raise NoWindowError(NO_VALUES)
    offsets = _slab_offsets_mm(slab)
    step = min(1.0, min(volume.geometry.spacing_mm_kji) / geometry.mm_per_px)
    points = geometry.display_to_lps(_grid(geometry.size_px, corners, step, LARGEST_SAMPLE // len(offsets)))
    normal = np.asarray(geometry.plane.normal)
    layers = np.stack([values_at(volume, points + offset * normal) for offset in offsets])
    return _window_of(_gathered(layers, slab))


def frame_region_window(
    frame: PlanarFrame | None, geometry: Placed, corners: Corners, *, is_shuttered: bool = True
) -> Window:
    """The window over the pixels of one image in a rectangle, without padding and what a shutter covers.

    Raises `NoWindowError`, for colour among others.
    """
    if frame is None or frame.values is None:
        raise NoWindowError(NO_VALUES)
    if frame.values.ndim != 2:
        raise NoWindowError(NO_COLOUR_WINDOW)
    a_pixel = np.abs(np.diff(geometry.display_to_image(np.array([(0.0, 0.0), (1.0, 1.0)])), axis=0)).max()
    points = _grid(geometry.size_px, corners, min(1.0, 1 / float(a_pixel)), LARGEST_SAMPLE)
    column, row = np.rint(geometry.display_to_image(points)).astype(np.intp).T
    rows, columns = frame.values.shape
    inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    stored = frame.values[row[inside], column[inside]]
    kept = ~frame.padding.holds(stored) if frame.padding is not None else np.ones(stored.shape, dtype=bool)
    if is_shuttered and frame.graphics.shutter is not None:
        kept &= ~frame.graphics.shutter.hidden((rows, columns))[row[inside], column[inside]]
    return _window_of(stored[kept].astype(np.float64) * frame.rescale.slope + frame.rescale.intercept)


def _grid(size_px: tuple[int, int], corners: Corners, step_px: float, limit: int) -> FloatArray:
    """Display pixels (n, 2) spread over a rectangle clipped to the frame, `step_px` apart unless that is too many."""
    axes = []
    for (start, end), size in zip(zip(*corners, strict=True), size_px, strict=True):
        low, high = max(min(start, end), 0.0), min(max(start, end), size - 1.0)
        if high < low:
            raise NoWindowError(NO_VALUES)
        axes.append((low, high, max(2, math.ceil((high - low) / step_px) + 1)))
    thinning = max(1.0, math.sqrt(axes[0][2] * axes[1][2] / limit))
    across, down = (np.linspace(low, high, max(2, int(count / thinning))) for low, high, count in axes)
    return np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)


def _slab_offsets_mm(slab: ThickCut | None) -> FloatArray:
    """Where the layers of a slab lie along the normal of its cut; only the cut itself without a slab."""
    if slab is None:
        return np.zeros(1)
    layers = max(2, math.ceil(slab.thickness_mm / SLAB_STEP_MM) + 1)
    return np.linspace(-slab.thickness_mm / 2, slab.thickness_mm / 2, layers)


_GATHER: Mapping[str, Callable[..., NDArray[Any]]] = {"max": np.fmax.reduce, "min": np.fmin.reduce}


def _gathered(layers: FloatArray, slab: ThickCut | None) -> FloatArray:
    """What is shown of the layers (n, points); layers outside the volume (NaN) do not count."""
    if slab is None or len(layers) == 1:
        return np.asarray(layers[0])
    if slab.mode in _GATHER:
        return np.asarray(_GATHER[slab.mode](layers, axis=0))
    known = np.isfinite(layers)
    counts = known.sum(axis=0)
    sums = np.where(known, layers, 0.0).sum(axis=0)
    return np.asarray(np.divide(sums, counts, out=np.full(counts.shape, np.nan), where=counts > 0))


def _window_of(modality_values: FloatArray) -> Window:
    finite = modality_values[np.isfinite(modality_values)]
    if finite.size < SMALLEST_SAMPLE:
        raise NoWindowError(NO_VALUES)
    return window_between(*np.percentile(finite, (REGION_PERCENTILES.low, REGION_PERCENTILES.high)))
