"""Thick cuts: which samples a slab takes through a volume, and what they make where some of them are padding."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData

from annotations.geometry import FloatArray, Point, VolumeGeometry
from viewers.imaging.images import Volume
from viewers.imaging.padding import PaddingRange
from viewers.imaging.sampling import values_at
from viewers.render.resampling import IndexCut, Interpolation, Layers, resampled, rounded_ijk
from viewers.state.viewport_state import Slab, SlabMode

WHOLE_STEP_TOLERANCE = 1e-6
"""A half thickness that is a whole number of voxel layers up to this fraction of one needs no further sample."""


def layers_of(geometry: VolumeGeometry, normal: Point, slab: Slab) -> Layers:
    """The samples of a slab: exactly its thickness from first to last, no farther apart than the voxels are.

    "As the voxels are" means along the volume axis nearest to the normal; a slab along an axis whose half thickness is
    a whole number of voxels so takes the voxel layers themselves.
    """
    axis = int(np.argmax(np.abs(geometry.directions_kji @ np.asarray(normal))))
    half = slab.thickness_mm / 2
    reach = max(1, math.ceil(half / geometry.spacing_mm_kji[axis] - WHOLE_STEP_TOLERANCE))
    step = geometry.inverse_affine[:3, :3] @ np.asarray(normal) * (half / reach)
    return Layers(rounded_ijk(step[::-1]), reach, slab.mode)


def slab_values(
    image: vtkImageData, cut: IndexCut, background: float, padding: PaddingRange | None
) -> NDArray[np.generic]:
    """Values of a thick cut, linear between voxels. Padding takes no part: it is `padding.low` only where all is.

    VTK gathers the layers of a slanting cut. Those of a cut along the voxels it lays half a step off (9.6), so they are
    gathered here.
    """
    if padding is None and cut.is_slanting:
        return resampled(image, cut, background=background)
    return _layer_by_layer(image, cut, background, padding)


def slab_value_at(volume: Volume, point: Point, normal: Point, slab: Slab) -> float | None:
    """What a slab shows at a point of its middle plane, as a modality value; None where there is no image."""
    reach = layers_of(volume.geometry, normal, slab).reach
    offsets = np.linspace(-0.5, 0.5, 2 * reach + 1) * slab.thickness_mm
    layers = values_at(volume, np.asarray(point) + offsets[:, None] * np.asarray(normal))
    value = float(gathered(layers[:, None], slab.mode)[0])
    return None if np.isnan(value) else value


def gathered(layers: Iterable[FloatArray], mode: SlabMode) -> FloatArray:
    """One value of each line of sight through layers that hold NaN where there is no image; NaN where all do."""
    values = np.stack(list(layers))
    is_real = ~np.isnan(values)
    if mode is SlabMode.MEAN:
        weights = np.ones(len(values))
        weights[[0, -1]] = 0.5
        counted = np.tensordot(weights, is_real, axes=1)
        total = np.tensordot(weights, np.where(is_real, values, 0.0), axes=1)
        return np.asarray(np.where(counted > 0, total / np.maximum(counted, 0.5), np.nan))
    start = _START[mode]
    best = np.where(is_real, values, start)
    best = best.max(axis=0) if mode is SlabMode.MAXIMUM else best.min(axis=0)
    return np.where(is_real.any(axis=0), best, np.nan)


def _layer_by_layer(
    image: vtkImageData, cut: IndexCut, background: float, padding: PaddingRange | None
) -> NDArray[np.generic]:
    layers = cut.layers
    assert layers is not None
    width, height = cut.size_px
    total = np.full((height, width), _START[layers.mode], dtype=np.float32)
    counted = np.zeros((height, width), dtype=np.float32)
    for number, weight in zip(range(-layers.reach, layers.reach + 1), layers.weights, strict=True):
        layer = _as_float(resampled(image, cut.layer(number), background=background, as_float=True))
        is_real = _is_real(image, cut.layer(number), layer, background, padding)
        if layers.mode is SlabMode.MEAN:
            total += np.where(is_real, layer * np.float32(weight), 0)
        else:
            _ACCUMULATE[layers.mode](total, layer, out=total, where=is_real)
        counted += is_real * np.float32(weight)
    if layers.mode is SlabMode.MEAN:
        total /= np.maximum(counted, np.float32(0.5))
    dtype = vtk_to_numpy(image.GetPointData().GetScalars()).dtype
    rounded = np.rint(total) if np.issubdtype(dtype, np.integer) else total
    return np.where(counted > 0, rounded, background if padding is None else padding.low).astype(dtype)


def _as_float(values: NDArray[np.generic]) -> NDArray[np.float32]:
    return np.asarray(values, dtype=np.float32)


def _is_real(
    image: vtkImageData, layer: IndexCut, values: NDArray[np.generic], background: float, padding: PaddingRange | None
) -> NDArray[np.bool_]:
    """Which values of a layer count: those inside the volume (the background is darker than anything real)."""
    if padding is None:
        return np.asarray(values != np.float32(background))
    nearest = resampled(image, layer, background=background, interpolation=Interpolation.NEAREST)
    return ~padding.holds(nearest) & (nearest != np.asarray(background).astype(nearest.dtype))


_START = {SlabMode.MAXIMUM: -np.inf, SlabMode.MINIMUM: np.inf, SlabMode.MEAN: 0.0}
_ACCUMULATE = {SlabMode.MAXIMUM: np.maximum, SlabMode.MINIMUM: np.minimum}
