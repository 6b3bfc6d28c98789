"""Points, planes and volume grids in DICOM patient space (LPS, millimetres)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Point = tuple[float, float, float]
"""A point in LPS mm: +x toward the patient's left, +y posterior, +z superior (PS3.3 C.7.6.2.1.1)."""
Affine = tuple[tuple[float, float, float, float], ...]
FloatArray = NDArray[np.float64]

ORTHOGONALITY_TOLERANCE = 1e-3
"""Largest dot product of two unit directions that still counts as perpendicular (highdicom uses the same)."""
OBLIQUE_TOLERANCE_DEG = 10.0
"""A plane whose normal is farther than this from every patient axis is called oblique."""


class GeometryError(ValueError):
    """A geometry that cannot be: directions not perpendicular, a singular affine, a wrong shape."""


def as_point(values: ArrayLike) -> Point:
    """The three numbers of one point as plain floats; raises `GeometryError` unless three and finite."""
    array = np.asarray(values, dtype=np.float64).reshape(-1)
    if array.shape != (3,) or not np.isfinite(array).all():
        raise GeometryError(f"a point needs three finite numbers, got {array.size}")
    return (float(array[0]), float(array[1]), float(array[2]))


def distance_mm(a: Point, b: Point) -> float:
    """Euclidean distance of two LPS points in mm."""
    return float(np.linalg.norm(np.subtract(a, b)))


def orientation_letter(direction_lps: ArrayLike) -> str:
    """The letter of the patient direction a unit vector points to most: L, R, P, A, S or I.

    Dominant component rule of domain.md 4.1. `?` for a zero or undefined vector (never guessed).
    """
    vector = np.asarray(direction_lps, dtype=np.float64)
    if vector.shape != (3,) or not np.isfinite(vector).all() or np.abs(vector).max() < 1e-6:
        return "?"
    axis = int(np.argmax(np.abs(vector)))
    return ("L", "P", "S")[axis] if vector[axis] > 0 else ("R", "A", "I")[axis]


OPPOSITE_LETTER = {"L": "R", "R": "L", "P": "A", "A": "P", "S": "I", "I": "S", "?": "?"}


def plane_name(normal_lps: ArrayLike) -> str:
    """`axial`, `sagittal` or `coronal` when the normal is within 10 degrees of that axis, else `oblique`."""
    normal = np.asarray(normal_lps, dtype=np.float64)
    normal = normal / np.linalg.norm(normal)
    axis = int(np.argmax(np.abs(normal)))
    angle = np.degrees(np.arccos(min(1.0, float(abs(normal[axis])))))
    return ("sagittal", "coronal", "axial")[axis] if angle <= OBLIQUE_TOLERANCE_DEG else "oblique"


@dataclass(frozen=True)
class Plane:
    """An oriented plane in patient space.

    `origin_lps_mm` is any point on it; `row_direction` is the unit vector of increasing column (to the right on
    screen), `column_direction` the unit vector of increasing row (down on screen), as in Image Orientation
    (Patient) (0020,0037). Raises `GeometryError` when the two are not unit and perpendicular.
    """

    origin_lps_mm: Point
    row_direction: Point
    column_direction: Point

    def __post_init__(self) -> None:
        r, c = np.asarray(self.row_direction), np.asarray(self.column_direction)
        if abs(np.linalg.norm(r) - 1) > ORTHOGONALITY_TOLERANCE or abs(np.linalg.norm(c) - 1) > ORTHOGONALITY_TOLERANCE:
            raise GeometryError("plane directions must be unit vectors")
        if abs(float(r @ c)) > ORTHOGONALITY_TOLERANCE:
            raise GeometryError("plane directions must be perpendicular")

    @cached_property
    def normal(self) -> Point:
        """Unit normal, row direction x column direction (away from the viewer)."""
        # Written out: asked for many times a frame, where `np.cross` takes fifty times as long.
        (ax, ay, az), (bx, by, bz) = self.row_direction, self.column_direction
        return (ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)

    def signed_distance_mm(self, points_lps_mm: ArrayLike) -> FloatArray:
        """Distance of points (n, 3) from the plane along its normal, mm."""
        offset = np.asarray(points_lps_mm, dtype=np.float64) - np.asarray(self.origin_lps_mm)
        return np.asarray(offset @ np.asarray(self.normal), dtype=np.float64)

    def moved_to(self, point_lps_mm: Point) -> Plane:
        """The parallel plane through a point."""
        return Plane(point_lps_mm, self.row_direction, self.column_direction)


