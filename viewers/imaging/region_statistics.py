"""Statistics of the pixels that an area mark holds: those whose centres lie inside its outline or on it.

On acquired slices, on layers of voxels along the axes of a volume, and on images without a grid, the values are those
of the pixels themselves. On any other plane they are interpolated at a lattice in that plane, and the result says so.
The values are modality values: stored value x slope + intercept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.geometry import FloatArray, VolumeGeometry
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkFamily
from viewers.imaging.images import ImageStack, Pixels, PlanarFrame, ProjectionImage, Volume
from viewers.imaging.padding import PaddingRange
from viewers.imaging.region_masks import SMALLEST_AREA_PX, Mask, Outline
from viewers.imaging.sampling import INDEX_DECIMALS, values_at
from viewers.imaging.slices import ON_SLICE_TOLERANCE, column_row_to_lps, not_scanned

DELTA_DEGREES_OF_FREEDOM = 1
"""The standard deviation is that of a sample: the sum of squares is divided by n - 1."""
FLATNESS_MM = 0.1
"""Points farther than this from one plane enclose no area; half a pixel of a usual spine protocol is more."""
LARGEST_LATTICE = 4_000_000
"""Samples of one mark at most, so that a mark over a huge radiograph cannot take the memory."""
NO_AREA = "Statistics need a closed region; this mark encloses none."
OTHER_IMAGE = "The region was drawn on another image than the one shown."
NOT_FLAT = "The points of the region lie on different slices; draw it on one."
STILL_LOADING = "The pixels of the region are still on their way."
COLOUR = "The image is in colour: a region of it has no grey values to count."
NO_PIXELS = "The region holds no pixel of the image; draw it larger."
TOO_LARGE = "The region holds too many pixels to count; draw it smaller."
AREA_FAMILIES = frozenset({MarkFamily.AREA, MarkFamily.OVAL, MarkFamily.BOX})


class NoStatisticsError(Exception):
    """A region has no statistics here; the text says why and is shown to the user."""


@dataclass(frozen=True)
class RegionStatistics:
    """Statistics of `count` values. `sd` is that of a sample (n - 1), None for a single value.

    `unit` is `HU` where the modality LUT says so and empty otherwise: a signal of no unit. `area_mm2` is that of the
    outline, not of the pixels counted; None without a calibration and where the outline crosses itself.
    `padding_count` pixels inside are padding and `outside_count` lie beyond what was scanned; neither is counted.
    """

    count: int
    mean: float
    sd: float | None
    minimum: float
    maximum: float
    median: float
    unit: str
    area_mm2: float | None
    area_px: float
    padding_count: int = 0
    outside_count: int = 0
    is_interpolated: bool = False


@dataclass(frozen=True)
class _Sampled:
    """Values (n,) inside an outline with NaN for those left out, and how many those are."""

    values: FloatArray
    padding_count: int
    outside_count: int


def region_values(mark: Mark, pixels: Pixels) -> RegionStatistics | None:
    """The statistics of a mark on the image it was drawn on, None where it has none (see `region_statistics`)."""
    try:
        return region_statistics(mark, pixels)
    except NoStatisticsError:
        return None


def encloses_area(mark: Mark) -> bool:
    """Whether a mark is of a kind that has statistics."""
    return MARK_KINDS[mark.kind].family in AREA_FAMILIES


def is_drawn_on(mark: Mark, pixels: Pixels) -> bool:
    """Whether a mark was drawn on one of these images: its statistics are those of these pixels and no other's.

    A series may hold several stacks that cross (groups of discs, echoes): it is the image that counts.
    """
    location = mark.location
    image = location.image if isinstance(location, ImageLocation) else location.source
    if image is None or image.series_instance_uid != pixels.series.series_instance_uid:
        return False
    if isinstance(pixels, Volume):
        return image in pixels.images
    return any(frame is not None and frame.image == image for frame in pixels.frames)


def region_statistics(mark: Mark, pixels: Pixels) -> RegionStatistics:
    """The statistics of an area mark over pixels of its own space. Raises `NoStatisticsError`.

    The caller says on which pixels the mark was drawn (`is_drawn_on`); pixels of another Frame of Reference or without
    the image of the mark are refused.
    """
    if not encloses_area(mark):
        raise NoStatisticsError(NO_AREA)
    if isinstance(pixels, Volume):
        return _on_volume(mark, pixels)
    return _on_frame(mark, pixels)


def _outline(mark: Mark, points_column_row: FloatArray) -> Outline:
    is_oval = MARK_KINDS[mark.kind].family is MarkFamily.OVAL
    outline = Outline.oval(points_column_row) if is_oval else Outline.polygon(points_column_row)
    if not (outline.area_px > SMALLEST_AREA_PX or outline.crosses_itself()):
        raise NoStatisticsError(NO_AREA)
    return outline


def _on_volume(mark: Mark, volume: Volume) -> RegionStatistics:
    location, geometry = mark.location, volume.geometry
    if not isinstance(location, PatientLocation):
        raise NoStatisticsError(OTHER_IMAGE)
    if location.frame_of_reference_uid != geometry.frame_of_reference_uid:
        raise NoStatisticsError(OTHER_IMAGE)
    points = np.asarray(location.points_lps_mm)
    index = geometry.lps_to_index(points)
    layer = _layer_of(index)
    if layer is None:
        return _on_oblique_plane(mark, points, volume)
    axis, number = layer
    rows_axis, columns_axis = (other for other in range(3) if other != axis)
    outline = _outline(mark, index[:, [columns_axis, rows_axis]])
    spacing = geometry.spacing_mm_kji
    sampled = _counted(outline, lambda columns, rows: _voxels(volume, axis, number, columns, rows))
    pixel_mm2 = spacing[rows_axis] * spacing[columns_axis]
    return _statistics(outline, sampled, volume.rescale.unit, pixel_mm2, is_interpolated=bool(volume.geometry_tag))


def _layer_of(index_kji: FloatArray) -> tuple[int, int] | None:
    """(axis, number) of the layer of voxel centres that all points lie on; None for another plane."""
    nearest = np.rint(index_kji.mean(axis=0))
    for axis in range(3):
        if (np.abs(index_kji[:, axis] - nearest[axis]) <= ON_SLICE_TOLERANCE).all():
            return axis, int(nearest[axis])
    return None


def _voxels(
    volume: Volume, axis: int, number: int, columns: NDArray[np.intp], rows: NDArray[np.intp]
) -> tuple[FloatArray, Mask, Mask]:
    """Modality values (rows x columns) of one layer with which of them are padding, and which were never scanned."""
    shape = volume.geometry.shape_kji
    places = [rows[:, None], columns[None, :]]
    places.insert(axis, np.full((1, 1), number))
    k, j, i = np.broadcast_arrays(*places)
    inside = np.ones(k.shape, dtype=bool)
    for along, size in zip((k, j, i), shape, strict=True):
        inside &= (along >= 0) & (along < size)
    clipped = tuple(np.clip(along, 0, size - 1) for along, size in zip((k, j, i), shape, strict=True))
    if not volume.loaded[clipped[0][inside]].all():
        raise NoStatisticsError(STILL_LOADING)
    outside = ~inside | not_scanned(volume, *clipped)
    return (*_modality(volume, volume.stored_values[clipped]), outside)


def _modality(image: Volume | PlanarFrame, stored: NDArray[np.generic]) -> tuple[FloatArray, Mask]:
    padding: PaddingRange | None = image.padding
    is_padding = padding.holds(stored) if padding is not None else np.zeros(stored.shape, dtype=bool)
    return stored.astype(np.float64) * image.rescale.slope + image.rescale.intercept, is_padding


def _on_oblique_plane(mark: Mark, points_lps_mm: FloatArray, volume: Volume) -> RegionStatistics:
    origin, right, down = _lattice(points_lps_mm, volume.geometry)
    step = min(volume.geometry.spacing_mm_kji[1:])
    offset = (points_lps_mm - origin) / step
    outline = _outline(mark, np.column_stack([offset @ right, offset @ down]))

    def sample(columns: NDArray[np.intp], rows: NDArray[np.intp]) -> tuple[FloatArray, Mask, Mask]:
        at = origin + step * (columns[None, :, None] * right + rows[:, None, None] * down)
        index = np.round(volume.geometry.lps_to_index(at.reshape(-1, 3)).reshape(at.shape), INDEX_DECIMALS)
        shape = np.asarray(volume.geometry.shape_kji)
        outside = ((index < -0.5) | (index > shape - 0.5)).any(axis=-1)
        outside |= not_scanned(volume, *np.moveaxis(np.clip(index, 0, shape - 1), -1, 0))
        first, last = (np.clip(f(index[..., 0][~outside]), 0, shape[0] - 1).astype(int) for f in (np.floor, np.ceil))
        if not (volume.loaded[first].all() and volume.loaded[last].all()):
            raise NoStatisticsError(STILL_LOADING)
        values = values_at(volume, at)
        return values, np.isnan(values) & ~outside, outside

    sampled = _counted(outline, sample)
    return _statistics(outline, sampled, volume.rescale.unit, step * step, is_interpolated=True)


def _lattice(points_lps_mm: FloatArray, geometry: VolumeGeometry) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Origin (3,) and the two unit directions of a lattice in the plane of the points. Raises `NoStatisticsError`.

    It is laid the same way for every mark of one plane: along the direction of the volume's columns, and through the
    point of the plane that is nearest to the first voxel.
    """
    centre = points_lps_mm.mean(axis=0)
    _, sizes, directions = np.linalg.svd(points_lps_mm - centre, full_matrices=False)
    if len(sizes) < 2 or sizes[1] <= SMALLEST_AREA_PX:
        raise NoStatisticsError(NO_AREA)
    normal = np.cross(directions[0], directions[1])
    if np.abs((points_lps_mm - centre) @ normal).max() > FLATNESS_MM:
        raise NoStatisticsError(NOT_FLAT)
    _, along_j, along_i = geometry.directions_kji
    axis = along_i if abs(along_i @ normal) <= abs(along_j @ normal) else along_j
    right = axis - (axis @ normal) * normal
    right /= np.linalg.norm(right)
    first = geometry.affine[:3, 3]
    origin = first - ((first - centre) @ normal) * normal
    return origin, right, np.cross(normal, right)


