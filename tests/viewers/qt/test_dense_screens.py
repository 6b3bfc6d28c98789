"""Hit-testing is exact on dense screens: real panes at scales 1.0, 1.25, 1.5 and 2.0, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCALES = (1.0, 1.25, 1.5, 2.0)
EXACT_MM = 1e-6
"""A place given as a fraction of a pixel comes back to rounding of the arithmetic."""
CHILD = Path(__file__).parent / "scaled_pane.py"
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", params=SCALES, ids=lambda scale: f"scale {scale}")
def report(request: pytest.FixtureRequest) -> tuple[float, dict[str, Any]]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(request.param),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, str(CHILD)], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return request.param, json.loads(done.stdout.strip().splitlines()[-1])


def test_the_frame_has_the_pixels_of_the_screen(report: tuple[float, dict[str, Any]]) -> None:
    scale, told = report
    assert told["ratio"] == scale
    assert told["size_px"] == [round(403 * scale), round(301 * scale)]


@pytest.mark.parametrize("what", ["point", "crosshair", "handle", "menu"])
def test_what_is_clicked_is_where_it_was_clicked(report: tuple[float, dict[str, Any]], what: str) -> None:
    answer = report[1]["answers"][what]
    assert answer["got"] == pytest.approx(answer["wanted"], abs=EXACT_MM)


def test_a_handle_is_as_easy_to_grab_at_every_scale(report: tuple[float, dict[str, Any]]) -> None:
    """Eight widget pixels away it is taken, twelve away it is not."""
    answers = report[1]["answers"]
    assert answers["handle"]["got"] is not None
    assert answers["beside the handle"]["got"] is None


def test_the_menu_opens_at_the_click(report: tuple[float, dict[str, Any]]) -> None:
    assert report[1]["answers"]["menu"]["away_px"] <= 1
