"""Statistics of regions and values at probes beside their marks, in the real window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.case import add
from annotations.geometry import Point, as_point
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from viewers.imaging.images import Volume
from viewers.imaging.region_statistics import RegionStatistics
from viewers.qt.viewport import Viewport
from workstation.ui.main_window import MainWindow
from workstation.ui.read import region_readings
from workstation.ui.read.region_readings import RegionReadings
from workstation.ui.read.region_words import full_statistics_text, statistics_lines

ENDS = [(4.0, 1.2), (4.0, 7.4), (2.1, 4.3), (5.9, 4.3)]
"""Row and column of the ends of the axes of an ellipse."""


def volume(window: MainWindow) -> Volume:
    pixels = pane(window).pixels
    assert isinstance(pixels, Volume)
    return pixels


def pane(window: MainWindow) -> Viewport:
    found = window.places.read.grid.viewports[0]
    assert isinstance(found, Viewport)
    return found


def readings(window: MainWindow) -> RegionReadings:
    (found,) = (one for one in window.places.read.features if isinstance(one, RegionReadings))
    return found


def placed(window: MainWindow, kind: MarkKind, index: list[tuple[float, float, float]]) -> Mark:
    points: tuple[Point, ...] = tuple(as_point(one) for one in volume(window).geometry.index_to_lps(index))
    source = volume(window).images[round(index[0][0])]
    mark = Mark("region", kind, PatientLocation(volume(window).geometry.frame_of_reference_uid, points, source))
    window.session.apply(add(mark, "placed"))
    return mark


def text(window: MainWindow) -> str:
    (mark,) = (one for one in pane(window).content.marks if one.mark_id == "region")
    return mark.value_text


def expected(window: MainWindow, k: int) -> np.ndarray:
    rows, columns = np.indices(volume(window).geometry.shape_kji[1:])
    inside = ((columns - 4.3) / 3.1) ** 2 + ((rows - 4.0) / 1.9) ** 2 <= 1
    rescale = volume(window).rescale
    return np.asarray(volume(window).stored_values[k][inside] * rescale.slope + rescale.intercept)


def test_an_ellipse_says_mean_extremes_and_count_beside_itself(ct_window: MainWindow) -> None:
    placed(ct_window, MarkKind.ELLIPSE, [(5, *end) for end in ENDS])
    values = expected(ct_window, 5)
    shown = text(ct_window)
    unit = volume(ct_window).rescale.unit or "signal"
    assert f"Mean {values.mean():.1f} ± {values.std(ddof=1):.1f} {unit} (SD)" in shown
    assert f"n {values.size}" in shown
    assert f"{values.max():.0f}" in shown


def test_statistics_are_those_of_the_series_it_was_drawn_on_and_of_no_other(ct_window: MainWindow) -> None:
    mark = placed(ct_window, MarkKind.ELLIPSE, [(5, *end) for end in ENDS])
    image = mark.location.source if isinstance(mark.location, PatientLocation) else None
    assert image is not None
    elsewhere = replace(image, sop_instance_uid="9.9")
    assert isinstance(mark.location, PatientLocation)
    foreign = replace(mark, id="foreign", location=replace(mark.location, source=elsewhere))
    ct_window.session.apply(add(foreign, "placed"))
    (shown,) = (one for one in pane(ct_window).content.marks if one.mark_id == "foreign")
    assert "Mean" not in shown.value_text
    assert readings(ct_window).values_of(foreign) is None


def test_a_large_region_is_counted_in_a_job(
    ct_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(region_readings, "COUNTED_AT_ONCE", 0)
    mark = placed(ct_window, MarkKind.ELLIPSE, [(5, *end) for end in ENDS])
    qtbot.waitUntil(lambda: "Mean" in text(ct_window), timeout=5000)
    found = readings(ct_window).values_of(mark)
    assert found is not None
    assert found.count == expected(ct_window, 5).size


def test_a_moved_region_is_counted_anew(ct_window: MainWindow) -> None:
    mark = placed(ct_window, MarkKind.ELLIPSE, [(5, *end) for end in ENDS])
    assert isinstance(mark.location, PatientLocation)
    step = np.asarray(volume(ct_window).geometry.affine[:3, 0])
    points = tuple(as_point(np.asarray(point) + step) for point in mark.location.points_lps_mm)
    moved = replace(mark, location=replace(mark.location, points_lps_mm=points))
    found = readings(ct_window).values_of(moved)
    assert found is not None
    assert found.mean == pytest.approx(expected(ct_window, 6).mean())


def test_a_probe_says_the_value_of_its_voxel(ct_window: MainWindow) -> None:
    placed(ct_window, MarkKind.PROBE, [(5, 4.2, 3.9)])
    rescale = volume(ct_window).rescale
    value = volume(ct_window).stored_values[5, 4, 4] * rescale.slope + rescale.intercept
    assert text(ct_window) == f"{value:.0f} {rescale.unit or 'signal'}"


def test_the_list_of_marks_says_what_the_pixels_say(ct_window: MainWindow) -> None:
    placed(ct_window, MarkKind.ELLIPSE, [(5, *end) for end in ENDS])
    (row,) = ct_window.places.read.case_panel.marks.shown_rows
    mean = expected(ct_window, 5).mean()
    assert any(line.startswith(f"Mean {mean:.1f}") for line in row.lines)
    assert f"n {expected(ct_window, 5).size}" in row.full_text


def test_another_patient_leaves_nothing_behind(ct_window: MainWindow) -> None:
    mark = placed(ct_window, MarkKind.ELLIPSE, [(5, *end) for end in ENDS])
    assert readings(ct_window).values_of(mark) is not None
    ct_window.places.read.show_patient(None)
    QApplication.processEvents()
    assert readings(ct_window).values_of(mark) is None


def test_words_say_what_was_left_out_and_what_was_interpolated() -> None:
    found = RegionStatistics(1204, 312.44, 45.06, 210.0, 402.0, 311.0, "HU", 40.0, 90.0, 12, 3, is_interpolated=True)
    assert statistics_lines(found) == (
        "Mean 312.4 ± 45.1 HU (SD)",
        "Min 210, max 402, n 1,204",
        "interpolated, 1,204 samples",
        "12 of padding left out",
        "3 beyond the image left out",
    )
    small = RegionStatistics(1, 0.00131, None, 0.00131, 0.00131, 0.00131, "", None, 1.0)
    assert statistics_lines(small)[0] == "Mean 0.001 signal"
    assert "median 311 HU" in full_statistics_text(found)
