"""`foramen case ...` and `foramen export`: cases in the store, and their chart packets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import typer

from annotations.case import Case, CaseItem
from annotations.findings import Finding
from annotations.serialization import case_to_json
from annotations.targets import ProcedureTarget
from annotations.wording import describe_item
from reports.content import Packet, local_now
from reports.errors import ReportError
from workstation.commands.outcome import CommandError, ExitStatus, print_json, say
from workstation.export import export_case
from workstation.settings import Settings
from workstation.storage.case_store import CaseStore
from workstation.storage.errors import StorageError
from workstation.storage.image_index import ImageIndex


@contextmanager
def case_store(settings: Settings) -> Iterator[CaseStore]:
    """The store, with its troubles turned into command errors."""
    try:
        store = CaseStore(settings.case_store_url)
        try:
            yield store
        finally:
            store.close()
    except StorageError as error:
        raise CommandError(str(error)) from error


def find_case(store: CaseStore, case_id: str) -> Case:
    """The case with this id or unambiguous beginning of one."""
    matches = [summary.case_id for summary in store.summaries() if summary.case_id.startswith(case_id)]
    if len(matches) != 1:
        found = "no case" if not matches else f"{len(matches)} cases"
        raise CommandError(f"{case_id}: {found} with this id; `foramen case list` shows them", ExitStatus.WRONG_USE)
    return store.load(matches[0])


def list_cases(settings: Settings, *, as_json: bool, identify: bool) -> ExitStatus:
    """One line for each case, newest first."""
    with case_store(settings) as store:
        summaries = store.summaries()
    if as_json:
        print_json([{**asdict(one)} for one in summaries])
        return ExitStatus.DONE
    for one in summaries:
        who = f"  {one.patient.name} {one.patient.patient_id}" if identify else ""
        typer.echo(f"{one.case_id}  revision {one.revision}  {one.changed_at}{who}")
    if not summaries:
        typer.echo("no cases yet; `foramen demo` makes a worked one")
    return ExitStatus.DONE


def show_case(settings: Settings, case_id: str, *, as_json: bool) -> ExitStatus:
    """A case as JSON, or its findings and targets in words (no patient name)."""
    with case_store(settings) as store:
        case = find_case(store, case_id)
    if as_json:
        print_json(case_to_json(case))
        return ExitStatus.DONE
    typer.echo(f"case {case.id}, revision {case.revision}, {len(case.items)} items")
    shown: tuple[CaseItem, ...] = (*case.of_type(Finding), *case.of_type(ProcedureTarget))
    for item in shown:
        typer.echo(f"  {describe_item(item)}")
    return ExitStatus.DONE


def import_case(settings: Settings, path: Path) -> ExitStatus:
    """Store a case written by `case show --json`; refuses one that is there already."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{path}: cannot be read ({error.strerror}); check the name and the permissions") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path}: is not a case file; write it again with `case show --json`") from error
    with case_store(settings) as store:
        try:
            case = store.import_json(document)
        except ValueError as error:
            raise CommandError(f"{path}: {error}") from error
    typer.echo(case.id)
    return ExitStatus.DONE


def delete_case(settings: Settings, case_id: str) -> ExitStatus:
    """Delete a case; its audit trail stays."""
    with case_store(settings) as store:
        store.delete(find_case(store, case_id).id)
    return ExitStatus.DONE


def export(settings: Settings, case_id: str, directory: Path, *, final: bool, as_json: bool) -> ExitStatus:
    """Write the chart packet of a case; identity is checked against the images first."""
    with case_store(settings) as store:
        case = find_case(store, case_id)
    try:
        packet = _packet(settings, case, directory, final=final)
    except (ReportError, StorageError) as error:
        raise CommandError(str(error)) from error
    files = (packet.pdf, *packet.structured_reports, packet.manifest)
    if as_json:
        print_json({"directory": str(packet.directory), "files": [str(path) for path in files]})
    else:
        for path in files:
            typer.echo(str(path))
        say(f"{'final' if final else 'draft'} packet of revision {case.revision}")
    return ExitStatus.DONE


def _packet(settings: Settings, case: Case, directory: Path, *, final: bool) -> Packet:
    index = ImageIndex(settings.image_index_path)
    try:
        author = settings.physician()
        return export_case(case, index.series, directory, final=final, clock=local_now, author=author)
    finally:
        index.close()
