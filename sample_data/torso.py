"""Everything soft around the spine: skin, fat, muscles, vessels, kidneys, liver and bowel with its gas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sample_data.canvas import MODEL, Canvas, Region
from sample_data.solids import Field, Triple, capsule, joined, sphere_like, swept_ellipse
from sample_data.spine_shape import SpineShape
from sample_data.tissues import Tissue

_SLAB = 8


@dataclass(frozen=True)
class TorsoShape:
    """A body around a spine; `girth` scales width and depth, `fat_mm` is the usual depth of the subcutaneous fat."""

    spine: SpineShape
    girth: float
    fat_mm: float
    seed: int

    @cached_property
    def contour(self) -> NDArray[np.float64]:
        """Rows (z, half width, half depth, centre y), z rising."""
        tips = [
            v.frame.to_model((0, v.size.depth / 2 + v.size.canal_depth + v.size.spinous_length, -8.0))
            for v in reversed(self.spine.vertebrae)
        ]
        sacrum = self.spine.sacrum
        low = [sacrum.to_model((0, 34.0, z)) for z in (-110.0, -75.0, -40.0)]
        points = np.array([*low, *tips])
        z = np.linspace(points[0, 2] - 60, points[-1, 2] + 60, 60)
        back = np.interp(z, points[:, 2], points[:, 1])
        kernel = np.hanning(17) / np.hanning(17).sum()
        back = np.convolve(np.pad(back, 8, mode="edge"), kernel, mode="valid") + 9.0 + self.fat_mm
        s = sacrum.origin[2]
        width = np.interp(z, [s - 110, s - 40, s + 40, s + 100, s + 230], [172, 168, 150, 143, 146]) * self.girth
        front = np.interp(z, [s - 110, s - 30, s + 60, s + 150, s + 230], [-100, -108, -116, -112, -108]) * self.girth
        front = front + np.interp(z, points[:, 2], points[:, 1] * 0.0) - 10
        return np.column_stack([z, width, (back - front) / 2, (back + front) / 2])

    def skin_distance(self, x: Field, y: Field, z: Field) -> Field:
        """Signed distance of the skin, mm (approximate), with the furrow along the back."""
        table = self.contour
        a, b, c = (np.interp(z, table[:, 0], table[:, n]).astype(np.float32) for n in (1, 2, 3))
        return _ring(x, y, a, b, c)

    def skin_back_y(self, x_mm: float, z_mm: float) -> float:
        """Where a line straight back from (x, z) leaves the skin, model mm."""
        y = np.arange(0, 160, 0.25, dtype=np.float32).reshape(1, -1, 1)
        x, z = np.full((1, 1, 1), x_mm, np.float32), np.full((1, 1, 1), z_mm, np.float32)
        inside = self.skin_distance(x, y, z).ravel() < 0
        return float(y.ravel()[inside].max())


def _ring(x: Field, y: Field, a: Field, b: Field, c: Field) -> Field:
    v = (y - c) / b
    v = v + np.float32(0.075) * np.exp(-((x / 17) ** 2)) * np.clip(v, 0, 1)
    u2, v2 = (x / a) ** 2, v * v
    quartic = u2 * u2 + v2 * v2 + np.float32(1.15) * u2 * v2
    return np.asarray((np.sqrt(np.sqrt(quartic)) - 1) * b, dtype=np.float32)


def paint_torso(canvas: Canvas, torso: TorsoShape) -> None:
    """Skin, fat, the muscle wall, visceral fat, organs, bowel, vessels and the muscles along the spine."""
    table = torso.contour
    reach = (float(table[:, 1].max()) + 2, float((table[:, 3] + table[:, 2]).max()) + 2)
    front = float((table[:, 3] - table[:, 2]).min()) - 2
    whole = canvas.grid.box(MODEL, (-reach[0], front, -1e4), (reach[0], reach[1], 1e4))
    for region in whole.slabs(_SLAB) if whole is not None else ():
        x, y, z = region.coordinates()
        a, b, c = (np.interp(z, table[:, 0], table[:, n]).astype(np.float32) for n in (1, 2, 3))
        canvas.paint(region, _ring(x, y, a, b, c), Tissue.SKIN)
        canvas.paint(region, _ring(x, y, a - 2, b - 2, c), Tissue.FAT)
        _paint_wall(canvas, torso, region, (x, y, z), (a, b, c))
    _paint_organs(canvas, torso)
    _paint_bowel(canvas, torso)
    _paint_muscles(canvas, torso)
    _paint_vessels(canvas, torso)


def _paint_wall(
    canvas: Canvas, torso: TorsoShape, region: Region, at: tuple[Field, Field, Field], ring: tuple[Field, Field, Field]
) -> None:
    (x, y, z), (a, b, c) = at, ring
    fat = torso.fat_mm
    low = np.clip((np.float32(torso.spine.sacrum.origin[2] + 30) - z) / 90, 0, 1)
    side = np.asarray(a - fat * (1.0 + 0.5 * low), dtype=np.float32)
    depth = np.asarray(b - fat * 0.95, dtype=np.float32)
    shift = np.asarray(c + fat * 0.05, dtype=np.float32)
    wave = np.sin(x * np.float32(0.071) + z * np.float32(0.043)) * np.sin(z * np.float32(0.057) + np.float32(1.3))
    wall = _ring(x, y, side, depth, shift)
    septum = np.abs(wall - np.float32(fat * 0.42) + 3 * wave) - np.float32(0.25)
    canvas.paint(region, np.asarray(septum, np.float32), Tissue.LIGAMENT, opacity=0.4)
    canvas.paint(region, np.asarray(wall + wave, np.float32), Tissue.MUSCLE)
    for inset, bend in ((4.8, 1.2), (9.6, -1.0)):
        layer = np.abs(wall + np.float32(inset) + np.float32(bend) * wave) - np.float32(0.45)
        canvas.paint(region, np.asarray(layer, np.float32), Tissue.FAT, opacity=0.6)
    inner = np.asarray(_ring(x, y, side - 14, depth - 11, shift - 2) - np.float32(2) * wave, np.float32)
    canvas.paint(region, np.maximum(inner, _cavity(torso, at, ring)), Tissue.VISCERAL_FAT)


def _cavity(torso: TorsoShape, at: tuple[Field, Field, Field], ring: tuple[Field, Field, Field]) -> Field:
    """Behind it is muscle: above the iliac crest a bent plane along the back, below it the iliac wings."""
    (x, y, z), (_, b, c) = at, ring
    origin = torso.spine.sacrum.origin
    back = y - (c + b * np.float32(0.60)) + np.float32(0.0013) * x * x
    low = np.maximum(np.float32(origin[2] - 25) - z, 0)
    wing = np.abs(x) + np.float32(0.7) * (y - np.float32(origin[1])) - np.float32(76) + np.float32(0.004) * low * low
    share = np.clip((z - np.float32(origin[2] + 12)) / 30, 0, 1)
    return np.asarray(share * back + (1 - share) * wing, dtype=np.float32)


def _centers(spine: SpineShape) -> NDArray[np.float64]:
    """Body centres from the sacrum up, (n, 3), z rising."""
    low = [spine.sacrum.to_model((0, 0, z)) for z in (-70.0, -20.0)]
    return np.array([*low, *(v.frame.origin for v in reversed(spine.vertebrae))])


def _along(spine: SpineShape, rows: list[tuple[float, float, float, float, float]], side: float) -> NDArray[np.float64]:
    """A sweep table from rows (z above the S1 endplate, lateral, behind the body centre, rx, ry)."""
    line = _centers(spine)
    s = spine.sacrum.origin[2]
    dense = np.arange(rows[0][0], rows[-1][0] + 1, 6.0)
    columns = [np.interp(dense, [r[0] for r in rows], [r[n] for r in rows]) for n in range(1, 5)]
    z = dense + s
    x = np.interp(z, line[:, 2], line[:, 0]) + side * columns[0]
    y = np.interp(z, line[:, 2], line[:, 1]) + columns[1]
    return np.column_stack([z, x, y, columns[2], columns[3]])


def _rounded(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sweep table with both ends tapering to a blunt tip, as muscles do toward their tendons."""
    z = np.linspace(table[0, 0], table[-1, 0], 2 * len(table) + 12)
    near = np.clip(np.minimum(z - z[0], z[-1] - z) / _TENDON_MM, 0, 1)
    columns = [np.interp(z, table[:, 0], table[:, n]) for n in range(1, 5)]
    shrink = np.maximum(np.sqrt(1 - (1 - near) ** 2), 0.06)
    return np.column_stack([z, columns[0], columns[1], columns[2] * shrink, columns[3] * shrink])


