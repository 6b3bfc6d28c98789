"""Panes that render at once, closed after each test, with a check that none of them stays alive."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from viewers.imaging.images import Pixels
from viewers.qt.render_scheduler import DirectScheduler
from viewers.qt.viewport import Viewport
from viewers.render.frame_renderer import FrameRenderer

ViewportMaker = Callable[[Pixels | None], Viewport]


@pytest.fixture
def a_viewport(qtbot: QtBot) -> Iterator[ViewportMaker]:
    """Makes 400 x 300 panes on screen; fails the test when one outlives it."""
    made: list[weakref.ref[QWidget]] = []

    def make(pixels: Pixels | None) -> Viewport:
        viewport = Viewport(DirectScheduler(FrameRenderer()))
        viewport.resize(400, 300)
        viewport.set_pixels(pixels)
        viewport.show()
        qtbot.addWidget(viewport)
        made.append(weakref.ref(viewport))
        return viewport

    yield make
    for reference in made:
        viewport = reference()
        if viewport is not None:
            viewport.close()
            viewport.deleteLater()
        del viewport
    qtbot.wait(1)
    gc.collect()
    assert not [reference for reference in made if (alive := reference()) is not None and isValid(alive)]
