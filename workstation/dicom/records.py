"""What the scan found: patients, studies, series, stacks and frames, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.calibration import PixelCalibration
from annotations.geometry import Affine, Point
from annotations.patient import PatientIdentity
from annotations.references import ImageRef
from viewers.imaging.problems import Problem, ProblemCode

SPLIT_CODES = frozenset({ProblemCode.MIXED_ORIENTATION, ProblemCode.MIXED_SIZE})
"""Why a series was split into stacks; a fact about the series, not a caution about a stack."""


class StackKind(StrEnum):
    """cli.md: what a stack can be shown as."""

    VOLUME = "volume"
    STACK = "stack"
    PROJECTION = "projection"
    CINE = "cine"
    SINGLE = "single"


@dataclass(frozen=True)
class PixelModule:
    """The Image Pixel module of one file (PS3.3 C.7.6.3), with its transfer syntax; values as in the header."""

    transfer_syntax_uid: str
    rows: int
    columns: int
    samples: int = 1
    bits_allocated: int = 16
    bits_stored: int = 16
    high_bit: int = 15
    pixel_representation: int = 0
    photometric: str = "MONOCHROME2"
    planar: int = 0
    number_of_frames: int = 1
    is_float: bool = False
    has_modality_lut: bool = False
    has_graphics: bool = False


@dataclass(frozen=True)
class Technique:
    """How an MR image was acquired; what the header does not say is None or empty.

    `scanning_sequence` holds the terms of Scanning Sequence (0018,0020): SE, IR, GR, EP, RM.
    """

    echo_time_ms: float | None = None
    repetition_time_ms: float | None = None
    inversion_time_ms: float | None = None
    scanning_sequence: tuple[str, ...] = ()


NO_TECHNIQUE = Technique()
"""Of images that are no MR, and of those whose header says nothing."""


@dataclass(frozen=True, slots=True)
class FrameRecord:
    """One frame on disk; `frame_number` is 1-based. `path` is a file this process can open.

    `pixels`, `offset` (file position of the pixel data value, None when unknown or deflated), `length` (its bytes, None
    when encapsulated) and `rescale` (slope, intercept) come from the scan: loading need not parse the header again.
    """

    path: str
    sop_class_uid: str
    sop_instance_uid: str
    frame_number: int = 1
    pixels: PixelModule | None = None
    offset: int | None = None
    length: int | None = None
    rescale: tuple[float, float] = (1.0, 0.0)


@dataclass(frozen=True)
class StackRecord:
    """Frames of one series that belong together, in display order (along the normal for volumes).

    `label` says what tells the stack from its neighbours in the series, empty where nothing needs to be said. For
    placed frames that form no volume, `steps_mm` are the distances from each frame to the next along their normal, and
    `frame_step_mm` the step that all of them are multiples of (None: the spacing is irregular). `view_position` and
    `laterality` are what the header of a projection says (0018,5101; 0020,0062 or 0020,0060), `technique` that of the
    first frame.
    """

    kind: StackKind
    frames: tuple[FrameRecord, ...]
    shape_kji: tuple[int, int, int]
    spacing_mm_kji: tuple[float | None, float | None, float | None] = (None, None, None)
    frame_of_reference_uid: str = ""
    plane: str = ""
    affine_kji_to_lps: Affine | None = None
    temporal_index: int | None = None
    echo: int | None = None
    label: str = ""
    problems: tuple[Problem, ...] = ()
    center_lps_mm: Point | None = None
    calibration: PixelCalibration | None = None
    steps_mm: tuple[float, ...] = ()
    frame_step_mm: float | None = None
    view_position: str = ""
    laterality: str = ""
    technique: Technique = NO_TECHNIQUE


@dataclass(frozen=True)
class SeriesRecord:
    """One series with its stacks."""

    study_instance_uid: str
    series_instance_uid: str
    number: int | None
    modality: str
    description: str
    sop_class_uid: str
    transfer_syntax_uids: tuple[str, ...]
    laterality: str | None
    body_part: str | None
    instances: int
    frames: int
    stacks: tuple[StackRecord, ...]
    calibration: PixelCalibration | None = None
    problems: tuple[Problem, ...] = ()

    def problems_of(self, stack: StackRecord) -> tuple[Problem, ...]:
        """What is wrong with one of its stacks: its own problems, then those of the series.

        That the series was split by orientation or size is no fault of a stack: the split has mended it.
        """
        return (*stack.problems, *(problem for problem in self.problems if problem.code not in SPLIT_CODES))

    def image_ref(self, frame: FrameRecord) -> ImageRef:
        """The reference of one of its frames."""
        return ImageRef(
            self.study_instance_uid,
            self.series_instance_uid,
            frame.sop_class_uid,
            frame.sop_instance_uid,
            frame.frame_number,
        )


class DocumentKind(StrEnum):
    """What a study can hold beside images."""

    REPORT = "report"
    KEY_IMAGES = "key images"
    PRESENTATION = "presentation"
    PDF = "pdf"


@dataclass(frozen=True)
class DocumentRecord:
    """A report, a key object selection, a presentation state or an encapsulated PDF; its content is read when opened.

    `title` is what the object calls itself, `date` its content date (ISO, empty when not given).
    """

    kind: DocumentKind
    path: str
    sop_class_uid: str
    sop_instance_uid: str
    title: str
    date: str


@dataclass(frozen=True)
class StudyRecord:
    """One study with its image series, by series number, and what was written about them."""

    study_instance_uid: str
    date: str
    description: str
    accession_number: str | None
    series: tuple[SeriesRecord, ...]
    documents: tuple[DocumentRecord, ...] = ()


@dataclass(frozen=True)
class PatientRecord:
    """One patient (identity incl. issuer) with studies, newest first."""

    identity: PatientIdentity
    studies: tuple[StudyRecord, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class UnreadableFile:
    """A file that could not be read as DICOM, with the reason; `path` is relative to the scanned argument."""

    path: str
    reason: str


@dataclass(frozen=True)
class NonImage:
    """A DICOM object without pixels to show; `is_document` when the study it belongs to offers it to be read."""

    path: str
    sop_class: str
    is_document: bool = False


@dataclass(frozen=True)
class IndexReport:
    """The outcome of one scan. `notices` say what went wrong beside the data (the index could not be written)."""

    patients: tuple[PatientRecord, ...]
    unreadable: tuple[UnreadableFile, ...]
    not_images: tuple[NonImage, ...]
    seconds: float
    files: int
    notices: tuple[str, ...] = ()
