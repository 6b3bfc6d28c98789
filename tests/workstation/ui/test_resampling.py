"""A tilted series in the window: shown slice by slice, and as a straight volume when the reader asks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from annotations.locations import PatientLocation
from tests.support.dicom_builder import write_tilted
from tests.workstation.ui.conftest import open_images
from viewers.imaging.images import ImageStack, Volume
from viewers.qt.corner_text import notices_of
from viewers.qt.viewport import Viewport
from viewers.state.viewport_state import ViewPlane
from workstation.ui.main_window import MainWindow

RESAMPLE = "Resample to a straight volume"


@pytest.fixture
def tilted_window(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    write_tilted(tmp_path / "tilted", [3.0 * number for number in range(6)])
    open_images(window, qtbot, tmp_path / "tilted")
    return window


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def entries(window: MainWindow, qtbot: QtBot) -> dict[str, QAction]:
    """The menu of a right click on the image."""
    pane = pane_of(window)
    qtbot.mouseMove(pane, pane.rect().center())
    qtbot.mouseClick(pane, Qt.MouseButton.RightButton, pos=pane.rect().center())
    menu = [menu for menu in window.places.read.findChildren(QMenu) if menu.accessibleName() == "Image"][-1]
    menu.hide()
    return {one.text().split("\t")[0]: one for one in menu.actions() if one.text()}


def resampled(window: MainWindow, qtbot: QtBot) -> Volume:
    entries(window, qtbot)[RESAMPLE].trigger()
    qtbot.waitUntil(lambda: isinstance(pane_of(window).pixels, Volume), timeout=20_000)
    pixels = pane_of(window).pixels
    assert isinstance(pixels, Volume)
    return pixels


def test_a_tilted_series_is_resampled_only_when_asked(tilted_window: MainWindow, qtbot: QtBot) -> None:
    assert isinstance(pane_of(tilted_window).pixels, ImageStack)
    volume = resampled(tilted_window, qtbot)
    frame = pane_of(tilted_window).frame
    assert frame is not None
    assert frame.geometry_tag == volume.geometry_tag == "resampled"
    assert "resampled" in notices_of(volume, frame)
    content = tilted_window.places.read.content
    key = content.key_of(pane_of(tilted_window))
    assert key is not None
    assert key.resampled
    assert tilted_window.places.read.series_title(key).endswith("resampled")
    assert tilted_window.places.read.browser.cards[key.acquired].is_selected


def test_it_can_be_cut_in_all_planes(tilted_window: MainWindow, qtbot: QtBot) -> None:
    resampled(tilted_window, qtbot)
    for command, plane in (("plane.sagittal", ViewPlane.SAGITTAL), ("plane.coronal", ViewPlane.CORONAL)):
        tilted_window.places.read.handlers()[command]()
        assert pane_of(tilted_window).state.plane is plane
        frame = pane_of(tilted_window).frame
        assert frame is not None
        assert frame.geometry_tag == "resampled"


def test_a_place_on_the_slices_is_the_same_patient_point_on_the_volume(tilted_window: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(tilted_window)
    assert pane.frame is not None
    point = pane.frame.geometry.point_at(*(s / 2 for s in pane.frame.geometry.size_px))
    place = PatientLocation(pane.frame.geometry.frame_of_reference_uid, (point,))
    resampled(tilted_window, qtbot)
    tilted_window.places.read.content.go_to(place)
    frame = pane_of(tilted_window).frame
    assert frame is not None
    assert frame.geometry.plane is not None
    assert float(frame.geometry.plane.signed_distance_mm(point)) == pytest.approx(0, abs=1e-6)
    np.testing.assert_allclose(
        frame.geometry.display_to_lps(frame.geometry.lps_to_display(point)), point, rtol=0, atol=1e-6
    )


def test_opening_the_series_again_shows_it_as_acquired(tilted_window: MainWindow, qtbot: QtBot) -> None:
    resampled(tilted_window, qtbot)
    browser = tilted_window.places.read.browser
    browser.opened.emit(next(iter(browser.cards)))
    qtbot.waitUntil(lambda: isinstance(pane_of(tilted_window).pixels, ImageStack), timeout=20_000)


def test_a_straight_series_has_no_such_entry_and_says_why(ct_window: MainWindow, qtbot: QtBot) -> None:
    assert RESAMPLE not in entries(ct_window, qtbot)
    said: list[str] = []
    ct_window.places.read.told.connect(lambda message: said.append(message.text))
    ct_window.places.read.handlers()["series.resample"]()
    assert said == ["This series is not resampled: it is a straight volume already."]
