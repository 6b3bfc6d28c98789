"""A process that loads a series as the program does and says for how long its GUI thread stood still: `FOLDER`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from viewers.qt.viewport_grid import ViewportGrid
from workstation.app import application_of
from workstation.dicom.decode_pool import shared_decode_pool
from workstation.dicom.scan import scan_paths
from workstation.jobs.executor import JobExecutor
from workstation.jobs.qt_bridge import GuiThreadBridge
from workstation.settings import Settings
from workstation.ui.image_catalogue import all_stacks
from workstation.ui.read.hanging import Pane
from workstation.ui.read.stack_loader import StackLoader
from workstation.ui.read.viewport_content import ViewportContent

WINDOW_PX = (1000, 800)
TICK_MS = 1
KEPT_BYTES = 1 << 30
WARM_S = 2.0
"""The decoders are started before, as in the program that has been open for a while."""


class PauseWatchdog(QObject):
    """Measures how long the GUI thread leaves a timer of 1 ms waiting."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.longest_s = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest_s = max(self.longest_s, now - self._last)
        self._last = now


def longest_pause_ms(images: Path) -> float:
    """While one series loads and is shown, from the request until it is complete."""
    application = application_of(sys.argv[:1])
    report = scan_paths([images], cache_dir=Settings.from_environment().cache_dir)
    patient = report.patients[0]
    bridge = GuiThreadBridge()
    executor = JobExecutor(bridge.deliver)
    loader = StackLoader(executor, KEPT_BYTES)
    grid = ViewportGrid()
    grid.resize(*WINDOW_PX)
    grid.show()
    content = ViewportContent(grid, loader)
    content.show_patient(patient)
    shared_decode_pool().warm_up()
    end = time.monotonic() + WARM_S
    while time.monotonic() < end:
        application.processEvents()
    watchdog = PauseWatchdog()
    loader.finished.connect(lambda *_: application.quit())
    content.show(grid.active_viewport, Pane(next(all_stacks(patient))[0]))
    application.exec()
    longest = 1000 * watchdog.longest_s
    bridge.close()
    executor.close()
    grid.shutdown()
    return longest


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"longest_pause_ms": longest_pause_ms(Path(sys.argv[1]))}) + "\n")
