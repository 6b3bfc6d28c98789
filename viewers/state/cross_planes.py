"""Three planes through one focus, turned together or one by one: oblique MPR as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from annotations.geometry import FloatArray, Plane, Point, as_point
from viewers.imaging.images import Volume
from viewers.state.frame_layout import volume_layout
from viewers.state.navigation import SCREEN_DIRECTIONS, plane_of, scale_of
from viewers.state.viewport_state import ViewPlane, ViewportState

ROLES = (ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL)
"""What a plane was before it was turned, and is called ever after; in the order of the layout of three planes."""
SMALLEST_ANGLE_DEG = 15.0
"""Unlocked planes stay at least this far from parallel: nearer, their lines and their focus would jump about."""
SMALLEST_UPRIGHT = 0.3
"""A plane keeps the turn of its picture when the wanted direction is less than so much within it (17 degrees)."""
STRAIGHT_TOLERANCE = 1e-9
"""Directions this near the patient axes are those axes: what was turned back is not called oblique."""


def rotation(axis: ArrayLike, degrees: float) -> FloatArray:
    """The (3, 3) matrix that turns vectors by the right hand about a unit axis (Rodrigues)."""
    x, y, z = np.asarray(axis, dtype=np.float64) / np.linalg.norm(axis)
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    angle = np.radians(degrees)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * (cross @ cross))


def turned_plane(plane: Plane, axis: ArrayLike, degrees: float, about: Point) -> Plane:
    """A plane turned about a line through a point; its directions are made exactly perpendicular again."""
    matrix = rotation(axis, degrees)
    origin = np.asarray(about) + matrix @ (np.asarray(plane.origin_lps_mm) - about)
    return rotated_plane(plane.moved_to(as_point(origin)), matrix)


def rotated_plane(plane: Plane, matrix: FloatArray) -> Plane:
    """A plane through the same origin whose directions are turned by a (3, 3) rotation, exactly perpendicular again."""
    right, down = matrix @ np.asarray(plane.row_direction), matrix @ np.asarray(plane.column_direction)
    right = right / np.linalg.norm(right)
    down = down - (down @ right) * right
    return Plane(plane.origin_lps_mm, as_point(right), as_point(down / np.linalg.norm(down)))


def upright_plane(plane: Plane, role: ViewPlane) -> Plane:
    """The same cut with its picture turned upright for what it is called: head up, or the patient's left on the right.

    A plane that has been turned so far that it has no such direction stays as it is.
    """
    normal = np.asarray(plane.normal)
    wanted = np.asarray(SCREEN_DIRECTIONS[role][0 if role is ViewPlane.AXIAL else 1])
    within = wanted - (wanted @ normal) * normal
    length = float(np.linalg.norm(within))
    if length < SMALLEST_UPRIGHT:
        return plane
    first = within / length
    if role is ViewPlane.AXIAL:
        return Plane(plane.origin_lps_mm, as_point(first), as_point(np.cross(normal, first)))
    return Plane(plane.origin_lps_mm, as_point(np.cross(first, normal)), as_point(first))


@dataclass(frozen=True)
class CrossPlanes:
    """The axial, sagittal and coronal plane of one volume, wherever they have been turned. LPS mm."""

    axial: Plane
    sagittal: Plane
    coronal: Plane

    @staticmethod
    def straight(focus: Point) -> CrossPlanes:
        """The patient's own planes through a point."""
        axial, sagittal, coronal = (Plane(focus, *SCREEN_DIRECTIONS[role]) for role in ROLES)
        return CrossPlanes(axial, sagittal, coronal)

    def of(self, role: ViewPlane) -> Plane:
        """One of the three. Raises `KeyError` for a view that is none of them."""
        return dict(zip(ROLES, (self.axial, self.sagittal, self.coronal), strict=True))[role]

    @property
    def focus(self) -> Point:
        """Where the three meet."""
        planes = (self.axial, self.sagittal, self.coronal)
        normals = np.array([plane.normal for plane in planes])
        offsets = [np.dot(plane.normal, plane.origin_lps_mm) for plane in planes]
        return as_point(np.linalg.solve(normals, offsets))

    @property
    def is_rectangular(self) -> bool:
        """Whether each is perpendicular to the others."""
        normals = np.array([plane.normal for plane in (self.axial, self.sagittal, self.coronal)])
        return bool(np.abs(normals @ normals.T - np.eye(3)).max() < STRAIGHT_TOLERANCE * 1e3)

    @property
    def smallest_angle_deg(self) -> float:
        """How far the two most nearly parallel planes are from parallel."""
        normals = np.array([plane.normal for plane in (self.axial, self.sagittal, self.coronal)])
        cosines = np.abs((normals @ normals.T)[np.triu_indices(3, k=1)])
        return float(np.degrees(np.arccos(min(1.0, cosines.max()))))

    def turned(self, axis: ArrayLike, degrees: float, roles: Iterable[ViewPlane] = ROLES) -> CrossPlanes:
        """Some planes turned by the right hand about an axis through the focus; `axis` is an LPS direction."""
        about, chosen = self.focus, frozenset(roles)
        axial, sagittal, coronal = (
            turned_plane(self.of(role).moved_to(about), axis, degrees, about) if role in chosen else self.of(role)
            for role in ROLES
        )
        return CrossPlanes(axial, sagittal, coronal)

    def moved(self, role: ViewPlane, point: Point) -> CrossPlanes:
        """One plane moved parallel to itself so that it passes through a point."""
        moved = self.of(role).moved_to(point)
        return replace(self, **{role.value: moved})


def turned_by_line(
    planes: CrossPlanes, shown_on: ViewPlane, line: ViewPlane, axis: ArrayLike, degrees: float, *, is_locked: bool
) -> CrossPlanes | None:
    """The planes after the line of one was turned on the picture of another, about that picture's normal.

    Locked, the third plane turns along, so that angles between planes stay. Unlocked, only the plane whose line was
    taken turns; None where it would come too near to another.
    """
    roles = [role for role in ROLES if role is not shown_on] if is_locked else [line]
    turned = planes.turned(axis, degrees, roles)
    is_worse = turned.smallest_angle_deg < min(SMALLEST_ANGLE_DEG, planes.smallest_angle_deg - 1e-6)
    return None if is_worse else turned


def role_state(state: ViewportState, role: ViewPlane, plane: Plane) -> ViewportState:
    """The view of one of the planes: the patient's own plane where it lies on it, else oblique."""
    directions = np.array([plane.row_direction, plane.column_direction])
    is_straight = np.abs(directions - np.array(SCREEN_DIRECTIONS[role])).max() < STRAIGHT_TOLERANCE
    view, oblique = (role, None) if is_straight else (ViewPlane.OBLIQUE, plane)
    return replace(state, plane=view, oblique=oblique, focus_lps_mm=plane.origin_lps_mm)


def kept_in_place(
    volume: Volume, before: ViewportState, after: ViewportState, size_px: tuple[int, int], point: Point
) -> ViewportState:
    """The state after a turn with a point of the cut where it was on the screen, at the same scale."""
    old, new = plane_of(volume, before), plane_of(volume, after)
    if old is None or new is None:
        return after
    geometry = volume_layout(volume, before, old, size_px)
    scaled = replace(after, scale=scale_of(geometry))
    moved = geometry.lps_to_display(point) - volume_layout(volume, scaled, new, size_px).lps_to_display(point)
    return replace(scaled, pan_px=(after.pan_px[0] + float(moved[0]), after.pan_px[1] + float(moved[1])))
