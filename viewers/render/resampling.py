"""Cutting a plane of display pixels out of an array of voxels, by VTK's threaded reslice filter.

All coordinates here are voxel indices (i, j, k), so that one path serves volumes of any orientation and handedness and
frames that have no patient coordinates at all; `frame_renderer` brings patient millimetres into indices.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import VTK_FLOAT
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkImagingCore import vtkImageReslice

from annotations.geometry import FloatArray
from viewers.state.viewport_state import SlabMode

INDEX_DECIMALS = 7
"""Indices are rounded to this: removes float noise, so that cuts along voxel layers take VTK's fast exact path."""
FLOAT_BACKGROUND = -1e30
"""What lies outside the image where values are floating point: darker than anything real."""


Ijk = tuple[float, float, float]
IntArray = NDArray[np.intp]


class Interpolation(StrEnum):
    """How a value between voxel centres is made; at a centre each gives the voxel itself."""

    NEAREST = "nearest"
    LINEAR = "linear"
    CUBIC = "cubic"


_SET_INTERPOLATION = {
    Interpolation.NEAREST: vtkImageReslice.SetInterpolationModeToNearestNeighbor,
    Interpolation.LINEAR: vtkImageReslice.SetInterpolationModeToLinear,
    Interpolation.CUBIC: vtkImageReslice.SetInterpolationModeToCubic,
}
_SET_SLAB_MODE = {
    SlabMode.MAXIMUM: vtkImageReslice.SetSlabModeToMax,
    SlabMode.MINIMUM: vtkImageReslice.SetSlabModeToMin,
    SlabMode.MEAN: vtkImageReslice.SetSlabModeToMean,
}


@dataclass(frozen=True)
class Layers:
    """The samples of a thick cut: `reach` on either side of the middle one, `step_ijk` apart. Combined by `mode`.

    A mean is that of the trapezoid rule: the outermost samples count half, so it is over exactly the thickness.
    """

    step_ijk: Ijk
    reach: int
    mode: SlabMode

    @property
    def count(self) -> int:
        """All samples along one line of sight."""
        return 2 * self.reach + 1

    @property
    def weights(self) -> FloatArray:
        """What each sample counts in a mean."""
        weights = np.ones(self.count)
        weights[[0, -1]] = 0.5
        return weights


