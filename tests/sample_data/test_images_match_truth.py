"""The pixels of the sample patients show what the ground truth says."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray

from annotations.geometry import Point
from sample_data.generate import SamplePaths
from sample_data.ground_truth import FrameTruth, GroundTruth, VertebraTruth

HEIGHT_TOLERANCE_MM = 1.5
ENDPLATE_TOLERANCE_MM = 1.0
MARKER_SIGNAL = 3900


class Scan(Protocol):
    """What the fixtures give."""

    def sample(self, points: NDArray[np.float64]) -> NDArray[np.float64]: ...


def endplate_offset_mm(scan: Scan, point: Point, outward: NDArray[np.float64]) -> float:
    """How far outside `point` the bone's edge is: half-way between disc and endplate along a line."""
    steps = np.arange(-3.0, 4.0, 0.05)
    profile = scan.sample(np.asarray(point) + steps[:, None] * outward)
    peak = int(np.argmax(np.where(np.abs(steps) < 1.5, profile, -np.inf)))
    outside = float(np.median(profile[steps > 3.0]))
    half = (profile[peak] + outside) / 2
    below = np.nonzero(profile[peak:] < half)[0]
    return float(steps[peak + below[0]])


@pytest.mark.parametrize("level", ["T12", "L1", "L2", "L3", "L4", "L5"])
@pytest.mark.parametrize("where", ["anterior", "middle", "posterior"])
def test_ct_profiles_give_the_heights_of_the_bodies(ct_a: Scan, truth_a: GroundTruth, level: str, where: str) -> None:
    vertebra = truth_a.frame("ct").vertebra(level)
    top, bottom = (np.asarray(getattr(vertebra, f"{end}_{where}")) for end in ("superior", "inferior"))
    up = (top - bottom) / np.linalg.norm(top - bottom)
    above = endplate_offset_mm(ct_a, tuple(top), up)
    below = endplate_offset_mm(ct_a, tuple(bottom), -up)
    assert abs(above) < ENDPLATE_TOLERANCE_MM
    assert abs(below) < ENDPLATE_TOLERANCE_MM
    measured = np.linalg.norm(top - bottom) + above + below
    assert measured == pytest.approx(getattr(vertebra, f"height_{where}_mm"), abs=HEIGHT_TOLERANCE_MM)


def test_l1_is_a_grade_two_wedge_and_nothing_else_is(truth_a: GroundTruth) -> None:
    def loss(vertebra: VertebraTruth) -> float:
        heights = (vertebra.height_anterior_mm, vertebra.height_middle_mm, vertebra.height_posterior_mm)
        return 1 - min(heights) / max(heights[0], heights[2])

    losses = {vertebra.level: loss(vertebra) for vertebra in truth_a.frame("ct").vertebrae}
    assert losses.pop("L1") == pytest.approx(0.34, abs=0.02)
    assert max(losses.values()) < 0.20


def test_the_fracture_is_old(stir_a: Scan, truth_a: GroundTruth) -> None:
    frame = truth_a.frame("mr")
    fractured, healthy = (mean_around(stir_a, frame.vertebra(level).center) for level in ("L1", "L2"))
    assert fractured == pytest.approx(healthy, rel=0.2)


def mean_around(scan: Scan, point: Point, half_mm: float = 2.0) -> float:
    """Mean of a small sagittal square."""
    steps = np.arange(-half_mm, half_mm + 0.1, 0.5)
    y, z = np.meshgrid(steps, steps)
    return float(scan.sample(np.asarray(point) + np.column_stack([y.ravel() * 0, y.ravel(), z.ravel()])).mean())


def test_the_extrusion_is_dark_on_t2_and_its_mirror_point_is_not(t2_a: Scan, truth_a: GroundTruth) -> None:
    frame = truth_a.frame("mr")
    assert frame.extrusion is not None
    center = np.asarray(frame.extrusion.center)
    normal = np.asarray(frame.midline_normal)
    canal = np.asarray(frame.disc("L4-L5").sac_center)
    mirrored = center - 2 * ((center - canal) @ normal) * normal
    assert (center - canal) @ normal > 3.0, "the extrusion lies left of the midline"
    assert mean_around(t2_a, tuple(center), 1.0) < 0.45 * mean_around(t2_a, tuple(mirrored), 1.0)


