"""Journey: on the lumbar MR the lines of the five axial groups fall on their discs, each where its header puts it.

The expected places are computed from the headers with pydicom and numpy alone, down to the pixel of the pane.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from viewers.qt.viewport import Viewport
from viewers.state.overlay import ReferenceLine
from viewers.state.reference_lines import reference_line_segment
from workstation.dicom.records import SeriesRecord, StackRecord
from workstation.ui.image_catalogue import StackKey, all_stacks
from workstation.ui.main_window import MainWindow
from workstation.ui.read.hanging import Pane

TOLERANCE_PX = 0.5
DISC_CENTRES_COLUMN_ROW = ((228.0, 181.3), (226.7, 233.0), (230.0, 286.7), (238.0, 334.3), (246.7, 383.3))
"""Middles of the discs L1-2 to L5-S1, placed by hand on the sixth of the eleven sagittal T2 images."""
MIDDLE_MM = 2.25
"""Half the 4.5 mm between the slices of a group: one of them passes this near the middle of its disc."""
NEXT_DISC_MM = 15.0

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Image:
    """One image as its header says it: centre of the first pixel, steps per column and row (mm), size."""

    origin: Array
    column_step: Array
    row_step: Array
    columns: int
    rows: int

    @staticmethod
    def read(path: str) -> Image:
        header = pydicom.dcmread(path, stop_before_pixels=True)
        orientation = np.array(header.ImageOrientationPatient, dtype=float)
        row_mm, column_mm = (float(value) for value in header.PixelSpacing)
        origin = np.array(header.ImagePositionPatient, dtype=float)
        size = int(header.Columns), int(header.Rows)
        return Image(origin, orientation[:3] * column_mm, orientation[3:] * row_mm, *size)

    @property
    def normal(self) -> Array:
        cross = np.cross(self.column_step, self.row_step)
        return np.asarray(cross / np.linalg.norm(cross))

    @property
    def outline(self) -> Array:
        """The outer corners of the image, LPS mm, in order."""
        edges = (
            (-0.5, -0.5),
            (self.columns - 0.5, -0.5),
            (self.columns - 0.5, self.rows - 0.5),
            (-0.5, self.rows - 0.5),
        )
        return np.array([self.origin + x * self.column_step + y * self.row_step for x, y in edges])

    def column_row(self, points: Array) -> Array:
        """Points of the plane of the image as its column, row."""
        steps = np.column_stack([self.column_step, self.row_step])
        return np.asarray(np.linalg.lstsq(steps, (points - self.origin).T, rcond=None)[0].T)

    def crossing(self, other: Image) -> Array | None:
        """Column, row (2, 2) on this image where the outline of another one passes through it."""
        corners = other.outline
        distances = (corners - self.origin) @ self.normal
        ends = []
        for k in range(4):
            a, b = distances[k], distances[(k + 1) % 4]
            if (a < 0) != (b < 0):
                ends.append(corners[k] + a / (a - b) * (corners[(k + 1) % 4] - corners[k]))
        return self.column_row(np.array(ends)) if len(ends) == 2 else None


def on_screen(image: Image, column_row: Array, pane: Viewport) -> Array:
    """Display pixels of a fitted, centred image: as large as the pane allows, its middle in the middle of the pane."""
    width, height = pane.size_px()
    column_mm, row_mm = np.linalg.norm(image.column_step), np.linalg.norm(image.row_step)
    scale = min(width / (image.columns * column_mm), height / (image.rows * row_mm))
    middle = np.array([(image.columns - 1) / 2, (image.rows - 1) / 2])
    return np.asarray((column_row - middle) * (column_mm, row_mm) * scale + ((width - 1) / 2, (height - 1) / 2))


def clipped(ends: Array, size_px: tuple[int, int]) -> Array:
    """The part of a segment on the pane, cut by bisection along it: slow, plain, and none of ours."""
    share = np.linspace(0, 1, 200_001)[:, None]
    points = ends[0] + share * (ends[1] - ends[0])
    inside = ((points >= -0.5) & (points <= np.array(size_px) - 0.5)).all(axis=1)
    return np.asarray(points[inside][[0, -1]])


def apart_px(ours: Array, theirs: Array) -> float:
    return float(min(np.linalg.norm(ours - ends, axis=1).max() for ends in (theirs, theirs[::-1])))


@pytest.fixture
def beside(mr_window: MainWindow, qtbot: QtBot) -> tuple[MainWindow, Viewport, Viewport]:
    """The sagittal T2 at its middle slice, with an empty pane beside it."""
    read = mr_window.places.read
    read.set_layout("1x2")
    sagittal, other = read.grid.viewports
    assert isinstance(sagittal, Viewport)
    assert isinstance(other, Viewport)
    (key, _, _), *_ = [entry for entry in stacks(mr_window) if entry[1].description == "T2 SAG"]
    read.content.show(sagittal, Pane(key))
    qtbot.waitUntil(lambda: sagittal.frame is not None and not read.is_loading, timeout=30_000)
    return mr_window, sagittal, other


def stacks(window: MainWindow) -> Iterator[tuple[StackKey, SeriesRecord, StackRecord]]:
    patient = window.workspace.patient
    assert patient is not None
    return all_stacks(patient)


def drawn(pane: Viewport) -> dict[int, tuple[ReferenceLine, Array]]:
    """The lines over a pane by slice number, with their segments in display pixels."""
    assert pane.frame is not None
    found = {}
    for line in pane.content.reference_lines:
        segment = reference_line_segment(pane.frame.geometry, line)
        assert segment is not None
        assert line.slice_number is not None
        found[line.slice_number] = (line, np.array(segment))
    return found


def test_bir_9_the_lines_of_five_axial_groups_are_where_their_headers_put_them(
    beside: tuple[MainWindow, Viewport, Viewport], qtbot: QtBot
) -> None:
    window, sagittal, axial = beside
    read = window.places.read
    groups = [(key, stack) for key, series, stack in stacks(window) if series.description == "T2 AX"]
    assert len(groups) == 5
    shown = Image.read(frame_path(window, sagittal))
    compared = 0
    for key, stack in groups:
        read.content.show(axial, Pane(key))
        qtbot.waitUntil(lambda: axial.frame is not None and not read.is_loading, timeout=30_000)
        read.grid.activate(axial)
        QTest.keyClick(axial, Qt.Key.Key_Home)
        for step in range(len(stack.frames)):
            lines = drawn(sagittal)
            assert set(lines) == {1, step + 1, len(stack.frames)}
            assert [number for number, (line, _) in lines.items() if not line.is_edge] == [step + 1]
            for number, (_, ours) in lines.items():
                crossing = shown.crossing(Image.read(stack.frames[number - 1].path))
                assert crossing is not None
                theirs = clipped(on_screen(shown, crossing, sagittal), sagittal.size_px())
                assert apart_px(ours, theirs) < TOLERANCE_PX
                compared += 1
            QTest.keyClick(axial, Qt.Key.Key_Down)
    assert compared >= 17


def test_each_axial_group_lies_on_its_own_disc(beside: tuple[MainWindow, Viewport, Viewport], qtbot: QtBot) -> None:
    window, sagittal, axial = beside
    read = window.places.read
    shown = Image.read(frame_path(window, sagittal))
    assert sagittal.frame is not None
    assert (sagittal.frame.slice_number, sagittal.frame.slice_count) == (6, 11)
    discs = on_screen(shown, np.array(DISC_CENTRES_COLUMN_ROW), sagittal)
    mm_per_px = sagittal.frame.geometry.mm_per_px
    assert mm_per_px is not None
    keys = [key for key, series, _ in stacks(window) if series.description == "T2 AX"]
    for number, key in enumerate(keys):
        read.content.show(axial, Pane(key))
        qtbot.waitUntil(lambda: axial.frame is not None and not read.is_loading, timeout=30_000)
        read.grid.activate(axial)
        QTest.keyClick(axial, Qt.Key.Key_Home)
        nearest = np.full(len(discs), np.inf)
        for _ in range(axial.frame.slice_count if axial.frame is not None and axial.frame.slice_count else 0):
            for _, segment in drawn(sagittal).values():
                nearest = np.minimum(nearest, [distance_px(disc, segment) * mm_per_px for disc in discs])
            QTest.keyClick(axial, Qt.Key.Key_Down)
        assert sagittal.frame.slice_number == 6
        assert nearest[number] <= MIDDLE_MM
        assert np.delete(nearest, number).min() > NEXT_DISC_MM


def distance_px(point: Array, segment: Array) -> float:
    step = segment[1] - segment[0]
    share = np.clip((point - segment[0]) @ step / (step @ step), 0, 1)
    return float(np.linalg.norm(point - segment[0] - share * step))


def frame_path(window: MainWindow, pane: Viewport) -> str:
    """The file of the slice on screen, by its SOP Instance UID."""
    assert pane.frame is not None
    image = pane.frame.geometry.image
    assert image is not None
    paths = [
        f.path for _, _, stack in stacks(window) for f in stack.frames if f.sop_instance_uid == image.sop_instance_uid
    ]
    return str(Path(paths[0]))
