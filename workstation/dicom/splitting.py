"""Which placed frames of one series belong on one grid, and which must never be woven into it.

Two kinds of attributes tell frames apart. Those of `_always_key` and `_alike` make an image of another kind: an echo, a
time, a b-value, a fat image, a reformat are never slices of their neighbours, wherever they lie. Those of `SPLITTERS`
also vary from slice to slice of one plain acquisition (a trigger time, an acquisition number, a term a scanner adds to
Image Type): they split only frames that would lie at one position.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby

import numpy as np

from workstation.dicom.grid import DUPLICATE_TOLERANCE_MM, normal_of
from workstation.dicom.stack_frames import Place, StackFrame, frame_order, pixel_key, whole

DIRECTION_TOLERANCE = 1e-3
"""Direction cosines that differ by less (0.06 degrees) are the same orientation written with other digits."""
SIZE_TOLERANCE_MM = 1e-4
"""Pixel spacings that differ by less are the same."""
ECHO_TIME_TOLERANCE_MS = 0.1
"""Echo times closer than this are one echo (in and out of phase are 1.1 ms apart at 3 T, 0.5 ms at 7 T)."""


LOOK_BACK = 64
"""A frame is compared with this many groups of its kind, those used last: no real series alternates between more."""


def grid_groups(frames: Iterable[StackFrame]) -> list[list[StackFrame]]:
    """Frames that may share a grid, in series order; each frame in exactly one group."""
    groups: list[list[StackFrame]] = []
    recent: dict[Hashable, list[list[StackFrame]]] = {}
    for frame in sorted(frames, key=frame_order):
        known = recent.setdefault(_always_key(frame), [])
        members = next((group for group in reversed(known) if _alike(group[0], frame)), None)
        if members is None:
            members = []
            groups.append(members)
        members.append(frame)
        _use(known, members)
    return [part for members in groups for part in _resolved(members)]


def _use(known: list[list[StackFrame]], members: list[StackFrame]) -> None:
    """Put a group at the end of those known, the one not used for longest away."""
    if known and known[-1] is members:
        return
    others = [group for group in known if group is not members]
    known[:] = [*others[1 - LOOK_BACK :], members]


def _always_key(frame: StackFrame) -> Hashable:
    i, h = frame.instance, frame.header
    return (
        *pixel_key(i),
        frame.localizer,
        i.frame_of_reference_uid,
        frame.roles,
        h.stack_id,
        h.temporal,
        h.echo,
        whole(h.b_value),
        whole(h.phase_percent),
    )


def _alike(a: StackFrame, b: StackFrame) -> bool:
    return _parallel(a.place, b.place) and _same_echo_time(a.header.echo_time_ms, b.header.echo_time_ms)


def _parallel(a: Place, b: Place) -> bool:
    if a.orientation == b.orientation and a.spacing_mm == b.spacing_mm:  # nearly always, and asked for every frame
        return True
    directions = max(abs(x - y) for x, y in zip(a.orientation, b.orientation, strict=True))
    spacings = max(abs(x - y) for x, y in zip(a.spacing_mm, b.spacing_mm, strict=True))
    return directions < DIRECTION_TOLERANCE and spacings < SIZE_TOLERANCE_MM


def _same_echo_time(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) < ECHO_TIME_TOLERANCE_MS


SPLITTERS: tuple[Callable[[StackFrame], Hashable], ...] = (
    lambda f: f.header.b_direction,
    lambda f: f.header.image_type,
    lambda f: f.header.trigger_delay_ms,
    lambda f: f.header.trigger_time_ms,
    lambda f: f.header.dimensions,
    lambda f: f.header.reference_time_ms,
    lambda f: f.header.acquisition,
    lambda f: (f.header.b_direction, f.header.image_type),
    lambda f: f.instance.sop_instance_uid if len(f.instance.frames) > 1 else "",
)
"""What may tell two frames at one position apart, tried in this order and only then."""


def _resolved(frames: list[StackFrame]) -> list[list[StackFrame]]:
    """A group with several frames at one position, split by the first attribute that separates them all.

    Best is one with as many values as there are frames at one position. A value that is different in nearly every
    frame separates them too, but into nothing a reader could use: such a group stays together and says so.
    """
    deepest = max(len(row) for row in _by_position(frames))
    if deepest == 1:
        return [frames]
    separated = [parts for parts in (_parts(frames, splitter) for splitter in SPLITTERS) if parts]
    exact = next((parts for parts in separated if len(parts) == deepest), None)
    if exact is not None:
        return exact
    by_rank = _by_trigger_rank(frames)
    if by_rank is not None:
        return by_rank
    return next((parts for parts in separated if all(len(part) > 1 for part in parts)), [frames])


def _parts(frames: list[StackFrame], splitter: Callable[[StackFrame], Hashable]) -> list[list[StackFrame]] | None:
    """The frames by the value of one attribute; None where two of one position have the same."""
    ordered = sorted(frames, key=lambda f: (repr(splitter(f)), frame_order(f)))
    parts = [list(part) for _, part in groupby(ordered, key=lambda f: repr(splitter(f)))]
    if len(parts) == 1 or any(len(row) > 1 for part in parts for row in _by_position(part)):
        return None
    return sorted(parts, key=lambda part: frame_order(part[0]))


def _by_trigger_rank(frames: list[StackFrame]) -> list[list[StackFrame]] | None:
    """The n-th trigger time of every position together: slices of a beating heart are not triggered alike to the ms.

    Only where every frame has a trigger time, every position has as many, and no two of one position are equal.
    """
    if any(f.header.trigger_time_ms is None for f in frames):
        return None
    rows = [sorted(row, key=lambda f: f.header.trigger_time_ms or 0.0) for row in _by_position(frames)]
    times = [[f.header.trigger_time_ms for f in row] for row in rows]
    if len({len(row) for row in rows}) > 1 or any(len(set(row)) < len(row) for row in times):
        return None
    return [list(phase) for phase in zip(*rows, strict=True)]


def _by_position(frames: Sequence[StackFrame]) -> list[list[StackFrame]]:
    """Frames that lie at one position along the normal together."""
    normal = normal_of(frames[0].place.orientation)
    rows: list[list[StackFrame]] = []
    last = -np.inf
    for along, frame in sorted(((float(f.place.position @ normal), f) for f in frames), key=lambda pair: pair[0]):
        if along - last < DUPLICATE_TOLERANCE_MM:
            rows[-1].append(frame)
        else:
            rows.append([frame])
        last = along
    return rows
