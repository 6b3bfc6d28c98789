"""Presets on a volume: shift and width of the ramp, light, and words for what was changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.scenes import a_volume
from viewers.render.ray_pace import AIM_S, LIMITS_PX, RayPace
from viewers.render.volume_look import look_of, look_words, preset_of, ramp_middle, shift_per_px
from viewers.render.volume_presets import MATTE, VOLUME_PRESETS, Blend, preset_ids
from viewers.state.viewport_state import Camera3D

VOLUME = a_volume()
"""Stored values 0 to 1999, intercept -1000."""


def opacity(camera: Camera3D, value_hu: float) -> float:
    return float(look_of(VOLUME, camera).ramp.of(np.array([value_hu + 1000]))[0])


def test_ramps_are_in_stored_values() -> None:
    camera = Camera3D(preset="CT-Muscle")
    for value, alpha in VOLUME_PRESETS["CT-Muscle"].opacity:
        assert opacity(camera, value) == pytest.approx(alpha)


def test_a_shift_moves_the_ramp_and_a_width_stretches_it_about_its_middle() -> None:
    camera = Camera3D(preset="CT-MIP")
    middle = ramp_middle(preset_of("CT-MIP").opacity)
    level = opacity(camera, middle)
    assert opacity(replace(camera, shift=200), middle + 200) == pytest.approx(level)
    assert opacity(replace(camera, width=3), middle) == pytest.approx(level)
    assert opacity(replace(camera, width=3), middle + 300) == pytest.approx(opacity(camera, middle + 100))
    assert opacity(replace(camera, shift=-150, width=2), middle - 150 + 80) == pytest.approx(
        opacity(camera, middle + 40)
    )


def test_a_ramp_without_width_is_refused() -> None:
    with pytest.raises(ValueError, match="width above 0"):
        Camera3D(width=0)


def test_light_is_as_the_preset_says_unless_it_was_switched() -> None:
    assert look_of(VOLUME, Camera3D(preset="CT-Soft-Tissue")).shading is None
    assert look_of(VOLUME, Camera3D(preset="CT-Soft-Tissue", shading=True)).shading == MATTE
    assert look_of(VOLUME, Camera3D(preset="CT-Bone", shading=False)).shading is None


def test_what_was_changed_is_said() -> None:
    assert look_words(Camera3D(), "HU") == "Bone"
    assert (
        look_words(Camera3D(shift=-50, width=1.25, shading=False), "HU") == "Bone  shift -50 HU  width 125%  unshaded"
    )
    assert look_words(Camera3D(preset="MR-Default", shift=12), "") == "MR  shift +12"
    assert look_words(Camera3D(shading=True), "HU") == "Bone"


def test_an_unknown_preset_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"CT-Bonez.*Spine-Bone"):
        look_of(VOLUME, Camera3D(preset="CT-Bonez"))


def test_only_sums_have_no_surface() -> None:
    without = [name for name in VOLUME_PRESETS if not look_of(VOLUME, Camera3D(preset=name)).has_surface]
    assert without == ["CT-X-ray"]


def test_a_modality_is_offered_its_own_presets() -> None:
    assert set(preset_ids("MR")) == {"MR-Default", "MR-MIP"}
    assert {"Spine-Bone", "CT-Bone", "CT-Bones", "CT-Soft-Tissue", "CT-Muscle", "CT-MIP", "CT-X-ray"} == set(
        preset_ids("CT")
    )
    assert set(preset_ids("PT")) == set(VOLUME_PRESETS)


def test_muscle_and_mr_mip_are_slicer_s_to_the_digit() -> None:
    muscle, mip = VOLUME_PRESETS["CT-Muscle"], VOLUME_PRESETS["MR-MIP"]
    ramp = ((-3024, 0), (-155.407, 0), (217.641, 0.676471), (419.736, 0.833333), (3071, 0.803922))
    assert muscle.opacity == ramp
    assert muscle.colors[2] == (217.641, 0.882353, 0.603922, 0.290196)
    assert mip.opacity == ((0, 0), (98.3725, 0), (416.637, 1), (2800, 1))
    assert mip.blend is Blend.MAXIMUM


def test_a_pixel_of_drag_is_two_hounsfield_units_and_a_like_share_of_an_mr() -> None:
    assert shift_per_px(VOLUME, Camera3D()) == 2
    assert 0 < shift_per_px(VOLUME, Camera3D(preset="MR-Default")) < 4


def test_a_slow_machine_gets_fewer_rays_until_pictures_come_in_time() -> None:
    pace = RayPace()
    cost_at_one_px = 0.5
    for _ in range(12):
        pace.took(cost_at_one_px / pace.spacing_px**2)
    assert cost_at_one_px / pace.spacing_px**2 == pytest.approx(AIM_S, rel=0.05)


def test_rays_come_neither_nearer_nor_farther_than_makes_sense() -> None:
    pace = RayPace()
    for _ in range(20):
        pace.took(5.0)
    assert pace.spacing_px == LIMITS_PX[1]
    for _ in range(20):
        pace.took(0.0)
    assert pace.spacing_px == LIMITS_PX[0]