_TENDON_MM = 26.0
_PSOAS = [
    (-75, 66, -62, 17, 15),
    (-40, 62, -46, 18, 16),
    (0, 54, -26, 18, 19),
    (40, 46, -8, 17, 20),
    (80, 39, 2, 14, 18),
    (115, 33, 8, 9, 13),
    (150, 28, 10, 4, 7),
]
_MULTIFIDUS = [
    (-85, 14, 40, 10, 6),
    (-40, 17, 42, 15, 11),
    (0, 18, 49, 16, 16),
    (40, 17, 50, 15, 15),
    (100, 15, 49, 12, 13),
    (170, 13, 46, 10, 11),
    (260, 12, 44, 9, 9),
]
_LONGISSIMUS = [
    (-30, 30, 45, 10, 6),
    (0, 38, 46, 18, 13),
    (40, 40, 43, 23, 19),
    (100, 38, 42, 23, 19),
    (170, 34, 42, 21, 16),
    (260, 32, 44, 20, 13),
]
_QUADRATUS = [(20, 74, 22, 14, 7), (50, 66, 21, 16, 8), (90, 56, 21, 13, 7), (130, 46, 22, 7, 5)]
_GLUTEUS = [
    (-120, 92, 20, 58, 30),
    (-70, 88, 22, 52, 27),
    (-30, 100, 20, 42, 24),
    (5, 112, 6, 30, 20),
    (28, 112, 4, 12, 10),
]
_ILIACUS = [(-100, 98, -58, 22, 14), (-50, 92, -40, 24, 14), (-10, 94, -24, 20, 11), (15, 96, -10, 10, 6)]


