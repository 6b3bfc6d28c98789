"""Levels of the spine proposed from one clicked vertebra or disc, by what the images show along the column.

The clicked body is fitted as an even box, then its neighbours one after the other, down to the sacrum and up as far as
they are seen (`spine_evidence_march`). Discs lie where the column mirrors itself between two bodies. Names are counted
from the clicked one; nothing here is decided: every level is a proposal with its confidence, and how many lumbar-type
vertebrae there are is a question to whoever reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from annotations.anatomy import SEGMENTS, VERTEBRAE, Level, LevelKind
from annotations.geometry import FloatArray, Point, as_point
from annotations.locations import PatientLocation
from annotations.spine_ledger import ProposedLevel
from viewers.imaging.images import Pixels, ProjectionImage, Volume
from viewers.imaging.spine_evidence_boxes import BodyBox, Contrast
from viewers.imaging.spine_evidence_discs import DiscMiddle, disc_between, lowest_disc
from viewers.imaging.spine_evidence_march import (
    GAPS_MM,
    SACRUM_CERTAIN_FROM,
    SACRUM_FROM,
    USUAL_GAP_MM,
    Column,
    Ending,
    follow,
    seed_body,
)
from viewers.imaging.spine_evidence_patches import Voxels, axes_at

HIGHEST_CLICK = Level.T6
"""Above it bodies are smaller than what is looked for, and there are no images here to try the method on."""
FARTHEST_OFF_MM = 9.0
"""The clicked point lies this near to the middle of the body that is found there."""
HALF_PITCH_MM = 16.0
"""From the middle of a lumbar disc to that of the body above it."""
SACRAL_HALF_PITCH_MM, SACRAL_LEAN_DEG = 17.0, 42.0
"""From the middle of the lowest disc to that of S1, and how far backwards that line usually leans."""
DISC_LEANS_DEG = (0.0, 25.0)
"""Discs lean; where a clicked one does is not known before its neighbours are found."""
CLEAR_SCORE = 0.6
"""A body seen as clearly as this is seen as clearly as any."""
STEP_CONFIDENCE = 0.98
"""Each step away from the clicked level may have missed one."""
SYMMETRIC_FROM = 0.75
"""A disc whose column mirrors itself less well than this says nothing about where its bodies are."""
PLAUSIBLE_COUNTS = (5, 6)
"""Lumbar-type vertebrae. Four are as likely L5 taken for S1, fewer a mistake or a wrong name: S1 is not named then."""
CLEAR_LEAD = 0.55
"""So much more must speak for S1 than for any body above it."""
MIDWAY, MIDWAY_ON_CT = 0.5, 0.9
"""How much the middle between its discs says about where a body is, against its box; discs are sharper on CT."""
SACRAL_TURN_DEG = 15.0
"""From the lean of the lowest disc to the line from its middle to that of S1, which narrows from the front."""
THINNEST_COLUMN_MM = 24.0
"""Images that show less than this from right to left hold no column."""
THICKEST_STEP_MM = 6.0
"""Slices farther apart leave discs out."""

BASIS = "even bodies and discs along the column, counted from {level}"
NO_PLACE = "Levels are proposed on CT or MR volumes; this image has no patient coordinates. Open a CT or MR series."
NO_GRID = (
    "Levels are proposed on CT or MR volumes; these slices form no even grid. Place the levels by hand, or use another "
    "series."
)
TOO_HIGH = (
    "Levels are proposed from T6 downwards; the neck and the upper chest are not. Place {level} and its neighbours by "
    "hand."
)
NOT_A_LEVEL = "{level} is no vertebra and no disc: levels are counted from one of those."
OFF_THE_COLUMN = (
    "No vertebral body was recognised at the clicked {level}. Click the centre of its body or disc on a slice through "
    "the middle of the spine, or place the levels by hand."
)
TOO_THIN = (
    "These images show too little of the column ({what}) to follow it. Place the levels by hand, or use another series."
)


class SpineEvidenceError(ValueError):
    """No levels can be proposed here; says why and what to do."""


@dataclass(frozen=True)
class LumbarCount:
    """How many lumbar-type vertebrae the images show above the sacrum, by the name of the clicked level.

    `count` is None where the sacrum is not seen. `is_doubtful` where the beginning of the sacrum is not clear.
    """

    count: int | None
    is_doubtful: bool = False

    @property
    def question(self) -> str:
        """What the reader is asked, a sentence; empty where five are seen clearly."""
        if self.count is None:
            return "The sacrum was not recognised: the number of lumbar vertebrae is open."
        doubt = " The beginning of the sacrum is not clear on these images." if self.is_doubtful else ""
        if self.count == 5:
            return doubt.strip()
        number = {3: "Three", 4: "Four", 6: "Six", 7: "Seven"}.get(self.count, str(self.count))
        return f"{number} lumbar-type vertebrae between T12 and the sacrum: is the counting right?{doubt}"


@dataclass(frozen=True)
class LevelProposals:
    """What is proposed from one click: levels from head to foot without the clicked one, and what is to be decided.

    `remarks` say where the proposals end and why, and what is left to the reader.
    """

    clicked: Level
    levels: tuple[ProposedLevel, ...]
    lumbar: LumbarCount
    remarks: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Station:
    """A body or disc of the column by its place in the count: 0 is the clicked body, +1 the next one down."""

    center: FloatArray
    confidence: float


def proposed_levels(
    pixels: Pixels, clicked: Level, point_lps_mm: Point, *, on_step: Callable[[], None] = lambda: None
) -> LevelProposals:
    """Levels along the column from one click at the centre of a vertebra or disc.

    Takes one to two seconds; `on_step` is called on the way and may raise to stop. The same input gives the same
    answer. Raises `SpineEvidenceError` where nothing can be proposed: no patient coordinates, too thin or too coarse
    images, a level above `HIGHEST_CLICK`, or no body at the clicked point.
    """
    volume = _checked(pixels, clicked)
    voxels = Voxels(volume)
    found = _seed(voxels, clicked, np.asarray(point_lps_mm, dtype=np.float64))
    if found is None:
        raise SpineEvidenceError(OFF_THE_COLUMN.format(level=clicked.label))
    vertebra, body, contrast = found
    column = follow(voxels, body, contrast, on_step=on_step)
    discs = _discs(voxels, column)
    names, lumbar = _names(column, vertebra, clicked)
    stations = _stations(column, discs, names, is_ct=voxels.is_ct)
    uid, basis = volume.geometry.frame_of_reference_uid, BASIS.format(level=clicked.label)
    levels = tuple(
        ProposedLevel(level, PatientLocation(uid, (as_point(one.center),)), round(one.confidence, 2), basis)
        for level, one in stations
        if level is not clicked
    )
    return LevelProposals(clicked, levels, lumbar, _remarks(column, names, lumbar))


def _checked(pixels: Pixels, clicked: Level) -> Volume:
    if isinstance(pixels, ProjectionImage):
        raise SpineEvidenceError(NO_PLACE)
    if not isinstance(pixels, Volume):
        raise SpineEvidenceError(NO_GRID)
    if clicked.kind is LevelKind.JOINT:
        raise SpineEvidenceError(NOT_A_LEVEL.format(level=clicked.label))
    if VERTEBRAE.index(clicked.vertebrae[0]) < VERTEBRAE.index(HIGHEST_CLICK):
        raise SpineEvidenceError(TOO_HIGH.format(level=clicked.label))
    geometry = pixels.geometry
    extent = np.ptp(geometry.corners_lps_mm(), axis=0)
    if extent[0] < THINNEST_COLUMN_MM or min(extent[1], extent[2]) < 2 * THINNEST_COLUMN_MM:
        what = f"{extent[0]:.0f} x {extent[1]:.0f} x {extent[2]:.0f} mm"
        raise SpineEvidenceError(TOO_THIN.format(what=what))
    if max(geometry.spacing_mm_kji) > THICKEST_STEP_MM:
        raise SpineEvidenceError(TOO_THIN.format(what=f"a slice every {max(geometry.spacing_mm_kji):.1f} mm"))
    return pixels


def _seed(voxels: Voxels, clicked: Level, point: FloatArray) -> tuple[Level, BodyBox, Contrast] | None:
    """The body that the count begins with: the clicked one, else the one above a clicked disc or S1, else below it."""
    vertebra = clicked.vertebrae[0]
    if clicked.kind is LevelKind.VERTEBRA and vertebra is not Level.S1:
        found = seed_body(voxels, point)
        is_near = found is not None and float(np.linalg.norm(found[0].center - point)) <= FARTHEST_OFF_MM
        return (vertebra, *found) if found is not None and is_near else None
    if vertebra is Level.S1:
        above = point - SACRAL_HALF_PITCH_MM * axes_at(SACRAL_LEAN_DEG).caudal
        return _beside(voxels, Level.L5, above, -1.0)
    upper = _beside(voxels, vertebra, point, -1.0)
    return (
        upper
        if upper is not None or Level.S1 in clicked.vertebrae
        else _beside(voxels, clicked.vertebrae[1], point, 1.0)
    )


def _beside(voxels: Voxels, vertebra: Level, disc: FloatArray, sign: float) -> tuple[Level, BodyBox, Contrast] | None:
    """The body above (-1) or below (+1) the middle of a disc, whose edge it must meet."""
    best: tuple[BodyBox, Contrast] | None = None
    for lean in DISC_LEANS_DEG:
        found = seed_body(voxels, disc + sign * HALF_PITCH_MM * axes_at(lean).caudal)
        if found is None or (best is not None and found[0].score <= best[0].score):
            continue
        edge = found[0].center - sign * (found[0].height_mm / 2 + 5.0) * axes_at(found[0].tilt_deg).caudal
        if float(np.linalg.norm(edge - disc)) <= FARTHEST_OFF_MM:
            best = found
    return None if best is None else (vertebra, *best)


def _names(column: Column, vertebra: Level, clicked: Level) -> tuple[tuple[Level | None, ...], LumbarCount]:
    """The name of each body from head to foot, None where it has none, and the number of lumbar-type vertebrae.

    Downwards the sacrum begins where it is seen: a sixth lumbar-type vertebra before it is L6. Where its beginning is
    in doubt nothing below L5 is named, and S1 is not named after four or fewer.
    """
    order = [one for one in VERTEBRAE if one is not Level.L6 or vertebra is Level.L6]
    start = order.index(vertebra)
    above = [order[start - step] if step <= start else None for step in range(column.seed, 0, -1)]
    free = [one for one in VERTEBRAE if not one.value.startswith("S")]
    place, first = free.index(vertebra), free.index(Level.L1)
    below = len(column.bodies) - column.seed - 1
    if not column.ends_in_sacrum:
        names = _counted(free, place, below, lowest=free.index(Level.L5))
        return (*above, vertebra, *names), LumbarCount(None)
    count = place + below - first
    is_doubtful = _is_doubtful(column) or count not in PLAUSIBLE_COUNTS
    lowest = free.index(Level.L5 if is_doubtful and vertebra is not Level.L6 else Level.L6)
    names = _counted(free, place, below - 1, lowest=lowest)
    if Level.S1 in clicked.vertebrae:
        return (*above, vertebra, *names, Level.S1), LumbarCount(None)
    is_named = not is_doubtful and 0 <= place + below - 1 <= free.index(Level.L6)
    return (*above, vertebra, *names, Level.S1 if is_named else None), LumbarCount(count, is_doubtful)


def _counted(order: list[Level], place: int, steps: int, *, lowest: int) -> list[Level | None]:
    """The names of so many bodies below the one at `place`, None below the lowest that may be named."""
    return [order[place + step] if place + step <= lowest else None for step in range(1, steps + 1)]


def _discs(voxels: Voxels, column: Column) -> tuple[DiscMiddle, ...]:
    """The disc below each body but the last."""
    pairs = list(pairwise(column.bodies))
    if not column.ends_in_sacrum:
        return tuple(disc_between(voxels, *pair) for pair in pairs)
    *others, (last, sacrum) = pairs
    gaps = [
        float(np.linalg.norm(upper.center - lower.center)) - (upper.height_mm + lower.height_mm) / 2
        for upper, lower in others[-3:]
    ]
    gap = float(np.clip(np.median(gaps), *GAPS_MM)) if gaps else USUAL_GAP_MM
    return (*(disc_between(voxels, *pair) for pair in others), lowest_disc(voxels, last, sacrum, gap))


def _is_doubtful(column: Column) -> bool:
    """Whether a body above S1 might be S1 too, or what speaks for it is not clearly more than for the others."""
    *others, last = column.sacrum_evidence
    most = max(others, default=0.0)
    return most >= SACRUM_FROM or last - most < CLEAR_LEAD


def _stations(
    column: Column, discs: tuple[DiscMiddle, ...], names: tuple[Level | None, ...], *, is_ct: bool
) -> list[tuple[Level, _Station]]:
    """Named bodies and discs from head to foot."""
    sure = _confidences(column)
    segments = {one.vertebrae: one for one in SEGMENTS}
    stations: list[tuple[Level, _Station]] = []
    for number, name in enumerate(names):
        if name is None:
            continue
        stations.append((name, _Station(_body_center(column, discs, number, is_ct=is_ct), sure[number])))
        follower = names[number + 1] if number + 1 < len(names) else None
        segment = segments.get((name, follower)) if follower is not None else None
        if segment is not None:
            disc = discs[number]
            confidence = min(sure[number], sure[number + 1]) * max(disc.symmetry, 0.0)
            stations.append((segment, _Station(disc.center, confidence)))
    return stations


def _confidences(column: Column) -> list[float]:
    """A level is as certain as the least certain one on the way to it from the clicked one."""
    own = [float(np.clip(body.score / CLEAR_SCORE, 0.0, 1.0)) for body in column.bodies]
    if column.ends_in_sacrum:
        own[-1] = float(np.clip(column.sacrum_evidence[-1] / (2 * SACRUM_CERTAIN_FROM), 0.0, 1.0))
    sure = list(own)
    for step, numbers in ((1, range(column.seed + 1, len(own))), (-1, range(column.seed - 1, -1, -1))):
        for number in numbers:
            sure[number] = min(own[number], sure[number - step] * STEP_CONFIDENCE)
    return sure


def _body_center(column: Column, discs: tuple[DiscMiddle, ...], number: int, *, is_ct: bool) -> FloatArray:
    """The centre of a body: that of its box, moved half the way to the middle between its discs.

    S1 is no box: it lies half a step below its upper endplate, in the direction in which the sacrum goes.
    """
    body = column.bodies[number]
    if column.ends_in_sacrum and number == len(column.bodies) - 1:
        disc, above = discs[number - 1], column.bodies[number - 1]
        lean = (disc.tilt_deg + body.tilt_deg) / 2 + SACRAL_TURN_DEG
        pitch = float(np.linalg.norm(disc.center - above.center))
        return np.asarray(disc.center + pitch * axes_at(lean).caudal)
    if number == 0 or number >= len(discs):
        return body.center
    upper, lower = discs[number - 1], discs[number]
    if min(upper.symmetry, lower.symmetry) < SYMMETRIC_FROM:
        return body.center
    caudal = axes_at(body.tilt_deg).caudal
    off = float(((upper.center + lower.center) / 2 - body.center) @ caudal)
    return np.asarray(body.center + (MIDWAY_ON_CT if is_ct else MIDWAY) * off * caudal)


def _remarks(column: Column, names: tuple[Level | None, ...], lumbar: LumbarCount) -> tuple[str, ...]:
    named = [one for one in names if one is not None]
    remarks = [f"Above {named[0].label}: {column.above.value}."]
    if column.below is not Ending.SACRUM:
        remarks.append(f"Below {named[-1].label}: {column.below.value}.")
    return (*remarks, *([lumbar.question] if lumbar.question else []))