@pytest.mark.parametrize("level", ["L1-L2", "L2-L3", "L3-L4"])
def test_thresholding_csf_gives_the_width_of_the_sac(t2_a: Scan, truth_a: GroundTruth, level: str) -> None:
    frame = truth_a.frame("mr")
    disc = frame.disc(level)
    front = np.cross(disc.normal, frame.midline_normal)
    steps = np.arange(-14.0, 14.0, 0.05)
    profile = t2_a.sample(np.asarray(disc.sac_center) + steps[:, None] * front)
    bright = steps[profile > 0.72 * profile.max()]
    assert bright.max() - bright.min() == pytest.approx(disc.sac_ap_mm, abs=1.5)


def test_foramina_hold_the_ganglion_in_fat_on_ct(ct_a: Scan, truth_a: GroundTruth) -> None:
    lumbar = [root for root in truth_a.frame("ct").roots if root.root.startswith("L")]
    assert len(lumbar) == 10
    for root in lumbar:
        assert -30 < float(ct_a.sample(np.asarray(root.foramen)[None])[0]) < 120, root


def test_pedicles_are_bone_on_both_sides(ct_a: Scan, truth_a: GroundTruth) -> None:
    for vertebra in truth_a.frame("ct").vertebrae:
        for point in (vertebra.left_pedicle, vertebra.right_pedicle):
            assert float(ct_a.sample(np.asarray(point)[None])[0]) > 110, vertebra.level
        assert vertebra.left_pedicle[0] > vertebra.right_pedicle[0]


def test_the_earlier_mr_is_the_same_spine_moved(truth_a: GroundTruth) -> None:
    now, before = truth_a.frame("mr"), truth_a.frame("mr_before")
    assert now.frame_of_reference_uid != before.frame_of_reference_uid
    one, other = (np.array([v.center for v in frame.vertebrae]) for frame in (now, before))
    assert np.abs(one - other).max() > 5
    assert np.linalg.norm(one[1:] - one[:-1], axis=1) == pytest.approx(
        np.linalg.norm(other[1:] - other[:-1], axis=1), abs=1e-3
    )
    assert now.extrusion is not None
    assert before.extrusion is not None
    assert min(now.extrusion.radii_mm) > min(before.extrusion.radii_mm)


def test_patient_b_has_six_lumbar_vertebrae_and_a_grade_one_slip(truth_b: GroundTruth) -> None:
    frame = truth_b.frame("ct")
    assert [v.level for v in frame.vertebrae if v.level[0] == "L"] == ["L1", "L2", "L3", "L4", "L5", "L6"]
    assert measured_slip(frame) == pytest.approx(frame.disc("L6-S1").slip_mm, abs=1.0)
    assert 15 < frame.disc("L6-S1").slip_percent < 25
    assert all(disc.slip_mm == 0 for disc in frame.discs if disc.level != "L6-S1")


def measured_slip(frame: FrameTruth) -> float:
    """Distance of the posterior corners of the last disc along the sacral endplate, mm (domain.md 4.6)."""
    front, back = (np.asarray(point) for point in frame.sacral_endplate)
    along = (front - back) / np.linalg.norm(front - back)
    return float((np.asarray(frame.vertebra("L6").inferior_posterior) - back) @ along)


def back_wall_mm(
    scan: Scan, corner: NDArray[np.float64], inward: NDArray[np.float64], back: NDArray[np.float64]
) -> float:
    """How far behind a posterior corner the wall of the body is, 3 mm from the endplate: the last half-way value."""
    steps = np.arange(-1.0, 5.0, 0.05)
    profile = scan.sample(corner + 3.0 * inward + steps[:, None] * back)
    half = (profile.max() + np.median(profile[steps > 4.0])) / 2
    return float(steps[np.nonzero(profile > half)[0][-1]])


def test_the_slip_of_patient_b_measured_on_the_ct_is_the_true_one(ct_b: Scan, truth_b: GroundTruth) -> None:
    frame = truth_b.frame("ct")
    front, sacral = (np.asarray(point) for point in frame.sacral_endplate)
    back = (sacral - front) / np.linalg.norm(sacral - front)
    up = np.cross(back, frame.midline_normal) * np.sign(np.cross(back, frame.midline_normal)[2])
    above = np.asarray(frame.vertebra("L6").inferior_posterior)
    walls = back_wall_mm(ct_b, above, up, back), back_wall_mm(ct_b, sacral, -up, back)
    measured = float((sacral - above) @ back) + walls[1] - walls[0]
    assert measured == pytest.approx(frame.disc("L6-S1").slip_mm, abs=1.0)


def test_gas_lies_in_the_disc_the_truth_names_and_in_no_other(ct_b: Scan, truth_b: GroundTruth) -> None:
    for disc in truth_b.frame("ct").discs:
        steps = np.arange(-2.0, 2.05, 0.25)
        lowest = float(ct_b.sample(np.asarray(disc.center) + steps[:, None] * np.asarray(disc.normal)).min())
        assert (lowest < -150) == disc.vacuum, disc.level


