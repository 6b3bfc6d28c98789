"""Where every vertebra, disc and joint of a synthetic spine is: a chain built upward from the sacral endplate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sample_data.canvas import Frame
from sample_data.solids import Triple

RIM_INSET_MM = 1.5
"""Corner points lie this far inside the anterior and posterior wall, on the endplate (not on the rounded edge)."""

BACK_HOLLOW = 0.916
"""The back wall is hollow: on the midline it lies at this share of half the depth (see `kidney_section`)."""


@dataclass(frozen=True)
class VertebraSize:
    """Measures of one vertebra in mm. `height_front` and `height_back` are at the body's walls.

    `bottom_tilt_deg` is the slope of the lower endplate in the vertebra's own frame; the upper one takes the rest of
    the wedge. A fractured vertebra keeps its healthy lower tilt. `spur_above` and `spur_below` are how far osteophytes
    of the two front rims reach beyond the body.
    """

    name: str
    width: float
    depth: float
    height_front: float
    height_back: float
    concavity: float
    bottom_tilt_deg: float
    canal_width: float
    canal_depth: float
    pedicle_width: float
    pedicle_height: float
    transverse_tip: Triple
    spinous_length: float
    spinous_half_height: float
    spinous_drop: float
    lateral_shift: float = 0.0
    upper_concavity: float | None = None
    spur_above: float = 0.0
    spur_below: float = 0.0

    @property
    def height_middle(self) -> float:
        """Distance of the endplate planes at the body's centre."""
        return (self.height_front + self.height_back) / 2

    @property
    def wedge_deg(self) -> float:
        """Angle between the endplates, positive when the front is taller."""
        half = np.tan(np.radians(self.bottom_tilt_deg))
        rest = (self.height_front - self.height_back) / self.depth - half
        return float(self.bottom_tilt_deg + np.degrees(np.arctan(rest)))


@dataclass(frozen=True)
class DiscSize:
    """Height at the centre in mm, wedge in degrees (front taller), forward slip of the vertebra above in mm."""

    height: float
    wedge_deg: float
    slip: float = 0.0
    facet_x: float = 15.0
    facet_angle_deg: float = 35.0


@dataclass(frozen=True)
class Joint:
    """One facet joint: centre in model mm, `normal` from inferior to superior process, `up` along it."""

    center: NDArray[np.float64]
    normal: NDArray[np.float64]
    up: NDArray[np.float64]


@dataclass(frozen=True)
class Vertebra:
    """A vertebra in place."""

    size: VertebraSize
    frame: Frame
    facet_joints_above: tuple[Joint, Joint] | None = None
    facet_joints_below: tuple[Joint, Joint] | None = None

    @property
    def name(self) -> str:
        """`L4`."""
        return self.size.name

    def endplate_z(self, y: NDArray[np.float32], *, upper: bool) -> NDArray[np.float32]:
        """Local height of an endplate along the midline at local depth y, with its concavity."""
        size = self.size
        bottom = np.tan(np.radians(size.bottom_tilt_deg))
        slope = (size.height_front - size.height_back) / size.depth - bottom if upper else bottom
        scoop = size.concavity if not upper or size.upper_concavity is None else size.upper_concavity
        center = -0.06 * size.depth if upper else 0.04 * size.depth
        bowl = scoop * np.clip(1 - ((y - center) / (0.47 * size.depth)) ** 2, 0, 1)
        plane = size.height_middle / 2 - y * slope
        z = plane - bowl if upper else -(plane - bowl)
        return np.asarray(z, dtype=np.float32)

    def corner(self, *, upper: bool, where: float) -> NDArray[np.float64]:
        """A point of an endplate in model mm; `where` is -1 at the front, 0 in the middle, 1 at the back."""
        y = where * (self.size.depth / 2 * (BACK_HOLLOW if where > 0 else 1.0) - RIM_INSET_MM)
        z = float(self.endplate_z(np.asarray([y], dtype=np.float32), upper=upper)[0])
        return self.frame.to_model((0.0, y, z))


@dataclass(frozen=True)
class Disc:
    """A disc in place; `name` is `L4-L5`."""

    name: str
    size: DiscSize
    frame: Frame
    width: float
    depth: float


