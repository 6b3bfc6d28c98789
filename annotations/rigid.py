"""Rigid transforms between two patient spaces: a turn and a shift, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from annotations.geometry import Affine, FloatArray, GeometryError

RIGIDITY_TOLERANCE = 1e-5
"""How far the rotation of a rigid transform may be from orthonormal, entry by entry."""


@dataclass(frozen=True)
class RigidTransform:
    """A turn and a shift from one Frame of Reference to another, both LPS mm.

    `matrix` is 4 x 4, row by row, and maps homogeneous points (as Frame of Reference Transformation Matrix
    (3006,00C6) does). Raises `GeometryError` for a mirror image, a scale or a shear: those are no registration of one
    patient with himself.
    """

    matrix: Affine

    def __post_init__(self) -> None:
        matrix = np.asarray(self.matrix, dtype=np.float64)
        if matrix.shape != (4, 4) or not np.isfinite(matrix).all():
            raise GeometryError("a rigid transform must be 4 x 4 and finite")
        rotation = matrix[:3, :3]
        if np.abs(matrix[3] - (0, 0, 0, 1)).max() > RIGIDITY_TOLERANCE:
            raise GeometryError("the last row of a rigid transform must be 0 0 0 1")
        if np.abs(rotation.T @ rotation - np.eye(3)).max() > RIGIDITY_TOLERANCE or np.linalg.det(rotation) < 0:
            raise GeometryError("a rigid transform must only turn and shift")

    @staticmethod
    def of(rotation: ArrayLike, shift_mm: ArrayLike) -> RigidTransform:
        """The transform that turns by a 3 x 3 rotation about the origin, then shifts."""
        matrix = np.eye(4)
        matrix[:3, :3] = rotation
        matrix[:3, 3] = shift_mm
        return RigidTransform(tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in matrix))

    @staticmethod
    def about(center_lps_mm: ArrayLike, rotation: ArrayLike, shift_mm: ArrayLike) -> RigidTransform:
        """The transform that turns about a point, then shifts."""
        center, turn = np.asarray(center_lps_mm, dtype=np.float64), np.asarray(rotation, dtype=np.float64)
        return RigidTransform.of(turn, center - turn @ center + np.asarray(shift_mm, dtype=np.float64))

    @cached_property
    def array(self) -> FloatArray:
        """The 4 x 4 matrix as a read-only array."""
        matrix = np.asarray(self.matrix, dtype=np.float64)
        matrix.flags.writeable = False
        return matrix

    @property
    def rotation(self) -> FloatArray:
        """The 3 x 3 rotation."""
        return np.asarray(self.array[:3, :3])

    def apply(self, points_lps_mm: ArrayLike) -> FloatArray:
        """Points (..., 3) of the first space as points of the second."""
        points = np.asarray(points_lps_mm, dtype=np.float64)
        return np.asarray(points @ self.rotation.T + self.array[:3, 3])

    def apply_direction(self, directions: ArrayLike) -> FloatArray:
        """Directions (..., 3), which are turned but not shifted."""
        return np.asarray(np.asarray(directions, dtype=np.float64) @ self.rotation.T)

    @property
    def inverse(self) -> RigidTransform:
        """The transform back."""
        return RigidTransform.of(self.rotation.T, -self.rotation.T @ self.array[:3, 3])

    def after(self, first: RigidTransform) -> RigidTransform:
        """This transform applied after another; the result is made exactly orthonormal again."""
        product = self.array @ first.array
        return RigidTransform.of(nearest_rotation(product[:3, :3]), product[:3, 3])

    @property
    def angle_deg(self) -> float:
        """How far it turns, 0 to 180 degrees."""
        # From the antisymmetric part too: the arc cosine alone loses half the digits near zero.
        r = self.rotation
        sine = np.linalg.norm([r[2, 1] - r[1, 2], r[0, 2] - r[2, 0], r[1, 0] - r[0, 1]]) / 2
        return float(np.degrees(np.arctan2(sine, (np.trace(r) - 1) / 2)))

    def shift_at_mm(self, point_lps_mm: ArrayLike) -> float:
        """How far it moves a point."""
        return float(np.linalg.norm(self.apply(point_lps_mm) - np.asarray(point_lps_mm, dtype=np.float64)))


IDENTITY = RigidTransform.of(np.eye(3), np.zeros(3))


def nearest_rotation(matrix: ArrayLike) -> FloatArray:
    """The rotation nearest to a 3 x 3 matrix (Kabsch 1976, with the sign of Umeyama 1991 against mirror images)."""
    u, _, vt = np.linalg.svd(np.asarray(matrix, dtype=np.float64))
    sign = float(np.sign(np.linalg.det(u @ vt)))
    return np.asarray(u @ np.diag([1.0, 1.0, sign]) @ vt)


def rotation_about(axis: ArrayLike, angle_deg: float) -> FloatArray:
    """The 3 x 3 right-handed rotation about an axis (Rodrigues)."""
    x, y, z = np.asarray(axis, dtype=np.float64) / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(angle_deg)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)