@dataclass(frozen=True)
class IndexCut:
    """Display pixel (x, y) shows the value at index `origin_ijk + x * step_x_ijk + y * step_y_ijk`.

    With `layers` it shows what they make of the values on either side.
    """

    origin_ijk: Ijk
    step_x_ijk: Ijk
    step_y_ijk: Ijk
    size_px: tuple[int, int]
    layers: Layers | None = None

    @staticmethod
    def of(origin_ijk: ArrayLike, step_x_ijk: ArrayLike, step_y_ijk: ArrayLike, size_px: tuple[int, int]) -> IndexCut:
        """A cut from any three array-likes of three numbers, float noise removed."""
        return IndexCut(rounded_ijk(origin_ijk), rounded_ijk(step_x_ijk), rounded_ijk(step_y_ijk), size_px)

    @property
    def is_oblique(self) -> bool:
        """Whether rows or columns of the screen run across voxel rows: the slow case."""
        return any(np.count_nonzero(step) > 1 for step in (self.step_x_ijk, self.step_y_ijk))

    @property
    def is_slanting(self) -> bool:
        """Whether anything of the cut, the direction of its layers too, runs across the voxel axes."""
        through = () if self.layers is None else (self.layers.step_ijk,)
        return any(np.count_nonzero(step) > 1 for step in (self.step_x_ijk, self.step_y_ijk, *through))

    def reduced(self, factor: int) -> IndexCut:
        """The same cut with display pixels `factor` times larger, covering at least the same area."""
        x, y = np.asarray(self.step_x_ijk), np.asarray(self.step_y_ijk)
        width, height = (-(-n // factor) for n in self.size_px)
        origin = np.asarray(self.origin_ijk) + (factor - 1) / 2 * (x + y)
        return replace(IndexCut.of(origin, x * factor, y * factor, (width, height)), layers=self.layers)

    def layer(self, number: int) -> IndexCut:
        """The thin cut of one sample; 0 is the middle one. Raises `ValueError` for a cut that is thin already."""
        if self.layers is None:
            raise ValueError("a thin cut has no layers")
        origin = np.asarray(self.origin_ijk) + number * np.asarray(self.layers.step_ijk)
        return replace(self, origin_ijk=rounded_ijk(origin), layers=None)

    def pooled(self, factor: int) -> IndexCut:
        """The same cut of an image whose pixels were averaged in blocks of `factor` rows and columns."""
        shrink = np.array([factor, factor, 1.0])
        origin = (np.asarray(self.origin_ijk) - (shrink - 1) / 2) / shrink
        return IndexCut.of(
            origin, np.asarray(self.step_x_ijk) / shrink, np.asarray(self.step_y_ijk) / shrink, self.size_px
        )

    def coordinates(self, axis: int) -> FloatArray:
        """Index along one axis (0 = i, 1 = j, 2 = k) of every display pixel, broadcastable to (height, width)."""
        width, height = self.size_px
        across = np.arange(width if self.step_x_ijk[axis] else 1) * self.step_x_ijk[axis]
        down = np.arange(height if self.step_y_ijk[axis] else 1) * self.step_y_ijk[axis]
        return np.asarray(self.origin_ijk[axis] + down[:, None] + across[None, :])


def rounded_ijk(values: ArrayLike) -> Ijk:
    """Three indices or index steps with the float noise removed."""
    i, j, k = np.round(np.asarray(values, dtype=np.float64), INDEX_DECIMALS)
    return (float(i), float(j), float(k))


def wrapped(values: NDArray[np.generic]) -> vtkImageData:
    """A VTK image on the memory of an array [k, j, i] or [k, j, i, component], without copying it.

    Arrays that are not contiguous or not in native byte order are copied. The image keeps the array alive.
    """
    native = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("="))
    slices, rows, columns = native.shape[:3]
    image = vtkImageData()
    image.SetDimensions(columns, rows, slices)
    flat = native.reshape(-1) if native.ndim == 3 else native.reshape(-1, native.shape[3])
    image.GetPointData().SetScalars(numpy_to_vtk(flat, deep=False))
    return image


def background_of(dtype: np.dtype[np.generic]) -> float:
    """The smallest value of a type."""
    return float(np.iinfo(dtype.str).min) if np.issubdtype(dtype, np.integer) else FLOAT_BACKGROUND


def resampled(
    image: vtkImageData,
    cut: IndexCut,
    *,
    background: float,
    as_float: bool = False,
    interpolation: Interpolation = Interpolation.LINEAR,
) -> NDArray[np.generic]:
    """Interpolated values (height, width[, component]) along a cut, rounded to the image's own type.

    `as_float` gives unrounded float32. `background` fills what lies more than half a voxel outside; of a thick cut
    (slanting ones only, see `slab_cut`), where all layers do. Samples outside count for nothing.
    """
    width, height = cut.size_px
    reslice = vtkImageReslice()
    image.Modified()  # the loader fills the shared memory behind VTK's back
    reslice.SetInputData(image)
    reslice.SetResliceAxes(_axes(cut))
    reslice.SetOutputDimensionality(2)
    reslice.SetOutputOrigin(0.0, 0.0, 0.0)
    reslice.SetOutputSpacing(1.0, 1.0, 1.0)
    reslice.SetOutputExtent(0, width - 1, 0, height - 1, 0, 0)
    _SET_INTERPOLATION[interpolation](reslice)
    if cut.layers is not None:
        reslice.SetSlabNumberOfSlices(cut.layers.count)
        reslice.SetSlabTrapezoidIntegration(cut.layers.mode is SlabMode.MEAN)
        _SET_SLAB_MODE[cut.layers.mode](reslice)
    reslice.SetBackgroundLevel(background)
    if as_float:
        reslice.SetOutputScalarType(VTK_FLOAT)
    reslice.Update()
    values = vtk_to_numpy(reslice.GetOutput().GetPointData().GetScalars())
    return np.asarray(values.reshape((height, width, *values.shape[1:])))


def outside(cut: IndexCut, shape_kji: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which display pixels lie more than half a voxel outside, broadcastable to (height, width).

    Of a thick cut, those whose whole line of sight does.
    """
    if cut.layers is not None:
        numbers = range(-cut.layers.reach, cut.layers.reach + 1)
        return np.logical_and.reduce([outside(cut.layer(number), shape_kji) for number in numbers])
    mask = np.zeros((1, 1), dtype=bool)
    for axis, count in enumerate(reversed(shape_kji[:3])):
        index = cut.coordinates(axis)
        mask = mask | (index < -0.5) | (index > count - 0.5)
    return mask


def columns_within(cut: IndexCut, low_ijk: ArrayLike, high_ijk: ArrayLike) -> tuple[IntArray, IntArray]:
    """First and one-past-last column of each row (height,) that lie from `low_ijk` to `high_ijk`, both included.

    The indices of a row go straight, so what lies within a box is one span of it; an empty span is (0, 0).
    """
    width, height = cut.size_px
    first, last = np.zeros(height), np.full(height, width - 1.0)
    rows = np.arange(height)
    bounds = zip(cut.origin_ijk, cut.step_x_ijk, cut.step_y_ijk, np.asarray(low_ijk), np.asarray(high_ijk), strict=True)
    for origin, across, down, low, high in bounds:
        start = origin + rows * down
        if across == 0:
            last[(start < low) | (start > high)] = -1.0
            continue
        ends = np.sort([(low - start) / across, (high - start) / across], axis=0)
        first, last = np.maximum(first, ends[0]), np.minimum(last, ends[1])
    first_column, past_column = np.ceil(first).astype(np.intp), np.floor(last).astype(np.intp) + 1
    is_empty = past_column <= first_column
    first_column[is_empty] = past_column[is_empty] = 0
    return first_column, past_column


def near_faces(cut: IndexCut, shape_kji: tuple[int, ...]) -> tuple[IntArray, IntArray]:
    """Rows and columns of the display pixels where a cubic curve would need voxels beyond the outermost ones.

    Only those that show the volume. A cut that stays on one voxel layer needs none beyond it.
    """
    counts = np.asarray(shape_kji[2::-1], dtype=np.float64)
    steps = np.abs([cut.step_x_ijk, cut.step_y_ijk]).sum(axis=0)
    is_on_layer = (steps == 0) & (np.asarray(cut.origin_ijk) % 1.0 == 0.0)
    low, high = np.full(3, -0.5), counts - 0.5
    inner = columns_within(cut, np.where(is_on_layer, low, 1.0), np.where(is_on_layer, high, counts - 2))
    outer = columns_within(cut, low, high)
    spans = ((outer[0], np.where(inner[0] == inner[1], outer[1], inner[0])), (inner[1], outer[1]))
    rows, columns = [], []
    for number, (start, end) in enumerate(spans):
        lengths = np.maximum(end - start, 0)
        if number == 1:
            lengths[inner[0] == inner[1]] = 0
        row = np.repeat(np.arange(len(lengths)), lengths)
        before = np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows.append(row)
        columns.append(np.arange(len(row)) - before + start[row])
    return np.concatenate(rows), np.concatenate(columns)


def _axes(cut: IndexCut) -> vtkMatrix4x4:
    """The reslice axes: columns are one display pixel right, one down, a normal or one layer, and the first pixel."""
    matrix = np.eye(4)
    normal = np.cross(cut.step_x_ijk, cut.step_y_ijk)
    through = normal / np.linalg.norm(normal) if cut.layers is None else cut.layers.step_ijk
    matrix[:3] = np.column_stack([cut.step_x_ijk, cut.step_y_ijk, through, cut.origin_ijk])
    axes = vtkMatrix4x4()
    axes.DeepCopy(matrix.ravel().tolist())
    return axes