def test_disc_material_in_the_canal_lies_on_the_left_only(t2_axial_l4_l5_a: Scan, truth_a: GroundTruth) -> None:
    frame = truth_a.frame("mr")
    disc = frame.disc("L4-L5")
    left, normal = np.asarray(frame.midline_normal), np.asarray(disc.normal)
    back = np.cross(normal, left)
    x, y, z = np.meshgrid(np.arange(1.0, 7.0, 0.25), np.arange(-5.0, 5.0, 0.25), np.arange(-6.0, 0.5, 0.5))
    dark_mm3 = []
    for side in (1.0, -1.0):
        offsets = side * x.reshape(-1, 1) * left + y.reshape(-1, 1) * back + z.reshape(-1, 1) * normal
        values = t2_axial_l4_l5_a.sample(np.asarray(disc.sac_center) + offsets)
        dark_mm3.append(float((values < 0.35 * np.percentile(values, 95)).sum()) * 0.25 * 0.25 * 0.5)
    assert frame.extrusion is not None
    assert dark_mm3[0] > 150
    assert dark_mm3[1] < dark_mm3[0] / 3


@pytest.mark.parametrize("series", ["dx_ap", "dx_lateral"])
def test_radiographs_carry_a_lead_letter_inside_the_collimated_field(
    samples: SamplePaths, truth_a: GroundTruth, series: str
) -> None:
    image = pydicom.dcmread(next((samples.patient_a / truth_a.series_named(series).folder).glob("*.dcm")))
    pixels = image.pixel_array
    rows, columns = np.nonzero(pixels == MARKER_SIGNAL)
    assert rows.size > 100
    assert (columns < pixels.shape[1] / 4).mean() > 0.98
    if series == "dx_ap":
        assert image.PatientOrientation[0] == "L", "the letter R stands on the patient's right"
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    assert border.max() == 0


@pytest.mark.parametrize("series", ["dx_ap", "dx_lateral"])
def test_radiographs_are_magnified_as_their_distances_say(
    samples: SamplePaths, truth_a: GroundTruth, series: str
) -> None:
    radiograph = {r.series_name: r for r in truth_a.radiographs}[series]
    image = pydicom.dcmread(next((samples.patient_a / truth_a.series_named(series).folder).glob("*.dcm")))
    factor = float(image.DistanceSourceToDetector) / float(image.DistanceSourceToPatient)
    assert float(image.EstimatedRadiographicMagnificationFactor) == pytest.approx(factor, abs=1e-4)
    centers = {level: np.array([column, row]) for level, column, row in radiograph.centers}
    frame = truth_a.frame("ct")
    true = abs(frame.vertebra("L2").center[2] - frame.vertebra("L4").center[2])
    projected = abs(centers["L2"][1] - centers["L4"][1]) * float(image.ImagerPixelSpacing[0])
    assert projected == pytest.approx(true * factor, rel=0.02)


def test_bodies_are_brighter_than_discs_where_the_truth_projects_them(
    samples: SamplePaths, truth_a: GroundTruth
) -> None:
    radiograph = {r.series_name: r for r in truth_a.radiographs}["dx_lateral"]
    image = pydicom.dcmread(next((samples.patient_a / truth_a.series_named("dx_lateral").folder).glob("*.dcm")))
    pixels = image.pixel_array.astype(float)
    centers = [np.array([column, row]) for level, column, row in radiograph.centers if level in ("L2", "L3", "L4")]

    def patch(at: NDArray[np.float64]) -> float:
        column, row = np.rint(at).astype(int)
        return float(pixels[row - 4 : row + 5, column - 12 : column + 13].mean())

    for upper, lower in pairwise(centers):
        assert patch((upper + lower) / 2) < min(patch(upper), patch(lower))


def test_every_file_belongs_to_the_series_and_frame_the_truth_names(
    samples: SamplePaths, truth_a: GroundTruth, truth_b: GroundTruth
) -> None:
    for folder, truth in ((samples.patient_a, truth_a), (samples.patient_b, truth_b)):
        assert sum(len(series.images) for series in truth.series) == len(list(folder.rglob("*.dcm")))
        for series in truth.series:
            path: Path = next((folder / series.folder).glob("*.dcm"))
            image = pydicom.dcmread(path, stop_before_pixels=True)
            assert image.SeriesInstanceUID == series.series_instance_uid
            assert image.get("FrameOfReferenceUID", "") == series.frame_of_reference_uid
            assert image.PatientID == truth.patient_id
