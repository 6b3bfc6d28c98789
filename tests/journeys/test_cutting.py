"""Oblique, slab, align to disc and curved reformat of a real CT in the real window, against SimpleITK on its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotations.anatomy import Level
from annotations.case import add
from annotations.geometry import Plane, Point
from annotations.locations import PatientLocation
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.images import Volume
from viewers.imaging.windowing import Window
from viewers.qt.render_scheduler import DirectScheduler
from viewers.qt.viewport import Viewport
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.cross_lines import cross_handles
from viewers.state.frame import Frame, FrameGeometry
from viewers.state.viewport_state import ViewPlane
from workstation.app import application_of, build
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow

WINDOW = Window(1500, 300)
CENTRES: dict[Level, Point] = {
    Level.L1: (0.0, 51.0, -574.0),
    Level.L2: (0.0, 47.0, -608.0),
    Level.L3: (0.0, 44.0, -642.0),
    Level.L4: (0.0, 44.0, -676.0),
    Level.L5: (0.0, 50.0, -708.0),
}
"""Near the middle of five bodies of `ct-lumbar-pelvis`, read off its sagittal middle cut (LPS mm)."""
BONE_HU = 100.0


class NoRenderer:
    """A 3-D renderer that draws nothing, so that the journey needs no OpenGL."""

    def __init__(self, _on_frame: object) -> None:
        pass

    def show(self, volume: object) -> None:
        """Take a volume."""

    def request(self, scene: object) -> None:
        """Take a scene."""

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, shared_data: Path) -> Iterator[MainWindow]:
    application_of()
    made = build(
        Settings.from_environment(tmp_path / "home"),
        scheduler=DirectScheduler(FrameRenderer()),
        make_renderer=NoRenderer,
    )
    made.resize(1600, 1000)
    made.show()
    qtbot.addWidget(made)
    made.workspace.open_paths([shared_data / "ct-lumbar-pelvis"])
    qtbot.waitUntil(lambda: made.place == "read" and made.places.read.has_images, timeout=60_000)
    qtbot.waitUntil(lambda: not made.is_busy and not made.places.read.is_loading, timeout=60_000)
    made.bindings.trigger("layout.mpr")
    yield made
    made.close()


@pytest.fixture(scope="module")
def scanned(shared_data: Path) -> sitk.Image:
    """The same files read by SimpleITK (GDCM), in HU."""
    reader = sitk.ImageSeriesReader()
    folder = str(shared_data / "ct-lumbar-pelvis")
    names = max((reader.GetGDCMSeriesFileNames(folder, uid) for uid in reader.GetGDCMSeriesIDs(folder)), key=len)
    reader.SetFileNames(names)
    return sitk.Cast(reader.Execute(), sitk.sitkFloat32)


def pane(window: MainWindow, role: ViewPlane) -> Viewport:
    """The pane that shows a plane, turned or not."""
    grid = window.places.read.grid
    return next(p for p in grid.viewports if isinstance(p, Viewport) and grid.cross.role_of(p) is role)


def frame_of(viewport: Viewport) -> Frame:
    assert viewport.frame is not None
    return viewport.frame


def by_simpleitk(image: sitk.Image, geometry: FrameGeometry, offsets_mm: tuple[float, ...] = (0.0,)) -> np.ndarray:
    """The layers (n, height, width) of the same cut by SimpleITK's linear resampling; NaN outside."""
    plane, mm = geometry.plane, geometry.mm_per_px
    assert isinstance(plane, Plane)
    assert mm is not None
    direction = np.column_stack([plane.row_direction, plane.column_direction, plane.normal]).ravel().tolist()
    layers = []
    for offset in offsets_mm:
        origin = (np.asarray(plane.origin_lps_mm) + offset * np.asarray(plane.normal)).tolist()
        size = (*geometry.size_px, 1)
        cut = sitk.Resample(
            image, size, sitk.Transform(), sitk.sitkLinear, origin, (mm, mm, 1.0), direction, float("nan")
        )
        layers.append(sitk.GetArrayFromImage(cut)[0])
    return np.array(layers)


def grey(values: np.ndarray) -> np.ndarray:
    """Display values of HU in the window of the journey, before rounding."""
    low = WINDOW.center - 0.5 - (WINDOW.width - 1) / 2
    return np.clip((values - low) / (WINDOW.width - 1), 0, 1) * 255