def _on_frame(mark: Mark, pixels: ProjectionImage | ImageStack) -> RegionStatistics:
    frame, points = _frame_of(mark, pixels)
    if frame.values is None:
        raise NoStatisticsError(frame.failure or STILL_LOADING)
    if frame.values.ndim != 2:
        raise NoStatisticsError(COLOUR)
    values, size = frame.values, frame.values.shape
    outline = _outline(mark, points)

    def pixels_of(columns: NDArray[np.intp], rows: NDArray[np.intp]) -> tuple[FloatArray, Mask, Mask]:
        row, column = np.broadcast_arrays(rows[:, None], columns[None, :])
        outside = (row < 0) | (row >= size[0]) | (column < 0) | (column >= size[1])
        stored = values[np.clip(row, 0, size[0] - 1), np.clip(column, 0, size[1] - 1)]
        return (*_modality(frame, stored), outside)

    return _statistics(outline, _counted(outline, pixels_of), frame.rescale.unit, _pixel_mm2(mark, frame))


def _pixel_mm2(mark: Mark, frame: PlanarFrame) -> float | None:
    """The area of one pixel, mm2; None without a calibration."""
    if isinstance(mark.location, PatientLocation) and frame.pixel_spacing_mm is not None:
        return frame.pixel_spacing_mm[0] * frame.pixel_spacing_mm[1]
    calibration: PixelCalibration = mark.calibration
    if calibration == NOT_CALIBRATED or calibration.row_spacing_mm is None or calibration.column_spacing_mm is None:
        return None
    return calibration.row_spacing_mm * calibration.column_spacing_mm


