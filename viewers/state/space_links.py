"""Rigid transforms between two patient spaces: set by hand for scrolling, or registered and accepted by eye."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from annotations.geometry import Affine, FloatArray, GeometryError, Plane, Point, as_point, distance_mm
from annotations.registration import LEVEL_REACH_MM

RIGID_TOLERANCE = 1e-6
"""Largest departure of a rotation from orthonormal: registered transforms are built in double precision."""


class LinkKind(StrEnum):
    """Where the transform comes from, which decides what it may be used for."""

    MANUAL = "manual"
    """Two panes scrolled to the same anatomy: for scrolling only, never for crosshair, reference lines or marks."""
    REGISTERED = "registered"
    """Computed, checked by eye and accepted."""


@dataclass(frozen=True)
class SpaceLink:
    """One rigid transform from one patient space to another.

    Attributes
    ----------
    from_uid, to_uid:
        Frame of Reference UIDs, different and not empty.
    matrix:
        4 x 4, takes homogeneous LPS mm of `from_uid` to LPS mm of `to_uid`; rotation and translation only. That of a
        manual link is a pure translation.
    kind:
        Manual or registered.
    level:
        The level whose neighbourhood was registered ("L4"); empty for a whole-image registration and for manual links.
    residual_mm:
        What is left at the seeds of a registration, mm; needed for registered links.
    offset_mm:
        How far apart the two cuts were when linked by hand, mm along their common normal, each counted in its own
        space; needed for manual links.
    center_lps_mm:
        Where a registration of one level holds, in `from_uid`; of several the nearest one is taken.

    Raises `GeometryError` for a transform that is not rigid and `ValueError` for a link that says too little.
    """

    from_uid: str
    to_uid: str
    matrix: Affine
    kind: LinkKind
    level: str = ""
    residual_mm: float | None = None
    offset_mm: float | None = None
    center_lps_mm: Point | None = None

    def __post_init__(self) -> None:
        if not self.from_uid or not self.to_uid or self.from_uid == self.to_uid:
            raise ValueError("a link joins two different, known Frames of Reference")
        rotation = _rigid_rotation(np.asarray(self.matrix, dtype=np.float64))
        if self.kind is LinkKind.REGISTERED and (self.residual_mm is None or not self.residual_mm >= 0):
            raise ValueError("a registered link says its residual in mm")
        if self.kind is LinkKind.MANUAL and (self.offset_mm is None or not np.allclose(rotation, np.eye(3))):
            raise ValueError("a manual link is a translation and says its offset in mm")

    @staticmethod
    def registered(
        from_uid: str,
        to_uid: str,
        matrix: ArrayLike,
        *,
        residual_mm: float,
        level: str = "",
        center_lps_mm: Point | None = None,
    ) -> SpaceLink:
        """The link of an accepted registration; `matrix` is 4 x 4."""
        return SpaceLink(
            from_uid, to_uid, as_affine(matrix), LinkKind.REGISTERED, level, residual_mm, None, center_lps_mm
        )

    @staticmethod
    def by_hand(from_uid: str, to_uid: str, translation_mm: ArrayLike, *, offset_mm: float) -> SpaceLink:
        """The link of two panes at the same anatomy; `translation_mm` (3,) leads from one to the other."""
        matrix = np.eye(4)
        matrix[:3, 3] = as_point(translation_mm)
        return SpaceLink(from_uid, to_uid, as_affine(matrix), LinkKind.MANUAL, offset_mm=offset_mm)

    @property
    def label(self) -> str:
        """What both panes say: how the spaces are tied, and how well."""
        if self.kind is LinkKind.MANUAL:
            return f"linked by hand, offset {abs(self.offset_mm or 0.0):.1f} mm"
        where = f" at {self.level}" if self.level else ""
        return f"registered{where}, residual {self.residual_mm:.1f} mm"

    def mm_beyond_reach(self, point_lps_mm: Point) -> float | None:
        """How far a point of `to_uid` is from the level that was registered, mm; None where the link may be trusted."""
        if self.center_lps_mm is None:
            return None
        away = distance_mm(point_lps_mm, self.point(self.center_lps_mm))
        return away if away > LEVEL_REACH_MM else None

    @cached_property
    def inverse(self) -> SpaceLink:
        """The same link the other way round."""
        center = None if self.center_lps_mm is None else self.point(self.center_lps_mm)
        matrix = as_affine(np.linalg.inv(np.asarray(self.matrix)))
        offset = None if self.offset_mm is None else -self.offset_mm
        return replace(
            self, from_uid=self.to_uid, to_uid=self.from_uid, matrix=matrix, offset_mm=offset, center_lps_mm=center
        )

    def points(self, points_lps_mm: ArrayLike) -> FloatArray:
        """Points (n, 3) or (3,) of `from_uid` in `to_uid`, LPS mm."""
        matrix = np.asarray(self.matrix)
        return np.asarray(np.asarray(points_lps_mm, dtype=np.float64) @ matrix[:3, :3].T + matrix[:3, 3])

    def point(self, point_lps_mm: Point) -> Point:
        """One point of `from_uid` in `to_uid`."""
        return as_point(self.points(point_lps_mm))

    def plane(self, plane: Plane) -> Plane:
        """A plane of `from_uid` in `to_uid`."""
        rotation = np.asarray(self.matrix)[:3, :3]
        return Plane(
            self.point(plane.origin_lps_mm),
            as_point(rotation @ np.asarray(plane.row_direction)),
            as_point(rotation @ np.asarray(plane.column_direction)),
        )


BOTH_KINDS = frozenset(LinkKind)
REGISTERED_ONLY = frozenset({LinkKind.REGISTERED})


@dataclass(frozen=True)
class SpaceLinks:
    """Every link in force, the newest last. Links are never chained: the residuals of a chain are unknown."""

    links: tuple[SpaceLink, ...] = ()

    def between(
        self,
        from_uid: str,
        to_uid: str,
        *,
        kinds: Collection[LinkKind] = REGISTERED_ONLY,
        near_lps_mm: Point | None = None,
    ) -> SpaceLink | None:
        """The link from one space to another, turned round where it was stored so; None where there is none.

        Registered goes before manual. Of several registrations the one whose level is nearest to `near_lps_mm` (in
        `from_uid`) is taken, else the newest.
        """
        turned = [_directed(link, from_uid, to_uid) for link in self.links if link.kind in kinds]
        found = [link for link in reversed(turned) if link is not None]
        registered = [link for link in found if link.kind is LinkKind.REGISTERED]
        if near_lps_mm is not None:
            registered.sort(key=lambda link: _distance_to_center(link, near_lps_mm))
        return next(iter(registered or found), None)

    def with_link(self, link: SpaceLink) -> SpaceLinks:
        """These and one more; a manual one replaces the manual one between the same spaces."""
        kept = self.links if link.kind is LinkKind.REGISTERED else self.without_manual(link.from_uid, link.to_uid).links
        return SpaceLinks((*kept, link))

    def without_manual(self, from_uid: str, to_uid: str) -> SpaceLinks:
        """These without what was linked by hand between two spaces."""
        spaces = {from_uid, to_uid}
        return SpaceLinks(tuple(x for x in self.links if x.kind is not LinkKind.MANUAL or _spaces(x) != spaces))


def as_affine(matrix: ArrayLike) -> Affine:
    """A 4 x 4 array as plain floats."""
    rows = np.asarray(matrix, dtype=np.float64)
    if rows.shape != (4, 4):
        raise GeometryError(f"a rigid transform is 4 x 4, got {rows.shape}")
    return tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in rows)


def _rigid_rotation(matrix: FloatArray) -> FloatArray:
    if matrix.shape != (4, 4) or not np.isfinite(matrix).all() or not np.array_equal(matrix[3], (0, 0, 0, 1)):
        raise GeometryError("a rigid transform is a finite 4 x 4 matrix with the last row 0 0 0 1")
    rotation = matrix[:3, :3]
    if np.abs(rotation.T @ rotation - np.eye(3)).max() > RIGID_TOLERANCE or np.linalg.det(rotation) < 0:
        raise GeometryError("the transform between two spaces must be a rotation and a translation")
    return rotation


def _directed(link: SpaceLink, from_uid: str, to_uid: str) -> SpaceLink | None:
    if (link.from_uid, link.to_uid) == (from_uid, to_uid):
        return link
    return link.inverse if (link.from_uid, link.to_uid) == (to_uid, from_uid) else None


def _distance_to_center(link: SpaceLink, point: Point) -> float:
    """Whole-image registrations hold nowhere in particular: they come after any level's own."""
    return float("inf") if link.center_lps_mm is None else distance_mm(link.center_lps_mm, point)


def _spaces(link: SpaceLink) -> set[str]:
    return {link.from_uid, link.to_uid}
