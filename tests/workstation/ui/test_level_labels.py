"""Names of levels over images: of each Frame of Reference its own, and the words for axial cuts."""

from __future__ import annotations

import tomllib
from pathlib import Path

from annotations.anatomy import Level
from annotations.case import Case, added_all
from annotations.geometry import Plane, Point
from annotations.locations import PatientLocation
from annotations.numbering import DualName, LevelNumbering
from annotations.patient import PatientIdentity
from annotations.spine_ledger import LevelAnchor, ProposedLevel
from viewers.imaging.images import Volume
from workstation.dicom.load import load_stack
from workstation.dicom.scan import scan_paths
from workstation.ui.read.level_labels import level_labels, proposed_labels, proposed_level, slice_level_words

CT, MR = "1.1", "1.2"


def anchor(level: Level, point: Point, uid: str = CT) -> LevelAnchor:
    return LevelAnchor(f"{uid}-{level.value}", level, PatientLocation(uid, (point,)))


def case_of(*anchors: LevelAnchor, numbering: LevelNumbering | None = None) -> Case:
    case = Case("c", PatientIdentity("1"), "2026-01-01T00:00:00Z")
    case.apply(added_all([*anchors, *([numbering] if numbering is not None else [])], "made"))
    return case


def test_placed_levels_have_an_item_and_discs_between_them_only_a_name() -> None:
    case = case_of(anchor(Level.L4, (0, 0, 37)), anchor(Level.L5, (0, 0, 0)), anchor(Level.L4, (0, 0, 0), MR))
    here = {label.text: label for label in level_labels(case) if label.frame_of_reference_uid == CT}
    assert set(here) == {"L4", "L4-5", "L5"}
    assert (here["L4"].item_id, here["L4-5"].item_id) == (f"{CT}-L4", "")
    assert here["L4-5"].is_disc
    assert here["L4-5"].point_lps_mm == (0.0, 0.0, 18.5)
    assert [label.text for label in level_labels(case) if label.frame_of_reference_uid == MR] == ["L4"]


def test_second_names_stand_on_labels_and_in_the_words_of_a_cut() -> None:
    numbering = LevelNumbering("n", CT, dual_names=(DualName(Level.L5, "L6"),))
    case = case_of(anchor(Level.L4, (0, 0, 37)), anchor(Level.L5, (0, 0, 0)), numbering=numbering)
    assert [label.text for label in level_labels(case)] == ["L4", "L4-5 (L4-6?)", "L5 (L6?)"]
    plane = Plane((0.0, 0.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    assert slice_level_words(case, plane, CT) == "L5 body, middle third (L6?)"
    assert slice_level_words(case, plane, MR) == ""


def test_a_proposal_is_drawn_as_one_and_is_taken_for_no_item_of_the_case() -> None:
    (label,) = proposed_labels([ProposedLevel(Level.L3, PatientLocation(CT, ((0.0, 0.0, 74.0),)), 0.6)])
    assert label.is_proposed
    assert proposed_level(label.item_id) is Level.L3
    assert proposed_level("anchor of L3") is None


def test_the_ledger_of_the_sagittal_series_names_the_five_axial_groups(shared_data: Path, tmp_path: Path) -> None:
    placed = tomllib.loads((Path(__file__).parents[2] / "support" / "hand_placed_levels.toml").read_text("utf-8"))
    report = scan_paths([shared_data / "mr-lspine-hitachi"], cache_dir=tmp_path)
    series = [one for patient in report.patients for study in patient.studies for one in study.series]
    axial = next(one for one in series if one.description == "T2 AX")
    groups = [load_stack(axial, number) for number in range(len(axial.stacks))]
    volumes = [one for one in groups if isinstance(one, Volume)]
    uid = volumes[0].geometry.frame_of_reference_uid
    centers = {name: point for name, point in placed["mr-lspine-hitachi"].items() if name != "series"}
    case = case_of(*(anchor(Level(name), tuple(point), uid) for name, point in centers.items() if "-" not in name))
    names = []
    for volume in volumes:
        middle = volume.geometry.slice_plane(volume.geometry.shape_kji[0] // 2)
        names.append(slice_level_words(case, middle, uid))
    assert sorted(names) == ["L1-2 disc", "L2-3 disc", "L3-4 disc", "L4-5 disc", "L5-S1 disc"]