def _paint_muscles(canvas: Canvas, torso: TorsoShape) -> None:
    groups = (
        (_GLUTEUS, 1.8),
        (_ILIACUS, 1.0),
        (_QUADRATUS, 0.6),
        (_LONGISSIMUS, 0.9),
        (_PSOAS, 0.6),
        (_MULTIFIDUS, 0.8),
    )
    for rows, fascia in groups:
        for side in (1.0, -1.0):
            table = _along(torso.spine, [tuple(map(float, row)) for row in rows], side)  # type: ignore[misc]
            _paint_muscle(canvas, torso, _rounded(table), fascia)


def _paint_muscle(canvas: Canvas, torso: TorsoShape, table: NDArray[np.float64], fascia: float) -> None:
    region = _table_box(canvas, table, fascia)
    if region is None:
        return
    x, y, z = region.coordinates()
    coarse = np.sin(x * np.float32(0.33) + z * np.float32(0.05)) * np.sin(y * np.float32(0.37) - z * np.float32(0.07))
    muscle = swept_ellipse(x, y, z, table)
    lobes = np.float32(1.3) * coarse * np.clip(1 + muscle / 4, 0, 1)
    inside = np.maximum(np.asarray(muscle + lobes, np.float32), _inside_skin(torso, x, y, z))
    canvas.paint(region, inside - np.float32(fascia), Tissue.VISCERAL_FAT)
    canvas.paint(region, inside, Tissue.MUSCLE)
    canvas.paint(region, inside + 1, Tissue.FAT, opacity=_fascicles(x, y, z, canvas.grain(region, shift=11)))


