"""A numbering says how it was counted, names transitional levels twice, and stays open until somebody settles it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotations.anatomy import Level
from annotations.numbering import Castellvi, Confidence, CountingMethod, DualName, LevelNumbering
from annotations.numbering_rules import (
    NOT_STATED,
    is_resolved,
    is_transitional,
    level_name,
    method_words,
    numbering_sentence,
    open_questions,
    suggested_dual_names,
)

USUAL = LevelNumbering(
    "n", "1.2", CountingMethod.ASSUMED, 5, confidence=Confidence.MODERATE, is_confirmed=True, decided_by="Dr. A"
)


@pytest.mark.parametrize(
    ("numbering", "words"),
    [
        (None, NOT_STATED),
        (USUAL, "assumes 5 lumbar vertebrae"),
        (replace(USUAL, method=CountingMethod.FROM_C2), "counted from C2"),
        (replace(USUAL, method=CountingMethod.FROM_LAST_RIB), "counted from the last rib"),
        (replace(USUAL, method=CountingMethod.ILIOLUMBAR_LIGAMENT), "L5 by the iliolumbar ligament"),
        (replace(USUAL, lumbar_count=None), "assumed, number of lumbar vertebrae not decided"),
    ],
)
def test_the_method_is_said_in_words(numbering: LevelNumbering | None, words: str) -> None:
    assert method_words(numbering) == words


def test_the_sentence_names_the_lowest_lumbar_segment_and_what_is_open() -> None:
    assert numbering_sentence(USUAL) == ("assumes 5 lumbar vertebrae; L5 = lowest lumbar-type segment on this study")
    six = replace(USUAL, lumbar_count=6, method=CountingMethod.FROM_C2, is_confirmed=False, report_numbering="L6 is S1")
    assert numbering_sentence(six) == (
        "counted from C2; L6 = lowest lumbar-type segment on this study; "
        "an outside report numbers differently: L6 is S1; not confirmed"
    )
    assert numbering_sentence(None) == NOT_STATED


def test_a_usual_spine_needs_a_count_and_a_yes() -> None:
    assert is_resolved(USUAL)
    assert not is_transitional(USUAL)
    assert open_questions(None) == ("nobody has said how the levels were counted",)
    assert open_questions(replace(USUAL, is_confirmed=False)) == ("the numbering is not confirmed",)
    assert open_questions(replace(USUAL, lumbar_count=None)) == ("the number of lumbar vertebrae is not decided",)


@pytest.mark.parametrize(
    "odd",
    [
        {"lumbar_count": 6},
        {"lumbar_count": 4},
        {"absent_ribs": True},
        {"transitional": Castellvi.IIA},
        {"transitional": Castellvi.IIIB},
        {"transitional": Castellvi.IV},
    ],
)
def test_a_transitional_spine_is_open_while_it_is_assumed_or_doubtful(odd: dict[str, object]) -> None:
    numbering = replace(USUAL, **odd)  # type: ignore[arg-type]
    assert is_transitional(numbering)
    assert not is_resolved(numbering)
    counted = replace(numbering, method=CountingMethod.FROM_C2)
    assert is_resolved(counted)
    assert not is_resolved(replace(counted, confidence=Confidence.LOW))
    assert not is_resolved(replace(counted, is_confirmed=False))


def test_a_large_transverse_process_alone_is_no_transition() -> None:
    assert is_resolved(replace(USUAL, transitional=Castellvi.IB))


def test_a_level_with_two_names_says_both_and_so_do_its_discs() -> None:
    numbering = replace(USUAL, dual_names=(DualName(Level.L5, "L6"), DualName(Level.L4, "L5")))
    assert level_name(Level.L5, numbering) == "L5 (L6?)"
    assert level_name(Level.L5_S1, numbering) == "L5-S1 (L6-S1?)"
    assert level_name(Level.L4_L5, numbering) == "L4-5 (L5-6?)"
    assert level_name(Level.L3, numbering) == "L3"
    assert level_name(Level.L3, None) == "L3"
    assert level_name(Level.SACROILIAC, numbering) == "sacroiliac joint"


def test_the_other_names_follow_from_the_other_rule_of_counting() -> None:
    def names(numbering: LevelNumbering, *, has_l6: bool) -> dict[str, str]:
        return {one.level.value: one.other_name for one in suggested_dual_names(numbering, has_l6=has_l6)}

    six = replace(USUAL, lumbar_count=6)
    assert names(USUAL, has_l6=False) == {}
    assert names(six, has_l6=False) == {"T12": "L1", "L1": "L2", "L2": "L3", "L3": "L4", "L4": "L5", "L5": "L6"}
    assert names(six, has_l6=True) == {"L1": "T12", "L2": "L1", "L3": "L2", "L4": "L3", "L5": "L4", "L6": "L5"}
    four = replace(USUAL, lumbar_count=4)
    assert names(four, has_l6=False) == {"L1": "L2", "L2": "L3", "L3": "L4", "L4": "L5", "L5": "S1"}
    assert names(replace(USUAL, transitional=Castellvi.IIIA), has_l6=False) == {"L5": "S1"}
