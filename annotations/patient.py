"""Who the case is about, and which studies it rests on."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

ISSUER = "Issuer of Patient ID"


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


def normalized_name(name: str) -> str:
    """A PN value (PS3.5 6.2.1) as it is compared: its first filled representation, folded, without empty components.

    Case, width, spacing and trailing `^` differ between systems for the same person; nothing else is forgiven.
    """
    text = next((group for group in name.split("=") if group.strip(" ^")), "")
    parts = [" ".join(unicodedata.normalize("NFKC", part).casefold().split()) for part in text.split("^")]
    return "^".join(parts).rstrip("^")


def is_unidentified(identity: PatientIdentity) -> bool:
    """Whether neither Patient ID nor name is known: such images belong together only within one study."""
    return not identity.patient_id.strip() and not normalized_name(identity.name)


def identity_differences(a: PatientIdentity, b: PatientIdentity) -> tuple[str, ...]:
    """The fields in which two identities contradict each other, by their DICOM names; empty when they agree.

    A Patient ID must be the same on both sides, an absent one included. The other fields contradict only when both
    sides know them (domain.md 6.4).
    """
    pairs = (*_identifying(a, b)[1:], ("Patient's Sex", _known_sex(a.sex), _known_sex(b.sex)))
    differing = [name for name, left, right in pairs if left and right and left != right]
    return ("Patient ID", *differing) if a.patient_id.strip() != b.patient_id.strip() else tuple(differing)


def identity_doubt(a: PatientIdentity, b: PatientIdentity, *, is_one_study: bool = False) -> str:
    """Why images with these identities may not be linked, fused or marked together; empty when they may.

    Stricter than `identity_differences`: what is unknown counts as different. Patient ID, issuer, name and birth date
    must be equal; what is missing on both sides agrees only within one study, the issuer everywhere (it is rarely
    sent).
    """
    for name, left, right in _identifying(a, b):
        if left != right:
            return f"{name} {'differs' if left and right else 'is missing in one of them'}"
        if not left and not is_one_study and name != ISSUER:
            return f"{name} is missing in both"
    return ""


def _identifying(a: PatientIdentity, b: PatientIdentity) -> tuple[tuple[str, str, str], ...]:
    return (
        ("Patient ID", a.patient_id.strip(), b.patient_id.strip()),
        (ISSUER, a.issuer.strip(), b.issuer.strip()),
        ("Patient's Name", normalized_name(a.name), normalized_name(b.name)),
        ("Patient's Birth Date", _digits(a.birth_date), _digits(b.birth_date)),
    )


def _digits(date: str) -> str:
    return "".join(character for character in date if character.isdigit())


def _known_sex(sex: str) -> str:
    """M, F or O; anything else ("U", "?") says nothing about the patient (PS3.3 C.7.1.1)."""
    folded = sex.strip().upper()
    return folded if folded in {"M", "F", "O"} else ""
