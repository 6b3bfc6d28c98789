"""Geometry and dimension values of each frame: classic attributes or enhanced functional groups."""

from __future__ import annotations

from annotations.geometry import Point
from workstation.dicom import tags
from workstation.dicom.calibration import valid_spacing
from workstation.dicom.headers import FrameHeader, Orientation
from workstation.dicom.raw_values import RawValues

UNIT_TOLERANCE = 1e-3
"""Direction cosines whose length is farther than this from 1, or that are not perpendicular, are not trusted."""
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
        return tuple(_enhanced(index + 1, group, shared, image_type) for index, group in enumerate(groups))
    classic = _classic(values, image_type)
    if frames == 1:
        return (classic,)
    bare = FrameHeader(image_type=image_type, rescale=classic.rescale)
    return tuple(FrameHeader(**{**vars(bare), "number": index + 1}) for index in range(frames))


def _classic(values: RawValues, image_type: str) -> FrameHeader:
    return FrameHeader(
        position=position_of(values),
        orientation=orientation_of(values),
        spacing_mm=valid_spacing(values.numbers(tags.PIXEL_SPACING)),
        thickness_mm=values.number(tags.SLICE_THICKNESS),
        temporal=values.integer(tags.TEMPORAL_POSITION),
        echo=values.integer(tags.ECHO_NUMBERS),
        echo_time_ms=values.number(tags.ECHO_TIME),
        b_value=values.number(tags.DIFFUSION_B_VALUE, "FD"),
        trigger_time_ms=values.number(tags.TRIGGER_TIME),
        image_type=image_type,
        rescale=rescale_of(values),
    )


def position_of(values: RawValues) -> Point | None:
    """Image Position (Patient): the centre of the first pixel, LPS mm."""
    numbers = values.numbers(tags.IMAGE_POSITION)
    return (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else None


def orientation_of(values: RawValues) -> Orientation | None:
    """Image Orientation (Patient) when it is two perpendicular unit vectors, else None."""
    o = values.numbers(tags.IMAGE_ORIENTATION)
    if len(o) != 6:
        return None
    right, down = o[:3], o[3:]
    lengths = (sum(v * v for v in right), sum(v * v for v in down))
    dot = sum(a * b for a, b in zip(right, down, strict=True))
    if max(abs(length - 1) for length in lengths) > 2 * UNIT_TOLERANCE or abs(dot) > UNIT_TOLERANCE:
        return None
    return (o[0], o[1], o[2], o[3], o[4], o[5])


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


def _enhanced(number: int, own: RawValues, shared: RawValues, image_type: str) -> FrameHeader:
    measures = _group(own, shared, tags.PIXEL_MEASURES)
    content = own.item(tags.FRAME_CONTENT)
    echo = _group(own, shared, tags.MR_ECHO)
    frame_type = _frame_type(own, shared) or image_type
    return FrameHeader(
        number=number,
        position=position_of(_group(own, shared, tags.PLANE_POSITION)),
        orientation=orientation_of(_group(own, shared, tags.PLANE_ORIENTATION)),
        spacing_mm=valid_spacing(measures.numbers(tags.PIXEL_SPACING)),
        thickness_mm=measures.number(tags.SLICE_THICKNESS),
        stack_id=content.text(tags.STACK_ID),
        temporal=content.integer(tags.TEMPORAL_INDEX, "UL"),
        echo_time_ms=echo.number(tags.EFFECTIVE_ECHO_TIME, "FD"),
        b_value=_group(own, shared, tags.MR_DIFFUSION).number(tags.DIFFUSION_B_VALUE, "FD"),
        image_type=frame_type,
        rescale=rescale_of(_group(own, shared, tags.PIXEL_TRANSFORMATION)),
    )


def _group(own: RawValues, shared: RawValues, tag: int) -> RawValues:
    """A functional group: the frame's own, else the shared one."""
    return own.item(tag) if own.has(tag) else shared.item(tag)


def _frame_type(own: RawValues, shared: RawValues) -> str:
    for tag in (tags.MR_IMAGE_FRAME_TYPE, tags.CT_IMAGE_FRAME_TYPE):
        text = "\\".join(_group(own, shared, tag).texts(tags.FRAME_TYPE))
        if text:
            return text
    return ""
