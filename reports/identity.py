"""Checks, before anything is exported, that the images and the case are of the same patient."""

from __future__ import annotations

from annotations.patient import PatientIdentity, identity_differences
from reports.errors import IdentityMismatchError
from reports.evidence import Evidence, patient_of


def check_identity(patient: PatientIdentity, evidence: Evidence) -> None:
    """Compare the case's patient with every image: Patient ID, issuer, name, birth date, sex (domain.md 6.4).

    Raises `IdentityMismatchError` for the first image that contradicts it.
    """
    for header in evidence.headers:
        differing = identity_differences(patient, patient_of(header))
        if differing:
            raise IdentityMismatchError(differing, str(header.SOPInstanceUID))
