"""A spine of boxes and discs with known centres, as a volume: for what is found along a column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import Point, as_point
from tests.support.phantoms import volume_of
from viewers.imaging.images import Rescale, Volume
from viewers.imaging.spine_evidence_patches import axes_at


@dataclass(frozen=True)
class Tissue:
    """The values of what a phantom is made of."""

    body: float
    disc: float
    endplate: float
    around: float
    canal: float


CT = Tissue(body=180.0, disc=85.0, endplate=320.0, around=40.0, canal=20.0)
BRIGHT_DISCS = Tissue(body=300.0, disc=700.0, endplate=60.0, around=120.0, canal=900.0)
DARK_DISCS = Tissue(body=600.0, disc=250.0, endplate=80.0, around=300.0, canal=150.0)


@dataclass(frozen=True)
class ColumnPhantom:
    """A volume with the centres of its bodies and of the discs below them, from head to foot, LPS mm."""

    volume: Volume
    bodies: tuple[Point, ...]
    discs: tuple[Point, ...]


def column_phantom(
    tissue: Tissue,
    *,
    tilts_deg: tuple[float, ...] = (-10.0, -6.0, -2.0, 3.0, 9.0, 18.0),
    height_mm: float = 26.0,
    disc_mm: float = 9.0,
    depth_mm: float = 33.0,
    width_mm: float = 44.0,
    noise: float = 0.0,
    spacing_mm: float = 1.2,
    is_ct: bool = False,
) -> ColumnPhantom:
    """Bodies that lean by `tilts_deg` one after another, discs between them, a canal behind; the middle is at x = 4."""
    bodies, discs, here = [], [], np.array([4.0, 0.0, 0.0])
    for number, tilt in enumerate(tilts_deg):
        if number:
            lean = axes_at((tilt + tilts_deg[number - 1]) / 2)
            here = here + lean.caudal * disc_mm / 2
            discs.append(here)
            here = here + lean.caudal * disc_mm / 2
        here = here + axes_at(tilt).caudal * height_mm / 2
        bodies.append(here)
        here = here + axes_at(tilt).caudal * height_mm / 2
    low = np.min(bodies, axis=0) - np.array([60, 60, 22])
    high = np.max(bodies, axis=0) + np.array([60, 70, 22])
    shape = tuple(int(n) for n in np.ceil((high - low) / spacing_mm)[::-1])
    affine = np.diag([spacing_mm] * 3 + [1.0])[:, [2, 1, 0, 3]]
    affine[:3, 3] = low
    k, j, i = np.meshgrid(*(np.arange(n) for n in shape), indexing="ij")
    points = np.stack([i, j, k], axis=-1) * spacing_mm + low
    values = _painted(points, bodies, discs, tilts_deg, tissue, (height_mm, disc_mm, depth_mm, width_mm))
    values += np.random.default_rng(7).normal(0.0, noise, values.shape) if noise else 0.0
    volume = volume_of(np.rint(values).astype(np.int16), affine, rescale=Rescale(unit="HU" if is_ct else ""))
    return ColumnPhantom(volume, tuple(as_point(b) for b in bodies), tuple(as_point(d) for d in discs))


def _painted(
    points: NDArray[np.float64],
    bodies: list[NDArray[np.float64]],
    discs: list[NDArray[np.float64]],
    tilts_deg: tuple[float, ...],
    tissue: Tissue,
    sizes: tuple[float, float, float, float],
) -> NDArray[np.float64]:
    height, gap, depth, width = sizes
    middles = np.array(bodies)
    order = np.argsort(middles[:, 2])
    front = np.interp(points[..., 2], middles[order, 2], middles[order, 1])
    values = np.full(points.shape[:-1], tissue.around)
    beside, behind = np.abs(points[..., 0] - middles[0, 0]), points[..., 1] - front
    values[(beside < 10) & (behind > depth / 2 + 2) & (behind < depth / 2 + 18)] = tissue.canal

    def cover(center: NDArray[np.float64], tilt: float, size: tuple[float, float], value: float) -> None:
        axes = axes_at(tilt)
        along, across = (points - center) @ axes.caudal, (points - center) @ axes.posterior
        is_in = (np.abs(along) <= size[0] / 2) & (np.abs(across) <= size[1] / 2) & (beside <= width / 2)
        values[is_in] = value

    for number, center in enumerate(discs):
        cover(center, (tilts_deg[number] + tilts_deg[number + 1]) / 2, (gap + 4, depth), tissue.disc)
    for center, tilt in zip(bodies, tilts_deg, strict=True):
        cover(center, tilt, (height, depth), tissue.endplate)
        cover(center, tilt, (height - 3.0, depth - 3.0), tissue.body)
    return values
