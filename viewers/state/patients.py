"""Whether images on screen are shown to be of one patient: the rule that linking, fusing and marking ask."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from annotations.patient import PatientIdentity, identity_doubt
from viewers.imaging.images import Pixels


def identity_of(pixels: Pixels) -> PatientIdentity:
    """Whose images these are, as their header says it."""
    shown = pixels.description
    if shown.identity is not None:
        return shown.identity
    return PatientIdentity(shown.patient_id, "", shown.patient_name, shown.birth_date, shown.sex)


def patient_doubt(a: Pixels, b: Pixels) -> str:
    """Why two series may not be linked, fused or marked together; empty when both are of one patient.

    See `annotations.patient.identity_doubt`: what is unknown counts as different.
    """
    study = a.series.study_instance_uid
    is_one_study = a is b or (bool(study) and study == b.series.study_instance_uid)
    return identity_doubt(identity_of(a), identity_of(b), is_one_study=is_one_study)


def doubt_among(shown: Iterable[Pixels | None]) -> str:
    """The first doubt among everything on screen; empty when all of it is of one patient."""
    different = {id(pixels): pixels for pixels in shown if pixels is not None}
    doubts = (patient_doubt(a, b) for a, b in combinations(different.values(), 2))
    return next((doubt for doubt in doubts if doubt), "")
