"""Images of another patient stop the export, saying which field and which image, never whose name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydicom import Dataset

from annotations.patient import PatientIdentity
from reports.errors import IdentityMismatchError
from reports.evidence import Evidence
from reports.identity import check_identity


def test_images_of_the_same_patient_pass(patient: PatientIdentity, evidence: Evidence) -> None:
    check_identity(patient, evidence)


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("PatientID", "P-78", "Patient ID"),
        ("PatientID", "", "Patient ID"),
        ("IssuerOfPatientID", "elsewhere", "Issuer of Patient ID"),
        ("PatientName", "Beispiel^Zora", "Patient's Name"),
        ("PatientBirthDate", "19610204", "Patient's Birth Date"),
        ("PatientSex", "M", "Patient's Sex"),
    ],
)
def test_one_contradicting_field_in_one_image_is_named(
    patient: PatientIdentity, ct_headers: list[Dataset], field: str, value: str, name: str
) -> None:
    setattr(ct_headers[3], field, value)
    with pytest.raises(IdentityMismatchError) as caught:
        check_identity(patient, Evidence(tuple(ct_headers)))
    assert caught.value.fields == (name,)
    assert caught.value.sop_instance_uid == ct_headers[3].SOPInstanceUID
    assert ct_headers[3].SOPInstanceUID in str(caught.value)
    for secret in ("Beispiel", "Zora", "P-77", "P-78", "1961"):
        assert secret not in str(caught.value)


@pytest.mark.parametrize("name", ["BEISPIEL^ZOË", "Beispiel^Zoë^^^", "Beispiel ^ Zoë", "Beispiel^Zoë=山田^花子"])
def test_spelling_that_systems_change_is_the_same_patient(
    patient: PatientIdentity, ct_headers: list[Dataset], name: str
) -> None:
    ct_headers[0].PatientName = name
    check_identity(patient, Evidence(tuple(ct_headers)))


@pytest.mark.parametrize("field", ["IssuerOfPatientID", "PatientName", "PatientBirthDate", "PatientSex"])
def test_a_field_the_image_does_not_have_is_no_contradiction(
    patient: PatientIdentity, ct_headers: list[Dataset], field: str
) -> None:
    delattr(ct_headers[0], field)
    check_identity(patient, Evidence(tuple(ct_headers)))


def test_a_case_without_an_id_does_not_take_images_that_have_one(
    patient: PatientIdentity, ct_headers: list[Dataset]
) -> None:
    with pytest.raises(IdentityMismatchError):
        check_identity(replace(patient, patient_id=""), Evidence(tuple(ct_headers)))
