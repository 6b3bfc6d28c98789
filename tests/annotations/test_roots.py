"""Roots and facet nerves against domain.md 3.2, 5.1, 5.2 and 12.2."""

from __future__ import annotations

import pytest

from annotations.anatomy import Laterality, Level, Root
from annotations.exam_catalogue import EXAM_ITEMS
from annotations.findings import AxialZone, Finding
from annotations.roots import (
    ROOT_TABLE,
    ExpectedNeural,
    dermatome_text,
    exiting_root,
    expected_roots,
    facet_nerves,
    foramen_of_root,
    roots_of_finding,
    traversing_root,
)

SUB, FOR, FAR, CEN = AxialZone.SUBARTICULAR, AxialZone.FORAMINAL, AxialZone.EXTRAFORAMINAL, AxialZone.CENTRAL


@pytest.mark.parametrize(
    ("level", "zone", "root"),
    [
        (Level.L4_L5, SUB, Root.L5),
        (Level.L4_L5, FOR, Root.L4),
        (Level.L4_L5, FAR, Root.L4),
        (Level.L5_S1, SUB, Root.S1),
        (Level.L5_S1, FOR, Root.L5),
        (Level.L1_L2, SUB, Root.L2),
        (Level.L1_L2, FOR, Root.L1),
        (Level.L2_L3, SUB, Root.L3),
        (Level.L3_L4, FOR, Root.L3),
        (Level.C5_C6, FOR, Root.C6),
        (Level.C5_C6, SUB, Root.C6),
        (Level.C3_C4, SUB, Root.C4),
        (Level.C7_T1, SUB, Root.C8),
        (Level.C7_T1, FOR, Root.C8),
        (Level.T12_L1, SUB, Root.L1),
        (Level.T7_T8, FOR, Root.T7),
    ],
)
def test_level_and_zone_give_the_root(level: Level, zone: AxialZone, root: Root) -> None:
    assert expected_roots(level, zone) == ExpectedNeural((root,))


def test_central_findings_reach_the_cord_above_and_the_cauda_equina_below() -> None:
    assert expected_roots(Level.C5_C6, CEN) == ExpectedNeural((), cord=True)
    assert expected_roots(Level.C7_T1, CEN) == ExpectedNeural((), cord=True)
    assert expected_roots(Level.T6_T7, CEN) == ExpectedNeural((), cord=True)
    assert expected_roots(Level.L4_L5, CEN) == ExpectedNeural((Root.L5,), cauda_equina=True)
    assert expected_roots(Level.L4_L5, CEN).text == "L5 and cauda equina"
    assert expected_roots(Level.C5_C6, CEN).text == "cord"


@pytest.mark.parametrize(
    ("level", "zone"),
    [
        (Level.L4, SUB),
        (Level.HIP, SUB),
        (Level.L4_L5, None),
        (Level.L4_L5, AxialZone.ANTERIOR),
        (Level.L5_L6, SUB),
        (Level.L6_S1, FOR),
        (Level.C1_C2, FOR),
        (Level.S1_S2, FOR),
    ],
)
def test_no_root_is_guessed(level: Level, zone: AxialZone | None) -> None:
    found = expected_roots(level, zone)
    assert found.roots == ()
    assert found.text == "no root named"


def test_a_finding_without_a_zone_uses_the_one_its_type_implies() -> None:
    def finding(type_id: str, zone: AxialZone | None = None) -> ExpectedNeural:
        return roots_of_finding(Finding("f", type_id, Level.L4_L5, Laterality.LEFT, zone=zone))

    assert finding("foraminal_stenosis_lumbar").roots == (Root.L4,)
    assert finding("lateral_recess_stenosis").roots == (Root.L5,)
    assert finding("synovial_cyst").roots == (Root.L5,)
    assert finding("synovial_cyst", FOR).roots == (Root.L4,)
    assert finding("disc_extrusion").roots == ()
    assert finding("of a newer catalogue", SUB).roots == (Root.L5,)


def test_an_exiting_root_leaves_one_level_below_the_disc_that_hits_it_on_the_way() -> None:
    # domain.md 12.1: a subarticular L4-5 extrusion hits L5, whose foramen is L5-S1.
    assert traversing_root(Level.L4_L5) is Root.L5
    assert foramen_of_root(Root.L5) is Level.L5_S1
    assert foramen_of_root(Root.C6) is Level.C5_C6
    assert foramen_of_root(Root.C8) is Level.C7_T1
    assert foramen_of_root(Root.S1) is None
    assert exiting_root(Level.L4) is None
    assert traversing_root(Level.HIP) is None


@pytest.mark.parametrize(
    ("level", "nerves"),
    [
        (Level.L4_L5, ("L3 MB", "L4 MB")),
        (Level.L1_L2, ("T12 MB", "L1 MB")),
        (Level.L5_S1, ("L4 MB", "L5 DR")),
        (Level.C4_C5, ("C4 MB", "C5 MB")),
        (Level.C2_C3, ("TON",)),
        (Level.C7_T1, ("C7 MB", "C8 MB")),
        (Level.T6_T7, ("T5 MB", "T6 MB")),
        (Level.T1_T2, ("C8 MB", "T1 MB")),
        (Level.SACROILIAC, ("L5 DR", "S1 LB", "S2 LB", "S3 LB")),
        (Level.HIP, ()),
        (Level.L4, ()),
        (Level.L5_L6, ()),
        (Level.C1_C2, ()),
        (Level.S1_S2, ()),
    ],
)
def test_joints_have_their_nerves(level: Level, nerves: tuple[str, ...]) -> None:
    assert facet_nerves(level) == nerves


def test_the_root_table_names_only_items_of_the_examination() -> None:
    upper = [root for root in Root if root.value[0] == "C" and root.value > "C4"]
    lower = [root for root in Root if root.value[0] in "LS"]
    assert set(ROOT_TABLE) == {*upper, Root.T1, *lower}
    for facts in ROOT_TABLE.values():
        for name in (*facts.reflexes, *facts.tests):
            assert facts.root in EXAM_ITEMS[name].roots, (facts.root, name)


def test_dermatomes_have_words() -> None:
    assert "first web space" in dermatome_text(Root.L5)
    assert dermatome_text(Root.T7) == "T7 band"
