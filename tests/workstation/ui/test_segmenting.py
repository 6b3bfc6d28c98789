"""Labelling voxels in the real window: strokes, undo, labels, islands, and where it is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.case import CaseEvent, StaleChangeError, add
from annotations.geometry import Point, as_point
from annotations.locations import PatientLocation
from annotations.references import SeriesRef
from annotations.segmentations import Segmentation
from tests.workstation.ui.conftest import open_images
from viewers.imaging.images import Volume
from viewers.imaging.label_edits import voxel_ml
from viewers.qt.viewport import Viewport
from viewers.tools.tool_names import ToolName
from workstation.ui.main_window import MainWindow
from workstation.ui.read import segmenting
from workstation.ui.read.segmenting import Segmenting


def pane(window: MainWindow, number: int = 0) -> Viewport:
    found = window.places.read.grid.viewports[number]
    assert isinstance(found, Viewport)
    return found


def volume(window: MainWindow) -> Volume:
    pixels = pane(window).pixels
    assert isinstance(pixels, Volume)
    return pixels


def feature(window: MainWindow) -> Segmenting:
    (found,) = (one for one in window.places.read.features if isinstance(one, Segmenting))
    return found


def item(window: MainWindow) -> Segmentation:
    assert window.session.case is not None
    (found,) = window.session.case.of_type(Segmentation)
    return found


def at(window: MainWindow, shown: Viewport, point: Point) -> QPoint:
    assert shown.frame is not None
    x, y = shown.frame.geometry.lps_to_display(point)
    return QPoint(round(float(x)), round(float(y)))


def on_slice(window: MainWindow, row: float, column: float) -> Point:
    """A point on the slice that the first pane shows."""
    frame = pane(window).frame
    assert frame is not None
    assert frame.slice_number is not None
    assert frame.geometry.plane is not None
    geometry = volume(window).geometry
    place = geometry.lps_to_index(frame.geometry.point_at(5.0, 5.0))
    return as_point(geometry.index_to_lps((round(float(place[0])), row, column)))


def stroke(window: MainWindow, *points: Point, number: int = 0) -> None:
    shown = pane(window, number)
    places = [at(window, shown, point) for point in points]
    QTest.mousePress(shown, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        QTest.mouseMove(shown, place)
    QTest.mouseRelease(shown, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[-1])
    QApplication.processEvents()


@pytest.fixture
def painting(ct_window: MainWindow) -> MainWindow:
    """The small CT with the brush in the hand, 12 mm wide: its pixels are 30 mm."""
    ct_window.bindings.trigger("segment.brush")
    return ct_window


def test_a_stroke_is_one_change_and_one_undo_takes_it_back(painting: MainWindow) -> None:
    assert painting.session.case is not None
    heard: list[CaseEvent] = []
    end = painting.session.case.subscribe(heard.append)
    stroke(painting, on_slice(painting, 3, 1), on_slice(painting, 3, 4))
    end()
    assert len(heard) == 1
    labels = item(painting).array()
    (k,) = set(np.argwhere(labels)[:, 0])
    assert np.argwhere(labels[k]).tolist() == [[3, 1], [3, 2], [3, 3], [3, 4]]
    editor = feature(painting).editor
    assert editor is not None
    assert (editor.map.labels == labels).all()
    assert editor.map.volume_ml(1) == pytest.approx(4 * voxel_ml(volume(painting).geometry))
    painting.bindings.trigger("edit.undo")
    assert not painting.session.case.of_type(Segmentation)
    assert not any(segments.label_map.labels.any() for segments in pane(painting).content.segments)
    painting.bindings.trigger("edit.redo")
    assert (item(painting).array() == labels).all()
    again = feature(painting).editor
    assert again is not None
    assert (again.map.labels == labels).all()


def test_undo_of_a_later_stroke_leaves_the_earlier_one(painting: MainWindow) -> None:
    stroke(painting, on_slice(painting, 3, 3))
    first = item(painting)
    stroke(painting, on_slice(painting, 5, 4))
    assert item(painting).id == first.id
    painting.bindings.trigger("edit.undo")
    assert item(painting) == first
    editor = feature(painting).editor
    assert editor is not None
    assert (editor.map.labels == first.array()).all()


def test_the_eraser_takes_away_and_escape_gives_a_stroke_up(painting: MainWindow) -> None:
    stroke(painting, on_slice(painting, 3, 1), on_slice(painting, 3, 4))
    painting.bindings.trigger("segment.erase")
    stroke(painting, on_slice(painting, 3, 4))
    assert np.count_nonzero(item(painting).array()) == 3
    before = item(painting)
    shown = pane(painting)
    QTest.mousePress(
        shown, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at(painting, shown, on_slice(painting, 3, 3))
    )
    editor = feature(painting).editor
    assert editor is not None
    assert np.count_nonzero(editor.map.labels) == 2
    painting.bindings.trigger("edit.cancel")
    assert item(painting) == before
    assert (editor.map.labels == before.array()).all()


def test_the_brush_in_range_paints_only_values_of_the_range(painting: MainWindow) -> None:
    k = round(float(volume(painting).geometry.lps_to_index(on_slice(painting, 3, 3))[0]))
    rescale, stored = volume(painting).rescale, volume(painting).stored_values
    stored[k, 4] = (np.array([0, 100, 200, 300, 400, 500]) - rescale.intercept) / rescale.slope
    painting.bindings.trigger("segment.threshold")
    bar = feature(painting).bar
    bar.low.setValue(150)
    bar.high.setValue(320)
    stroke(painting, on_slice(painting, 4, 0), on_slice(painting, 4, 5))
    assert np.argwhere(item(painting).array()[k]).tolist() == [[4, 2], [4, 3]]


def test_labels_are_added_named_coloured_hidden_and_removed(painting: MainWindow) -> None:
    stroke(painting, on_slice(painting, 3, 3))
    shown, bar = feature(painting), feature(painting).bar
    bar.add.click()
    assert [label.name for label in item(painting).labels] == ["Label 1", "Label 2"]
    assert shown.editor is not None
    assert shown.editor.chosen == 2
    stroke(painting, on_slice(painting, 6, 5))
    assert set(np.unique(item(painting).array())) == {0, 1, 2}
    bar.label_recoloured.emit(2, "alert")
    assert item(painting).labels[1].tone == "alert"
    bar.label_renamed.emit(2)
    shown._names.field.setText("L4 body")
    QTest.keyClick(shown._names.field, Qt.Key.Key_Return)
    assert item(painting).labels[1].name == "L4 body"
    assert "L4 body" in bar.rows[2][0].text()
    assert "red" in bar.rows[2][0].text()
    bar.rows[2][1].setChecked(False)
    assert [number for number, _tone in pane(painting).content.segments[0].tones] == [1]
    bar.label_removed.emit(2)
    assert set(np.unique(item(painting).array())) == {0, 1}
    bar.label_removed.emit(1)
    assert painting.session.case is not None
    assert not painting.session.case.of_type(Segmentation)


def test_painting_never_eats_another_label(painting: MainWindow) -> None:
    stroke(painting, on_slice(painting, 3, 1), on_slice(painting, 3, 4))
    feature(painting).bar.add.click()
    stroke(painting, on_slice(painting, 3, 0), on_slice(painting, 3, 5))
    labels = item(painting).array()
    assert (np.count_nonzero(labels == 1), np.count_nonzero(labels == 2)) == (4, 2)


def test_islands_and_filling_between_slices(painting: MainWindow) -> None:
    stroke(painting, on_slice(painting, 3, 1), on_slice(painting, 3, 3))
    first = np.argwhere(item(painting).array())[0][0]
    pane(painting).scroll_by(3)
    stroke(painting, on_slice(painting, 3, 1), on_slice(painting, 3, 3))
    assert {int(k) - int(first) for k in np.argwhere(item(painting).array())[:, 0]} in ({0, 3}, {0, -3})
    painting.bindings.trigger("segment.fill")
    assert np.count_nonzero(item(painting).array()) == 12
    stroke(painting, on_slice(painting, 6, 5))
    painting.bindings.trigger("segment.largest")
    assert np.count_nonzero(item(painting).array()) == 12


def test_keeping_the_island_at_the_crosshair(painting: MainWindow) -> None:
    stroke(painting, on_slice(painting, 3, 1), on_slice(painting, 3, 3))
    stroke(painting, on_slice(painting, 6, 5))
    place = on_slice(painting, 6, 5)
    uid = volume(painting).geometry.frame_of_reference_uid
    painting.session.move_cursor(PatientLocation(uid, (place,)))
    painting.bindings.trigger("segment.island")
    assert np.count_nonzero(item(painting).array()) == 1


def test_growing_fills_what_is_like_the_seed(painting: MainWindow) -> None:
    k = round(float(volume(painting).geometry.lps_to_index(on_slice(painting, 3, 3))[0]))
    stored = volume(painting).stored_values
    stored[:] = 0
    stored[k, 2:5, 1:4] = 1000
    painting.bindings.trigger("segment.grow")
    feature(painting).bar.by_likeness.setChecked(False)
    rescale = volume(painting).rescale
    feature(painting).bar.low.setValue(900 * rescale.slope + rescale.intercept)
    feature(painting).bar.high.setValue(1100 * rescale.slope + rescale.intercept)
    stroke(painting, on_slice(painting, 3, 2))
    labels = item(painting).array()
    # Voxels are 30 mm, nothing grows farther than 40 mm: the four corners of the block are 42 mm away.
    assert np.argwhere(labels[k]).tolist() == [[2, 2], [3, 1], [3, 2], [3, 3], [4, 2]]
    assert np.count_nonzero(labels) == 5


def test_the_wheel_with_shift_and_keys_size_the_brush(painting: MainWindow) -> None:
    before, shown = feature(painting).bar.radius.value(), pane(painting)
    middle = QPointF(shown.rect().center())
    event = QWheelEvent(
        middle, shown.mapToGlobal(middle), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ShiftModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(shown, event)
    assert feature(painting).bar.radius.value() > before
    painting.bindings.trigger("segment.smaller")
    painting.bindings.trigger("segment.smaller")
    assert feature(painting).bar.radius.value() == pytest.approx(before, abs=0.11)
    assert pane(painting).content.brush_mm == pytest.approx(before)


def test_a_label_map_is_drawn_on_every_plane_of_the_volume(painting: MainWindow) -> None:
    stroke(painting, on_slice(painting, 3, 3))
    painting.bindings.trigger("layout.mpr")
    for number in range(3):
        (segments,) = pane(painting, number).content.segments
        assert segments.label_map.labels.any()


def test_escape_puts_the_brush_down_then_closes(painting: MainWindow) -> None:
    grid = painting.places.read.grid
    column = painting.places.read.tools
    assert not column._buttons["tool.window"].isChecked()
    painting.bindings.trigger("edit.cancel")
    assert grid.tool is ToolName.WINDOW
    assert column._buttons["tool.window"].isChecked()
    assert feature(painting).bar.isVisible()
    painting.bindings.trigger("edit.cancel")
    assert not feature(painting).bar.isVisible()


def test_a_radiograph_is_refused(window: MainWindow, qtbot: QtBot, shared_data: Path) -> None:
    open_images(window, qtbot, shared_data / "xray" / "hip_CR_J2KR.dcm")
    told: list[object] = []
    window.places.read.told.connect(told.append)
    window.bindings.trigger("segment.brush")
    assert not feature(window).bar.isVisible()
    assert any(getattr(one, "text", "") == segmenting.RADIOGRAPH for one in told)


def test_another_series_on_screen_is_refused(painting: MainWindow) -> None:
    stroke(painting, on_slice(painting, 3, 3))
    before = item(painting)
    told: list[object] = []
    painting.places.read.told.connect(told.append)
    other = replace(volume(painting), series=SeriesRef(before.series.study_instance_uid, "9.9.9"))
    point = on_slice(painting, 5, 4)
    pane(painting).set_pixels(other, pane(painting).state)
    QApplication.processEvents()
    stroke(painting, point)
    assert item(painting) == before
    assert any("belongs to" in getattr(one, "text", "") for one in told)


def test_damaged_labels_are_told_once_and_left_alone(painting: MainWindow) -> None:
    stroke(painting, on_slice(painting, 3, 3))
    told: list[object] = []
    painting.places.read.told.connect(told.append)
    broken = replace(item(painting), id="broken", slices=("bm90IHpsaWI=", *item(painting).slices[1:]))
    painting.session.apply(add(broken, "from elsewhere"))
    painting.places.read.grid.refresh_overlays()
    assert sum("is not shown" in getattr(one, "text", "") for one in told) == 1
    assert len(pane(painting).content.segments) == 1
    assert painting.session.case is not None
    assert painting.session.case.get(Segmentation, "broken") == broken


def test_what_cannot_be_stored_is_taken_back(painting: MainWindow) -> None:
    stroke(painting, on_slice(painting, 3, 3))
    before = item(painting)
    assert painting.session.case is not None

    def refuse(_event: CaseEvent) -> None:
        raise StaleChangeError("somebody else was faster")

    painting.session.case.journal = refuse
    stroke(painting, on_slice(painting, 6, 5))
    assert item(painting) == before
    editor = feature(painting).editor
    assert editor is not None
    assert (editor.map.labels == before.array()).all()
