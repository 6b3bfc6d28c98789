"""A window on a fresh home, with real images and frames rendered at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.dicom_builder import write_series
from viewers.qt.render_scheduler import DirectScheduler
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.scene_3d import Scene3D
from workstation.app import application_of, build
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow

SIZE = (1600, 1000)


class NoRenderer:
    """A 3-D renderer that draws nothing, so that tests need no OpenGL."""

    def __init__(self, _on_frame: object) -> None:
        self.requests: list[Scene3D] = []

    def show(self, volume: object) -> None:
        """Take a volume."""

    def request(self, scene: Scene3D) -> None:
        """Remember what was asked for."""
        self.requests.append(scene)

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment(tmp_path / "home")


@pytest.fixture
def window(qtbot: QtBot, settings: Settings) -> Iterator[MainWindow]:
    """A window of its own on an empty home."""
    made = built(settings)
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def mr_window(window: MainWindow, qtbot: QtBot, shared_data: Path) -> MainWindow:
    """The lumbar MR is open in Read and completely loaded."""
    open_images(window, qtbot, shared_data / "mr-lspine-hitachi")
    return window


@pytest.fixture(scope="session")
def small_ct(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve axial CT slices 30 mm apart of one patient: a volume of 330 mm from head to foot that loads at once."""
    folder = tmp_path_factory.mktemp("small-ct")
    write_series(folder, [30.0 * number for number in range(12)], PixelSpacing=[30, 30])
    return folder


@pytest.fixture
def ct_window(window: MainWindow, qtbot: QtBot, small_ct: Path) -> MainWindow:
    """The small CT is open in Read and completely loaded."""
    open_images(window, qtbot, small_ct)
    return window


def built(settings: Settings) -> MainWindow:
    """A window on screen whose frames are rendered at once."""
    application_of()
    made = build(settings, scheduler=DirectScheduler(FrameRenderer()), make_renderer=NoRenderer)
    made.resize(*SIZE)
    made.show()
    return made


def open_images(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    """Open a folder and wait until Read shows it."""
    window.workspace.open_paths([folder])
    qtbot.waitUntil(lambda: window.place == "read" and window.places.read.has_images, timeout=30_000)
    qtbot.waitUntil(lambda: not window.is_busy and not window.places.read.is_loading, timeout=30_000)
