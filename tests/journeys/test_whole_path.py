"""The whole path on a real CT: mark, evaluate, plan, link, undo, lose the process, reopen, export, be read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Journey:
    """What the two processes said and what they left."""

    before: dict[str, Any]
    after: dict[str, Any]
    pdf: Path
    structured_reports: tuple[Path, ...]


def _drive(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.support.window_driver", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=280, check=False)


@pytest.fixture(scope="module")
def journey(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Journey:
    home, output = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("packet")
    images = shared_data / "ct-lumbar-pelvis"
    killed = _drive("work", home, images)
    assert killed.returncode == -9, killed.stderr[-3000:]
    done = _drive("reopen", home, images, output)
    assert done.returncode == 0, done.stderr[-3000:]
    return Journey(
        json.loads(killed.stdout.splitlines()[-1]),
        json.loads(done.stdout.splitlines()[-1]),
        next(output.rglob("*.pdf")),
        tuple(sorted(output.rglob("*.dcm"))),
    )


def _peer(name: str) -> str:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    return program


@pytest.mark.timeout(600)
def test_nothing_is_lost_when_the_process_dies(journey: Journey) -> None:
    assert journey.after["case"] == journey.before["case"]
    assert journey.after["items"] == journey.before["items"]
    assert len(journey.before["items"]) >= 6


@pytest.mark.peer("dsrdump")
def test_dcmtk_reads_the_structured_report(journey: Journey) -> None:
    assert journey.structured_reports
    for path in journey.structured_reports:
        dumped = subprocess.run([_peer("dsrdump"), path], capture_output=True, text=True, check=False)
        assert dumped.returncode == 0, dumped.stderr
        assert "E:" not in dumped.stderr
        assert "L4" in dumped.stdout


@pytest.mark.peer("dciodvfy")
def test_dciodvfy_finds_no_error(journey: Journey) -> None:
    for path in journey.structured_reports:
        checked = subprocess.run([_peer("dciodvfy"), path], capture_output=True, text=True, check=False)
        errors = [line for line in (checked.stdout + checked.stderr).splitlines() if line.startswith("Error")]
        assert not errors


@pytest.mark.peer("pdftotext")
def test_the_report_names_level_side_and_target(journey: Journey) -> None:
    read = subprocess.run([_peer("pdftotext"), "-layout", journey.pdf, "-"], capture_output=True, text=True, check=True)
    text = " ".join(read.stdout.split())
    assert "L4-5" in text
    assert "left" in text.lower()
    assert "ransforaminal" in text
    assert "DRAFT" in text
