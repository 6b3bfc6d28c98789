"""The stacks of one series: frames that share a grid, a plane or a projection, each with what is wrong with it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from annotations.geometry import Point, as_point, plane_name
from viewers.imaging.problems import Problem, ProblemCode
from workstation.dicom.grid import Grid, Slice, check_grid, grid_affine, normal_of, steps_along
from workstation.dicom.headers import InstanceHeader
from workstation.dicom.nuclear_frames import is_reconstructed
from workstation.dicom.pixel_module import GREY, has_real_form
from workstation.dicom.records import StackKind, StackRecord
from workstation.dicom.sop_classes import expects_slices, is_projection
from workstation.dicom.splitting import grid_groups
from workstation.dicom.stack_frames import StackFrame, frame_order, instance_order, pixel_key, whole
from workstation.dicom.stack_labels import stack_labels

ADVICE = {
    ProblemCode.MISSING_SLICES: "shown slice by slice, no reformats or 3-D; send the series again",
    ProblemCode.IRREGULAR_SPACING: "shown slice by slice, no reformats or 3-D",
    ProblemCode.GANTRY_TILT: "shown slice by slice, no reformats or 3-D",
    ProblemCode.DUPLICATE_POSITION: "shown slice by slice, no reformats or 3-D",
}


ADVICE_FOR_TILT_ALONE = "shown slice by slice; the image menu has Resample to a straight volume"
"""Evenly spaced slices that are only sheared can be made a volume without making up a slice."""


@dataclass(frozen=True)
class _Formed:
    """A stack with the frames it was formed of, in its order."""

    record: StackRecord
    frames: Sequence[StackFrame]


def series_stacks(instances: Sequence[InstanceHeader]) -> tuple[StackRecord, ...]:
    """All frames of one series, each in exactly one stack, in a stable order."""
    projections = [i for i in instances if is_projection(i.sop_class_uid, i.modality)]
    others = [i for i in instances if not is_projection(i.sop_class_uid, i.modality)]
    frames = [StackFrame(i, h) for i in others for h in i.frames]
    formed = [_grid_stack(group) for group in grid_groups(f for f in frames if f.has_geometry)]
    formed.extend(_loose_stacks([f for f in frames if not f.has_geometry]))
    return (*(_projection(i) for i in sorted(projections, key=instance_order)), *_labelled(formed))


def _labelled(formed: Sequence[_Formed]) -> list[StackRecord]:
    labels = stack_labels([f.frames for f in formed], [f.record.plane for f in formed])
    return [replace(f.record, label=label) for f, label in zip(formed, labels, strict=True)]


def _grid_stack(frames: list[StackFrame]) -> _Formed:
    """A group of parallel frames as a volume when the grid checks pass, else as a stack with the reason."""
    place = frames[0].place
    grid = check_grid([Slice(n, f.place.position) for n, f in enumerate(frames)], place.orientation)
    ordered = [frames[n] for n in grid.order]
    pixels = frames[0].instance.pixels
    step = grid.step_mm
    stack = StackRecord(
        kind=_placed_kind(frames, step),
        frames=tuple(f.record() for f in ordered),
        shape_kji=(len(frames), pixels.rows, pixels.columns),
        spacing_mm_kji=(step, *place.spacing_mm),
        frame_of_reference_uid=frames[0].instance.frame_of_reference_uid,
        plane=plane_name(normal_of(place.orientation)),
        temporal_index=frames[0].header.temporal,
        echo=frames[0].header.echo,
        problems=(*_pixel_problems(frames), *_grid_problems(frames, grid)),
        center_lps_mm=_center(ordered),
        technique=frames[0].technique,
    )
    if stack.kind is StackKind.VOLUME:
        affine = grid_affine(ordered[0].place.position, grid.step_vector, place.orientation, place.spacing_mm)
        stack = replace(stack, affine_kji_to_lps=affine)
    elif stack.kind is StackKind.STACK:
        steps = steps_along([f.place.position for f in ordered], place.orientation)
        stack = replace(stack, steps_mm=steps, frame_step_mm=grid.common_step_mm)
    return _Formed(stack, ordered)


def _grid_problems(frames: Sequence[StackFrame], grid: Grid) -> list[Problem]:
    alone = [fault.code for fault in grid.faults] == [ProblemCode.GANTRY_TILT]
    return [
        Problem(
            fault.code,
            f"{fault.detail}: {ADVICE_FOR_TILT_ALONE if alone else ADVICE[fault.code]}",
            tuple(frames[n].instance.sop_instance_uid for n in fault.suspects),
        )
        for fault in grid.faults
    ]


def _placed_kind(frames: Sequence[StackFrame], step_mm: float | None) -> StackKind:
    if len(frames) == 1:
        return StackKind.SINGLE
    pixels = frames[0].instance.pixels
    grey = pixels.samples == 1 and pixels.photometric in GREY
    return StackKind.VOLUME if step_mm is not None and grey and has_real_form(pixels) else StackKind.STACK


def _center(ordered: Sequence[StackFrame]) -> Point:
    """The middle of the middle frame (of the two middle ones), LPS mm."""
    middle = {(len(ordered) - 1) // 2, len(ordered) // 2}
    return as_point(np.mean([ordered[n].center for n in middle], axis=0))


def _pixel_problems(frames: Sequence[StackFrame]) -> tuple[Problem, ...]:
    """The pixel problems of the instances, one for each code and message."""
    merged: dict[tuple[ProblemCode, str], list[str]] = {}
    for instance in {id(f.instance): f.instance for f in frames}.values():
        for problem in instance.problems:
            if problem.code is ProblemCode.CHARACTER_SET:
                continue  # said once, at the series
            merged.setdefault((problem.code, problem.message), []).extend(problem.instances)
    return tuple(Problem(code, message, tuple(uids)) for (code, message), uids in merged.items())


def _projection(instance: InstanceHeader) -> StackRecord:
    """Each projection is its own stack: its size, calibration and orientation are its own."""
    frames = [StackFrame(instance, h) for h in instance.frames]
    return StackRecord(
        kind=StackKind.PROJECTION,
        frames=tuple(f.record() for f in frames),
        shape_kji=(len(frames), instance.pixels.rows, instance.pixels.columns),
        problems=_pixel_problems(frames),
        calibration=instance.calibration,
        view_position=instance.view_position,
        laterality=instance.laterality,
    )


def _loose_stacks(frames: Sequence[StackFrame]) -> list[_Formed]:
    """Frames without patient geometry: runs of one object, and single frames of one size and kind together."""
    runs = sorted((f for f in frames if f.instance.pixels.number_of_frames > 1), key=frame_order)
    singles = sorted((f for f in frames if f.instance.pixels.number_of_frames == 1), key=frame_order)
    stacks = [
        _loose_stack(list(run), StackKind.CINE) for _, run in groupby(runs, key=lambda f: f.instance.sop_instance_uid)
    ]
    alike: dict[Hashable, list[StackFrame]] = {}
    for frame in singles:
        alike.setdefault(_loose_key(frame), []).append(frame)
    stacks.extend(
        _loose_stack(group, StackKind.SINGLE if len(group) == 1 else StackKind.STACK) for group in alike.values()
    )
    return stacks


def _loose_key(frame: StackFrame) -> Hashable:
    h = frame.header
    return (*pixel_key(frame.instance), frame.localizer, frame.roles, h.temporal, h.echo, whole(h.b_value))


def _loose_stack(frames: list[StackFrame], kind: StackKind) -> _Formed:
    first = frames[0]
    problems = _pixel_problems(frames)
    expects_geometry = expects_slices(first.instance.sop_class_uid, first.instance.modality) or is_reconstructed(
        first.header.image_type
    )
    if kind is StackKind.STACK or expects_geometry:
        uids = tuple(dict.fromkeys(f.instance.sop_instance_uid for f in frames)) if expects_geometry else ()
        message = "no usable position and orientation in the patient: shown slice by slice, sides unknown"
        problems = (*problems, Problem(ProblemCode.NO_GEOMETRY, message, uids))
    spacing = first.header.spacing_mm or (None, None)
    record = StackRecord(
        kind=kind,
        frames=tuple(f.record() for f in frames),
        shape_kji=(len(frames), first.instance.pixels.rows, first.instance.pixels.columns),
        spacing_mm_kji=(None, *spacing),
        problems=problems,
        technique=first.technique,
    )
    return _Formed(record, frames)
