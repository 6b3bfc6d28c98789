"""Needle geometry against the test vectors of domain.md 4.3."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.anatomy import Laterality, Level
from annotations.locations import PatientLocation
from annotations.targets import ProcedureTarget
from annotations.trajectories import (
    NeedlePath,
    beam_direction,
    needle_path,
    oblique_text,
    path_of_target,
    square_tilt,
    stock_needle_length_mm,
    tilt_text,
)

numbers = st.floats(-300, 300)
points = st.tuples(numbers, numbers, numbers)


def test_the_vector_of_domain_4_3() -> None:
    path = needle_path((60, 70, -20), (20, 0, 0))
    assert path.length_mm == pytest.approx(83.07, abs=0.005)
    assert path.obliquity_deg == pytest.approx(29.74, abs=0.005)
    assert path.tilt_deg == pytest.approx(-13.93, abs=0.005)
    assert path.dicom_primary_deg == pytest.approx(150.26, abs=0.005)
    assert path.dicom_secondary_deg == pytest.approx(-13.93, abs=0.005)
    assert path.sagittal_deg == pytest.approx(-15.95, abs=0.005)
    assert path.axial_deg == pytest.approx(29.74, abs=0.005)


def test_straight_posterior_is_zero_zero_and_primary_180() -> None:
    path = needle_path((0, 80, 0), (0, 0, 0))
    assert (path.obliquity_deg, path.tilt_deg) == (0, 0)
    assert abs(path.dicom_primary_deg) == 180


def test_thirty_degrees_to_the_left() -> None:
    assert needle_path((50, 86.6, 0), (0, 0, 0)).obliquity_deg == pytest.approx(30.0, abs=0.001)


def test_a_right_sided_entry_has_a_negative_obliquity() -> None:
    path = needle_path((-60, 70, -20), (-20, 0, 0))
    assert path.obliquity_deg == pytest.approx(-29.74, abs=0.005)
    assert path.axial_deg == pytest.approx(29.74, abs=0.005)
    assert "RIGHT" in path.angle_text


@given(points, points)
def test_positioner_angles_give_the_beam_back(entry: tuple[float, ...], tip: tuple[float, ...]) -> None:
    assume(math.dist(entry, tip) > 1)
    path = needle_path(entry, tip)  # type: ignore[arg-type]
    beam = beam_direction(path.dicom_primary_deg, path.dicom_secondary_deg)
    for got, e, t in zip(beam, entry, tip, strict=True):
        assert got * path.length_mm == pytest.approx(e - t, abs=1e-3)


@given(points, points)
def test_mirroring_the_patient_mirrors_the_obliquity_only(entry: tuple[float, ...], tip: tuple[float, ...]) -> None:
    assume(math.dist(entry, tip) > 1 and abs(entry[0] - tip[0]) > 1e-6)
    one = needle_path(entry, tip)  # type: ignore[arg-type]
    other = needle_path((-entry[0], *entry[1:]), (-tip[0], *tip[1:]))  # type: ignore[arg-type]
    assert other.obliquity_deg == pytest.approx(-one.obliquity_deg, abs=1e-9)
    assert (other.tilt_deg, other.axial_deg) == pytest.approx((one.tilt_deg, one.axial_deg))


def test_a_path_without_a_direction_is_refused() -> None:
    with pytest.raises(ValueError, match="same point"):
        needle_path((1, 2, 3), (1, 2, 3))
    with pytest.raises(ValueError, match="same point"):
        needle_path((float("nan"), 2, 3), (1, 2, 3))


def test_squaring_a_sacral_endplate_needs_a_cephalad_tilt() -> None:
    slope = math.radians(40)
    normal = (0.0, -math.sin(slope), math.cos(slope))
    assert square_tilt(normal) == pytest.approx(40.0)
    assert square_tilt(normal, 25) == pytest.approx(37.3, abs=0.05)


@pytest.mark.parametrize(
    ("path_mm", "needle"),
    [(28, 38), (28.1, 89), (79, 89), (83.07, 127), (117, 127), (142, 152), (168, 178), (169, None)],
)
def test_the_first_stock_needle_that_leaves_the_hub_outside(path_mm: float, needle: int | None) -> None:
    assert stock_needle_length_mm(path_mm) == needle


@pytest.mark.parametrize(
    ("angle", "text"),
    [(25, "oblique 25° toward patient LEFT"), (-25, "oblique 25° toward patient RIGHT"), (0.4, "no oblique")],
)
def test_obliquity_is_spoken_of_by_the_patients_side(angle: float, text: str) -> None:
    assert oblique_text(angle) == text


@pytest.mark.parametrize(("angle", "text"), [(8, "tilt 8° cephalad"), (-8, "tilt 8° caudad"), (-0.3, "no tilt")])
def test_tilt_is_spoken_of_as_cephalad_or_caudad(angle: float, text: str) -> None:
    assert tilt_text(angle) == text


def test_the_texts_of_a_path() -> None:
    path = needle_path((60, 70, -20), (20, 0, 0))
    assert path.angle_text == "oblique 30° toward patient LEFT; tilt 14° caudad"
    assert path.depth_text == "depth 83 mm; needle 127 mm"
    assert needle_path((0, 200, 0), (0, 0, 0)).depth_text == "depth 200 mm; longer than any stock needle"


def test_a_steep_tilt_is_beyond_a_typical_c_arm() -> None:
    assert needle_path((0, 80, 0), (0, 0, 0)).is_within_c_arm_limits
    assert not needle_path((0, 50, 80), (0, 0, 0)).is_within_c_arm_limits


def test_a_target_has_a_path_once_entry_and_tip_are_apart() -> None:
    def target(location: PatientLocation | None) -> ProcedureTarget:
        return ProcedureTarget("t", "esi_il_lumbar", Level.L4_L5, Laterality.LEFT, location)

    assert path_of_target(target(None)) is None
    assert path_of_target(target(PatientLocation("1.2", ((0, 0, 0), (0, 0, 0))))) is None
    placed = path_of_target(target(PatientLocation("1.2", ((60, 70, -20), (20, 0, 0)))))
    assert isinstance(placed, NeedlePath)
    assert placed.length_mm == pytest.approx(83.07, abs=0.005)
