"""Hanging in the real window: chosen on opening, stepped, chosen otherwise, resized, edited, compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.support.dicom_builder import write_series
from tests.workstation.ui.conftest import built, open_images
from viewers.imaging.images import Volume
from viewers.imaging.windowing import Window
from viewers.qt.viewport import Viewport
from viewers.state.viewport_state import ViewPlane
from workstation.actions import ACTIONS
from workstation.hanging.library import shipped_protocols
from workstation.hanging.protocol_file import write_protocol
from workstation.settings import Settings
from workstation.ui.image_catalogue import StackKey
from workstation.ui.main_window import MainWindow
from workstation.ui.read.hanging import Pane
from workstation.ui.read.hanging_feature import HangingFeature


def hanging(window: MainWindow) -> HangingFeature:
    return next(one for one in window.places.read.features if isinstance(one, HangingFeature))


def titles(window: MainWindow) -> list[str]:
    """What the viewports show, in reading order."""
    return [
        pane.pixels.description.series_description if pane.pixels is not None else ""
        for pane in window.places.read.grid.viewports
    ]


def settled(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is loading."""
    qtbot.waitUntil(lambda: not window.is_busy and not window.places.read.is_loading, timeout=20_000)


def studies_folder(folder: Path, *days: str, patient: str = "P1", slices: int = 24, **changes: object) -> Path:
    """A small CT of one patient for each day."""
    for number, day in enumerate(days):
        write_series(
            folder / day,
            [10.0 * z for z in range(slices)],
            PixelSpacing=[30, 30],
            StudyDate=day,
            StudyInstanceUID=f"1.2.3.{patient[1:]}.{number}",
            SeriesInstanceUID=f"1.2.3.{patient[1:]}.{number}.1",
            FrameOfReferenceUID=f"1.2.3.{patient[1:]}.{number}.9",
            SeriesDescription=f"CT {day}",
            BodyPartExamined="LSPINE",
            PatientID=patient,
            PatientName=f"Test^{patient}",
            **changes,
        )
    return folder


