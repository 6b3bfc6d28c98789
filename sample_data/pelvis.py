"""The sacrum with its foramina, canal and crest, and the iliac wings beside it with the sacroiliac joint space."""

from __future__ import annotations

import numpy as np

from sample_data.bones import articular_distance, roughness
from sample_data.canvas import Canvas, Frame
from sample_data.solids import Field, Triple, capsule, common, joined, sphere_like
from sample_data.spine_shape import BACK_HOLLOW, SpineShape
from sample_data.tissues import Tissue

SACRAL_LENGTH_MM = 108.0
FORAMINA: tuple[tuple[str, float, float, float], ...] = (
    ("S1", 23.0, -27.0, 6.4),
    ("S2", 20.0, -50.0, 5.6),
    ("S3", 17.0, -70.0, 4.8),
    ("S4", 14.0, -87.0, 3.8),
)
"""Sacral foramina: the root that leaves, distance from the midline, height in the sacral frame, radius, mm."""
_SI_GAP_MM = 1.9
_SHELL_MM = 1.15

_Z = np.array([-108.0, -95, -80, -62, -45, -30, -12, 0, 6])
_CURVE = np.array([-26.0, -13, -3.0, 2.5, 4.0, 3.5, 1.5, 0, 0])
_BODY_X = np.array([9.0, 12, 15, 18, 20, 22, 24, 25.5, 25.5])
_BODY_Y = np.array([4.0, 5.5, 6.5, 8.0, 9.5, 11.5, 15.0, 17.0, 17.0])
_WING_X = np.array([8.0, 17, 28, 42, 60, 70, 70, 64, 60])
_WING_Y = np.array([4.0, 5.0, 6.5, 8.0, 10, 12.5, 14.5, 13.5, 12.5])


def _profile(z: Field, values: np.ndarray) -> Field:
    return np.interp(z, _Z, values).astype(np.float32)


def sacrum_distance(shape: SpineShape, x: Field, y: Field, z: Field) -> Field:
    """Signed distance of the sacrum in its frame, canal and foramina carved out."""
    ax = np.abs(x)
    bent = y - _profile(z, _CURVE)
    body_x, body_y, wing_x, wing_y = (_profile(z, row) for row in (_BODY_X, _BODY_Y, _WING_X, _WING_Y))
    wall = body_y * np.where(bent > 0, np.float32(BACK_HOLLOW), np.float32(1))
    round_body = np.sqrt((ax / body_x) ** 2 + (bent / wall) ** 2)
    bowl = np.float32(1.6) * np.clip(1 - (x / 22) ** 2 - (y / 15) ** 2, 0, 1)
    body = common(
        np.asarray((round_body - 1) * np.minimum(body_x, body_y), np.float32), np.asarray(z + bowl, np.float32), 2.5
    )
    wing_center = np.float32(4.0) + np.float32(0.26) * (ax - 20)
    thickness = np.abs(bent - wing_center) - wing_y * (1 - np.float32(0.0035) * np.abs(ax - 34))
    edge = ax - wing_x
    top = z + np.float32(2.0) + np.float32(0.24) * np.maximum(ax - 22, 0) - np.float32(0.10) * (bent - 8)
    wing = common(common(np.asarray(thickness, np.float32), np.asarray(edge, np.float32), 7.0), top, 7.0)
    whole = joined(body, np.asarray(wing, np.float32), 5.0)
    whole = joined(whole, _back_plate(ax, bent, z, body_y), 3.0)
    for joint in shape.sacral_joints:
        side = float(np.sign(joint.center[0]))
        base: Triple = (side * 22.0, 22.0, -6.0)
        part = articular_distance(shape.sacrum, joint, base, x, y, z, superior=True)
        whole = joined(whole, part, 3.0)
    whole = np.maximum(whole, np.float32(-SACRAL_LENGTH_MM) - z)
    return _carved(whole, ax, bent, z, body_y)


def _back_plate(ax: Field, bent: Field, z: Field, body_y: Field) -> Field:
    width = np.interp(z, [-100, -60, -20, -8], [8, 15, 22, 20]).astype(np.float32)
    depth = np.interp(z, [-100, -60, -20, 0], [7, 11, 17, 18]).astype(np.float32)
    middle = body_y + depth / 2
    arch = np.sqrt((ax / width) ** 2 + ((bent - middle) / (depth / 2 + 4)) ** 2)
    plate = common((arch - 1) * np.float32(8), np.maximum(z + 5, -96 - z), 3.0)
    bumps = np.float32(3.0) * np.cos(z * np.float32(2 * np.pi / 21))
    crest = np.maximum(ax - np.float32(2.6), np.abs(bent - (body_y + depth)) - (np.float32(7.0) + bumps))
    crest = common(np.asarray(crest, np.float32), np.maximum(z + 10, -82 - z), 4.0)
    return joined(plate, crest, 4.0)