@dataclass(frozen=True)
class VolumeGeometry:
    """A regular grid of voxels in patient space (highdicom's convention).

    `affine_kji_to_lps` maps homogeneous array indices (k slice, j row, i column; zero is the centre of the first
    voxel) to LPS mm. Its three direction columns may have any handedness but must be perpendicular.
    """

    affine_kji_to_lps: Affine
    shape_kji: tuple[int, int, int]
    frame_of_reference_uid: str

    def __post_init__(self) -> None:
        matrix = np.asarray(self.affine_kji_to_lps, dtype=np.float64)
        if matrix.shape != (4, 4) or not np.isfinite(matrix).all():
            raise GeometryError("a volume affine must be 4 x 4 and finite")
        if min(self.shape_kji) < 1:
            raise GeometryError(f"a volume needs at least one voxel along each axis, got {self.shape_kji}")
        lengths = np.linalg.norm(matrix[:3, :3], axis=0)
        if lengths.min() <= 0:
            raise GeometryError("a volume affine must not be singular")
        unit = matrix[:3, :3] / lengths
        if np.abs(unit.T @ unit - np.eye(3)).max() > ORTHOGONALITY_TOLERANCE:
            raise GeometryError("the axes of a volume must be perpendicular")

    @staticmethod
    def from_array(affine: ArrayLike, shape_kji: tuple[int, int, int], frame_of_reference_uid: str) -> VolumeGeometry:
        """The geometry of a 4 x 4 array affine."""
        matrix = np.asarray(affine, dtype=np.float64)
        rows = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in matrix)
        return VolumeGeometry(rows, shape_kji, frame_of_reference_uid)

    @cached_property
    def affine(self) -> FloatArray:
        """The 4 x 4 affine as a read-only array."""
        matrix = np.asarray(self.affine_kji_to_lps, dtype=np.float64)
        matrix.flags.writeable = False
        return matrix

    @cached_property
    def inverse_affine(self) -> FloatArray:
        """The 4 x 4 affine from LPS mm to array indices kji."""
        inverse = np.asarray(np.linalg.inv(self.affine), dtype=np.float64)
        inverse.flags.writeable = False
        return inverse

    @property
    def spacing_mm_kji(self) -> Point:
        """Distance of neighbouring voxel centres along slices, rows and columns, mm."""
        return as_point(np.linalg.norm(self.affine[:3, :3], axis=0))

    @property
    def directions_kji(self) -> FloatArray:
        """Unit direction (rows of the result) of increasing k, j and i in LPS, shape (3, 3)."""
        axes = self.affine[:3, :3].T
        return np.asarray(axes / np.linalg.norm(axes, axis=1, keepdims=True), dtype=np.float64)

    def index_to_lps(self, index_kji: ArrayLike) -> FloatArray:
        """LPS mm of (n, 3) or (3,) array indices (fractional allowed)."""
        index = np.asarray(index_kji, dtype=np.float64)
        return np.asarray(index @ self.affine[:3, :3].T + self.affine[:3, 3])

    def lps_to_index(self, points_lps_mm: ArrayLike) -> FloatArray:
        """Fractional array indices kji of (n, 3) or (3,) LPS points."""
        points = np.asarray(points_lps_mm, dtype=np.float64)
        return np.asarray(points @ self.inverse_affine[:3, :3].T + self.inverse_affine[:3, 3])

    def contains(self, point_lps_mm: Point) -> bool:
        """Whether a point lies inside the outer faces of the grid (half a voxel beyond the last centres)."""
        index = self.lps_to_index(point_lps_mm)
        return bool(np.all(index >= -0.5) and np.all(index <= np.asarray(self.shape_kji) - 0.5))

    @property
    def center_lps_mm(self) -> Point:
        """The middle of the grid."""
        return as_point(self.index_to_lps((np.asarray(self.shape_kji) - 1) / 2))

    def corners_lps_mm(self) -> FloatArray:
        """The eight outer corners (voxel faces, not centres), shape (8, 3)."""
        high = np.asarray(self.shape_kji, dtype=np.float64) - 0.5
        corners = np.array([[k, j, i] for k in (-0.5, high[0]) for j in (-0.5, high[1]) for i in (-0.5, high[2])])
        return self.index_to_lps(corners)

    def slice_plane(self, k: float) -> Plane:
        """The acquired plane of slice k, origin at the centre of its first pixel."""
        _, down, right = self.directions_kji
        return Plane(as_point(self.index_to_lps((k, 0.0, 0.0))), as_point(right), as_point(down))

    @property
    def acquired_plane_name(self) -> str:
        """`axial`, `sagittal`, `coronal` or `oblique` of the acquired slices."""
        _, down, right = self.directions_kji
        return plane_name(np.cross(right, down))
