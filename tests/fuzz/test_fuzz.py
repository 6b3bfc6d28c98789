"""The seeds and everything found so far, and a minute of new damage to them.

`make fuzz` goes on for hours. What fails is saved in tests/fuzz/corpus and is a regression test from then on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fuzz.make_corpus import CORPUS
from tests.fuzz.target import save
from tests.support.command_line import ROOT

SECONDS = float(os.environ.get("FORAMEN_FUZZ_SECONDS", "60"))
SEED = int(os.environ.get("FORAMEN_FUZZ_SEED", "1"))
"""The same in every run of all tests, so that what failed once fails again; `make fuzz` takes a new one each time."""
PROCESSES = 2
SILENCE_LIMIT_S = 90.0
pytestmark = pytest.mark.timeout(0)


@dataclass
class Target:
    """One child process and where it works."""

    place: Path
    process: subprocess.Popen[bytes]

    def is_running(self) -> bool:
        """Whether it is at work; one that has been silent for too long is ended."""
        if self.process.poll() is not None:
            return False
        beat = self.place / "beat"
        if time.time() - (beat if beat.exists() else self.place).stat().st_mtime > SILENCE_LIMIT_S:
            self.process.kill()
            self.process.wait()
        return True

    def faults(self) -> list[str]:
        """What failed; an input that took the process with it is saved first."""
        result = self.place / "result"
        if result.exists():
            return list(json.loads(result.read_text())["faults"])
        left = next(iter((self.place / "in").iterdir()), None)
        saved = save(CORPUS, left.name, left.read_bytes()) if left is not None else "no input"
        return [f"{saved}: the process ended with {self.process.poll()}"]


def start(place: Path, seconds: float, seed: int) -> Target:
    (place / "in").mkdir(parents=True)
    job = place / "job.json"
    corpus = sorted(str(path) for path in CORPUS.iterdir())
    description = {"corpus": corpus, "seconds": seconds, "seed": seed, "folder": str(place), "findings": str(CORPUS)}
    job.write_text(json.dumps(description))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(place)}
    with open(place / "stderr", "wb") as errors:
        command = [sys.executable, "-m", "tests.fuzz.target", str(job)]
        process = subprocess.Popen(command, cwd=place, env=environment, stdout=errors, stderr=errors)
    return Target(place, process)


def finished(targets: list[Target]) -> list[str]:
    """Wait for the targets; what failed in any of them."""
    try:
        while any(tuple(target.is_running() for target in targets)):
            time.sleep(0.1)
    finally:
        for target in targets:
            target.process.kill()
            target.process.wait()
    return [fault for target in targets for fault in target.faults()]


def test_every_input_of_the_corpus_ends_well(tmp_path: Path) -> None:
    target = start(tmp_path / "target", 0, 0)
    assert finished([target]) == []
    assert json.loads((target.place / "result").read_text())["tried"] >= 40


def test_damaged_inputs_end_well(tmp_path: Path) -> None:
    targets = [start(tmp_path / str(number), SECONDS, SEED + number) for number in range(PROCESSES)]
    assert finished(targets) == [], f"FORAMEN_FUZZ_SEED={SEED} starts the same run again"
    tried = [json.loads((target.place / "result").read_text())["tried"] for target in targets]
    assert min(tried) > SECONDS
