"""Volumes and frames with known values and geometry, for the tests of the viewers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotations.geometry import Point, VolumeGeometry
from annotations.references import ImageRef, SeriesRef
from viewers.imaging.images import Rescale, Volume
from viewers.imaging.windowing import Window

SERIES = SeriesRef("1.2.1", "1.2.2")
FRAME_OF_REFERENCE = "1.2.3"

PATIENT_POSITIONS: dict[str, tuple[Point, Point]] = {
    "HFS": ((1, 0, 0), (0, 1, 0)),
    "HFP": ((-1, 0, 0), (0, -1, 0)),
    "FFS": ((-1, 0, 0), (0, 1, 0)),
    "FFP": ((1, 0, 0), (0, -1, 0)),
    "HFDL": ((0, -1, 0), (1, 0, 0)),
    "HFDR": ((0, 1, 0), (-1, 0, 0)),
    "FFDL": ((0, 1, 0), (1, 0, 0)),
    "FFDR": ((0, -1, 0), (-1, 0, 0)),
}
"""(row, column) directions of an axial image in each patient position (PS3.3 C.7.3.1.1.2)."""


def image_ref(number: int) -> ImageRef:
    """The name of slice or frame `number`."""
    return ImageRef(
        SERIES.study_instance_uid, SERIES.series_instance_uid, "1.2.840.10008.5.1.4.1.1.2", f"1.2.4.{number}"
    )


def affine_of(
    right: ArrayLike, down: ArrayLike, spacing_kji: ArrayLike, origin: ArrayLike, *, left_handed: bool = False
) -> NDArray[np.float64]:
    """The kji affine of slices with these row and column directions, stacked along their normal (or against it)."""
    normal = np.cross(right, down) * (-1 if left_handed else 1)
    affine = np.eye(4)
    affine[:3, :3] = np.column_stack([normal, down, right]) * np.asarray(spacing_kji)
    affine[:3, 3] = origin
    return affine


def volume_of(values: NDArray[np.generic], affine: ArrayLike, **fields: object) -> Volume:
    """A fully loaded volume of these stored values."""
    count = values.shape[0]
    geometry = VolumeGeometry.from_array(affine, values.shape, FRAME_OF_REFERENCE)  # type: ignore[arg-type]
    images = tuple(image_ref(k) for k in range(count))
    return Volume(SERIES, geometry, values, np.ones(count, dtype=bool), images, **fields)  # type: ignore[arg-type]


def ramp_volume(affine: ArrayLike, shape_kji: tuple[int, int, int], gradient: ArrayLike = (1.0, 2.0, -3.0)) -> Volume:
    """A float volume whose value at an LPS point p (mm) is `gradient . p`."""
    geometry = VolumeGeometry.from_array(affine, shape_kji, FRAME_OF_REFERENCE)
    index = np.stack(np.meshgrid(*(np.arange(n) for n in shape_kji), indexing="ij"), axis=-1)
    return volume_of((geometry.index_to_lps(index) @ np.asarray(gradient, float)).astype(np.float32), affine)


def noise_volume(shape_kji: tuple[int, int, int] = (6, 40, 50), **fields: object) -> Volume:
    """A CT-like axial volume of random values, 3 x 0.75 x 0.75 mm, origin at (-10, -20, -30)."""
    values = np.random.default_rng(7).integers(0, 4096, shape_kji).astype(np.int16)
    affine = affine_of((1, 0, 0), (0, 1, 0), (3.0, 0.75, 0.75), (-10.0, -20.0, -30.0))
    defaults: dict[str, object] = {"rescale": Rescale(1.0, -1024.0, "HU"), "windows": (Window(400, 40),)}
    return volume_of(values, affine, **(defaults | fields))