def _fascicles(x: Field, y: Field, z: Field, grain: Field) -> Field:
    """Share of fat between muscle fascicles: thin sheets that run along the body, broken up by `grain`."""
    bend = np.sin(x * np.float32(0.19) + y * np.float32(0.13) + z * np.float32(0.024))
    bend = bend + np.sin(y * np.float32(0.37) - x * np.float32(0.27) + z * np.float32(0.031))
    one = np.sin(x * np.float32(0.43) + y * np.float32(0.21) + z * np.float32(0.030) + np.float32(1.3) * bend)
    other = np.sin(y * np.float32(0.47) - x * np.float32(0.16) - z * np.float32(0.041) - np.float32(1.1) * bend)
    sheet = np.maximum(1 - np.float32(3.2) * np.abs(one), 1 - np.float32(3.2) * np.abs(other))
    patchy = np.float32(0.20) + np.float32(0.12) * grain + np.float32(0.22) * bend
    return np.asarray(np.clip(sheet, 0, 1) * np.clip(patchy, 0.04, 0.6), np.float32)


def _inside_skin(torso: TorsoShape, x: Field, y: Field, z: Field) -> Field:
    return torso.skin_distance(x, y, z) + np.float32(torso.fat_mm * 0.45)


def _table_box(canvas: Canvas, table: NDArray[np.float64], margin: float) -> Region | None:
    low = ((table[:, 1] - table[:, 3]).min(), (table[:, 2] - table[:, 4]).min(), table[0, 0])
    high = ((table[:, 1] + table[:, 3]).max(), (table[:, 2] + table[:, 4]).max(), table[-1, 0])
    return canvas.grid.box(MODEL, low, high, margin_mm=margin + 2)


def _paint_vessels(canvas: Canvas, torso: TorsoShape) -> None:
    spine = torso.spine
    half = spine.by_name["L3"].size.depth / 2
    split = 42.0
    aorta = [
        (split, 4, -half - 11, 8.5, 8),
        (120, 9, -half - 12, 9.5, 9.5),
        (175, 12, -half - 11, 10.5, 10.5),
        (260, 14, -half - 8, 11, 11),
    ]
    cava = [
        (split - 8, -15, -half - 7, 11, 7),
        (120, -19, -half - 9, 12, 9),
        (200, -24, -half - 18, 13, 11),
        (260, -26, -half - 26, 13, 12),
    ]
    for rows in (aorta, cava):
        table = _along(spine, [tuple(map(float, row)) for row in rows], 1.0)  # type: ignore[misc]
        region = _table_box(canvas, table, 1)
        if region is not None:
            x, y, z = region.coordinates()
            canvas.paint(region, swept_ellipse(x, y, z, table), Tissue.VESSEL)
    center = np.array([4.0, 0, 0]) + _point_on(spine, split)
    for side, radius, start in (
        (1.0, 5.6, (0.0, -half - 11)),
        (-1.0, 5.6, (-2.0, -half - 11)),
        (1.0, 6.6, (-16.0, -half - 6)),
        (-1.0, 6.6, (-17.0, -half - 6)),
    ):
        a = np.add(center, (start[0], start[1], 4))
        b = np.add(_point_on(spine, -12), (side * 34, -half - 8, 0))
        c = np.add(_point_on(spine, -72), (side * 56, -half - 16, 0))
        _paint_rod(canvas, (a, b, c), radius, Tissue.VESSEL)


