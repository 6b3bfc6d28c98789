"""Loading in the background: what is wanted on the way comes before the rest."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.support.dicom_builder import write_series
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from viewers.state.navigation import scrolled_to
from viewers.state.viewport_state import ViewPlane, ViewportState
from workstation.dicom.records import SeriesRecord
from workstation.dicom.scan import scan_paths
from workstation.jobs.executor import JobExecutor
from workstation.ui.image_catalogue import StackKey
from workstation.ui.main_window import MainWindow
from workstation.ui.read.stack_loader import StackLoader

SLICES = 40


@pytest.fixture
def series(tmp_path: Path) -> SeriesRecord:
    write_series(tmp_path / "s", [float(number) for number in range(SLICES)])
    report = scan_paths([tmp_path / "s"], cache_dir=tmp_path / "cache")
    return report.patients[0].studies[0].series[0]


def test_scrolling_into_what_is_not_loaded_moves_the_queue_there(series: SeriesRecord, qtbot: QtBot) -> None:
    executor = JobExecutor()  # answers in the thread of the job, so that each step is seen before the next one
    loader = StackLoader(executor, 1 << 30)
    key = StackKey(series.series_instance_uid)
    volumes: list[Volume] = []
    loaded: list[set[int]] = []

    def on_ready(_key: StackKey, pixels: Volume) -> None:
        volumes.append(pixels)
        loaded.append(set(np.flatnonzero(pixels.loaded)))

    def on_progress(_key: StackKey, done: int, _total: int) -> None:
        loaded.append(set(np.flatnonzero(volumes[0].loaded)))
        if done == 4:
            loader.want(key, 35)

    loader.ready.connect(on_ready, Qt.ConnectionType.DirectConnection)
    loader.progressed.connect(on_progress, Qt.ConnectionType.DirectConnection)
    loader.request(series, key, first=5)
    qtbot.waitUntil(lambda: not loader.loading, timeout=20_000)
    executor.close()
    assert loaded[0] == {5}
    order = [min(after - before) for before, after in pairwise(loaded) if after != before]
    assert order[:3] == [6, 4, 7]
    assert order[3:10] == [35, 36, 34, 37, 33, 38, 32]
    assert volumes[0].loaded.all()
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
