"""The uncertainty of measurements: closed forms and random trials agree with the numeric propagation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from annotations.curves import path_length
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.measurements import measurements_of
from annotations.placement_error import outline_area_error, path_error, propagated
from annotations.shapes import curve_length, length, outline_length

ERROR = 0.25
RANDOM = np.random.default_rng(20261127)


def test_a_distance_is_uncertain_by_root_two_of_its_ends() -> None:
    points = np.array([(0.0, 0, 0), (3, 4, 12)])
    assert propagated(lambda p: length(p[0], p[1]), points, ERROR) == pytest.approx(math.sqrt(2) * ERROR, rel=1e-6)


def test_paths_and_outlines_in_closed_form_agree_with_the_numeric_way() -> None:
    points = RANDOM.uniform(-30, 30, (7, 3))
    assert path_error(points, ERROR) == pytest.approx(propagated(path_length, points, ERROR), rel=1e-6)
    assert path_error(points, ERROR, closed=True) == pytest.approx(propagated(outline_length, points, ERROR), rel=1e-6)


def test_the_curve_through_points_is_as_uncertain_as_the_path_to_a_tenth() -> None:
    turns = np.linspace(0, np.pi, 8)
    points = np.column_stack([20 * np.cos(turns), 20 * np.sin(turns), 0 * turns])
    numeric = propagated(curve_length, points, ERROR)
    assert numeric is not None
    assert path_error(points, ERROR) == pytest.approx(numeric, rel=0.1)


def test_a_boundary_read_too_far_out_adds_its_length_times_the_error() -> None:
    assert outline_area_error(2 * math.pi * 10, 0.5) == pytest.approx(math.pi * (10.5**2 - 10**2), rel=0.03)


def test_a_value_that_ends_beside_the_points_has_no_uncertainty() -> None:
    def brittle(points: np.ndarray) -> float:
        if points[0, 0] > 0:
            raise ValueError("gone")
        return 1.0

    assert propagated(brittle, np.zeros((1, 3)), ERROR) is None


CASES = {
    MarkKind.VERTEBRA: ((0, -30, 16), (0, -15, 19), (0, 0, 22), (0, -30, 0), (0, -15, 0.5), (0, 0, 0)),
    MarkKind.SLIP: ((0, 0, 0), (0, -35, 0), (0, -8, 12)),
    MarkKind.COBB: ((-20, 0, 104), (20, 0, 96), (-20, 0, -4), (20, 0, 5)),
    MarkKind.SPINOPELVIC: ((0, 20, 14), (0, -20, -13), (-85, -24, -87), (85, -24, -87)),
    MarkKind.ANGLE: ((30, 0, 0), (0, 0, 0), (10, 25, 0)),
    MarkKind.ELLIPSE: ((-20, 0, 0), (20, 0, 0), (0, -8, 0), (0, 8, 0)),
}


@pytest.mark.parametrize("kind", CASES, ids=lambda kind: kind.value)
def test_the_stated_uncertainty_is_the_spread_of_random_trials(kind: MarkKind) -> None:
    """Normal errors of the stated size on every coordinate; 2,000 trials find the spread to about 2 %."""
    points = np.array(CASES[kind], dtype=float)
    stated = _values(kind, points, 0.5)
    error = 0.5 * (0.5 if kind in (MarkKind.ANGLE, MarkKind.ELLIPSE) else 1.0)
    random = np.random.default_rng(7)
    trials = [_values(kind, points + random.normal(0, error, points.shape), None) for _ in range(2000)]
    for name, (_, uncertainty) in stated.items():
        spread = float(np.std([trial[name][0] for trial in trials]))
        assert uncertainty is not None
        assert uncertainty == pytest.approx(spread, rel=0.08), name


def _values(kind: MarkKind, points: np.ndarray, spacing: float | None) -> dict[str, tuple[float, float | None]]:
    location = PatientLocation("1.9", tuple(map(tuple, points.tolist())))
    found = measurements_of(Mark("m", kind, location), pixel_spacing_mm=spacing)
    return {one.name: (one.value, one.uncertainty) for one in found}
