"""Where points on an image of the open patient lie: in the patient where its header says so, else on the image."""

from __future__ import annotations

import numpy as np

from annotations.geometry import FloatArray, Point, as_point
from annotations.locations import ImageLocation, Location, PatientLocation
from workstation.dicom.foreign_marks import Surroundings
from workstation.dicom.frame_headers import frame_headers
from workstation.dicom.headers import FrameHeader
from workstation.dicom.part10 import NotDicomError, open_header
from workstation.dicom.raw_values import RawValues
from workstation.dicom.records import FrameRecord, PatientRecord, SeriesRecord, StackRecord
from workstation.dicom.report_text import ImageMention

NOT_HERE = "its image is not here; open the study it belongs to"
WHICH_FRAME = "it does not say which frame of its image it lies on"
UNREADABLE = "the header of its image cannot be read now"


def surroundings(patient: PatientRecord) -> Surroundings:
    """What the reader of foreign marks needs, answered from the index and the headers of the patient's images."""
    spaces = {
        stack.frame_of_reference_uid
        for study in patient.studies
        for series in study.series
        for stack in series.stacks
        if stack.frame_of_reference_uid and stack.plane
    }
    return Surroundings(
        lambda mention, points: placed(patient, mention, points),
        lambda frame_of_reference_uid: frame_of_reference_uid in spaces,
    )


def placed(patient: PatientRecord, mention: ImageMention, points_column_row: FloatArray) -> tuple[Location | None, str]:
    """The location of points (n, 2) on an image of a patient, or None and why.

    Points count from the centre of the top-left pixel. In patient space they are put by the image's own position,
    orientation and spacing (PS3.3 C.7.6.2.1.1), never by those of its series.
    """
    found = _find(patient, mention)
    if found is None:
        return None, NOT_HERE
    series, stack, frame = found
    if not mention.frames and frame.pixels is not None and frame.pixels.number_of_frames > 1:
        return None, WHICH_FRAME
    image = series.image_ref(frame)
    if not stack.frame_of_reference_uid or not stack.plane:
        return ImageLocation(image, tuple((float(c), float(r)) for c, r in points_column_row)), ""
    header = _header(frame)
    points = None if header is None else _points_lps_mm(header, points_column_row)
    if points is None:
        return None, UNREADABLE
    return PatientLocation(stack.frame_of_reference_uid, points, image), ""


def _points_lps_mm(header: FrameHeader, points: FloatArray) -> tuple[Point, ...] | None:
    if header.position is None or header.orientation is None or header.spacing_mm is None:
        return None
    axes = np.asarray(header.orientation, dtype=np.float64).reshape(2, 3)
    row_step, column_step = header.spacing_mm
    offsets = np.asarray(points) * (column_step, row_step)
    return tuple(as_point(one) for one in np.asarray(header.position) + offsets @ axes)


def _find(patient: PatientRecord, mention: ImageMention) -> tuple[SeriesRecord, StackRecord, FrameRecord] | None:
    number = mention.frames[0] if mention.frames else None
    for study in patient.studies:
        for series in study.series:
            for stack in series.stacks:
                for frame in stack.frames:
                    is_frame = number is None or frame.frame_number == number
                    if frame.sop_instance_uid == mention.sop_instance_uid and is_frame:
                        return series, stack, frame
    return None


def _header(frame: FrameRecord) -> FrameHeader | None:
    count = frame.pixels.number_of_frames if frame.pixels is not None else 1
    try:
        headers = frame_headers(RawValues(open_header(frame.path).dataset), count, "")
    except (NotDicomError, OSError):
        return None
    return headers[frame.frame_number - 1] if frame.frame_number <= len(headers) else None
