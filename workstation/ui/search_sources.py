"""What the command search finds: commands, places on the spine, findings, series and patients."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotations.anatomy import LevelKind
from annotations.findings import Finding, FindingStatus
from annotations.wording import describe_finding
from viewers.qt.translated import tr
from workstation.action_tables.action import Action
from workstation.actions import ACTIONS
from workstation.key_map import KeyMap
from workstation.search import SearchEntry
from workstation.session import Session
from workstation.ui.cases_place import CaseRow
from workstation.ui.image_catalogue import all_stacks
from workstation.ui.patient_text import display_name, identifier
from workstation.ui.read.linked_location import level_location
from workstation.ui.read.read_place import ReadPlace
from workstation.ui.workspace import Workspace

LEVELS, FINDINGS, SERIES, PATIENTS = "Levels", "Findings", "Series of this patient", "Patients and cases"
_PATIENTS_SHOWN = 200
_HIDDEN = frozenset({"window.command"})
"""The search does not find itself."""


def commands(
    keys: KeyMap, why_disabled: Callable[[Action], str], trigger: Callable[[str], None]
) -> Iterator[SearchEntry]:
    """Every command with its key and why it cannot be done now."""
    for action in ACTIONS.values():
        if action.id not in _HIDDEN:
            yield SearchEntry(
                action.id,
                tr(action.title),
                tr(action.group.value),
                lambda chosen=action.id: trigger(chosen),  # type: ignore[misc]
                ", ".join(keys.keys_of(action.id)),
                action.words,
                why_disabled(action),
            )


def levels(session: Session, read: ReadPlace, show_read: Callable[[], None]) -> Iterator[SearchEntry]:
    """The vertebrae and discs of the spine strip: go to those placed, place the others."""
    view = read.levels.view
    if session.case is None or not view.frame_of_reference_uid:
        return
    for level in view.levels:
        known = level_location(session.case, level, view.frame_of_reference_uid) is not None
        kind = tr("disc space") if level.kind is LevelKind.SEGMENT else "vertebra"

        def go(chosen: object = level) -> None:
            show_read()
            read.levels.choose(chosen)  # type: ignore[arg-type]

        title = tr("Go to {label}", label=level.label) if known else tr("Place {label}", label=level.label)
        words = tr("level {kind} {value}", kind=kind, value=level.value)
        yield SearchEntry(f"level.{level.value}", title, LEVELS, go, words=words)


def findings(session: Session, show_read: Callable[[], None]) -> Iterator[SearchEntry]:
    """The findings of the open case that stand."""
    for finding in session.case.of_type(Finding) if session.case is not None else ():
        if finding.status is not FindingStatus.RETRACTED:

            def go(chosen: str = finding.id) -> None:
                show_read()
                session.select(chosen)

            yield SearchEntry(
                f"finding.{finding.id}",
                describe_finding(finding),
                FINDINGS,
                go,
                words=finding.note,
                is_remembered=False,
            )


def series(workspace: Workspace, read: ReadPlace, show_read: Callable[[], None]) -> Iterator[SearchEntry]:
    """The series of the open patient; choosing one shows it in the active viewport."""
    patient = workspace.patient
    for key, record, _stack in all_stacks(patient) if patient is not None else ():

        def go(chosen: object = key) -> None:
            show_read()
            read.browser.opened.emit(chosen)

        title = read.series_title(key) or record.modality
        words = tr("{modality} {value} series", modality=record.modality, value=record.body_part or "")
        entry_id = f"series.{key.series_instance_uid}.{key.stack_number}"
        yield SearchEntry(entry_id, title, SERIES, go, words=words, is_remembered=False)


def patients(rows: tuple[CaseRow, ...], open_row: Callable[[CaseRow], None]) -> Iterator[SearchEntry]:
    """The lines of the case list."""
    for row in rows[:_PATIENTS_SHOWN]:
        title = f"{display_name(row.identity)}   {identifier(row.identity)}"
        entry_id = f"patient.{row.identity.issuer}.{row.identity.patient_id}"
        yield SearchEntry(
            entry_id,
            title,
            PATIENTS,
            lambda chosen=row: open_row(chosen),  # type: ignore[misc]
            words=f"{row.search_text} patient case",
            is_remembered=False,
        )
