"""Thumbnails come from other threads, from disk the second time, and never for series no longer listed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from tests.support.dicom_builder import COLUMNS, ROWS, write_series
from workstation.dicom.records import SeriesRecord
from workstation.dicom.scan import scan_paths
from workstation.jobs.executor import Answers, JobExecutor, Lane
from workstation.jobs.qt_bridge import GuiThreadBridge
from workstation.storage.thumbnail_store import ThumbnailStore, thumbnail_key
from workstation.ui.image_catalogue import StackKey
from workstation.ui.read.thumbnail_source import THUMBNAIL_PX, ThumbnailSource


@pytest.fixture
def executor(qtbot: QtBot) -> Iterator[JobExecutor]:
    bridge = GuiThreadBridge()
    made = JobExecutor(bridge.deliver)
    yield made
    bridge.close()
    made.close()


@pytest.fixture
def series(tmp_path: Path) -> SeriesRecord:
    write_series(tmp_path / "images", [0.0, 2.0, 4.0])
    return scan_paths([tmp_path / "images"], cache_dir=tmp_path / "cache").patients[0].studies[0].series[0]


class Asked:
    """A source with what it has announced."""

    def __init__(self, executor: JobExecutor, folder: Path) -> None:
        self.store = ThumbnailStore(folder)
        self.source = ThumbnailSource(executor, self.store)
        self.pictures: list[tuple[StackKey, QPixmap]] = []
        self.source.arrived.connect(lambda key, picture: self.pictures.append((key, picture)))


def key_of(series: SeriesRecord) -> StackKey:
    return StackKey(series.series_instance_uid, 0)


def test_asking_returns_at_once_and_the_picture_comes_later(
    qtbot: QtBot, executor: JobExecutor, series: SeriesRecord, tmp_path: Path
) -> None:
    asked, gate = Asked(executor, tmp_path / "t"), threading.Event()
    executor.submit(Lane.THUMBNAILS, "in the way", lambda _context: gate.wait(20), Answers())
    asked.source.request(series, key_of(series))
    assert asked.pictures == []
    gate.set()
    qtbot.waitUntil(lambda: len(asked.pictures) == 1, timeout=20_000)
    key, picture = asked.pictures[0]
    assert key == key_of(series)
    assert (picture.width(), picture.height()) == (COLUMNS, ROWS)


def test_a_thumbnail_made_once_comes_from_disk_the_next_time(
    qtbot: QtBot, executor: JobExecutor, series: SeriesRecord, tmp_path: Path
) -> None:
    stored = thumbnail_key(series, 0, THUMBNAIL_PX)
    assert stored is not None
    first = Asked(executor, tmp_path / "t")
    first.source.request(series, key_of(series))
    qtbot.waitUntil(lambda: len(first.pictures) == 1, timeout=20_000)
    assert first.store.get(stored) is not None
    marked = np.full((7, 5), 200, np.uint8)
    first.store.put(stored, marked)
    second = Asked(executor, tmp_path / "t")
    second.source.request(series, key_of(series))
    qtbot.waitUntil(lambda: len(second.pictures) == 1, timeout=20_000)
    assert second.pictures[0][1].height() == 7


def test_series_no_longer_listed_are_not_announced(
    qtbot: QtBot, executor: JobExecutor, series: SeriesRecord, tmp_path: Path
) -> None:
    asked, gate = Asked(executor, tmp_path / "t"), threading.Event()
    executor.submit(Lane.THUMBNAILS, "in the way", lambda _context: gate.wait(20), Answers())
    asked.source.request(series, key_of(series))
    asked.source.forget()
    gate.set()
    after: list[str] = []
    executor.submit(Lane.THUMBNAILS, "after", lambda _context: "done", Answers(done=after.append))
    qtbot.waitUntil(lambda: after == ["done"], timeout=20_000)
    assert asked.pictures == []


def test_an_image_that_cannot_be_loaded_has_no_thumbnail_and_none_is_stored(
    qtbot: QtBot, executor: JobExecutor, series: SeriesRecord, tmp_path: Path
) -> None:
    for frame in series.stacks[0].frames:
        path = Path(frame.path)
        path.write_bytes(path.read_bytes()[:-20])
    asked = Asked(executor, tmp_path / "t")
    asked.source.request(series, key_of(series))
    qtbot.waitUntil(lambda: not executor.running, timeout=20_000)
    qtbot.wait(20)
    assert asked.pictures == []
    assert not (tmp_path / "t").exists()
