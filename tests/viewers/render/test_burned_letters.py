"""Letters burned into the patient appear at the side that the orientation labels say, in every position and view,
after every flip, rotation and reset.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from annotations.geometry import Plane, as_point
from tests.support.letter_phantom import BRIGHT, HALF_MM, letter_at, slices_of
from tests.support.phantoms import FRAME_OF_REFERENCE, PATIENT_POSITIONS, SERIES, image_ref, volume_of
from viewers.imaging.curved import Centreline
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage
from viewers.imaging.windowing import Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.native_frame import render_native
from viewers.state.display_turns import flipped_left_right, flipped_top_bottom, rotated
from viewers.state.frame_layout import plane_letters
from viewers.state.navigation import reset
from viewers.state.viewport_state import ViewPlane, ViewportState

SIDES = ("left", "right", "top", "bottom")
SIZE = (256, 256)
WINDOW = Window(BRIGHT, BRIGHT / 2)
WHOLE = ViewportState(window=WINDOW, scale=SIZE[0] / (2 * HALF_MM))
SPACING = (2.0, 1.0, 0.5)
FINE = (1.0, 1.0, 0.5)
"""For voxels that lie across the cut: the strokes of the letters are 3 mm wide."""
LEANING = 8.0
"""Degrees by which sitting or lying crooked turns the patient in the scanner."""


def axes_of(position: str, acquired: str) -> tuple[np.ndarray, np.ndarray]:
    """(row, column) directions of slices acquired in a plane of the scanner by a patient in this position."""
    across, table_down = (np.asarray(v, dtype=float) for v in PATIENT_POSITIONS[position])
    along = np.cross(across, table_down)
    return {"axial": (across, table_down), "coronal": (across, -along), "sagittal": (table_down, -along)}[acquired]


def leaning(axes, degrees: float):
    """The same slices of a patient turned about an axis that is none of his own."""
    axis = np.array([0.6, 0.48, 0.64])
    angle = np.radians(degrees)
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    turn = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    return tuple(turn @ np.asarray(v) for v in axes)


def burned_volume(axes, drawing: str, *, backward: bool = False, spacing=SPACING):
    right, down = axes
    step = np.cross(right, down) * (-1 if backward else 1)
    values, first = slices_of(right, down, step, drawing, spacing)
    affine = np.eye(4)
    affine[:3, :3] = np.column_stack([step, down, right]) * spacing
    affine[:3, 3] = first
    return volume_of(values, affine)


def assert_letters_agree(frame, *, upright: bool) -> None:
    lit = frame.pixels < 128 if frame.invert else frame.pixels >= 128
    for side, label in zip(SIDES, frame.geometry.letters, strict=True):
        letter, is_upright = letter_at(lit, side)
        assert letter == label, f"{letter} is drawn at the {side}, labelled {label}"
        assert is_upright or not upright


@pytest.mark.parametrize(("lean_deg", "backward"), [(0.0, False), (0.0, True), (LEANING, False)])
@pytest.mark.parametrize("acquired", ["axial", "sagittal", "coronal"])
@pytest.mark.parametrize("position", PATIENT_POSITIONS)
def test_patient_planes_show_each_side_where_it_is_labelled(position, acquired, lean_deg, backward):
    renderer = FrameRenderer()
    for plane in (ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL):
        axes = leaning(axes_of(position, acquired), lean_deg)
        volume = burned_volume(axes, plane.value, backward=backward, spacing=FINE if lean_deg else SPACING)
        for invert in (False, True) if not lean_deg else (False,):
            state = ViewportState(plane, (0.0, 0.0, 0.0), window=WINDOW, invert=invert, scale=WHOLE.scale)
            assert_letters_agree(renderer.render(volume, state, SIZE), upright=True)


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("acquired", ["axial", "sagittal", "coronal"])
@pytest.mark.parametrize("position", PATIENT_POSITIONS)
def test_acquired_slices_show_each_side_where_it_is_labelled(position, acquired, backward):
    axes = axes_of(position, acquired)
    normal = np.abs(np.cross(*axes))
    drawing = ("sagittal", "coronal", "axial")[int(np.argmax(normal))]
    volume = burned_volume(axes, drawing, backward=backward)
    middle = volume.geometry.shape_kji[0] // 2
    plane = Plane((0.0, 0.0, 0.0), as_point(axes[0]), as_point(axes[1]))
    stack_frame = PlanarFrame(
        image_ref(0),
        volume.stored_values[middle],
        plane=volume.geometry.slice_plane(middle),
        pixel_spacing_mm=SPACING[1:],
    )
    stack = ImageStack(SERIES, [stack_frame], FRAME_OF_REFERENCE)
    for invert in (False, True):
        shown = ViewportState(window=WINDOW, invert=invert, scale=WHOLE.scale)
        oblique = ViewportState(ViewPlane.OBLIQUE, window=WINDOW, invert=invert, scale=WHOLE.scale, oblique=plane)
        for pixels, state in ((volume, shown), (volume, oblique), (stack, shown)):
            assert_letters_agree(FrameRenderer().render(pixels, state, SIZE), upright=False)
        native = render_native(volume, middle, WINDOW, invert=invert)
        lit = native.pixels < 128 if invert else native.pixels >= 128
        square = lit.repeat(round(SPACING[1] / SPACING[2]), axis=0)
        found = tuple(letter_at(square, side)[0] for side in SIDES)
        assert found == native.geometry.letters


def test_the_reader_of_letters_can_tell_a_mirrored_picture():
    frame = FrameRenderer().render(
        burned_volume(axes_of("HFS", "axial"), "axial"),
        ViewportState(ViewPlane.AXIAL, (0.0, 0.0, 0.0), window=WINDOW, scale=WHOLE.scale),
        SIZE,
    )
    assert letter_at(frame.pixels[:, ::-1] >= 128, "left") == ("L", False)
    assert letter_at(frame.pixels >= 128, "left") == ("R", True)
    with pytest.raises(ValueError, match="nothing is drawn"):
        letter_at(np.zeros((256, 256), dtype=bool), "top")


COMMANDS = {
    "flip left to right": flipped_left_right,
    "flip top to bottom": flipped_top_bottom,
    "rotate right": lambda state: rotated(state, 1),
    "rotate left": lambda state: rotated(state, -1),
}


@pytest.mark.parametrize("first", COMMANDS)
@pytest.mark.parametrize("second", COMMANDS)
@pytest.mark.parametrize("plane", [ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL])
@pytest.mark.parametrize("position", ["HFS", "FFP"])
def test_each_side_is_where_it_is_labelled_after_every_flip_rotation_and_reset(position, plane, first, second):
    renderer = FrameRenderer()
    volume = burned_volume(leaning(axes_of(position, "axial"), LEANING), plane.value, spacing=FINE)
    state = ViewportState(plane, (0.0, 0.0, 0.0), window=WINDOW, scale=WHOLE.scale)
    plain = renderer.render(volume, state, SIZE)
    once = COMMANDS[first](state)
    for turned in (once, COMMANDS[second](once)):
        assert_letters_agree(renderer.render(volume, turned, SIZE), upright=False)
    again = renderer.render(volume, replace(reset(once), window=WINDOW, scale=WHOLE.scale), SIZE)
    np.testing.assert_array_equal(again.pixels, plain.pixels)
    assert_letters_agree(again, upright=True)


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("flip", [False, True])
@pytest.mark.parametrize("drawing", ["axial", "sagittal", "coronal"])
def test_frames_show_each_side_where_it_is_labelled_however_they_are_turned(drawing, flip, quarters):
    axes = axes_of("HFS", drawing)
    volume = burned_volume(axes, drawing)
    middle = volume.geometry.shape_kji[0] // 2
    plane = volume.geometry.slice_plane(middle)
    letters = plane_letters(plane)
    toward = tuple({"S": "H", "I": "F"}.get(letter, letter) for letter in (letters[1], letters[3]))
    values = volume.stored_values[middle]
    placed = PlanarFrame(image_ref(0), values, plane=plane, pixel_spacing_mm=SPACING[1:])
    described = PlanarFrame(image_ref(0), values.repeat(2, axis=0), orientation_letters=toward)
    turn = {"flip_horizontal": flip, "quarter_turns": quarters}
    for pixels, scale in (
        (volume, WHOLE.scale),
        (ImageStack(SERIES, [placed], FRAME_OF_REFERENCE), WHOLE.scale),
        (ProjectionImage(SERIES, [described], size_rc=described.values.shape), SIZE[0] / described.values.shape[1]),
    ):
        state = ViewportState(window=WINDOW, scale=scale, **turn)
        assert_letters_agree(FrameRenderer().render(pixels, state, SIZE), upright=not flip and not quarters)


@pytest.mark.parametrize(("sheet_deg", "drawing"), [(0.0, "sagittal"), (90.0, "coronal"), (-90.0, "coronal")])
@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("flip", [False, True])
def test_a_curved_view_shows_each_side_where_it_is_labelled(flip, quarters, sheet_deg, drawing):
    line = Centreline(tuple((0.0, 0.0, float(z)) for z in range(31, -32, -1)))
    volume = burned_volume(axes_of("HFS", "axial"), drawing, spacing=FINE)
    state = ViewportState(
        ViewPlane.CURVED,
        window=WINDOW,
        scale=WHOLE.scale,
        flip_horizontal=flip,
        quarter_turns=quarters,
        curve=line,
        curve_turn_deg=sheet_deg,
    )
    assert_letters_agree(FrameRenderer().render(volume, state, SIZE), upright=False)


def test_every_way_to_turn_or_mirror_a_view_is_tried_above():
    names = {field.name for field in fields(ViewportState)}
    assert names == {
        "plane", "focus_lps_mm", "frame_index", "window", "invert", "scale", "pan_px", "camera", "oblique",
        "show_shutter", "flip_horizontal", "quarter_turns", "is_smooth", "color_map", "slab", "fusion", "cuts_3d",
        "curve", "curve_turn_deg",
    }, "a new way to turn or mirror a picture must be added to the views tried above"  # fmt: skip
