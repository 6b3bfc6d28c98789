"""3-D on a real CT in the real window: picked on bone, the table taken away, cut along a plane, and turned back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.locations import PatientLocation
from viewers.imaging.images import Volume
from viewers.qt.viewport_3d import Viewport3D, volume_pane
from viewers.render.volume_renderer import probe_renderer
from viewers.state.viewport_state import Quality
from workstation.app import application_of, build
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow

_, NO_OPENGL = probe_renderer()
pytestmark = [
    pytest.mark.skipif(bool(NO_OPENGL), reason=f"no OpenGL here: {NO_OPENGL}"),
    pytest.mark.timeout(300),
]
PATIENCE_MS = 60_000
BONE_HU = 260.0
"""Where the spine's own preset is a quarter opaque."""


@pytest.fixture(scope="module")
def window(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    application_of()
    made = build(Settings.from_environment(tmp_path_factory.mktemp("home")))
    made.resize(1200, 900)
    made.show()
    made.workspace.open_paths([shared_data / "ct-lumbar-pelvis"])
    yield made
    made.close()


@pytest.fixture
def pane(window: MainWindow, qtbot: QtBot) -> Viewport3D:
    read = window.places.read
    qtbot.waitUntil(lambda: window.place == "read" and read.has_images, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not window.is_busy and not read.is_loading, timeout=PATIENCE_MS)
    read.set_layout("mpr")
    solid = volume_pane(read.grid.active_viewport, read.grid.viewports)
    assert solid is not None
    read.grid.activate(solid)
    read.grid.move_cursor(None)
    solid.reset_view()
    # A sharp picture may be one of before the last slices arrived.
    before = solid.frame
    solid.refresh()
    qtbot.waitUntil(lambda: solid.frame is not before, timeout=PATIENCE_MS)
    wait_until_sharp(solid, qtbot)
    return solid


def wait_until_sharp(pane: Viewport3D, qtbot: QtBot) -> None:
    def is_there() -> bool:
        scene = pane.frame.scene if pane.frame is not None else None
        return scene is not None and (scene.quality, scene.camera, scene.cuts) == (
            Quality.FINE,
            pane.state.camera,
            pane.state.cuts_3d,
        )

    qtbot.waitUntil(is_there, timeout=PATIENCE_MS)
    assert pane.failure == ""


def hounsfield_column(volume: Volume, x: float, z: float) -> tuple[np.ndarray, np.ndarray]:
    """(y in mm from front to back, HU) of the voxels nearest to a line from front to back."""
    k, _, i = np.rint(volume.geometry.lps_to_index((x, volume.geometry.center_lps_mm[1], z))).astype(int)
    rows = np.arange(volume.geometry.shape_kji[1])
    y = volume.geometry.index_to_lps(np.stack([np.full_like(rows, k), rows, np.full_like(rows, i)], axis=1))[:, 1]
    values = volume.stored_values[k, :, i] * volume.rescale.slope + volume.rescale.intercept
    return y, values


def test_a_click_on_the_front_of_the_spine_lands_on_its_first_bone(
    window: MainWindow, pane: Viewport3D, qtbot: QtBot
) -> None:
    assert pane.volume is not None
    middle = pane.rect().center()
    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(middle.x(), middle.y() - 60))
    cursor = window.session.cursor
    assert isinstance(cursor, PatientLocation)
    x, y, z = cursor.points_lps_mm[0]
    places, values = hounsfield_column(pane.volume, x, z)
    first_bone = places[np.argmax(values >= BONE_HU)]
    assert y == pytest.approx(first_bone, abs=2 * pane.volume.geometry.spacing_mm_kji[1])
    coronal = window.places.read.grid.viewports[2]
    assert coronal.state.focus_lps_mm == pytest.approx((x, y, z), abs=0.01)


def test_bone_only_takes_the_table_away_and_undo_brings_it_back(
    window: MainWindow, pane: Viewport3D, qtbot: QtBot
) -> None:
    assert pane.frame is not None
    width = pane.frame.pixels.shape[1]
    beside = np.r_[0 : width // 6, width * 5 // 6 : width]
    table = int(np.count_nonzero(pane.frame.pixels[:, beside].max(axis=2) > 10))
    spine = pane.frame.pixels[:, width * 2 // 5 : width * 3 // 5].max(axis=2) > 60
    assert table > 500
    window.bindings.trigger("volume.bone")
    qtbot.waitUntil(lambda: pane.state.cuts_3d.removed is not None, timeout=PATIENCE_MS)
    wait_until_sharp(pane, qtbot)
    left = pane.frame.pixels
    assert np.count_nonzero(left[:, beside].max(axis=2) > 10) < table / 50
    kept = left[:, width * 2 // 5 : width * 3 // 5].max(axis=2) > 60
    assert np.count_nonzero(kept & spine) > 0.8 * np.count_nonzero(spine)
    assert pane.state.cuts_3d.words == ("bone from 226 HU, largest piece only",)
    window.bindings.trigger("volume.undo-cut")
    wait_until_sharp(pane, qtbot)
    assert np.count_nonzero(pane.frame.pixels[:, beside].max(axis=2) > 10) == table


def test_a_cut_along_the_axial_plane_leaves_what_lies_above_it(
    window: MainWindow, pane: Viewport3D, qtbot: QtBot
) -> None:
    window.bindings.trigger("volume.plane")
    wait_until_sharp(pane, qtbot)
    assert pane.frame is not None
    cut = pane.state.cuts_3d.plane
    assert cut is not None
    edge = round(float(pane.frame.project(cut.plane.origin_lps_mm).display_px[0][1]))
    is_head_kept = cut.inward[2] > 0
    above, below = pane.frame.pixels[: edge - 2].any(), pane.frame.pixels[edge + 3 :].any()
    assert (above, below) == (is_head_kept, not is_head_kept)
    window.bindings.trigger("volume.plane-side")
    wait_until_sharp(pane, qtbot)
    above, below = pane.frame.pixels[: edge - 2].any(), pane.frame.pixels[edge + 3 :].any()
    assert (above, below) == (not is_head_kept, is_head_kept)