def _frame_of(mark: Mark, pixels: ProjectionImage | ImageStack) -> tuple[PlanarFrame, FloatArray]:
    """The frame a mark lies on with its points as (column, row). Raises `NoStatisticsError`."""
    location = mark.location
    if isinstance(location, ImageLocation):
        found = (frame for frame in pixels.frames if frame is not None and frame.image == location.image)
        frame = next(found, None)
        if frame is None:
            raise NoStatisticsError(OTHER_IMAGE)
        return frame, np.asarray(location.points_column_row)
    if not isinstance(pixels, ImageStack) or location.frame_of_reference_uid != pixels.frame_of_reference_uid:
        raise NoStatisticsError(OTHER_IMAGE)
    for number, frame in enumerate(pixels.frames):
        if frame is None or frame.plane is None or (location.source is not None and frame.image != location.source):
            continue
        affine = column_row_to_lps(pixels, number)
        if affine is None or np.abs(frame.plane.signed_distance_mm(location.points_lps_mm)).max() > FLATNESS_MM:
            continue
        on_frame = (np.asarray(location.points_lps_mm) - affine[:3, 3]) @ np.linalg.inv(affine[:3, :3]).T
        return frame, on_frame[:, :2]
    raise NoStatisticsError(OTHER_IMAGE)


def _counted(
    outline: Outline, sample: Callable[[NDArray[np.intp], NDArray[np.intp]], tuple[FloatArray, Mask, Mask]]
) -> _Sampled:
    """The values inside an outline; `sample` gives values, padding and outside of a box of pixels."""
    left, right, top, bottom = outline.bounds
    if right < left or bottom < top:
        raise NoStatisticsError(NO_PIXELS)
    if (right - left + 1) * (bottom - top + 1) > LARGEST_LATTICE:
        raise NoStatisticsError(TOO_LARGE)
    columns, rows = np.arange(left, right + 1), np.arange(top, bottom + 1)
    inside = outline.mask(columns, rows)
    values, is_padding, is_outside = sample(columns, rows)
    kept = inside & ~is_padding & ~is_outside
    padding, outside = inside & is_padding & ~is_outside, inside & is_outside
    return _Sampled(values[kept], int(np.count_nonzero(padding)), int(np.count_nonzero(outside)))


def _statistics(
    outline: Outline, sampled: _Sampled, unit: str, pixel_mm2: float | None, *, is_interpolated: bool = False
) -> RegionStatistics:
    values = sampled.values
    if not values.size:
        raise NoStatisticsError(NO_PIXELS)
    area = None if pixel_mm2 is None or outline.crosses_itself() else outline.area_px * pixel_mm2
    return RegionStatistics(
        count=values.size,
        mean=float(values.mean()),
        sd=float(values.std(ddof=DELTA_DEGREES_OF_FREEDOM)) if values.size > 1 else None,
        minimum=float(values.min()),
        maximum=float(values.max()),
        median=float(np.median(values)),
        unit=unit,
        area_mm2=area,
        area_px=outline.area_px,
        padding_count=sampled.padding_count,
        outside_count=sampled.outside_count,
        is_interpolated=is_interpolated,
    )
