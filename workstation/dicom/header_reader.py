"""One file to one scan outcome: an image header, a named non-image object, or the reason it is unreadable."""

from __future__ import annotations

import functools

from annotations.calibration import NOT_CALIBRATED
from viewers.imaging.problems import Problem, ProblemCode
from workstation.dicom import tags
from workstation.dicom.calibration_header import read_calibration
from workstation.dicom.document_header import document_header
from workstation.dicom.frame_headers import frame_headers
from workstation.dicom.header_templates import HeaderTemplates
from workstation.dicom.headers import InstanceHeader, ScannedFile
from workstation.dicom.identity import iso_date, read_identity
from workstation.dicom.part10 import NotDicomError
from workstation.dicom.pixel_module import read_pixel_module, stated_frames, validity_fault
from workstation.dicom.pydicom_setup import PARSE_ERRORS
from workstation.dicom.quick_header import QuickHeader, open_values
from workstation.dicom.raw_values import RawValues
from workstation.dicom.sop_classes import DICOMDIR, NOT_SHOWN_CLASSES, is_projection, sop_class_name
from workstation.dicom.technique import technique_of

MAX_FRAMES = 20_000
"""More frames than any real object shown here has; a header that claims more is refused."""


def read_file(path: str) -> ScannedFile:
    """Look at one file; never raises for what is in it, only for a programming fault."""
    try:
        opened = open_values(path)
    except NotDicomError as error:
        return ScannedFile(path, unreadable=str(error))
    except OSError as error:
        reason = f"cannot be read: {error.strerror or type(error).__name__}"
        return ScannedFile(path, unreadable=reason, unreachable=True)
    try:
        return shared_templates().outcome(path, opened)
    except PARSE_ERRORS as error:
        return ScannedFile(path, unreadable=f"its header holds values that cannot be used ({type(error).__name__})")


@functools.cache
def shared_templates() -> HeaderTemplates:
    """The templates of this process."""
    return HeaderTemplates(read_outcome)


def read_outcome(path: str, opened: QuickHeader) -> ScannedFile:
    """What an opened header says the file is. Raises one of `PARSE_ERRORS` for values that cannot be used."""
    values = opened.values
    sop_class = values.text(tags.SOP_CLASS) or opened.sop_class_uid
    uid = values.text(tags.SOP_INSTANCE)
    name = sop_class_name(sop_class)
    if values.has(tags.DIRECTORY_RECORDS) or sop_class == DICOMDIR:
        return ScannedFile(path, sop_class=sop_class_name(DICOMDIR), sop_instance_uid=uid)
    claims_image = values.has(tags.ROWS) or opened.pixel_element is not None
    if sop_class in NOT_SHOWN_CLASSES or (not claims_image and "Image Storage" not in name):
        if not sop_class and not values.text(tags.MODALITY):
            return ScannedFile(path, unreadable="a DICOM data set that does not say what it is (no SOP Class)")
        return ScannedFile(path, sop_class=name, sop_instance_uid=uid, document=document_header(path, sop_class))
    if opened.pixel_element is None:
        return ScannedFile(
            path, unreadable=f"{name} without pixel data: left out by its sender, or the file is cut short"
        )
    if not values.has(tags.ROWS) or not values.has(tags.COLUMNS):
        return ScannedFile(path, unreadable=f"{name}: pixel data without its size (Rows, Columns)")
    frames = stated_frames(values)
    if frames > MAX_FRAMES:
        return ScannedFile(path, unreadable=f"claims {frames} frames, more than {MAX_FRAMES}: refused")
    return ScannedFile(path, header=_image_header(path, opened, values, sop_class), sop_instance_uid=uid)


def _image_header(path: str, opened: QuickHeader, values: RawValues, sop_class: str) -> InstanceHeader:
    assert opened.pixel_element is not None
    text, modality = values.text, values.text(tags.MODALITY)
    pixels = read_pixel_module(values, opened)
    image_type = values.texts(tags.IMAGE_TYPE)
    acquisition = values.integer(tags.ACQUISITION_NUMBER)
    uid = text(tags.SOP_INSTANCE)
    header = InstanceHeader(
        path=path,
        sop_class_uid=sop_class,
        sop_instance_uid=uid,
        identity=read_identity(values),
        study_instance_uid=text(tags.STUDY_UID),
        study_date=iso_date(text(tags.STUDY_DATE)),
        study_description=text(tags.STUDY_DESCRIPTION),
        accession_number=text(tags.ACCESSION_NUMBER),
        series_instance_uid=text(tags.SERIES_UID),
        series_number=values.integer(tags.SERIES_NUMBER),
        modality=modality,
        series_description=text(tags.SERIES_DESCRIPTION),
        laterality=text(tags.LATERALITY) or text(tags.IMAGE_LATERALITY),
        body_part=text(tags.BODY_PART),
        frame_of_reference_uid=text(tags.FRAME_OF_REFERENCE),
        number=values.integer(tags.INSTANCE_NUMBER),
        localizer="LOCALIZER" in image_type,
        acquisition=acquisition,
        pixels=pixels,
        offset=opened.pixel_element.offset,
        length=opened.pixel_element.length,
        frames=frame_headers(values, pixels.number_of_frames, "\\".join(image_type)),
        calibration=read_calibration(values) if is_projection(sop_class, modality) else NOT_CALIBRATED,
        problems=(),
        view_position=text(tags.VIEW_POSITION),
        technique=technique_of(values),
    )
    return _with_problems(header, values)


def _with_problems(header: InstanceHeader, values: RawValues) -> InstanceHeader:
    problems: list[Problem] = []
    uids = (header.sop_instance_uid,)
    fault = validity_fault(header.pixels, header.length, values)
    if fault is not None:
        problems.append(Problem(fault.code, fault.message, uids))
    if values.character_set_fault:
        message = "a text does not fit the character set the file declares: check the patient's name against the chart"
        problems.append(Problem(ProblemCode.CHARACTER_SET, message, uids))
    if not problems:
        return header
    fields = {name: getattr(header, name) for name in header.__dataclass_fields__}
    return InstanceHeader(**{**fields, "problems": tuple(problems)})