def _carved(whole: Field, ax: Field, bent: Field, z: Field, body_y: Field) -> Field:
    width = np.interp(z, [-92, -50, 0], [4.5, 9.5, 14.5]).astype(np.float32)
    depth = np.interp(z, [-92, -50, 0], [2.6, 4.6, 8.0]).astype(np.float32)
    q = np.sqrt((ax / width) ** 2 + ((bent - body_y - depth - 0.5) / depth) ** 2)
    canal = np.maximum((q - 1) * depth, -94 - z)
    whole = common(whole, -np.asarray(canal, np.float32), 1.5)
    for _, off, height, radius in FORAMINA:
        hole = capsule(
            ax, bent, z, ((off + 3, -22.0, height - 2), (off - 3, 34.0, height + 1)), (radius, radius * 0.72)
        )
        whole = common(whole, -hole, 2.0)
    return whole


_ILIUM = np.array([(38.0, 66), (45, 52), (56, 34), (74, 13), (99, -8), (117, -34), (124, -64)])
"""The iliac plate in an axial cut at S1, (lateral, posterior) from the centre of the S1 endplate, mm."""
_ILIUM_S = np.array([0.0, 0.1, 0.25, 0.4, 0.6, 0.85, 1.0])
_ILIUM_HALF = np.array([5.0, 8.5, 8.0, 4.6, 2.2, 2.8, 4.6])
_CREST = np.array([-36.0, -8.0, 17.0, 30.0, 34.0, 12.0, -22.0])
_LOWER = np.array([-58.0, -76.0, -62.0, -66.0, -112.0, -116.0, -52.0])
_BOW_MM = 6.5
_COLUMN_MM = 11.0
"""How far the wing bows outward between crest and column, and how much the column above the hip thickens it."""
_FINE_S = np.linspace(0, 1, 41)


def _smooth(values: np.ndarray) -> np.ndarray:
    """A profile along the plate without corners, on `_FINE_S`."""
    fine = np.pad(np.interp(_FINE_S, _ILIUM_S, values), 4, mode="reflect", reflect_type="odd")
    kernel = np.hanning(9) / np.hanning(9).sum()
    return np.asarray(np.convolve(fine, kernel, mode="valid"))


def ilium_distance(origin: np.ndarray, x: Field, y: Field, z: Field) -> Field:
    """Signed distance of both iliac wings, in model mm; `origin` is the centre of the S1 endplate.

    The plate is a curve in the axial plane, given as lateral distance and position along it over depth.
    """
    lateral, dy, dz = _beside(origin, x, y, z)
    rising = _smooth(_ILIUM[:, 1])[::-1]
    curve = np.interp(dy, rising, _smooth(_ILIUM[:, 0])[::-1]).astype(np.float32)
    along = np.interp(dy, rising, _FINE_S[::-1]).astype(np.float32)
    slope = np.interp(dy, rising, np.gradient(_smooth(_ILIUM[:, 0])[::-1], rising)).astype(np.float32)
    across = np.abs(lateral - curve) / np.sqrt(1 + slope * slope)
    half, crest, lower = (
        np.interp(along, _FINE_S, _smooth(row)).astype(np.float32) for row in (_ILIUM_HALF, _CREST, _LOWER)
    )
    rim = np.float32(4.2) * np.exp(-(((dz - crest + 6) / 8) ** 2))
    column = np.float32(_COLUMN_MM) * np.exp(-(((along - np.float32(0.62)) / np.float32(0.24)) ** 2))
    column = column * np.clip((np.float32(-30) - dz) / 58, 0, 1.1) ** 2
    ends = np.maximum(dy - np.float32(rising[-1]), np.float32(rising[0]) - dy)
    outline = common(np.asarray(np.maximum(dz - crest, lower - dz) * np.float32(0.8), np.float32), ends, 10.0)
    auricular = np.sin(dz * np.float32(0.15) + 1) * np.sin(dy * np.float32(0.13)) * np.clip(1.6 - 4 * along, 0, 1)
    return common(np.asarray(across - (half + rim + column) + auricular, np.float32), outline, 7.0)


