"""One export: finds and loads the images a case refers to, draws the key images, and writes the chart packet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from annotations.case import Case
from annotations.findings import Finding, FindingStatus
from annotations.key_images import KeyImage as StoredKeyImage
from annotations.key_images import KeyImageView
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import Mark
from annotations.measurements import is_measurable
from annotations.references import ImageRef
from annotations.targets import ProcedureTarget, TargetStatus
from reports.content import KeyImage, Packet
from reports.errors import MissingEvidenceError
from reports.evidence import Evidence
from reports.identity import check_identity
from viewers.imaging.images import Pixels
from viewers.qt.gui_application import ensure_gui_application
from workstation.dicom.load import load_stack
from workstation.dicom.records import SeriesRecord, StackRecord
from workstation.jobs.cancel import CancelToken
from workstation.key_stacks import frame_of_view
from workstation.storage.case_store import application_version
from workstation.ui.forms.item_words import finding_words, target_words
from workstation.ui.places.chart_key_image import key_image_png, stored_key_image_png

SeriesLookup = Callable[[str], SeriesRecord | None]
Tell = Callable[[str, int, int], None]
"""What is being done in words, the number of this step and of all steps."""


@dataclass(frozen=True)
class Referenced:
    """One thing of the case that was marked on images; `caption` is what the report and messages call it.

    `is_key` things get a picture, the others are evidence only. A stored key image is given by its view.
    """

    item_id: str
    caption: str
    location: Location | KeyImageView
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


def _silent(_words: str, _step: int, _steps: int) -> None:
    """For exports that nobody watches."""


def export_case(
    case: Case,
    series_of: SeriesLookup,
    directory: Path,
    *,
    final: bool,
    clock: Callable[[], datetime],
    author: str = "",
    token: CancelToken | None = None,
    tell: Tell = _silent,
) -> Packet:
    """Write the chart packet of a case into `directory`.

    Parameters
    ----------
    series_of:
        Finds the scanned series of a Series Instance UID, None when it is not known.
    clock:
        The time the packet is stamped with.
    author:
        The physician's name as it shall stand in the report, empty when it was not given.
    token:
        Once cancelled the export stops with `CancelledError` at its next step and leaves nothing behind.
    tell:
        Called from this thread before each step.

    Raises
    ------
    ReportError
        Before anything is written: an image belongs to another patient, is not known or cannot be read, or the
        folder cannot be written. The message says what, which and what to do.

    """
    # Imported here: highdicom and reportlab take half a second and 40 MB, and most sessions export nothing.
    from reports.packet import write_packet

    steps = _Steps(tell, token or CancelToken())
    things = referenced_things(case)
    steps.count = len([thing for thing in things if thing.is_key]) + 2
    steps.next("Checking whose images they are")
    places = [locate(thing, series_of) for thing in things]
    evidence = Evidence.from_paths(dict.fromkeys(place.path for place in places))
    # Before pixels are loaded and pictures drawn: a wrong patient must stop the export at once.
    check_identity(case.patient, evidence)
    key_images = _key_images(case, [(t, p) for t, p in zip(things, places, strict=True) if t.is_key], steps)
    steps.next("Writing the report")
    return write_packet(
        case,
        evidence,
        key_images,
        directory,
        final=final,
        clock=clock,
        author=author,
        software_version=application_version(),
        spacings_mm=source_spacings_mm(case, series_of),
        before_writing=steps.token.raise_if_cancelled,
    )


@dataclass
class _Steps:
    """Tells each step, and stops before it when the export was cancelled."""

    tell: Tell
    token: CancelToken
    count: int = 0
    number: int = 0

    def next(self, words: str) -> None:
        self.token.raise_if_cancelled()
        self.number += 1
        self.tell(words, self.number, self.count)


def source_spacings_mm(case: Case, series_of: SeriesLookup) -> Mapping[str, float]:
    """The pixel spacing each measurement in patient space was placed on, mm, by mark id; without those not known here.

    A line that leaves its slice is placed no better than the slices lie apart.
    """
    found = {}
    for mark in case.of_type(Mark):
        if is_measurable(mark.kind) and isinstance(mark.location, PatientLocation):
            spacing = source_spacing_mm(mark.location, series_of)
            if spacing is not None:
                found[mark.id] = spacing
    return found


def source_spacing_mm(location: PatientLocation, series_of: SeriesLookup) -> float | None:
    """The pixel spacing that points in patient space were placed on, mm, None where it is not known here."""
    image = location.source
    series = series_of(image.series_instance_uid) if image is not None else None
    place = _frame_of(series, image) if series is not None and image is not None else None
    if place is None:
        return None
    stack = place.series.stacks[place.stack_number]
    between_slices, *in_plane = stack.spacing_mm_kji
    relevant = [*in_plane, between_slices] if _leaves_slice(stack, location) else in_plane
    known = [spacing for spacing in relevant if spacing is not None]
    return max(known) if len(known) == len(relevant) else None


def _leaves_slice(stack: StackRecord, location: PatientLocation) -> bool:
    between, affine = stack.spacing_mm_kji[0], stack.affine_kji_to_lps
    if between is None or affine is None:
        return False
    normal = np.cross(np.asarray(affine)[:3, 1], np.asarray(affine)[:3, 2])
    along = np.asarray(location.points_lps_mm) @ (normal / np.linalg.norm(normal))
    return bool(np.ptp(along) > between / 2)


def referenced_things(case: Case) -> tuple[Referenced, ...]:
    """Stored key images, findings at their first mark, placed targets, and every other mark of the case.

    A finding with a stored key image is shown by that one.
    """
    findings = [f for f in case.of_type(Finding) if f.status is not FindingStatus.RETRACTED and f.mark_ids]
    stored = case.of_type(StoredKeyImage)
    pictured = {finding_id for one in stored for finding_id in one.finding_ids}
    things = [Referenced(one.id, one.title, one.view, is_key=True) for one in stored]
    for finding in findings:
        mark = case.get(Mark, finding.mark_ids[0])
        if mark is not None:
            is_key = finding.id not in pictured
            things.append(Referenced(finding.id, finding_words(finding), mark.location, is_key=is_key))
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
    if isinstance(thing.location, KeyImageView):
        return _located_view(thing, thing.location, series_of)
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


def _located_view(thing: Referenced, view: KeyImageView, series_of: SeriesLookup) -> LocatedFrame:
    series = series_of(view.series.series_instance_uid)
    found = frame_of_view(series, view) if series is not None else None
    if series is None or found is None:
        raise MissingEvidenceError(
            f"key image {thing.caption}: its series {view.series.series_instance_uid} is not known here; "
            "open its folder, or remove the key image, then export"
        )
    return LocatedFrame(series, *found)


def _frame_of(series: SeriesRecord, image: ImageRef) -> LocatedFrame | None:
    for stack_number, stack in enumerate(series.stacks):
        for frame_index, frame in enumerate(stack.frames):
            if frame.sop_instance_uid == image.sop_instance_uid and frame.frame_number == image.frame_number:
                return LocatedFrame(series, stack_number, frame_index)
    return None


def _key_images(case: Case, things: list[tuple[Referenced, LocatedFrame]], steps: _Steps) -> list[KeyImage]:
    application = ensure_gui_application()
    loaded: dict[tuple[str, int], Pixels] = {}
    pictures = []
    for number, (thing, place) in enumerate(things, start=1):
        steps.next(f"Drawing key image {number} of {len(things)}")
        key = (place.series.series_instance_uid, place.stack_number)
        if key not in loaded:
            # One volume at a time: a case may refer to several large series.
            loaded = {key: _loaded(thing, place, steps.token)}
        png = _picture(case, thing, place, loaded[key])
        pictures.append(KeyImage(png, thing.caption, thing.item_id))
    del application  # only now: text was painted with it
    return pictures


def _loaded(thing: Referenced, place: LocatedFrame, token: CancelToken) -> Pixels:
    try:
        return load_stack(place.series, place.stack_number, first=place.frame_index, cancel=token)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise MissingEvidenceError(f"{thing.caption}: its series cannot be loaded: {reason}") from error


def _picture(case: Case, thing: Referenced, place: LocatedFrame, pixels: Pixels) -> bytes:
    try:
        stored = case.get(StoredKeyImage, thing.item_id)
        if stored is not None:
            return stored_key_image_png(case, stored, pixels)
        assert not isinstance(thing.location, KeyImageView)
        return key_image_png(case, thing.location, pixels, place.frame_index, thing.item_id)
    except ValueError as error:
        raise MissingEvidenceError(f"{thing.caption}: {error}; place it again, then export") from error
