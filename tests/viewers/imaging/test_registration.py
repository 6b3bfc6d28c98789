"""Registration by mutual information near the spine: found from afar, limited, stopped, and the same each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from annotations.geometry import VolumeGeometry, as_point
from annotations.registration import SeedKind
from annotations.rigid import RigidTransform, nearest_rotation, rotation_about
from sample_data.generate import default_root, ensure_samples
from sample_data.ground_truth import GroundTruth, load
from tests.support.loaded_volumes import loaded_volume
from tests.support.phantoms import volume_of
from viewers.imaging.images import Volume
from viewers.imaging.registration import refined
from viewers.imaging.registration_errors import RegistrationError
from viewers.imaging.registration_region import SpineRegion
from viewers.imaging.registration_result import RefinementLimits
from viewers.imaging.registration_seeds import Seed


@pytest.fixture(scope="module")
def truth() -> GroundTruth:
    return load(ensure_samples(default_root()).ground_truth_a)


@pytest.fixture(scope="module")
def ct(truth: GroundTruth, tmp_path_factory: pytest.TempPathFactory) -> Volume:
    return _volume("ct", "Lumbar spine axial", tmp_path_factory.mktemp("ct"))


@pytest.fixture(scope="module")
def mr(truth: GroundTruth, tmp_path_factory: pytest.TempPathFactory) -> Volume:
    return _volume("mr", "T1 TSE sagittal", tmp_path_factory.mktemp("mr"))


def _volume(folder: str, description: str, cache: Path) -> Volume:
    return loaded_volume(ensure_samples(default_root()).patient_a / folder, description, cache=cache)


def _centers(truth: GroundTruth, frame: str) -> np.ndarray:
    return np.array([vertebra.center for vertebra in truth.frame(frame).vertebrae])


@pytest.fixture(scope="module")
def true_transform(truth: GroundTruth) -> RigidTransform:
    """From CT to MR, by the places the generator says the same bones have in both."""
    frames = [truth.frame(name) for name in ("ct", "mr")]
    a, b = (np.array([p for v in f.vertebrae for p in (v.center, v.left_pedicle, v.superior_anterior)]) for f in frames)
    return _fitted(a, b)


def _fitted(a: np.ndarray, b: np.ndarray) -> RigidTransform:
    """The rigid step from a to b; one there is exactly."""
    rotation = nearest_rotation((b - b.mean(axis=0)).T @ (a - a.mean(axis=0)))
    found = RigidTransform.of(rotation, b.mean(axis=0) - rotation @ a.mean(axis=0))
    assert np.abs(found.apply(a) - b).max() < 0.01
    return found


def _off(true_transform: RigidTransform, center: np.ndarray, shift_mm: float, turn_deg: float) -> RigidTransform:
    """The truth, moved and turned about a point of the target."""
    axis, way = np.array([1.0, 2.0, -1.0]), np.array([1.0, -1.0, 1.0])
    step = RigidTransform.about(center, rotation_about(axis, turn_deg), shift_mm * way / np.linalg.norm(way))
    return step.after(true_transform)


def test_ct_and_mr_of_the_sample_patient_are_found_from_15_mm_and_8_degrees_off(ct, mr, truth, true_transform):
    centers = _centers(truth, "mr")
    start = _off(true_transform, centers.mean(axis=0), 15.0, 8.0)
    off = np.linalg.norm(start.apply(_centers(truth, "ct")) - centers, axis=1)
    assert off.mean() > 15
    told: list[float] = []

    found = refined(ct, mr, Seed(SeedKind.POINTS, start), SpineRegion.along(centers), on_progress=told.append)

    errors = np.linalg.norm(found.transform.apply(_centers(truth, "ct")) - centers, axis=1)
    assert errors.max() < 1.0
    assert true_transform.inverse.after(found.transform).angle_deg < 0.5
    assert found.moved_mm == pytest.approx(15.0, abs=1.0)
    assert found.turned_deg == pytest.approx(8.0, abs=0.5)
    assert found.agreement_after > found.agreement_before
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_prior_mr_is_found_from_15_mm_and_8_degrees_off(truth, tmp_path):
    now = _volume("mr", "T2 TSE sagittal", tmp_path)
    before = _volume("mr-before", "T2 TSE sagittal", tmp_path)
    places = [
        np.array([p for v in truth.frame(name).vertebrae for p in (v.center, v.left_pedicle, v.superior_anterior)])
        for name in ("mr_before", "mr")
    ]
    true = _fitted(*places)
    centers = _centers(truth, "mr")
    seed = Seed(SeedKind.POINTS, _off(true, centers.mean(axis=0), 15.0, 8.0))
    found = refined(before, now, seed, SpineRegion.along(centers))
    assert np.linalg.norm(found.transform.apply(places[0]) - places[1], axis=1).max() < 1.0
    assert true.inverse.after(found.transform).angle_deg < 0.5


def test_one_level_is_found_either_way_round_and_the_same_each_time(ct, mr, truth, true_transform):
    l4 = truth.frame("mr").vertebra("L4").center
    seed = Seed(SeedKind.POINTS, _off(true_transform, np.asarray(l4), 5.0, 3.0))
    there = refined(ct, mr, seed, SpineRegion.at(l4))
    assert refined(ct, mr, seed, SpineRegion.at(l4)).transform == there.transform
    l4_ct = truth.frame("ct").vertebra("L4").center
    assert np.linalg.norm(there.transform.apply(l4_ct) - l4) < 1.0
    back = refined(mr, ct, Seed(SeedKind.POINTS, seed.transform.inverse), SpineRegion.at(l4_ct))
    assert np.linalg.norm(back.transform.apply(l4) - l4_ct) < 1.0


def test_a_seed_from_which_the_images_lead_too_far_is_refused(ct, mr, truth, true_transform):
    l4 = truth.frame("mr").vertebra("L4").center
    seed = Seed(SeedKind.POINTS, _off(true_transform, np.asarray(l4), 8.0, 0.0))
    with pytest.raises(RegistrationError, match=r"farther than the limit of 3 mm and 2 degrees"):
        refined(ct, mr, seed, SpineRegion.at(l4), limits=RefinementLimits(3.0, 2.0))


def test_series_that_do_not_overlap_at_the_seed_are_refused(ct, mr, truth, true_transform):
    l4 = truth.frame("mr").vertebra("L4").center
    far = RigidTransform.of(np.eye(3), (300.0, 0.0, 0.0)).after(true_transform)
    with pytest.raises(RegistrationError, match="place"):
        refined(ct, mr, Seed(SeedKind.POINTS, far), SpineRegion.at(l4))


def test_whoever_asked_may_stop_it(ct, mr, truth, true_transform):
    class Stopped(Exception):
        pass

    def stop(_fraction: float) -> None:
        raise Stopped

    l4 = truth.frame("mr").vertebra("L4").center
    with pytest.raises(Stopped):
        refined(ct, mr, Seed(SeedKind.POINTS, true_transform), SpineRegion.at(l4), on_progress=stop)


def test_a_series_that_is_still_loading_is_refused(ct, mr, true_transform, truth):
    loading = replace(mr, loaded=np.zeros_like(mr.loaded))
    with pytest.raises(RegistrationError, match="not loaded completely"):
        refined(ct, loading, Seed(SeedKind.POINTS, true_transform), SpineRegion.at(truth.frame("mr").s1_center))


def test_a_region_is_a_tube_around_its_path():
    region = SpineRegion(((0.0, 0.0, 0.0), (0.0, 0.0, 100.0)), 40.0)
    points = np.array([[30.0, 0.0, 50.0], [0.0, 0.0, 130.0], [30.0, 40.0, 0.0]])
    np.testing.assert_allclose(region.distance_mm(points), [30.0, 30.0, 50.0])


def test_a_region_around_point_pairs_reaches_one_vertebra_beyond_them():
    region = SpineRegion.around(np.array([[0.0, 0.0, 0.0], [0.0, 30.0, 50.0], [0.0, 0.0, 100.0]]))
    ends = np.array(region.path_lps_mm)
    assert np.ptp(ends[:, 2]) == pytest.approx(180.0, abs=1.0)


def test_a_grid_turned_in_space_is_searched_where_it_lies():
    """The same pattern on two grids with other axes and spacings lies at the same place."""
    rng = np.random.default_rng(5)
    blobs = rng.uniform(-30, 30, (40, 3))

    def volume(rotation: np.ndarray, spacing: tuple[float, float, float], moved_mm: np.ndarray) -> Volume:
        shape = tuple(int(110 / s) for s in spacing)
        affine = np.eye(4)
        affine[:3, :3] = rotation * spacing
        affine[:3, 3] = moved_mm - affine[:3, :3] @ ((np.array(shape) - 1) / 2)
        geometry = VolumeGeometry.from_array(affine, shape, "1.2.3")
        points = geometry.index_to_lps(np.moveaxis(np.indices(shape), 0, -1).reshape(-1, 3)) - moved_mm
        values = sum(np.exp(-((points - blob) ** 2).sum(axis=1) / 60.0) for blob in blobs) * 400
        return volume_of(values.reshape(shape).astype(np.int16), affine)

    turned = rotation_about((1.0, 1.0, 0.2), 35.0)
    shift = np.array([4.0, -3.0, 2.0])
    source = volume(np.eye(3)[:, ::-1], (2.0, 2.0, 2.0), np.zeros(3))
    target = volume(turned, (3.0, 1.5, 1.5), shift)
    seed = Seed(SeedKind.POINTS, RigidTransform.of(np.eye(3), np.zeros(3)))
    found = refined(source, target, seed, SpineRegion.at(as_point(shift)))
    np.testing.assert_allclose(found.transform.apply((0.0, 0.0, 0.0)), shift, atol=0.3)
