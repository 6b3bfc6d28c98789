"""What the scan keeps of one file: identity, place in the study, geometry of each frame, pixel module."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.geometry import Point
from annotations.patient import PatientIdentity
from viewers.imaging.problems import Problem
from workstation.dicom.records import NO_TECHNIQUE, DocumentRecord, PixelModule, Technique

READING = 3
"""Raise it whenever files are read to other outcomes than before: those kept by an older program are then dropped."""
Orientation = tuple[float, float, float, float, float, float]
"""Image Orientation (Patient) (0020,0037): direction of increasing column, then of increasing row."""


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """Geometry and dimension values of one frame; what is not in the header is None.

    `b_direction` is the diffusion gradient (patient axes). `phase_percent` and `trigger_delay_ms` are the nominal place
    in the heart's cycle. `dimensions` are further indices the object itself counts its frames by, as (tag, index) pairs
    in the order of its header, without those of space.
    """

    number: int = 1
    position: Point | None = None
    orientation: Orientation | None = None
    spacing_mm: tuple[float, float] | None = None
    thickness_mm: float | None = None
    stack_id: str = ""
    temporal: int | None = None
    echo: int | None = None
    echo_time_ms: float | None = None
    b_value: float | None = None
    b_direction: Point | None = None
    trigger_time_ms: float | None = None
    trigger_delay_ms: float | None = None
    phase_percent: float | None = None
    reference_time_ms: float | None = None
    acquisition: int | None = None
    dimensions: tuple[tuple[int, int], ...] = ()
    image_type: str = ""
    rescale: tuple[float, float] = (1.0, 0.0)


@dataclass(frozen=True, slots=True)
class InstanceHeader:
    """One image object as the scan saw it. `number` is the Instance Number, for display order without geometry."""

    path: str
    sop_class_uid: str
    sop_instance_uid: str
    identity: PatientIdentity
    study_instance_uid: str
    study_date: str
    study_description: str
    accession_number: str
    series_instance_uid: str
    series_number: int | None
    modality: str
    series_description: str
    laterality: str
    body_part: str
    frame_of_reference_uid: str
    number: int | None
    localizer: bool
    acquisition: int | None
    pixels: PixelModule
    offset: int | None
    length: int | None
    frames: tuple[FrameHeader, ...]
    calibration: PixelCalibration = NOT_CALIBRATED
    problems: tuple[Problem, ...] = field(default=())
    view_position: str = ""
    technique: Technique = NO_TECHNIQUE


@dataclass(frozen=True, slots=True)
class DocumentHeader:
    """A document with the patient and the study it says it belongs to."""

    identity: PatientIdentity
    study_instance_uid: str
    record: DocumentRecord


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """The outcome of one file: exactly one of an image, a non-image SOP class name, or the reason it is unreadable.

    Of a non-image that can be read beside the images, `document` says what it is.

    `unreachable` when the reason is not in the file but in its drive: it may be read next time and is not remembered.
    """

    path: str
    header: InstanceHeader | None = None
    sop_class: str = ""
    unreadable: str = ""
    unreachable: bool = False
    sop_instance_uid: str = ""
    document: DocumentHeader | None = None
