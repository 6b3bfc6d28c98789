"""Vertebrae as solids: body, pedicles, laminae, articular, transverse and spinous processes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sample_data.canvas import Canvas, Frame
from sample_data.solids import Field, Triple, capsule, common, joined, sphere_like
from sample_data.spine_shape import Joint, Vertebra, VertebraSize
from sample_data.tissues import Tissue

JOINT_GAP_HALF_MM = 1.0
"""Half the width of a facet joint space."""
_WALL_MM = 0.85
_ENDPLATE_MM = 1.35
_ARCH_SHELL_MM = 1.3
_WAIST = 0.115


def kidney_section(
    x: Field, y: Field, half_width: Field | float | np.float32, half_depth: Field | float | np.float32
) -> Field:
    """The bean-shaped cross-section of bodies and discs: flat to hollow at the back, rounded in front."""
    u = np.asarray(x / np.asarray(half_width, np.float32), np.float32)
    v = np.asarray(y / np.asarray(half_depth, np.float32), np.float32)
    hollow = np.float32(0.10) * np.exp(-((u / np.float32(0.42)) ** 2)) * np.clip(v, 0, 2)
    v = v * (1 + hollow) + np.float32(0.06) * u * u * np.clip(v, 0, 2)
    square = np.minimum(u * u, np.float32(1.2)) * np.minimum(v * v, np.float32(1.2))
    r = np.sqrt(np.maximum(u * u + v * v - np.float32(0.32) * square, 0))
    return np.asarray((r - 1) * np.minimum(half_width, half_depth), dtype=np.float32)


def roughness(x: Field, y: Field, z: Field, phase: float) -> Field:
    """A few tenths of a millimetre of unevenness, so that no surface is a perfect solid."""
    a = np.sin(x * np.float32(0.46) + np.float32(phase)) * np.sin(y * np.float32(0.51) + np.float32(1.3 * phase))
    b = np.sin(z * np.float32(0.55) + np.float32(2.1 * phase)) + np.float32(0.6) * np.sin(
        (x + z) * np.float32(0.21) + np.float32(phase)
    )
    return np.asarray(np.float32(0.28) * a * b, dtype=np.float32)


def body_distance(vertebra: Vertebra, x: Field, y: Field, z: Field) -> Field:
    """Signed distance of the vertebral body in its own frame."""
    size = vertebra.size
    level = np.clip(z / np.float32(size.height_middle / 2), -1.1, 1.1)
    pinch = 1 - np.float32(_WAIST) * np.clip(1 - level * level, 0, 1)
    wall = kidney_section(x, y, np.float32(size.width / 2) * pinch, np.float32(size.depth / 2) * pinch)
    fade = np.clip(1 - (x / np.float32(size.width / 2)) ** 2, 0, 1)
    caps = []
    for upper, sign in ((True, 1.0), (False, -1.0)):
        plate = vertebra.endplate_z(y, upper=upper)
        flat = _flat_endplate(vertebra, y, upper=upper)
        surface = flat + (plate - flat) * fade
        caps.append(np.float32(sign) * (z - surface))
    whole = common(wall, np.maximum(caps[0], caps[1]), 2.5)
    for reach, sign in ((size.spur_above, 1.0), (size.spur_below, -1.0)):
        if reach:
            whole = joined(whole, _spur(size, x, y, z, reach, sign), 2.0)
    return whole


def _spur(size: VertebraSize, x: Field, y: Field, z: Field, reach: float, sign: float) -> Field:
    """An osteophyte: a lip along the front rim of an endplate, longest right of the middle."""
    edge = size.height_front / 2 - 3.5
    lip = kidney_section(x, y, size.width / 2 + reach * 0.55, size.depth / 2 + reach)
    near = np.abs(z - np.float32(sign * edge) - np.float32(sign * 0.5) * np.maximum(lip + np.float32(reach - 1), 0))
    front = y + np.float32(size.depth * 0.16) + np.float32(0.10) * x
    return common(common(lip, np.asarray(near - np.float32(2.3), np.float32), 3.0), np.asarray(front, np.float32), 6.0)


def _flat_endplate(vertebra: Vertebra, y: Field, *, upper: bool) -> Field:
    size = vertebra.size
    bottom = np.tan(np.radians(size.bottom_tilt_deg))
    slope = (size.height_front - size.height_back) / size.depth - bottom if upper else bottom
    plane = size.height_middle / 2 - y * np.float32(slope)
    return np.asarray(plane if upper else -plane, dtype=np.float32)


def arch_distance(vertebra: Vertebra, x: Field, y: Field, z: Field) -> Field:
    """Signed distance of everything behind the body, both sides, in the vertebra's frame."""
    size = vertebra.size
    ax = np.abs(x + np.float32(0.5) * np.sin(z * np.float32(0.16) + np.float32(size.width)))
    back = size.depth / 2
    lamina_y = back + size.canal_depth
    pedicle_x = size.canal_width / 2 + size.pedicle_width / 2
    arch = _pedicle(size, ax, y, z, pedicle_x)
    arch = joined(arch, _lamina(size, ax, y, z, lamina_y), 4.0)
    pars = capsule(ax, y, z, ((pedicle_x - 0.5, back + 11, 3.0), (pedicle_x - 5.0, lamina_y - 0.5, -12.0)), (5.0, 4.6))
    arch = joined(arch, pars, 4.0)
    arch = joined(arch, _transverse(size, ax, y, z, pedicle_x), 5.0)
    return joined(arch, _spinous(size, x, y, z, lamina_y), 4.0)


