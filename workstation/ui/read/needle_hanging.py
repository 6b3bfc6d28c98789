"""Viewports that are to cut along a planned needle, once it is known which. No Qt."""

from __future__ import annotations

from dataclasses import replace

from annotations.case import Case
from annotations.locations import PatientLocation
from annotations.targets import ProcedureTarget, TargetStatus
from viewers.qt.translated import tr
from workstation.dicom.records import PatientRecord
from workstation.ui.image_catalogue import StackKey, find_series
from workstation.ui.places.plan_cut import needle_plane
from workstation.ui.read.hanging import Hanging

NO_NEEDLE = "No needle is planned on these images: the first view is sagittal"


def along_needles(
    hanging: Hanging, patient: PatientRecord | None, case: Case | None, selected_id: str | None
) -> tuple[Hanging, str]:
    """The hanging with its cuts along a needle laid, and what is to be said where there is none."""
    panes, missing = [], ""
    for pane in hanging.panes:
        if pane is None or not pane.along_needle:
            panes.append(pane)
            continue
        path = _path_in(case, frame_of_reference_of(patient, pane.key), selected_id)
        missing = missing if path is not None else tr(NO_NEEDLE)
        panes.append(pane if path is None else replace(pane, oblique=needle_plane(*path.points_lps_mm[:2])))
    return replace(hanging, panes=tuple(panes)), missing


def frame_of_reference_of(patient: PatientRecord | None, key: StackKey) -> str:
    """The space of a stack; empty where there is none."""
    series = find_series(patient, key.series_instance_uid) if patient is not None else None
    return series.stacks[key.stack_number].frame_of_reference_uid if series is not None else ""


def _path_in(case: Case | None, uid: str, selected_id: str | None) -> PatientLocation | None:
    """The path of the selected target, else of the first one, that lies in a space and has two different ends."""
    targets = case.of_type(ProcedureTarget) if case is not None and uid else ()
    found = [
        target
        for target in targets
        if target.path is not None
        and target.status is not TargetStatus.CANCELLED
        and target.path.frame_of_reference_uid == uid
        and len(set(target.path.points_lps_mm[:2])) == 2
    ]
    found.sort(key=lambda target: target.id != selected_id)
    return found[0].path if found else None
