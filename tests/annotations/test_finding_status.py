"""Signing findings: immutable until reopened, retracted ones stay on record."""

from __future__ import annotations

import pytest

from annotations.anatomy import Laterality, Level
from annotations.case import Case, add, added_all
from annotations.finding_status import StatusError, is_signed, reopen, retract, sign, signed_holder
from annotations.findings import Finding, FindingStatus
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity

DRAFT = Finding("f", "vcf", Level.L1, Laterality.MEDIAN, ("m",), grade="2")
MARK = Mark("m", MarkKind.POINT, PatientLocation("1.5", ((0.0, 0.0, 0.0),), None))


@pytest.fixture
def case() -> Case:
    case = Case("c", PatientIdentity("1"), "2026-01-01")
    case.apply(added_all((MARK, DRAFT), "made"))
    return case


def held(case: Case) -> Finding:
    found = case.get(Finding, "f")
    assert found is not None
    return found


def test_signing_and_reopening_say_so_in_the_audit_trail(case: Case) -> None:
    change = sign(held(case))
    assert change.description.startswith("Sign finding Midline L1 vertebral compression fracture")
    case.apply(change)
    assert is_signed(held(case))
    case.apply(reopen(held(case)))
    assert held(case) == DRAFT


def test_a_signed_finding_stands_in_the_way_of_its_marks(case: Case) -> None:
    assert signed_holder(case, "m") is None
    case.apply(sign(held(case)))
    assert signed_holder(case, "m") == held(case)
    assert signed_holder(case, "f") == held(case)
    case.apply(add(Mark("other", MarkKind.POINT, MARK.location), "other"))
    assert signed_holder(case, "other") is None


def test_a_retracted_finding_stays_and_can_come_back(case: Case) -> None:
    case.apply(retract(held(case)))
    assert held(case).status is FindingStatus.RETRACTED
    with pytest.raises(StatusError, match="retracted"):
        sign(held(case))
    case.apply(reopen(held(case)))
    assert held(case).status is FindingStatus.DRAFT


def test_steps_that_lead_nowhere_are_refused(case: Case) -> None:
    with pytest.raises(StatusError, match="draft already"):
        reopen(held(case))
    case.apply(sign(held(case)))
    with pytest.raises(StatusError, match="reopen it"):
        sign(held(case))
