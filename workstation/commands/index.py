"""`foramen index`: what is there, and why the rest is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from workstation.commands.outcome import ExitStatus, print_json, say
from workstation.commands.selection import scan
from workstation.dicom.index_json import report_to_json
from workstation.dicom.records import IndexReport, PatientRecord
from workstation.settings import Settings
from workstation.storage.errors import StorageError
from workstation.storage.image_index import ImageIndex


def index(paths: Sequence[Path], settings: Settings, *, as_json: bool, identify: bool) -> ExitStatus:
    """Scan the paths into the image index and print the result.

    1 when a file or series has a problem, 3 when there is no DICOM at all. The index is a cache: when it cannot be
    used, that is said and the images are listed all the same.
    """
    with _image_index(settings) as database:
        report = scan(paths, settings, index=database)
    for notice in report.notices:
        say(notice)
    if as_json:
        print_json(report_to_json(report))
    else:
        _print_text(report, identify=identify)
    if not report.patients and not report.not_images:
        return ExitStatus.IMPOSSIBLE
    return ExitStatus.PROBLEMS if _has_problems(report) else ExitStatus.DONE


@contextmanager
def _image_index(settings: Settings) -> Iterator[ImageIndex | None]:
    try:
        database = ImageIndex(settings.image_index_path)
    except StorageError as error:
        say(str(error))
        yield None
        return
    try:
        yield database
    finally:
        database.close()


def _has_problems(report: IndexReport) -> bool:
    series = [series for patient in report.patients for study in patient.studies for series in study.series]
    return bool(
        report.unreadable
        or any(patient.problems for patient in report.patients)
        or any(one.problems or any(stack.problems for stack in one.stacks) for one in series)
    )


def _print_text(report: IndexReport, *, identify: bool) -> None:
    for number, patient in enumerate(report.patients, start=1):
        _print_patient(number, patient, identify=identify)
    for item in report.not_images:
        typer.echo(f"not an image: {item.path} ({item.sop_class})")
    for problem in report.unreadable:
        typer.echo(f"unreadable: {problem.path}: {problem.reason}")
    if not report.files:
        typer.echo("no files here; give a folder, a file, a zip archive or a DICOMDIR medium")
    typer.echo(f"{report.files} files in {report.seconds:.2f} s")


def _print_patient(number: int, patient: PatientRecord, *, identify: bool) -> None:
    identity = patient.identity
    who = f"{identity.name} ({identity.patient_id}, {identity.birth_date or 'birth date unknown'})"
    typer.echo(who if identify else f"patient {number} (--identify shows who)")
    for problem in patient.problems:
        typer.echo(f"  ! {problem.code}: {problem.message}")
    for study in patient.studies:
        typer.echo(f"  study {study.date or 'undated'} {study.description}".rstrip())
        for series in study.series:
            typer.echo(
                f"    {series.series_instance_uid} {series.modality} {series.description}: {series.frames} frames"
            )
            for stack in series.stacks:
                typer.echo(
                    f"      {stack.kind} {stack.plane} {'x'.join(map(str, stack.shape_kji))} {stack.label}".rstrip()
                )
                for problem in stack.problems:
                    typer.echo(f"      ! {problem.code}: {problem.message}")
            for problem in series.problems:
                typer.echo(f"      ! {problem.code}: {problem.message}")
