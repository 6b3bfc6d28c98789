"""What the corners say beyond the minimum when all text is asked for: age, study, institution, series and slice."""

from __future__ import annotations

from datetime import date

from viewers.imaging.images import ImageDescription
from viewers.qt.plain_text import isolated, visible


def patient_lines(description: ImageDescription) -> tuple[str, ...]:
    """How old the patient was when the study was made."""
    born, seen = _day(description.birth_date), _day(description.study_date)
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


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
