"""One export: finds and loads the images a case refers to, draws the key images, and writes the chart packet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from annotations.case import Case
from annotations.findings import Finding, FindingStatus
from annotations.locations import ImageLocation, Location
from annotations.marks import Mark
from annotations.references import ImageRef
from annotations.targets import ProcedureTarget, TargetStatus
from reports.content import KeyImage
from reports.errors import MissingEvidenceError
from reports.evidence import Evidence
from reports.identity import check_identity
from reports.packet import Packet, write_packet
from viewers.imaging.images import Pixels
from viewers.qt.gui_application import ensure_gui_application
from workstation.dicom.load import load_stack
from workstation.dicom.records import SeriesRecord
from workstation.storage.case_store import application_version
from workstation.ui.forms.item_words import finding_words, target_words
from workstation.ui.places.chart_key_image import key_image_png

SeriesLookup = Callable[[str], SeriesRecord | None]


@dataclass(frozen=True)
class Referenced:
    """One thing of the case that was marked on images; `caption` is what the report and messages call it.

    `is_key` things get a picture, the others are evidence only.
    """

    item_id: str
    caption: str
    location: Location
    is_key: bool


@dataclass(frozen=True)
class LocatedFrame:
    """The stack and the 0-based frame of it that show a location."""

    series: SeriesRecord
    stack_number: int
    frame_index: int

    @property
    def path(self) -> Path:
        """The file of the frame."""
        return Path(self.series.stacks[self.stack_number].frames[self.frame_index].path)


def export_case(
    case: Case, series_of: SeriesLookup, directory: Path, *, final: bool, clock: Callable[[], datetime]
) -> Packet:
    """Write the chart packet of a case into `directory`.

    Parameters
    ----------
    series_of:
        Finds the scanned series of a Series Instance UID, None when it is not known.
    clock:
        The time the packet is stamped with.

    Raises
    ------
    ReportError
        Before anything is written: an image belongs to another patient, is not known or cannot be read, or the
        folder cannot be written. The message says what, which and what to do.

    """
    things = referenced_things(case)
    places = [locate(thing, series_of) for thing in things]
    evidence = Evidence.from_paths(dict.fromkeys(place.path for place in places))
    # Before pixels are loaded and pictures drawn: a wrong patient must stop the export at once.
    check_identity(case.patient, evidence)
    key_images = _key_images(case, [(t, p) for t, p in zip(things, places, strict=True) if t.is_key])
    return write_packet(
        case, evidence, key_images, directory, final=final, clock=clock, software_version=application_version()
    )


def referenced_things(case: Case) -> tuple[Referenced, ...]:
    """Findings at their first mark, placed targets, and every other mark of the case, in the order they were made."""
    findings = [f for f in case.of_type(Finding) if f.status is not FindingStatus.RETRACTED and f.mark_ids]
    things = []
    for finding in findings:
        mark = case.get(Mark, finding.mark_ids[0])
        if mark is not None:
            things.append(Referenced(finding.id, finding_words(finding), mark.location, is_key=True))
    things += [
        Referenced(target.id, f"Plan: {target_words(target)}", target.path, is_key=True)
        for target in case.of_type(ProcedureTarget)
        if target.path is not None and target.status is not TargetStatus.CANCELLED
    ]
    shown = {finding.mark_ids[0] for finding in findings}
    others = [mark for mark in case.of_type(Mark) if mark.id not in shown]
    return (*things, *(Referenced(mark.id, mark.label or mark.id, mark.location, is_key=False) for mark in others))


def locate(thing: Referenced, series_of: SeriesLookup) -> LocatedFrame:
    """The scanned frame a thing was marked on. Raises `MissingEvidenceError` when it is not known any more."""
    image = thing.location.image if isinstance(thing.location, ImageLocation) else thing.location.source
    if image is None:
        raise MissingEvidenceError(f"{thing.caption}: no image is noted for it; place it again on an open series")
    series = series_of(image.series_instance_uid)
    found = _frame_of(series, image) if series is not None else None
    if found is None:
        raise MissingEvidenceError(
            f"{thing.caption}: image {image.sop_instance_uid} is not known here; open its folder, then export"
        )
    return found


def _frame_of(series: SeriesRecord, image: ImageRef) -> LocatedFrame | None:
    for stack_number, stack in enumerate(series.stacks):
        for frame_index, frame in enumerate(stack.frames):
            if frame.sop_instance_uid == image.sop_instance_uid and frame.frame_number == image.frame_number:
                return LocatedFrame(series, stack_number, frame_index)
    return None


def _key_images(case: Case, things: list[tuple[Referenced, LocatedFrame]]) -> list[KeyImage]:
    application = ensure_gui_application()
    loaded: dict[tuple[str, int], Pixels] = {}
    pictures = []
    for thing, place in things:
        key = (place.series.series_instance_uid, place.stack_number)
        if key not in loaded:
            # One volume at a time: a case may refer to several large series.
            loaded = {key: _loaded(thing, place)}
        png = _picture(case, thing, place, loaded[key])
        pictures.append(KeyImage(png, thing.caption, thing.item_id))
    del application  # only now: text was painted with it
    return pictures


def _loaded(thing: Referenced, place: LocatedFrame) -> Pixels:
    try:
        return load_stack(place.series, place.stack_number, first=place.frame_index)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise MissingEvidenceError(f"{thing.caption}: its series cannot be loaded: {reason}") from error


def _picture(case: Case, thing: Referenced, place: LocatedFrame, pixels: Pixels) -> bytes:
    try:
        return key_image_png(case, thing.location, pixels, place.frame_index, thing.item_id)
    except ValueError as error:
        raise MissingEvidenceError(f"{thing.caption}: {error}; place it again, then export") from error
