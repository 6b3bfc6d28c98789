"""Stacks kept for going back to them: within the limit, never at the cost of what is on screen, and truly gone."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from pytestqt.qtbot import QtBot

from tests.support.dicom_builder import COLUMNS, ROWS, write_series
from viewers.imaging.images import Volume
from viewers.imaging.windowing import Window
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_grid import ViewportGrid
from workstation.dicom.records import PatientRecord
from workstation.dicom.scan import scan_paths
from workstation.jobs.executor import Answers, JobContext, JobExecutor, Lane
from workstation.jobs.qt_bridge import GuiThreadBridge
from workstation.ui.image_catalogue import StackKey, all_stacks
from workstation.ui.read.hanging import Pane
from workstation.ui.read.stack_loader import StackLoader
from workstation.ui.read.viewport_content import ViewportContent

SLICES = 12
VOLUME_BYTES = SLICES * ROWS * COLUMNS * 2
SERIES = 6


@dataclass(frozen=True)
class Reading:
    """A grid with its loader, as in the Read place, on a patient with several CT series."""

    qtbot: QtBot
    grid: ViewportGrid
    loader: StackLoader
    content: ViewportContent
    executor: JobExecutor
    keys: tuple[StackKey, ...]

    def show(self, number: int, pane: int = 0) -> Viewport:
        """Bring a series into a pane and wait until it is drawn whole."""
        viewport = self.grid.viewports[pane]
        assert isinstance(viewport, Viewport)
        self.content.show(viewport, Pane(self.keys[number]))
        self.wait_for(number, viewport)
        return viewport

    def wait_for(self, number: int, viewport: Viewport) -> None:
        """Wait until a viewport shows all of a series and nothing is under way."""

        def is_there() -> bool:
            shown = viewport.pixels
            uid = self.keys[number].series_instance_uid
            is_whole = isinstance(shown, Volume) and shown.series.series_instance_uid == uid and shown.loaded.all()
            return bool(is_whole and viewport.frame is not None and not self.executor.running)

        self.qtbot.waitUntil(is_there, timeout=20_000)
        self.qtbot.waitUntil(lambda: not self.loader.loading)


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> PatientRecord:
    folder = tmp_path_factory.mktemp("several-series")
    for number in range(SERIES):
        positions = [2.0 * k for k in range(SLICES)]
        write_series(folder / str(number), positions, SeriesInstanceUID=f"1.2.3.{number}", SeriesNumber=number)
    return scan_paths([folder], cache_dir=tmp_path_factory.mktemp("cache")).patients[0]


@pytest.fixture
def read(qtbot: QtBot, patient: PatientRecord) -> Iterator[Reading]:
    """Room for two volumes; frames are drawn in the real thread."""
    bridge = GuiThreadBridge()
    executor = JobExecutor(bridge.deliver)
    loader = StackLoader(executor, 2 * VOLUME_BYTES)
    grid = ViewportGrid()
    grid.resize(400, 300)
    grid.show()
    content = ViewportContent(grid, loader)
    content.show_patient(patient)
    yield Reading(qtbot, grid, loader, content, executor, tuple(key for key, _, _ in all_stacks(patient)))
    bridge.close()
    executor.close()
    grid.close()
    grid.deleteLater()


def remains(*references: weakref.ref[object]) -> Callable[[], bool]:
    """Whether any of these is still in memory."""

    def look() -> bool:
        gc.collect()
        return any(reference() is not None for reference in references)

    return look


def test_series_opened_one_after_another_stay_within_the_limit(read: Reading) -> None:
    for number in range(SERIES):
        read.show(number)
        assert read.loader.kept_bytes <= 2 * VOLUME_BYTES
    assert [number for number in range(SERIES) if read.loader.kept(read.keys[number])] == [4, 5]


def test_a_volume_that_went_is_gone_from_memory(read: Reading) -> None:
    shown = read.show(0).pixels
    assert isinstance(shown, Volume)
    gone = remains(weakref.ref(shown), weakref.ref(shown.stored_values))
    del shown
    assert gone()
    read.show(1)
    read.show(2)
    read.qtbot.waitUntil(lambda: not gone(), timeout=5000)


def test_waiting_for_the_next_picture_keeps_no_pixels(read: Reading) -> None:
    shown = read.show(0).pixels
    assert shown is not None
    gone = remains(weakref.ref(shown))
    del shown
    read.content.show_patient(None)
    read.qtbot.waitUntil(lambda: not gone(), timeout=5000)


def test_what_is_on_screen_stays_even_beyond_the_limit(read: Reading) -> None:
    read.grid.set_layout("2x2")
    for number in range(4):
        read.show(number, pane=number)
    assert all(read.loader.kept(read.keys[number]) is not None for number in range(4))
    shown = [viewport.pixels for viewport in read.grid.viewports]
    assert shown == [read.loader.kept(read.keys[number]) for number in range(4)]


def test_going_back_to_a_series_that_was_kept_loads_nothing(read: Reading) -> None:
    first = read.show(0).pixels
    read.show(1)
    assert read.show(0).pixels is first
    read.show(2)
    assert read.loader.kept(read.keys[0]) is first
    assert read.loader.kept(read.keys[1]) is None


def test_a_viewport_off_screen_lets_go_and_comes_back_as_it_was_left(read: Reading) -> None:
    read.grid.set_layout("1x2")
    read.show(0, pane=0)
    second = read.show(1, pane=1)
    left = replace(second.state, window=Window(123, 45), pan_px=(3.0, 4.0))
    second.set_state(left)
    held = second.pixels
    assert held is not None
    gone = remains(weakref.ref(held))
    del held
    read.grid.activate(read.grid.viewports[0])
    read.grid.set_layout("1x1")
    read.show(2)
    read.show(3)
    assert second.pixels is None
    read.qtbot.waitUntil(lambda: not gone(), timeout=5000)
    read.grid.set_layout("1x2")
    read.wait_for(1, second)
    assert second.state == left


def test_a_load_that_has_not_begun_and_is_no_longer_wanted_is_given_up(read: Reading) -> None:
    gate = threading.Event()

    def hold(context: JobContext) -> None:
        gate.wait(20)

    for number in range(2):
        read.executor.submit(Lane.LOAD, f"held {number}", hold, Answers())
    viewport = read.grid.viewports[0]
    for number in range(4):
        read.content.show(viewport, Pane(read.keys[number]))
    assert read.loader.loading == {read.keys[3]}
    gate.set()
    assert isinstance(viewport, Viewport)
    read.wait_for(3, viewport)
