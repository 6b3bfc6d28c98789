"""Registration in the window: pairs by clicking, run, review by eye, accept, fuse, undo, and what is refused."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.anatomy import Level
from annotations.case import add
from annotations.geometry import Point, as_point
from annotations.locations import PatientLocation
from annotations.patient import PatientIdentity
from annotations.registration import Registration, RegistrationMode, SeedKind
from annotations.spine_ledger import LevelAnchor
from tests.support.one_person import MR_SERIES, write_one_person
from tests.workstation.ui.conftest import open_images
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from viewers.state.fusion import FusionLook
from workstation.ui.image_catalogue import all_stacks
from workstation.ui.main_window import MainWindow
from workstation.ui.read.fusing import Fusing
from workstation.ui.read.hanging import Pane
from workstation.ui.read.registering import Registering

LANDMARKS = tomllib.loads(
    (Path(__file__).parents[2] / "viewers/imaging/landmarks/lspine_ct_mr.toml").read_text(encoding="utf-8")
)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="session")
def one_person(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_one_person(shared_data, tmp_path_factory.mktemp("one-person"))


class Desk:
    """The window with CT at the left and MR, the active one, at the right."""

    def __init__(self, window: MainWindow, qtbot: QtBot, folder: Path) -> None:
        self.window, self.qtbot = window, qtbot
        open_images(window, qtbot, folder)
        self.read = window.places.read
        self.read.set_layout("1x2")
        self.ct_pane, self.mr_pane = self.read.grid.viewports[:2]
        patient = self.read._patient
        assert patient is not None
        volumes = [(key, series) for key, series, stack in all_stacks(patient) if stack.kind.value == "volume"]
        for key, series in volumes:
            pane = self.mr_pane if MR_SERIES in series.description else self.ct_pane
            self.read.content.show(pane, Pane(key))
        qtbot.waitUntil(self._is_loaded, timeout=60_000)
        self.read.grid.activate(self.mr_pane)
        self.registering = next(one for one in self.read.features if isinstance(one, Registering))
        self.fusing = next(one for one in self.read.features if isinstance(one, Fusing))

    def _is_loaded(self) -> bool:
        shown = [pane.pixels for pane in (self.ct_pane, self.mr_pane)]
        return all(isinstance(one, Volume) and one.loaded.all() for one in shown) and not self.read.is_loading

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window, key, modifiers)

    def point(self, name: str, place: list[float]) -> Point:
        volume = (self.ct_pane if name == "ct" else self.mr_pane).pixels
        assert isinstance(volume, Volume)
        return as_point(volume.geometry.index_to_lps(np.array(place)[::-1]))

    def center(self, level: str) -> Point:
        return as_point(np.mean([self.point("mr", corner) for corner in LANDMARKS["mr"][level]], axis=0))

    def click(self, name: str, place: list[float]) -> None:
        pane, point = self.ct_pane if name == "ct" else self.mr_pane, self.point(name, place)
        assert isinstance(pane, Viewport)
        pane.set_state(replace(pane.state, focus_lps_mm=point))
        assert pane.frame is not None
        x, y = pane.frame.geometry.lps_to_display(point) / pane.devicePixelRatioF()
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(round(x), round(y)))

    def click_pairs(self, count: int = 3) -> None:
        for ct, mr in list(zip(LANDMARKS["seeds"]["ct"], LANDMARKS["seeds"]["mr"], strict=True))[:count]:
            self.click("ct", ct)
            self.click("mr", mr)

    def put_crosshair(self, point: Point) -> None:
        assert isinstance(self.mr_pane.pixels, Volume)
        location = PatientLocation(self.mr_pane.pixels.geometry.frame_of_reference_uid, (point,))
        self.read._go_to(location)

    @property
    def registrations(self) -> tuple[Registration, ...]:
        case = self.read._session.case
        assert case is not None
        return case.of_type(Registration)


@pytest.fixture
def desk(window: MainWindow, qtbot: QtBot, one_person: Path) -> Desk:
    return Desk(window, qtbot, one_person)


def test_a_level_is_registered_from_three_clicked_pairs_accepted_by_eye_fused_and_taken_back(desk, qtbot):
    desk.key(Qt.Key.Key_R, CONTROL)
    bar, registering = desk.registering.bar, desk.registering
    assert bar.isVisible()
    assert not bar.run.isEnabled()
    desk.click_pairs()
    assert "mm RMS at 3 seeds" in bar.words
    registering.bar.mode_chosen.emit(RegistrationMode.LEVEL)
    assert "Put the crosshair" in bar.words
    desk.put_crosshair(desk.center("L4"))
    assert bar.run.isEnabled()
    desk.qtbot.mouseClick(bar.run, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.is_reviewing, timeout=120_000)

    # Nothing uses it before it is accepted: it is shown for the eye, and says so.
    assert desk.registrations == ()
    mr, links = desk.mr_pane, desk.read.grid.links
    assert "in review" in mr.state.fusion.text
    assert "in review" in links.space_links.links[0].label
    assert "Residual at the seeds, mm: 1" in bar.words
    pictures = {}
    for look in FusionLook:
        bar.look_chosen.emit(look)
        pictures[look] = mr.frame.pixels.copy()
        assert mr.frame.fusion_text
    assert len({picture.tobytes() for picture in pictures.values()}) == len(FusionLook)
    bar.look_chosen.emit(None)
    assert mr.frame.fusion_text == ""

    desk.key(Qt.Key.Key_Return, CONTROL)
    (item,) = desk.registrations
    corners = np.array([desk.point("ct", place) for place in LANDMARKS["ct"]["L4"]])
    there = np.array([desk.point("mr", place) for place in LANDMARKS["mr"]["L4"]])
    assert np.median(np.linalg.norm(item.transform.apply(corners) - there, axis=1)) < 3.0
    assert item.mode is RegistrationMode.LEVEL
    assert item.seed is SeedKind.POINTS
    assert len(item.pairs) == 3
    assert not bar.isVisible()
    assert mr.state.fusion is None
    assert desk.window.status_bar.registration.startswith("Registered: the place of the cursor only, residual")
    assert "in review" not in links.space_links.links[0].label

    desk.key(Qt.Key.Key_F, CONTROL)
    assert "fused: CT 2018-02-01 on MR 2018-01-07" in mr.frame.fusion_text
    assert "mm RMS at 3 seeds" in mr.frame.fusion_text
    desk.key(Qt.Key.Key_Z, CONTROL)
    assert desk.registrations == ()
    assert mr.state.fusion is None
    assert links.space_links.links == ()
    assert desk.window.status_bar.registration == ""


def test_pairs_are_shown_on_both_panes_and_one_can_be_removed(desk):
    desk.key(Qt.Key.Key_R, CONTROL)
    desk.click_pairs(2)
    desk.click("ct", LANDMARKS["seeds"]["ct"][2])
    assert desk.registering.draft.next_click.startswith("Point 3: click the same place on MR T2 SAG")
    assert [mark.label for mark in desk.ct_pane.content.marks] == ["1", "2", "3"]
    assert [mark.label for mark in desk.mr_pane.content.marks] == ["1", "2"]
    desk.registering.bar.pair_removed.emit(1)
    assert [mark.label for mark in desk.mr_pane.content.marks] == ["1"]
    assert "1 of 3 point pairs" in desk.registering.bar.words
    desk.key(Qt.Key.Key_Escape)
    assert desk.registering.draft is None
    assert not desk.registering.bar.isVisible()
    assert desk.mr_pane.content.marks == ()


def test_levels_labelled_in_both_series_are_a_seed_at_one_click(desk):
    session = desk.read._session
    for name, pane in (("ct", desk.ct_pane), ("mr", desk.mr_pane)):
        for level in (Level.L2, Level.L3, Level.L4):
            corners = [desk.point(name, corner) for corner in LANDMARKS[name][level.value]]
            uid = pane.pixels.geometry.frame_of_reference_uid
            location = PatientLocation(uid, (as_point(np.mean(corners, axis=0)),))
            session.apply(add(LevelAnchor(f"{name}-{level}", level, location), "placed"))
    desk.key(Qt.Key.Key_R, CONTROL)
    assert desk.registering.draft.seed is SeedKind.LEVELS
    assert "the turn about the spine's own axis is left to refinement" in desk.registering.bar.words
    assert desk.registering.bar.run.isEnabled()


def test_a_run_is_stopped_and_nothing_is_left_of_it(desk, qtbot):
    desk.key(Qt.Key.Key_R, CONTROL)
    desk.click_pairs()
    desk.registering.run()
    assert desk.registering.bar.is_running
    desk.key(Qt.Key.Key_Escape)
    assert not desk.registering.bar.is_running
    qtbot.wait(300)
    assert desk.registering.outcome is None
    assert desk.mr_pane.state.fusion is None
    assert desk.registrations == ()


def test_a_series_that_leaves_the_screen_ends_its_registration(desk):
    desk.key(Qt.Key.Key_R, CONTROL)
    desk.ct_pane.set_pixels(None)
    desk.read.content.changed.emit()
    assert desk.registering.draft is None


def test_one_series_alone_is_not_registered(desk):
    desk.read.set_layout("1x1")
    told = []
    desk.read.told.connect(told.append)
    desk.key(Qt.Key.Key_R, CONTROL)
    assert desk.registering.draft is None
    assert "needs two volumes of this patient" in told[-1].text
    desk.key(Qt.Key.Key_F, CONTROL)


def test_fusing_says_when_there_is_nothing_registered(desk):
    told = []
    desk.read.told.connect(told.append)
    desk.key(Qt.Key.Key_F, CONTROL)
    assert "Nothing to fuse with" in told[-1].text
    desk.key(Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert "Nothing is fused" in told[-1].text
    assert desk.mr_pane.state.fusion is None


def test_series_of_two_patients_are_not_registered(desk):
    stranger = PatientIdentity("9", "", "Other^Person", "19010101", "F")
    ct = desk.ct_pane.pixels
    desk.ct_pane.set_pixels(replace(ct, description=replace(ct.description, identity=stranger)))
    told = []
    desk.read.told.connect(told.append)
    desk.key(Qt.Key.Key_R, CONTROL)
    assert desk.registering.draft is None
    assert "not registered: Patient ID differs" in told[-1].text
    assert desk.fusing.partners(desk.mr_pane) == ()


def test_a_point_is_placed_at_the_crosshair_by_key(desk):
    told = []
    desk.read.told.connect(told.append)
    desk.key(Qt.Key.Key_M, CONTROL)
    assert "No point was placed" in told[-1].text
    desk.key(Qt.Key.Key_R, CONTROL)
    desk.put_crosshair(desk.center("L3"))
    desk.key(Qt.Key.Key_M, CONTROL)
    assert desk.registering.draft.pairs[0].target_lps_mm == pytest.approx(desk.center("L3"))
    desk.key(Qt.Key.Key_R, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert "0 of 3 point pairs" in told[-1].text
