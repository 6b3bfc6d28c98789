"""A child process that scans and loads hostile files, one after another, and writes down what became of each.

Run as `python -m tests.hostile.batch JOB_FILE`. The parent reads the log: a file that was begun and not ended has
crashed or hung the process.
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from tests.hostile.mutations import mutations, with_canaries
from viewers.imaging.images import Pixels, Volume
from workstation.dicom.decode_pool import DecodePool
from workstation.dicom.load import load_stack
from workstation.dicom.records import IndexReport, SeriesRecord
from workstation.dicom.scan import scan_paths

MEMORY_LIMIT_BYTES = 2_500_000_000
FRAMES_LOADED, FRAMES_LOADED_THOROUGH = 2, 24
"""Of a long run only so many frames are loaded, from both ends; what is wrong with one is wrong with all."""
WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class _Watch:
    """Notes every file opened for writing, made, moved or removed outside the folders the program was given."""

    def __init__(self, allowed: tuple[Path, ...]) -> None:
        self._allowed = tuple(os.path.realpath(path) + os.sep for path in allowed)
        """Folders, or single files."""
        self.strays: list[str] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            writes = (isinstance(mode, str) and any(c in mode for c in "wax+")) or (flags or 0) & WRITE_FLAGS
            if writes and isinstance(path, (str, bytes)):
                self._note(event, path)
        elif event in {"os.mkdir", "os.rename", "os.remove", "os.symlink", "os.link", "os.rmdir", "os.chmod"}:
            self._note(event, arguments[0])

    def _note(self, event: str, path: Any) -> None:
        if isinstance(path, int):
            return
        real = os.path.realpath(os.fsdecode(path))
        if not (real + os.sep).startswith(self._allowed) and real != os.devnull:
            self.strays.append(f"{event} {real}")


class _Words(logging.Handler):
    """Keeps every log line."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def outcome_of(path: Path, cache: Path, pool: DecodePool, frames: int) -> tuple[str, list[str]]:
    """What became of one file (`image`, `object`, `unreadable`) and every message said about it.

    Raises `AssertionError` when something is silent: an unloaded frame without a problem, a file without an outcome.
    """
    report = scan_paths([path], cache_dir=cache)
    series = [s for patient in report.patients for study in patient.studies for s in study.series]
    assert series or report.unreadable or report.not_images, "the file has no outcome at all"
    assert all(entry.reason for entry in report.unreadable)
    said = _messages(report, series)
    for one in series:
        for number in range(len(one.stacks)):
            said += _load(one, number, pool, frames)
    kind = "image" if series else "object" if report.not_images else "unreadable"
    return kind, said


def _messages(report: IndexReport, series: list[SeriesRecord]) -> list[str]:
    said = [entry.reason for entry in report.unreadable]
    said += [entry.sop_class for entry in report.not_images]
    said += [problem.message for one in series for problem in one.problems]
    said += [problem.message for one in series for stack in one.stacks for problem in stack.problems]
    return said + [problem.message for patient in report.patients for problem in patient.problems]


def _load(series: SeriesRecord, number: int, pool: DecodePool, most: int) -> list[str]:
    stack = series.stacks[number]
    if len(stack.frames) > most:
        frames = stack.frames[: most // 2] + stack.frames[-most // 2 :]
        stack = replace(stack, frames=frames, shape_kji=(len(frames), *stack.shape_kji[1:]))
        series, number = replace(series, stacks=(stack,)), 0
    pixels = load_stack(series, number, pool=pool)
    _check(pixels)
    failures = [] if isinstance(pixels, Volume) else [f.failure for f in pixels.frames if f is not None and f.failure]
    return [problem.message for problem in pixels.problems] + failures


def _check(pixels: Pixels) -> None:
    """What is not loaded says so, and what is loaded holds numbers."""
    if isinstance(pixels, Volume):
        assert pixels.loaded.all() or pixels.problems, "a slice is missing and nothing says so"
        assert not pixels.stored_values[~pixels.loaded].any(), "a slice that is not loaded holds values"
        assert np.isfinite(pixels.stored_values).all(), "the volume holds values that are no numbers"
        return
    for frame in pixels.frames:
        assert frame is not None, "a frame was never tried"
        if frame.values is None:
            assert frame.failure, "a frame has neither values nor a failure"
            assert pixels.problems, "a frame failed and the series has no problem"
        else:
            assert np.isfinite(frame.values).all(), "a frame holds values that are no numbers"


def _jobs(job: dict[str, Any]) -> Iterator[tuple[str, str, bytes]]:
    """(name of the mutation, name for the file, content)."""
    for turn, source in job["sources"]:
        path = Path(source)
        data = path.read_bytes()
        base = data if "charset" in path.parts else with_canaries(data)
        for name, content in mutations(base, thorough=job["thorough"], turn=turn):
            yield f"{job['names'][source]}: {name}", path.name, content


def main() -> None:
    """Run one job: a JSON file with `sources` (turn, path), `names`, `thorough`, `folder`, `log` and `skip`."""
    job = json.loads(Path(sys.argv[1]).read_text())
    folder = Path(job["folder"])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    words = _Words()
    logging.getLogger().addHandler(words)
    pool = DecodePool(workers=1, time_limit_s=job["decode_limit_s"])
    watch = _Watch((folder, Path(job["log"])))
    sys.addaudithook(watch)
    with open(job["log"], "a", buffering=1, encoding="utf-8") as log:
        for name, file_name, content in _jobs(job):
            if name in job["skip"]:
                continue
            log.write(json.dumps({"begun": name}) + "\n")
            log.write(json.dumps({"ended": name, **_one(job, file_name, content, pool, words, watch)}) + "\n")
        pool.close()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        log.write(json.dumps({"peak_kib": peak, "cpu_s": sum(os.times()[:4])}) + "\n")


def _one(
    job: dict[str, Any], file_name: str, content: bytes, pool: DecodePool, words: _Words, watch: _Watch
) -> dict[str, Any]:
    folder, frames = Path(job["folder"]), FRAMES_LOADED_THOROUGH if job["thorough"] else FRAMES_LOADED
    path = folder / "in" / file_name
    path.write_bytes(content)
    words.lines.clear()
    started = time.monotonic()
    result: dict[str, Any] = {"fault": "", "outcome": "", "said": []}
    try:
        result["outcome"], result["said"] = outcome_of(path, folder / "cache", pool, frames)
    except BaseException as error:  # noqa: BLE001  (whatever leaves the program here is the finding)
        result["fault"] = f"{type(error).__name__}: {_where(error)}"
    path.unlink()
    result["said"] += words.lines
    result["strays"], watch.strays = watch.strays, []
    result["seconds"] = time.monotonic() - started
    return result


def _where(error: BaseException) -> str:
    """The message and the last lines of our own code the error passed."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{str(error)[:200]} at {' > '.join(places[-6:])}"


if __name__ == "__main__":
    main()
