"""Frames of a multi-frame nuclear medicine image: where each lies, and which window, detector and time it is of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotations.geometry import Point, as_point
from workstation.dicom import tags
from workstation.dicom.calibration import valid_spacing
from workstation.dicom.headers import FrameHeader, Orientation
from workstation.dicom.plane_values import orientation_of, position_of
from workstation.dicom.raw_values import RawValues

RECONSTRUCTED = frozenset({"RECON TOMO", "RECON GATED TOMO"})
"""Image Type values of reconstructed slices; only these have a plane in the patient (PS3.3 C.8.4.9.1.1)."""
_VECTORS = (
    tags.ENERGY_WINDOW_VECTOR,
    tags.DETECTOR_VECTOR,
    tags.RR_INTERVAL_VECTOR,
    tags.TIME_SLOT_VECTOR,
    tags.TIME_SLICE_VECTOR,
)
"""What frames are counted by besides their slice (PS3.3 C.8.4.8.1)."""


def is_reconstructed(image_type: str) -> bool:
    """Whether the frames are slices reconstructed from projections."""
    return not RECONSTRUCTED.isdisjoint(image_type.split("\\"))


def nuclear_frames(
    values: RawValues, frames: int, image_type: str, rescale: tuple[float, float]
) -> tuple[FrameHeader, ...]:
    """One header for each frame; with a plane only where slices, position, orientation and their distance are stated.

    The first slice lies at Image Position (Patient) of the Detector Information Sequence, slice n at
    (n - 1) x Spacing Between Slices along the normal of the first (PS3.3 C.8.4.15.1, C.8.4.11).
    """
    bare = FrameHeader(
        image_type=image_type,
        rescale=rescale,
        spacing_mm=valid_spacing(values.numbers(tags.PIXEL_SPACING)),
        thickness_mm=values.number(tags.SLICE_THICKNESS),
    )
    vectors = {tag: values.numbers(tag, "US") for tag in _VECTORS}
    used = {tag: vector for tag, vector in vectors.items() if len(vector) == frames and len(set(vector)) > 1}
    places = _places(values, frames, image_type)
    return tuple(
        replace(
            bare,
            number=n + 1,
            position=places[n][0],
            orientation=places[n][1],
            dimensions=tuple((tag, int(vector[n])) for tag, vector in used.items()),
        )
        for n in range(frames)
    )


_NOWHERE: tuple[Point | None, Orientation | None] = (None, None)


def _places(values: RawValues, frames: int, image_type: str) -> list[tuple[Point | None, Orientation | None]]:
    detectors = values.items(tags.DETECTOR_INFORMATION)
    slices = values.numbers(tags.SLICE_VECTOR, "US")
    step_mm = values.number(tags.SPACING_BETWEEN_SLICES)
    if not is_reconstructed(image_type) or len(detectors) != 1 or len(slices) != frames or not step_mm:
        return [_NOWHERE] * frames
    first, orientation = position_of(detectors[0]), orientation_of(detectors[0])
    if first is None or orientation is None:
        return [_NOWHERE] * frames
    step = np.cross(orientation[:3], orientation[3:]) * step_mm
    return [(as_point(np.asarray(first) + (number - 1) * step), orientation) for number in slices]
