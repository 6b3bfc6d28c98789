"""What this installation can do: versions, codecs, OpenGL, database, fonts and disk, one line each."""

from __future__ import annotations

import multiprocessing
import platform
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as NoAnswerError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files

from viewers.render.volume_renderer import probe_renderer
from workstation.dicom.decode import codecs_by_transfer_syntax
from workstation.settings import HOME_VARIABLE, Settings
from workstation.storage.case_store import CaseStore
from workstation.storage.database import database_label, database_url
from workstation.storage.errors import StorageError
from workstation.storage.image_index import ImageIndex

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


REPORT_FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
"""The fonts that come with the reports package and are embedded in every PDF."""
OPENGL_ANSWER_S = 60
"""A driver that has not drawn one small picture by then hangs."""
SET_UP_AGAIN = "run the set-up again"


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

    @property
    def line(self) -> str:
        """`ok` and what is there, or what is there and what to do."""
        return (
            f"ok  {self.subject}: {self.state}" if self.is_well else f"!!  {self.subject}: {self.state}; {self.advice}"
        )


def diagnose(settings: Settings) -> Iterator[Diagnosis]:
    """Every check, in the order a person would read them."""
    checks: tuple[Callable[[Settings], Iterator[Diagnosis]], ...] = (
        _versions,
        _codecs,
        _opengl,
        _case_store,
        _image_index,
        _image_memory,
        _fonts,
        _disk,
    )
    for check in checks:
        yield from check(settings)


def _versions(settings: Settings) -> Iterator[Diagnosis]:
    yield Diagnosis("Python", platform.python_version())
    for name in ("foramen", *LIBRARIES):
        try:
            yield Diagnosis(name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Diagnosis(name, "not installed", SET_UP_AGAIN)


def _codecs(settings: Settings) -> Iterator[Diagnosis]:
    for name, codec in codecs_by_transfer_syntax().items():
        advice = "" if codec else "images of this kind cannot be shown; run the set-up again to install imagecodecs"
        yield Diagnosis(name, codec or "no codec", advice)


def _opengl(settings: Settings) -> Iterator[Diagnosis]:
    """Tried in a process of its own: a broken driver ends or hangs that one, not the diagnosis."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        answer = pool.submit(probe_renderer)
        try:
            renderer, failure = answer.result(OPENGL_ANSWER_S)
        except BrokenProcessPool:
            renderer, failure = "", "the graphics driver crashes"
        except NoAnswerError:
            renderer, failure = "", "the graphics driver hangs"
            for process in multiprocessing.active_children():
                process.kill()
    advice = f"3-D is off ({failure}); install libegl1 and libgl1-mesa-dri, or a newer driver" if failure else ""
    yield Diagnosis("OpenGL", renderer or "none", advice)


def _case_store(settings: Settings) -> Iterator[Diagnosis]:
    try:
        label = database_label(database_url(settings.case_store_url))
        store = CaseStore(settings.case_store_url)
        try:
            count = len(store.summaries())
        finally:
            store.close()
    except StorageError as error:
        yield Diagnosis("case store", "not usable", str(error))
        return
    yield Diagnosis("case store", f"{count} cases in {label}")


def _image_index(settings: Settings) -> Iterator[Diagnosis]:
    try:
        index = ImageIndex(settings.image_index_path)
        try:
            count = index.patient_count()
        finally:
            index.close()
    except StorageError as error:
        yield Diagnosis("image index", "not usable", str(error))
        return
    yield Diagnosis("image index", f"{count} patients in {settings.image_index_path}")


def _image_memory(settings: Settings) -> Iterator[Diagnosis]:
    yield Diagnosis(
        "memory for images", f"{settings.image_memory_bytes() >> 20} MiB (set it in {settings.preferences_path})"
    )


def _fonts(settings: Settings) -> Iterator[Diagnosis]:
    folder = files("reports") / "fonts"
    missing = [name for name in REPORT_FONTS if not (folder / name).is_file()]
    advice = f"reports cannot be written; {SET_UP_AGAIN}" if missing else ""
    yield Diagnosis("report fonts", f"without {', '.join(missing)}" if missing else "DejaVu Sans", advice)


def _disk(settings: Settings) -> Iterator[Diagnosis]:
    try:
        settings.prepare()
    except OSError as error:
        advice = f"allow writing there, or name another folder in {HOME_VARIABLE}"
        yield Diagnosis("folders", f"{error.filename}: {error.strerror}", advice)
        return
    free = shutil.disk_usage(settings.cache_dir).free
    advice = f"free some space on the disk of {settings.cache_dir}" if free < LOW_DISK_BYTES else ""
    yield Diagnosis("disk", f"{free / 1024**3:.1f} GiB free", advice)
