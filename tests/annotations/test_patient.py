"""When two identities are the same person as far as their data say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.patient import PatientIdentity, identity_differences, identity_doubt, normalized_name

PERSON = PatientIdentity("P1", "HOSP", "Example^Ann", "1970-01-02", "F")


@pytest.mark.parametrize(
    "same",
    [
        PERSON,
        replace(PERSON, name="EXAMPLE^ANN^^^"),
        replace(PERSON, name=" example ^ ann "),
        replace(PERSON, birth_date="19700102"),
        replace(PERSON, name="", birth_date="", sex="", issuer=""),
        replace(PERSON, patient_id=" P1 "),
    ],
)
def test_spelling_and_missing_fields_do_not_contradict(same: PatientIdentity) -> None:
    assert identity_differences(PERSON, same) == ()
    assert identity_differences(same, PERSON) == ()


@pytest.mark.parametrize(
    ("other", "differences"),
    [
        (replace(PERSON, patient_id="P2"), ("Patient ID",)),
        (replace(PERSON, patient_id=""), ("Patient ID",)),
        (replace(PERSON, issuer="OTHER"), ("Issuer of Patient ID",)),
        (replace(PERSON, name="Example^Anna"), ("Patient's Name",)),
        (replace(PERSON, birth_date="1970-01-03"), ("Patient's Birth Date",)),
        (replace(PERSON, sex="M"), ("Patient's Sex",)),
        (replace(PERSON, patient_id="P2", name="Other^Bo"), ("Patient ID", "Patient's Name")),
    ],
)
def test_each_contradicting_field_is_named(other: PatientIdentity, differences: tuple[str, ...]) -> None:
    assert identity_differences(PERSON, other) == differences


def test_the_first_filled_representation_of_a_name_is_compared() -> None:
    assert normalized_name("=Example^Ann") == normalized_name("Example^Ann=x") == "example^ann"
    assert normalized_name("^^") == ""


def test_what_is_unknown_counts_as_different_where_images_are_tied_together() -> None:
    assert identity_doubt(PERSON, replace(PERSON, name="EXAMPLE^ANN^", birth_date="19700102")) == ""
    assert identity_doubt(PERSON, replace(PERSON, sex="M")) == ""
    for field in ("patient_id", "issuer", "name", "birth_date"):
        lacking = replace(PERSON, **{field: ""})
        assert "is missing in one" in identity_doubt(PERSON, lacking, is_one_study=True)
        both_lack = identity_doubt(lacking, lacking)
        assert both_lack == "" if field == "issuer" else "is missing in both" in both_lack
        assert identity_doubt(lacking, lacking, is_one_study=True) == ""
        assert "differs" in identity_doubt(PERSON, replace(PERSON, **{field: "9999"}), is_one_study=True)
