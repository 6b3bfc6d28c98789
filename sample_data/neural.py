"""The canal and what is in it: epidural fat, dural sac, conus, cauda equina and the leaving roots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sample_data.bones import JOINT_GAP_HALF_MM, roughness
from sample_data.canvas import MODEL, Canvas
from sample_data.pelvis import sacral_canal_points, sacral_root_path
from sample_data.solids import Field, Triple, capsule, common, joined, polyline, sphere_like, swept_ellipse
from sample_data.spine_shape import Disc, Joint, SpineShape, Vertebra
from sample_data.tissues import Tissue

_SAC_HALF_WIDTH_MM = 8.6
_SAC_HALF_DEPTH_MM = 6.9
_GANGLION_MM = 3.0


@dataclass(frozen=True)
class Extrusion:
    """A disc extrusion: disc name, centre in the disc's frame, radii in mm."""

    disc: str
    center: Triple
    radii: Triple


@dataclass(frozen=True)
class NeuralShape:
    """Neural structures of one spine, with an optional extrusion that pushes the passing root."""

    spine: SpineShape
    extrusion: Extrusion | None
    displaced_root: tuple[str, float] | None = None

    @cached_property
    def canal(self) -> NDArray[np.float64]:
        """Canal centre points (n, 3) in model mm, z rising."""
        points = np.vstack([sacral_canal_points(self.spine), self.spine.canal_centers])
        top = points[-1] + (points[-1] - points[-2]) * 3.0
        points = np.vstack([points, top])
        return points[np.argsort(points[:, 2])]

    def center(self, z: float) -> tuple[float, float]:
        """Canal centre (x, y) at a height."""
        return (
            float(np.interp(z, self.canal[:, 2], self.canal[:, 0])),
            float(np.interp(z, self.canal[:, 2], self.canal[:, 1])),
        )

    def foramen(self, vertebra: Vertebra, side: float) -> NDArray[np.float64]:
        """Where the ganglion of the vertebra's root lies: in the upper foramen, under the pedicle, model mm."""
        size = vertebra.size
        low = size.height_middle / 2 - size.pedicle_height - 1.0
        x = size.canal_width / 2 + size.pedicle_width * 0.5
        return vertebra.frame.to_model((side * x, size.depth / 2 + 5.5, low - 3.6))

    def root_path(self, vertebra: Vertebra, side: float) -> list[Triple]:
        """Model points of a root from the conus to the psoas."""
        size = vertebra.size
        start_z = self.conus_z - 2.0
        pedicle_x = size.canal_width / 2 + size.pedicle_width / 2
        low = size.height_middle / 2 - size.pedicle_height - 1.0
        back = size.depth / 2
        recess = vertebra.frame.to_model((side * (size.canal_width / 2 - 3.0), back + 4.0, size.height_middle * 0.35))
        if self.displaced_root == (vertebra.name, side):
            recess = vertebra.frame.to_model(
                (side * (size.canal_width / 2 - 4.5), back + 7.5, size.height_middle * 0.5)
            )
        out = vertebra.frame.to_model((side * (pedicle_x + 10.0), back - 3.0, low - 13.0))
        away = vertebra.frame.to_model((side * (pedicle_x + 17.0), back - 12.0, low - 32.0))
        inside = [
            self._in_sac(z, side, 0.45 + 0.4 * n / 3, vertebra) for n, z in enumerate(self._descent(start_z, recess[2]))
        ]
        return [*inside, *(_triple(p) for p in (recess, self.foramen(vertebra, side), out, away))]

    def _descent(self, top: float, bottom: float) -> list[float]:
        return (
            list(np.linspace(top, max(bottom + 9.0, min(top - 2.0, bottom + 14.0)), 4))
            if top > bottom + 12
            else [bottom + 12, bottom + 10]
        )

    def _in_sac(self, z: float, side: float, spread: float, vertebra: Vertebra) -> Triple:
        cx, cy = self.center(z)
        order = (ord(vertebra.name[-1]) % 5) * 0.35
        return (cx + side * (2.0 + 5.0 * spread - order), cy + 3.2 - 2.4 * spread + order, z)

    @cached_property
    def conus_z(self) -> float:
        """Height of the tip of the conus medullaris: the L1-L2 disc."""
        disc = self.spine.disc_by_name["L1-L2"]
        return float(disc.frame.origin[2] + 4.0)


