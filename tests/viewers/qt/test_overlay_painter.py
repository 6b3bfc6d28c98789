"""What is painted over a frame, read back from the picture."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from annotations.calibration import CalibrationSource
from annotations.marks import MARK_KINDS, MarkKind
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import a_length, a_point, axial_geometry, image_geometry, in_patient, on_image
from viewers.qt import overlay_marks
from viewers.qt.overlay_marks import FAINT_ALPHA
from viewers.qt.overlay_painter import paint_overlay
from viewers.qt.snapshot import image_array, snapshot
from viewers.state.frame import Frame, FrameGeometry
from viewers.state.mark_cuts import within
from viewers.state.overlay import (
    LabelBox,
    OverlayContent,
    OverlayLabel,
    OverlayMark,
    OverlayNeedle,
    ReferenceLine,
    TextLevel,
)
from viewers.tools.level_dots import LEVEL_LABEL_DISTANCE_MM
from viewers.tools.placement import display_points

SIZE = (400, 300)


def a_frame(geometry: FrameGeometry | None = None) -> Frame:
    geometry = geometry or axial_geometry(size_px=SIZE)
    geometry = replace(geometry, size_px=SIZE, letters=("", "", "", ""))
    return Frame(np.zeros((SIZE[1], SIZE[0]), dtype=np.uint8), geometry)


def painted(content: OverlayContent, frame: Frame | None = None) -> NDArray[np.uint8]:
    return image_array(snapshot(frame or a_frame(), content))


def ink(picture: NDArray[np.uint8], x: int, y: int, reach: int = 3) -> int:
    """The brightest value in a small square."""
    return int(picture[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1].max())


BLANK = OverlayContent()


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Fonts need an application."""


def test_a_point_is_painted_where_the_geometry_says() -> None:
    picture = painted(OverlayContent(marks=(a_point((50.0, 40.0, 0.0)),)))
    assert ink(picture, 100, 80) > 100
    assert ink(picture, 300, 200) == 0


@pytest.mark.parametrize(("z", "is_drawn"), [(2.9, True), (4.9, True), (5.1, False)])
def test_a_mark_is_solid_near_the_cut_faint_farther_and_then_gone(z: float, is_drawn: bool) -> None:
    frame = a_frame(axial_geometry(z=z))
    picture = painted(OverlayContent(marks=(a_point((50.0, 40.0, 0.0)),)), frame)
    assert (ink(picture, 100, 80, 9) > 0) == is_drawn
    if z > 3:
        assert ink(picture, 100, 80, 9) <= FAINT_ALPHA + 60


def test_a_mark_of_another_space_is_never_painted() -> None:
    mark = replace(a_point((50.0, 40.0, 0.0)), location=in_patient((50.0, 40.0, 0.0), uid="9.9.9"))
    assert np.array_equal(painted(OverlayContent(marks=(mark,))), painted(BLANK))
    radiograph = a_frame(image_geometry())
    on_radiograph = OverlayMark("m", "i", MarkKind.POINT, on_image((100.0, 100.0)))
    assert ink(painted(OverlayContent(marks=(on_radiograph,)), radiograph), 50, 50) > 100
    assert np.array_equal(painted(OverlayContent(marks=(on_radiograph,))), painted(BLANK))


def test_a_label_near_the_border_stays_inside_the_picture() -> None:
    mark = replace(a_point((198.0, 148.0, 0.0)), label="a long label for a mark in the corner")
    picture = painted(OverlayContent(marks=(mark,)))
    assert picture[:, :3].max() == 0, "nothing runs to the left edge"
    assert picture[:, -3:].max() == 0 or ink(picture, 396, 296) > 0
    assert picture[200:, 100:390].max() > 150, "the words are there"


def test_a_crosshair_is_painted_in_its_own_space_only_with_a_gap_at_the_point() -> None:
    content = OverlayContent(crosshair_lps_mm=(100.0, 75.0, 0.0), crosshair_frame_of_reference_uid=FRAME_OF_REFERENCE)
    picture = painted(content)
    assert picture[150, :180].max() > 100
    assert ink(picture, 200, 150, 8) == 0
    other = replace(content, crosshair_frame_of_reference_uid="9.9.9")
    assert np.array_equal(painted(other), painted(BLANK))


