"""Conditions images do not show: in the catalogue, recorded as hypotheses, never as findings."""

from __future__ import annotations

from annotations.case import Case, add
from annotations.evaluation import Complaint
from annotations.finding_catalogue import FINDING_TYPES
from annotations.hypotheses import PainHypothesis
from annotations.hypothesis_catalogue import CONDITIONS
from annotations.links import link, remove_item
from annotations.patient import PatientIdentity
from annotations.wording import describe_item


def test_fibromyalgia_and_other_pain_without_an_image_are_hypotheses_not_findings() -> None:
    assert {"fibromyalgia", "myofascial_pain", "crps", "neuropathic_pain", "cancer_pain"} <= set(CONDITIONS)
    assert not set(CONDITIONS) & set(FINDING_TYPES)
    assert "fibromyalgia" not in " ".join(kind.search_text for kind in FINDING_TYPES.values())


def test_each_condition_says_what_decides_instead_of_an_image() -> None:
    codes = [condition.code.value for condition in CONDITIONS.values()]
    assert len(codes) == len(set(codes))
    for condition in CONDITIONS.values():
        assert condition.decided_by
        assert condition.icd10


def test_a_hypothesis_is_tied_to_a_complaint_and_untied_when_that_goes() -> None:
    case = Case("c", PatientIdentity("1"), "2026-01-01")
    case.apply(add(Complaint("p", "Pain all over"), "complaint"))
    case.apply(add(PainHypothesis("h", "fibromyalgia"), "hypothesis"))
    tied = link(case, "h", "p")
    assert tied is not None
    case.apply(tied)
    held = case.get(PainHypothesis, "h")
    assert held is not None
    assert held.complaint_ids == ("p",)
    case.apply(remove_item(case, "p"))
    assert case.get(PainHypothesis, "h") == PainHypothesis("h", "fibromyalgia")


def test_a_hypothesis_is_said_in_words() -> None:
    assert describe_item(PainHypothesis("h", "fibromyalgia")) == "hypothesis Fibromyalgia, proposed"
    assert describe_item(PainHypothesis("h", "of_another_site")) == "hypothesis of another site, proposed"
