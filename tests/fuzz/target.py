"""A child process that scans and loads randomly damaged seeds until its time is over.

Run as `python -m tests.fuzz.target JOB_FILE`. Each input lies in its file before it is tried, so one that takes the
process with it is still there. Inputs that fail are saved in the folder of findings under the hash of their content.
"""

from __future__ import annotations

import hashlib
import json
import logging
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.fuzz.mutate import mutated
from tests.hostile.batch import MEMORY_LIMIT_BYTES, outcome_of
from workstation.dicom.decode_pool import DecodePool

FRAMES = 4


def inputs(job: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """(file name, content): the seeds as they are when the job has no time, else their mutations until it is over."""
    corpus = [Path(path) for path in job["corpus"]]
    contents = tuple(path.read_bytes() for path in corpus)
    if not job["seconds"]:
        yield from zip((file_name(path) for path in corpus), contents, strict=True)
        return
    chance = random.Random(job["seed"])
    deadline = time.monotonic() + job["seconds"]
    while time.monotonic() < deadline:
        number = chance.randrange(len(corpus))
        yield file_name(corpus[number]), mutated(contents[number], contents, chance)


def file_name(seed: Path) -> str:
    """The name a seed is scanned under: a finding is named by its hash, behind the name it needs."""
    return seed.name.rsplit("__", 1)[-1]


def main() -> None:
    """Run one job: a JSON file with `corpus`, `seconds`, `seed`, `folder` and `findings`."""
    job = json.loads(Path(sys.argv[1]).read_text())
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.raiseExceptions = False
    folder, beat = Path(job["folder"]), Path(job["folder"]) / "beat"
    pool = DecodePool(workers=1, time_limit_s=10.0)
    tried, faults = 0, []
    for name, content in inputs(job):
        path = folder / "in" / name
        path.write_bytes(content)
        if tried % 50 == 0:
            beat.write_text(str(tried))
        try:
            outcome_of(path, folder / "cache", pool, FRAMES)
        except BaseException as error:  # noqa: BLE001  (whatever leaves the program here is the finding)
            saved = save(Path(job["findings"]), name, content)
            faults.append(f"{saved}: {type(error).__name__}: {str(error)[:200]}")
        tried += 1
        path.unlink()
    pool.close()
    (folder / "result").write_text(json.dumps({"tried": tried, "faults": faults}))


def save(findings: Path, name: str, content: bytes) -> str:
    """Keep an input that failed; returns its name."""
    findings.mkdir(parents=True, exist_ok=True)
    saved = f"found-{hashlib.sha256(content).hexdigest()[:16]}__{name}"
    (findings / saved).write_bytes(content)
    return saved


if __name__ == "__main__":
    main()
