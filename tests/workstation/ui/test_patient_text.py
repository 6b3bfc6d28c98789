"""Identity on the banner: what is missing is said, nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.patient import PatientIdentity
from workstation.ui.patient_text import age_years, demographics, display_name, identifier, iso_date

TODAY = date(2026, 11, 22)


def test_a_full_identity_is_one_line() -> None:
    identity = PatientIdentity("1", birth_date="1967-03-14", sex="F")
    assert demographics(identity, TODAY) == "1967-03-14 · 59 y · F"


def test_a_missing_identity_says_so() -> None:
    assert demographics(PatientIdentity(""), TODAY) == "birth date unknown · sex unknown"
    assert display_name(PatientIdentity("")) == "Name unknown"
    assert identifier(PatientIdentity("")) == "ID unknown"


@pytest.mark.parametrize(("born", "age"), [("1967-11-22", 59), ("1967-11-23", 58), ("19671122", 59), ("1967", None)])
def test_age_counts_whole_years_and_needs_a_whole_date(born: str, age: int | None) -> None:
    assert age_years(born, TODAY) == age


def test_a_birth_date_in_the_future_gives_no_age() -> None:
    assert age_years("2030-01-01", TODAY) is None


def test_dicom_dates_are_read_as_iso() -> None:
    assert iso_date("20260102") == "2026-01-02"
