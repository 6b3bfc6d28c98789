"""Levels proposed on real images and on the sample patients, against hand-placed centres and the ground truth."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from annotations.anatomy import Level
from annotations.geometry import Point, VolumeGeometry, as_point
from annotations.locations import PatientLocation
from annotations.spine_ledger import LevelAnchor, placed_levels, propose_level
from sample_data.generate import default_root, ensure_samples
from sample_data.ground_truth import GroundTruth, load
from tests.support.hand_placed import centres_of, series_of
from tests.support.loaded_volumes import loaded_volume
from viewers.imaging.images import Volume
from viewers.imaging.spine_evidence import LevelProposals, proposed_levels
from workstation.dicom.load import load_stack
from workstation.dicom.scan import scan_paths

LARGEST_ERROR_MM = 5.0
FIVE = tuple(Level(name) for name in ("L1", "L1-L2", "L2", "L2-L3", "L3", "L3-L4", "L4", "L4-L5", "L5", "L5-S1"))
SIX = (*FIVE[:-1], Level.L5_L6, Level.L6, Level.L6_S1)


def worst_mm(found: LevelProposals, truth: Mapping[Level, Point], levels: tuple[Level, ...]) -> float:
    """The largest distance of the proposals for `levels` from where they are; infinite where one is missing."""
    places = {one.level: one.location.points_lps_mm[0] for one in found.levels}
    wanted = [level for level in levels if level is not found.clicked]
    missing = [level for level in wanted if level not in places]
    if missing:
        return float("inf")
    return max(float(np.linalg.norm(np.subtract(places[level], truth[level]))) for level in wanted)


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("folder", "seed"),
    [
        ("mr-lspine-hitachi", Level.L3),
        ("mr-lspine-hitachi", Level.L5),
        ("ct-lspine-sagittal", Level.L3),
        ("ct-lspine-sagittal", Level.L1),
        ("ct-lumbar-pelvis", Level.L3),
    ],
)
def test_every_lumbar_level_of_a_real_spine_is_near_its_hand_placed_centre(
    shared_data: Path, tmp_path: Path, folder: str, seed: Level
) -> None:
    volume = loaded_volume(shared_data / folder, series_of(folder), cache=tmp_path)
    truth = centres_of(folder)
    found = proposed_levels(volume, seed, truth[seed])
    assert worst_mm(found, truth, FIVE) <= LARGEST_ERROR_MM
    assert found.lumbar.count == 5


@pytest.mark.shared_data
def test_the_accepted_levels_name_the_five_axial_groups_without_a_click_in_them(
    shared_data: Path, tmp_path: Path
) -> None:
    folder = "mr-lspine-hitachi"
    volume = loaded_volume(shared_data / folder, series_of(folder), cache=tmp_path)
    seed, truth = Level.L3, centres_of(folder)
    found = proposed_levels(volume, seed, truth[seed])
    uid = volume.geometry.frame_of_reference_uid
    anchors = [LevelAnchor("clicked", seed, PatientLocation(uid, (truth[seed],)))]
    anchors += [one.accepted(str(number)) for number, one in enumerate(found.levels)]
    groups = axial_groups(shared_data / folder, tmp_path)
    named = [propose_level(anchors, crossing(group, anchors), uid) for group in groups]
    assert [one.level.label for one in named if one is not None] == ["L1-2", "L2-3", "L3-4", "L4-5", "L5-S1"]


def axial_groups(folder: Path, cache: Path) -> list[VolumeGeometry]:
    """The axial groups, one a disc, from head to foot."""
    series = [
        one
        for found in scan_paths([folder], cache_dir=cache).patients
        for study in found.studies
        for one in study.series
        if "T2 AX" in one.description
    ]
    stacks = [load_stack(one, number) for one in series for number in range(len(one.stacks))]
    groups = [stack.geometry for stack in stacks if isinstance(stack, Volume)]
    return sorted(groups, key=lambda group: -group.center_lps_mm[2])


def crossing(group: VolumeGeometry, anchors: list[LevelAnchor]) -> Point:
    """Where the middle of an axial group crosses the line through the placed levels."""
    line = np.array([point for _, point in placed_levels(anchors, group.frame_of_reference_uid)])
    height = group.slice_plane((group.shape_kji[0] - 1) / 2).signed_distance_mm(line)
    (first, *_) = np.nonzero(np.sign(height[:-1]) != np.sign(height[1:]))[0]
    share = height[first] / (height[first] - height[first + 1])
    return as_point(line[first] + share * (line[first + 1] - line[first]))


@pytest.fixture(scope="module", params=["a", "b"])
def patient(request: pytest.FixtureRequest) -> tuple[str, Path, GroundTruth]:
    paths = ensure_samples(default_root())
    key = str(request.param)
    home, truth = (paths.patient_a, paths.ground_truth_a) if key == "a" else (paths.patient_b, paths.ground_truth_b)
    return key, home, load(truth)


@pytest.mark.parametrize(("series", "frame"), [("ct_axial", "ct"), ("mr_t2_sagittal", "mr")])
def test_the_sample_patients_are_found_and_b_is_counted_as_six(
    patient: tuple[str, Path, GroundTruth], tmp_path: Path, series: str, frame: str
) -> None:
    key, home, truth = patient
    volume = loaded_volume(home / truth.series_named(series).folder, "", cache=tmp_path)
    anatomy = truth.frame(frame)
    places = {Level(one.level): one.center for one in (*anatomy.vertebrae, *anatomy.discs)}
    found = proposed_levels(volume, Level.L3, places[Level.L3])
    assert worst_mm(found, places, SIX if key == "b" else FIVE) <= LARGEST_ERROR_MM
    assert found.lumbar.count == (6 if key == "b" else 5)
    assert ("Six lumbar-type vertebrae" in " ".join(found.remarks)) is (key == "b")
