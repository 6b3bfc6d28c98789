"""What a cut says of itself in words: its tilt from the patient axes, its thickness, and how far it is interpolated."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from annotations.geometry import VolumeGeometry
from viewers.state.frame import FrameGeometry
from viewers.state.viewport_state import Slab, SlabMode

PLANE_NAMES = ("sagittal", "coronal", "axial")
"""The plane across each patient axis x, y and z."""
SLAB_WORDS = {SlabMode.MAXIMUM: "MIP", SlabMode.MINIMUM: "MinIP", SlabMode.MEAN: "mean"}
SHOWN_TILT_DEG = 0.05
"""Smaller tilts round to 0.0 degrees and are not said."""
INTERPOLATED_FROM = 2.0
"""A pane says so when more than this many display pixels lie between two acquired samples along one of its sides."""


def tilt_deg(normal_lps: ArrayLike) -> tuple[str, tuple[tuple[str, float], ...]]:
    """The plane a cut is nearest to, and by how many degrees it leans to each of the others, larger lean first.

    As scanners say it (T > C 12.3 > S 4.5): the plane is first turned toward the second, then that one toward the
    third. Leans that would be shown as 0.0 are left out.
    """
    normal = np.abs(np.asarray(normal_lps, dtype=np.float64))
    normal = normal / np.linalg.norm(normal)
    first, second, third = np.argsort(-normal, kind="stable")
    leans = (
        (PLANE_NAMES[second], float(np.degrees(np.arctan2(normal[second], normal[first])))),
        (PLANE_NAMES[third], float(np.degrees(np.arcsin(min(1.0, normal[third]))))),
    )
    return PLANE_NAMES[first], tuple(lean for lean in leans if lean[1] >= SHOWN_TILT_DEG)


def tilt_words(normal_lps: ArrayLike) -> str:
    """`axial 12.3° to coronal, 4.5° to sagittal`; the plain name of a cut that does not lean."""
    name, leans = tilt_deg(normal_lps)
    return f"{name} {', '.join(f'{angle:.1f}° to {other}' for other, angle in leans)}".strip()


def slab_words(slab: Slab) -> str:
    """`slab 10 mm MIP`."""
    return f"slab {slab.thickness_mm:g} mm {SLAB_WORDS[slab.mode]}"


def acquired_spacing_mm(geometry: VolumeGeometry, direction_lps: ArrayLike) -> float:
    """How far apart acquired samples are along a direction, mm; between those of the axes for a slanting one."""
    along = geometry.directions_kji @ np.asarray(direction_lps, dtype=np.float64)
    return float(np.linalg.norm(along * np.asarray(geometry.spacing_mm_kji)))


def interpolation_words(volume: VolumeGeometry, frame: FrameGeometry) -> str:
    """`interpolated 4.5 → 0.5 mm` where a cut shows much more pixels than were acquired, else empty.

    The side of the picture that is stretched most decides (see `INTERPOLATED_FROM`).
    """
    if frame.plane is None or frame.mm_per_px is None:
        return ""
    sides = (frame.plane.row_direction, frame.plane.column_direction)
    acquired = max(acquired_spacing_mm(volume, side) for side in sides)
    if acquired <= INTERPOLATED_FROM * frame.mm_per_px * (1 + 1e-6):
        return ""
    return f"interpolated {_mm(acquired)} → {_mm(frame.mm_per_px)} mm"


def _mm(length: float) -> str:
    return f"{length:.1f}" if length >= 0.95 else f"{length:.2f}"
