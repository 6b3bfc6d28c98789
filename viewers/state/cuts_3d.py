"""What a 3-D view leaves out, as values: a box, one side of a plane, and voxels removed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotations.geometry import Plane, Point, VolumeGeometry, as_point
from viewers.imaging.voxel_mask import RemovedVoxels

FACES: Mapping[str, tuple[int, int]] = {
    "R": (0, -1),
    "L": (0, 1),
    "A": (1, -1),
    "P": (1, 1),
    "I": (2, -1),
    "S": (2, 1),
}
"""The LPS axis and the sense of the outward normal of each face, by the patient direction it looks to."""
THINNEST_BOX_MM = 2.0
"""Opposite faces of a box come no nearer to one another."""


@dataclass(frozen=True)
class Box3D:
    """What lies between two corners along the patient's axes, LPS mm. Raises `ValueError` unless low < high."""

    low_lps_mm: Point
    high_lps_mm: Point

    def __post_init__(self) -> None:
        if not np.less(self.low_lps_mm, self.high_lps_mm).all():
            raise ValueError("a clip box needs room between its faces")

    @staticmethod
    def around(geometry: VolumeGeometry) -> Box3D:
        """The box that holds a whole volume."""
        corners = geometry.corners_lps_mm()
        return Box3D(as_point(corners.min(axis=0)), as_point(corners.max(axis=0)))

    def face_mm(self, face: str) -> float:
        """Where a face lies on its axis."""
        axis, sense = FACES[face]
        return (self.high_lps_mm if sense > 0 else self.low_lps_mm)[axis]

    def face_center_lps_mm(self, face: str) -> Point:
        """The middle of a face."""
        axis, _ = FACES[face]
        middle = (np.asarray(self.low_lps_mm) + self.high_lps_mm) / 2
        middle[axis] = self.face_mm(face)
        return as_point(middle)

    def with_face(self, face: str, place_mm: float, limits: Box3D) -> Box3D:
        """The box with a face moved along its axis, kept inside the limits and off the opposite face."""
        axis, sense = FACES[face]
        low, high = list(self.low_lps_mm), list(self.high_lps_mm)
        if sense > 0:
            high[axis] = max(min(place_mm, limits.high_lps_mm[axis]), low[axis] + THINNEST_BOX_MM)
        else:
            low[axis] = min(max(place_mm, limits.low_lps_mm[axis]), high[axis] - THINNEST_BOX_MM)
        return Box3D(as_point(low), as_point(high))

    def corners_lps_mm(self) -> NDArray[np.float64]:
        """The eight corners (8, 3); bits 2, 1, 0 of the number choose high along x, y, z."""
        ends = np.array([self.low_lps_mm, self.high_lps_mm])
        return np.array([[ends[n >> 2 & 1, 0], ends[n >> 1 & 1, 1], ends[n & 1, 2]] for n in range(8)])


@dataclass(frozen=True)
class PlaneCut:
    """One side of a cut: what lies along the plane's normal, or with `keeps_normal_side` False the other side."""

    plane: Plane
    keeps_normal_side: bool = True
    name: str = ""

    @property
    def inward(self) -> Point:
        """Unit normal into what is kept."""
        return as_point(np.asarray(self.plane.normal) * (1 if self.keeps_normal_side else -1))


@dataclass(frozen=True)
class Cuts3D:
    """Everything a 3-D view leaves out of a volume. `removed_text` says how `removed` came about, in a few words."""

    box: Box3D | None = None
    plane: PlaneCut | None = None
    removed: RemovedVoxels | None = None
    removed_text: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What the viewport must say about it, so that nobody takes the rest for all there is."""
        told = (
            "box clip" if self.box is not None else "",
            f"cut along {self.plane.name or 'a plane'}" if self.plane is not None else "",
            self.removed_text or "parts removed" if self.removed is not None else "",
        )
        return tuple(text for text in told if text)

    def half_spaces(self) -> tuple[tuple[Point, Point], ...]:
        """(a point on it, unit normal inward) of every plane that bounds what is kept, LPS."""
        found: list[tuple[Point, Point]] = []
        if self.box is not None:
            for face, (axis, sense) in FACES.items():
                inward = [0.0, 0.0, 0.0]
                inward[axis] = -float(sense)
                found.append((self.box.face_center_lps_mm(face), as_point(inward)))
        if self.plane is not None:
            found.append((self.plane.plane.origin_lps_mm, self.plane.inward))
        return tuple(found)

    def keeps(self, points_lps_mm: ArrayLike) -> NDArray[np.bool_]:
        """Whether each point (..., 3) is left in the picture."""
        points = np.asarray(points_lps_mm, dtype=np.float64)
        kept = np.ones(points.shape[:-1], dtype=np.bool_)
        for origin, inward in self.half_spaces():
            kept &= (points - np.asarray(origin)) @ np.asarray(inward) >= 0
        if self.removed is not None:
            kept &= ~self.removed.holds(points)
        return kept


NO_CUTS = Cuts3D()


@dataclass(frozen=True)
class CutHistory:
    """Cuts made one after another, to be undone and done again; the newest of the past is last."""

    past: tuple[Cuts3D, ...] = ()
    future: tuple[Cuts3D, ...] = ()

    LONGEST: ClassVar[int] = 30
    """Older cuts are forgotten: each may hold a mask of a megabyte."""

    def after(self, former: Cuts3D) -> CutHistory:
        """Once `former` has been replaced by a new cut: what was undone before is gone."""
        return CutHistory((*self.past, former)[-self.LONGEST :])

    def undone(self, present: Cuts3D) -> tuple[CutHistory, Cuts3D]:
        """One cut back; as it was where there is none."""
        if not self.past:
            return self, present
        return CutHistory(self.past[:-1], (*self.future, present)), self.past[-1]

    def redone(self, present: Cuts3D) -> tuple[CutHistory, Cuts3D]:
        """One undone cut forward; as it was where there is none."""
        if not self.future:
            return self, present
        return CutHistory((*self.past, present), self.future[:-1]), self.future[-1]


def without_removed(cuts: Cuts3D) -> Cuts3D:
    """Everything removed by hand is back."""
    return replace(cuts, removed=None, removed_text="")
