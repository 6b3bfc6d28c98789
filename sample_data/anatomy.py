"""Painting a whole patient on a canvas, in the order in which things cover each other."""

from __future__ import annotations

import numpy as np

from sample_data.bones import kidney_section, paint_rib, paint_vertebra
from sample_data.canvas import MODEL, Canvas
from sample_data.neural import paint_canal_fat, paint_ligaments, paint_neural
from sample_data.patients import PatientRecipe
from sample_data.pelvis import paint_pelvis
from sample_data.solids import Triple, common, sphere_like
from sample_data.spine_shape import Disc, Vertebra
from sample_data.tissues import Tissue
from sample_data.torso import TorsoShape, paint_torso

_BULGE_MM = 0.8


def paint_patient(canvas: Canvas, patient: PatientRecipe) -> None:
    """The patient as the canvas' contrasts show it."""
    spine = patient.spine
    paint_torso(canvas, patient.torso)
    paint_canal_fat(canvas, patient.neural)
    paint_ligaments(canvas, spine)
    for disc in spine.discs:
        paint_disc(canvas, disc, patient.nucleus_of(disc.name), vacuum=disc.name == patient.vacuum_disc)
    for vertebra in spine.vertebrae:
        if vertebra.name in ("T11", "T12"):
            _paint_ribs(canvas, vertebra, patient.torso)
    for vertebra in spine.vertebrae:
        paint_vertebra(canvas, vertebra)
    paint_pelvis(canvas, spine)
    paint_neural(canvas, patient.neural)


def paint_disc(canvas: Canvas, disc: Disc, nucleus: Tissue, *, vacuum: bool) -> None:
    """Annulus and nucleus, or gas in it, between two endplates; paint before the bones, which cover the overlap."""
    half = disc.size.height / 2 + 4.5
    wide, deep = disc.width / 2 + _BULGE_MM, disc.depth / 2 + _BULGE_MM
    region = canvas.grid.box(disc.frame, (-wide, -deep, -half), (wide, deep, half))
    if region is None:
        return
    x, y, z = region.coordinates(disc.frame)
    y = y + np.float32(disc.size.slip / 2) * np.clip(z / np.float32(disc.size.height), -0.5, 0.5) * 2
    section = kidney_section(x, y, wide, deep)
    section = section + np.float32(0.035) * z * z * np.float32(min(1.0, 9.0 / disc.size.height))
    canvas.paint(region, common(section, np.abs(z) - np.float32(half), 1.0), Tissue.ANNULUS)
    core = sphere_like(x, y, z, (0.0, 1.0, 0.0), (wide * 0.66, deep * 0.62, disc.size.height / 2 + 2.6))
    canvas.paint(region, core, nucleus)
    if nucleus is not Tissue.NUCLEUS_DEGENERATED:
        cleft = sphere_like(x, y, z, (0.0, 1.5, 0.0), (wide * 0.5, deep * 0.42, 0.9))
        canvas.paint(region, cleft, Tissue.CLEFT, opacity=0.8)
    if vacuum:
        bent = np.asarray(z + np.float32(0.003) * x * np.abs(x), np.float32)
        gas = sphere_like(x, y, bent, (1.5, -2.0, 0.3), (wide * 0.52, deep * 0.46, 1.5))
        canvas.paint(region, gas, Tissue.VACUUM)


def _paint_ribs(canvas: Canvas, vertebra: Vertebra, torso: TorsoShape) -> None:
    """A rib on each side, from the body's side around the trunk under the muscle wall."""
    size = vertebra.size
    sweep = 56.0 if vertebra.name == "T12" else 88.0
    drop = 0.40 if vertebra.name == "T12" else 0.50
    for side in (1.0, -1.0):
        head = vertebra.frame.to_model((side * (size.width / 2 - 2), size.depth / 2 - 4, 4.0))
        points: list[Triple] = [(float(head[0]), float(head[1]), float(head[2]))]
        neck = vertebra.frame.to_model((side * (size.width / 2 + 7), size.depth / 2 + 13, 1.0))
        points.append((float(neck[0]), float(neck[1]), float(neck[2])))
        for angle in np.arange(24.0, sweep + 1, 4.0):
            travel = (angle - 24.0) * 1.9
            z = float(neck[2]) - 4 - travel * drop
            points.append(_on_cage(torso, side, float(angle), z))
        paint_rib(canvas, points, 4.1, MODEL)


def _on_cage(torso: TorsoShape, side: float, angle_deg: float, z: float) -> Triple:
    table = torso.contour
    a, b, c = (float(np.interp(z, table[:, 0], table[:, n])) for n in (1, 2, 3))
    a, b = a - torso.fat_mm - 10, b - torso.fat_mm - 15
    s, t = np.sin(np.radians(angle_deg)), np.cos(np.radians(angle_deg))
    r = 1 / (((s / a) ** 4 + (t / b) ** 4 + 1.15 * (s * t / (a * b)) ** 2) ** 0.25)
    return (side * float(r * s), c + float(r * t), z)
