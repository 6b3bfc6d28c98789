"""How well a run keeps the speed of its data in an 800 x 600 pane, and how long the window is deaf meanwhile."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer

from annotations.references import ImageRef, SeriesRef
from viewers.imaging.frame_timing import FrameTiming
from viewers.imaging.images import PlanarFrame, ProjectionImage
from viewers.imaging.windowing import Window
from viewers.qt.cine_player import CinePlayer
from viewers.qt.viewport import Viewport
from workstation.app import application_of
from workstation.bench.figures import Figure

PANE_PX = (800, 600)
FRAMES, SIDE_PX = 60, 512
FPS = 30.0
RUN_S = 3.0
HEARTBEAT_MS = 2
"""A timer that should ring this often; how late it rings is how long the window was deaf."""


def cine_figures(folder: Path) -> Iterator[Figure]:
    """Frames a second shown of 30, and the longest pause of the GUI thread."""
    shown_fps, pause_ms = measured_run(a_run())
    yield Figure(f"cine {SIDE_PX} x {SIDE_PX} at {FPS:g} fps, shown", shown_fps, "fps", target=0.9 * FPS,
                 target_is_ratio=False, larger_is_better=True)  # fmt: skip
    yield Figure("longest pause of the window meanwhile", pause_ms, "ms", target=100.0, target_is_ratio=False)


def a_run() -> ProjectionImage:
    """A fluoroscopic run of moving noise."""
    values = np.random.default_rng(4).integers(0, 4096, (SIDE_PX, SIDE_PX)).astype(np.uint16)
    series = SeriesRef("1.2.1", "1.2.2")
    frames: list[PlanarFrame | None] = [
        PlanarFrame(
            ImageRef(
                series.study_instance_uid, series.series_instance_uid, "1.2.840.10008.5.1.4.1.1.12.2", "1.2.3", n + 1
            ),
            np.roll(values, 8 * n, axis=1),
            windows=(Window(4096, 2048),),
        )
        for n in range(FRAMES)
    ]
    return ProjectionImage(series, frames, timing=FrameTiming(recommended_fps=FPS), size_rc=(SIDE_PX, SIDE_PX))


def measured_run(run: ProjectionImage) -> tuple[float, float]:
    """Frames shown a second, and the longest pause in ms, of a run of some seconds."""
    application = application_of(sys.argv[:1])
    viewport = Viewport()
    viewport.resize(*PANE_PX)
    viewport.show()
    viewport.set_pixels(run)
    player = CinePlayer(viewport)
    shown: list[float] = []
    beats: list[float] = []
    viewport.frame_changed.connect(lambda _frame: shown.append(time.perf_counter()))
    heartbeat = QTimer(interval=HEARTBEAT_MS)
    heartbeat.timeout.connect(lambda: beats.append(time.perf_counter()))
    heartbeat.start()
    player.start()
    end = time.perf_counter() + RUN_S
    while time.perf_counter() < end:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    player.stop()
    viewport.detach()
    viewport.close()
    pauses = [later - earlier for earlier, later in pairwise(beats)]
    return (len(shown) - 1) / (shown[-1] - shown[0]), 1000 * max(pauses)
