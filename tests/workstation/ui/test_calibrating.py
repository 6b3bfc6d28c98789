"""Calibrating a radiograph by a known length, in the real window: bar, change, badge, lengths and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotations.case import add
from annotations.image_calibrations import ImageCalibration
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.references import ImageRef
from tests.support.dicom_builder import ct_slice, write
from tests.workstation.ui.conftest import open_images
from tests.workstation.ui.test_bad_input import CR
from tests.workstation.ui.test_display_sizes import told
from tests.workstation.ui.test_image_menu import pane_of
from viewers.imaging.images import ProjectionImage
from viewers.tools.effects import MarkProposal
from workstation.ui.main_window import MainWindow
from workstation.ui.read.calibrating import DRAW_A_LINE, NO_RADIOGRAPH, CalibratingImages
from workstation.ui.read.marking import placed_mark

ENDS = ((2.0, 2.0), (2.0, 52.0))


@pytest.fixture
def film(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    nothing = dict.fromkeys(
        ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "FrameOfReferenceUID", "SliceThickness")
    )
    folder = tmp_path / "film"
    folder.mkdir()
    write(ct_slice(SOPClassUID=CR, Modality="DX", ImagerPixelSpacing=[0.5, 0.5], **nothing), folder / "xray")
    open_images(window, qtbot, folder)
    return window


def feature_of(window: MainWindow) -> CalibratingImages:
    return next(one for one in window.places.read.features if isinstance(one, CalibratingImages))


def image_of(window: MainWindow) -> ImageRef:
    pixels = pane_of(window).pixels
    assert isinstance(pixels, ProjectionImage)
    assert pixels.frames[0] is not None
    return pixels.frames[0].image


def place_length(window: MainWindow, *, is_selected: bool = True) -> Mark:
    location = ImageLocation(image_of(window), ENDS)
    change = placed_mark(MarkKind.LENGTH, location, pane_of(window).pixels)
    window.session.apply(change)
    mark = change.edits[0].after
    assert isinstance(mark, Mark)
    if is_selected:
        window.session.select(mark.id)
    return mark


def value_beside(window: MainWindow, mark: Mark) -> str:
    return next(one.value_text for one in pane_of(window).full_content().marks if one.mark_id == mark.id)


def test_a_selected_length_calibrates_its_image(film: MainWindow) -> None:
    mark, feature, heard = place_length(film), feature_of(film), told(film)
    assert "25.0 mm" in value_beside(film, mark)
    feature.handlers()["image.calibrate"]()
    assert not feature.bar.isHidden()
    assert not feature.bar.calibrate.isEnabled()
    feature.bar.length.setValue(20.0)
    assert "0.400 mm wide" in feature.bar.words
    assert "-20.0 %" in feature.bar.words
    feature.bar.calibrate.click()
    assert feature.bar.isHidden()
    assert "calibrated by known length 20 mm" in heard[-1]
    case = film.session.case
    assert case is not None
    (kept,) = case.of_type(ImageCalibration)
    assert (kept.image, kept.known_length_mm, kept.points_column_row) == (image_of(film), 20.0, ENDS)
    assert kept.decided_by
    assert kept.decided_at
    assert "20.0 mm" in value_beside(film, mark)
    assert "calibrated by known length 20 mm" in value_beside(film, mark)
    assert pane_of(film).full_content().calibration_badge == "calibrated by known length 20 mm"


def test_undo_brings_badge_and_lengths_back(film: MainWindow) -> None:
    mark, feature = place_length(film), feature_of(film)
    feature.start()
    feature.bar.length.setValue(20.0)
    feature.bar.calibrate.click()
    film.session.undo()
    assert "25.0 mm" in value_beside(film, mark)
    assert "detector" in pane_of(film).full_content().calibration_badge


def test_marks_drawn_afterwards_are_measured_with_it(film: MainWindow) -> None:
    place_length(film)
    feature = feature_of(film)
    feature.start()
    feature.bar.length.setValue(20.0)
    feature.bar.calibrate.click()

    location = ImageLocation(image_of(film), ((10.0, 10.0), (10.0, 35.0)))
    film.places.read.grid.mark_proposed.emit(MarkProposal(MarkKind.LENGTH, location))
    case = film.session.case
    assert case is not None
    assert "10.0 mm" in value_beside(film, case.of_type(Mark)[-1])


def test_without_a_length_the_bar_waits_for_one_to_be_drawn(film: MainWindow) -> None:
    feature = feature_of(film)
    film.session.select(None)
    feature.start()
    assert feature.bar.words == DRAW_A_LINE
    place_length(film, is_selected=False)
    feature.bar.length.setValue(25.0)
    assert "As the header says" in feature.bar.words
    assert feature.cancel()
    assert feature.bar.isHidden()
    assert not feature.cancel()


def test_an_absurd_length_is_refused_where_it_is_typed(film: MainWindow) -> None:
    place_length(film)
    feature = feature_of(film)
    feature.start()
    feature.bar.length.setValue(900.0)
    assert "no radiograph has" in feature.bar.words
    assert not feature.bar.calibrate.isEnabled()


def test_the_calibration_is_removed_again(film: MainWindow) -> None:
    mark, feature, heard = place_length(film), feature_of(film), told(film)
    feature.remove()
    assert "No calibration" in heard[-1]
    feature.start()
    feature.bar.length.setValue(20.0)
    feature.bar.calibrate.click()
    feature.remove()
    assert "25.0 mm" in value_beside(film, mark)
    assert "detector" in pane_of(film).full_content().calibration_badge


def test_a_line_that_is_removed_closes_the_bar(film: MainWindow) -> None:
    place_length(film)
    feature = feature_of(film)
    feature.start()
    film.session.undo()
    assert feature.bar.isHidden()


def test_ct_is_not_calibrated_by_hand(ct_window: MainWindow) -> None:
    feature, heard = feature_of(ct_window), told(ct_window)
    ct_window.session.select(None)
    feature.start()
    assert heard[-1] == NO_RADIOGRAPH
    uid = pane_of(ct_window).pixels.geometry.frame_of_reference_uid
    mark = Mark("line", MarkKind.LENGTH, PatientLocation(uid, ((0.0, 0.0, 0.0), (0.0, 0.0, 30.0))))
    ct_window.session.apply(add(mark, "length placed"))
    ct_window.session.select("line")
    feature.start()
    assert "patient millimetres" in heard[-1]
    assert feature.bar.isHidden()
