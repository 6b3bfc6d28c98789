"""The program on two series says how long its GUI thread stood still while the second was loaded: `FIRST SECOND`."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from workstation.bench.opened_window import opened_window, wait_until
from workstation.ui.image_catalogue import all_stacks
from workstation.ui.read.hanging import Pane
from workstation.ui.read.stack_loader import StackLoader

TICK_MS = 1


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


def longest_pause_ms(known: Path, images: Path) -> float:
    """In the whole program on the patient of two folders: while a series of `images` loads and is shown."""
    shown = opened_window([known, images])
    read = shown.places.read
    loader = shown.findChild(StackLoader)
    assert isinstance(loader, StackLoader)
    patient = shown.workspace.patient
    assert patient is not None
    wanted = next(key for key, _, stack in all_stacks(patient) if Path(stack.frames[0].path).parent == images)
    if loader.kept(wanted) is not None:
        raise RuntimeError("the series is here already: nothing would be measured")
    watchdog = PauseWatchdog()
    read.content.show(read.grid.active_viewport, Pane(wanted))
    wait_until(lambda: not read.is_loading)
    longest_s = watchdog.longest_s
    shown.close()
    return 1000 * longest_s


if __name__ == "__main__":
    longest = longest_pause_ms(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(json.dumps({"longest_pause_ms": longest}) + "\n")