def test_a_reference_line_of_another_frame_of_reference_is_not_painted() -> None:
    from annotations.geometry import Plane

    plane = Plane((100.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
    corners = ((100.0, -50.0, 50.0), (100.0, 200.0, 50.0), (100.0, 200.0, -50.0), (100.0, -50.0, -50.0))
    line = ReferenceLine(plane, FRAME_OF_REFERENCE, corners)
    assert painted(OverlayContent(reference_lines=(line,)))[:, 199:202].max() > 50
    other = replace(line, frame_of_reference_uid="9.9.9")
    assert np.array_equal(painted(OverlayContent(reference_lines=(other,))), painted(BLANK))


def test_a_scale_bar_needs_millimetres() -> None:
    bar = slice(240, 270)
    assert painted(BLANK)[bar, 150:250].max() > 100
    uncalibrated = a_frame(image_geometry())
    assert painted(BLANK, uncalibrated)[bar, 150:250].max() == 0
    calibrated = replace(BLANK, projection_mm_per_px=0.5)
    assert painted(calibrated, uncalibrated)[bar, 150:250].max() > 100


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    picture = painted(BLANK)
    row = picture[300 - 38, :, 0]
    bright = np.flatnonzero(row > 150)
    assert bright[-1] - bright[0] == pytest.approx(20 / 0.5, abs=2), "20 mm at half a millimetre a pixel"


def test_identity_stays_when_the_text_is_switched_off() -> None:
    content = OverlayContent(top_left=("SAMPLE",), top_right=("2026",), text_level=TextLevel.NONE)
    picture = painted(content)
    assert picture[:30, :100].max() > 150
    assert picture[:30, 300:].max() == 0


def test_a_level_is_named_only_on_cuts_through_it() -> None:
    label = OverlayLabel("L4", FRAME_OF_REFERENCE, (100.0, 75.0, 0.0))
    content = OverlayContent(labels=(label,))
    assert ink(painted(content), 200, 150, 8) > 100
    far = a_frame(axial_geometry(z=LEVEL_LABEL_DISTANCE_MM + 1))
    assert ink(painted(content, far), 200, 150, 8) == 0


def test_a_needle_is_solid_on_the_cut_and_has_ticks_every_ten_millimetres() -> None:
    needle = OverlayNeedle("t", FRAME_OF_REFERENCE, (150.0, 75.0, 0.0), (50.0, 75.0, 0.0))
    picture = painted(OverlayContent(needles=(needle,)))
    tick_row = picture[150 - 3, :, 1]
    ticks = [x for x in range(110, 290) if tick_row[x] > 90 and tick_row[x] >= tick_row[x - 1 : x + 2].max()]
    assert [round((x - 100) / 20) * 20 + 100 for x in ticks[:1]] == [120]
    assert ink(picture, 200, 150, 1) > 100
    away = replace(needle, frame_of_reference_uid="9.9.9")
    assert np.array_equal(painted(OverlayContent(needles=(away,))), painted(BLANK))


@pytest.mark.parametrize(
    ("distances", "expected"),
    [
        ((0.0, 0.0), (0.0, 1.0)),
        ((5.0, 5.0), None),
        ((-6.0, 6.0), (0.25, 0.75)),
        ((0.0, 6.0), (0.0, 0.5)),
        ((4.0, 10.0), None),
    ],
)
def test_the_part_of_a_path_near_the_cut(distances: tuple[float, float], expected: tuple[float, float] | None) -> None:
    assert within(distances, 3.0) == expected


def test_text_turns_dark_on_a_light_image() -> None:
    frame = a_frame()
    light = replace(frame, pixels=np.full((SIZE[1], SIZE[0]), 230, dtype=np.uint8))
    picture = painted(OverlayContent(top_left=("SAMPLE",)), light)
    assert picture[:30, :100].min() < 60


def test_a_warning_badge_has_the_caution_tone_and_a_trusted_one_has_not() -> None:
    doubtful = painted(OverlayContent(calibration_badge=CalibrationSource.DETECTOR.label))
    trusted = painted(OverlayContent(calibration_badge=CalibrationSource.FIDUCIAL.label))
    corner = np.s_[250:, 200:]
    assert int(np.ptp(doubtful[corner].astype(int), axis=2).max()) > 100
    assert int(np.ptp(trusted[corner].astype(int), axis=2).max()) < 60


def test_a_selected_length_has_filled_handles() -> None:
    loose = painted(OverlayContent(marks=(a_length((50, 40, 0), (150, 40, 0)),)))
    chosen = painted(OverlayContent(marks=(a_length((50, 40, 0), (150, 40, 0), selected=True),)))
    assert chosen[80, 98:103].sum() > loose[80, 98:103].sum()


def test_a_frame_that_cannot_be_shown_says_why() -> None:
    failed = replace(a_frame(), missing="truncated pixel data; copy the file again")
    assert painted(BLANK, failed)[120:180, 60:340].max() > 100


def test_the_line_under_a_label_is_clear_of_its_letters() -> None:
    mark = replace(a_point((50.0, 75.0, 0.0)), label="jpgqy", tone="caution")
    picture = painted(OverlayContent(marks=(mark,))).astype(int)
    orange = (picture[:, :, 0] > 150) & (picture[:, :, 2] < 120)
    rows = np.flatnonzero(orange[:140, 136:150].any(axis=1))
    assert rows[-1] - rows[-2] > 2, "the underline is the last row and stands apart"


def test_two_labels_of_neighbouring_marks_do_not_cover_each_other() -> None:
    first, second = (
        replace(a_point((100.0 + dx, 75.0, 0.0)), mark_id=name, label="a label of some length", tone=tone)
        for dx, name, tone in ((0.0, "a", "caution"), (2.0, "b", "accent"))
    )
    one, other = painted(OverlayContent(marks=(first,))), painted(OverlayContent(marks=(first, second)))
    is_orange = [(p[:, :, 0].astype(int) - p[:, :, 2] > 90).sum() for p in (one, other)]
    assert is_orange[1] > 0.9 * is_orange[0]


def test_a_label_keeps_off_the_crosshair() -> None:
    crosshair = OverlayContent(crosshair_lps_mm=(100.0, 59.0, 0.0), crosshair_frame_of_reference_uid=FRAME_OF_REFERENCE)
    mark = replace(a_point((50.0, 75.0, 0.0)), label="disc extrusion", tone="accent")
    with_label = painted(replace(crosshair, marks=(mark,)))
    line = painted(crosshair)[118, 130:190]
    assert np.array_equal(with_label[118, 130:190], line)


def test_what_never_goes_is_drawn_without_text_as_well() -> None:
    """Identity, announcements and the badge of a scale in mm; everything else is gone."""
    quiet = OverlayContent(text_level=TextLevel.NONE)
    empty = image_array(snapshot(a_frame(), quiet))
    for kept in (
        {"top_left": ("SAMPLE",)},
        {"announcements": ("flipped by user",)},
        {"calibration_badge": "mm at detector, not patient"},
    ):
        assert (image_array(snapshot(a_frame(), replace(quiet, **kept))) != empty).any(), kept
    for gone in ({"top_right": ("2026",)}, {"bottom_left": ("W 400",)}, {"notices": ("oblique",)}, {"zoom_text": "2x"}):
        np.testing.assert_array_equal(image_array(snapshot(a_frame(), replace(quiet, **gone))), empty)


def many_marks(count: int) -> tuple[OverlayMark, ...]:
    return tuple(
        OverlayMark(
            f"m{number}",
            f"m{number}",
            MarkKind.LENGTH,
            in_patient(
                (10.0 + 20 * (number % 8), 20.0 + 25 * (number // 8), 0.0), (20.0 + 20 * (number % 8), 25.0, 0.0)
            ),
            value_text=f"{number}.5 mm",
        )
        for number in range(count)
    )


def test_many_marks_look_the_same_when_they_are_kept_as_one_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    content = OverlayContent(marks=tuple(replace(mark, value_text="") for mark in many_marks(30)))
    kept = painted(content).astype(int)
    monkeypatch.setattr(overlay_marks, "LAYER_FROM", 1000)
    directly = painted(content).astype(int)
    assert np.abs(kept - directly).max() <= 3, "only rounding of transparent edges"


def test_a_kept_picture_of_marks_follows_each_change() -> None:
    marks = many_marks(30)
    before = painted(OverlayContent(marks=marks))
    moved = (replace(marks[0], location=in_patient((10.0, 120.0, 0.0), (60.0, 130.0, 0.0))), *marks[1:])
    after = painted(OverlayContent(marks=moved))
    assert not np.array_equal(before, after)
    assert np.array_equal(painted(OverlayContent(marks=marks)), before)


def test_a_label_lies_where_it_was_put_and_is_found_there() -> None:
    mark = replace(a_point((50.0, 40.0, 0.0)), value_text="12.3 mm", label_offset=(120.0, 90.0))
    frame = a_frame()
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    (box,) = paint_overlay(painter, frame, OverlayContent(marks=(mark,)))
    painter.end()
    assert box.anchor == pytest.approx((100.5, 80.5))
    assert box.middle == pytest.approx((220.5, 170.5), abs=1.0)


def test_a_label_of_several_values_has_a_line_for_each() -> None:
    mark = replace(a_point((50.0, 40.0, 0.0)), value_text="Ha 20.1 mm\nHm 18.0 mm\nHp 22.4 mm")
    one_line = replace(mark, value_text="Ha 20.1 mm")
    heights = []
    for shown in (mark, one_line):
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        (box,) = paint_overlay(painter, a_frame(), OverlayContent(marks=(shown,)))
        painter.end()
        heights.append(box.height)
    assert heights[0] == pytest.approx(3 * heights[1])


def test_hidden_marks_of_this_cut_are_counted_even_without_other_text() -> None:
    hidden = replace(a_point((50.0, 40.0, 0.0)), hidden=True)
    shown = painted(OverlayContent(marks=(hidden,), text_level=TextLevel.NONE))
    assert ink(shown, 100, 80) == 0, "the mark itself is not painted"
    assert shown[:30, 250:].max() > 100, "its number is"
    elsewhere = a_frame(axial_geometry(z=40.0))
    content = OverlayContent(marks=(hidden,), text_level=TextLevel.NONE)
    assert np.array_equal(painted(content, elsewhere), painted(BLANK, elsewhere))


@pytest.mark.parametrize("kind", MarkKind)
def test_every_kind_is_painted_in_its_colour_on_its_slice(kind: MarkKind) -> None:
    count = max(MARK_KINDS[kind].least, 3) if MARK_KINDS[kind].most is None else MARK_KINDS[kind].least
    turns = np.linspace(0, 1.7 * np.pi, count)
    points = [(100 + 40 * float(np.cos(t)), 75 + 30 * float(np.sin(t)), 0.0) for t in turns]
    picture = painted(OverlayContent(marks=(OverlayMark("m", "m", kind, in_patient(*points), tone="alert"),)))
    plain = painted(BLANK)
    is_red = (picture[..., 0] > 150) & (picture[..., 0] > picture[..., 2] + 60)
    assert is_red.sum() > 10
    assert not np.array_equal(picture, plain)


def boxes_of(content: OverlayContent, size: tuple[int, int]) -> tuple[LabelBox, ...]:
    frame = Frame(np.zeros(size[::-1], dtype=np.uint8), axial_geometry(size_px=size))
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    boxes = paint_overlay(painter, frame, content)
    painter.end()
    return boxes


def test_where_labels_would_cover_much_only_the_selected_mark_says_all_its_values() -> None:
    text = "\n".join(f"height number {n} 20.{n} mm" for n in range(5))
    marks = tuple(
        replace(a_point((30.0 + 40 * n, 40.0, 0.0), mark_id=f"m{n}"), value_text=text, selected=n == 1)
        for n in range(4)
    )
    small = {box.mark_id: box.height for box in boxes_of(OverlayContent(marks=marks), SIZE)}
    assert small["m1"] == pytest.approx(5 * small["m0"])
    large = {box.mark_id: box.height for box in boxes_of(OverlayContent(marks=marks), (3000, 2500))}
    assert large["m0"] == large["m1"]


def test_a_selected_mark_of_which_only_a_part_is_near_the_cut_has_a_label_at_that_part() -> None:
    path = in_patient((20.0, 40.0, 4.0), (60.0, 40.0, 40.0), (90.0, 60.0, 60.0))
    mark = OverlayMark("m", "m", MarkKind.POLYLINE, path, value_text="80 mm", selected=True)
    (box,) = boxes_of(OverlayContent(marks=(mark,)), SIZE)
    assert np.isfinite(box.anchor).all()


def test_while_one_of_many_marks_is_dragged_the_others_are_not_painted_again() -> None:
    marks = many_marks(30)
    painted(OverlayContent(marks=marks))
    overlay_marks._layer.cache_clear()
    for step in range(5):
        held = replace(marks[3], held=True, location=in_patient((10.0, 90.0 + step, 0.0), (60.0, 120.0, 0.0)))
        painted(OverlayContent(marks=(*marks[:3], held, *marks[4:])))
    assert overlay_marks._layer.cache_info().misses == 1


def test_a_selected_mark_lies_above_the_kept_ones() -> None:
    marks = many_marks(30)
    picture = painted(OverlayContent(marks=(*marks[:-1], replace(marks[-1], selected=True, tone="alert"))))
    (frame,) = (a_frame(),)
    x, y = display_points(frame.geometry, marks[-1].location)[0]
    assert picture[round(float(y)), round(float(x))].tolist() == [0xE5, 0x69, 0x5F]
