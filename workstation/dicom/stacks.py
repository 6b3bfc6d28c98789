"""The stacks of one series: frames that share a grid, a plane or a projection, each with what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import GeometryError, Point, as_point, plane_name
from viewers.imaging.problems import Problem, ProblemCode
from workstation.dicom.grid import DUPLICATE_TOLERANCE_MM, Slice, check_grid, grid_affine, normal_of
from workstation.dicom.headers import FrameHeader, InstanceHeader, Orientation
from workstation.dicom.pixel_module import GREY
from workstation.dicom.records import FrameRecord, StackKind, StackRecord
from workstation.dicom.sop_classes import is_projection

DIRECTION_TOLERANCE = 1e-3
"""Direction cosines that differ by less (0.06 degrees) are the same orientation written with other digits."""
SIZE_TOLERANCE_MM = 1e-4
"""Pixel spacings that differ by less are the same."""
ADVICE = {
    ProblemCode.MISSING_SLICES: "shown slice by slice, no reformats or 3-D; send the series again",
    ProblemCode.IRREGULAR_SPACING: "shown slice by slice, no reformats or 3-D",
    ProblemCode.GANTRY_TILT: "shown slice by slice, no reformats or 3-D",
    ProblemCode.DUPLICATE_POSITION: "shown slice by slice, no reformats or 3-D",
}


@dataclass(frozen=True)
class _Place:
    """Where a frame lies in the patient: first pixel centre (LPS mm), directions, spacing (between rows, columns)."""

    position: Point
    orientation: Orientation
    spacing_mm: tuple[float, float]


@dataclass(frozen=True)
class _Frame:
    """One frame with the instance it belongs to."""

    instance: InstanceHeader
    header: FrameHeader

    @property
    def has_geometry(self) -> bool:
        h = self.header
        return h.position is not None and h.orientation is not None and h.spacing_mm is not None

    @property
    def place(self) -> _Place:
        h = self.header
        if h.position is None or h.orientation is None or h.spacing_mm is None:
            raise GeometryError("a frame without position and orientation was put into a grid")
        return _Place(h.position, h.orientation, h.spacing_mm)

    def record(self) -> FrameRecord:
        i = self.instance
        return FrameRecord(
            i.path,
            i.sop_class_uid,
            i.sop_instance_uid,
            self.header.number,
            i.pixels,
            i.offset,
            i.length,
            self.header.rescale,
        )


def series_stacks(instances: Sequence[InstanceHeader]) -> tuple[StackRecord, ...]:
    """All frames of one series, each in exactly one stack, in a stable order."""
    projections = [i for i in instances if is_projection(i.sop_class_uid, i.modality)]
    others = [i for i in instances if not is_projection(i.sop_class_uid, i.modality)]
    frames = [_Frame(i, h) for i in others for h in i.frames]
    placed = [f for f in frames if f.has_geometry]
    loose = [f for f in frames if not f.has_geometry]
    stacks = [_projection(i) for i in sorted(projections, key=_instance_order)]
    for group in _placed_groups(placed):
        stacks.extend(_grid_stack(part) for part in _resolved(group))
    stacks.extend(_loose_stacks(loose))
    return tuple(stacks)


def _instance_order(instance: InstanceHeader) -> tuple[int, str]:
    return (instance.number if instance.number is not None else 1 << 30, instance.sop_instance_uid)


def _frame_order(frame: _Frame) -> tuple[float | str, ...]:
    """Instance Number, then time, echo and b-value, so that stacks of one series come in a meaningful order."""
    number, uid = _instance_order(frame.instance)
    h = frame.header
    return (number, h.temporal or 0, h.echo or 0, h.echo_time_ms or 0.0, h.b_value or 0.0, uid, h.number)


def _pixel_key(instance: InstanceHeader) -> tuple[Hashable, ...]:
    p = instance.pixels
    return (p.rows, p.columns, p.samples, p.bits_allocated, p.pixel_representation, p.photometric, p.has_modality_lut)


def _placed_groups(frames: Iterable[_Frame]) -> list[list[_Frame]]:
    """Frames that could share a grid: same pixels, frame of reference, echo, time and orientation; in series order."""
    groups: list[tuple[Hashable, list[_Frame]]] = []
    for frame in sorted(frames, key=_frame_order):
        key = _exact_key(frame)
        for other_key, members in groups:
            if key == other_key and _parallel(members[0].place, frame.place):
                members.append(frame)
                break
        else:
            groups.append((key, [frame]))
    return [members for _, members in groups]


def _exact_key(frame: _Frame) -> Hashable:
    i, h = frame.instance, frame.header
    echo = h.echo if h.echo is not None else (round(h.echo_time_ms, 1) if h.echo_time_ms is not None else None)
    return (*_pixel_key(i), i.localizer, i.frame_of_reference_uid, h.stack_id, h.temporal, echo)


def _parallel(a: _Place, b: _Place) -> bool:
    directions = max(abs(x - y) for x, y in zip(a.orientation, b.orientation, strict=True))
    spacings = max(abs(x - y) for x, y in zip(a.spacing_mm, b.spacing_mm, strict=True))
    return directions < DIRECTION_TOLERANCE and spacings < SIZE_TOLERANCE_MM


_SPLITTERS: tuple[Callable[[_Frame], Hashable], ...] = (
    lambda f: f.header.b_value,
    lambda f: f.header.image_type,
    lambda f: f.header.trigger_time_ms,
    lambda f: f.header.echo_time_ms,
    lambda f: f.instance.acquisition,
    lambda f: (f.header.b_value, f.header.image_type),
    lambda f: f.instance.sop_instance_uid if len(f.instance.frames) > 1 else "",
)
"""What may tell two frames at one position apart, tried in this order and only then."""


def _resolved(frames: list[_Frame]) -> list[list[_Frame]]:
    """A group with several frames at one position, split by the first attribute that separates them all."""
    if not _has_duplicates(frames):
        return [frames]
    for splitter in _SPLITTERS:
        ordered = sorted(frames, key=lambda f: (repr(splitter(f)), _frame_order(f)))
        parts = [list(part) for _, part in groupby(ordered, key=lambda f: repr(splitter(f)))]
        if len(parts) > 1 and not any(_has_duplicates(part) for part in parts):
            return sorted(parts, key=lambda part: _frame_order(part[0]))
    return [frames]


def _has_duplicates(frames: Sequence[_Frame]) -> bool:
    normal = normal_of(frames[0].place.orientation)
    along = np.sort(np.array([f.place.position for f in frames], dtype=np.float64) @ normal)
    return bool(along.size > 1 and np.diff(along).min() < DUPLICATE_TOLERANCE_MM)


def _grid_stack(frames: list[_Frame]) -> StackRecord:
    """A group of parallel frames as a volume when the grid checks pass, else as a stack with the reason."""
    first, place = frames[0].header, frames[0].place
    grid = check_grid([Slice(n, f.place.position) for n, f in enumerate(frames)], place.orientation)
    ordered = [frames[n] for n in grid.order]
    problems = _pixel_problems(frames)
    for fault in grid.faults:
        uids = tuple(frames[n].instance.sop_instance_uid for n in fault.suspects)
        problems = (*problems, Problem(fault.code, f"{fault.detail}: {ADVICE[fault.code]}", uids))
    pixels = frames[0].instance.pixels
    shape = (len(frames), pixels.rows, pixels.columns)
    step = grid.step_mm
    stack = StackRecord(
        kind=_placed_kind(frames, step),
        frames=tuple(f.record() for f in ordered),
        shape_kji=shape,
        spacing_mm_kji=(step, *place.spacing_mm),
        frame_of_reference_uid=frames[0].instance.frame_of_reference_uid,
        plane=plane_name(normal_of(place.orientation)),
        temporal_index=first.temporal,
        echo=first.echo,
        label=_label(frames[0]),
        problems=problems,
        center_lps_mm=_center(ordered),
    )
    if step is None or stack.kind is not StackKind.VOLUME:
        return stack
    affine = grid_affine(ordered[0].place.position, grid.step_vector, place.orientation, place.spacing_mm)
    return replace(stack, affine_kji_to_lps=affine)


def _placed_kind(frames: Sequence[_Frame], step_mm: float | None) -> StackKind:
    if len(frames) == 1:
        return StackKind.SINGLE
    pixels = frames[0].instance.pixels
    grey = pixels.samples == 1 and pixels.photometric in GREY
    return StackKind.VOLUME if step_mm is not None and grey else StackKind.STACK


def _label(frame: _Frame) -> str:
    """What tells this stack from its neighbours in the series."""
    h = frame.header
    parts = (
        "localizer" if frame.instance.localizer else "",
        f"echo {h.echo}" if h.echo is not None and h.echo > 1 else "",
        f"time {h.temporal}" if h.temporal is not None else "",
        f"b {h.b_value:g}" if h.b_value is not None else "",
    )
    return ", ".join(part for part in parts if part)


def _center(ordered: Sequence[_Frame]) -> Point:
    """The middle of the middle frame (of the two middle ones), LPS mm."""
    middle = {(len(ordered) - 1) // 2, len(ordered) // 2}
    return as_point(np.mean([_frame_center(ordered[n]) for n in middle], axis=0))


def _frame_center(frame: _Frame) -> NDArray[np.float64]:
    place, pixels = frame.place, frame.instance.pixels
    down = np.asarray(place.orientation[3:]) * place.spacing_mm[0] * (pixels.rows - 1) / 2
    right = np.asarray(place.orientation[:3]) * place.spacing_mm[1] * (pixels.columns - 1) / 2
    return np.asarray(place.position + down + right, dtype=np.float64)


def _pixel_problems(frames: Sequence[_Frame]) -> tuple[Problem, ...]:
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
    frames = [_Frame(instance, h) for h in instance.frames]
    return StackRecord(
        kind=StackKind.PROJECTION,
        frames=tuple(f.record() for f in frames),
        shape_kji=(len(frames), instance.pixels.rows, instance.pixels.columns),
        problems=_pixel_problems(frames),
        calibration=instance.calibration,
    )


def _loose_stacks(frames: Sequence[_Frame]) -> list[StackRecord]:
    """Frames without patient geometry: runs of one object, and single frames of one size together."""
    stacks = []
    runs = [f for f in frames if f.instance.pixels.number_of_frames > 1]
    singles = sorted((f for f in frames if f.instance.pixels.number_of_frames == 1), key=_frame_order)
    for _, run in groupby(sorted(runs, key=_frame_order), key=lambda f: f.instance.sop_instance_uid):
        stacks.append(_loose_stack(list(run), StackKind.CINE))
    by_pixels: dict[Hashable, list[_Frame]] = {}
    for frame in singles:
        by_pixels.setdefault((_pixel_key(frame.instance), frame.instance.localizer), []).append(frame)
    for group in by_pixels.values():
        stacks.append(_loose_stack(group, StackKind.SINGLE if len(group) == 1 else StackKind.STACK))
    return stacks


def _loose_stack(frames: list[_Frame], kind: StackKind) -> StackRecord:
    first = frames[0]
    problems = _pixel_problems(frames)
    expects_geometry = first.instance.modality in {"CT", "MR", "PT"}
    if kind is StackKind.STACK or expects_geometry:
        uids = tuple(dict.fromkeys(f.instance.sop_instance_uid for f in frames)) if expects_geometry else ()
        message = "no usable position and orientation in the patient: shown slice by slice, sides unknown"
        problems = (*problems, Problem(ProblemCode.NO_GEOMETRY, message, uids))
    spacing = first.header.spacing_mm or (None, None)
    return StackRecord(
        kind=kind,
        frames=tuple(f.record() for f in frames),
        shape_kji=(len(frames), first.instance.pixels.rows, first.instance.pixels.columns),
        spacing_mm_kji=(None, *spacing),
        problems=problems,
        label=_label(first),
    )
