"""The four catalogues: complete, consistent, overridable by a site, and clear about what is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pydicom.sr.codedict import codes

from annotations.anatomy import Laterality, Level, Root
from annotations.catalogue_files import CatalogueError, Evidence
from annotations.evaluation import ExamItem, ExamKind
from annotations.exam_catalogue import EXAM_ITEMS, check_exam_item, items_of_kind, load_exam_items
from annotations.finding_catalogue import (
    FINDING_TYPES,
    Detail,
    FindingFamily,
    find_types,
    load_finding_types,
    scale_of,
)
from annotations.findings import AxialZone, Finding
from annotations.grading_catalogue import GRADING_SCALES, Worse, load_gradings
from annotations.procedure_catalogue import (
    PROCEDURES,
    Approach,
    BleedingRisk,
    Position,
    ProcedureFamily,
    find_procedures,
    load_procedures,
)

MOTOR_ROOTS = {
    "elbow_flexion": Root.C5,
    "wrist_extension": Root.C6,
    "elbow_extension": Root.C7,
    "finger_flexion": Root.C8,
    "finger_abduction": Root.T1,
    "hip_flexion": Root.L2,
    "knee_extension": Root.L3,
    "ankle_dorsiflexion": Root.L4,
    "great_toe_extension": Root.L5,
    "plantar_flexion": Root.S1,
}


def test_all_38_finding_types_are_there() -> None:
    assert len(FINDING_TYPES) == 38
    assert {one.family for one in FINDING_TYPES.values()} == set(FindingFamily)


def test_finding_types_are_complete() -> None:
    for one in FINDING_TYPES.values():
        assert one.title
        assert one.noun
        assert one.levels
        assert one.sides
        assert one.modalities
        assert one.code.is_private
        assert one.family.heading


def test_alerts_are_the_three_that_must_not_wait() -> None:
    assert {one.id for one in FINDING_TYPES.values() if one.is_alert} == {"discitis", "cord_lesion", "neoplasm"}


def test_standard_codes_of_findings_carry_their_evidence() -> None:
    for one in FINDING_TYPES.values():
        for entry in one.codes:
            expected = Evidence.RADLEX if entry.code.scheme == "RADLEX" else Evidence.INDIRECT
            assert entry.evidence is expected


def test_levels_follow_the_kind_of_finding() -> None:
    assert Level.L4_L5 in FINDING_TYPES["disc_extrusion"].levels
    assert Level.L6_S1 in FINDING_TYPES["disc_extrusion"].levels
    assert Level.L4 not in FINDING_TYPES["disc_extrusion"].levels
    assert Level.L1 in FINDING_TYPES["vcf"].levels
    assert Level.S1 not in FINDING_TYPES["vcf"].levels
    assert FINDING_TYPES["hip_oa"].levels == (Level.HIP,)
    assert Level.L4_L5 not in FINDING_TYPES["central_stenosis_cervical"].levels
    assert Level.C7_T1 in FINDING_TYPES["foraminal_stenosis_cervical"].levels
    assert FINDING_TYPES["tarlov_cyst"].levels == (Level.S1, Level.S2, Level.S3)


def test_radicular_types_can_name_their_root() -> None:
    for one in FINDING_TYPES.values():
        if one.is_radicular:
            assert one.zones or one.root_zone is not None, one.id
    assert FINDING_TYPES["foraminal_stenosis_lumbar"].root_zone is AxialZone.FORAMINAL


def test_the_type_field_finds_by_words_in_any_order() -> None:
    assert [one.id for one in find_types("disc extr")] == ["disc_extrusion"]
    assert "vcf" in {one.id for one in find_types("wedge")}
    assert "disc_protrusion" in {one.id for one in find_types("HERNIA")}
    assert find_types("") == tuple(FINDING_TYPES.values())
    assert find_types("unicorn") == ()


def test_a_title_that_begins_with_the_text_comes_first() -> None:
    assert find_types("lumb")[0].title.startswith("Lumbar")


def test_grading_scales_have_the_values_of_the_private_codes() -> None:
    assert GRADING_SCALES["genant"].values == ("0", "0.5", "1", "2", "3")
    assert GRADING_SCALES["pfirrmann"].values == ("1", "2", "3", "4", "5")
    assert GRADING_SCALES["schizas"].values == ("A1", "A2", "A3", "A4", "B", "C", "D")
    assert GRADING_SCALES["castellvi"].values == ("0", "Ia", "Ib", "IIa", "IIb", "IIIa", "IIIb", "IV")
    half = GRADING_SCALES["genant"].grade("0.5")
    assert half is not None
    assert half.code.value == "GENANT-05"
    assert GRADING_SCALES["genant"].grade("7") is None


def test_the_scales_a_type_offers_are_those_of_the_table() -> None:
    offered = {
        "disc_degeneration": ("pfirrmann", "disc_height_index"),
        "central_stenosis_lumbar": ("schizas", "lee_central", "canal_compromise"),
        "foraminal_stenosis_cervical": ("kim", "park"),
        "endplate_modic": ("modic", "modic_extent"),
        "shoulder": ("tendon_tear", "goutallier", "kellgren_lawrence"),
        "vcf": ("genant",),
        "baastrup": (),
    }
    for type_id, scales in offered.items():
        assert tuple(one.id for one in FINDING_TYPES[type_id].gradings) == scales


def test_a_finding_is_graded_by_the_scale_it_names_else_by_the_usual_one() -> None:
    finding = Finding("f", "central_stenosis_lumbar", Level.L4_L5, Laterality.MEDIAN, grade="2")
    assert scale_of(finding) == GRADING_SCALES["schizas"]
    assert scale_of(replace(finding, grade_scale="lee_central")) == GRADING_SCALES["lee_central"]
    assert scale_of(replace(finding, grade_scale="genant")) is None
    assert scale_of(replace(finding, type_id="unknown")) is None


def test_the_form_asks_what_a_type_needs() -> None:
    assert FINDING_TYPES["disc_extrusion"].asks == (Detail.SAGITTAL_ZONE, Detail.NEURAL_CONTACT, Detail.SIZE)
    assert FINDING_TYPES["vcf"].asks == (Detail.ACUITY,)
    assert FINDING_TYPES["facet_arthropathy"].asks == ()


@pytest.mark.parametrize(
    ("typed", "among_the_first", "type_id"),
    [
        ("cancer", 1, "neoplasm"),
        ("arthritis", 6, "facet_arthropathy"),
        ("arthritis", 6, "hip_oa"),
        ("arthritis", 6, "si_joint"),
        ("nerve damage", 4, "nerve_root_contact"),
        ("back injury", 8, "vcf"),
        ("back injury", 8, "disc_extrusion"),
        ("fracture", 3, "vcf"),
        ("fracture", 3, "sacral_insufficiency"),
    ],
)
def test_the_conditions_of_the_mission_are_found_by_their_plain_names(
    typed: str, among_the_first: int, type_id: str
) -> None:
    assert type_id in [one.id for one in find_types(typed)[:among_the_first]]


@pytest.mark.parametrize(
    ("scale", "keys"),
    [("genant", "05123"), ("schizas", "1234BCD"), ("castellvi", "01234567"), ("pars_stage", "EICP"), ("kim", "012")],
)
def test_each_step_has_a_key_of_its_own(scale: str, keys: str) -> None:
    assert "".join(GRADING_SCALES[scale].keys.values()) == keys


def test_no_scale_uses_a_key_twice_and_every_step_has_its_criterion() -> None:
    for scale in GRADING_SCALES.values():
        assert len(set(scale.keys.values())) == len(scale.grades)
        assert all(len(key) == 1 for key in scale.keys.values())
        assert all(grade.criterion for grade in scale.grades)


def test_a_scale_says_its_source_and_whether_anybody_checked_it() -> None:
    assert GRADING_SCALES["genant"].provenance == "source: GENANT"
    assert GRADING_SCALES["lee_foraminal"].provenance == "source: LEE-REVIEW, unverified, not reviewed"
    assert replace(GRADING_SCALES["lee_foraminal"], reviewed="2026-12-01").provenance.endswith("reviewed 2026-12-01")


def test_kinds_are_no_degrees() -> None:
    kinds = {scale.id for scale in GRADING_SCALES.values() if scale.worse is Worse.NEITHER}
    assert kinds == {"modic", "castellvi", "annular_fissure", "pars_stage", "denis_zone"}


def test_every_grade_has_a_code_of_its_own() -> None:
    values = [grade.code.value for scale in GRADING_SCALES.values() for grade in scale.grades]
    assert len(values) == len(set(values))


def test_all_36_rows_of_procedures_are_there() -> None:
    # Rows 19, 27 and 31 of domain.md 3.3 name two procedures each.
    assert len(PROCEDURES) == 39
    assert {one.family for one in PROCEDURES.values()} == set(ProcedureFamily)
    assert len({one.code.value for one in PROCEDURES.values()}) == 39


def test_procedures_are_complete_and_hold_no_cpt_number() -> None:
    for one in PROCEDURES.values():
        texts = (one.title, one.views, one.needle, one.target, one.avoid)
        assert all(texts), one.id
        assert one.needle_gauges
        assert one.levels
        assert one.family.heading
        assert not any(word.isdigit() and len(word) == 5 for text in texts for word in text.split())


def test_bleeding_risk_follows_the_region() -> None:
    assert PROCEDURES["scs_trial"].bleeding_risk is BleedingRisk.HIGH
    assert PROCEDURES["mbb_cervical"].bleeding_risk is BleedingRisk.INTERMEDIATE
    assert PROCEDURES["mbb_lumbar"].bleeding_risk is BleedingRisk.LOW
    assert PROCEDURES["bvn_ablation"].bleeding_risk_inferred


def test_transforaminal_epidurals_name_their_root() -> None:
    supra, infra = PROCEDURES["esi_tf_lumbar_supra"], PROCEDURES["esi_tf_lumbar_infra"]
    assert supra.root_meant
    assert infra.root_meant
    assert (supra.approach, infra.approach) == (Approach.EXITING, Approach.TRAVERSING)
    assert not PROCEDURES["mbb_lumbar"].root_meant


def test_procedures_are_prone_unless_stated() -> None:
    assert PROCEDURES["esi_il_lumbar"].position is Position.PRONE
    assert PROCEDURES["stellate"].position is Position.SUPINE


def test_procedures_are_found_by_what_people_type() -> None:
    assert find_procedures("tfesi lumbar")[0].id == "esi_tf_lumbar_supra"
    assert find_procedures("") == tuple(PROCEDURES.values())


def test_unverified_entries_say_so_and_may_carry_a_review_date() -> None:
    assert PROCEDURES["ganglion_impar"].evidence is Evidence.UNVERIFIED
    assert PROCEDURES["ganglion_impar"].reviewed == ""


@pytest.mark.parametrize(("item", "root"), MOTOR_ROOTS.items())
def test_key_muscles_speak_for_their_root(item: str, root: Root) -> None:
    assert EXAM_ITEMS[item].roots == (root,)
    assert EXAM_ITEMS[item].kind is ExamKind.MOTOR


def test_light_touch_covers_the_cervical_and_lumbosacral_roots() -> None:
    ids = {one.id for one in items_of_kind(ExamKind.SENSORY)}
    roots = ("c5", "c6", "c7", "c8", "t1", "l1", "l2", "l3", "l4", "l5", "s1", "s2", "s3_s5")
    assert ids == {f"light_touch_{root}" for root in roots}


def test_reflexes_and_tests_asked_for_are_there() -> None:
    reflexes = {
        "biceps",
        "brachioradialis",
        "triceps",
        "patellar",
        "medial_hamstring",
        "achilles",
        "babinski",
        "hoffmann",
        "clonus",
    }
    assert {one.id for one in items_of_kind(ExamKind.REFLEX)} == reflexes
    for name in [
        "slr",
        "crossed_slr",
        "slump",
        "fnst",
        "spurling",
        "facet_loading",
        "faber",
        "gaenslen",
        "thigh_thrust",
    ]:
        assert EXAM_ITEMS[name].kind is ExamKind.TEST


@pytest.mark.parametrize(
    ("item", "value", "abnormal"),
    [
        ("great_toe_extension", "4", True),
        ("great_toe_extension", "4-", True),
        ("great_toe_extension", "4+", False),
        ("great_toe_extension", "5", False),
        ("great_toe_extension", "NT", False),
        ("light_touch_l5", "altered", True),
        ("achilles", "1+", True),
        ("achilles", "2+", False),
        ("babinski", "extensor", True),
        ("babinski", "flexor", False),
        ("slr", "positive", True),
        ("slr", "equivocal", False),
    ],
)
def test_what_counts_as_abnormal(item: str, value: str, abnormal: bool) -> None:
    assert EXAM_ITEMS[item].is_abnormal(value) is abnormal


def test_usual_values_are_normal() -> None:
    assert all(one.is_normal(one.usual) and not one.is_abnormal(one.usual) for one in EXAM_ITEMS.values())


def test_an_exam_item_with_a_value_of_its_list_is_accepted() -> None:
    check_exam_item(ExamItem("x", ExamKind.REFLEX, "babinski", Laterality.LEFT, "extensor"))


@pytest.mark.parametrize(
    ("kind", "name", "value", "message"),
    [
        (ExamKind.MOTOR, "tail_wagging", "5", "is no motor item"),
        (ExamKind.MOTOR, "achilles", "5", "is no motor item"),
        (ExamKind.REFLEX, "achilles", "6+", "none of 0, 1"),
    ],
)
def test_an_unknown_exam_item_or_value_is_refused(kind: ExamKind, name: str, value: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_exam_item(ExamItem("x", kind, name, Laterality.LEFT, value))


def test_a_site_overrides_fields_and_adds_entries(tmp_path: Path) -> None:
    (tmp_path / "procedures.toml").write_text(
        """