def _beside(origin: np.ndarray, x: Field, y: Field, z: Field) -> tuple[Field, Field, Field]:
    """Lateral distance with the wing's flare and bow taken out; depth and height from the S1 endplate's centre."""
    ax, dy, dz = np.abs(x - np.float32(origin[0])), y - np.float32(origin[1]), z - np.float32(origin[2])
    flare = np.clip((np.float32(30) - dy) / 90, 0, 1) * np.float32(0.30)
    front = np.clip((np.float32(24) - dy) / 40, 0, 1)
    bow = np.float32(_BOW_MM) * front * np.clip(1 - ((dz + 22) / 46) ** 2, -1.2, 1)
    return np.asarray(ax - flare * np.maximum(dz, np.float32(-70)) - bow, np.float32), dy, dz


def paint_pelvis(canvas: Canvas, shape: SpineShape) -> None:
    """Iliac wings and sacrum with cortical shells and the joint space between them."""
    origin = shape.sacrum.origin
    for side in (1.0, -1.0):
        low, high = (8.0, -76.0, -112.0), (152.0, 78.0, 44.0)
        if side < 0:
            low, high = (-high[0], low[1], low[2]), (-low[0], high[1], high[2])
        frame = Frame(origin, np.eye(3))
        region = canvas.grid.box(frame, low, high, margin_mm=0)
        if region is None:
            continue
        x, y, z = region.coordinates()
        bone = ilium_distance(origin, x, y, z) + roughness(x, y, z, 5.0 + side)
        canvas.paint(region, bone, Tissue.CORTICAL)
        canvas.paint(region, bone + np.float32(_SHELL_MM + 0.2), Tissue.CANCELLOUS_PELVIS)
    paint_sacrum(canvas, shape)


def paint_sacrum(canvas: Canvas, shape: SpineShape) -> None:
    """The sacrum over what was painted before; the iliac wings must have been painted."""
    frame = shape.sacrum
    region = canvas.grid.box(frame, (-70, -40, -SACRAL_LENGTH_MM), (70, 46, 22))
    if region is None:
        return
    x, y, z = region.coordinates(frame)
    bone = sacrum_distance(shape, x, y, z) + roughness(x, y, z, 9.0)
    gx, gy, gz = region.coordinates()
    ilium = ilium_distance(frame.origin, gx, gy, gz)
    bone = common(bone, np.float32(_SI_GAP_MM) - ilium, 1.0)
    lateral, dy, _ = _beside(frame.origin, gx, gy, gz)
    bone = common(bone, np.asarray(lateral + np.float32(0.70) * dy - 80, np.float32), 1.0)
    space = np.maximum(ilium - np.float32(_SI_GAP_MM + 1), bone - np.float32(_SI_GAP_MM + 1))
    clear = np.maximum(space, -ilium)
    canvas.paint(region, np.asarray(clear, np.float32), Tissue.CARTILAGE)
    canvas.paint(region, bone, Tissue.CORTICAL)
    canvas.paint(region, bone + np.float32(_SHELL_MM), Tissue.CANCELLOUS_PELVIS)
    for height, half in ((-31.0, 1.4), (-53.0, 0.7), (-72.0, 0.4)):
        curve = float(np.interp(height, _Z, _CURVE))
        depth = float(np.interp(height, _Z, _BODY_Y))
        remnant = sphere_like(x, y, z, (0.0, curve, height), (14.0 - 6 * (half < 1), depth * 0.82, half + 1.0))
        canvas.paint(region, remnant, Tissue.CORTICAL, opacity=0.55)
        canvas.paint(region, remnant + np.float32(1.0), Tissue.NUCLEUS_AGED)


def sacral_canal_points(shape: SpineShape) -> np.ndarray:
    """Points along the middle of the sacral canal in model mm, from below upward."""
    heights = np.array([-92.0, -70, -50, -30, -10])
    depth = np.interp(heights, [-92, -50, 0], [2.6, 4.6, 8.0])
    y = np.interp(heights, _Z, _CURVE) + np.interp(heights, _Z, _BODY_Y) + depth + 0.5
    return shape.sacrum.to_model(np.column_stack([np.zeros(5), y, heights]))


def sacral_root_path(shape: SpineShape, start: Triple, foramen: int, side: float) -> list[Triple]:
    """Model points of a sacral root from the sac through its ventral foramen."""
    _, off, height, _ = FORAMINA[foramen]
    curve = float(np.interp(height, _Z, _CURVE))
    depth = float(np.interp(height, _Z, _BODY_Y))
    local = [
        (side * (off - 6), curve + depth + 5, height + 12),
        (side * (off - 1), curve + depth * 0.4, height + 2),
        (side * (off + 3), curve - depth - 2, height - 4),
        (side * (off + 10), curve - depth - 10, height - 16),
    ]
    points = [shape.sacrum.to_model(point) for point in local]
    return [start, *((float(p[0]), float(p[1]), float(p[2])) for p in points)]
