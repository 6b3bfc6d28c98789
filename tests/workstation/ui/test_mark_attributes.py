"""What is done to marks that are placed, through the window: labels, hiding, locks, colours, names, several at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from annotations.anatomy import Laterality, Level
from annotations.case import added_all
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from viewers.qt.viewport import ContextPlace, Viewport
from workstation.ui.main_window import MainWindow
from workstation.ui.read.mark_attributes import MarkAttributes


def attributes(window: MainWindow) -> MarkAttributes:
    return next(one for one in window.places.read.features if isinstance(one, MarkAttributes))


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    assert pane.frame is not None
    return pane


def mark(window: MainWindow, mark_id: str) -> Mark:
    case = window.session.case
    assert case is not None
    found = case.get(Mark, mark_id)
    assert found is not None
    return found


@pytest.fixture
def marked(ct_window: MainWindow) -> MainWindow:
    """Two lengths and an angle on the slice on screen."""
    pane = pane_of(ct_window)
    assert pane.frame is not None
    geometry = pane.frame.geometry
    width, height = geometry.size_px

    def there(*places: tuple[float, float]) -> PatientLocation:
        points = tuple(geometry.point_at(x * width, y * height) for x, y in places)
        return PatientLocation(geometry.frame_of_reference_uid, points)

    marks = (
        Mark("a", MarkKind.LENGTH, there((0.45, 0.4), (0.55, 0.4)), label="first"),
        Mark("b", MarkKind.LENGTH, there((0.45, 0.5), (0.55, 0.5))),
        Mark("c", MarkKind.ANGLE, there((0.45, 0.6), (0.5, 0.55), (0.55, 0.6))),
    )
    ct_window.session.apply(added_all(marks, "three marks"))
    pane.repaint()
    return ct_window


def test_a_label_is_dragged_on_the_image_remembers_its_place_and_undo_brings_it_back(marked: MainWindow) -> None:
    pane, ratio = pane_of(marked), pane_of(marked).devicePixelRatioF()
    (box,) = (one for one in pane.painted_labels if one.mark_id == "a")
    start = QPoint(round(box.middle[0] / ratio), round(box.middle[1] / ratio))
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for step in (QPoint(10, 10), QPoint(40, 60)):
        QTest.mouseMove(pane, start + step)
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(40, 60))
    offset = mark(marked, "a").label_offset
    assert offset is not None
    pane.repaint()
    (moved,) = (one for one in pane.painted_labels if one.mark_id == "a")
    assert moved.middle[0] - box.middle[0] == pytest.approx(40 * ratio, abs=1.5)
    assert moved.middle[1] - box.middle[1] == pytest.approx(60 * ratio, abs=1.5)
    marked.bindings.trigger("edit.undo")
    assert mark(marked, "a").label_offset is None
    assert "move the label of Length 'first'" in marked.status_bar.message


def test_hidden_marks_leave_the_images_are_counted_and_all_come_back(marked: MainWindow) -> None:
    marked.session.select("a")
    marked.bindings.trigger("marks.hide")
    pane = pane_of(marked)
    pane.repaint()
    assert "a" not in [one.mark_id for one in pane.painted_labels]
    assert attributes(marked).list.hidden_link.text() == "1 hidden: show all"
    marked.bindings.trigger("marks.show-all")
    assert not mark(marked, "a").is_hidden


def test_a_locked_mark_is_neither_removed_nor_dragged_until_it_is_unlocked(marked: MainWindow) -> None:
    marked.session.select("a")
    marked.bindings.trigger("marks.lock")
    (shown,) = (one for one in pane_of(marked).content.marks if one.mark_id == "a")
    assert not shown.movable
    attributes(marked).remove()
    assert mark(marked, "a").is_locked
    marked.bindings.trigger("edit.delete")
    assert mark(marked, "a").is_locked, "nor by the key"
    pane, frame = pane_of(marked), pane_of(marked).frame
    assert frame is not None
    x, y = frame.geometry.lps_to_display(mark(marked, "a").points).mean(axis=0) / pane.devicePixelRatioF()
    place, before = QPoint(round(float(x)), round(float(y))), mark(marked, "a").location
    told: list[str] = []
    pane.placement_refused.connect(told.append)
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    for step in (QPoint(8, 8), QPoint(30, 40)):
        QTest.mouseMove(pane, place + step)
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place + QPoint(30, 40))
    assert mark(marked, "a").location == before
    assert told == ["Length 'first' is locked. Unlock it first."]
    marked.bindings.trigger("marks.lock")
    marked.bindings.trigger("edit.delete")
    assert marked.session.case is not None
    assert marked.session.case.get(Mark, "a") is None


def test_several_marks_chosen_in_the_list_are_changed_together_in_one_step(marked: MainWindow) -> None:
    feature, history = attributes(marked), marked.session.history
    assert history is not None
    feature.list.view.selectAll()
    assert feature.selected_mark_ids == ("a", "b", "c")
    feature.set_tone("caution")
    assert {mark(marked, one).tone for one in "abc"} == {"caution"}
    assert history.undo_description == "colour 3 marks"
    feature.copy()
    assert QGuiApplication.clipboard().text().count("\n") == 3
    feature.remove()
    assert marked.session.case is not None
    assert marked.session.case.of_type(Mark) == ()
    marked.bindings.trigger("edit.undo")
    assert len(marked.session.case.of_type(Mark)) == 3


def test_the_menu_of_a_mark_offers_what_can_be_done_to_it(marked: MainWindow) -> None:
    read = marked.places.read
    menu = read.menu(pane_of(marked), ContextPlace(QPoint(0, 0), None, "a"))
    titles = [entry.text().split("\t")[0] for entry in menu.actions()]
    for expected in ("Hide", "Lock", "Colour", "Rename the mark…", "Level and side of the mark…"):
        assert expected in titles
    colours = next(entry.menu() for entry in menu.actions() if entry.text() == "Colour")
    next(entry for entry in colours.actions() if entry.text() == "Violet").trigger()  # type: ignore[union-attr]
    assert mark(marked, "a").tone == "unexplained"
    next(entry for entry in menu.actions() if entry.text().startswith("Lock")).trigger()
    assert mark(marked, "a").is_locked


def test_a_mark_is_renamed_and_placed_by_hand_with_a_reason(marked: MainWindow) -> None:
    feature = attributes(marked)
    marked.session.select("b")
    feature.ask_name()
    assert feature.name_form is not None
    feature.name_form.field.setText("left recess")
    QTest.keyClick(feature.name_form.field, Qt.Key.Key_Return)
    assert mark(marked, "b").label == "left recess"
    feature.ask_place()
    form = feature.place_form
    assert form is not None
    form.level.setCurrentIndex(form.level.findData(Level.L5))
    form.side.setCurrentIndex(form.side.findData(Laterality.LEFT))
    form.keep()
    assert form.isVisible(), "not without a reason"
    form.reason.setText("counted from C2")
    form.keep()
    assert replace(mark(marked, "b"), location=mark(marked, "a").location) == replace(
        mark(marked, "a"),
        id="b",
        label="left recess",
        level=Level.L5,
        laterality=Laterality.LEFT,
        place_reason="counted from C2",
    )
    (row,) = (one for one in feature.list.shown_rows if one.mark_id == "b")
    assert row.place.is_override


def test_a_click_in_the_list_goes_to_the_mark_and_a_click_on_the_image_finds_it_in_the_list(marked: MainWindow) -> None:
    feature = attributes(marked)
    feature.list.chosen.emit("c")
    assert marked.session.selected_id == "c"
    assert marked.session.cursor is not None
    assert marked.session.cursor.points_lps_mm[0] == mark(marked, "c").points[0]
    marked.session.select("b")
    assert feature.list.selected_mark_ids == ("b",)


def test_the_mirror_image_needs_the_midline_and_says_so(marked: MainWindow) -> None:
    marked.session.select("a")
    marked.bindings.trigger("marks.mirror")
    assert pane_of(marked).content.marks[0].mirror_x_mm is None
