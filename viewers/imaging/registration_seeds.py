"""Where a registration starts: the same Frame of Reference, level labels of both series, or point pairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from annotations.anatomy import Level, LevelKind
from annotations.geometry import FloatArray
from annotations.registration import SeedKind, SeedPair, pair_arrays, pair_residuals_mm
from annotations.rigid import IDENTITY, RigidTransform, nearest_rotation
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.registration_errors import RegistrationError

FEWEST_PAIRS = 3
"""Fewer points leave a turn undetermined."""
FEWEST_LEVELS = 2
"""One level says where, but not how the spine is tilted."""
OFF_LINE_MM = 5.0
"""Point pairs must lie this far (RMS) off the line that fits them best, or the turn about it is a guess."""
TWIST_LEVER_MM = 10.0
"""Levels nearer (RMS) to a line leave the turn about it open: a centre is placed to about 3 mm."""
WRONG_PAIR_MM = 20.0
"""No rigid step leaves a pair of the same place this far apart: one of its points is somewhere else."""
LARGEST_TURN_DEG = 45.0
"""A patient does not lie turned by more between two scans: then left and right or head and foot were mixed up."""
TWIST_WORDS = "the turn about the spine's own axis"


@dataclass(frozen=True)
class Seed:
    """A first transform from source to target with the pairs it was made from.

    `undetermined` names what the pairs do not say and refinement has to find; empty when they say all.
    """

    kind: SeedKind
    transform: RigidTransform
    pairs: tuple[SeedPair, ...] = ()
    undetermined: str = ""


def seed_of_frame_of_reference(source_uid: str, target_uid: str) -> Seed:
    """The identity, where both series share a Frame of Reference; raises `RegistrationError` otherwise."""
    if not source_uid or source_uid != target_uid:
        raise RegistrationError(
            "The two series have different Frames of Reference: their coordinates say nothing about each other. "
            "Start from level labels or point pairs."
        )
    return Seed(SeedKind.FRAME_OF_REFERENCE, IDENTITY)


def seed_of_points(pairs: tuple[SeedPair, ...]) -> Seed:
    """The transform that fits three or more point pairs best (least squares, Kabsch 1976).

    Raises `RegistrationError` for fewer, for points on a line, and for pairs that cannot be the same places.
    """
    if len(pairs) < FEWEST_PAIRS:
        raise RegistrationError(f"{len(pairs)} of {FEWEST_PAIRS} point pairs: place at least {FEWEST_PAIRS}.")
    if min(_off_line_mm(points) for points in pair_arrays(pairs)) < OFF_LINE_MM:
        raise RegistrationError(
            "The points lie nearly on a line: the turn about it cannot be told. "
            "Place one at least 1 cm beside it, for example at the back of a vertebral body."
        )
    seed = Seed(SeedKind.POINTS, fitted(pairs), pairs)
    _check(seed)
    return seed


def seed_of_levels(anchors: Iterable[LevelAnchor], source_uid: str, target_uid: str) -> Seed:
    """The transform that brings the labelled levels of the source to those of the target.

    A spine is nearly a line: where its levels are, the turn about it is left as it is (shortest way from one axis to
    the other) and named in `undetermined`. Raises `RegistrationError` for fewer than two levels labelled in both, and
    for levels that contradict each other.
    """
    pairs = level_pairs(anchors, source_uid, target_uid)
    if len(pairs) < FEWEST_LEVELS:
        have = pairs[0].name if pairs else "none"
        raise RegistrationError(
            f"At least {FEWEST_LEVELS} levels must be labelled in both series; now: {have}. "
            "Label more on the spine strip, or place point pairs."
        )
    levers = [_off_line_mm(points) for points in pair_arrays(pairs)]
    is_line = len(pairs) < FEWEST_PAIRS or min(levers) < TWIST_LEVER_MM
    transform = _fitted_along_line(pairs) if is_line else fitted(pairs)
    seed = Seed(SeedKind.LEVELS, transform, pairs, TWIST_WORDS if is_line else "")
    _check(seed)
    return seed


def level_pairs(anchors: Iterable[LevelAnchor], source_uid: str, target_uid: str) -> tuple[SeedPair, ...]:
    """The levels labelled once in both Frames of Reference, from head to foot."""
    if source_uid == target_uid:
        return ()
    found: dict[str, dict[Level, list[LevelAnchor]]] = {source_uid: {}, target_uid: {}}
    for anchor in anchors:
        uid = anchor.location.frame_of_reference_uid
        if uid in found and anchor.level.kind is not LevelKind.JOINT:
            found[uid].setdefault(anchor.level, []).append(anchor)
    source, target = found[source_uid], found[target_uid]
    both = [level for level in source if len(source[level]) == 1 and len(target.get(level, ())) == 1]
    pairs = [
        SeedPair(level.label, source[level][0].location.points_lps_mm[0], target[level][0].location.points_lps_mm[0])
        for level in both
    ]
    return tuple(sorted(pairs, key=lambda pair: -pair.to_lps_mm[2]))


def fitted(pairs: tuple[SeedPair, ...]) -> RigidTransform:
    """The rigid transform with the least sum of squared distances at the pairs."""
    source, target = pair_arrays(pairs)
    source_center, target_center = source.mean(axis=0), target.mean(axis=0)
    rotation = nearest_rotation((target - target_center).T @ (source - source_center))
    return RigidTransform.of(rotation, target_center - rotation @ source_center)


def _fitted_along_line(pairs: tuple[SeedPair, ...]) -> RigidTransform:
    """Centre onto centre, axis onto axis by the smallest turn."""
    source, target = pair_arrays(pairs)
    source_center, target_center = source.mean(axis=0), target.mean(axis=0)
    rotation = _shortest_turn(_axis(source), _axis(target))
    return RigidTransform.of(rotation, target_center - rotation @ source_center)


def _axis(points: FloatArray) -> FloatArray:
    """Unit direction of the line through points in order."""
    _, _, axes = np.linalg.svd(points - points.mean(axis=0))
    return np.asarray(axes[0] * np.sign(axes[0] @ (points[-1] - points[0])))


def _shortest_turn(a: FloatArray, b: FloatArray) -> FloatArray:
    """The rotation that takes one unit vector to another without turning about them (not for opposite ones)."""
    cross, cosine = np.cross(a, b), float(a @ b)
    if cosine <= -1 + 1e-9:
        raise RegistrationError("The levels of the two series run in opposite directions: check their labels.")
    x, y, z = cross
    skew = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + skew + skew @ skew / (1 + cosine))


def _off_line_mm(points: FloatArray) -> float:
    """Root mean square distance of points from the line that fits them best."""
    spreads = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
    return float(np.sqrt((spreads[1:] ** 2).sum() / len(points)))


def _check(seed: Seed) -> None:
    residuals = pair_residuals_mm(seed.transform, seed.pairs)
    worst = int(np.argmax(residuals))
    if residuals[worst] > WRONG_PAIR_MM:
        what = "pair " if seed.kind is SeedKind.POINTS else ""
        raise RegistrationError(
            f"The two points of {what}{seed.pairs[worst].name} lie {residuals[worst]:.0f} mm apart after the best fit: "
            "they are not the same place. Place it again or remove it."
        )
    if seed.transform.angle_deg > LARGEST_TURN_DEG:
        raise RegistrationError(
            f"The pairs would turn the patient by {seed.transform.angle_deg:.0f} degrees: "
            "check left and right, front and back of each pair."
        )
