"""A patient's identity as text for the banner and lists. No Qt."""

from __future__ import annotations

from datetime import date

from annotations.patient import PatientIdentity
from viewers.qt.plain_text import full_person_name, isolated, visible
from viewers.qt.translated import tr

UNKNOWN = "unknown"
_SEX_WORDS = {"M": "M", "F": "F", "O": "other"}


def display_name(identity: PatientIdentity) -> str:
    """The name as read aloud, `FAMILY, Given Middle`, with its other representations behind it; never empty."""
    return full_person_name(identity.name) or tr("Name unknown")


def iso_date(value: str) -> str:
    """An ISO or DICOM date as `YYYY-MM-DD`; anything else as it is, made visible."""
    return f"{value[:4]}-{value[4:6]}-{value[6:8]}" if len(value) == 8 and value.isdigit() else visible(value)


def age_years(birth_date: str, today: date) -> int | None:
    """Whole years of age; None when the birth date is unknown, partial or in the future."""
    try:
        born = date.fromisoformat(iso_date(birth_date))
    except ValueError:
        return None
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return years if years >= 0 else None


def demographics(identity: PatientIdentity, today: date) -> str:
    """Birth date, age and sex on one line; what is missing is said."""
    born = iso_date(identity.birth_date)
    age = age_years(identity.birth_date, today)
    parts = [born or tr("birth date unknown")]
    if age is not None:
        parts.append(f"{age} y")
    parts.append(_SEX_WORDS.get(identity.sex, "sex unknown"))
    return " · ".join(parts)


def identifier(identity: PatientIdentity) -> str:
    """The Patient ID with its issuer where there is one."""
    shown = isolated(identity.patient_id) or UNKNOWN
    return (
        tr("ID {shown} ({name})", shown=shown, name=isolated(identity.issuer))
        if identity.issuer
        else tr("ID {shown}", shown=shown)
    )
