"""The words in the corners: what must always be there, and what must never be guessed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.geometry import Plane
from tests.support.scenes import DESCRIPTION, a_radiograph, a_volume, in_patient, on_image
from viewers.imaging.images import ImageStack
from viewers.imaging.padding import PaddingRange
from viewers.imaging.problems import Problem, ProblemCode
from viewers.qt.corner_text import (
    MIRRORED_MARKERS,
    UNKNOWN_PATIENT,
    identity_lines,
    notices_of,
    position_text,
    study_lines,
    value_lines,
    value_text,
    value_under,
    with_corner_text,
)
from viewers.qt.further_text import patient_lines
from viewers.qt.plain_text import isolated
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.display_size import projection_mm_per_px
from viewers.state.overlay import OverlayContent, TextLevel
from viewers.state.presentation_state import PresentedImage, presented
from viewers.state.viewport_state import ViewPlane, ViewportState

SIZE = (320, 240)


def corners(state: ViewportState) -> OverlayContent:
    volume = a_volume()
    return with_corner_text(OverlayContent(), volume, FrameRenderer().render(volume, state, SIZE))


def test_identity_is_name_then_number_birth_date_and_sex() -> None:
    assert identity_lines(DESCRIPTION) == (isolated("SAMPLE, Patient A"), f"{isolated('000482')} · 1967-03-14 · F")


def test_a_missing_name_is_said() -> None:
    assert identity_lines(replace(DESCRIPTION, patient_name=""))[0] == UNKNOWN_PATIENT


def test_study_and_series_stand_together() -> None:
    assert study_lines(DESCRIPTION) == ("CT · 2026-10-02", isolated("Bone 1.0"))


def test_a_slice_says_window_number_and_position_with_its_letter() -> None:
    content = corners(ViewportState(focus_lps_mm=(31.5, 31.5, 10.0)))
    assert content.bottom_left == ("W 400  L 40 HU", "interpolated 1.0 → 0.27 mm", "6 / 20 · z +10.0 mm (S)")
    assert content.zoom_text == "3.8x"
    assert content.notices == ()


def test_a_cut_between_slices_is_called_reformatted() -> None:
    content = corners(ViewportState(plane=ViewPlane.SAGITTAL, focus_lps_mm=(2.5, 30.0, 10.0)))
    assert content.notices == ("reformatted",)
    assert "x +2.5 mm (L)" in content.bottom_left[-1]


@pytest.mark.parametrize(("position", "text"), [(2.14, "x +2.1 mm (L)"), (-8.0, "x -8.0 mm (R)")])
def test_the_letter_follows_the_sign(position: float, text: str) -> None:
    volume = a_volume()
    frame = FrameRenderer().render(volume, ViewportState(plane=ViewPlane.SAGITTAL), SIZE)
    assert position_text(replace(frame, position_mm=position)) == text


def test_a_leaning_cut_counts_along_its_own_normal_and_says_how_far_it_leans() -> None:
    leaning = np.radians(32.0)
    plane = Plane((31.5, 31.5, 19.0), (1.0, 0.0, 0.0), (0.0, np.cos(leaning), np.sin(leaning)))
    state = ViewportState(plane=ViewPlane.OBLIQUE, oblique=plane)
    frame = FrameRenderer().render(a_volume(), state, SIZE)
    along = -31.5 * np.sin(leaning) + 19.0 * np.cos(leaning)
    letter = "S" if along >= 0 else "I"
    assert position_text(frame) == f"normal {along:+.1f} mm ({letter}) · axial 32.0° to coronal"


def test_a_slice_tilted_a_little_says_so_in_a_word() -> None:
    leaning = np.radians(6.0)
    plane = Plane((31.5, 31.5, 19.0), (1.0, 0.0, 0.0), (0.0, np.cos(leaning), np.sin(leaning)))
    state = ViewportState(plane=ViewPlane.OBLIQUE, oblique=plane)
    frame = replace(FrameRenderer().render(a_volume(), state, SIZE), is_oblique=False)
    assert position_text(frame).endswith("mm (S) · tilted 6°")
    assert position_text(frame).startswith("normal +")


def test_a_flipped_picture_says_so_in_every_level_of_text() -> None:
    for level in TextLevel:
        volume, state = a_volume(), ViewportState(flip_horizontal=True)
        content = with_corner_text(
            OverlayContent(text_level=level), volume, FrameRenderer().render(volume, state, SIZE)
        )
        assert content.announcements == ("flipped by user",)


def test_a_flipped_radiograph_says_that_its_markers_are_mirrored_and_keeps_its_side() -> None:
    radiograph = replace(a_radiograph(), description=replace(DESCRIPTION, modality="DX", laterality="R"))
    for state, words in (
        (ViewportState(flip_horizontal=True), ("flipped by user", MIRRORED_MARKERS)),
        (ViewportState(quarter_turns=1), ("rotated 90° by user",)),
        (ViewportState(), ()),
    ):
        frame = FrameRenderer().render(radiograph, state, SIZE)
        content = with_corner_text(OverlayContent(), radiograph, frame)
        assert content.announcements == words
        assert "R" in content.top_right


def test_a_picture_turned_as_its_presentation_asks_does_not_blame_the_user() -> None:
    radiograph = a_radiograph()
    asked = PresentedImage("1.2", quarter_turns_before_flip=1, flip_horizontal=True)
    for state, word in ((presented(ViewportState(), asked), "presentation"), (ViewportState(quarter_turns=2), "user")):
        frame = FrameRenderer().render(radiograph, state, SIZE)
        content = with_corner_text(OverlayContent(presentation=asked), radiograph, frame)
        assert content.announcements[0].endswith(f"by {word}")


@pytest.mark.parametrize(("born", "seen"), [("", "20260101"), ("19700101", "unknown"), ("20270101", "20260101")])
def test_an_age_that_cannot_be_known_is_not_said(born: str, seen: str) -> None:
    assert patient_lines(replace(DESCRIPTION, birth_date=born, study_date=seen)) == ()


def test_full_text_adds_age_study_institution_series_and_slice() -> None:
    description = replace(
        DESCRIPTION,
        study_description="Lumbar spine",
        institution="Clinic",
        series_number=4,
        slice_thickness_mm=1.25,
        body_part="LSPINE",
        patient_position="HFS",
    )
    volume = a_volume(description)
    frame = FrameRenderer().render(volume, ViewportState(), SIZE)
    full, minimal = (
        with_corner_text(OverlayContent(text_level=level), volume, frame)
        for level in (TextLevel.FULL, TextLevel.MINIMAL)
    )
    assert set(full.top_left) - set(minimal.top_left) == {"59 years old at this study"}
    assert full.top_right[len(minimal.top_right) :] == (
        isolated("Lumbar spine"),
        isolated("Clinic"),
        "LSPINE HFS",
        "series 4",
        "slice thickness 1.25 mm",
    )


def test_pixels_as_blocks_are_said_beside_the_window() -> None:
    assert corners(ViewportState(is_smooth=False)).bottom_left[0] == "W 400  L 40 HU · pixels as blocks"


def test_a_radiograph_has_no_position_no_millimetres_and_says_it_is_not_calibrated() -> None:
    radiograph = a_radiograph()
    frame = FrameRenderer().render(radiograph, ViewportState(), SIZE)
    content = with_corner_text(OverlayContent(), radiograph, frame)
    assert content.calibration_badge == CalibrationSource.NONE.label
    assert content.projection_mm_per_px is None
    assert "mm" not in " ".join(content.bottom_left)


def test_a_calibrated_radiograph_has_a_scale_along_its_rows() -> None:
    calibration = PixelCalibration(CalibrationSource.DETECTOR, 0.2, 0.2)
    radiograph = replace(a_radiograph(), calibration=calibration)
    frame = FrameRenderer().render(radiograph, ViewportState(scale=2.0), SIZE)
    assert projection_mm_per_px(radiograph, frame.geometry) == pytest.approx(0.1)


def test_problems_and_lossy_compression_are_notices() -> None:
    volume = replace(
        a_volume(replace(DESCRIPTION, lossy=True)),
        problems=(Problem(ProblemCode.MISSING_SLICES, "two slices are missing after 14"),),
    )
    frame = FrameRenderer().render(volume, ViewportState(focus_lps_mm=(31.5, 31.5, 10.0)), SIZE)
    assert notices_of(volume, frame) == ("lossy compression", "slices missing")


def test_the_value_under_the_cursor_is_that_of_the_voxel_or_pixel() -> None:
    volume, radiograph = a_volume(), a_radiograph()
    renderer = FrameRenderer()
    cut = renderer.render(volume, ViewportState(), SIZE)
    plain = renderer.render(radiograph, ViewportState(), SIZE)
    assert value_under(volume, cut, in_patient((20.2, 30.4, 10.3))) == volume.stored_values[5, 30, 20] - 1000
    values = radiograph.frames[0]
    assert values is not None
    assert values.values is not None
    assert value_under(radiograph, plain, on_image((7.2, 9.4))) == values.values[9, 7]
    assert value_under(radiograph, plain, on_image((500.0, 9.0))) is None
    assert value_under(volume, cut, None) is None


def test_a_gap_between_slices_is_said_beside_the_slice_number() -> None:
    radiograph = a_radiograph()
    frames = [radiograph.frames[0]] * 3
    stack = ImageStack(radiograph.series, frames, size_rc=radiograph.size_rc, steps_mm=(2.0, 6.0), frame_step_mm=2.0)
    first, second = (FrameRenderer().render(stack, ViewportState(frame_index=n), SIZE) for n in (0, 1))
    assert "gap of 2 slices after this one" in with_corner_text(OverlayContent(), stack, second).bottom_left
    assert not any("gap" in line for line in with_corner_text(OverlayContent(), stack, first).bottom_left)


def test_a_stack_says_beside_its_series_which_one_it_is() -> None:
    lines = study_lines(replace(DESCRIPTION, stack_label="echo 2"))
    assert lines == ("CT · 2026-10-02", f"{isolated('Bone 1.0')} · {isolated('echo 2')}")
    assert study_lines(replace(DESCRIPTION, series_description="", stack_label="echo 2"))[1] == isolated("echo 2")


@pytest.mark.parametrize(
    ("value", "text"), [(412.0, "412"), (-1024.0, "-1024"), (40.5, "40.5"), (0.00131, "0.00131"), (1234.56, "1235")]
)
def test_values_are_said_in_as_many_figures_as_they_need(value: float, text: str) -> None:
    assert value_text(value) == text


def test_padding_and_colour_are_said_in_words_and_not_as_a_value() -> None:
    radiograph = a_radiograph()
    first = radiograph.frames[0]
    assert first is not None
    assert first.values is not None
    low, high = float(first.values.min()), float(first.values.max())
    padded = replace(radiograph, frames=[replace(first, padding=PaddingRange(low, high))])
    frame = FrameRenderer().render(padded, ViewportState(), SIZE)
    assert value_lines(padded, frame, on_image((7.0, 9.0))) == ("padding",)
    colour = np.full((*first.values.shape, 3), (1, 2, 3), np.uint8)
    coloured = replace(radiograph, frames=[replace(first, values=colour)])
    frame = FrameRenderer().render(coloured, ViewportState(), SIZE)
    assert value_lines(coloured, frame, on_image((7.0, 9.0))) == ("RGB 1 2 3",)
