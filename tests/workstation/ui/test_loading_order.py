"""Loading in the background: what is wanted on the way comes before the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from tests.support.dicom_builder import write_series
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from viewers.state.navigation import scrolled_to
from viewers.state.viewport_state import ViewPlane, ViewportState
from workstation.dicom.load import READERS
from workstation.dicom.records import FrameRecord, SeriesRecord
from workstation.dicom.scan import scan_paths
from workstation.dicom.slice_reader import SliceReader
from workstation.jobs.executor import JobExecutor
from workstation.jobs.qt_bridge import GuiThreadBridge
from workstation.ui.image_catalogue import StackKey
from workstation.ui.main_window import MainWindow
from workstation.ui.read.stack_loader import StackLoader

SLICES = 40


@pytest.fixture
def series(tmp_path: Path) -> SeriesRecord:
    write_series(tmp_path / "s", [float(number) for number in range(SLICES)])
    report = scan_paths([tmp_path / "s"], cache_dir=tmp_path / "cache")
    return report.patients[0].studies[0].series[0]


def test_scrolling_into_what_is_not_loaded_moves_the_queue_there(
    series: SeriesRecord, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge = GuiThreadBridge()
    executor = JobExecutor(bridge.deliver)
    loader = StackLoader(executor, 1 << 30)
    key = StackKey(series.series_instance_uid)
    numbers = {frame.path: number for number, frame in enumerate(series.stacks[0].frames)}
    order: list[int] = []
    read_into = SliceReader.read_into

    def read(reader: SliceReader, frame: FrameRecord, target: NDArray[Any]) -> None:
        order.append(numbers[frame.path])
        if len(order) == 4:
            loader.want(key, 35)
        read_into(reader, frame, target)

    monkeypatch.setattr(SliceReader, "read_into", read)
    with qtbot.waitSignal(loader.finished, timeout=20_000):
        loader.request(series, key, first=5)
    bridge.close()
    executor.close()
    assert order[0] == 5
    assert set(order[1:4]) == {4, 6, 7}
    # A frame that another thread has taken by then is still read.
    assert 35 in order[4 : 4 + READERS]
    assert all(abs(number - 35) <= 5 for number in order[4 + READERS : 12])
    assert sorted(order) == list(range(SLICES))
    loader.want(key, 3)  # nothing is under way any more, and nothing happens
    loader.deleteLater()


def test_a_viewport_asks_for_the_slices_it_scrolls_to(
    ct_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = ct_window.places.read
    viewport = next(pane for pane in read.grid.viewports if isinstance(pane, Viewport))
    assert isinstance(viewport.pixels, Volume)
    asked: list[tuple[StackKey, int]] = []
    monkeypatch.setattr(read.content._loader, "want", lambda key, index: asked.append((key, index)))
    viewport.set_state(scrolled_to(viewport.pixels, ViewportState(plane=ViewPlane.ACQUIRED), 9))
    assert asked[-1] == (read.content.key_of(viewport), 9)
    focus = viewport.state.focus_lps_mm
    viewport.set_state(ViewportState(plane=ViewPlane.SAGITTAL, focus_lps_mm=focus))
    assert asked[-1] == (read.content.key_of(viewport), 9)
