"""What a cut says of itself."""

from __future__ import annotations

import numpy as np
import pytest

from annotations.geometry import Plane
from tests.support.phantoms import affine_of, ramp_volume
from viewers.state.cut_words import acquired_spacing_mm, interpolation_words, slab_words, tilt_words
from viewers.state.frame import FrameGeometry
from viewers.state.viewport_state import Slab, SlabMode

AXIAL = Plane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
CORONAL = Plane((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0))


@pytest.mark.parametrize(
    ("degrees", "words"),
    [
        (0.0, "axial"),
        (12.3, "axial 12.3° to coronal"),
        (44.0, "axial 44.0° to coronal"),
        (80.0, "coronal 10.0° to axial"),
    ],
)
def test_a_single_tilt_is_said_from_the_nearest_patient_plane(degrees, words):
    angle = np.radians(degrees)
    assert tilt_words((0, np.sin(angle), np.cos(angle))) == words
    assert tilt_words((0, np.sin(angle), -np.cos(angle))) == words


def test_a_double_tilt_gives_back_the_normal_it_was_made_from():
    first, second = np.radians(14.0), np.radians(5.0)
    normal = (np.sin(second), np.cos(second) * np.sin(first), np.cos(second) * np.cos(first))
    assert tilt_words(normal) == "axial 14.0° to coronal, 5.0° to sagittal"


@pytest.mark.parametrize(("mode", "word"), [("max", "MIP"), ("min", "MinIP"), ("mean", "mean")])
def test_a_slab_says_its_thickness_and_what_it_shows(mode, word):
    assert slab_words(Slab(10.0, SlabMode(mode))) == f"slab 10 mm {word}"


def test_spacing_along_a_slanting_line_lies_between_those_of_the_axes():
    geometry = ramp_volume(affine_of((1, 0, 0), (0, 1, 0), (4.5, 0.5, 0.5), (0, 0, 0)), (10, 20, 20)).geometry
    assert acquired_spacing_mm(geometry, (0, 0, 1)) == pytest.approx(4.5)
    assert acquired_spacing_mm(geometry, (0, 1, 0)) == pytest.approx(0.5)
    assert 0.5 < acquired_spacing_mm(geometry, (0, 0.6, 0.8)) < 4.5


@pytest.mark.parametrize(
    ("plane", "mm_per_px", "words"),
    [
        (CORONAL, 0.5, "interpolated 4.5 → 0.50 mm"),
        (CORONAL, 2.25, ""),
        (AXIAL, 0.5, ""),
        (AXIAL, 0.25, ""),
        (AXIAL, 0.2, "interpolated 0.50 → 0.20 mm"),
    ],
)
def test_a_pane_says_when_it_shows_more_pixels_than_were_acquired(plane, mm_per_px, words):
    geometry = ramp_volume(affine_of((1, 0, 0), (0, 1, 0), (4.5, 0.5, 0.5), (0, 0, 0)), (10, 20, 20)).geometry
    assert interpolation_words(geometry, FrameGeometry((100, 100), plane, mm_per_px)) == words
