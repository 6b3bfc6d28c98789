"""The three-dimensional view as values: what is in the scene, where it is seen from, and the finished picture."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotations.geometry import FloatArray, Point, VolumeGeometry, as_point
from viewers.state.cuts_3d import NO_CUTS, Cuts3D
from viewers.state.viewport_state import Camera3D, Quality

Rgb = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

ACCENT: Rgb = (0.208, 0.710, 0.675)
"""The theme's accent (#35b5ac)."""

NEEDLE_POINTS = 33
"""A needle is asked at so many places whether bone lies before it."""

LABEL_DEPTH_MM = 22.0
"""From the middle of a vertebral body to its front: half of a large one's depth, and the bone's rim."""

FRONT = Camera3D()
"""From straight in front of the patient."""


@dataclass(frozen=True)
class Sphere3D:
    """A finding or target point: a ball in LPS mm. `item_id` is what a click on its label selects."""

    center_lps_mm: Point
    radius_mm: float = 4.0
    color: Rgb = ACCENT
    item_id: str = ""
    label: str = ""


@dataclass(frozen=True)
class Needle3D:
    """A straight needle from skin entry to tip, LPS mm."""

    entry_lps_mm: Point
    tip_lps_mm: Point
    color: Rgb = ACCENT
    radius_mm: float = 0.9
    item_id: str = ""
    label: str = ""

    def points_lps_mm(self) -> FloatArray:
        """Points (`NEEDLE_POINTS`, 3) from entry to tip, evenly apart."""
        share = np.linspace(0, 1, NEEDLE_POINTS)[:, None]
        return np.asarray(self.entry_lps_mm) * (1 - share) + np.asarray(self.tip_lps_mm) * share


@dataclass(frozen=True)
class Label3D:
    """A name at a point, LPS mm: a level of the spine."""

    text: str
    point_lps_mm: Point


@dataclass(frozen=True)
class Scene3D:
    """One request: camera, picture size (width, height), what is left out and what is drawn beside the volume."""

    camera: Camera3D = FRONT
    size_px: tuple[int, int] = (800, 600)
    quality: Quality = Quality.FINE
    spheres: tuple[Sphere3D, ...] = ()
    needles: tuple[Needle3D, ...] = ()
    crosshair_lps_mm: Point | None = None
    labels: tuple[Label3D, ...] = ()
    cuts: Cuts3D = NO_CUTS

    def depth_points_lps_mm(self, toward_eye: Point) -> FloatArray:
        """The points (n, 3) of which a frame says whether they are covered: balls, labels, then along each needle.

        Of a ball it is the side toward the eye; of a label it lies before the vertebra that the label names, so that
        only other bone covers it.
        """
        near = [np.asarray(s.center_lps_mm) + s.radius_mm * np.asarray(toward_eye) for s in self.spheres]
        along = [needle.points_lps_mm() for needle in self.needles]
        named = [np.asarray(label.point_lps_mm) + LABEL_DEPTH_MM * np.asarray(toward_eye) for label in self.labels]
        rows = [*near, *named]
        return np.vstack([np.asarray(rows, dtype=np.float64).reshape(-1, 3), *along])


@dataclass(frozen=True)
class Projected:
    """Where points are in a picture: display pixels (n, 2), depth beyond the focal plane (n,) in mm, inside or not."""

    display_px: FloatArray
    depth_mm: FloatArray
    visible: NDArray[np.bool_]