def _pedicle(size: VertebraSize, ax: Field, y: Field, z: Field, pedicle_x: float) -> Field:
    squeeze = np.float32(size.pedicle_width / size.pedicle_height)
    back = size.depth / 2
    lift = np.float32(size.height_middle / 2 - size.pedicle_height / 2 - 1.0)
    toe = np.float32(0.12) * (y - np.float32(back))
    return capsule(
        ax - toe,
        y,
        (z - lift) * squeeze,
        ((pedicle_x, back - 5, 0.0), (pedicle_x, back + 11, -0.5)),
        (size.pedicle_width / 2 + 0.6, size.pedicle_width / 2),
    )


def _lamina(size: VertebraSize, ax: Field, y: Field, z: Field, lamina_y: float) -> Field:
    slope = np.float32(0.24) * (z + np.float32(7.0))
    low, high = -size.height_middle / 2 - 4.5, size.height_middle * 0.20
    taper = np.clip((np.float32(high) - z) / np.float32(high - low), 0, 1)
    side = np.float32(size.canal_width / 2 + 1.5)
    flat = capsule(
        ax,
        y + slope,
        np.zeros((1, 1, 1), dtype=np.float32),
        ((0.0, lamina_y + 2.6, 0.0), (float(side), lamina_y - 7.0, 0.0)),
        (3.1, 3.4),
    )
    notch = np.maximum(z - np.float32(high) - np.float32(0.1) * ax, np.float32(low) + np.float32(0.20) * ax - z)
    return common(flat + np.float32(0.7) * (1 - taper), notch, 3.0)


def _transverse(size: VertebraSize, ax: Field, y: Field, z: Field, pedicle_x: float) -> Field:
    tip_x, tip_y, tip_z = size.transverse_tip
    root = (pedicle_x + 1.0, size.depth / 2 + 8.0, 2.5)
    flatten = np.float32(0.62)
    tip = (tip_x, size.depth / 2 + 8.0 + tip_y, (2.5 + tip_z) * 0.62)
    rod = capsule(ax, y, z * flatten, ((root[0], root[1], root[2] * 0.62), tip), (4.6, 2.3))
    knob = sphere_like(ax, y, z, (tip_x - 1.5, tip[1], 2.5 + tip_z), (3.6, 2.5, 4.0))
    return joined(rod, knob, 3.0)