def _point_on(spine: SpineShape, above_s1: float) -> NDArray[np.float64]:
    line = _centers(spine)
    z = spine.sacrum.origin[2] + above_s1
    return np.array([np.interp(z, line[:, 2], line[:, 0]), np.interp(z, line[:, 2], line[:, 1]), z])


def _paint_rod(canvas: Canvas, points: tuple[NDArray[np.float64], ...], radius: float, tissue: Tissue) -> None:
    for a, b in pairwise(points):
        region = canvas.grid.box(MODEL, np.minimum(a, b) - radius, np.maximum(a, b) + radius)
        if region is not None:
            x, y, z = region.coordinates()
            ends = ((float(a[0]), float(a[1]), float(a[2])), (float(b[0]), float(b[1]), float(b[2])))
            canvas.paint(region, capsule(x, y, z, ends, (radius, radius)), tissue)


def _paint_organs(canvas: Canvas, torso: TorsoShape) -> None:
    spine = torso.spine
    for side, lift, girth in ((1.0, 122.0, 1.0), (-1.0, 112.0, 0.97)):
        center = np.add(_point_on(spine, lift), (side * 66, 14, 0))
        _paint_kidney(canvas, center, side, girth)
    high = _point_on(spine, 205)
    g = torso.girth
    _paint_ball(canvas, torso, np.add(high, (-62 * g, -42, 8)), (76 * g, 78, 92), Tissue.LIVER)
    _paint_ball(canvas, torso, np.add(high, (92 * g, 6, 6)), (34, 44, 50), Tissue.LIVER)


def _paint_kidney(canvas: Canvas, center: NDArray[np.float64], side: float, girth: float) -> None:
    region = canvas.grid.box(MODEL, np.subtract(center, (42, 36, 60)), np.add(center, (42, 36, 60)))
    if region is None:
        return
    x, y, z = region.coordinates()
    dx, dy, dz = x - np.float32(center[0]), y - np.float32(center[1]), z - np.float32(center[2])
    lean = dx + np.float32(side * 0.20) * dz
    kidney = sphere_like(lean, dy, dz, (0, 0, 0), (27 * girth, 24 * girth, 52 * girth))
    hilum = sphere_like(lean, dy, dz, (-side * 22.0, -4.0, 0.0), (21.0, 11.0, 24.0))
    kidney = np.maximum(kidney, -hilum)
    canvas.paint(region, kidney, Tissue.KIDNEY)
    pelvis = sphere_like(lean, dy, dz, (-side * 16.0, -4.0, 0.0), (11.0, 6.0, 13.0))
    canvas.paint(region, pelvis, Tissue.BOWEL_CONTENT, opacity=0.8)


def _paint_ball(canvas: Canvas, torso: TorsoShape, center: NDArray[np.float64], radii: Triple, tissue: Tissue) -> None:
    region = canvas.grid.box(MODEL, center - radii, center + radii)
    if region is None:
        return
    x, y, z = region.coordinates()
    ball = sphere_like(x, y, z, (float(center[0]), float(center[1]), float(center[2])), radii)
    inside = torso.skin_distance(x, y, z) + np.float32(torso.fat_mm + 22)
    canvas.paint(region, joined(np.maximum(ball, inside), np.full((1, 1, 1), 50, np.float32), 1.0), tissue)


@dataclass(frozen=True)
class _Gut:
    """A piece of bowel: points (n, 3) in model mm with a radius each; `gas` says how full of gas each piece is."""

    points: NDArray[np.float64]
    radii: NDArray[np.float64]
    gas: NDArray[np.float64]
    content: Tissue


_SMALL_BOWEL = (24, 13)
"""Loops, and points along each."""
_SMALL_STEP_MM = 20.0


