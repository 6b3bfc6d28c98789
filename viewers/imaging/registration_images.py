"""Volumes as registration reads them: cut to a region, in SimpleITK, with values that mutual information can use."""

from __future__ import annotations

from functools import cache

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray

from annotations.geometry import FloatArray, VolumeGeometry
from viewers.imaging.images import Volume
from viewers.imaging.registration_errors import RegistrationError
from viewers.imaging.registration_region import SpineRegion

CT_RANGE_HU = (-200.0, 1200.0)
"""What tells spine from its surroundings in CT; air and metal beyond take no place in the histogram."""
MR_PERCENTILES = (0.5, 99.5)
"""MR values have no scale: their few highest (vessels, coil) take no place in the histogram."""
FEWEST_VOXELS = 8
"""Along each axis fewer voxels are no image to search in (two for the slice direction)."""


class SearchImage:
    """A cut of a volume and the mask of what counts in it; coarser copies are made once each."""

    def __init__(self, image: sitk.Image, mask: sitk.Image, geometry: VolumeGeometry, *, has_holes: bool) -> None:
        self._image = image
        self._geometry = geometry
        self.mask = mask
        self.has_holes = has_holes
        self.shrunk = cache(self._shrunk)
        self.shrunk_mask = cache(self._shrunk_mask)

    def mask_points_lps_mm(self) -> FloatArray:
        """Where the voxels of the mask lie, (n, 3)."""
        index = np.argwhere(sitk.GetArrayViewFromImage(self.mask))
        return self._geometry.index_to_lps(index)

    def _shrunk(self, voxel_mm: float, smoothed_as_mm: float | None = None) -> sitk.Image:
        """The image with voxels of about this size, smoothed by half of it first; axes that are coarser stay."""
        sigma = (smoothed_as_mm or voxel_mm) / 2
        return sitk.Shrink(sitk.SmoothingRecursiveGaussian(self._image, [sigma] * 3), self._factors(voxel_mm))

    def _shrunk_mask(self, voxel_mm: float) -> sitk.Image:
        return sitk.Resample(self.mask, self.shrunk(voxel_mm), sitk.Transform(), sitk.sitkNearestNeighbor)

    def _factors(self, voxel_mm: float) -> list[int]:
        sizes = zip(self._image.GetSpacing(), self._image.GetSize(), strict=True)
        return [min(max(1, round(voxel_mm / spacing)), size) for spacing, size in sizes]


def search_image(volume: Volume, region: SpineRegion, *, margin_mm: float = 0.0) -> SearchImage:
    """The part of a volume within `margin_mm` of the region's box; its mask is the region.

    With a margin the mask is all of the part that holds an image. Raises `RegistrationError` when the volume shows
    nothing of the region.
    """
    low, high = _index_box(volume.geometry, region, margin_mm)
    part = volume.stored_values[low[0] : high[0], low[1] : high[1], low[2] : high[2]]
    if min(part.shape[1:]) < FEWEST_VOXELS or part.shape[0] < 2:
        title = volume.description.series_description.strip() or "a series"
        raise RegistrationError(f"{title} shows too little around the seeds: place them where both show the spine.")
    geometry = _part_geometry(volume.geometry, low, part.shape)
    counts = _counts(volume, part)
    if margin_mm == 0.0:
        inside = _within(geometry, region)
    else:
        inside = np.ones(part.shape, dtype=bool)
    values = _comparable(volume, part, counts & inside)
    image, mask = _image(values, geometry), _image((counts & inside).astype(np.uint8), geometry)
    return SearchImage(image, mask, geometry, has_holes=not bool(counts.all()))


def _index_box(
    geometry: VolumeGeometry, region: SpineRegion, margin_mm: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First and one past the last index kji of the voxels in the region's box."""
    bounds = region.bounds_lps_mm(margin_mm)
    corners = [(bounds[a][0], bounds[b][1], bounds[c][2]) for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    index = geometry.lps_to_index(corners)
    low = np.maximum(np.floor(index.min(axis=0)), 0).astype(np.intp)
    high = np.minimum(np.ceil(index.max(axis=0)) + 1, geometry.shape_kji).astype(np.intp)
    return low, np.maximum(low, high)


def _part_geometry(geometry: VolumeGeometry, low: NDArray[np.intp], shape: tuple[int, ...]) -> VolumeGeometry:
    affine = geometry.affine.copy()
    affine[:3, 3] = geometry.index_to_lps(low)
    return VolumeGeometry.from_array(affine, (shape[0], shape[1], shape[2]), geometry.frame_of_reference_uid)


def _within(geometry: VolumeGeometry, region: SpineRegion) -> NDArray[np.bool_]:
    """Which voxels lie in the region, slice by slice to bound memory."""
    rows, columns = np.meshgrid(*(np.arange(n) for n in geometry.shape_kji[1:]), indexing="ij")
    inside = np.zeros(geometry.shape_kji, dtype=bool)
    for k in range(geometry.shape_kji[0]):
        points = geometry.index_to_lps(np.stack([np.full_like(rows, k), rows, columns], axis=-1))
        inside[k] = region.distance_mm(points) <= region.radius_mm
    return inside


def _counts(volume: Volume, part: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Which voxels are image: all but padding. In CT padding is cut off with the air and stays."""
    if volume.padding is None or volume.rescale.unit == "HU":
        return np.ones(part.shape, dtype=bool)
    return ~volume.padding.holds(part)


def _comparable(volume: Volume, part: NDArray[np.generic], inside: NDArray[np.bool_]) -> NDArray[np.float32]:
    values = part.astype(np.float32) * np.float32(volume.rescale.slope) + np.float32(volume.rescale.intercept)
    if volume.rescale.unit == "HU":
        low, high = CT_RANGE_HU
    else:
        known = values[inside]
        low, high = np.percentile(known, MR_PERCENTILES) if known.size else (0.0, 1.0)
    return np.asarray(np.clip(values, low, high), dtype=np.float32)


def _image(array: NDArray[np.generic], geometry: VolumeGeometry) -> sitk.Image:
    """A SimpleITK image (LPS mm, axes in the order i, j, k) of an array (k, j, i)."""
    image = sitk.GetImageFromArray(array)
    image.SetSpacing(geometry.spacing_mm_kji[::-1])
    image.SetDirection(tuple(geometry.directions_kji[::-1].T.ravel()))
    image.SetOrigin(tuple(geometry.affine[:3, 3]))
    return image
