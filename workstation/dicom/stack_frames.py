"""One frame of a series while its stacks are formed: its header, its instance and its place in the patient."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import GeometryError, Point
from workstation.dicom.headers import FrameHeader, InstanceHeader, Orientation
from workstation.dicom.image_types import is_localizer, roles_of
from workstation.dicom.records import NO_TECHNIQUE, FrameRecord, Technique


@dataclass(frozen=True)
class Place:
    """Where a frame lies in the patient: first pixel centre (LPS mm), directions, spacing (between rows, columns)."""

    position: Point
    orientation: Orientation
    spacing_mm: tuple[float, float]


@dataclass(frozen=True)
class StackFrame:
    """One frame with the instance it belongs to."""

    instance: InstanceHeader
    header: FrameHeader

    @property
    def has_geometry(self) -> bool:
        """Whether the frame says where it lies."""
        h = self.header
        return h.position is not None and h.orientation is not None and h.spacing_mm is not None

    @property
    def place(self) -> Place:
        """Where it lies; raises `GeometryError` when it does not say."""
        h = self.header
        if h.position is None or h.orientation is None or h.spacing_mm is None:
            raise GeometryError("a frame without position and orientation was put into a grid")
        return Place(h.position, h.orientation, h.spacing_mm)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """What its Image Type or Frame Type says it shows."""
        return roles_of(self.header.image_type, self.instance.modality)

    @cached_property
    def localizer(self) -> bool:
        """Whether it is a scout view."""
        return self.instance.localizer or is_localizer(self.header.image_type)

    @property
    def technique(self) -> Technique:
        """How it was acquired, with its own echo time: the echoes of one object differ in it."""
        own, echo_time = self.instance.technique, self.header.echo_time_ms
        if own == NO_TECHNIQUE or not echo_time or own.echo_time_ms == echo_time:
            return own
        return replace(own, echo_time_ms=echo_time)

    @property
    def center(self) -> NDArray[np.float64]:
        """The middle of the frame, LPS mm."""
        place, pixels = self.place, self.instance.pixels
        down = np.asarray(place.orientation[3:]) * place.spacing_mm[0] * (pixels.rows - 1) / 2
        right = np.asarray(place.orientation[:3]) * place.spacing_mm[1] * (pixels.columns - 1) / 2
        return np.asarray(place.position + down + right, dtype=np.float64)

    def record(self) -> FrameRecord:
        """What loading it needs."""
        i = self.instance
        return FrameRecord(
            i.path,
            i.sop_class_uid,
            i.sop_instance_uid,
            self.header.number,
            i.pixels,
            i.offset,
            i.length,
            self.header.rescale,
        )


def instance_order(instance: InstanceHeader) -> tuple[int, str]:
    """Instance Number, those without one last."""
    return (instance.number if instance.number is not None else 1 << 30, instance.sop_instance_uid)


def frame_order(frame: StackFrame) -> tuple[float | str, ...]:
    """Instance Number, then time, echo and b-value, so that stacks of one series come in a meaningful order."""
    number, uid = instance_order(frame.instance)
    h = frame.header
    return (number, h.temporal or 0, h.echo or 0, h.echo_time_ms or 0.0, h.b_value or 0.0, uid, h.number)


def pixel_key(instance: InstanceHeader) -> tuple[Hashable, ...]:
    """What all frames of one stack must share of the pixel module."""
    p = instance.pixels
    return (p.rows, p.columns, p.samples, p.bits_allocated, p.pixel_representation, p.photometric, p.has_modality_lut)


def whole(number: float | None) -> int | None:
    """A b-value or a percentage without the fractions that converting between number formats leaves."""
    return None if number is None else round(number)