def turn_axial_line(window: MainWindow, degrees: float) -> None:
    """Drag the end of the axial line on the sagittal pane about the focus."""
    sagittal = pane(window, ViewPlane.SAGITTAL)
    line = next(line for line in sagittal.content.cross_lines if line.role is ViewPlane.AXIAL)
    handles = cross_handles(frame_of(sagittal).geometry, line)
    assert handles is not None
    start, focus, angle = np.asarray(handles.turn[-1]), np.asarray(handles.focus), np.radians(degrees)
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    end = focus + matrix @ (start - focus)
    places = [QPoint(*np.rint(start + (end - start) * n / 6).astype(int).tolist()) for n in range(7)]
    QTest.mousePress(sagittal, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        QTest.mouseMove(sagittal, place)
    QTest.mouseRelease(sagittal, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[-1])


def label(window: MainWindow) -> str:
    """Place the levels; the Frame of Reference."""
    pixels = pane(window, ViewPlane.AXIAL).pixels
    assert isinstance(pixels, Volume)
    uid = pixels.geometry.frame_of_reference_uid
    for level, point in CENTRES.items():
        window.session.apply(add(LevelAnchor(level.value, level, PatientLocation(uid, (point,))), level.label))
    return uid


def test_an_oblique_plane_and_its_slab_are_what_simpleitk_cuts(window: MainWindow, scanned: sitk.Image) -> None:
    turn_axial_line(window, 24.0)
    axial = pane(window, ViewPlane.AXIAL)
    window.places.read.grid.activate(axial)
    window.places.read.grid.cross.tilt(axial, 9.0, about_vertical=True)
    axial.set_state(type(axial.state)(**{**vars(axial.state), "window": WINDOW}))
    thin = frame_of(axial)
    assert thin.is_oblique
    assert {"oblique"} <= set(axial.full_content().notices)
    layers = by_simpleitk(scanned, thin.geometry)
    inside = ~np.isnan(layers[0])
    assert inside.mean() > 0.3
    # Cubic at rest against linear: the same anatomy; a shift of one pixel would be far off.
    difference = np.abs(thin.pixels.astype(float) - grey(layers[0]))[inside]
    assert difference.mean() < 4.0
    shifted = np.abs(np.roll(thin.pixels, 2, axis=1).astype(float) - grey(layers[0]))[inside]
    assert shifted.mean() > 2 * difference.mean()
    for key in ("slab.thicker", "slab.thicker", "slab.thicker"):
        window.bindings.trigger(key)
    thick = frame_of(axial)
    assert "slab 10 mm MIP" in axial.full_content().notices
    reach = 5.0 / np.ceil(5.0 / 4.25)
    layers = by_simpleitk(scanned, thick.geometry, tuple(np.arange(-2, 3) * reach))
    inside = ~np.isnan(layers).any(axis=0)
    error = np.abs(thick.pixels.astype(float) - grey(layers.max(axis=0)))[inside]
    assert inside.mean() > 0.3
    assert np.percentile(error, 99.9) <= 1.0


def test_aligned_to_a_disc_the_cut_holds_both_clicks_and_goes_through_the_disc(window: MainWindow) -> None:
    uid = label(window)
    place = PatientLocation(uid, ((0.0, 47.0, -692.0),))
    window.session.move_cursor(place)
    window.bindings.trigger("disc.here")
    axial = pane(window, ViewPlane.AXIAL)
    plane = frame_of(axial).geometry.plane
    assert plane is not None
    axis = np.subtract(CENTRES[Level.L4], CENTRES[Level.L5])
    assert abs(np.dot(plane.normal, axis)) / np.linalg.norm(axis) > 1 - 1e-9
    middle = np.add(CENTRES[Level.L4], CENTRES[Level.L5]) / 2
    assert float(plane.signed_distance_mm(middle)) == pytest.approx(0, abs=1e-6)
    assert "parallel to L4-5 (from labels)" in axial.full_content().notices
    window.bindings.trigger("disc.previous")
    assert "parallel to L3-4 (from labels)" in axial.full_content().notices


def test_the_straightened_spine_has_bone_all_along_its_middle(window: MainWindow) -> None:
    label(window)
    window.places.read.grid.activate(pane(window, ViewPlane.SAGITTAL))
    window.bindings.trigger("curve.levels")
    curved = window.places.read.grid.active_viewport
    assert isinstance(curved, Viewport)
    assert curved.state.plane is ViewPlane.CURVED
    curve = frame_of(curved).geometry.curve
    assert curve is not None
    values, _ = FrameRenderer().modality_values(curved.pixels, curved.state, curved.size_px())
    columns, rows = zip(*(curve.to_display(point) for point in CENTRES.values()), strict=True)
    assert np.ptp(columns) < 1.0, "straightened, the bodies stand in one line"
    assert list(rows) == sorted(rows)
    column, top, bottom = round(columns[0]), round(rows[0]), round(rows[-1])
    assert np.mean(values[top : bottom + 1, column] > BONE_HU) > 0.6, "bone along the line, discs between"
    assert curved.full_content().notices[0] == "curved reformat, distances not true"