@dataclass(frozen=True)
class SpineShape:
    """A whole lumbar spine: vertebrae from the top down, discs from the top down, and the sacrum's frame.

    The sacral frame has its origin at the centre of the S1 endplate, z along the endplate normal.
    """

    vertebrae: tuple[Vertebra, ...]
    discs: tuple[Disc, ...]
    sacrum: Frame
    sacral_joints: tuple[Joint, Joint]
    sacral_depth: float

    @cached_property
    def by_name(self) -> Mapping[str, Vertebra]:
        """Vertebrae by name."""
        return {vertebra.name: vertebra for vertebra in self.vertebrae}

    @cached_property
    def disc_by_name(self) -> Mapping[str, Disc]:
        """Discs by name."""
        return {disc.name: disc for disc in self.discs}

    @cached_property
    def canal_centers(self) -> NDArray[np.float64]:
        """Points (n, 3) along the middle of the canal, from below upward, rising in z."""
        points = [self.sacrum.to_model((0, self.sacral_depth / 2 + 8.5, -2.0))]
        for disc, vertebra in zip(reversed(self.discs), reversed(self.vertebrae), strict=True):
            points.append(disc.frame.to_model((0, disc.depth / 2 + 8.3, 0)))
            points.append(vertebra.frame.to_model((0, vertebra.size.depth / 2 + vertebra.size.canal_depth / 2, 2.0)))
        return np.asarray(points)


def build_spine(sizes: tuple[VertebraSize, ...], discs: tuple[DiscSize, ...], slope_deg: float) -> SpineShape:
    """Stack vertebrae and discs (both from the bottom up) on a sacral endplate of the given slope.

    The model origin is the body centre of the third vertebra below T12. Raises `ValueError` on unequal lengths.
    """
    if len(sizes) != len(discs):
        raise ValueError("every vertebra needs the disc below it")
    point, angle = np.zeros(2), slope_deg
    frames: list[Frame] = []
    disc_frames: list[Frame] = []
    for size, disc in zip(sizes, discs, strict=True):
        middle = angle - disc.wedge_deg / 2
        disc_frames.append(_sagittal_frame(point + disc.height / 2 * _up(middle), middle, size.lateral_shift))
        angle -= disc.wedge_deg
        point = point + disc.height * _up(middle) + disc.slip * _front(angle)
        own = angle - size.bottom_tilt_deg
        frames.append(_sagittal_frame(point + size.height_middle / 2 * _up(own), own, size.lateral_shift))
        point = point + size.height_middle * _up(own)
        angle = angle - size.wedge_deg
    sacrum = _sagittal_frame(np.zeros(2), slope_deg, 0.0)
    middle_index = next(n for n, size in enumerate(sizes) if size.name == "L3")
    origin = frames[middle_index].origin * (0, 1, 1)
    return _assembled(
        sizes,
        discs,
        [_moved(f, origin) for f in frames],
        [_moved(f, origin) for f in disc_frames],
        _moved(sacrum, origin),
    )


def _assembled(
    sizes: tuple[VertebraSize, ...],
    disc_sizes: tuple[DiscSize, ...],
    frames: list[Frame],
    disc_frames: list[Frame],
    sacrum: Frame,
) -> SpineShape:
    joints = [_joints(frame, size, disc) for frame, size, disc in zip(disc_frames, sizes, disc_sizes, strict=True)]
    vertebrae, discs = [], []
    for n, size in enumerate(sizes):
        above = joints[n + 1] if n + 1 < len(sizes) else None
        vertebrae.append(Vertebra(size, frames[n], above, joints[n]))
        lower = sizes[n - 1] if n else None
        width = (size.width + lower.width) / 2 if lower else size.width
        depth = (size.depth + lower.depth) / 2 if lower else size.depth
        name = f"{size.name}-{lower.name if lower else 'S1'}"
        discs.append(Disc(name, disc_sizes[n], disc_frames[n], width, depth))
    return SpineShape(tuple(reversed(vertebrae)), tuple(reversed(discs)), sacrum, joints[0], sizes[0].depth)


def _joints(frame: Frame, size: VertebraSize, disc: DiscSize) -> tuple[Joint, Joint]:
    """Left and right facet joint of a segment, left first."""
    angle = np.radians(disc.facet_angle_deg)
    sides = []
    for sign in (1.0, -1.0):
        center = frame.to_model((sign * disc.facet_x, size.depth / 2 + 17.5, 1.5))
        normal = frame.direction_to_model((sign * np.cos(angle), -np.sin(angle), 0.0))
        sides.append(Joint(center, normal, frame.axes[:, 2]))
    return sides[0], sides[1]


def _up(angle_deg: float) -> NDArray[np.float64]:
    """Endplate normal in (y, z) of an endplate that slopes forward and down by the angle."""
    return np.array([-np.sin(np.radians(angle_deg)), np.cos(np.radians(angle_deg))])


def _front(angle_deg: float) -> NDArray[np.float64]:
    return np.array([-np.cos(np.radians(angle_deg)), -np.sin(np.radians(angle_deg))])


def _sagittal_frame(point: NDArray[np.float64], angle_deg: float, shift: float) -> Frame:
    up, front = _up(angle_deg), _front(angle_deg)
    axes = np.array([[1.0, 0.0, 0.0], [0.0, -front[0], up[0]], [0.0, -front[1], up[1]]])
    return Frame(np.array([shift, point[0], point[1]]), axes)


def _moved(frame: Frame, origin: NDArray[np.float64]) -> Frame:
    return Frame(frame.origin - origin, frame.axes)
