"""Generating the sample patients into a cache folder, once for each version of the generator."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from sample_data.patients import PATIENT_A, PATIENT_B
from sample_data.studies import FULL_SIZE, StudySizes, generate_patient


def _source_digest() -> str:
    """Short digest of this package's sources, so that no change of the generator can be forgotten."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:10]


GENERATOR_VERSION = f"1-{_source_digest()}"
"""Changes whenever the generator changes; older caches are then generated again."""
STAMP_NAME = "VERSION"

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class SamplePaths:
    """Folders of DICOM files of the two patients, and their ground-truth files."""

    root: Path
    patient_a: Path
    patient_b: Path
    ground_truth_a: Path
    ground_truth_b: Path


def default_root() -> Path:
    """Where sample data live unless told otherwise: the user's cache folder."""
    return user_cache_path("foramen", appauthor=False) / "sample-patients"


def paths_in(root: Path) -> SamplePaths:
    """Where everything is below a root, whether it exists or not."""
    home = root / f"v{GENERATOR_VERSION}"
    return SamplePaths(home, home / "patient-a", home / "patient-b", home / "patient-a.json", home / "patient-b.json")


def ensure_samples(root: Path, *, progress: Progress | None = None) -> SamplePaths:
    """The sample patients below `root`, generated first when this version is not there yet.

    `progress(fraction, text)` may be called from worker threads. Raises `OSError` when the folder cannot be written.
    A folder appears only when it is complete: the work happens beside it and is renamed at the end.
    """
    paths = paths_in(root)
    if (paths.root / STAMP_NAME).is_file():
        return paths
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".generating-", dir=root) as scratch:
        generate_all(Path(scratch) / "new", FULL_SIZE, progress=progress)
        _move_into_place(Path(scratch) / "new", paths.root)
    _drop_older(root, paths.root)
    return paths


def generate_all(home: Path, sizes: StudySizes, *, progress: Progress | None = None) -> None:
    """Both patients into a new folder, one thread each, then the version stamp."""
    report = progress or (lambda fraction, text: None)
    home.mkdir(parents=True)
    parts = {"a": 0.0, "b": 0.0}
    shares = {"a": 0.58, "b": 0.42}

    def reporter(key: str) -> Progress:
        def tell(fraction: float, text: str) -> None:
            parts[key] = fraction
            report(sum(parts[k] * shares[k] for k in parts), text)

        return tell

    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(generate_patient, patient, home, sizes, GENERATOR_VERSION, reporter(patient.key))
            for patient in (PATIENT_A, PATIENT_B)
        ]
        for job in jobs:
            job.result()
    (home / STAMP_NAME).write_text(f"{GENERATOR_VERSION}\n", encoding="utf-8")
    report(1.0, "Sample patients ready")


def _drop_older(root: Path, current: Path) -> None:
    """Remove what earlier versions generated here (folders of this name that carry our stamp)."""
    for folder in root.glob("v1-*"):
        if folder != current and (folder / STAMP_NAME).is_file():
            shutil.rmtree(folder, ignore_errors=True)


def _move_into_place(new: Path, home: Path) -> None:
    """Rename the finished folder; one that another process finished meanwhile stays, a broken one is replaced."""
    if (home / STAMP_NAME).is_file():
        return
    shutil.rmtree(home, ignore_errors=True)
    try:
        os.replace(new, home)
    except OSError:
        if not (home / STAMP_NAME).is_file():
            raise
