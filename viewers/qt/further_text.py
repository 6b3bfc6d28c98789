"""What the corners say beyond the minimum when all text is asked for: ages, study, institution, series and slice."""

from __future__ import annotations

from datetime import date

from viewers.imaging.images import ImageDescription
from viewers.qt.plain_text import isolated, visible

OLD_DAYS = 365
"""A study older than about 12 months says how old it is (viewing.md 4.6)."""
DAYS_OF_A_YEAR = 365.2425


def dicom_date(value: str) -> date | None:
    """A DICOM date `YYYYMMDD`; None for anything else."""
    text = value.strip()
    if len(text) != 8 or not text.isascii() or not text.isdigit():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def study_age(study_date: str, today: date) -> str:
    """`6 years ago` of a study more than 12 months old, empty of a newer one or an unknown date."""
    day = dicom_date(study_date)
    days = 0 if day is None else (today - day).days
    if days <= OLD_DAYS:
        return ""
    years = int(days / DAYS_OF_A_YEAR)
    return f"{years} years ago" if years > 1 else "over a year ago"


def patient_lines(description: ImageDescription) -> tuple[str, ...]:
    """How old the patient was when the study was made."""
    born, seen = dicom_date(description.birth_date), dicom_date(description.study_date)
    if born is None or seen is None or seen < born:
        return ()
    years = seen.year - born.year - ((seen.month, seen.day) < (born.month, born.day))
    return (f"{years} years old at this study",)


def acquisition_lines(description: ImageDescription) -> tuple[str, ...]:
    """Study, institution, body part and position, number of the series and slice thickness, as the header says."""
    number, thickness = description.series_number, description.slice_thickness_mm
    lines = (
        isolated(description.study_description),
        isolated(description.institution),
        visible(" ".join(text for text in (description.body_part, description.patient_position) if text)),
        f"series {number}" if number is not None else "",
        f"slice thickness {thickness:g} mm" if thickness is not None else "",
    )
    return tuple(line for line in lines if line)
