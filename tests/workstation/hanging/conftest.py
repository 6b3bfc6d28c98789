"""Patients as records, made in a line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.patient import PatientIdentity
from workstation.dicom.records import (
    FrameRecord,
    PatientRecord,
    SeriesRecord,
    StackKind,
    StackRecord,
    StudyRecord,
    Technique,
)

MakeSeries = Callable[..., SeriesRecord]
MakePatient = Callable[..., PatientRecord]


def a_series(
    modality: str,
    description: str,
    plane: str = "",
    *,
    images: int = 11,
    kind: StackKind | None = None,
    body_part: str | None = "LSPINE",
    view: str = "",
    side: str = "",
    technique: Technique | None = None,
) -> SeriesRecord:
    """A series of one stack."""
    projection = modality in {"DX", "CR", "RF", "XA"}
    images = 1 if projection and images == 11 else images
    chosen = kind or (StackKind.PROJECTION if projection else StackKind.VOLUME)
    frames = tuple(FrameRecord("", "", f"{description}.{number}") for number in range(images))
    stack = StackRecord(
        chosen,
        frames,
        (images, 8, 8),
        plane=plane,
        view_position=view,
        laterality=side,
        technique=technique or Technique(),
    )
    return SeriesRecord("", "", 1, modality, description, "", (), side or None, body_part, images, images, (stack,))


def a_patient(*studies: tuple[str, tuple[SeriesRecord, ...]]) -> PatientRecord:
    """A patient with studies of a date and series; UIDs are made from the places."""
    made = []
    for number, (day, series) in enumerate(studies):
        uid = f"1.{number}"
        own = tuple(_placed(one, uid, f"{uid}.{place}") for place, one in enumerate(series))
        made.append(StudyRecord(uid, day, "", None, own))
    return PatientRecord(PatientIdentity("P1", "", "Test^One", "1960-01-31", "F"), tuple(made))


def _placed(series: SeriesRecord, study_uid: str, uid: str) -> SeriesRecord:
    values = {name: getattr(series, name) for name in series.__dataclass_fields__}
    return SeriesRecord(**{**values, "study_instance_uid": study_uid, "series_instance_uid": uid})


@pytest.fixture
def series() -> MakeSeries:
    return a_series


@pytest.fixture
def patient() -> MakePatient:
    return a_patient


@pytest.fixture
def spine_mri(series: MakeSeries) -> tuple[SeriesRecord, ...]:
    """The series of a usual lumbar MRI."""
    return (
        series("MR", "T1 SAG", "sagittal"),
        series("MR", "T2 SAG", "sagittal"),
        series("MR", "STIR SAG", "sagittal"),
        series("MR", "T2 AX", "axial", images=20),
    )
