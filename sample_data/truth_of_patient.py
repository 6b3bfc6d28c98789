"""Reading the ground truth off the parametric model, for a Frame of Reference."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import Point, as_point
from sample_data.ground_truth import (
    DiscTruth,
    ExtrusionTruth,
    FrameTruth,
    NeedleTruth,
    RadiographTruth,
    RootTruth,
    VertebraTruth,
)
from sample_data.neural import sac_distance
from sample_data.patients import PatientRecipe
from sample_data.placement import Placement
from sample_data.radiographs import XrayView
from sample_data.spine_shape import RIM_INSET_MM, Disc, Vertebra

_NEEDLE_OBLIQUITY_DEG = 27.0
_CORNERS = (("anterior", -1.0), ("middle", 0.0), ("posterior", 1.0))
_SIDES = (("L", 1.0), ("R", -1.0))


def frame_truth(patient: PatientRecipe, placement: Placement, name: str) -> FrameTruth:
    """The anatomy of a patient as it lies in a Frame of Reference."""
    spine = patient.spine
    edge = spine.sacral_depth / 2 - RIM_INSET_MM
    endplate = [_placed(placement, spine.sacrum.to_model((0.0, y, 0.0))) for y in (-edge, edge)]
    slope = np.asarray(placement.rotation @ spine.sacrum.axes[:, 2])
    return FrameTruth(
        name=name,
        frame_of_reference_uid=placement.frame_of_reference_uid,
        vertebrae=tuple(_vertebra(v, placement) for v in spine.vertebrae),
        discs=tuple(_disc(patient, d, placement) for d in spine.discs),
        roots=tuple(_roots(patient, placement)),
        midline=tuple(_placed(placement, point) for point in patient.neural.canal),
        midline_normal=as_point(placement.rotation @ np.array([1.0, 0.0, 0.0])),
        sacral_endplate=(endplate[0], endplate[1]),
        sacral_endplate_center=_placed(placement, spine.sacrum.origin),
        s1_center=_placed(placement, spine.sacrum.to_model((0.0, 1.0, -14.0))),
        sacral_slope_deg=float(np.degrees(np.arctan2(-slope[1], slope[2]))),
        needles=tuple(_needles(patient, placement)),
        extrusion=_extrusion(patient, placement),
    )


def _placed(placement: Placement, point: NDArray[np.float64]) -> Point:
    return as_point(np.round(placement.to_frame(point), 4))


def _vertebra(vertebra: Vertebra, placement: Placement) -> VertebraTruth:
    corners: dict[str, Point] = {}
    heights: dict[str, float] = {}
    axis = vertebra.frame.axes[:, 2]
    tilt = np.radians((vertebra.size.bottom_tilt_deg * 2 - vertebra.size.wedge_deg) / 2)
    axis = axis * np.cos(tilt) - vertebra.frame.axes[:, 1] * np.sin(tilt)
    for word, where in _CORNERS:
        upper, lower = (vertebra.corner(upper=flag, where=where) for flag in (True, False))
        corners[f"superior_{word}"], corners[f"inferior_{word}"] = _placed(placement, upper), _placed(placement, lower)
        heights[word] = round(float((upper - lower) @ axis), 4)
    size = vertebra.size
    x = size.canal_width / 2 + size.pedicle_width / 2
    lift = size.height_middle / 2 - size.pedicle_height / 2 - 1.0
    pedicles = [vertebra.frame.to_model((side * x, size.depth / 2 + 4.0, lift)) for _, side in _SIDES]
    return VertebraTruth(
        level=vertebra.name,
        center=_placed(placement, vertebra.frame.origin),
        superior_anterior=corners["superior_anterior"],
        superior_middle=corners["superior_middle"],
        superior_posterior=corners["superior_posterior"],
        inferior_anterior=corners["inferior_anterior"],
        inferior_middle=corners["inferior_middle"],
        inferior_posterior=corners["inferior_posterior"],
        height_anterior_mm=heights["anterior"],
        height_middle_mm=heights["middle"],
        height_posterior_mm=heights["posterior"],
        left_pedicle=_placed(placement, pedicles[0]),
        right_pedicle=_placed(placement, pedicles[1]),
    )


def _disc(patient: PatientRecipe, disc: Disc, placement: Placement) -> DiscTruth:
    neural = patient.neural
    y = np.arange(0, 45, 0.05)
    line = disc.frame.to_model(np.column_stack([np.zeros_like(y), y, np.zeros_like(y)]))
    inside = sac_distance(neural, line) < 0
    width = float(y[inside].max() - y[inside].min())
    middle = disc.frame.to_model((0.0, float(y[inside].mean()), 0.0))
    return DiscTruth(
        level=disc.name,
        center=_placed(placement, disc.frame.origin),
        normal=as_point(placement.rotation @ disc.frame.axes[:, 2]),
        height_mm=disc.size.height,
        slip_mm=disc.size.slip,
        slip_percent=round(100 * disc.size.slip / patient.spine.sacral_depth, 2),
        sac_ap_mm=round(width, 3),
        sac_center=_placed(placement, middle),
    )


def _segment_below(patient: PatientRecipe, vertebra: Vertebra) -> str:
    return next(disc.name for disc in patient.spine.discs if disc.name.startswith(f"{vertebra.name}-"))


def _roots(patient: PatientRecipe, placement: Placement) -> list[RootTruth]:
    roots = []
    for vertebra in patient.spine.vertebrae:
        for letter, side in _SIDES:
            point = _placed(placement, patient.neural.foramen(vertebra, side))
            name = "L5" if vertebra.name == "L6" else vertebra.name
            roots.append(RootTruth(name, letter, _segment_below(patient, vertebra), point))
    return roots


def _needles(patient: PatientRecipe, placement: Placement) -> list[NeedleTruth]:
    """Supraneural paths for the lumbar foramina: tip above and behind the ganglion, entry oblique from the back."""
    needles = []
    for vertebra in patient.spine.vertebrae:
        if not vertebra.name.startswith("L"):
            continue
        for letter, side in _SIDES:
            ganglion = patient.neural.foramen(vertebra, side)
            tip = ganglion + vertebra.frame.direction_to_model((side * 3.0, -1.0, 3.2))
            entry = _skin_entry(patient, vertebra, tip, side)
            root = "L5" if vertebra.name == "L6" else vertebra.name
            segment = _segment_below(patient, vertebra)
            needles.append(NeedleTruth(segment, root, letter, _placed(placement, entry), _placed(placement, tip)))
    return needles


def _skin_entry(
    patient: PatientRecipe, vertebra: Vertebra, tip: NDArray[np.float64], side: float
) -> NDArray[np.float64]:
    angle = np.radians(_NEEDLE_OBLIQUITY_DEG)
    back = vertebra.frame.axes[:, 1]
    direction = np.array([side * np.sin(angle), np.cos(angle) * 0.98, np.cos(angle) * float(back[2]) * 0.4])
    direction /= np.linalg.norm(direction)
    depth = np.arange(20.0, 170.0, 0.25)
    points = tip + depth[:, None] * direction
    x, y, z = (points[:, n].astype(np.float32).reshape(-1, 1, 1) for n in range(3))
    inside = patient.torso.skin_distance(x, y, z).ravel() < 0
    return np.asarray(points[inside][-1])


def _extrusion(patient: PatientRecipe, placement: Placement) -> ExtrusionTruth | None:
    extrusion = patient.extrusion
    if extrusion is None:
        return None
    center = patient.spine.disc_by_name[extrusion.disc].frame.to_model(extrusion.center)
    return ExtrusionTruth(extrusion.disc, "L", "subarticular", _placed(placement, center), extrusion.radii)


def radiograph_truth(
    patient: PatientRecipe, view: XrayView, series_name: str, sop_instance_uid: str
) -> RadiographTruth:
    """Where the body centres fall on a radiograph."""
    centers = np.array([vertebra.frame.origin for vertebra in patient.spine.vertebrae])
    on_detector = np.round(view.project(centers), 3)
    names = [vertebra.name for vertebra in patient.spine.vertebrae]
    return RadiographTruth(
        series_name,
        sop_instance_uid,
        view.source_to_detector_mm,
        view.source_to_object_mm,
        view.pixel_mm,
        tuple((name, float(c), float(r)) for name, (c, r) in zip(names, on_detector, strict=True)),
    )
