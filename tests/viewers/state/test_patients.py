"""Whether images on screen are of one patient."""

from __future__ import annotations

from dataclasses import replace

from annotations.patient import PatientIdentity
from annotations.references import SeriesRef
from tests.support.scenes import DESCRIPTION, a_volume
from viewers.state.patients import doubt_among, identity_of, patient_doubt

ANN = PatientIdentity("P1", "", "Example^Ann", "1970-01-02")


def of(identity, study="1.2.1"):
    return replace(
        a_volume(replace(DESCRIPTION, identity=identity)), series=SeriesRef(study, f"{study}.{hash(identity) % 97}")
    )


def test_the_header_counts_before_the_shown_texts():
    assert identity_of(of(ANN)) == ANN
    assert identity_of(a_volume()).patient_id == "000482"


def test_a_study_whose_series_disagree_is_told_by_the_field():
    assert patient_doubt(of(ANN), of(replace(ANN, name="Other^Bo"))) == "Patient's Name differs"
    assert patient_doubt(of(ANN), of(replace(ANN, birth_date=""))) == "Patient's Birth Date is missing in one of them"


def test_unidentified_images_are_one_patient_only_within_one_study():
    nobody = PatientIdentity("")
    assert patient_doubt(of(nobody), of(nobody)) == ""
    assert patient_doubt(of(nobody), of(nobody, study="1.2.9")) == "Patient ID is missing in both"
    alone = replace(of(nobody), series=SeriesRef("", ""))
    assert patient_doubt(alone, alone) == ""


def test_one_stranger_among_many_is_found():
    assert doubt_among([of(ANN), None, of(ANN)]) == ""
    assert doubt_among([of(ANN), of(ANN), None, of(replace(ANN, patient_id="P2"))]) == "Patient ID differs"
    assert doubt_among([]) == ""
