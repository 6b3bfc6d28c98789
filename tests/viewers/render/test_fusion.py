"""A second volume over a cut: at the right place, in the look asked for, never of another patient."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.references import SeriesRef
from annotations.rigid import IDENTITY, RigidTransform, rotation_about
from tests.support.phantoms import affine_of, noise_volume, volume_of
from viewers.imaging.images import ImageDescription, Volume
from viewers.imaging.windowing import Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.fused_picture import CHECKER_PX
from viewers.state.fusion import Fusion, FusionLook
from viewers.state.viewport_state import ViewPlane, ViewportState

PERSON = ImageDescription(patient_id="7", patient_name="A^B", birth_date="19700101", sex="F")
SIZE = (240, 200)
OTHER = SeriesRef("1.2.8", "1.2.9")
STEP = RigidTransform.about((10.0, -5.0, -22.0), rotation_about((0.3, 1.0, 0.2), 20.0), (120.0, 30.0, -400.0))


def _blobs(affine, shape_kji, step=IDENTITY) -> Volume:
    """Smooth hills that lie, once moved back by `step`, at the same places of the patient on any grid."""
    plain = volume_of(np.zeros(shape_kji, np.int16), affine)
    index = np.moveaxis(np.indices(shape_kji), 0, -1)
    points = step.inverse.apply(plain.geometry.index_to_lps(index))
    values = sum(
        amount * np.exp(-((points - hill) ** 2).sum(axis=-1) / 80.0)
        for amount, hill in ((900.0, (0, -10, -20)), (700.0, (18, 0, -28)), (500.0, (5, 8, -15)))
    )
    return volume_of(values.astype(np.int16), affine, description=PERSON, windows=(Window(900, 450),))


@pytest.fixture(scope="module")
def base() -> Volume:
    return _blobs(affine_of((1, 0, 0), (0, 1, 0), (1.0, 0.5, 0.5), (-27.0, -37.0, -62.0)), (80, 130, 150))


@pytest.fixture(scope="module")
def other(base: Volume) -> Volume:
    """The same hills in another space, on a grid with other axes."""
    shape = (120, 150, 160)
    affine = affine_of((0, 1, 0), (0, 0, -1), (1.0, 0.7, 0.6), (0.0, 0.0, 0.0))
    affine[:3, 3] = STEP.apply((10.0, -5.0, -22.0)) - affine[:3, :3] @ ((np.array(shape) - 1) / 2)
    made = _blobs(affine, shape, STEP)
    return replace(made, series=OTHER, stored_values=made.stored_values.copy())


def _fusion(**fields) -> Fusion:
    return Fusion(**({"series_instance_uid": OTHER.series_instance_uid, "transform": STEP, "text": "B on A"} | fields))


def _inside(base, state, picture):
    """The display pixels that show the base."""
    values, _ = FrameRenderer().modality_values(base, state, SIZE)
    return picture[~np.isnan(values)]


@pytest.mark.parametrize("plane", [ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL])
def test_the_same_anatomy_lies_on_itself_in_every_plane(base, other, plane):
    renderer, state = FrameRenderer(), ViewportState(plane=plane, focus_lps_mm=(1.0, -9.0, -21.0))
    alone = renderer.render(base, state, SIZE)
    difference = replace(state, fusion=_fusion(look=FusionLook.DIFFERENCE))
    frame = renderer.render(base, difference, SIZE, other=other)
    assert alone.pixels.max() > 150
    assert _inside(base, state, frame.pixels).max() <= 3
    moved = RigidTransform.of(np.eye(3), (4.0, 0.0, 0.0)).after(STEP)
    wrong = replace(state, fusion=_fusion(look=FusionLook.DIFFERENCE, transform=moved))
    assert _inside(base, state, renderer.render(base, wrong, SIZE, other=other).pixels).max() > 20


def test_a_flipped_and_turned_picture_is_fused_as_it_stands(base, other):
    state = ViewportState(focus_lps_mm=(1.0, -9.0, -21.0), flip_horizontal=True, quarter_turns=1)
    state = replace(state, fusion=_fusion(look=FusionLook.DIFFERENCE))
    assert _inside(base, state, FrameRenderer().render(base, state, SIZE, other=other).pixels).max() <= 3


def test_a_fade_goes_from_one_picture_to_the_other(base, other):
    renderer, plain = FrameRenderer(), ViewportState(focus_lps_mm=(1.0, -9.0, -21.0))
    alone = renderer.render(base, plain, SIZE).pixels
    none = renderer.render(base, replace(plain, fusion=_fusion(opacity=0.0)), SIZE, other=other).pixels
    np.testing.assert_array_equal(none, alone)
    window = Window(200, 100)
    full = renderer.render(base, replace(plain, fusion=_fusion(opacity=1.0, window=window)), SIZE, other=other).pixels
    half = renderer.render(base, replace(plain, fusion=_fusion(opacity=0.5, window=window)), SIZE, other=other).pixels
    np.testing.assert_allclose(half, (alone.astype(float) + full) / 2, atol=1)
    assert np.abs(full.astype(int) - alone).max() > 50


def test_colours_let_the_base_through_where_the_other_is_dark(base, other):
    renderer, plain = FrameRenderer(), ViewportState(focus_lps_mm=(1.0, -9.0, -21.0))
    alone = renderer.render(base, plain, SIZE).pixels
    fusion = _fusion(opacity=1.0, color_map="hot-iron", window=Window(900, 3000))
    frame = renderer.render(base, replace(plain, fusion=fusion), SIZE, other=other)
    assert frame.pixels.shape == (*alone.shape, 3)
    np.testing.assert_array_equal(frame.pixels, np.repeat(alone[..., None], 3, axis=2))


def test_squares_of_a_checkerboard_come_from_either(base, other):
    renderer, plain = FrameRenderer(), ViewportState(focus_lps_mm=(1.0, -9.0, -21.0))
    alone = renderer.render(base, plain, SIZE).pixels
    fusion = _fusion(look=FusionLook.CHECKERBOARD, window=Window(200, 100))
    board = renderer.render(base, replace(plain, fusion=fusion), SIZE, other=other).pixels
    fade = replace(fusion, look=FusionLook.FADE, opacity=1.0)
    theirs = renderer.render(base, replace(plain, fusion=fade), SIZE, other=other).pixels
    np.testing.assert_array_equal(board[:CHECKER_PX, :CHECKER_PX], alone[:CHECKER_PX, :CHECKER_PX])
    second = np.s_[:CHECKER_PX, CHECKER_PX : 2 * CHECKER_PX]
    np.testing.assert_array_equal(board[second], theirs[second])


def test_where_the_other_has_no_image_the_base_stands_alone(base, other):
    far = RigidTransform.of(np.eye(3), (5000.0, 0.0, 0.0))
    state = ViewportState(fusion=_fusion(transform=far, opacity=1.0))
    renderer = FrameRenderer()
    np.testing.assert_array_equal(
        renderer.render(base, state, SIZE, other=other).pixels, renderer.render(base, ViewportState(), SIZE).pixels
    )


def test_measurements_read_the_base_alone(base, other):
    state = ViewportState(fusion=_fusion(opacity=1.0))
    renderer = FrameRenderer()
    fused, _ = renderer.modality_values(base, state, SIZE)
    alone, _ = renderer.modality_values(base, ViewportState(), SIZE)
    np.testing.assert_array_equal(fused, alone)


def test_the_frame_says_what_is_fused_only_where_it_is(base, other):
    state = ViewportState(fusion=_fusion())
    assert FrameRenderer().render(base, state, SIZE, other=other).fusion_text == "B on A"
    assert FrameRenderer().render(base, state, SIZE).fusion_text == ""


def test_another_patient_or_another_series_is_never_fused(base, other):
    state = ViewportState(fusion=_fusion())
    stranger = replace(other, description=replace(PERSON, patient_id="8"))
    with pytest.raises(ValueError, match="not fused"):
        FrameRenderer().render(base, state, SIZE, other=stranger)
    unknown = replace(other, description=ImageDescription())
    with pytest.raises(ValueError, match="not fused"):
        FrameRenderer().render(base, state, SIZE, other=unknown)
    with pytest.raises(ValueError, match="not the one"):
        FrameRenderer().render(base, state, SIZE, other=noise_volume())


def test_a_fusion_without_words_or_with_an_impossible_opacity_does_not_exist():
    with pytest.raises(ValueError, match="what is fused"):
        _fusion(text="")
    with pytest.raises(ValueError, match="opacity"):
        _fusion(opacity=1.2)
