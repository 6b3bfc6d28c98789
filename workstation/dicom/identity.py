"""Whom a header is about, and its dates in the form we compare."""

from __future__ import annotations

from annotations.patient import PatientIdentity
from workstation.dicom import tags
from workstation.dicom.raw_values import RawValues


def read_identity(values: RawValues) -> PatientIdentity:
    """The patient as the header names them; the name keeps its PN component groups."""
    return PatientIdentity(
        patient_id=values.text(tags.PATIENT_ID),
        issuer=values.text(tags.ISSUER),
        name=values.text(tags.PATIENT_NAME, name=True).rstrip("^= "),
        birth_date=iso_date(values.text(tags.BIRTH_DATE)),
        sex=values.text(tags.SEX)[:1],
    )


def iso_date(text: str) -> str:
    """A DICOM date (also the old form with dots) as YYYY-MM-DD; an empty text when it is none."""
    digits = text.replace(".", "").replace("-", "")
    if len(digits) != 8 or not digits.isdigit():
        return ""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
