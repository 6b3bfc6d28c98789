"""Who the case is about, and which studies it rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PatientIdentity:
    """Identity as DICOM gives it: Patient ID with issuer, name (PN text), birth date (ISO), sex (M, F, O or empty)."""

    patient_id: str
    issuer: str = ""
    name: str = ""
    birth_date: str = ""
    sex: str = ""


@dataclass(frozen=True)
class ImagingStudy:
    """A study that belongs to the case; `source_path` is where its files were last seen."""

    id: str
    study_instance_uid: str
    date: str = ""
    description: str = ""
    modalities: tuple[str, ...] = ()
    source_path: str = ""