@pytest.fixture
def old_and_new(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Two CT studies of one patient, a year and eight months apart."""
    open_images(window, qtbot, studies_folder(tmp_path / "ct", "20240501", "20220901"))
    return window


def test_a_lumbar_mri_opens_with_all_weightings(mr_window: MainWindow) -> None:
    assert hanging(mr_window).protocol_id == "mri-spine"
    assert titles(mr_window) == ["T2 SAG", "T1 SAG", "STIR SAG", "T2 AX"]
    assert "MRI spine" in hanging(mr_window).bar.name.text()


def test_full_stop_and_comma_step_the_stages(mr_window: MainWindow) -> None:
    mr_window.bindings.trigger("hanging.next")
    assert titles(mr_window) == ["T2 SAG", "T2 AX"]
    assert hanging(mr_window).bar.stage_text == "T2 in two planes  2/3"
    mr_window.bindings.trigger("hanging.previous")
    mr_window.bindings.trigger("hanging.previous")
    assert titles(mr_window) == ["T2 SAG", "T1 SAG", "STIR SAG"]
    assert ACTIONS["hanging.next"].shortcuts == (".",)
    assert ACTIONS["hanging.previous"].shortcuts == (",",)


def test_the_list_has_the_fitting_protocols_first_and_says_why_others_do_not_fit(mr_window: MainWindow) -> None:
    mr_window.bindings.trigger("hanging.choose")
    shown = hanging(mr_window).list
    assert shown.isVisible()
    fits = [can for _, _, can in shown.lines()]
    assert fits == sorted(fits, reverse=True)
    whys = {title: words for title, words, _ in shown.lines()}
    assert whys["CT spine"] == "Does not fit. CT volume: no CT images"
    row = next(n for n, (title, _, _) in enumerate(shown.lines()) if title == "Two series")
    shown.list.itemClicked.emit(shown.list.item(row))
    assert hanging(mr_window).protocol_id == "two-series"
    assert not shown.isVisible()


def test_a_trunk_ct_opens_as_ct_spine_with_3d(old_and_new: MainWindow) -> None:
    grid = old_and_new.places.read.grid
    assert hanging(old_and_new).protocol_id == "ct-spine"
    assert grid.layout_id == "mpr"
    assert grid.arrangement.one_series
    assert set(titles(old_and_new)) == {"CT 20240501"}
    planes = [pane.state.plane for pane in grid.viewports]
    assert planes == [ViewPlane.SAGITTAL, ViewPlane.AXIAL, ViewPlane.CORONAL, ViewPlane.VOLUME_3D]


def test_a_stage_opens_in_its_windows(old_and_new: MainWindow) -> None:
    old_and_new.bindings.trigger("hanging.previous")
    windows = [pane.state.window for pane in old_and_new.places.read.grid.viewports]
    assert [window.width for window in windows if window is not None] == [2000, 250]


def test_a_stage_links_only_what_its_protocol_says(old_and_new: MainWindow) -> None:
    old_and_new.bindings.trigger("hanging.previous")
    bone, soft = old_and_new.places.read.grid.viewports
    assert isinstance(bone, Viewport)
    bone.set_state(replace(bone.state, window=Window(1000, 300), scale=3.0))
    assert soft.state.window is not None
    assert soft.state.window.width == 250, "its windows stay apart"
    assert soft.state.scale == pytest.approx(3.0), "its zoom goes along"


def test_a_moved_divider_is_remembered_for_the_stage_and_reset_by_a_double_click(
    mr_window: MainWindow, qtbot: QtBot, settings: Settings
) -> None:
    grid = mr_window.places.read.grid
    handle = grid.dividers.handles[0]
    middle = QPoint(handle.width() // 2, handle.height() // 2)
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    grid.dividers.drag(handle.divider, 0.7)
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle)
    assert grid.shares.columns == pytest.approx((0.7, 0.3))
    assert grid.viewports[0].width() > 2 * grid.viewports[1].width()
    mr_window.bindings.trigger("hanging.next")
    mr_window.bindings.trigger("hanging.previous")
    assert grid.shares.columns == pytest.approx((0.7, 0.3))
    qtbot.mouseDClick(grid.dividers.handles[0], Qt.MouseButton.LeftButton, pos=middle)
    assert grid.shares.columns == pytest.approx((0.5, 0.5))


def test_a_divider_follows_the_mouse(mr_window: MainWindow, qtbot: QtBot) -> None:
    grid = mr_window.places.read.grid
    handle = grid.dividers.handles[0]
    x = handle.mapFromGlobal(grid.mapToGlobal(QPoint(grid.width() // 4, 0))).x()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(handle, QPoint(x, 5))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton)
    assert grid.shares.columns[0] <= 0.5


def test_a_pane_is_resized_by_keys(mr_window: MainWindow) -> None:
    grid = mr_window.places.read.grid
    mr_window.bindings.trigger("layout.wider")
    mr_window.bindings.trigger("layout.taller")
    assert grid.shares.columns[0] == pytest.approx(0.55)
    assert grid.shares.rows[0] == pytest.approx(0.55)
    mr_window.bindings.trigger("layout.even")
    assert grid.shares.columns == grid.shares.rows == (0.5, 0.5)


def test_a_layout_is_kept_for_a_stage_until_it_is_hung_again(mr_window: MainWindow) -> None:
    read = mr_window.places.read
    hanging(mr_window).picker.chosen.emit("1x4")
    assert read.grid.layout_id == "1x4"
    mr_window.bindings.trigger("hanging.keep-layout")
    mr_window.bindings.trigger("hanging.next")
    mr_window.bindings.trigger("hanging.previous")
    assert read.grid.layout_id == "1x4"
    assert titles(mr_window) == ["T2 SAG", "T1 SAG", "STIR SAG", "T2 AX"]
    mr_window.bindings.trigger("hanging.again")
    assert read.grid.layout_id == "2x2"


def test_dragging_over_the_picker_chooses_a_grid(mr_window: MainWindow, qtbot: QtBot) -> None:
    mr_window.bindings.trigger("layout.choose")
    field = hanging(mr_window).picker.field
    assert field.size_rc == (2, 2)
    qtbot.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseMove(field, QPoint(field.width() - 4, field.height() - 4))
    qtbot.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(field.width() - 4, field.height() - 4))
    grid = mr_window.places.read.grid
    assert (grid.layout_id, len(grid.viewports)) == ("3x4", 12)
    assert titles(mr_window)[:4] == ["T2 SAG", "T1 SAG", "STIR SAG", "T2 AX"], "panes keep their series"


def test_the_picker_works_by_keys(mr_window: MainWindow, qtbot: QtBot) -> None:
    mr_window.bindings.trigger("layout.choose")
    field = hanging(mr_window).picker.field
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(field, key)
    assert mr_window.places.read.grid.layout_id == "1x3"


def test_an_asymmetric_layout_has_a_large_pane(mr_window: MainWindow) -> None:
    mr_window.bindings.trigger("layout.left-3")
    grid = mr_window.places.read.grid
    heights = [pane.height() for pane in grid.viewports]
    assert heights[0] == grid.height()
    assert max(heights[1:]) < grid.height() / 2


def test_current_and_prior_hang_side_by_side(old_and_new: MainWindow, qtbot: QtBot) -> None:
    old_and_new.bindings.trigger("compare.prior")
    settled(old_and_new, qtbot)
    assert titles(old_and_new) == ["CT 20220901", "CT 20240501"]
    assert hanging(old_and_new).bar.stage_text.startswith("CT 20240501, 19 months apart")
    dates = [pane.pixels.description.study_date for pane in old_and_new.places.read.grid.viewports if pane.pixels]
    assert dates == ["2022-09-01", "2024-05-01"]


def test_from_the_prior_on_screen_it_is_compared_with_the_later_study(old_and_new: MainWindow, qtbot: QtBot) -> None:
    read = old_and_new.places.read
    old_and_new.bindings.trigger("layout.1x1")
    read.content.show(read.grid.viewports[0], Pane(StackKey("1.2.3.1.1.1")))
    settled(old_and_new, qtbot)
    assert titles(old_and_new) == ["CT 20220901"]
    old_and_new.bindings.trigger("compare.prior")
    settled(old_and_new, qtbot)
    assert titles(old_and_new) == ["CT 20220901", "CT 20240501"]


def test_a_prior_offers_to_be_compared_and_the_current_study_does_not(old_and_new: MainWindow, qtbot: QtBot) -> None:
    browser = old_and_new.places.read.browser
    assert [uid for uid, offer in browser.comparisons.items() if not offer.isHidden()] == ["1.2.3.1.1"]
    browser.compare_asked.emit("1.2.3.1.1")
    settled(old_and_new, qtbot)
    assert titles(old_and_new) == ["CT 20220901", "CT 20240501"]


def test_a_prior_of_a_former_day_is_found_in_the_index(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    both = studies_folder(tmp_path / "ct", "20240501", "20220901", slices=4)
    first = built(settings)
    qtbot.addWidget(first)
    open_images(first, qtbot, both / "20220901")
    first.close()
    second = built(settings)
    qtbot.addWidget(second)
    open_images(second, qtbot, both / "20240501")
    offered = [uid for uid, offer in second.places.read.browser.comparisons.items() if not offer.isHidden()]
    assert offered == ["1.2.3.1.1"], "the study read on the former day"
    second.bindings.trigger("compare.prior")
    settled(second, qtbot)
    assert titles(second) == ["CT 20220901", "CT 20240501"]
    second.close()


def test_a_newer_study_read_later_is_offered_and_what_hangs_stays(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    both = studies_folder(tmp_path / "ct", "20240501", "20220901", slices=4)
    open_images(window, qtbot, both / "20220901")
    window.workspace.open_paths([both / "20240501"])
    qtbot.waitUntil(lambda: window.message_bar.message is not None, timeout=20_000)
    settled(window, qtbot)
    assert titles(window) == ["CT 20220901"]
    message = window.message_bar.message
    assert message is not None
    assert "2024-05-01" in message.text
    assert message.action is not None
    message.action()
    settled(window, qtbot)
    assert titles(window) == ["CT 20220901", "CT 20240501"], "beside its prior"


def test_every_protocol_is_found_by_the_command_search(mr_window: MainWindow) -> None:
    entries = {entry.title: entry for entry in hanging(mr_window).search_entries()}
    assert entries["Hang: CT spine"].why_disabled == "CT volume: no CT images"
    entries["Hang: Two series"].run()
    assert hanging(mr_window).protocol_id == "two-series"


def test_without_a_prior_the_reason_is_told(mr_window: MainWindow) -> None:
    mr_window.bindings.trigger("compare.prior")
    assert mr_window.message_bar.message is not None
    assert "No earlier study" in mr_window.message_bar.message.text
    assert titles(mr_window) == ["T2 SAG", "T1 SAG", "STIR SAG", "T2 AX"]


def test_a_pane_says_how_old_a_study_is(old_and_new: MainWindow) -> None:
    pane = old_and_new.places.read.grid.viewports[0]
    assert any(line.endswith("ago") for line in pane.content.top_right)


def test_a_wrong_file_of_the_user_is_told_and_does_not_stop_the_start(qtbot: QtBot, settings: Settings) -> None:
    settings.hanging_dir.mkdir(parents=True)
    (settings.hanging_dir / "mine.toml").write_text("id = ")
    window = built(settings)
    qtbot.addWidget(window)
    assert window.message_bar.message is not None
    assert window.message_bar.message.details[0].startswith("mine.toml: this is not valid TOML")
    window.close()


def test_a_protocol_of_the_user_is_chosen_on_opening(qtbot: QtBot, settings: Settings, shared_data: Path) -> None:
    settings.hanging_dir.mkdir(parents=True)
    text = write_protocol(shipped_protocols()["mri-spine"])
    text = text.replace('id = "mri-spine"', 'id = "mine"').replace(
        'title = "MRI spine"', 'title = "Mine"\npriority = 9'
    )
    (settings.hanging_dir / "mine.toml").write_text(text)
    window = built(settings)
    qtbot.addWidget(window)
    open_images(window, qtbot, shared_data / "mr-lspine-hitachi")
    assert hanging(window).protocol_id == "mine"
    window.close()


def test_a_second_study_leaves_nothing_of_the_first_behind(
    old_and_new: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window, read = old_and_new, old_and_new.places.read
    hanging(window).picker.chosen.emit("3x4")
    hanging(window).hang("ct-spine")
    window.bindings.trigger("compare.prior")
    former = {id(pane.pixels) for pane in read.grid.findChildren(Viewport) if pane.pixels is not None}
    open_other = studies_folder(tmp_path / "other", "20250101", patient="P2", slices=6)
    window.workspace.open_paths([open_other])
    qtbot.waitUntil(lambda: window.top_bar.shows_mismatch, timeout=20_000)
    window.workspace.open_waiting()
    qtbot.waitUntil(lambda: not window.is_busy and not read.is_loading, timeout=20_000)
    every = [pane for pane in (*read.grid.findChildren(Viewport), *read.grid.viewports) if pane.pixels is not None]
    assert every
    assert all(pane.pixels.description.patient_id == "P2" for pane in every)
    assert not former & {id(pane.pixels) for pane in every}
    assert read.grid.cursor_location is None
    assert hanging(window).protocol_id == "one-series"
    assert all(key.series_instance_uid.startswith("1.2.3.2.") for key in read.content.keys_on_screen)
    assert all(one.study_instance_uid.startswith("1.2.3.2.") for one in hanging(window).matches[0].choices.values())
    assert set(read.browser.comparisons) == set()


def test_closing_the_case_leaves_no_protocol(old_and_new: MainWindow) -> None:
    old_and_new.bindings.trigger("case.close")
    assert hanging(old_and_new).protocol_id == ""
    assert hanging(old_and_new).matches == ()
    assert old_and_new.places.read.content.keys_on_screen == ()


def test_a_series_without_geometry_offers_no_planes_and_says_why(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = studies_folder(tmp_path / "loose", "20240501", ImagePositionPatient=None, ImageOrientationPatient=None)
    open_images(window, qtbot, folder)
    fits = {match.protocol.id: match.why_not for match in hanging(window).matches}
    assert fits["ct-spine"] == "CT volume: CT 20240501 comes nearest, but is no volume, shown slice by slice"
    window.bindings.trigger("layout.mpr")
    shown = [pane for pane in window.places.read.grid.viewports if isinstance(pane, Viewport)]
    assert all(not isinstance(pane.pixels, Volume) for pane in shown)
    assert {pane.message for pane in shown} == {"Three planes need a volume; this series is shown image by image"}
    card = next(iter(window.places.read.browser.cards.values()))
    assert "no usable position and orientation" in card.problem_text
    window.bindings.trigger("layout.1x1")
    window.bindings.trigger("plane.sagittal")
    assert window.message_bar.message is not None
    assert "Only a volume can be cut" in window.message_bar.message.text
