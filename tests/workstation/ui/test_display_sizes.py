"""Pixel for pixel, true size on a measured screen, and the lens, in the real window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from annotations.calibration import CalibrationSource, PixelCalibration
from tests.workstation.ui.conftest import built
from tests.workstation.ui.test_image_menu import pane_of
from tests.workstation.ui.test_picture_looks import press
from viewers.imaging.images import PlanarFrame, ProjectionImage
from viewers.qt.snapshot import image_array
from viewers.state.frame_layout import layout_of
from workstation.preferences import Preferences
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow
from workstation.ui.read.display_sizes import NO_LENGTHS, NOT_MEASURED, DisplaySizes
from workstation.ui.read.lens_command import LensCommand
from workstation.ui.read.screen_calibration import CARD_MM, RULER, RULER_MM
from workstation.ui.screen_scales import PREFERENCE, ScreenScales, screen_id

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def sizes_of(window: MainWindow) -> DisplaySizes:
    return next(one for one in window.places.read.features if isinstance(one, DisplaySizes))


def told(window: MainWindow) -> list[str]:
    heard: list[str] = []
    window.places.read.told.connect(lambda message: heard.append(message.text))
    return heard


def measure(window: MainWindow, px_per_mm: float) -> None:
    feature = sizes_of(window)
    feature.measure_screen()
    dialog = feature.calibration
    assert dialog is not None
    dialog.length.setValue(px_per_mm * CARD_MM[0])
    dialog._save()


def as_radiograph(window: MainWindow, calibration: PixelCalibration | None = None) -> None:
    pane = pane_of(window)
    assert pane.pixels is not None
    frame = PlanarFrame(pane.pixels.images[0], pane.pixels.stored_values[0])
    image = ProjectionImage(pane.pixels.series, [frame], size_rc=pane.pixels.geometry.shape_kji[1:])
    pane.set_pixels(image if calibration is None else replace(image, calibration=calibration))


def test_one_image_pixel_becomes_one_screen_pixel(ct_window: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(ct_window)
    press(ct_window, qtbot, Qt.Key.Key_1, CTRL)
    assert pane.frame is not None
    assert pane.full_content().zoom_text == "1.0x"
    np.testing.assert_allclose(np.abs(pane.frame.geometry.image_px_per_px), 1.0)
    column, row = pane.frame.geometry.display_to_image((0.0, 0.0))
    assert (column, row) == pytest.approx((round(float(column)), round(float(row))))


def test_true_size_is_refused_until_the_screen_is_measured(ct_window: MainWindow, qtbot: QtBot) -> None:
    pane, heard = pane_of(ct_window), told(ct_window)
    before = pane.state
    press(ct_window, qtbot, Qt.Key.Key_2, CTRL)
    assert heard == [NOT_MEASURED]
    assert pane.state == before
    measure(ct_window, 5.0)
    press(ct_window, qtbot, Qt.Key.Key_2, CTRL)
    assert layout_of(pane.pixels, pane.state, pane.size_px()).mm_per_px == pytest.approx(1 / 5.0, rel=1e-4)


def test_the_measurement_is_kept_for_this_screen_only(ct_window: MainWindow, qtbot: QtBot, settings: Settings) -> None:
    measure(ct_window, 4.25)
    again = built(settings)
    qtbot.addWidget(again)
    scales = ScreenScales(sizes_of(again)._hands.preferences)
    assert scales.px_per_mm(again.screen()) == pytest.approx(4.25, rel=1e-4)
    kept = sizes_of(again)._hands.preferences.get(PREFERENCE)
    assert set(kept) == {screen_id(again.screen())}
    again.close()


def test_a_radiograph_without_calibration_has_no_true_size(ct_window: MainWindow, qtbot: QtBot) -> None:
    measure(ct_window, 5.0)
    as_radiograph(ct_window)
    pane, heard = pane_of(ct_window), told(ct_window)
    before = pane.state
    press(ct_window, qtbot, Qt.Key.Key_2, CTRL)
    assert heard == [NO_LENGTHS]
    assert pane.state == before


def test_true_size_of_a_radiograph_says_that_it_counts_at_the_detector(ct_window: MainWindow, qtbot: QtBot) -> None:
    measure(ct_window, 5.0)
    as_radiograph(ct_window, PixelCalibration(CalibrationSource.DETECTOR, 0.15, 0.15))
    heard = told(ct_window)
    press(ct_window, qtbot, Qt.Key.Key_2, CTRL)
    assert len(heard) == 1
    assert "at detector, not patient" in heard[0]
    assert pane_of(ct_window).state.scale == pytest.approx(0.15 * 5.0, rel=1e-4)


def test_card_and_ruler_are_drawn_at_the_same_scale(ct_window: MainWindow) -> None:
    feature = sizes_of(ct_window)
    feature.measure_screen()
    dialog = feature.calibration
    assert dialog is not None
    dialog.length.setValue(6.0 * CARD_MM[0])
    assert dialog.drawing.drawn_px() == pytest.approx(6.0 * CARD_MM[0], abs=0.01)
    dialog.choice.choose(RULER)
    assert dialog.drawing.drawn_px() == pytest.approx(6.0 * RULER_MM, abs=0.05)
    assert dialog.px_per_mm == pytest.approx(6.0, rel=1e-3)
    dialog.slider.setValue(dialog.slider.value() + 40)
    assert dialog.px_per_mm == pytest.approx(6.1, rel=1e-3)
    dialog.close()


def test_an_unusable_measurement_is_none(qtbot: QtBot) -> None:
    screen, preferences = QGuiApplication.primaryScreen(), Preferences()
    for kept in ({}, 5, None, {"another screen": 4.0}, "here"):
        preferences.set(PREFERENCE, kept)
        assert ScreenScales(preferences).px_per_mm(screen) is None
    for value in (0.0, -3.0, 1e9, True, "4", None):
        preferences.set(PREFERENCE, {screen_id(screen): value})
        assert ScreenScales(preferences).px_per_mm(screen) is None
    for value in (0.0, 1e9, float("nan")):
        with pytest.raises(ValueError, match="millimetre"):
            ScreenScales(preferences).set_px_per_mm(screen, value)


def test_the_lens_shows_the_pixels_under_the_pointer_larger_and_follows(ct_window: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(ct_window)
    lens = next(one for one in ct_window.places.read.features if isinstance(one, LensCommand)).lens
    at = pane.rect().center() + QPoint(40, 30)
    qtbot.mouseMove(pane, at)
    assert not lens.isVisible()
    press(ct_window, qtbot, Qt.Key.Key_Z, SHIFT)
    assert lens.isVisible()
    assert lens.geometry().center() in (at, at - QPoint(1, 1))
    shown = image_array(lens.image)
    middle = shown[shown.shape[0] // 2 - 4 : shown.shape[0] // 2 + 4, shown.shape[1] // 2 - 4 : shown.shape[1] // 2 + 4]
    ratio = pane.devicePixelRatioF()
    x, y = round(at.x() * ratio), round(at.y() * ratio)
    assert abs(float(middle.mean()) - float(pane.frame.pixels[y - 1 : y + 2, x - 1 : x + 2].mean())) < 12
    further = at + QPoint(60, -20)
    qtbot.mouseMove(pane, further)
    qtbot.waitUntil(lambda: (lens.geometry().center() - further).manhattanLength() <= 2)
    press(ct_window, qtbot, Qt.Key.Key_Z, SHIFT)
    assert lens.isVisible()
    press(ct_window, qtbot, Qt.Key.Key_Z, SHIFT)
    assert not lens.isVisible()


def test_the_lens_outlives_the_second_window(ct_window: MainWindow, qtbot: QtBot) -> None:
    read = ct_window.places.read
    feature = next(one for one in read.features if isinstance(one, LensCommand))
    handlers = read.handlers()
    handlers["view.lens"]()
    handlers["window.second"]()
    second = read.grid.companion
    assert second is not None
    pane = second.viewports[0]
    pane.set_pixels(pane_of(ct_window).pixels)
    point_at_middle(pane)
    assert feature.lens.parentWidget() is pane
    handlers["window.second"]()
    qtbot.waitUntil(lambda: not isValid(feature.lens))
    point_at_middle(pane_of(ct_window))
    assert feature.lens.parentWidget() is pane_of(ct_window)
    assert feature.lens.isVisible()


def point_at_middle(pane: QWidget) -> None:
    """The pointer moves over the middle of a pane, whatever window is in front."""
    at, none = QPointF(pane.rect().center()), Qt.MouseButton.NoButton
    kind, modifiers = QMouseEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(pane, QMouseEvent(kind, at, pane.mapToGlobal(at), none, none, modifiers))
