"""Every file of the zoo and every mutation of it, through the real scan and load, in processes with limits.

FORAMEN_HOSTILE=thorough tries every mutation (hours); the default tries a part that differs from file to file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.mutations import CANARY
from tests.support.command_line import ROOT

PROCESSES = 2
SILENCE_LIMIT_S = 60.0
"""A child that writes nothing for so long has hung (a frame alone may take the decoder's own limit)."""
PEAK_LIMIT_KIB = 2_500_000
THOROUGH = os.environ.get("FORAMEN_HOSTILE") == "thorough"
pytestmark = pytest.mark.timeout(0 if THOROUGH else 600)


@dataclass
class Batch:
    """One child process with the log it writes; it is started again behind the file that crashed or hung it."""

    place: Path
    job: dict[str, Any] = field(repr=False)
    process: subprocess.Popen[bytes] | None = None
    lost: list[str] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.place / "log"

    def start(self) -> None:
        self.log.touch()
        job_file = self.place / "job.json"
        done = [entry["begun"] for entry in self.entries() if "begun" in entry]
        job_file.write_text(json.dumps({**self.job, "log": str(self.log), "skip": done}))
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(self.place / "home")}
        with open(self.place / "stderr", "ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.hostile.batch", str(job_file)],
                cwd=self.place / "cwd", env=environment, stdout=errors, stderr=errors,
            )  # fmt: skip

    def entries(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines() if line.endswith("}")]

    def is_running(self) -> bool:
        """Whether there is still something to wait for; a crash or a hang is noted and passed."""
        assert self.process is not None
        status = self.process.poll()
        if status is None and time.time() - self.log.stat().st_mtime < SILENCE_LIMIT_S:
            return True
        if status is None:
            self.process.kill()
            self.process.wait()
        entries = self.entries()
        assert entries, f"no file was begun: {(self.place / 'stderr').read_text()[-2000:]}"
        last = entries[-1]
        if "cpu_s" in last:
            return False
        self.lost.append(f"{'hung' if status is None else f'ended with {status}'} at {last}")
        self.start()
        return len(self.lost) < 10


def tree(folder: Path) -> dict[str, int]:
    """Every file below a folder with its size."""
    return {str(path.relative_to(folder)): path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()}


def run_batches(sources: list[Path], root: Path, folder: Path) -> list[Batch]:
    """Scan and load all mutations of the sources in child processes."""
    batches = []
    for number in range(PROCESSES):
        place = folder / str(number)
        for name in ("work/in", "work/cache", "home", "cwd"):
            (place / name).mkdir(parents=True)
        job = {
            "sources": [(turn, str(path)) for turn, path in enumerate(sources)][number::PROCESSES],
            "names": {str(path): path.relative_to(root).as_posix() for path in sources},
            "thorough": THOROUGH,
            "folder": str(place / "work"),
            "decode_limit_s": 10.0,
        }
        batches.append(Batch(place, job))
        batches[-1].start()
    try:
        while any(tuple(batch.is_running() for batch in batches)):
            time.sleep(0.2)
    finally:
        for batch in batches:
            if batch.process is not None:
                batch.process.kill()
                batch.process.wait()
    return batches


@pytest.fixture(scope="module")
def batches(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Batch]:
    """The corpus, run once for all tests of this module."""
    root = shared_data / "zoo"
    sources = sorted(path for path in root.rglob("*") if path.is_file())
    return run_batches(sources, root, tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def outcomes(batches: list[Batch]) -> list[dict[str, Any]]:
    """What became of each mutation."""
    return [entry for batch in batches for entry in batch.entries() if "ended" in entry]


def test_nothing_crashes_or_hangs_the_program(batches: list[Batch]) -> None:
    assert [loss for batch in batches for loss in batch.lost] == []


def test_no_exception_leaves_scan_or_load(outcomes: list[dict[str, Any]]) -> None:
    assert len(outcomes) > 10_000
    assert [f"{entry['ended']}: {entry['fault']}" for entry in outcomes if entry["fault"]] == []


def test_every_file_becomes_an_image_an_object_or_unreadable(outcomes: list[dict[str, Any]]) -> None:
    kinds = {entry["outcome"] for entry in outcomes if not entry["fault"]}
    assert kinds == {"image", "object", "unreadable"}


def test_nothing_is_written_outside_the_folders_given(batches: list[Batch], outcomes: list[dict[str, Any]]) -> None:
    assert [f"{entry['ended']}: {entry['strays']}" for entry in outcomes if entry["strays"]] == []
    for batch in batches:
        left = tree(batch.place)
        assert set(left) - {"log", "job.json", "stderr"} == {name for name in left if name.startswith("work/cache/")}


def test_no_message_log_line_or_error_output_repeats_patient_text(
    batches: list[Batch], outcomes: list[dict[str, Any]]
) -> None:
    word = CANARY.decode()
    parts = {word[i : i + 4] for i in range(len(word) - 3)}
    said = [(entry["ended"], text) for entry in outcomes for text in entry["said"]]
    assert [(name, text[:300]) for name, text in said if any(part in text for part in parts)] == []
    assert [(batch.place / "stderr").read_text() for batch in batches] == [""] * len(batches)


def test_memory_stays_under_its_limit(batches: list[Batch]) -> None:
    peaks = [entry["peak_kib"] for batch in batches for entry in batch.entries() if "peak_kib" in entry]
    assert len(peaks) == PROCESSES
    assert max(peaks) < PEAK_LIMIT_KIB