[[procedure]]
id = "esi_il_lumbar"
gauges = ["17"]
reviewed = "2026-01-15"

[[procedure]]
id = "house_special"
title = "House special"
family = "peripheral"
code = "PX-HOUSE"
risk = "low"
level_kinds = ["segment"]
sides = ["L"]
views = "AP"
gauges = ["25"]
needle = "25G"
target = "muscle"
avoid = "pleura"
evidence = "unverified"
"""
    )
    loaded = load_procedures(tmp_path)
    assert loaded["esi_il_lumbar"].needle_gauges == ("17",)
    assert loaded["esi_il_lumbar"].reviewed == "2026-01-15"
    assert loaded["esi_il_lumbar"].title == PROCEDURES["esi_il_lumbar"].title
    assert loaded["house_special"].sides == (Laterality.LEFT,)
    assert len(loaded) == len(PROCEDURES) + 1


def test_a_directory_without_the_file_gives_the_shipped_entries(tmp_path: Path) -> None:
    assert load_gradings(tmp_path) == GRADING_SCALES
    assert load_exam_items(tmp_path) == EXAM_ITEMS


FACET = '[[finding]]\nid = "facet_arthropathy"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not toml at all", "is not valid TOML"),
        ("[[other]]\nid = 'x'\n", r"holds only \[\[finding\]\] tables"),
        ("finding = 3\n", r"holds only \[\[finding\]\] tables"),
        ("[[finding]]\ntitle = 'x'\n", r"\[\[finding\]\] number 1 needs an id"),
        ("[[finding]]\nid = 'Bad Id'\n", "needs an id"),
        (FACET + FACET, "facet_arthropathy is there twice"),
        (FACET + "colour = 'red'\n", "colour is not a field of this catalogue"),
        (FACET + "title = 3\n", "title must be given as text"),
        (FACET + "alert = 'yes'\n", "alert must be true or false"),
        (FACET + "modalities = 'MR'\n", "modalities must be a list of texts"),
        (FACET + "sides = ['X']\n", "sides 'X' is none of R, L, M, B"),
        (FACET + "sides = []\n", "sides must name at least one side"),
        (FACET + "family = 'zoo'\n", "family 'zoo' is none of disc"),
        (FACET + "gradings = ['made_up']\n", "gradings 'made_up' is no grading scale"),
        (FACET + "regions = ['arctic']\n", "regions 'arctic' is none of"),
        (FACET + "level_kinds = ['joint']\n", "joints must be named"),
        (FACET + "level_kinds = ['vertebra']\nonly = ['L4-L5']\n", "level_kinds leaves no level"),
        (FACET + "codes = [3]\n", "codes must be a list of tables"),
        (FACET + "code = 'MUCH-TOO-LONG-FOR-SH'\n", "code the value of code"),
        (FACET + "code = 'FT-VCF'\n", "code is that of vcf"),
        (
            FACET + "codes = [{ value = '1', scheme = 'SCT', meaning = 'x', evidence = 'rumour' }]\n",
            "evidence 'rumour'",
        ),
        ("[[finding]]\nid = 'new_one'\n", "new_one: title must be given as text"),
    ],
)
def test_a_wrong_site_file_names_entry_and_field(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "findings.toml").write_text(text)
    with pytest.raises(CatalogueError, match=message) as caught:
        load_finding_types(tmp_path)
    assert "findings.toml" in str(caught.value)


def test_a_site_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "findings.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogueError, match="cannot be read as UTF-8"):
        load_finding_types(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[grading]]\nid = 'genant'\ngrades = []\n", "grades must be given"),
        ("[[grading]]\nid = 'genant'\ngrades = [{ value = '1', name = 'a' }, { value = '1', name = 'b' }]\n", "once"),
    ],
)
def test_a_scale_without_distinct_grades_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "gradings.toml").write_text(text)
    with pytest.raises(CatalogueError, match=message):
        load_gradings(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[item]]\nid = 'slr'\nabnormal = ['odd']\n", "odd is not"),
        ("[[item]]\nid = 'slr'\nusual = 'positive'\n", "usual cannot be abnormal"),
    ],
)
def test_exam_values_must_fit_together(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "exam.toml").write_text(text)
    with pytest.raises(CatalogueError, match=message):
        load_exam_items(tmp_path)


def test_a_procedure_without_a_side_is_refused(tmp_path: Path) -> None:
    (tmp_path / "procedures.toml").write_text("[[procedure]]\nid = 'stellate'\nsides = []\n")
    with pytest.raises(CatalogueError, match="at least one side"):
        load_procedures(tmp_path)


def test_no_snomed_code_contradicts_dicom() -> None:
    known = {getattr(getattr(codes.SCT, name), "value", ""): name for name in dir(codes.SCT)}
    shared = {e.code.value for one in FINDING_TYPES.values() for e in one.codes if e.code.value in known}
    # Codes DICOM lists too would be verified, not indirect; none is, and a new one must be looked at.
    assert shared == set()
