"""A real CT and a real MR of one person, registered from three point pairs; residuals at landmarks placed by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from annotations.geometry import as_point
from annotations.registration import SeedPair, pair_residuals_mm
from annotations.rigid import RigidTransform
from tests.support.loaded_volumes import loaded_volume
from viewers.imaging.images import Volume
from viewers.imaging.registration import refined
from viewers.imaging.registration_region import SpineRegion
from viewers.imaging.registration_seeds import Seed, seed_of_points

LANDMARKS = tomllib.loads((Path(__file__).parent / "landmarks" / "lspine_ct_mr.toml").read_text(encoding="utf-8"))
LEVELS = tuple(LANDMARKS["ct"])
LARGEST_MEDIAN_MM = 3.0


@pytest.fixture(scope="module")
def ct(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Volume:
    return loaded_volume(shared_data / "ct-lspine-sagittal", "Sagittal", cache=tmp_path_factory.mktemp("ct"))


@pytest.fixture(scope="module")
def mr(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Volume:
    return loaded_volume(shared_data / "mr-lspine-hitachi", "T2 SAG", cache=tmp_path_factory.mktemp("mr"))


def _points(volume: Volume, places: list[list[float]]) -> np.ndarray:
    """LPS mm of landmarks, given as (column, row, slice)."""
    return volume.geometry.index_to_lps(np.array(places)[:, ::-1])


@pytest.fixture(scope="module")
def seed(ct: Volume, mr: Volume) -> Seed:
    both = zip(_points(ct, LANDMARKS["seeds"]["ct"]), _points(mr, LANDMARKS["seeds"]["mr"]), strict=True)
    return seed_of_points(tuple(SeedPair(str(n), as_point(a), as_point(b)) for n, (a, b) in enumerate(both, start=1)))


def _residuals(ct: Volume, mr: Volume, transform: RigidTransform) -> dict[str, np.ndarray]:
    """Distances of the landmarks of each level after registration, mm."""
    return {
        level: np.linalg.norm(
            transform.apply(_points(ct, LANDMARKS["ct"][level])) - _points(mr, LANDMARKS["mr"][level]), axis=1
        )
        for level in LEVELS
    }


def _told(title: str, residuals: dict[str, np.ndarray]) -> str:
    cells = " ".join(f"{level} {np.median(found):.1f} ({found.max():.1f})" for level, found in residuals.items())
    return f"{title}: median (largest) residual in mm: {cells}"


def test_no_seed_is_one_of_the_landmarks(ct, mr, seed):
    for volume, name in ((ct, "ct"), (mr, "mr")):
        seeds = _points(volume, LANDMARKS["seeds"][name])
        for level in LEVELS:
            corners = _points(volume, LANDMARKS[name][level])
            assert np.linalg.norm(seeds[:, None] - corners, axis=2).min() > 8.0


@pytest.mark.parametrize("level", LEVELS)
def test_the_level_a_registration_is_centred_on_fits_within_3_mm(ct, mr, seed, level, record_property):
    center = as_point(_points(mr, LANDMARKS["mr"][level]).mean(axis=0))
    found = refined(ct, mr, seed, SpineRegion.at(center))
    residuals = _residuals(ct, mr, found.transform)
    print(_told(f"centred on {level}", residuals))
    record_property("residuals", _told(f"centred on {level}", residuals))
    assert np.median(residuals[level]) < LARGEST_MEDIAN_MM
    assert found.moved_mm < 6.0
    assert found.turned_deg < 8.0


def test_the_whole_spine_is_registered_as_well_as_a_rigid_step_can(ct, mr, seed, record_property):
    """The spine bends between the scans: the best rigid fit of all landmarks itself leaves 1.2 to 2.4 mm."""
    found = refined(ct, mr, seed, SpineRegion.around(np.array([pair.to_lps_mm for pair in seed.pairs])))
    residuals = _residuals(ct, mr, found.transform)
    print(_told("whole spine", residuals))
    record_property("residuals", _told("whole spine", residuals))
    assert max(float(np.median(one)) for one in residuals.values()) < LARGEST_MEDIAN_MM
    assert max(pair_residuals_mm(found.transform, seed.pairs)) < 5.0


def test_refinement_brings_the_lower_levels_nearer_than_the_seeds_alone(ct, mr, seed):
    l5 = as_point(_points(mr, LANDMARKS["mr"]["L5"]).mean(axis=0))
    found = refined(ct, mr, seed, SpineRegion.at(l5))
    before = np.median(_residuals(ct, mr, seed.transform)["L5"])
    assert np.median(_residuals(ct, mr, found.transform)["L5"]) < before - 1.0