@dataclass(frozen=True)
class View3D:
    """A parallel projection: every millimetre is `1 / mm_per_px` display pixels at any depth.

    `right`, `up` and `forward` (away from the viewer) are LPS unit vectors; `focal_point_lps_mm` is drawn in the
    middle of the picture.
    """

    focal_point_lps_mm: Point
    right: Point
    up: Point
    forward: Point
    mm_per_px: float
    size_px: tuple[int, int]

    @property
    def toward_eye(self) -> Point:
        """Unit vector from every point to the eye."""
        return (-self.forward[0], -self.forward[1], -self.forward[2])

    def ray_at(self, display_px: tuple[float, float]) -> tuple[Point, Point]:
        """(a point of it, unit direction away from the eye) of the line of sight through a display pixel, LPS mm."""
        across, down = np.asarray(display_px) - (np.asarray(self.size_px) - 1) / 2
        place = np.asarray(self.focal_point_lps_mm) + self.mm_per_px * (
            across * np.asarray(self.right) - down * np.asarray(self.up)
        )
        return as_point(place), self.forward

    def project(self, points_lps_mm: ArrayLike) -> Projected:
        """Display pixels and depth of (n, 3) LPS points; zero is the centre of the top-left pixel."""
        offset = np.asarray(points_lps_mm, dtype=np.float64).reshape(-1, 3) - np.asarray(self.focal_point_lps_mm)
        middle = (np.asarray(self.size_px) - 1) / 2
        basis = np.array([self.right, -np.asarray(self.up)])
        display = middle + offset @ basis.T / self.mm_per_px
        inside = (display >= -0.5).all(axis=1) & (display <= np.asarray(self.size_px) - 0.5).all(axis=1)
        return Projected(display, offset @ np.asarray(self.forward), inside)


@dataclass(frozen=True, eq=False)
class Frame3D:
    """A finished 3-D picture: uint8 `pixels[row, column, 3]`, or black with the reason in `failure`.

    `renderer` says what drew it (driver name); `letters` are the edge letters (left, right, top, bottom); `covered`
    which of the scene's depth points lie behind something solid.
    """

    pixels: NDArray[np.uint8]
    scene: Scene3D
    view: View3D
    letters: tuple[str, str, str, str] = ("?", "?", "?", "?")
    renderer: str = ""
    failure: str = ""
    covered: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def covered_spheres(self) -> tuple[bool, ...]:
        """Of each ball of the scene, whether something lies before it."""
        return self._covered(0, len(self.scene.spheres))

    def covered_labels(self) -> tuple[bool, ...]:
        """Of each label of the scene, whether something lies before its point."""
        return self._covered(len(self.scene.spheres), len(self.scene.labels))

    def covered_needle(self, number: int) -> tuple[bool, ...]:
        """Of each point along a needle of the scene, whether something lies before it."""
        first = len(self.scene.spheres) + len(self.scene.labels) + number * NEEDLE_POINTS
        return self._covered(first, NEEDLE_POINTS)

    def _covered(self, first: int, count: int) -> tuple[bool, ...]:
        found = [bool(one) for one in self.covered[first : first + count]]
        return (*found, *([False] * (count - len(found))))

    def project(self, points_lps_mm: ArrayLike) -> Projected:
        """Where LPS points (n, 3) are in this picture, so that labels can be painted over it."""
        return self.view.project(points_lps_mm)


def camera_directions(camera: Camera3D) -> tuple[Point, Point, Point]:
    """(right, up, forward) LPS unit vectors of a camera.

    0/0 stands in front of the patient; + azimuth walks toward the patient's left, + elevation rises toward the head,
    + roll turns the picture clockwise.
    """
    azimuth, elevation, roll = np.radians((camera.azimuth_deg, camera.elevation_deg, camera.roll_deg))
    across = np.array([np.sin(azimuth), -np.cos(azimuth), 0.0])
    forward = -(np.cos(elevation) * across + np.array([0.0, 0.0, np.sin(elevation)]))
    upright = -np.sin(elevation) * across + np.array([0.0, 0.0, np.cos(elevation)])
    sideways = np.cross(forward, upright)
    up = np.cos(roll) * upright - np.sin(roll) * sideways
    return as_point(np.cross(forward, up)), as_point(up), as_point(forward)


def view_of(geometry: VolumeGeometry, camera: Camera3D, size_px: tuple[int, int]) -> View3D:
    """The view of a volume: at zoom 1 the longest edge of its bounding box fits the shorter side of the picture."""
    right, up, forward = camera_directions(camera)
    corners = geometry.corners_lps_mm()
    mm_per_px = float(np.ptp(corners, axis=0).max()) / min(size_px) / camera.zoom
    pan_x, pan_y = camera.pan_px
    shift = (pan_y * np.asarray(up) - pan_x * np.asarray(right)) * mm_per_px
    return View3D(as_point(corners.mean(axis=0) + shift), right, up, forward, mm_per_px, size_px)
