"""The three image kinds: volume, projection image, image stack. What the loader makes and the renderer draws."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.geometry import Plane, VolumeGeometry
from annotations.locations import ColumnRow
from annotations.patient import PatientIdentity
from annotations.references import ImageRef, SeriesRef
from viewers.imaging.frame_timing import NO_TIMING, FrameTiming
from viewers.imaging.graphics import NO_GRAPHICS, FrameGraphics
from viewers.imaging.padding import PaddingRange
from viewers.imaging.presentation_lut import PresentationLut
from viewers.imaging.problems import Problem
from viewers.imaging.windowing import Window

RESAMPLED = "resampled"
"""`Volume.geometry_tag` of slices that were moved onto another grid than the acquired one."""


@dataclass(frozen=True)
class Rescale:
    """Modality value = stored value x slope + intercept, in `unit`.

    `HU` only for CT whose header says so, else empty.
    """

    slope: float = 1.0
    intercept: float = 0.0
    unit: str = ""


@dataclass(frozen=True)
class ImageDescription:
    """What the corners of a viewport say about a series; all plain text from the header, never trusted as markup.

    `stack_label` tells this stack of the series from its neighbours ("echo 2"). `identity` is whose images these are
    as the header says it, for comparing; the texts are for showing.
    """

    patient_id: str = ""
    patient_name: str = ""
    birth_date: str = ""
    sex: str = ""
    study_date: str = ""
    study_description: str = ""
    series_description: str = ""
    series_number: int | None = None
    modality: str = ""
    body_part: str = ""
    laterality: str = ""
    view_position: str = ""
    institution: str = ""
    patient_position: str = ""
    slice_thickness_mm: float | None = None
    lossy: bool = False
    acquisition: str = ""
    stack_label: str = ""
    identity: PatientIdentity | None = None


@dataclass(frozen=True, eq=False)
class Volume:
    """CT or MR slices that form one regular grid.

    `stored_values[k, j, i]` (int16, uint16, int8, uint8, int32 or float32, C-contiguous) is filled by the loader
    while the volume is already on screen; `loaded[k]` says which slices have arrived. Where slices rescale
    differently the loader stores modality values as float32 and a unit rescale. `images[k]` names each slice;
    `graphics[k]`, where there are any, is what its header lays over it.

    `geometry_tag` is empty for the grid as acquired; `resampled` for one made of sheared slices, whose pixels are not
    those of the images any more, though each slice lies in the plane of its image. `extents[k]` ((first, last) row,
    (first, last) column) is then the part of each slice that was scanned; None = all of it.
    """

    series: SeriesRef
    geometry: VolumeGeometry
    stored_values: NDArray[np.generic]
    loaded: NDArray[np.bool_]
    images: tuple[ImageRef, ...]
    rescale: Rescale = Rescale()
    windows: tuple[Window, ...] = ()
    inverted: bool = False
    padding: PaddingRange | None = None
    presentation_lut: PresentationLut | None = None
    graphics: list[FrameGraphics] = field(default_factory=list)
    description: ImageDescription = ImageDescription()
    problems: tuple[Problem, ...] = ()
    slice_thickness_mm: float | None = None
    geometry_tag: str = ""
    extents: NDArray[np.intp] | None = None

    def __post_init__(self) -> None:
        if self.stored_values.shape != self.geometry.shape_kji:
            raise ValueError("the array of a volume must have the shape of its geometry")
        if len(self.images) != self.geometry.shape_kji[0] or self.loaded.shape != (len(self.images),):
            raise ValueError("a volume needs one image reference and one loaded flag for each slice")


@dataclass(frozen=True)
class CalibratedRegion:
    """A rectangle of an ultrasound image with the scale its header gives it (PS3.3 C.8.5.5); bounds are inclusive.

    A region without millimetres (a spectrum, a trace, a colour bar) is `NOT_CALIBRATED`.
    """

    first_column: int
    first_row: int
    last_column: int
    last_row: int
    calibration: PixelCalibration

    def contains(self, column_row: ColumnRow) -> bool:
        """Whether a point lies on one of its pixels."""
        column, row = column_row
        inside_columns = self.first_column - 0.5 <= column <= self.last_column + 0.5
        return inside_columns and self.first_row - 0.5 <= row <= self.last_row + 0.5


@dataclass(frozen=True, eq=False)
class PlanarFrame:
    """One frame without a shared grid.

    Grey `values[row, column]` are stored values; colour `values[row, column, 3]` are uint8 RGB.

    `plane` is its own plane in patient space when the header gives one that may be trusted for orientation letters,
    with `pixel_spacing_mm` (between rows, between columns); `orientation_letters` (right, bottom) come from Patient
    Orientation (0020,0020) for projections ("" = unknown, shown as `?`). `regions` are those of an ultrasound image.
    """

    image: ImageRef
    values: NDArray[np.generic] | None
    rescale: Rescale = Rescale()
    windows: tuple[Window, ...] = ()
    inverted: bool = False
    padding: PaddingRange | None = None
    presentation_lut: PresentationLut | None = None
    graphics: FrameGraphics = NO_GRAPHICS
    plane: Plane | None = None
    pixel_spacing_mm: tuple[float, float] | None = None
    orientation_letters: tuple[str, str] = ("", "")
    failure: str = ""
    regions: tuple[CalibratedRegion, ...] = ()


@dataclass(frozen=True, eq=False)
class ProjectionImage:
    """A radiograph or a fluoroscopic run: no patient coordinates, spacing with its provenance.

    `frames` holds one entry per frame, None until it has arrived (the loader replaces list entries).
    """

    series: SeriesRef
    frames: list[PlanarFrame | None]
    calibration: PixelCalibration = NOT_CALIBRATED
    timing: FrameTiming = NO_TIMING
    description: ImageDescription = ImageDescription()
    problems: tuple[Problem, ...] = ()
    size_rc: tuple[int, int] = (1, 1)


@dataclass(frozen=True, eq=False)
class ImageStack:
    """Frames that do not form a trusted grid, shown one by one with the reason in `problems`.

    Frames that carry a trusted plane and lie in `frame_of_reference_uid` still take part in reference lines.
    `steps_mm` are the distances from each placed frame to the next along their normal (empty where frames have no
    place), `frame_step_mm` the step all of them are multiples of; None where the spacing is irregular.
    """

    series: SeriesRef
    frames: list[PlanarFrame | None]
    frame_of_reference_uid: str = ""
    timing: FrameTiming = NO_TIMING
    description: ImageDescription = ImageDescription()
    problems: tuple[Problem, ...] = field(default_factory=tuple)
    size_rc: tuple[int, int] = (1, 1)
    calibration: PixelCalibration = NOT_CALIBRATED
    steps_mm: tuple[float, ...] = ()
    frame_step_mm: float | None = None


Pixels = Volume | ProjectionImage | ImageStack


def are_same_frames(former: Pixels | None, pixels: Pixels | None) -> bool:
    """Whether two descriptions share the very same pixel memory: a problem was found on the way, no more."""
    if former is None or pixels is None:
        return former is pixels
    if isinstance(former, Volume) or isinstance(pixels, Volume):
        are_volumes = isinstance(former, Volume) and isinstance(pixels, Volume)
        return are_volumes and former.stored_values is pixels.stored_values  # type: ignore[union-attr]
    return former.frames is pixels.frames


def is_colour(pixels: Pixels, index: int) -> bool:
    """Whether one acquired image (0-based) is in colour, so that a window means nothing; False until it has arrived."""
    frame = None if isinstance(pixels, Volume) or index >= len(pixels.frames) else pixels.frames[index]
    return frame is not None and frame.values is not None and frame.values.ndim != 2


def unit_of_values(pixels: Pixels, index: int) -> str:
    """The unit of the modality values of one acquired image (0-based); empty where there is none."""
    if isinstance(pixels, Volume):
        return pixels.rescale.unit
    frame = pixels.frames[index] if index < len(pixels.frames) else None
    return "" if frame is None else frame.rescale.unit


def graphics_of(pixels: Pixels, index: int) -> FrameGraphics:
    """What the header of one acquired image (0-based) lays over it; nothing where pixels were moved by resampling."""
    if isinstance(pixels, Volume):
        is_acquired = not pixels.geometry_tag and index < len(pixels.graphics)
        return pixels.graphics[index] if is_acquired else NO_GRAPHICS
    frame = pixels.frames[index]
    return NO_GRAPHICS if frame is None else frame.graphics
