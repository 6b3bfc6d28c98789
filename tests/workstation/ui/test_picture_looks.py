"""Flips, rotations, colour maps and text levels by key, menu and command in the real window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from annotations.locations import PatientLocation
from tests.support.dicom_builder import ct_slice, write
from tests.workstation.ui.conftest import built, open_images
from tests.workstation.ui.test_image_menu import entry, pane_of, right_click, titles
from viewers.imaging.color_maps import color_map, color_maps
from viewers.state.overlay import TextLevel
from viewers.state.viewport_state import ViewportState
from workstation.action_tables.looks import _MAPS, GREY
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow

PLAIN = Qt.KeyboardModifier.NoModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    pane_of(window).setFocus()
    qtbot.keyClick(pane_of(window), key, modifier)


def pixels(window: MainWindow) -> np.ndarray:
    frame = pane_of(window).frame
    assert frame is not None
    return frame.pixels


def test_flip_and_rotate_by_key_move_the_letters_and_say_so(ct_window: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(ct_window)
    assert pane.frame is not None
    plain, letters = pixels(ct_window), pane.frame.geometry.letters
    left, right, top, bottom = letters
    press(ct_window, qtbot, Qt.Key.Key_H, ALT)
    assert pane.frame.geometry.letters == (right, left, top, bottom)
    assert pane.full_content().announcements == ("flipped by user",)
    np.testing.assert_array_equal(pixels(ct_window), plain[:, ::-1])
    press(ct_window, qtbot, Qt.Key.Key_V, ALT)
    assert pane.full_content().announcements == ("rotated 180° by user",)
    press(ct_window, qtbot, Qt.Key.Key_R)
    assert pane.full_content().announcements == ("rotated 270° by user",)
    assert pane.frame.geometry.letters == (top, bottom, right, left)
    press(ct_window, qtbot, Qt.Key.Key_R, SHIFT)
    assert pane.full_content().announcements == ("rotated 180° by user",)
    press(ct_window, qtbot, Qt.Key.Key_Space)
    assert pane.frame.geometry.letters == letters
    assert pane.full_content().announcements == ()
    np.testing.assert_array_equal(pixels(ct_window), plain)


def test_a_place_clicked_in_a_turned_picture_is_the_place_seen_there(ct_window: MainWindow, qtbot: QtBot) -> None:
    """The crosshair set in a turned picture lies, in the plain one, where numpy moves that display pixel."""
    pane = pane_of(ct_window)
    read = ct_window.places.read
    press(ct_window, qtbot, Qt.Key.Key_H, ALT)
    press(ct_window, qtbot, Qt.Key.Key_V, ALT)
    read.choose_tool("tool.crosshair")
    at = pane.rect().center() + QPoint(37, -21)
    qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=at)
    location = read.grid.cursor_location
    assert isinstance(location, PatientLocation)
    ratio = pane.devicePixelRatioF()
    clicked = np.array([(at.x() + 0.5) * ratio - 0.5, (at.y() + 0.5) * ratio - 0.5])
    assert pane.frame is not None
    np.testing.assert_allclose(pane.frame.geometry.lps_to_display(location.points_lps_mm[0]), clicked, atol=1.0)
    press(ct_window, qtbot, Qt.Key.Key_Space)
    opposite = np.array(pane.size_px()) - 1 - clicked
    np.testing.assert_allclose(pane.frame.geometry.lps_to_display(location.points_lps_mm[0]), opposite, atol=1.0)


def test_the_menu_turns_the_picture_under_the_pointer(ct_window: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(ct_window)
    menu = right_click(ct_window, qtbot, pane.rect().center())
    entry(entry(menu, "Flip and rotate").menu(), "Rotate right by 90°").trigger()
    assert pane.state.quarter_turns == 1
    smooth = entry(menu, "Smooth picture")
    assert smooth.isChecked()
    smooth.trigger()
    assert not pane.state.is_smooth
    entry(menu, "One image pixel for one screen pixel").trigger()
    assert pane.full_content().zoom_text == "1.0x"


def test_another_series_opens_unturned(ct_window: MainWindow, qtbot: QtBot) -> None:
    press(ct_window, qtbot, Qt.Key.Key_H, ALT)
    pane = pane_of(ct_window)
    pane.set_pixels(pane.pixels)
    assert not pane.state.flip_horizontal
    assert pane.full_content().announcements == ()


def test_a_colour_map_from_the_menu_stays_while_scrolling_and_goes_with_the_series(
    ct_window: MainWindow, qtbot: QtBot
) -> None:
    pane = pane_of(ct_window)
    grey = pixels(ct_window)
    menu = right_click(ct_window, qtbot, pane.rect().center())
    maps = entry(menu, "Colour map").menu()
    assert titles(maps) == ["Grey", *(one.title for one in color_maps().values())]
    entry(maps, "Hot Iron").trigger()
    shown = pixels(ct_window)
    inside = grey > 0
    np.testing.assert_array_equal(shown[inside], color_map("hot-iron").table[grey[inside]])
    press(ct_window, qtbot, Qt.Key.Key_Down)
    assert pane.state.color_map == "hot-iron"
    assert pane.frame is not None
    assert pane.frame.color_bar is not None
    pane.set_pixels(pane.pixels)
    assert pane.state.color_map == ""


def test_keys_step_through_the_colour_maps_and_reset_goes_back_to_grey(ct_window: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(ct_window)
    press(ct_window, qtbot, Qt.Key.Key_C, ALT)
    assert pane.state.color_map == "hot-iron"
    press(ct_window, qtbot, Qt.Key.Key_C, ALT | SHIFT)
    press(ct_window, qtbot, Qt.Key.Key_C, ALT | SHIFT)
    assert pane.state.color_map == "winter"
    press(ct_window, qtbot, Qt.Key.Key_B, ALT)
    assert not pane.state.is_smooth
    press(ct_window, qtbot, Qt.Key.Key_Space)
    assert pane.state == ViewportState(pane.state.plane, pane.state.focus_lps_mm)


def test_every_map_has_its_command() -> None:
    assert dict(_MAPS) == {GREY: "grey"} | {map_id: one.title for map_id, one in color_maps().items()}


def test_a_colour_image_takes_no_colour_map(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    colors = np.random.default_rng(2).integers(0, 256, (6, 6, 3)).astype(np.uint8)
    changes = {"SamplesPerPixel": 3, "PhotometricInterpretation": "RGB", "PlanarConfiguration": 0, "BitsAllocated": 8,
               "BitsStored": 8, "HighBit": 7, "PixelRepresentation": 0, "Rows": 6, "Columns": 6,
               "Modality": "OT", "SOPClassUID": "1.2.840.10008.5.1.4.1.1.7"}  # fmt: skip
    dataset = ct_slice(**changes)
    dataset.PixelData = colors.tobytes()
    for name in ("RescaleSlope", "RescaleIntercept", "WindowCenter", "WindowWidth"):
        if name in dataset:
            delattr(dataset, name)
    write(dataset, tmp_path / "images" / "a")
    open_images(window, qtbot, tmp_path / "images")
    assert pixels(window).ndim == 3
    press(window, qtbot, Qt.Key.Key_C, ALT)
    assert pane_of(window).state.color_map == ""
    menu = right_click(window, qtbot, pane_of(window).rect().center())
    assert "Colour map" not in titles(menu)


def test_o_steps_through_the_levels_of_text_and_the_choice_is_kept(
    ct_window: MainWindow, qtbot: QtBot, settings: Settings
) -> None:
    pane = pane_of(ct_window)
    levels = []
    for _ in range(4):
        levels.append(pane.full_content().text_level)
        assert pane.full_content().top_left[0]
        press(ct_window, qtbot, Qt.Key.Key_O)
    assert levels == [TextLevel.MINIMAL, TextLevel.FULL, TextLevel.NONE, TextLevel.MINIMAL]
    again = built(settings)
    qtbot.addWidget(again)
    assert again.places.read.overlays.text_level is TextLevel.FULL
    again.close()


@pytest.mark.parametrize("kept", ["loud", 7, None, ["full"]])
def test_an_unusable_choice_of_text_is_the_usual_one(ct_window: MainWindow, kept: object) -> None:
    read = ct_window.places.read
    preferences = next(f for f in read.features if type(f).__name__ == "TextOverImages")._hands.preferences
    preferences.set("looks.text", kept)
    assert read.overlays.text_level is TextLevel.MINIMAL