def _spinous(size: VertebraSize, x: Field, y: Field, z: Field, lamina_y: float) -> Field:
    start, end = lamina_y + 1.0, lamina_y + size.spinous_length
    along = np.clip((y - np.float32(start)) / np.float32(end - start), -0.3, 1.15)
    middle = np.float32(-size.height_middle * 0.28) - np.float32(size.spinous_drop) * along
    end = end - np.float32(0.05) * (z - middle) ** 2 * np.float32(9 / size.spinous_half_height)
    swell = np.float32(0.84) - np.float32(0.16) * np.sin(np.clip(along, 0, 1) * np.float32(4.0))
    half_height = np.float32(size.spinous_half_height) * (swell + np.float32(0.22) * np.clip(along, 0, 1) ** 2)
    below = np.clip((middle - z) / half_height, 0, 1)
    thick = np.float32(2.5) + (np.float32(1.2) + 2 * below) * np.clip(along, 0, 1) ** 2
    sway = x - np.float32(0.8) * along
    plate = np.sqrt((sway / thick) ** 2 + (np.abs(z - middle) / half_height) ** 3)
    side = (plate - 1) * np.float32(2.8)
    ends = np.asarray(np.maximum(y - end, np.float32(start - 4) - y), np.float32)
    return common(np.asarray(side, dtype=np.float32), ends, 5.0)


def articular_distance(
    frame: Frame, joint: Joint, base: Triple, x: Field, y: Field, z: Field, *, superior: bool
) -> Field:
    """One articular process, cut along the joint space; `base` is where it grows from, in the local frame."""
    center = frame.to_local(joint.center)
    normal, up = frame.axes.T @ joint.normal, frame.axes.T @ joint.up
    sign = 1.0 if superior else -1.0
    heart = center + normal * sign * 4.2 + up * sign * -1.0
    tip = heart + up * sign * 8.0
    radius = 5.6 if superior else 5.2
    process = capsule(x, y, z, (base, _triple(heart)), (5.0, radius))
    process = joined(process, capsule(x, y, z, (_triple(heart), _triple(tip)), (radius, radius - 1.6)), 3.0)
    offset = (
        (x - np.float32(center[0])) * np.float32(normal[0])
        + (y - np.float32(center[1])) * np.float32(normal[1])
        + (z - np.float32(center[2])) * np.float32(normal[2])
    )
    cut = np.float32(JOINT_GAP_HALF_MM) - np.float32(sign) * offset
    return common(process, np.asarray(cut, dtype=np.float32), 1.2)


def _triple(values: np.ndarray) -> Triple:
    return (float(values[0]), float(values[1]), float(values[2]))


def vertebra_distance(vertebra: Vertebra, x: Field, y: Field, z: Field) -> tuple[Field, Field]:
    """Signed distances of the body and of the arch with all processes."""
    size = vertebra.size
    rough = roughness(x, y, z, size.width)
    body = body_distance(vertebra, x, y, z) + np.float32(0.6) * rough
    arch = arch_distance(vertebra, x, y, z)
    pedicle_x = size.canal_width / 2 + size.pedicle_width / 2
    back = size.depth / 2
    for joints, superior in ((vertebra.facet_joints_above, True), (vertebra.facet_joints_below, False)):
        for joint in joints or ():
            side = float(np.sign(joint.center[0] - vertebra.frame.origin[0]))
            base: Triple = (side * pedicle_x, back + 10.5, 4.0)
            if not superior:
                base = (side * (pedicle_x - 4.5), back + size.canal_depth - 0.5, -11.0)
            part = articular_distance(vertebra.frame, joint, base, x, y, z, superior=superior)
            arch = joined(arch, part, 2.5)
    arch = _spared_joints(vertebra, arch, x, y, z)
    return body, np.asarray(arch + rough, dtype=np.float32)


