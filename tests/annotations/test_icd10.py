"""ICD-10-CM proposals: the table of domain.md 9.2 row by row, and what a type proposes at a level and side."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.anatomy import Laterality, Level
from annotations.catalogue_files import CatalogueError
from annotations.finding_catalogue import FINDING_TYPES, load_finding_types
from annotations.icd10 import ICD10_FAMILIES, SpineRegion, family_code, load_families, region_of

COLUMNS = (
    Level.C3_C4,
    Level.C4_C5,
    Level.C5_C6,
    Level.C6_C7,
    Level.C7_T1,
    Level.T5_T6,
    Level.T12_L1,
    Level.L4_L5,
    Level.L5_S1,
)
ROWS = {
    "disc_displacement": "M50.21 M50.221 M50.222 M50.223 M50.23 M51.24 M51.25 M51.26 M51.27",
    "disc_radiculopathy": "M50.11 M50.121 M50.122 M50.123 M50.13 M51.14 M51.15 M51.16 M51.17",
    "disc_myelopathy": "M50.01 M50.021 M50.022 M50.023 M50.03 M51.04 M51.05 M51.06 -",
    "disc_degeneration": "M50.31 M50.321 M50.322 M50.323 M50.33 M51.34 M51.35 M51.360 M51.370",
    "radiculopathy": "M54.12 M54.12 M54.12 M54.12 M54.13 M54.14 M54.15 M54.16 M54.17",
    "spondylosis": "M47.812 M47.812 M47.812 M47.812 M47.813 M47.814 M47.815 M47.816 M47.817",
    "spinal_stenosis": "M48.02 M48.02 M48.02 M48.02 M48.03 M48.04 M48.05 M48.061 M48.07",
    "spondylolisthesis": "M43.12 M43.12 M43.12 M43.12 M43.13 M43.14 M43.15 M43.16 M43.17",
    "schmorl_node": "- - - - - M51.44 M51.45 M51.46 M51.47",
    "collapsed_vertebra": "M48.52XA M48.52XA M48.52XA M48.52XA M48.53XA M48.54XA M48.55XA M48.56XA M48.57XA",
    "discitis": "M46.42 M46.42 M46.42 M46.42 M46.43 M46.44 M46.45 M46.46 M46.47",
    "scoliosis": "M41.22 M41.22 M41.22 M41.22 M41.23 M41.24 M41.25 M41.26 M41.27",
}


@pytest.mark.parametrize(("family", "row"), ROWS.items())
def test_the_table_row_by_row(family: str, row: str) -> None:
    assert [family_code(family, level) or "-" for level in COLUMNS] == row.split()


def test_all_sixteen_families_are_there_and_hold_billable_codes() -> None:
    assert len(ICD10_FAMILIES) == 16
    unbillable = {"M54.5", "M50.12", "R10.2", "M51.36", "M51.37", "M48.06"}
    for family in ICD10_FAMILIES.values():
        assert family.release == "2026-04"
        assert not unbillable & set(family.codes.values())
    for kind in FINDING_TYPES.values():
        assert not unbillable & {rule.code for rule in kind.icd10}


@pytest.mark.parametrize(
    ("level", "region"),
    [
        (Level.C2_C3, SpineRegion.HIGH_CERVICAL),
        (Level.T1_T2, SpineRegion.THORACIC),
        (Level.T12, SpineRegion.THORACIC),
        (Level.L1_L2, SpineRegion.LUMBAR),
        (Level.L5, SpineRegion.LUMBAR),
        (Level.L6_S1, SpineRegion.LUMBOSACRAL),
        (Level.L5_L6, SpineRegion.LUMBAR),
        (Level.C7, SpineRegion.C6_C7),
        (Level.C1_C2, None),
        (Level.C1, None),
        (Level.S1_S2, None),
        (Level.S1, None),
        (Level.HIP, None),
    ],
)
def test_the_region_of_a_level_is_known_or_not_guessed(level: Level, region: SpineRegion | None) -> None:
    assert region_of(level) is region


def test_every_type_proposes_something_somewhere() -> None:
    for kind in FINDING_TYPES.values():
        assert any(kind.proposed_codes(level, side) for level in kind.levels for side in kind.sides), kind.id


@pytest.mark.parametrize(
    ("type_id", "level", "side", "codes"),
    [
        ("disc_extrusion", Level.L4_L5, Laterality.LEFT, ["M51.26", "M51.16", "M51.06"]),
        ("disc_extrusion", Level.L5_S1, Laterality.LEFT, ["M51.27", "M51.17"]),
        ("disc_protrusion", Level.C5_C6, Laterality.RIGHT, ["M50.222", "M50.122", "M50.022"]),
        ("central_stenosis_lumbar", Level.L4_L5, Laterality.MEDIAN, ["M48.061", "M48.062"]),
        ("central_stenosis_lumbar", Level.L5_S1, Laterality.MEDIAN, ["M48.07"]),
        ("endplate_modic", Level.L5_S1, Laterality.MEDIAN, ["M54.51"]),
        ("endplate_modic", Level.C5_C6, Laterality.MEDIAN, []),
        ("annular_fissure", Level.L5_S1, Laterality.MEDIAN, ["M51.A3", "M51.A4", "M51.A5"]),
        ("hip_oa", Level.HIP, Laterality.LEFT, ["M16.12", "M25.552", "M87.052"]),
        ("knee_oa", Level.KNEE, Laterality.BILATERAL, ["M17.0"]),
        ("vcf", Level.L1, Laterality.MEDIAN, ["M80.08XA", "M48.56XA", "S32.010A", "M84.58XA"]),
        ("vcf", Level.T12, Laterality.MEDIAN, ["M80.08XA", "M48.54XA", "S22.080A", "M84.58XA"]),
        ("lstv", Level.L5_S1, Laterality.LEFT, ["Q76.49"]),
    ],
)
def test_what_a_type_proposes(type_id: str, level: Level, side: Laterality, codes: list[str]) -> None:
    assert [one.code for one in FINDING_TYPES[type_id].proposed_codes(level, side)] == codes


def test_a_proposal_says_for_what_and_what_to_know() -> None:
    claudication = FINDING_TYPES["central_stenosis_lumbar"].proposed_codes(Level.L3_L4, Laterality.MEDIAN)[1]
    assert claudication.when == "with neurogenic claudication"
    stenosis = FINDING_TYPES["central_stenosis_lumbar"].proposed_codes(Level.L3_L4, Laterality.MEDIAN)[0]
    assert "neurogenic claudication" in stenosis.note
    assert stenosis.meaning == "Spinal stenosis, L3-4"


def test_a_site_may_follow_a_newer_release(tmp_path: Path) -> None:
    (tmp_path / "icd10.toml").write_text('[[family]]\nid = "discitis"\nrelease = "2027-10"\nlumbar = "M46.461"\n')
    loaded = load_families(tmp_path)["discitis"]
    assert (loaded.release, loaded.codes[SpineRegion.LUMBAR]) == ("2027-10", "M46.461")
    assert loaded.codes[SpineRegion.LUMBOSACRAL] == "M46.47"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{ family = 'made_up' }", "'made_up' is no family"),
        ("{ code = 'M1' }", "must be given with its meaning"),
        ("{ family = 'discitis', code = 'M1', meaning = 'x' }", "or a family instead"),
        ("{ code = 'M1', meaning = 'x', sides = ['Q'] }", "sides 'Q' is none of"),
    ],
)
def test_a_wrong_proposal_of_a_site_is_refused(tmp_path: Path, rule: str, message: str) -> None:
    (tmp_path / "findings.toml").write_text(f'[[finding]]\nid = "discitis"\nicd10 = [{rule}]\n')
    with pytest.raises(CatalogueError, match=message):
        load_finding_types(tmp_path)
