"""IHE Basic Image Review, line by line: the floor under every viewer (docs/basic-image-review.csv has the images)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom import dcmread
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotations.marks import Mark, MarkKind
from annotations.measurements import measure
from tests.support.dicom_builder import ct_slice, write, write_series
from tests.workstation.ui.conftest import built, open_images
from viewers.imaging.default_window import auto_window
from viewers.imaging.images import ImageStack, ProjectionImage, Volume
from viewers.qt.viewport import Viewport
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.viewport_state import ViewPlane, ViewportState
from viewers.tools.tool_names import ToolName
from workstation.dicom.load import load_stack
from workstation.dicom.records import StackKind
from workstation.dicom.scan import scan_paths
from workstation.settings import Settings
from workstation.ui.image_catalogue import StackKey, all_stacks
from workstation.ui.main_window import MainWindow
from workstation.ui.read.cine import Cine
from workstation.ui.read.document_card import DocumentCard

LIST = Path(__file__).resolve().parents[3] / "docs" / "basic-image-review.csv"
MODALITIES = {"CT", "MR", "CR", "DX", "MG", "US", "OT"}
"""What the real images hold; each must give a picture."""


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def flat_panes(window: MainWindow) -> list[Viewport]:
    return [pane for pane in window.places.read.grid.viewports if isinstance(pane, Viewport)]


def show(window: MainWindow, qtbot: QtBot, key: StackKey) -> Viewport:
    """Open a stack in the active viewport as a double click on its card does."""
    window.places.read.browser.opened.emit(key)
    qtbot.waitUntil(lambda: not window.is_busy and pane_of(window).pixels is not None, timeout=30_000)
    return pane_of(window)


def wheel(pane: Viewport, notches: int) -> None:
    place = QPointF(pane.rect().center())
    event = QWheelEvent(
        place,
        pane.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, event)


def a_radiograph(folder: Path, name: str = "a", **changes: object) -> Path:
    """A radiograph without any spacing, of a patient of its own study."""
    values: dict[str, object] = {
        "SOPClassUID": "1.2.840.10008.5.1.4.1.1.1", "Modality": "CR", "PixelSpacing": None,
        "ImagePositionPatient": None, "ImageOrientationPatient": None, "FrameOfReferenceUID": None,
    }  # fmt: skip
    dataset = ct_slice(0.0, 1, **{**values, **changes})
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    return write(dataset, folder / name)


def test_bir_01_images_of_any_modality_are_shown_in_grey_and_in_colour(shared_data: Path, tmp_path: Path) -> None:
    zoo = shared_data / "zoo"
    folders = [zoo / "color", zoo / "multiframe", zoo / "objects", zoo / "pixel-lut-overlay", shared_data / "xray"]
    report = scan_paths(folders, cache_dir=tmp_path)
    seen: dict[str, set[int]] = {}
    for patient in report.patients:
        for key, series, stack in all_stacks(patient):
            pixels = load_stack(series, key.stack_number)
            # Its own window may show a test object as one tone, the automatic one never.
            state = ViewportState(window=auto_window(pixels, ViewportState()))
            frame = FrameRenderer().render(pixels, state, (96, 96))
            if not frame.missing and varies(pixels):
                seen.setdefault(series.modality, set()).add(frame.pixels.ndim)
                assert len(np.unique(frame.pixels)) > 1, f"{Path(stack.frames[0].path).name} is one flat tone"
    assert seen.keys() >= MODALITIES
    assert {2, 3} <= set().union(*seen.values())


def varies(pixels: Volume | ImageStack | ProjectionImage) -> bool:
    """Whether the stored values differ at all: some test images are one tone by intention."""
    if isinstance(pixels, Volume):
        return bool(np.ptp(pixels.stored_values[len(pixels.loaded) // 2]) > 0)
    frame = pixels.frames[0]
    return frame is not None and frame.values is not None and bool(np.ptp(frame.values) > 0)


def test_bir_02_every_series_has_a_thumbnail_and_none_are_combined(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    patient = mr_window.workspace.patient
    assert patient is not None
    keys = [key for key, _, _ in all_stacks(patient)]
    series = {key.series_instance_uid for key in keys}
    assert list(read.browser.cards) == keys
    assert len(keys) >= len(series) == 4
    qtbot.waitUntil(lambda: all(card.has_thumbnail for card in read.browser.cards.values()), timeout=20_000)


@pytest.mark.parametrize(("stated", "kind"), [(None, StackKind.SINGLE), (1, StackKind.SINGLE), (3, StackKind.CINE)])
@pytest.mark.parametrize("sop_class", ["1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.7.2"])
def test_bir_03_number_of_frames_alone_tells_single_from_multi_frame(
    tmp_path: Path, stated: int | None, kind: StackKind, sop_class: str
) -> None:
    dataset = ct_slice(0.0, 1, SOPClassUID=sop_class, Modality="OT")
    for keyword in ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "FrameOfReferenceUID"):
        delattr(dataset, keyword)
    dataset.file_meta.MediaStorageSOPClassUID = sop_class
    if stated is not None:
        dataset.NumberOfFrames = stated
        dataset.PixelData = dataset.PixelData * stated
    write(dataset, tmp_path / "images" / "a")
    report = scan_paths([tmp_path / "images"], cache_dir=tmp_path)
    (stack,) = [stack for patient in report.patients for _, _, stack in all_stacks(patient)]
    assert (stack.kind, len(stack.frames)) == (kind, stated or 1)


def test_bir_04_images_open_whole_windowed_annotated_and_ready_to_scroll(ct_window: MainWindow) -> None:
    pane = pane_of(ct_window)
    assert pane.frame is not None
    geometry, pixels = pane.frame.geometry, pane.pixels
    assert isinstance(pixels, Volume)
    corners = geometry.lps_to_display(pixels.geometry.corners_lps_mm())
    assert corners.min() >= -1
    assert (corners.max(axis=0) <= np.array(geometry.size_px) + 1).all()
    assert np.ptp(corners, axis=0).max() >= min(geometry.size_px) - 1
    assert pane.frame.window is not None
    content = pane.full_content()
    assert content.top_left
    assert content.top_right
    assert any("/ 12" in line for line in content.bottom_left)
    ct_window.places.read.hands.preferences.set("mouse.scheme", "ihe-bir")
    assert ct_window.places.read.grid.tool is ToolName.SCROLL
    number = pane.frame.slice_number
    assert number is not None
    wheel(pane, 1)
    assert pane.frame is not None
    assert pane.frame.slice_number == number + 1


def test_bir_05_functions_have_icons_and_there_is_an_advanced_layout(ct_window: MainWindow) -> None:
    buttons = ct_window.places.read.tools.buttons
    wanted = {"tool.window", "tool.pan", "tool.zoom", "tool.scroll", "tool.length", "tool.angle", "view.reset"}
    assert wanted <= set(buttons)
    for button in buttons.values():
        assert not button.icon().isNull()
        assert button.toolTip()
        assert button.accessibleName()
    ct_window.bindings.trigger("layout.mpr")
    assert {pane.state.plane for pane in flat_panes(ct_window)} == {
        ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL,
    }  # fmt: skip


def test_bir_06_a_medium_with_several_patients_asks_which(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    write_series(tmp_path / "cd", [0.0, 30.0])
    uids = {"StudyInstanceUID": "1.2.3.9", "SeriesInstanceUID": "1.2.3.9.1", "FrameOfReferenceUID": "1.2.3.9.2"}
    for number in range(2):
        dataset = ct_slice(30.0 * number, number + 1, PatientID="P2", PatientName="Second^Patient", **uids)
        write(dataset, tmp_path / "cd" / "more" / f"b{number}")
    window.workspace.open_paths([tmp_path / "cd"])
    qtbot.waitUntil(lambda: window.message_bar.message is not None and not window.is_busy, timeout=20_000)
    assert window.message_bar.message is not None
    assert "2 patients were found. Choose one" in window.message_bar.message.text
    assert window.session.case is None
    rows = window.workspace.rows()
    assert {row.identity.patient_id for row in rows} == {"P1", "P2"}
    window.workspace.open_row(next(row for row in rows if row.identity.patient_id == "P2"))
    qtbot.waitUntil(lambda: window.places.read.has_images, timeout=20_000)
    assert pane_of(window).pixels.description.patient_id == "P2"  # type: ignore[union-attr]


def test_bir_07_one_radiograph_opens_in_one_viewport(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    a_radiograph(tmp_path / "images")
    open_images(window, qtbot, tmp_path / "images")
    assert len(window.places.read.grid.viewports) == 1
    assert isinstance(pane_of(window).pixels, ProjectionImage)


def test_bir_08_two_sets_scroll_pan_and_zoom_together(mr_window: MainWindow, qtbot: QtBot) -> None:
    read = mr_window.places.read
    mr_window.bindings.trigger("layout.1x2")
    patient = mr_window.workspace.patient
    assert patient is not None
    sagittal = [key for key, series, stack in all_stacks(patient) if stack.plane == "sagittal"][:2]
    for pane, key in zip(flat_panes(mr_window), sagittal, strict=False):
        read.grid.activate(pane)
        show(mr_window, qtbot, key)
    first, second = flat_panes(mr_window)[:2]
    assert first.frame is not None
    assert second.frame is not None
    read.grid.activate(first)
    mr_window.bindings.trigger("scroll.first")
    assert position(second) == pytest.approx(position(first), abs=0.1)
    wheel(first, 3)
    assert position(second) == pytest.approx(position(first), abs=0.1)
    for _ in range(2):
        mr_window.bindings.trigger("view.zoom-in")
    first.set_state(replace(first.state, pan_px=(30.0, -20.0)))
    assert second.frame.geometry.mm_per_px == pytest.approx(first.frame.geometry.mm_per_px)
    middle = (first.frame.geometry.size_px[0] / 2, first.frame.geometry.size_px[1] / 2)
    there = (second.frame.geometry.size_px[0] / 2, second.frame.geometry.size_px[1] / 2)
    assert second.frame.geometry.point_at(*there) == pytest.approx(first.frame.geometry.point_at(*middle), abs=0.5)


def position(pane: Viewport) -> float:
    assert pane.frame is not None
    assert pane.frame.position_mm is not None
    return pane.frame.position_mm


def test_bir_09_side_orientation_and_place_are_annotated(mr_window: MainWindow, qtbot: QtBot) -> None:
    patient = mr_window.workspace.patient
    assert patient is not None
    mr_window.bindings.trigger("layout.1x2")
    planes = {stack.plane: key for key, _, stack in all_stacks(patient)}
    for pane, plane in zip(flat_panes(mr_window), ("sagittal", "axial"), strict=False):
        mr_window.places.read.grid.activate(pane)
        show(mr_window, qtbot, planes.get(plane) or planes["oblique"])
    sagittal, axial = flat_panes(mr_window)[:2]
    assert sagittal.frame is not None
    assert axial.frame is not None
    assert sagittal.frame.geometry.letters == ("A", "P", "S", "I")
    assert axial.frame.geometry.letters == ("R", "L", "A", "P")
    mr_window.places.read.grid.activate(axial)
    assert sagittal.full_content().reference_lines


def test_bir_10_who_what_when_and_how_stand_on_the_image(ct_window: MainWindow) -> None:
    content = pane_of(ct_window).full_content()
    written = "\n".join((*content.top_left, *content.top_right, *content.bottom_left, *content.bottom_right))
    for fact in ("Test, Patient", "P1", "1960-01-31", "F", "CT", "2024-05-01", "W 400", "L 40", "7 / 12", "+180.0 mm"):
        assert fact in written, f"{fact} is not on the image: {written}"
    for level in ("minimal", "none"):
        ct_window.bindings.trigger(f"view.text-{level}")
        assert pane_of(ct_window).full_content().top_left[:2] == content.top_left[:2], level


def test_bir_11_a_distance_and_an_angle_are_measured(ct_window: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(ct_window)
    assert pane.frame is not None
    mm_per_px = pane.frame.geometry.mm_per_px
    assert mm_per_px is not None
    middle = pane.rect().center()
    for command, clicks in (("tool.length", ((-40, 0), (40, 0))), ("tool.angle", ((-40, 90), (0, 90), (0, 130)))):
        ct_window.bindings.trigger(command)
        for dx, dy in clicks:
            qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=middle + QPoint(dx, dy))
    case = ct_window.session.case
    assert case is not None
    marks = {mark.kind: mark for mark in case.of_type(Mark)}
    length, angle = (measure(marks[kind]) for kind in (MarkKind.LENGTH, MarkKind.ANGLE))
    assert (length.unit, angle.unit) == ("mm", "deg")
    assert length.value == pytest.approx(80 * mm_per_px, rel=0.02)
    assert angle.value == pytest.approx(90, abs=1)


def test_bir_12_moving_images_run_at_the_speed_they_say(window: MainWindow, qtbot: QtBot, shared_data: Path) -> None:
    open_images(window, qtbot, shared_data / "xray" / "coronary_XA_96frames_jpeg.dcm")
    pane = pane_of(window)
    player = next(one for one in window.places.read.features if isinstance(one, Cine)).player_of(pane)
    first = pane.state.frame_index
    window.bindings.trigger("cine.run")
    qtbot.waitUntil(lambda: pane.state.frame_index not in range(first, first + 5), timeout=10_000)
    frame_time_ms = float(
        dcmread(shared_data / "xray" / "coronary_XA_96frames_jpeg.dcm", specific_tags=["FrameTime"]).FrameTime
    )
    assert player.speed is not None
    assert player.speed.fps == pytest.approx(1000 / frame_time_ms)
    window.bindings.trigger("cine.run")
    assert not player.is_running


def test_bir_13_the_window_looks_and_acts_the_same_each_time(qtbot: QtBot, tmp_path: Path, small_ct: Path) -> None:
    def first_look(home: Path) -> tuple[object, ...]:
        made = built(Settings.from_environment(home))
        qtbot.addWidget(made)
        open_images(made, qtbot, small_ct)
        grid, pane = made.places.read.grid, pane_of(made)
        look = (grid.layout_id, grid.tool, pane.state, tuple(made.places.read.tools.buttons), made.size())
        made.close()
        return look

    assert first_look(tmp_path / "one") == first_look(tmp_path / "two")


def test_bir_14_windows_inversion_zoom_pan_and_reset(ct_window: MainWindow, shared_data: Path, tmp_path: Path) -> None:
    pane, start = pane_of(ct_window), pane_of(ct_window).state
    trigger: Callable[[str], None] = ct_window.bindings.trigger
    for command, holds in (
        ("preset.bone", lambda state: state.window is not None and state.window.width == 2000),
        ("view.invert", lambda state: state.invert),
        ("view.zoom-in", lambda state: state.scale is not None),
        ("view.pixels", lambda state: state.scale is not None),
        ("view.fit", lambda state: state.scale is None),
    ):
        trigger(command)
        assert holds(pane.state), command
    trigger("view.reset")
    assert pane.state == start
    report = scan_paths([shared_data / "zoo" / "objects" / "dx_dog_thorax_mono1.dcm"], cache_dir=tmp_path)
    ((key, series, _),) = [entry for patient in report.patients for entry in all_stacks(patient)]
    pixels = load_stack(series, key.stack_number)
    assert isinstance(pixels, ProjectionImage | ImageStack)
    normal, inverted = (
        FrameRenderer().render(pixels, ViewportState(invert=invert), (64, 64)).pixels.astype(int)
        for invert in (False, True)
    )
    inside = normal + inverted > 0
    assert np.abs(normal + inverted - 255)[inside].max() <= 1


def test_bir_15_key_images_presentations_and_reports_are_shown(
    window: MainWindow, qtbot: QtBot, shared_data: Path
) -> None:
    open_images(window, qtbot, shared_data / "zoo" / "objects" / "sr-seg-ct")
    (card,) = window.places.read.browser.findChildren(DocumentCard)
    card.clicked.emit()
    qtbot.waitUntil(lambda: bool(window.findChildren(QPushButton, "")) and not window.is_busy)
    assert card.record.title == "Imaging Measurement Report"


def test_bir_16_a_radiograph_without_calibration_is_measured_with_caution(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    a_radiograph(tmp_path / "images")
    open_images(window, qtbot, tmp_path / "images")
    pane = pane_of(window)
    window.bindings.trigger("tool.length")
    middle = pane.rect().center()
    for dx in (-40, 40):
        qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=middle + QPoint(dx, 0))
    case = window.session.case
    assert case is not None
    (mark,) = case.of_type(Mark)
    assert measure(mark).unit == "{pixels}"
    assert any("not calibrated" in one.value_text for one in pane.full_content().marks)


def rows() -> list[dict[str, str]]:
    with LIST.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_bir_17_every_requirement_has_an_image_and_a_test(shared_data: Path) -> None:
    assert {int(row["requirement"]) for row in rows()} == set(range(1, 18))
    here = Path(__file__).read_text(encoding="utf-8")
    for row in rows():
        module, _, name = row["test"].partition("::")
        source = here if module.endswith(Path(__file__).name) else (LIST.parents[1] / module).read_text("utf-8")
        assert f"def {name}(" in source, f"{row['test']} does not exist"
        image = row["image"]
        assert image == "made by the test" or (shared_data / image).exists(), f"{image} does not exist"
