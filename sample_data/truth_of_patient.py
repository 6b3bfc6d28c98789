"""Reading the ground truth off the parametric model, for a Frame of Reference."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import Point, as_point
from sample_data.bones import vertebra_distance
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
from sample_data.pelvis import ilium_distance, sacrum_distance
from sample_data.placement import Placement
from sample_data.radiographs import XrayView
from sample_data.solids import Field
from sample_data.spine_shape import BACK_HOLLOW, RIM_INSET_MM, Disc, Vertebra

_OBLIQUITIES_DEG = (27.0, 24.0, 30.0, 21.0, 33.0, 18.0, 36.0)
_TILTS_DEG = (0.0, 5.0, -5.0, 10.0, -10.0, 15.0, -15.0, 20.0, -20.0, 25.0, 30.0)
"""Directions tried for a reference needle, best first: toward the side, and toward the head."""
_CLEARANCE_MM = 1.8
_NEAR_TIP_MM = 8.0
_LONGEST_PATH_MM = 150.0
_CORNERS = (("anterior", -1.0), ("middle", 0.0), ("posterior", 1.0))
_SIDES = (("L", 1.0), ("R", -1.0))


def frame_truth(patient: PatientRecipe, placement: Placement, name: str) -> FrameTruth:
    """The anatomy of a patient as it lies in a Frame of Reference."""
    spine = patient.spine
    half = spine.sacral_depth / 2
    edges = (-half + RIM_INSET_MM, half * BACK_HOLLOW - RIM_INSET_MM)
    endplate = [_placed(placement, spine.sacrum.to_model((0.0, y, 0.0))) for y in edges]
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
        vacuum=disc.name == patient.vacuum_disc,
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
            tip = ganglion + vertebra.frame.direction_to_model((side * 4.8, 0.5, -0.8))
            entry = _skin_entry(patient, vertebra, tip, side)
            root = "L5" if vertebra.name == "L6" else vertebra.name
            segment = _segment_below(patient, vertebra)
            needles.append(NeedleTruth(segment, root, letter, _placed(placement, entry), _placed(placement, tip)))
    return needles


def _skin_entry(
    patient: PatientRecipe, vertebra: Vertebra, tip: NDArray[np.float64], side: float
) -> NDArray[np.float64]:
    """Skin entry of the first direction whose path keeps clear of bone; else of the one that keeps farthest."""
    tried = sorted(product(_OBLIQUITIES_DEG, _TILTS_DEG), key=lambda pair: abs(pair[0] - 27) / 7 + abs(pair[1]) / 10)
    oblique, tilt = np.radians(np.array(tried)).T
    directions = np.column_stack([side * np.sin(oblique) * np.cos(tilt), np.cos(oblique) * np.cos(tilt), np.sin(tilt)])
    depths = np.arange(0.0, _LONGEST_PATH_MM, 1.0)
    points = tip + depths[None, :, None] * directions[:, None, :]
    flat = points.reshape(-1, 3)
    inside = _skin_distance(patient, flat).reshape(points.shape[:2]) < 0
    bone = _bone_distance(patient, vertebra, flat).reshape(points.shape[:2])
    clearance = np.where(inside & (depths > _NEAR_TIP_MM), bone, np.inf).min(axis=1)
    free = np.nonzero(clearance > _CLEARANCE_MM)[0]
    best = int(free[0]) if free.size else int(np.argmax(clearance))
    return np.asarray(points[best][inside[best]][-1])


def _columns(points: NDArray[np.float64]) -> tuple[Field, Field, Field]:
    x, y, z = (points[:, n].astype(np.float32).reshape(-1, 1, 1) for n in range(3))
    return x, y, z


def _skin_distance(patient: PatientRecipe, points: NDArray[np.float64]) -> NDArray[np.float32]:
    return patient.torso.skin_distance(*_columns(points)).ravel()


def _bone_distance(patient: PatientRecipe, vertebra: Vertebra, points: NDArray[np.float64]) -> NDArray[np.float32]:
    """Distance of model points to the vertebra, its neighbours, the sacrum and the iliac wings, mm."""
    spine = patient.spine
    at = spine.vertebrae.index(vertebra)
    parts = [
        np.minimum(*vertebra_distance(near, *_columns(near.frame.to_local(points)))).ravel()
        for near in spine.vertebrae[max(at - 1, 0) : at + 2]
    ]
    parts.append(sacrum_distance(spine, *_columns(spine.sacrum.to_local(points))).ravel())
    parts.append(ilium_distance(spine.sacrum.origin, *_columns(points)).ravel())
    return np.asarray(np.min(parts, axis=0), dtype=np.float32)


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
