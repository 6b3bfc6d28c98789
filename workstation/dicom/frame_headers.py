"""Geometry and dimension values of each frame: classic attributes or enhanced functional groups."""

from __future__ import annotations

from dataclasses import replace

from workstation.dicom import tags
from workstation.dicom.calibration import valid_spacing
from workstation.dicom.frame_dimensions import Dimensions, cardiac_phase_of, diffusion_of, pet_time_index
from workstation.dicom.headers import FrameHeader
from workstation.dicom.nuclear_frames import nuclear_frames
from workstation.dicom.plane_values import orientation_of, position_of
from workstation.dicom.raw_values import RawValues

RESCALE_LIMIT = 1e12
"""A slope or intercept beyond this is damage: no modality has such values, and float32 could not hold them."""


def frame_headers(values: RawValues, frames: int, image_type: str) -> tuple[FrameHeader, ...]:
    """One header for each frame, in frame order."""
    per_frame = values.items(tags.PER_FRAME_GROUPS)
    shared = values.item(tags.SHARED_GROUPS)
    is_classic = frames == 1 and values.has(tags.IMAGE_POSITION)
    if not is_classic and (per_frame or values.has(tags.SHARED_GROUPS)):
        empty = values.item(tags.MR_ECHO)
        groups = [per_frame[i] if i < len(per_frame) else empty for i in range(frames)]
        dimensions = Dimensions(values)
        return tuple(_enhanced(n + 1, group, shared, image_type, dimensions) for n, group in enumerate(groups))
    if values.has(tags.DETECTOR_INFORMATION) and (frames > 1 or not values.has(tags.IMAGE_POSITION)):
        return nuclear_frames(values, frames, image_type, rescale_of(values))
    classic = _classic(values, image_type)
    if frames == 1:
        return (classic,)
    bare = FrameHeader(image_type=image_type, rescale=classic.rescale)
    return tuple(replace(bare, number=index + 1) for index in range(frames))


def _classic(values: RawValues, image_type: str) -> FrameHeader:
    temporal = values.integer(tags.TEMPORAL_POSITION)
    b_value, b_direction = diffusion_of(values)
    delay_ms, percent = cardiac_phase_of(values)
    return FrameHeader(
        position=position_of(values),
        orientation=orientation_of(values),
        spacing_mm=valid_spacing(values.numbers(tags.PIXEL_SPACING)),
        thickness_mm=values.number(tags.SLICE_THICKNESS),
        temporal=temporal if temporal is not None else pet_time_index(values),
        echo=values.integer(tags.ECHO_NUMBERS),
        echo_time_ms=values.number(tags.ECHO_TIME),
        b_value=b_value,
        b_direction=b_direction,
        trigger_time_ms=values.number(tags.TRIGGER_TIME),
        trigger_delay_ms=delay_ms,
        phase_percent=percent,
        reference_time_ms=values.number(tags.FRAME_REFERENCE_TIME),
        acquisition=values.integer(tags.ACQUISITION_NUMBER),
        image_type=image_type,
        rescale=rescale_of(values),
    )


def is_rescaled(values: RawValues) -> bool:
    """Whether the header states a modality transformation that can be used: a slope neither zero nor beyond measure."""
    slope = values.number(tags.RESCALE_SLOPE)
    intercept = values.number(tags.RESCALE_INTERCEPT)
    return bool(slope) and max(abs(slope or 0.0), abs(intercept or 0.0)) <= RESCALE_LIMIT


def rescale_of(values: RawValues) -> tuple[float, float]:
    """(slope, intercept) of the modality transformation; a slope of zero or beyond all measure is none."""
    slope = values.number(tags.RESCALE_SLOPE)
    intercept = values.number(tags.RESCALE_INTERCEPT)
    if is_rescaled(values):
        return (slope or 1.0, intercept or 0.0)
    return (1.0, intercept or 0.0) if slope is None and abs(intercept or 0.0) <= RESCALE_LIMIT else (1.0, 0.0)


def _enhanced(number: int, own: RawValues, shared: RawValues, image_type: str, dimensions: Dimensions) -> FrameHeader:
    measures = _group(own, shared, tags.PIXEL_MEASURES)
    content = own.item(tags.FRAME_CONTENT)
    converted = own.item(tags.UNASSIGNED_PER_FRAME)  # what a converter of classic images found no group for
    b_value, b_direction = diffusion_of(_group(own, shared, tags.MR_DIFFUSION))
    delay_ms, percent = cardiac_phase_of(_group(own, shared, tags.CARDIAC_SYNCHRONIZATION))
    temporal = content.integer(tags.TEMPORAL_INDEX, "UL")
    return FrameHeader(
        number=number,
        position=None if _is_distorted(own, shared) else position_of(_group(own, shared, tags.PLANE_POSITION)),
        orientation=orientation_of(_group(own, shared, tags.PLANE_ORIENTATION)),
        spacing_mm=valid_spacing(measures.numbers(tags.PIXEL_SPACING)),
        thickness_mm=measures.number(tags.SLICE_THICKNESS),
        stack_id=content.text(tags.STACK_ID),
        temporal=temporal if temporal is not None else converted.integer(tags.TEMPORAL_POSITION),
        echo=converted.integer(tags.ECHO_NUMBERS),
        echo_time_ms=_group(own, shared, tags.MR_ECHO).number(tags.EFFECTIVE_ECHO_TIME, "FD"),
        b_value=b_value,
        b_direction=b_direction,
        trigger_time_ms=converted.number(tags.TRIGGER_TIME),
        trigger_delay_ms=delay_ms,
        phase_percent=percent,
        reference_time_ms=converted.number(tags.FRAME_REFERENCE_TIME),
        acquisition=content.integer(tags.FRAME_ACQUISITION_NUMBER, "US"),
        dimensions=dimensions.of(content),
        image_type=_frame_type(own, shared) or image_type,
        rescale=rescale_of(_group(own, shared, tags.PIXEL_TRANSFORMATION)),
    )


def _group(own: RawValues, shared: RawValues, tag: int) -> RawValues:
    """A functional group: the frame's own, else the shared one."""
    return own.item(tag) if own.has(tag) else shared.item(tag)


_FRAME_TYPES = (
    tags.MR_IMAGE_FRAME_TYPE,
    tags.CT_IMAGE_FRAME_TYPE,
    tags.PET_FRAME_TYPE,
    tags.XRAY_3D_FRAME_TYPE,
)
"""The functional groups that hold Frame Type (0008,9007), by modality (PS3.3 C.8.13.5.1, C.8.15.3.1, C.8.22.5.1)."""


def _frame_type(own: RawValues, shared: RawValues) -> str:
    """Frame Type, with the Complex Image Component (magnitude, phase, real, imaginary) of MR as one more value."""
    for tag in _FRAME_TYPES:
        group = _group(own, shared, tag)
        text = "\\".join((*group.texts(tags.FRAME_TYPE), *group.texts(tags.COMPLEX_IMAGE_COMPONENT)))
        if text:
            return text
    return ""


def _is_distorted(own: RawValues, shared: RawValues) -> bool:
    """Whether the frame is no plane although it states one, like a curved reformat (PS3.3 C.8.16.2.1.2)."""
    found = {_group(own, shared, tag).text(tags.VOLUMETRIC_PROPERTIES) for tag in _FRAME_TYPES}
    return "DISTORTED" in found
