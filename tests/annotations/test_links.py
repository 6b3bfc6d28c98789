"""Tying, untying and removing items."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.anatomy import Laterality, Level
from annotations.case import Case, added_all, replace_item
from annotations.evaluation import Complaint, ExamItem, ExamKind
from annotations.findings import Finding
from annotations.links import LINK_FIELDS, LinkError, link, linking_items, remove_item, unlink
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from annotations.targets import ProcedureTarget, TargetStatus


@pytest.fixture
def a_case() -> Case:
    case = Case("c", PatientIdentity("p"), "2026")
    items = (
        Mark("m", MarkKind.POINT, PatientLocation("1.2", ((0, 0, 0),))),
        Complaint("k", "leg pain"),
        ExamItem("x", ExamKind.TEST, "slr", Laterality.LEFT, "positive"),
        Finding("f", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("m",)),
        ProcedureTarget("t", "esi_il_lumbar", Level.L4_L5, Laterality.LEFT, finding_ids=("f",)),
    )
    case.apply(added_all(items, "made"))
    return case


@pytest.mark.parametrize(("linked", "field"), [("k", "complaint_ids"), ("x", "exam_item_ids")])
def test_a_finding_is_tied_and_untied(a_case: Case, linked: str, field: str) -> None:
    tie = link(a_case, "f", linked)
    assert tie is not None
    a_case.apply(tie)
    assert getattr(a_case.items["f"], field) == (linked,)
    assert link(a_case, "f", linked) is None
    untie = unlink(a_case, "f", linked)
    assert untie is not None
    a_case.apply(untie)
    assert getattr(a_case.items["f"], field) == ()
    assert unlink(a_case, "f", linked) is None


def test_only_kinds_that_belong_together_can_be_tied(a_case: Case) -> None:
    with pytest.raises(LinkError, match="a Complaint cannot be tied to a Finding"):
        link(a_case, "k", "f")
    with pytest.raises(LinkError, match="holds no item nowhere"):
        link(a_case, "f", "nowhere")
    with pytest.raises(LinkError, match="holds no item nobody"):
        unlink(a_case, "nobody", "f")


@pytest.mark.parametrize("gone", ["m", "k", "x", "f", "t"])
def test_any_item_can_be_removed_and_brought_back(a_case: Case, gone: str) -> None:
    tie = link(a_case, "f", "k")
    assert tie is not None
    a_case.apply(tie)
    before = dict(a_case.items)
    change = remove_item(a_case, gone)
    a_case.apply(change)
    assert gone not in a_case.items
    assert linking_items(a_case, gone) == ()
    a_case.apply(change.inverse())
    assert a_case.items == before


def test_what_points_at_an_item_is_known(a_case: Case) -> None:
    assert [one.id for one in linking_items(a_case, "m")] == ["f"]
    assert [one.id for one in linking_items(a_case, "f")] == ["t"]


def test_an_item_that_is_gone_cannot_be_removed(a_case: Case) -> None:
    with pytest.raises(LinkError, match="removed already"):
        remove_item(a_case, "nowhere")


def test_every_link_field_exists() -> None:
    for (holder, _), field in LINK_FIELDS.items():
        assert field in holder.__dataclass_fields__


def test_a_planned_target_that_loses_its_finding_is_a_draft_again(a_case: Case) -> None:
    draft = a_case.get(ProcedureTarget, "t")
    assert draft is not None
    a_case.apply(replace_item(draft, replace(draft, status=TargetStatus.PLANNED), "signed"))
    removal = remove_item(a_case, "f")
    a_case.apply(removal)
    assert a_case.get(ProcedureTarget, "t") == replace(draft, finding_ids=())
    a_case.apply(removal.inverse())
    assert a_case.get(ProcedureTarget, "t") == replace(draft, status=TargetStatus.PLANNED)
