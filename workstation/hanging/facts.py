"""What a rule sees of each stack of a patient: read once from the records, each fact with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.dicom.records import PatientRecord, SeriesRecord, StackRecord, StudyRecord
from workstation.hanging.regions import Region, regions_of
from workstation.hanging.views import View, views_of
from workstation.hanging.weighting import Weighting, weighting_of

FROM_TECHNIQUE = "technique"
_CUTS = frozenset({"CT", "MR", "PT", "NM"})
"""Modalities whose planes come from geometry; an axial stack is no axial view."""


@dataclass(frozen=True)
class StackFacts:
    """One stack as rules see it; what its images do not say is empty or None.

    `place` counts the stacks of the patient, newest study first.
    """

    place: int
    study_instance_uid: str
    study_date: date | None
    series_instance_uid: str
    stack_number: int
    title: str
    modality: str
    regions: frozenset[Region]
    plane: str
    weighting: Weighting | None
    weighting_source: str
    views: frozenset[View]
    laterality: str
    text: str
    kind: str
    images: int

    @property
    def day(self) -> str:
        """The study date in words."""
        return self.study_date.isoformat() if self.study_date is not None else "no date"


def facts_of(patient: PatientRecord) -> tuple[StackFacts, ...]:
    """The facts of every stack, in the patient's order: newest study first."""
    found: list[StackFacts] = []
    for study in patient.studies:
        for series in study.series:
            for number, stack in enumerate(series.stacks):
                found.append(_facts(len(found), study, series, number, stack))
    return tuple(found)


def parsed_date(text: str) -> date | None:
    """A study date (YYYY-MM-DD, also without dashes); None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _facts(place: int, study: StudyRecord, series: SeriesRecord, number: int, stack: StackRecord) -> StackFacts:
    read = weighting_of(series.description, stack.technique) if series.modality == "MR" else None
    return StackFacts(
        place=place,
        study_instance_uid=study.study_instance_uid,
        study_date=parsed_date(study.date),
        series_instance_uid=series.series_instance_uid,
        stack_number=number,
        title=series.description or series.body_part or series.modality,
        modality=series.modality,
        regions=regions_of(series.body_part, (series.description, study.description)),
        plane=stack.plane,
        weighting=read.weighting if read is not None else None,
        weighting_source=read.source if read is not None else "",
        views=frozenset() if series.modality in _CUTS else views_of(stack.view_position, series.description),
        laterality=(stack.laterality or series.laterality or "").upper()[:1],
        text=f"{series.description} {study.description}".casefold(),
        kind=stack.kind.value,
        images=len(stack.frames),
    )
