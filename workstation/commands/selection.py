"""Finding the one series and stack a command is about."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from viewers.imaging.images import Pixels
from viewers.imaging.straightening import StraighteningError
from workstation.commands.outcome import CommandError, ExitStatus, ProgressLine, progress, say
from workstation.dicom.load import load_stack
from workstation.dicom.load_straight import load_straight
from workstation.dicom.records import IndexReport, SeriesRecord, StackKind
from workstation.dicom.scan import scan_paths
from workstation.dicom.scan_index import ScanIndex
from workstation.settings import Settings


def scan(paths: Sequence[Path], settings: Settings, *, index: ScanIndex | None = None) -> IndexReport:
    """Scan with a progress bar; raises `CommandError` when a path does not exist."""
    for path in paths:
        if not os.path.exists(path):
            raise CommandError(f"{path}: there is no such file or folder; check the spelling", ExitStatus.WRONG_USE)
    with progress("reading headers") as report:
        return scan_paths(paths, cache_dir=settings.cache_dir, index=index, progress=report)


def all_series(report: IndexReport) -> tuple[SeriesRecord, ...]:
    """Every image series of a scan."""
    return tuple(series for patient in report.patients for study in patient.studies for series in study.series)


def _describe(series: SeriesRecord) -> str:
    kinds = ", ".join(f"{stack.kind} {len(stack.frames)}" for stack in series.stacks)
    return f"  {series.series_instance_uid}  {series.modality} {series.description!r} ({kinds})"


def choose_series(report: IndexReport, series_uid: str | None) -> SeriesRecord:
    """The series asked for, or the only one; raises `CommandError` listing the choices."""
    candidates = all_series(report)
    if series_uid is not None:
        candidates = tuple(series for series in candidates if series.series_instance_uid == series_uid)
        if not candidates:
            raise CommandError(
                f"no series {series_uid} here; `foramen index` lists what there is", ExitStatus.WRONG_USE
            )
    if not candidates:
        reasons = [f"  {item.path}: {item.reason}" for item in report.unreadable[:10]]
        raise CommandError("\n".join(["no readable image here; `foramen index` explains each file", *reasons]))
    if len(candidates) > 1:
        listing = "\n".join(_describe(series) for series in candidates)
        raise CommandError(f"there are several series; choose one with --series:\n{listing}", ExitStatus.WRONG_USE)
    return candidates[0]


def choose_stack(series: SeriesRecord, number: int | None) -> int:
    """The 0-based stack asked for (1-based on the command line), or the only or largest volume; refuses to guess."""
    count = len(series.stacks)
    if number is not None:
        if not 1 <= number <= count:
            raise CommandError(f"--stack {number}: this series has stacks 1 to {count}", ExitStatus.WRONG_USE)
        return number - 1
    if count == 1:
        return 0
    volumes = [index for index, stack in enumerate(series.stacks) if stack.kind is StackKind.VOLUME]
    if len(volumes) == 1:
        return volumes[0]
    listing = "\n".join(
        f"  --stack {index + 1}: {stack.kind} of {len(stack.frames)} {stack.plane} {stack.label}".rstrip()
        for index, stack in enumerate(series.stacks)
    )
    raise CommandError(f"this series has {count} stacks; choose one:\n{listing}", ExitStatus.WRONG_USE)


def load(
    paths: Sequence[Path], settings: Settings, *, series_uid: str | None, stack: int | None, resample: bool = False
) -> tuple[SeriesRecord, Pixels]:
    """The series chosen and its loaded pixels; problems of the data go to standard error.

    With `resample`, slices sheared by gantry tilt as a straight volume; other stacks are then refused.
    """
    series = choose_series(scan(paths, settings), series_uid)
    number = choose_stack(series, stack)
    with progress("loading") as report:
        pixels = _straight(series, number, report) if resample else load_stack(series, number, on_progress=report)
    for problem in pixels.problems:
        say(f"{problem.code}: {problem.message}")
    return series, pixels


def _straight(series: SeriesRecord, number: int, report: ProgressLine) -> Pixels:
    try:
        return load_straight(series, number, on_progress=report)
    except StraighteningError as error:
        raise CommandError(f"--resample: {error}; leave --resample out", ExitStatus.WRONG_USE) from error
