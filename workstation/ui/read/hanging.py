"""Which series come up in which viewport when a patient is opened. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from viewers.state.viewport_state import ViewPlane
from workstation.dicom.records import PatientRecord, SeriesRecord, StackKind, StackRecord, StudyRecord
from workstation.ui.image_catalogue import StackKey

SMALLEST_3D_SLICES = 20
"""A volume of fewer slices shows nothing of use in 3-D."""


@dataclass(frozen=True)
class Pane:
    """What one viewport starts with."""

    key: StackKey
    plane: ViewPlane = ViewPlane.ACQUIRED


@dataclass(frozen=True)
class Hanging:
    """A layout with what its viewports show, in reading order."""

    layout: str
    panes: tuple[Pane, ...]


_Entry = tuple[StackKey, SeriesRecord, StackRecord]


def opening_hanging(patient: PatientRecord) -> Hanging:
    """The first view: sagittal and axial MR, CT and 3-D as far as there are; three planes for a CT alone; else one."""
    entries = [entry for study in patient.studies for entry in _entries(study)]
    if not entries:
        return Hanging("1x1", ())
    sagittal = _best(entries, "MR", "sagittal")
    axial = _best(entries, "MR", "axial") or _best(entries, "MR", "oblique")
    volumes = [entry for entry in entries if entry[1].modality == "CT" and entry[2].kind is StackKind.VOLUME]
    ct = max(volumes, key=lambda entry: len(entry[2].frames), default=None)
    if sagittal is not None:
        return _mr_hanging(sagittal, axial, ct)
    if ct is not None and len(ct[2].frames) >= SMALLEST_3D_SLICES:
        planes = (ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL, ViewPlane.VOLUME_3D)
        return Hanging("mpr", tuple(Pane(ct[0], plane) for plane in planes))
    first = entries[: 1 if len(entries) == 1 else 2]
    return Hanging("1x1" if len(first) == 1 else "1x2", tuple(Pane(key) for key, _, _ in first))


def _mr_hanging(sagittal: _Entry, axial: _Entry | None, ct: _Entry | None) -> Hanging:
    panes = [Pane(entry[0]) for entry in (sagittal, axial) if entry is not None]
    if ct is not None:
        panes += [Pane(ct[0], ViewPlane.AXIAL), Pane(ct[0], ViewPlane.VOLUME_3D)]
    layout = "2x2-3d" if len(panes) == 4 else {1: "1x1", 2: "1x2"}.get(len(panes), "2x2")
    return Hanging(layout, tuple(panes))


def _entries(study: StudyRecord) -> list[_Entry]:
    return [
        (StackKey(series.series_instance_uid, number), series, stack)
        for series in study.series
        for number, stack in enumerate(series.stacks)
    ]


def _best(entries: list[_Entry], modality: str, plane: str) -> _Entry | None:
    """The stack of a plane: T2 before the others, newest study first, more images first."""
    fitting = [
        entry
        for entry in entries
        if entry[1].modality == modality and entry[2].plane == plane and entry[2].kind is StackKind.VOLUME
    ]
    return min(fitting, key=lambda entry: "T2" not in entry[1].description.upper(), default=None)
