"""CT series on disk, classic and enhanced, slices placed anywhere in the patient, no two pixels alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.uid import EnhancedCTImageStorage

from tests.support.dicom_builder import COLUMNS, ROWS, ct_slice, write
from tests.support.dicom_objects import enhanced, item

PIXEL_SPACING = [0.5, 0.4]
SLICES = 5
STEP_MM = 1.75

ORIENTATIONS: dict[str, list[float]] = {
    "HFS": [1, 0, 0, 0, 1, 0],
    "HFP": [-1, 0, 0, 0, -1, 0],
    "FFS": [-1, 0, 0, 0, 1, 0],
    "FFP": [1, 0, 0, 0, -1, 0],
    "HFDL": [0, -1, 0, 1, 0, 0],
    "HFDR": [0, 1, 0, -1, 0, 0],
    "FFDL": [0, 1, 0, 1, 0, 0],
    "FFDR": [0, -1, 0, -1, 0, 0],
    "sagittal": [0, 1, 0, 0, 0, -1],
    "sagittal from the right": [0, -1, 0, 0, 0, -1],
    "coronal": [1, 0, 0, 0, 0, -1],
    "coronal upside down": [-1, 0, 0, 0, 0, 1],
    "oblique": [1, 0, 0, 0, 0.8, -0.6],
    "double oblique": [0.96, 0.28, 0, -0.168, 0.576, -0.8],
    "double oblique, all cosines negative": [-0.6, -0.48, -0.64, -0.8, 0.36, 0.48],
}
"""Image Orientation (Patient) of axial slices in each patient position, other planes and obliques."""


def positions(
    orientation: list[float], count: int = SLICES, *, step: NDArray[np.float64] | None = None
) -> list[list[float]]:
    """Image Position (Patient) of slices one step apart, along the normal unless another step is given."""
    normal = np.cross(orientation[:3], orientation[3:])
    along = STEP_MM * normal if step is None else step
    return [[round(float(v), 9) for v in np.array([12.5, -30.25, 7.0]) + n * along] for n in range(count)]


def pixels_of(number: int) -> NDArray[np.int16]:
    """The stored values of slice `number`: every pixel of every slice another one, in no order."""
    rng = np.random.default_rng(11)
    values = rng.permutation(SLICES * 4 * ROWS * COLUMNS)[: SLICES * 2 * ROWS * COLUMNS]
    return values.reshape(-1, ROWS, COLUMNS)[number].astype(np.int16)


def point_of(position: list[float], orientation: list[float], row: int, column: int) -> NDArray[np.float64]:
    """LPS of a pixel centre by PS3.3 equation C.7.6.2.1-1."""
    across, down = np.array(orientation[:3]), np.array(orientation[3:])
    return np.array(position) + across * PIXEL_SPACING[1] * column + down * PIXEL_SPACING[0] * row


def write_classic(folder: Path, places: list[list[float]], orientation: list[float]) -> list[Path]:
    """One file a slice, in files that do not sort by position."""
    return [
        write(
            ct_slice(
                0,
                n + 1,
                ImagePositionPatient=place,
                ImageOrientationPatient=orientation,
                PixelSpacing=PIXEL_SPACING,
                PixelData=pixels_of(n).tobytes(),
            ),
            folder / f"{(n * 7) % 10}-{n}",
        )
        for n, place in enumerate(places)
    ]


def write_enhanced(path: Path, places: list[list[float]], orientation: list[float]) -> Path:
    """All slices as the frames of one enhanced CT, in the order given."""
    frames = [
        item(
            FrameContentSequence=[item(StackID="1", InStackPositionNumber=n + 1)],
            PlanePositionSequence=[item(ImagePositionPatient=place)],
        )
        for n, place in enumerate(places)
    ]
    image = enhanced(frames, EnhancedCTImageStorage)
    shared = image.SharedFunctionalGroupsSequence[0]
    shared.PlaneOrientationSequence[0].ImageOrientationPatient = orientation
    shared.PixelMeasuresSequence[0].PixelSpacing = PIXEL_SPACING
    image.PixelData = b"".join(pixels_of(n).tobytes() for n in range(len(places)))
    return write(image, path)
