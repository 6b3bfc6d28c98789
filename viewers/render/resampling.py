"""Cutting a plane of display pixels out of an array of voxels, by VTK's threaded reslice filter.

All coordinates here are voxel indices (i, j, k), so that one path serves volumes of any orientation and handedness and
frames that have no patient coordinates at all; `frame_renderer` brings patient millimetres into indices.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import VTK_FLOAT
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkImagingCore import vtkImageReslice

from annotations.geometry import FloatArray

INDEX_DECIMALS = 7
"""Indices are rounded to this: removes float noise, so that cuts along voxel layers take VTK's fast exact path."""
FLOAT_BACKGROUND = -1e30
"""What lies outside the image where values are floating point: darker than anything real."""


@dataclass(frozen=True)
class IndexCut:
    """Display pixel (x, y) shows the value at index `origin_ijk + x * step_x_ijk + y * step_y_ijk`."""

    origin_ijk: tuple[float, float, float]
    step_x_ijk: tuple[float, float, float]
    step_y_ijk: tuple[float, float, float]
    size_px: tuple[int, int]

    @staticmethod
    def of(origin_ijk: ArrayLike, step_x_ijk: ArrayLike, step_y_ijk: ArrayLike, size_px: tuple[int, int]) -> IndexCut:
        """A cut from any three array-likes of three numbers, float noise removed."""
        o, x, y = (
            np.round(np.asarray(v, dtype=np.float64), INDEX_DECIMALS) for v in (origin_ijk, step_x_ijk, step_y_ijk)
        )
        return IndexCut((o[0], o[1], o[2]), (x[0], x[1], x[2]), (y[0], y[1], y[2]), size_px)

    @property
    def is_oblique(self) -> bool:
        """Whether rows or columns of the screen run across voxel rows: the slow case."""
        return any(np.count_nonzero(step) > 1 for step in (self.step_x_ijk, self.step_y_ijk))

    def reduced(self, factor: int) -> IndexCut:
        """The same cut with display pixels `factor` times larger, covering at least the same area."""
        x, y = np.asarray(self.step_x_ijk), np.asarray(self.step_y_ijk)
        width, height = (-(-n // factor) for n in self.size_px)
        origin = np.asarray(self.origin_ijk) + (factor - 1) / 2 * (x + y)
        return IndexCut.of(origin, x * factor, y * factor, (width, height))

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
    image: vtkImageData, cut: IndexCut, *, background: float, as_float: bool = False, nearest: bool = False
) -> NDArray[np.generic]:
    """Linearly interpolated values (height, width[, component]) along a cut, rounded to the image's own type.

    `as_float` gives unrounded float32, `nearest` the value of the voxel that holds the point instead of a mixture.
    `background` fills what lies more than half a voxel outside.
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
    if nearest:
        reslice.SetInterpolationModeToNearestNeighbor()
    else:
        reslice.SetInterpolationModeToLinear()
    reslice.SetBackgroundLevel(background)
    if as_float:
        reslice.SetOutputScalarType(VTK_FLOAT)
    reslice.Update()
    values = vtk_to_numpy(reslice.GetOutput().GetPointData().GetScalars())
    return np.asarray(values.reshape((height, width, *values.shape[1:])))


def outside(cut: IndexCut, shape_kji: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which display pixels lie more than half a voxel outside, broadcastable to (height, width)."""
    mask = np.zeros((1, 1), dtype=bool)
    for axis, count in enumerate(reversed(shape_kji[:3])):
        index = cut.coordinates(axis)
        mask = mask | (index < -0.5) | (index > count - 0.5)
    return mask


def _axes(cut: IndexCut) -> vtkMatrix4x4:
    """The reslice axes: columns are one display pixel right, one down, a normal, and the first pixel."""
    matrix = np.eye(4)
    normal = np.cross(cut.step_x_ijk, cut.step_y_ijk)
    matrix[:3] = np.column_stack([cut.step_x_ijk, cut.step_y_ijk, normal / np.linalg.norm(normal), cut.origin_ijk])
    axes = vtkMatrix4x4()
    axes.DeepCopy(matrix.ravel().tolist())
    return axes
