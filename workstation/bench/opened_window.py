"""The whole program with images open, for measurements of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from workstation.app import application_of, build
from workstation.settings import Settings
from workstation.ui.main_window import MainWindow

WINDOW_PX = (1600, 1000)
PATIENCE_S = 120.0
SETTLE_S = 2.0
"""After this long the fine pictures, 3-D among them, are drawn."""


def opened_window(images: Sequence[Path]) -> MainWindow:
    """The whole program with a patient opened, once the images and the fine pictures of them are there."""
    application_of(sys.argv[:1])
    shown = build(Settings.from_environment())
    shown.resize(*WINDOW_PX)
    shown.show()
    shown.workspace.open_paths(images)
    wait_until(lambda: shown.place == "read" and shown.places.read.has_images and not shown.is_busy)
    end = time.monotonic() + SETTLE_S
    wait_until(lambda: time.monotonic() > end and not shown.places.read.is_loading)
    return shown


def wait_until(is_there: Callable[[], bool]) -> None:
    """Let the program run until something holds. Raises `TimeoutError` after two minutes."""
    application, end = application_of(), time.monotonic() + PATIENCE_S
    while not is_there():
        if time.monotonic() > end:
            raise TimeoutError("the images did not come up")
        application.processEvents()
        time.sleep(0.002)