def _spared_joints(vertebra: Vertebra, arch: Field, x: Field, y: Field, z: Field) -> Field:
    """Keep the arch off the far side of its own joints, where the neighbour's process is."""
    for joints, sign in ((vertebra.facet_joints_above, 1.0), (vertebra.facet_joints_below, -1.0)):
        for joint in joints or ():
            center = vertebra.frame.to_local(joint.center - sign * joint.normal * 6.5 + sign * joint.up * 3.0)
            room = sphere_like(x, y, z, _triple(center), (6.5, 6.5, 10.0))
            normal = vertebra.frame.axes.T @ joint.normal
            at = vertebra.frame.to_local(joint.center)
            offset = sum((c - np.float32(a)) * np.float32(n) for c, a, n in zip((x, y, z), at, normal, strict=True))
            half = np.asarray(np.float32(JOINT_GAP_HALF_MM) - np.float32(sign) * offset, dtype=np.float32)
            arch = common(arch, -np.maximum(room, -half), 1.0)
    return arch


def paint_vertebra(canvas: Canvas, vertebra: Vertebra) -> None:
    """Cortical bone over the whole vertebra, cancellous bone inside the shell, and the basivertebral vein."""
    size = vertebra.size
    reach = max(size.transverse_tip[0] + 5, size.width / 2)
    low = (-reach, -size.depth / 2 - 2, -size.height_middle - 14)
    high = (reach, size.depth / 2 + size.canal_depth + size.spinous_length + 3, size.height_middle + 8)
    region = canvas.grid.box(vertebra.frame, low, high)
    if region is None:
        return
    x, y, z = region.coordinates(vertebra.frame)
    body, arch = vertebra_distance(vertebra, x, y, z)
    whole = joined(body, arch, 3.0)
    canvas.paint(region, whole, Tissue.CORTICAL)
    cap = np.clip((np.abs(z) - np.float32(size.height_middle / 2 - 4)) / 2, 0, 1)
    shell = np.float32(_WALL_MM) + np.float32(_ENDPLATE_MM - _WALL_MM) * cap
    inner = np.minimum(body + shell, arch + np.float32(_ARCH_SHELL_MM))
    bridge = joined(body, arch, 3.0) + np.float32(_ARCH_SHELL_MM)
    marrow = np.minimum(inner, bridge)
    canvas.paint(region, marrow, Tissue.CANCELLOUS)
    canvas.paint(region, np.maximum(marrow, body), Tissue.CANCELLOUS_DENSE, opacity=_density(size, x, y, z))
    vein = sphere_like(x, y, z, (0.0, size.depth / 2 - 5.0, 0.0), (3.2, 8.0, 1.1))
    canvas.paint(region, np.maximum(vein, body), Tissue.VEIN, opacity=0.7)


def _density(size: VertebraSize, x: Field, y: Field, z: Field) -> Field:
    """Share of dense bone in a body: denser toward the endplates, with upright trabeculae."""
    plates = np.clip((np.abs(z) - np.float32(size.height_middle / 2 - 5.5)) / 6, 0, 1)
    sway = np.sin(z * np.float32(0.21) + x * np.float32(0.47)) + np.sin(y * np.float32(0.61) - x * np.float32(0.33))
    upright = np.sin(x * np.float32(1.31) + sway) * np.sin(y * np.float32(1.17) - np.float32(1.7) * sway)
    return np.asarray(np.clip(np.float32(0.6) * plates + np.float32(0.34) * upright, 0, 1), np.float32)


def paint_rib(canvas: Canvas, points: list[Triple], radius: float, frame: Frame) -> None:
    """A rib along points of a frame: the whole of it in cortical bone, then its marrow; it thins toward its end."""
    thin = np.linspace(1.0, 0.72, len(points))
    for inset, tissue in ((0.0, Tissue.CORTICAL), (1.2, Tissue.CANCELLOUS)):
        for n, (start, end) in enumerate(pairwise(points)):
            radii = (radius * float(thin[n]) - inset, radius * float(thin[n + 1]) - inset)
            low = np.minimum(start, end) - radius
            high = np.maximum(start, end) + radius
            region = canvas.grid.box(frame, low, high)
            if region is not None:
                x, y, z = region.coordinates(frame)
                canvas.paint(region, capsule(x, y, z, (start, end), radii), tissue)
