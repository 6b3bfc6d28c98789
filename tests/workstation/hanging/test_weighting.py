"""The weighting of an MR series: from its name, else from its times, else not at all."""

from __future__ import annotations

import pytest

from workstation.dicom.records import NO_TECHNIQUE, Technique
from workstation.hanging.weighting import Weighting, weighting_of


@pytest.mark.parametrize(
    ("name", "weighting"),
    [
        ("T2 SAG", Weighting.T2),
        ("t1_tse_sag", Weighting.T1),
        ("sT2W_TSE", Weighting.T2),
        ("sagT1", Weighting.T1),
        ("Sag T2 STIR", Weighting.STIR),
        ("t2_tirm_cor", Weighting.STIR),
        ("T1 FLAIR SAG", Weighting.T1),
        ("COR PD FS", Weighting.PD),
        ("AX T2* GRE", Weighting.T2_STAR),
        ("FLAIR AX", Weighting.FLAIR),
    ],
)
def test_a_name_states_the_weighting(name: str, weighting: Weighting) -> None:
    read = weighting_of(name, NO_TECHNIQUE)
    assert read is not None
    assert (read.weighting, read.source) == (weighting, "description")


@pytest.mark.parametrize("name", ["FAST2 LOC", "T1/T2 map", "PD/T2 DUAL", "SAG", "", "T12 LEVEL"])
def test_an_ambiguous_name_states_none(name: str) -> None:
    assert weighting_of(name, NO_TECHNIQUE) is None


@pytest.mark.parametrize(
    ("te", "tr", "ti", "sequence", "weighting"),
    [
        (12.0, 550.0, None, ("SE",), Weighting.T1),
        (102.0, 3500.0, None, ("SE",), Weighting.T2),
        (15.0, 3000.0, None, ("SE",), Weighting.PD),
        (60.0, 4000.0, 150.0, ("SE", "IR"), Weighting.STIR),
    ],
)
def test_a_spin_echo_is_known_by_its_times(
    te: float, tr: float, ti: float | None, sequence: tuple[str, ...], weighting: Weighting
) -> None:
    read = weighting_of("SAG", Technique(te, tr, ti, sequence))
    assert read is not None
    assert (read.weighting, read.source) == (weighting, "technique")


@pytest.mark.parametrize(
    "technique",
    [
        Technique(12.0, 550.0, None, ("GR",)),
        Technique(12.0, 550.0, None, ()),
        Technique(45.0, 3000.0, None, ("SE",)),
        Technique(12.0, 1400.0, None, ("SE",)),
        Technique(60.0, 9000.0, 2500.0, ("SE", "IR")),
        Technique(None, 550.0, None, ("SE",)),
    ],
)
def test_times_that_do_not_say_it_plainly_say_nothing(technique: Technique) -> None:
    assert weighting_of("SAG", technique) is None


def test_a_name_with_two_weightings_is_not_settled_by_the_times() -> None:
    assert weighting_of("T1/T2", Technique(102.0, 3500.0, None, ("SE",))) is None