def paint_canal_fat(canvas: Canvas, neural: NeuralShape) -> None:
    """Epidural and foraminal fat; paint before the bones."""
    points = neural.canal
    table = np.column_stack(
        [points[:, 2], points[:, 0], points[:, 1] + 1.0, np.full(len(points), 12.5), np.full(len(points), 10.5)]
    )
    _paint_table(canvas, table, Tissue.EPIDURAL_FAT)
    for vertebra in neural.spine.vertebrae:
        for side in (1.0, -1.0):
            center = vertebra.frame.to_local(neural.foramen(vertebra, side))
            low, high = np.subtract(center, (9, 8, 14)), np.add(center, (11, 8, 10))
            region = canvas.grid.box(vertebra.frame, low, high)
            if region is None:
                continue
            x, y, z = region.coordinates(vertebra.frame)
            middle = (float(center[0] + side), float(center[1] + 0.5), float(center[2] - 2.5))
            canvas.paint(region, sphere_like(x, y, z, middle, (10.0, 6.5, 11.0)), Tissue.EPIDURAL_FAT)


def paint_ligaments(canvas: Canvas, spine: SpineShape) -> None:
    """Ligaments between the spinous processes and behind the sac, cartilage in the joints; paint before the bones."""
    _paint_interspinous(canvas, spine)
    for disc, (joints, canal_depth) in zip(spine.discs, _segment_joints(spine), strict=True):
        frame = disc.frame
        back = disc.depth / 2
        region = canvas.grid.box(frame, (-24, back + 4, -13), (24, back + canal_depth + 16, 14))
        if region is None:
            continue
        x, y, z = region.coordinates(frame)
        flat = np.zeros((1, 1, 1), dtype=np.float32)
        lean = y + np.float32(0.25) * z
        band = capsule(
            np.abs(x),
            lean,
            flat,
            ((1.2, back + canal_depth + 4.5, 0.0), (disc.size.facet_x - 3.5, back + 12.0, 0.0)),
            (1.9, 2.3),
        )
        canvas.paint(region, common(band, np.abs(z) - np.float32(12.0), 3.0), Tissue.LIGAMENT)
        for joint in joints:
            center = frame.to_local(joint.center)
            normal = frame.axes.T @ joint.normal
            offset = (x - np.float32(center[0])) * np.float32(normal[0]) + (y - np.float32(center[1])) * np.float32(
                normal[1]
            )
            near = sphere_like(x, y, z, _triple(center), (8.5, 8.5, 10.0))
            gap = np.maximum(near, np.abs(offset) - np.float32(JOINT_GAP_HALF_MM + 0.6))
            canvas.paint(region, np.asarray(gap, np.float32), Tissue.CARTILAGE)


def _paint_interspinous(canvas: Canvas, spine: SpineShape) -> None:
    """The sheet between the spinous processes, and the cord along their tips."""
    tips: list[Triple] = []
    for vertebra in spine.vertebrae:
        size = vertebra.size
        start = size.depth / 2 + size.canal_depth + 5.0
        end = start + size.spinous_length - 7.5
        tip = (0.8, end + 4.0, -size.height_middle * 0.28 - size.spinous_drop)
        tips.append(_triple(vertebra.frame.to_model(tip)))
        reach = size.height_middle / 2 + 9.0
        region = canvas.grid.box(vertebra.frame, (-4, start, -reach - 12), (4, end, reach - 12))
        if region is None:
            continue
        x, y, z = region.coordinates(vertebra.frame)
        sheet = np.abs(x) - np.float32(2.0) - np.float32(0.5) * np.sin(y * np.float32(0.5) + z * np.float32(0.3))
        ends = np.maximum(np.abs(y - np.float32((start + end) / 2)) - np.float32((end - start) / 2), 0)
        sheet = np.maximum(np.maximum(sheet, ends), np.abs(z + 12) - np.float32(reach))
        canvas.paint(region, np.asarray(sheet, np.float32), Tissue.INTERSPINOUS)
    last = spine.sacrum.to_model((0.0, spine.sacral_depth / 2 + 23.0, -30.0))
    _paint_path(canvas, [*tips, _triple(last)], [2.3] * (len(tips) + 1), Tissue.LIGAMENT)


