"""How a header asks to be shown: windows, unit, orientation letters and the corner texts."""

from __future__ import annotations

from viewers.imaging.images import ImageDescription
from viewers.imaging.windowing import VoiFunction, Window
from workstation.dicom import tags
from workstation.dicom.frame_headers import is_rescaled
from workstation.dicom.identity import iso_date, read_identity
from workstation.dicom.pixel_module import LOSSY_SYNTAXES
from workstation.dicom.raw_values import RawValues
from workstation.dicom.sop_classes import CLASSES_IN_HU, PET_CLASSES
from workstation.dicom.voi_lut import voi_tables_of

WINDOW_LIMIT = 1e12
"""A width or centre beyond this is damage."""
_LETTERS = {"R", "L", "A", "P", "H", "F", "S", "I"}
_TO_VOLUME_LETTERS = {"H": "S", "F": "I"}


def windows_of(values: RawValues) -> tuple[Window, ...]:
    """The VOI windows in modality units and then the VOI tables, in header order; unusable ones are left out.

    Both are alternative views (PS3.3 C.11.2.1.1): a header with tables only opens with its first table.
    """
    centers = values.numbers(tags.WINDOW_CENTER)
    widths = values.numbers(tags.WINDOW_WIDTH)
    names = values.texts(tags.WINDOW_EXPLANATION)
    stated = values.text(tags.VOI_FUNCTION)
    function = VoiFunction(stated) if stated in set(VoiFunction) else VoiFunction.LINEAR
    pairs = zip(centers, widths, strict=False)
    windows = (
        Window(width, center, names[n] if n < len(names) else "", function)
        for n, (center, width) in enumerate(pairs)
        if 0 < width < WINDOW_LIMIT and abs(center) < WINDOW_LIMIT
    )
    return (*windows, *voi_tables_of(values))


def orientation_letters_of(values: RawValues) -> tuple[str, str]:
    """(right, bottom) from Patient Orientation (0020,0020); empty when absent or unusable, never guessed."""
    stated = values.texts(tags.PATIENT_ORIENTATION)
    if len(stated) != 2 or not all(part and part[0] in _LETTERS for part in stated):
        return ("", "")
    right, bottom = (part[0] for part in stated)
    return (_TO_VOLUME_LETTERS.get(right, right), _TO_VOLUME_LETTERS.get(bottom, bottom))


def unit_of(values: RawValues, sop_class_uid: str, *, image_type: RawValues) -> str:
    """`HU` for CT with a usable rescale whose Rescale Type is HU or absent (PS3.3 C.8.2.1.1.2), else empty.

    `values` holds the rescale of the frame, `image_type` is the header itself; a localizer has no Hounsfield units, PET
    has the unit its header names.
    """
    if sop_class_uid in PET_CLASSES and is_rescaled(values):
        return _PET_UNITS.get(_pet_units(image_type), "")
    if sop_class_uid not in CLASSES_IN_HU or not is_rescaled(values):
        return ""
    if "LOCALIZER" in image_type.texts(tags.IMAGE_TYPE):
        return ""
    return "HU" if values.text(tags.RESCALE_TYPE) in {"", "HU"} else ""


_PET_UNITS = {
    "BQML": "Bq/ml",
    "GML": "g/ml",
    "CNTS": "counts",
    "PROPCNTS": "prop. to counts",
    "CPS": "counts/s",
    "PROPCPS": "prop. to counts/s",
    "PCNT": "%",
    "MLML": "ml/ml",
    "MLG": "ml/g",
    "MLMING": "ml/min/g",
    "MLMINML": "ml/min/ml",
    "MGMINML": "mg/min/ml",
    "UMOLML": "umol/ml",
    "UMOLMINML": "umol/min/ml",
    "CM2": "cm2",
    "CM2ML": "cm2/ml",
    "1CM": "1/cm",
    "STDDEV": "standard deviations",
}
"""Units (0054,1001) as a reader writes them (PS3.3 C.8.9.1.1.3)."""


def _pet_units(header: RawValues) -> str:
    """Units of a PET image; a converted one keeps them where its converter had no better place."""
    shared = header.item(tags.SHARED_GROUPS).item(tags.UNASSIGNED_SHARED)
    return header.text(tags.UNITS) or shared.text(tags.UNITS)


def shown_name(name: str) -> str:
    """A PN as people read it: `Family, Given Middle (ideographic)`, without control characters."""
    groups = [group.strip("^ ") for group in name.split("=")]
    readable = [_readable_group(group) for group in groups if group]
    if not readable:
        return ""
    return readable[0] if len(readable) == 1 else f"{readable[0]} ({', '.join(readable[1:2])})"


def _readable_group(group: str) -> str:
    parts = [" ".join(part.split()) for part in group.split("^")]
    family, given = parts[0], " ".join(part for part in parts[1:3] if part)
    return f"{family}, {given}" if family and given else family or given


def describe(values: RawValues, transfer_syntax_uid: str) -> ImageDescription:
    """The corner texts of one header."""
    identity = read_identity(values)
    text = values.text
    return ImageDescription(
        patient_id=identity.patient_id,
        patient_name=shown_name(identity.name),
        birth_date=identity.birth_date,
        sex=identity.sex,
        study_date=iso_date(text(tags.STUDY_DATE)),
        study_description=text(tags.STUDY_DESCRIPTION),
        series_description=text(tags.SERIES_DESCRIPTION),
        series_number=values.integer(tags.SERIES_NUMBER),
        modality=text(tags.MODALITY),
        body_part=text(tags.BODY_PART),
        laterality=text(tags.IMAGE_LATERALITY) or text(tags.LATERALITY),
        view_position=text(tags.VIEW_POSITION),
        institution=text(tags.INSTITUTION),
        patient_position=text(tags.PATIENT_POSITION),
        slice_thickness_mm=values.number(tags.SLICE_THICKNESS),
        lossy=text(tags.LOSSY) == "01" or transfer_syntax_uid in LOSSY_SYNTAXES,
        acquisition=_acquisition(values),
        identity=identity,
    )


def _acquisition(values: RawValues) -> str:
    """The few technique values a reader looks for: TR and TE, or kV and kernel."""
    parts = (
        ("TR {:g}", values.number(tags.REPETITION_TIME)),
        ("TE {:g}", values.number(tags.ECHO_TIME)),
        ("{:g} kV", values.number(tags.KVP)),
    )
    texts = [form.format(number) for form, number in parts if number]
    kernel = values.text(tags.CONVOLUTION_KERNEL)
    return ", ".join([*texts, kernel] if kernel else texts)
