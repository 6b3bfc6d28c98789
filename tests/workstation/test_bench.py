"""What the benchmarks measure with: the watchdog of the GUI thread and the compressed phantom."""

from __future__ import annotations

import time

import numpy as np
from pydicom.uid import JPEG2000Lossless

from sample_data.phantom_series import write_ct_series
from tests.support.scenes import a_volume
from viewers.imaging.images import Volume
from viewers.imaging.windowing import Window
from workstation.bench import cine
from workstation.bench import linked_crosshair as linked_crosshair_module
from workstation.bench.linked_crosshair import linked_crosshair
from workstation.bench.pause_child import PauseWatchdog
from workstation.dicom.load import load_stack
from workstation.dicom.scan import scan_paths


def test_the_watchdog_sees_how_long_the_gui_thread_stood_still(qtbot):
    watchdog = PauseWatchdog()
    qtbot.wait(20)
    time.sleep(0.3)
    qtbot.waitUntil(lambda: watchdog.longest_s >= 0.3, timeout=5000)
    watchdog.deleteLater()


def test_the_compressed_phantom_is_a_noisy_volume(tmp_path):
    report = scan_paths(
        [write_ct_series(tmp_path / "s", slices=3, size=64, is_jpeg_2000=True)], cache_dir=tmp_path / "cache"
    )
    series = report.patients[0].studies[0].series[0]
    volume = load_stack(series)
    assert isinstance(volume, Volume)
    assert series.stacks[0].frames[0].pixels.transfer_syntax_uid == JPEG2000Lossless
    assert volume.loaded.all()
    steps = np.diff(volume.stored_values.astype(float), axis=0)
    assert 10 < steps.std() < 25


def test_a_crosshair_step_ends_when_all_three_planes_show_it(qtbot, monkeypatch):
    shown = []
    moved = linked_crosshair_module._moved

    def watched(turn, grid, panes, point):
        duration = moved(turn, grid, panes, point)
        planes = [pane.frame.geometry.plane for pane in panes]
        shown.append([abs(float(plane.signed_distance_mm(point))) for plane in planes])
        return duration

    monkeypatch.setattr(linked_crosshair_module, "_moved", watched)
    durations = linked_crosshair(a_volume(), Window(400, 40), [(20.0, 30.0, 10.0), (40.0, 12.0, 26.0)])
    assert len(durations) == 2
    assert min(durations) > 0
    np.testing.assert_allclose(shown, 0, atol=1e-6)


def test_a_measured_run_is_shown_at_its_speed(qtbot, monkeypatch):
    monkeypatch.setattr(cine, "RUN_S", 0.6)
    shown_fps, pause_ms = cine.measured_run(cine.a_run())
    assert 0 < shown_fps < 40
    assert 0 < pause_ms < 1000 * cine.RUN_S + 1000