def _segment_joints(spine: SpineShape) -> list[tuple[tuple[Joint, ...], float]]:
    return [(vertebra.facet_joints_below or (), vertebra.size.canal_depth) for vertebra in spine.vertebrae]


def _dura_table(neural: NeuralShape) -> NDArray[np.float64]:
    """Sweep table of the dural sac: full width in the lumbar canal, tapering to its end behind S2."""
    points = neural.canal
    z = points[:, 2]
    sacrum_z = float(neural.spine.sacrum.origin[2])
    taper = np.interp(z, [sacrum_z - 48, sacrum_z - 15, sacrum_z + 30], [0.25, 0.75, 1.0])
    table = np.column_stack(
        [z, points[:, 0], points[:, 1] - 0.6, _SAC_HALF_WIDTH_MM * taper, _SAC_HALF_DEPTH_MM * taper]
    )
    return table[z > sacrum_z - 52]


def sac_distance(neural: NeuralShape, points_model_mm: NDArray[np.float64]) -> Field:
    """Signed distance of the dural sac at model points (n, 3), negative inside; an extrusion is ignored."""
    x, y, z = (points_model_mm[:, n].astype(np.float32).reshape(-1, 1, 1) for n in range(3))
    return swept_ellipse(x, y, z, _dura_table(neural)).ravel()


def paint_neural(canvas: Canvas, neural: NeuralShape) -> None:
    """Dural sac, cord, extrusion and roots; paint after the bones."""
    dura = _dura_table(neural)
    grown = dura.copy()
    grown[:, 3:] += 0.7
    _paint_table(canvas, grown, Tissue.LIGAMENT)
    _paint_table(canvas, dura, Tissue.CSF)
    _paint_cord(canvas, neural)
    _paint_roots(canvas, neural)
    if neural.extrusion is not None:
        _paint_extrusion(canvas, neural.spine.disc_by_name[neural.extrusion.disc], neural.extrusion)


def _paint_cord(canvas: Canvas, neural: NeuralShape) -> None:
    tip = neural.conus_z
    z = np.array([tip, tip + 5, tip + 14, tip + 28, tip + 60, tip + 200])
    radii_x = np.array([0.6, 2.0, 3.6, 4.6, 4.9, 4.9])
    radii_y = np.array([0.6, 1.9, 3.2, 3.9, 3.9, 3.9])
    centers = [neural.center(float(value)) for value in z]
    lift = np.array([2.6, 2.2, 1.6, 0.8, 0.0, 0.0])
    table = np.column_stack(
        [z, [c[0] for c in centers], np.array([c[1] for c in centers]) + lift - 0.6, radii_x, radii_y]
    )
    _paint_table(canvas, _refined(table, neural), Tissue.CORD)


def _refined(table: NDArray[np.float64], neural: NeuralShape) -> NDArray[np.float64]:
    """Rows every few millimetres, following the canal between the given ones."""
    z = np.arange(table[0, 0], min(table[-1, 0], neural.canal[-1, 2]), 4.0)
    base = np.interp(z, neural.canal[:, 2], neural.canal[:, 1])
    given = np.interp(table[:, 0], neural.canal[:, 2], neural.canal[:, 1])
    lift = np.interp(z, table[:, 0], table[:, 2] - given)
    columns = [np.interp(z, table[:, 0], table[:, n]) for n in (1, 3, 4)]
    return np.column_stack([z, columns[0], base + lift, columns[1], columns[2]])


