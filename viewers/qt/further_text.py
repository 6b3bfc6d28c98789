"""What the corners say beyond the minimum when all text is asked for: age, study, institution, series and slice."""

from __future__ import annotations

from datetime import date

from viewers.imaging.images import ImageDescription
from viewers.qt.plain_text import isolated, visible
from viewers.qt.translated import tr


def patient_lines(description: ImageDescription) -> tuple[str, ...]:
    """How old the patient was when the study was made."""
    born, seen = _day(description.birth_date), _day(description.study_date)
    if born is None or seen is None or seen < born:
        return ()
    years = seen.year - born.year - ((seen.month, seen.day) < (born.month, born.day))
    return (tr("{years} years old at this study", years=years),)


def acquisition_lines(description: ImageDescription) -> tuple[str, ...]:
    """Study, institution, body part and position, number of the series and slice thickness, as the header says."""
    number, thickness = description.series_number, description.slice_thickness_mm
    lines = (
        isolated(description.study_description),
        isolated(description.institution),
        visible(" ".join(text for text in (description.body_part, description.patient_position) if text)),
        tr("series {number}", number=number) if number is not None else "",
        tr("slice thickness {thickness:g} mm", thickness=thickness) if thickness is not None else "",
    )
    return tuple(line for line in lines if line)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
