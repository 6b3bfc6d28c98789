"""A problem found while loading changes what is said about the images, not the view the hand has made of them."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from viewers.imaging.images import Volume
from viewers.imaging.problems import Problem, ProblemCode
from viewers.imaging.windowing import Window
from viewers.qt.viewport import Viewport
from workstation.ui.main_window import MainWindow


def test_a_problem_found_on_the_way_keeps_the_view(ct_window: MainWindow, qtbot: QtBot) -> None:
    read = ct_window.places.read
    viewport = next(pane for pane in read.grid.viewports if isinstance(pane, Viewport))
    qtbot.waitUntil(lambda: isinstance(viewport.pixels, Volume) and bool(viewport.pixels.loaded.all()), timeout=20000)
    pixels = viewport.pixels
    assert isinstance(pixels, Volume)
    changed = replace(viewport.state, window=Window(123, 45), pan_px=(7.0, 9.0))
    viewport.set_state(changed)
    key = read.content.key_of(viewport)
    assert key is not None
    problem = Problem(ProblemCode.DECODE_FAILED, "one slice could not be decoded; it stays black")
    read.content.on_ready(key, replace(pixels, problems=(problem,)))
    assert viewport.pixels is not pixels
    assert viewport.state == changed
    assert isinstance(viewport.pixels, Volume)
    assert viewport.pixels.problems == (problem,)
