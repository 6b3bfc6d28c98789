"""Every standard code is the one of pydicom's dictionary."""

from __future__ import annotations

import pytest
from pydicom.sr.codedict import codes

from annotations import codes as table
from annotations.anatomy import SEGMENTS, VERTEBRAE, Laterality, Level, LevelKind
from annotations.codes import (
    DISC_CODES,
    JOINT_CODES,
    LATERALITY_CODES,
    PRIVATE_SCHEME,
    SEVERITY_CODES,
    SITE_CODES,
    UNIT_CODES,
    VERTEBRA_CODES,
    ZONE_CODES,
    CodedConcept,
    private_code,
    site_code,
)
from annotations.findings import AxialZone, Certainty, Severity

NOT_IN_DICOM = {"65985001"}
"""S1 vertebra: used in DICOM SEG practice, absent from DICOM's dictionary (domain.md 9.1)."""


def _standard_codes() -> list[CodedConcept]:
    tables = [one for one in vars(table).values() if hasattr(one, "values") and not isinstance(one, type)]
    found = [code for one in tables for code in one.values() if isinstance(code, CodedConcept)]
    found += [one for one in vars(table).values() if isinstance(one, CodedConcept)]
    return [code for code in found if code.scheme in {"SCT", "DCM"} and code.value not in NOT_IN_DICOM]


@pytest.mark.parametrize("code", sorted(set(_standard_codes()), key=lambda code: code.value), ids=lambda c: c.value)
def test_every_standard_code_has_the_meaning_dicom_gives_it(code: CodedConcept) -> None:
    dictionary = getattr(codes, code.scheme)
    meanings = {
        getattr(dictionary, name).meaning for name in dir(dictionary) if _value_of(dictionary, name) == code.value
    }
    assert code.meaning in meanings


def _value_of(dictionary: object, name: str) -> str:
    return str(getattr(getattr(dictionary, name), "value", ""))


def test_vertebrae_and_discs_are_those_of_their_context_groups() -> None:
    vertebrae = {_value_of(codes.cid7603, name) for name in dir(codes.cid7603)}
    discs = {_value_of(codes.cid7604, name) for name in dir(codes.cid7604)}
    assert {code.value for code in VERTEBRA_CODES.values()} <= vertebrae
    assert {code.value for code in DISC_CODES.values()} <= discs
    assert len(VERTEBRA_CODES) == 24
    assert len(DISC_CODES) == 23


def test_each_disc_code_names_its_own_two_vertebrae() -> None:
    for level, code in DISC_CODES.items():
        assert code.meaning == f"{level.value.replace('-', '/')} disc"
    for level, code in VERTEBRA_CODES.items():
        assert code.meaning == f"{level.value} vertebra"


def test_units_are_ucum_codes_of_the_dictionary() -> None:
    known = {_value_of(codes.UCUM, name) for name in dir(codes.UCUM)}
    assert set(UNIT_CODES) - {"{pixels}", "{pixels2}"} <= known
    assert all(code.scheme == "UCUM" and code.value == unit for unit, code in UNIT_CODES.items())


def test_every_level_has_one_site_code_and_no_two_share_it() -> None:
    assert set(SITE_CODES) == set(Level)
    assert len({code.value for code in SITE_CODES.values()}) == len(Level)
    assert {level.kind for level in JOINT_CODES} == {LevelKind.JOINT}


def test_six_lumbar_vertebrae_are_coded_privately() -> None:
    for level in (Level.L6, Level.L5_L6, Level.L6_S1):
        assert site_code(level).scheme == PRIVATE_SCHEME
        assert site_code(level).is_private
    assert not site_code(Level.L4_L5).is_private


def test_the_levels_of_the_catalogue_are_all_vertebrae_and_segments() -> None:
    assert set(VERTEBRA_CODES) < set(VERTEBRAE)
    assert set(DISC_CODES) < set(SEGMENTS)


def test_tables_cover_their_enumerations() -> None:
    assert set(LATERALITY_CODES) == set(Laterality)
    assert set(SEVERITY_CODES) == set(Severity)
    assert set(ZONE_CODES) == set(AxialZone)
    assert set(table.CERTAINTY_CODES) == set(Certainty)


@pytest.mark.parametrize(("value", "meaning"), [("", "x"), ("X" * 17, "x"), ("X", ""), ("X", "y" * 65)])
def test_a_code_dicom_could_not_hold_is_refused(value: str, meaning: str) -> None:
    with pytest.raises(ValueError, match="characters"):
        private_code(value, meaning)
