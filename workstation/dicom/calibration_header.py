"""What the header of a projection says about the size of its pixels: classic elements or enhanced functional groups."""

from __future__ import annotations

from annotations.calibration import CalibrationSource, PixelCalibration
from workstation.dicom import tags
from workstation.dicom.calibration import ProjectionSpacing, projection_calibration
from workstation.dicom.raw_values import RawValues

_DISAGREEING = PixelCalibration(CalibrationSource.NONE, detail="the frames differ in pixel size or geometry")


class _DisagreementError(Exception):
    """Frames of one object state different values."""


def read_calibration(values: RawValues) -> PixelCalibration:
    """The pixel size of a projection, with its provenance.

    Enhanced objects state the detector's pixel size and the geometry frame by frame (PS3.3 C.8.19.6.4, C.8.19.6.14):
    they count where all frames agree, for a run has one calibration.
    """
    properties, geometry = tags.FRAME_PIXEL_DATA_PROPERTIES, tags.XRAY_GEOMETRY
    try:
        return projection_calibration(
            ProjectionSpacing(
                pixel_spacing=values.numbers(tags.PIXEL_SPACING),
                imager_pixel_spacing=_stated(values, tags.IMAGER_PIXEL_SPACING, properties),
                nominal_spacing=values.numbers(tags.NOMINAL_PIXEL_SPACING),
                calibration_type=values.text(tags.CALIBRATION_TYPE),
                calibration_description=values.text(tags.CALIBRATION_DESCRIPTION),
                magnification=_first(_stated(values, tags.MAGNIFICATION, geometry)),
                source_to_detector_mm=_first(_stated(values, tags.DISTANCE_SOURCE_TO_DETECTOR, geometry)),
                source_to_patient_mm=_first(_stated(values, tags.DISTANCE_SOURCE_TO_PATIENT, geometry)),
                source_to_entrance_mm=values.number(tags.DISTANCE_SOURCE_TO_ENTRANCE, "IS"),
            )
        )
    except _DisagreementError:
        return _DISAGREEING


def _stated(values: RawValues, tag: int, group: int) -> tuple[float, ...]:
    """An element of the header itself, else of a functional group; raises where frames state different values."""
    own = values.numbers(tag)
    if own:
        return own
    shared = values.item(tags.SHARED_GROUPS).item(group).numbers(tag)
    frames = values.items(tags.PER_FRAME_GROUPS)
    found = {frame.item(group).numbers(tag) if frame.has(group) else shared for frame in frames} or {shared}
    if len(found) > 1:
        raise _DisagreementError
    return found.pop()


def _first(numbers: tuple[float, ...]) -> float | None:
    return numbers[0] if numbers else None
