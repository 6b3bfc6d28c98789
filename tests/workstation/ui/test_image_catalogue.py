"""Two patients are never merged, and one patient's scans come together."""

from __future__ import annotations

from dataclasses import replace

from annotations.locations import ImageLocation, PatientLocation
from annotations.patient import PatientIdentity
from annotations.references import ImageRef
from workstation.dicom.records import (
    FrameRecord,
    IndexReport,
    PatientRecord,
    SeriesRecord,
    StackKind,
    StackRecord,
    StudyRecord,
)
from workstation.ui.image_catalogue import (
    ImageCatalogue,
    StackKey,
    find_sibling_stack_at,
    find_stack_of_image,
    frame_at,
    same_patient,
)

ANNA = PatientIdentity("1", name="SAMPLE^ANNA", birth_date="1967-03-14", sex="F")
EYE = ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0))
FAR = ((1.0, 0.0, 0.0, 100.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.0, 0.0, 0.0, 1.0))


def a_series(uid: str, stacks: tuple[StackRecord, ...]) -> SeriesRecord:
    return SeriesRecord("study", uid, 1, "MR", "T2", "class", (), None, None, 1, 1, stacks)


def a_stack(sop: str, affine: object = EYE) -> StackRecord:
    frames = (FrameRecord("/f", "class", sop),)
    return StackRecord(StackKind.VOLUME, frames, (10, 10, 10), frame_of_reference_uid="for", affine_kji_to_lps=affine)  # type: ignore[arg-type]


def a_patient(identity: PatientIdentity, study: str, *series: SeriesRecord) -> PatientRecord:
    return PatientRecord(identity, (StudyRecord(study, "20260101", "MR", None, series),))


def test_one_id_with_two_names_is_two_patients() -> None:
    assert not same_patient(ANNA, PatientIdentity("1", name="SAMPLE^BERTA"))


def test_one_name_with_two_ids_is_two_patients() -> None:
    assert not same_patient(ANNA, PatientIdentity("2", name="SAMPLE^ANNA"))


def test_an_unknown_birth_date_does_not_part_a_patient() -> None:
    assert same_patient(ANNA, PatientIdentity("1", name="Sample^Anna"))


def test_scans_of_one_patient_come_together_and_others_stay_apart() -> None:
    catalogue = ImageCatalogue()
    first = a_patient(ANNA, "s1", a_series("1.1", (a_stack("a"),)))
    second = a_patient(ANNA, "s2", a_series("1.2", (a_stack("b"),)))
    other = a_patient(PatientIdentity("1", name="SAMPLE^BERTA"), "s3")
    catalogue.add(IndexReport((first,), (), (), 0.0, 1))
    catalogue.add(IndexReport((second, other), (), (), 0.0, 2))
    assert [len(patient.studies) for patient in catalogue.patients] == [2, 1]
    assert catalogue.identity_of_series("1.2") == ANNA


def test_an_image_is_found_in_its_stack() -> None:
    patient = a_patient(ANNA, "s", a_series("1.1", (a_stack("a"), a_stack("b"))))
    assert find_stack_of_image(patient, "b") == StackKey("1.1", 1)
    assert find_stack_of_image(patient, "z") is None


def test_the_slab_that_holds_a_point_is_found_in_its_own_space_only() -> None:
    patient = a_patient(ANNA, "s", a_series("1.1", (a_stack("a"), a_stack("b", FAR))))
    assert find_sibling_stack_at(patient, StackKey("1.1"), "for", (105.0, 5.0, 5.0)) == StackKey("1.1", 1)
    assert find_sibling_stack_at(patient, StackKey("1.1"), "for", (500.0, 5.0, 5.0)) is None
    assert find_sibling_stack_at(patient, StackKey("1.1"), "other", (105.0, 5.0, 5.0)) is None


def test_the_frame_of_a_place_is_its_image_else_the_nearest_slice_of_its_space():
    frames = tuple(FrameRecord("/f", "class", f"sop {number}") for number in range(10))
    stack = replace(a_stack("sop"), frames=frames)
    on_image = ImageLocation(ImageRef("study", "series", "class", "sop 7"), ((1.0, 1.0),))
    assert frame_at(stack, on_image) == 7
    assert frame_at(stack, PatientLocation("for", ((3.2, 0.0, 0.0),))) == 3
    assert frame_at(stack, PatientLocation("for", ((300.0, 0.0, 0.0),))) == 9
    assert frame_at(stack, PatientLocation("other", ((3.2, 0.0, 0.0),))) is None
    assert frame_at(stack, ImageLocation(ImageRef("study", "series", "class", "unknown"), ((1.0, 1.0),))) is None
