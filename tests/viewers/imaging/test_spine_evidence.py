"""Levels proposed from one click, on columns whose centres are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.anatomy import Level
from annotations.geometry import Point, as_point
from tests.support.column_phantom import BRIGHT_DISCS, CT, DARK_DISCS, ColumnPhantom, Tissue, column_phantom
from viewers.imaging.images import ImageStack, ProjectionImage, Volume
from viewers.imaging.spine_evidence import LevelProposals, SpineEvidenceError, proposed_levels

BODIES = (Level.T12, Level.L1, Level.L2, Level.L3, Level.L4, Level.L5)
DISCS = (Level.T12_L1, Level.L1_L2, Level.L2_L3, Level.L3_L4, Level.L4_L5)
NEAR_MM = 3.0


def errors_mm(phantom: ColumnPhantom, found: LevelProposals) -> dict[Level, float]:
    """How far each proposal is from where its level is."""
    truth = dict(zip((*BODIES, *DISCS), (*phantom.bodies, *phantom.discs), strict=True))
    return {
        one.level: float(np.linalg.norm(np.subtract(one.location.points_lps_mm[0], truth[one.level])))
        for one in found.levels
    }


def moved(point: Point, *by: float) -> Point:
    return as_point(np.add(point, by))


@pytest.mark.parametrize(("tissue", "is_ct"), [(CT, True), (BRIGHT_DISCS, False), (DARK_DISCS, False)])
@pytest.mark.parametrize("seed", [1, 3, 5])
def test_all_bodies_and_discs_of_a_leaning_column_are_found(tissue: Tissue, is_ct: bool, seed: int) -> None:
    phantom = column_phantom(tissue, is_ct=is_ct, noise=12.0)
    found = proposed_levels(phantom.volume, BODIES[seed], moved(phantom.bodies[seed], 2.0, -3.0, 3.0))
    errors = errors_mm(phantom, found)
    assert set(errors) == {*BODIES, *DISCS} - {BODIES[seed]}
    assert max(errors.values()) < NEAR_MM


def test_a_clicked_disc_names_the_bodies_above_and_below_it() -> None:
    phantom = column_phantom(DARK_DISCS, noise=12.0)
    found = proposed_levels(phantom.volume, Level.L2_L3, phantom.discs[2])
    errors = errors_mm(phantom, found)
    assert set(errors) == {*BODIES, *DISCS} - {Level.L2_L3}
    assert max(errors.values()) < NEAR_MM


def test_the_same_click_gives_the_same_answer_and_leaves_the_images_alone() -> None:
    phantom = column_phantom(CT, is_ct=True, noise=20.0)
    before = phantom.volume.stored_values.copy()
    first, second = (proposed_levels(phantom.volume, Level.L2, phantom.bodies[2]) for _ in range(2))
    assert first == second
    assert np.array_equal(before, phantom.volume.stored_values)


def test_proposals_end_where_the_images_end() -> None:
    phantom = column_phantom(DARK_DISCS)
    found = proposed_levels(phantom.volume, Level.L5, phantom.bodies[5])
    lowest = min(one.location.points_lps_mm[0][2] for one in found.levels)
    assert lowest > phantom.bodies[5][2]
    assert found.lumbar.count is None
    assert any("sacrum was not recognised" in remark for remark in found.remarks)


def test_no_level_is_proposed_through_slices_that_have_not_arrived() -> None:
    phantom = column_phantom(DARK_DISCS)
    loaded = phantom.volume.loaded.copy()
    index = phantom.volume.geometry.lps_to_index(phantom.bodies[3])
    loaded[: round(float(index[0])) + 20] = False
    found = proposed_levels(replace(phantom.volume, loaded=loaded), Level.L1, phantom.bodies[1])
    assert {one.level for one in found.levels} <= {Level.T12, Level.T12_L1, Level.L1_L2, Level.L2}


def test_nothing_below_l5_is_named_without_a_sacrum() -> None:
    phantom = column_phantom(DARK_DISCS, noise=12.0)
    found = proposed_levels(phantom.volume, Level.L3, phantom.bodies[1])
    assert {one.level for one in found.levels} == {Level.L2, Level.L2_L3, Level.L3_L4, Level.L4, Level.L4_L5, Level.L5}


def test_confidence_never_grows_away_from_the_click() -> None:
    phantom = column_phantom(CT, is_ct=True, noise=20.0)
    found = proposed_levels(phantom.volume, Level.T12, phantom.bodies[0])
    bodies = [one.confidence for one in found.levels if one.level in BODIES]
    assert bodies == sorted(bodies, reverse=True)


@pytest.mark.parametrize("off", [(0.0, 45.0, 0.0), (38.0, 0.0, 0.0), (0.0, -48.0, 0.0)])
def test_a_click_off_the_column_is_refused(off: Point) -> None:
    phantom = column_phantom(CT, is_ct=True, noise=12.0)
    with pytest.raises(SpineEvidenceError, match="No vertebral body was recognised at the clicked L3"):
        proposed_levels(phantom.volume, Level.L3, moved(phantom.bodies[3], *off))


def test_even_noise_holds_no_spine() -> None:
    phantom = column_phantom(CT, is_ct=True)
    noise = np.random.default_rng(3).normal(100, 30, phantom.volume.stored_values.shape).astype(np.int16)
    with pytest.raises(SpineEvidenceError, match="No vertebral body"):
        proposed_levels(replace(phantom.volume, stored_values=noise), Level.L3, phantom.bodies[3])


@pytest.mark.parametrize("level", [Level.C5, Level.T3, Level.C6_C7])
def test_the_neck_and_the_upper_chest_are_refused(level: Level) -> None:
    phantom = column_phantom(CT, is_ct=True)
    with pytest.raises(SpineEvidenceError, match="from T6 downwards"):
        proposed_levels(phantom.volume, level, phantom.bodies[0])


def test_a_joint_is_no_level_to_count_from() -> None:
    phantom = column_phantom(CT, is_ct=True)
    with pytest.raises(SpineEvidenceError, match="no vertebra and no disc"):
        proposed_levels(phantom.volume, Level.HIP, phantom.bodies[0])


def test_radiographs_and_uneven_stacks_are_refused() -> None:
    series = column_phantom(CT).volume.series
    with pytest.raises(SpineEvidenceError, match="no patient coordinates"):
        proposed_levels(ProjectionImage(series, [None]), Level.L3, (0.0, 0.0, 0.0))
    with pytest.raises(SpineEvidenceError, match="no even grid"):
        proposed_levels(ImageStack(series, [None]), Level.L3, (0.0, 0.0, 0.0))


def test_a_few_slices_hold_no_column() -> None:
    phantom = column_phantom(CT, is_ct=True)
    thin = phantom.volume
    index = round(float(thin.geometry.lps_to_index(phantom.bodies[3])[0]))
    few = _slices(thin, index - 8, index + 8)
    with pytest.raises(SpineEvidenceError, match="too little of the column"):
        proposed_levels(few, Level.L3, phantom.bodies[3])


def _slices(volume: Volume, first: int, last: int) -> Volume:
    affine = volume.geometry.affine.copy()
    affine[:3, 3] = volume.geometry.index_to_lps((first, 0, 0))
    values = volume.stored_values[first:last]
    geometry = type(volume.geometry).from_array(affine, values.shape, volume.geometry.frame_of_reference_uid)  # type: ignore[arg-type]
    return replace(
        volume,
        geometry=geometry,
        stored_values=values,
        loaded=volume.loaded[first:last],
        images=volume.images[first:last],
    )


def test_work_that_nobody_waits_for_stops() -> None:
    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    phantom = column_phantom(CT, is_ct=True)
    with pytest.raises(Stopped):
        proposed_levels(phantom.volume, Level.L3, phantom.bodies[3], on_step=stop)