def _guts(torso: TorsoShape) -> list[_Gut]:
    """Winding small bowel in front of the spine, colon with pouches along the flanks; the same for a seed."""
    rng = np.random.default_rng(torso.seed)
    s = torso.spine.sacrum.origin[2]
    low, high = np.array([-84 * torso.girth, -96, s - 85]), np.array([84 * torso.girth, -50, s + 160])
    guts = []
    for _ in range(_SMALL_BOWEL[0]):
        points = _wander(rng, low, high, _SMALL_BOWEL[1])
        radii = rng.uniform(8.5, 12.0) + rng.uniform(-1.2, 1.2, len(points))
        gas = np.where(rng.random(len(points)) < 0.12, rng.uniform(0.3, 1.4, len(points)), 0)
        guts.append(_Gut(points, radii, gas, Tissue.BOWEL_CONTENT))
    for side in (1.0, -1.0):
        z = np.linspace(s - 20, s + 150, 15)
        x = side * torso.girth * (92 + 5 * np.sin(z * 0.09)) + rng.uniform(-2, 2, len(z))
        y = -26 + 10 * np.cos(z * 0.05 + side) + rng.uniform(-3, 3, len(z))
        radii = 16.5 + 3.4 * np.cos(np.pi * np.arange(len(z))) + rng.uniform(-1, 1, len(z))
        gas = np.where(rng.random(len(z)) < 0.4, rng.uniform(0.3, 1.0, len(z)), 0)
        guts.append(_Gut(np.column_stack([x, y, z]), radii, gas, Tissue.STOOL))
    return guts


def _wander(
    rng: np.random.Generator, low: NDArray[np.float64], high: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """A random walk that bends rather than turns and stays in a box, (count, 3)."""
    point, way = rng.uniform(low, high), rng.standard_normal(3) * (1, 0.5, 0.8)
    points = []
    for _ in range(count):
        points.append(point)
        way = way / np.linalg.norm(way) + 0.75 * rng.standard_normal(3) * (1, 0.5, 0.8)
        step = point + _SMALL_STEP_MM * way / np.linalg.norm(way)
        way = np.where((step < low) | (step > high), -way, way)
        point = np.clip(step, low, high)
    return np.array(points)


def _paint_bowel(canvas: Canvas, torso: TorsoShape) -> None:
    for gut in _guts(torso):
        for inset, tissue in ((0.0, Tissue.BOWEL_WALL), (2.0, gut.content)):
            for n in range(len(gut.points) - 1):
                _paint_gut(canvas, torso, gut, n, inset, tissue)
        for n in np.nonzero(gut.gas[:-1])[0].tolist():
            _paint_gut(canvas, torso, gut, n, 2.2, Tissue.GAS)


def _paint_gut(canvas: Canvas, torso: TorsoShape, gut: _Gut, n: int, inset: float, tissue: Tissue) -> None:
    """One piece of bowel; gas lies in front of a level, ragged over stool."""
    a, b = gut.points[n : n + 2]
    radii = (float(gut.radii[n]), float(gut.radii[n + 1]))
    region = canvas.grid.box(MODEL, np.minimum(a, b) - max(radii), np.maximum(a, b) + max(radii))
    if region is None:
        return
    x, y, z = region.coordinates()
    loop = capsule(x, y, z, ((float(a[0]), float(a[1]), float(a[2])), (float(b[0]), float(b[1]), float(b[2]))), radii)
    loop = loop + np.asarray(np.sin(x * np.float32(0.4)) * np.sin(z * np.float32(0.33)), np.float32)
    loop = np.maximum(loop, torso.skin_distance(x, y, z) + np.float32(torso.fat_mm + 16)) + np.float32(inset)
    if tissue is Tissue.GAS:
        level = min(a[1], b[1]) + (gut.gas[n] - 0.9) * min(radii)
        ragged = np.float32(2.0) * canvas.grain(region, shift=5) if gut.content is Tissue.STOOL else np.float32(0)
        loop = np.maximum(loop, np.asarray(y - np.float32(level) + ragged, np.float32))
    canvas.paint(region, loop, tissue)
