"""What the marks of a finding measure: values, sizes along the body and which other marks could belong to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from annotations.anatomy import Laterality, Level
from annotations.case import Case
from annotations.comparison import Reading
from annotations.findings import Finding
from annotations.level_ledger import ledger_of
from annotations.locations import PatientLocation
from annotations.mark_context import context_of
from annotations.marks import Mark, MarkKind
from annotations.measurements import Measurement, is_measurable, measure, measurements_of
from annotations.observations import Observation
from annotations.spine_ledger import level_conflict, midline, propose_level, propose_side

SpacingOf = Callable[[Mark], float | None]
"""The pixel size in mm of the image a mark was placed on; None = not known, and then its uncertainty is not either."""

_AXES_OF_SIZE = ((MarkKind.LENGTH, ((0, 1),)), (MarkKind.BIDIRECTIONAL, ((0, 1), (2, 3))))
_LPS_TO_SIZE = (1, 0, 2)
"""Which place of (AP, TR, CC) a dominant x, y or z direction of LPS fills."""


_ONE_SIDE = (Laterality.LEFT, Laterality.RIGHT)


def no_spacing(_mark: Mark) -> float | None:
    """The pixel size of nothing is known."""
    return None


def measuring(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks that measure something."""
    return tuple(mark for mark in marks if is_measurable(mark.kind))


def marks_of(case: Case, mark_ids: Iterable[str]) -> tuple[Mark, ...]:
    """The marks of these ids that the case holds, in their order."""
    found = (case.get(Mark, one) for one in mark_ids)
    return tuple(mark for mark in found if mark is not None)


def values_of(
    marks: Iterable[Mark], spacing_of: SpacingOf = no_spacing, *, case: Case | None = None
) -> tuple[Measurement, ...]:
    """Everything the marks of a case measure; a mark whose points give no value is left out."""
    found: list[Measurement] = []
    for mark in measuring(marks):
        try:
            found += measurements_of(mark, pixel_spacing_mm=spacing_of(mark), context=context_of(case, mark))
        except ValueError:
            continue
    return tuple(found)


def principal_text(mark: Mark, spacing_of: SpacingOf = no_spacing, *, case: Case | None = None) -> str:
    """The principal value of a mark as shown; why there is none otherwise."""
    try:
        return measure(mark, pixel_spacing_mm=spacing_of(mark), context=context_of(case, mark)).text
    except ValueError as error:
        return str(error)


def readings_of(
    marks: Iterable[Mark], spacing_of: SpacingOf = no_spacing, *, case: Case | None = None
) -> tuple[Reading, ...]:
    """The principal value of each mark, to be compared over time."""
    found = []
    for mark in measuring(marks):
        try:
            value = measure(mark, pixel_spacing_mm=spacing_of(mark), context=context_of(case, mark))
        except ValueError:
            continue
        measure_id = mark.kind.value.replace("-", "_")
        found.append(Reading(measure_id, value.value, value.unit, value.uncertainty, value.calibration))
    return tuple(found)


def candidates(case: Case, *, level: Level | None, taken: Iterable[str], finding_id: str = "") -> tuple[Mark, ...]:
    """Measuring marks that belong to no other finding in any study, those at `level` first, then the newest."""
    gone = set(taken)
    for finding in case.of_type(Finding):
        if finding.id != finding_id:
            gone.update(finding.mark_ids)
    for seen in case.of_type(Observation):
        if seen.finding_id != finding_id:
            gone.update(seen.mark_ids)
    free = [mark for mark in measuring(case.of_type(Mark)) if mark.id not in gone and not mark.is_hidden]
    free.reverse()
    return tuple(sorted(free, key=lambda mark: level is None or not is_at(case, mark, level)))


def is_at(case: Case, mark: Mark, level: Level, side: Laterality = Laterality.MEDIAN) -> bool:
    """Whether a mark lies at a level and, for the left or right, on that side; False where the ledger does not say.

    What was set on the mark by hand counts before the ledger. A body and the discs at its ends are one place.
    """
    location = mark.location
    if not isinstance(location, PatientLocation):
        return mark.level is level and (mark.laterality is side or side not in _ONE_SIDE)
    middle = np.asarray(location.points_lps_mm).mean(axis=0)
    point = (float(middle[0]), float(middle[1]), float(middle[2]))
    uid = location.frame_of_reference_uid
    anchors = ledger_of(case, uid).anchors
    proposal = propose_level(anchors, point, uid)
    is_level = mark.level is level if mark.level else proposal is not None and level_conflict(level, proposal) is None
    if not is_level or side not in _ONE_SIDE:
        return is_level
    lies = propose_side(point, midline(anchors, uid), None)
    return (mark.laterality or (lies.laterality if lies is not None else None)) is side


def size_of(marks: Iterable[Mark]) -> tuple[float, float, float] | None:
    """Anteroposterior, transverse and craniocaudal extent in mm of lengths and bidirectional marks, 0 = not measured.

    Each axis counts for the direction it runs along most. None for marks on radiographs, where that is not known.
    """
    size = [0.0, 0.0, 0.0]
    axes = dict(_AXES_OF_SIZE)
    for mark in marks:
        if not isinstance(mark.location, PatientLocation):
            continue
        points = np.asarray(mark.location.points_lps_mm)
        for start, end in axes.get(mark.kind, ()):
            along = points[end] - points[start]
            place = _LPS_TO_SIZE[int(np.argmax(np.abs(along)))]
            size[place] = max(size[place], float(np.linalg.norm(along)))
    return (size[0], size[1], size[2]) if any(size) else None
