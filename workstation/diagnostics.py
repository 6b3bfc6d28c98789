"""What this installation can do: versions, codecs, OpenGL, database, fonts and disk, one line each."""

from __future__ import annotations

import importlib.util
import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

from viewers.render.volume_renderer import probe_renderer
from workstation.dicom.decode import codecs_by_transfer_syntax
from workstation.settings import Settings
from workstation.storage.case_store import CaseStore
from workstation.storage.errors import StorageError

LIBRARIES = (
    "pydicom",
    "SimpleITK",
    "numpy",
    "PySide6-Essentials",
    "vtk",
    "highdicom",
    "imagecodecs",
    "reportlab",
    "SQLAlchemy",
)
LOW_DISK_BYTES = 2 * 1024**3
"""Below this much free space a warning is due: one CT series with its thumbnails takes some 200 MB."""


@dataclass(frozen=True)
class Diagnosis:
    """One checked thing: `advice` is empty when it is well, else what to do."""

    subject: str
    state: str
    advice: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing needs doing."""
        return not self.advice


def diagnose(settings: Settings) -> Iterator[Diagnosis]:
    """Every check, in the order a person would read them."""
    checks: tuple[Callable[[Settings], Iterator[Diagnosis]], ...] = (
        _versions,
        _codecs,
        _opengl,
        _database,
        _fonts,
        _disk,
    )
    for check in checks:
        yield from check(settings)


def _versions(settings: Settings) -> Iterator[Diagnosis]:
    yield Diagnosis("foramen", metadata.version("foramen"))
    yield Diagnosis("Python", platform.python_version())
    for name in LIBRARIES:
        yield Diagnosis(name, metadata.version(name))


def _codecs(settings: Settings) -> Iterator[Diagnosis]:
    for name, codec in codecs_by_transfer_syntax().items():
        advice = "" if codec else "images of this kind cannot be shown; run the set-up again to install imagecodecs"
        yield Diagnosis(name, codec or "no codec", advice)


def _opengl(settings: Settings) -> Iterator[Diagnosis]:
    renderer, failure = probe_renderer()
    advice = f"3-D is off ({failure}); install libegl1 and libgl1-mesa-dri" if failure else ""
    yield Diagnosis("OpenGL", renderer or "none", advice)


def _database(settings: Settings) -> Iterator[Diagnosis]:
    try:
        store = CaseStore(settings.case_store_url)
    except StorageError as error:
        yield Diagnosis("case store", "not usable", str(error))
        return
    try:
        count = len(store.summaries())
        yield Diagnosis("case store", f"{count} cases in {settings.case_store_url}")
    finally:
        store.close()


def _fonts(settings: Settings) -> Iterator[Diagnosis]:
    found = importlib.util.find_spec("matplotlib") is not None
    yield Diagnosis("report fonts", "DejaVu Sans" if found else "none", "" if found else "run the set-up again")


def _disk(settings: Settings) -> Iterator[Diagnosis]:
    settings.cache_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.cache_dir).free
    advice = f"free some space on the disk of {settings.cache_dir}" if free < LOW_DISK_BYTES else ""
    yield Diagnosis("disk", f"{free / 1024**3:.1f} GiB free", advice)