def _paint_roots(canvas: Canvas, neural: NeuralShape) -> None:
    for vertebra in neural.spine.vertebrae:
        for side in (1.0, -1.0):
            path = neural.root_path(vertebra, side)
            outside = len(path) - 4
            radii = [0.75] * outside + [1.7, _GANGLION_MM, 2.2, 1.8]
            _paint_path(canvas, path, radii, Tissue.ROOT)
    for foramen in range(4):
        for side in (1.0, -1.0):
            z = float(neural.spine.sacrum.origin[2] + 14 - 12 * foramen)
            cx, cy = neural.center(z)
            start = (cx + side * (6.0 - 1.3 * foramen), cy + 0.5, z)
            top = neural.conus_z - 4
            tx, ty = neural.center(top)
            strand = [(tx + side * (0.6 + 0.5 * foramen), ty + 3.4, top), *_between(neural, top, z, side, foramen)]
            path = strand + sacral_root_path(neural.spine, start, foramen, side)
            radii = [0.7] * len(strand) + [1.3, 1.9, 2.6 - 0.3 * foramen, 2.2, 1.8]
            _paint_path(canvas, path, radii, Tissue.ROOT)


def _between(neural: NeuralShape, top: float, bottom: float, side: float, order: int) -> list[Triple]:
    points = []
    for z in np.linspace(top, bottom, 9)[1:-1]:
        cx, cy = neural.center(float(z))
        wave = 0.5 * np.sin(z * 0.11 + order * 1.7 + side)
        points.append((cx + side * (0.8 + 0.9 * order) + wave, cy + 3.4 - 0.35 * order, float(z)))
    return points


def _paint_extrusion(canvas: Canvas, disc: Disc, extrusion: Extrusion) -> None:
    center = np.asarray(extrusion.center)
    reach = np.asarray(extrusion.radii) + 5
    region = canvas.grid.box(disc.frame, center - reach, center + reach)
    if region is None:
        return
    x, y, z = region.coordinates(disc.frame)
    dome = sphere_like(x, y, z, extrusion.center, extrusion.radii)
    base_center = (float(center[0]) - 0.8, disc.depth / 2 + 0.2, float(center[2]) * 0.3)
    base = sphere_like(x, y, z, base_center, (extrusion.radii[0] + 2.0, 3.2, 4.2))
    dome = joined(dome, base, 4.0) + np.float32(1.5) * roughness(x, y, z, 3.0)
    canvas.paint(region, dome - np.float32(0.6), Tissue.LIGAMENT)
    canvas.paint(region, dome, Tissue.EXTRUSION)


def _paint_table(canvas: Canvas, table: NDArray[np.float64], tissue: Tissue) -> None:
    """A swept ellipse, piece by piece so that boxes stay small."""
    for start in range(0, len(table) - 1, 2):
        part = table[start : start + 3]
        low = (float((part[:, 1] - part[:, 3]).min()), float((part[:, 2] - part[:, 4]).min()), float(part[0, 0]))
        high = (float((part[:, 1] + part[:, 3]).max()), float((part[:, 2] + part[:, 4]).max()), float(part[-1, 0]))
        region = canvas.grid.box(MODEL, low, high, margin_mm=1.5)
        if region is None:
            continue
        x, y, z = region.coordinates()
        side = swept_ellipse(x, y, z, part, closed=False)
        inside = (z >= part[0, 0]) & (z < part[-1, 0])
        canvas.paint(region, np.where(inside, side, np.float32(10)), tissue)


def _paint_path(canvas: Canvas, path: list[Triple], radii: list[float], tissue: Tissue) -> None:
    for n in range(len(path) - 1):
        ends = np.asarray(path[n : n + 2])
        reach = max(radii[n], radii[n + 1]) + 0.5
        region = canvas.grid.box(MODEL, ends.min(axis=0) - reach, ends.max(axis=0) + reach, margin_mm=0.5)
        if region is None:
            continue
        x, y, z = region.coordinates()
        canvas.paint(region, polyline(x, y, z, path[n : n + 2], radii[n : n + 2]), tissue)


def _triple(values: NDArray[np.float64]) -> Triple:
    return (float(values[0]), float(values[1]), float(values[2]))
