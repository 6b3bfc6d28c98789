"""What an image brings along in its header: overlay graphics, a shutter, several windows with names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.support.dicom_builder import add_overlay, ct_slice, write
from tests.workstation.ui.conftest import open_images
from tests.workstation.ui.test_image_menu import entry, pane_of, right_click, titles
from viewers.imaging.images import ImageStack
from viewers.qt.corner_text import PLANES_HIDDEN_NOTICE, SHUTTER_OFF_NOTICE
from viewers.qt.snapshot import image_array
from workstation.ui.main_window import MainWindow

NAMES = ["BRAIN & BONE", "LUNG"]
OWN = {"WindowCenter": [-900, -850], "WindowWidth": [60, 400], "WindowCenterWidthExplanation": NAMES}
RECTANGLE = {
    "ShutterShape": "RECTANGULAR",
    "ShutterLeftVerticalEdge": 2,
    "ShutterRightVerticalEdge": 5,
    "ShutterUpperHorizontalEdge": 2,
    "ShutterLowerHorizontalEdge": 7,
}


PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def decorated(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """One MR image with an overlay plane, a shutter and two windows is open in Read."""
    changes = {"Modality": "MR", "SOPClassUID": "1.2.840.10008.5.1.4.1.1.4", **OWN, **RECTANGLE}
    dataset = add_overlay(ct_slice(**changes), np.eye(6, dtype=bool), origin=(2, 1))
    write(dataset, tmp_path / "images" / "a")
    open_images(window, qtbot, tmp_path / "images")
    assert isinstance(pane_of(window).pixels, ImageStack)
    return window


def picture(window: MainWindow) -> np.ndarray:
    grabbed = pane_of(window).grab_picture()
    assert grabbed is not None
    return image_array(grabbed)


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    pane_of(window).setFocus()
    qtbot.keyClick(pane_of(window), key, modifier)


def test_shift_g_hides_the_overlay_graphics_and_says_so(decorated: MainWindow, qtbot: QtBot) -> None:
    before = picture(decorated)
    press(decorated, qtbot, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert PLANES_HIDDEN_NOTICE in pane_of(decorated).full_content().notices
    assert (picture(decorated) != before).any()
    press(decorated, qtbot, Qt.Key.Key_G, Qt.KeyboardModifier.ShiftModifier)
    np.testing.assert_array_equal(picture(decorated), before)


def test_b_shows_what_the_shutter_covers_and_says_so(decorated: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(decorated)
    assert pane.frame is not None
    seen = (pane.frame.pixels > 0).sum()
    press(decorated, qtbot, Qt.Key.Key_B)
    assert SHUTTER_OFF_NOTICE in pane.full_content().notices
    assert (pane.frame.pixels > 0).sum() > 1.5 * seen
    press(decorated, qtbot, Qt.Key.Key_B)
    assert SHUTTER_OFF_NOTICE not in pane.full_content().notices
    assert (pane.frame.pixels > 0).sum() == seen


def test_the_menu_offers_what_the_image_has(decorated: MainWindow, qtbot: QtBot) -> None:
    menu = right_click(decorated, qtbot, pane_of(decorated).rect().center())
    assert {"Show or hide the image's own overlay graphics", "Show or hide the image's shutter"} <= set(titles(menu))
    windows = entry(menu, "Window").menu()
    assert isinstance(windows, QMenu)
    own = [title for title in titles(windows) if title.startswith("Own")]
    assert own == ["Own 1: BRAIN && BONE (W 60 L -900)", "Own 2: LUNG (W 400 L -850)"]
    entry(windows, own[1]).trigger()
    shown = pane_of(decorated).state.window
    assert shown is not None
    assert (shown.name, shown.width, shown.center) == ("LUNG", 400, -850)


def test_1_goes_through_the_windows_of_the_image_and_0_to_the_automatic_one(
    decorated: MainWindow, qtbot: QtBot
) -> None:
    names = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_1):
        press(decorated, qtbot, key)
        window = pane_of(decorated).state.window
        assert window is not None
        names.append(window.name)
    assert names == [*NAMES, NAMES[0], "Automatic", NAMES[0]]


def test_without_a_shutter_b_says_that_there_is_none(ct_window: MainWindow, qtbot: QtBot) -> None:
    told: list[str] = []
    ct_window.places.read.told.connect(lambda message: told.append(message.text))
    press(ct_window, qtbot, Qt.Key.Key_B)
    assert told == ["This image has no shutter."]
