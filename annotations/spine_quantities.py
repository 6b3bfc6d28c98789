"""What marks of the spine and the joints measure (domain.md 4.4 to 4.10), and the table of all kinds."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians
from types import MappingProxyType

from annotations.geometry import FloatArray
from annotations.marks import MarkKind
from annotations.measurement_context import Surroundings
from annotations.pelvic_shapes import centre_edge, facet_angles, spinopelvic
from annotations.placement_error import EDGE_ERROR_PX, LANDMARK_ERROR_PX
from annotations.quantities import (
    GEOMETRIC,
    OUTLINE,
    Dimension,
    Formula,
    Quantity,
    angle_quantity,
    distance_quantity,
    length_quantity,
    outline_spread,
    simple_area,
)
from annotations.shapes import length
from annotations.vertebral_shapes import (
    crush_ratio,
    curve_angle,
    curve_direction,
    disc_height_index,
    disc_heights,
    endplate_angle,
    endplate_length,
    height_loss_percent,
    lordosis,
    loss_words,
    retropulsion,
    sagittal_curve,
    slip_distance,
    slip_percent,
    slip_word,
    vertebra_heights,
)

RECUMBENT = "supine, not comparable with standing"
_VERTICAL = "along the vertical axis, the mean of the endplate normals"
_DISC_VERTICAL = "along the disc's vertical axis, the mean of its surfaces' normals"
_IN_PLANE = "two lines laid into the plane that fits both best"
_PELVIC = "in the plane across the hip axis"


def _posture(_points: FloatArray, around: Surroundings) -> str:
    return RECUMBENT if around.is_recumbent else ""


def _direction_and_posture(points: FloatArray, around: Surroundings) -> str:
    return ", ".join(part for part in (curve_direction(points, around), _posture(points, around)) if part)


def _sagittal_words(points: FloatArray, around: Surroundings) -> str:
    signed = around.is_patient_space and sagittal_curve(points, around)
    word = "" if not signed else "kyphotic" if signed > 0 else "lordotic"
    return ", ".join(part for part in (word, _posture(points, around)) if part)


def _upright_image(_points: FloatArray, around: Surroundings) -> str:
    return RECUMBENT if around.is_recumbent else "the image's vertical taken as the plumb line"


def _sac_area(points: FloatArray, around: Surroundings) -> float:
    return simple_area(points, around) * _section_cosine(around)


def _sac_spread(formula: Formula, points: FloatArray, around: Surroundings, error: float) -> float:
    return outline_spread(formula, points, around, error) * _section_cosine(around)


def _section_cosine(around: Surroundings) -> float:
    tilt = around.context.section_tilt_deg
    return 1.0 if tilt is None else cos(radians(tilt))


def _sac_words(_points: FloatArray, around: Surroundings) -> str:
    tilt = around.context.section_tilt_deg
    return "obliquity not known, not corrected" if tilt is None else f"corrected for {tilt:.0f}° obliquity (A cos θ)"


def _canal_of(around: Surroundings) -> float:
    neighbour = around.context.neighbour_canal
    assert neighbour is not None
    return neighbour


SPINAL: Mapping[MarkKind, tuple[Quantity, ...]] = {
    MarkKind.COBB: (angle_quantity("Cobb angle", _IN_PLANE, lambda p, _: curve_angle(p), _direction_and_posture),),
    MarkKind.VERTEBRA: (
        Quantity(
            "height loss",
            Dimension.PERCENT,
            "lowest height against the higher of anterior and posterior, or the neighbours'",
            height_loss_percent,
            loss_words,
        ),
        length_quantity("anterior height", _VERTICAL, lambda p, around: vertebra_heights(p, around).anterior),
        length_quantity("middle height", _VERTICAL, lambda p, around: vertebra_heights(p, around).middle),
        length_quantity("posterior height", _VERTICAL, lambda p, around: vertebra_heights(p, around).posterior),
        Quantity(
            "wedge ratio",
            Dimension.RATIO,
            "anterior over posterior height",
            lambda p, around: vertebra_heights(p, around).anterior / vertebra_heights(p, around).posterior,
        ),
        Quantity(
            "biconcave ratio",
            Dimension.RATIO,
            "middle over posterior height",
            lambda p, around: vertebra_heights(p, around).middle / vertebra_heights(p, around).posterior,
        ),
        Quantity(
            "crush ratio",
            Dimension.RATIO,
            "posterior height over that of the normal neighbours",
            crush_ratio,
            needs="neighbour_height",
        ),
        angle_quantity("endplate angle", "superior to inferior endplate, + lower in front", endplate_angle),
    ),
    MarkKind.SLIP: (
        length_quantity("slip", "along the lower endplate, + forward", slip_distance, slip_word),
        Quantity("slip percentage", Dimension.PERCENT, "slip over the length of the lower endplate", slip_percent),
        length_quantity("endplate length", "posterior to anterior corner", lambda p, _: endplate_length(p)),
    ),
    MarkKind.DISC_HEIGHT: (
        length_quantity("mean disc height", _DISC_VERTICAL, lambda p, around: disc_heights(p, around).mean),
        Quantity(
            "disc height index",
            Dimension.RATIO,
            "mean disc height over the mean mid height of the adjacent bodies",
            disc_height_index,
        ),
        length_quantity("anterior disc height", _DISC_VERTICAL, lambda p, around: disc_heights(p, around).anterior),
        length_quantity("middle disc height", _DISC_VERTICAL, lambda p, around: disc_heights(p, around).middle),
        length_quantity("posterior disc height", _DISC_VERTICAL, lambda p, around: disc_heights(p, around).posterior),
    ),
    MarkKind.CANAL: (
        distance_quantity("canal AP diameter", "posterior body or disc to spinolaminar line"),
        Quantity(
            "canal compromise",
            Dimension.PERCENT,
            "1 - AP over the mean AP above and below",
            lambda p, around: 100 * (1 - length(p[0], p[1]) / _canal_of(around)),
            needs="neighbour_canal",
        ),
    ),
    MarkKind.DURAL_SAC: (
        Quantity(
            "dural sac area",
            Dimension.AREA,
            "area of the outline in its plane",
            _sac_area,
            _sac_words,
            spread=_sac_spread,
        ),
        OUTLINE[1],
    ),
    MarkKind.LATERAL_RECESS: (
        distance_quantity("lateral recess depth", "posterior body to superior articular process"),
    ),
    MarkKind.FORAMEN: (
        distance_quantity("foramen height", "distance of two points"),
        distance_quantity("foramen AP diameter", "distance of two points", first=2),
    ),
    MarkKind.RETROPULSION: (length_quantity("retropulsion", "behind the line of the posterior walls", retropulsion),),
    MarkKind.KYPHOSIS: (angle_quantity("kyphosis angle", _IN_PLANE + ", + kyphotic", sagittal_curve, _sagittal_words),),
    MarkKind.LORDOSIS: (
        angle_quantity(
            "lumbar lordosis", "superior endplates of L1 and S1, " + _IN_PLANE + ", + lordotic", lordosis, _posture
        ),
    ),
    MarkKind.SPINOPELVIC: (
        angle_quantity("pelvic incidence", _PELVIC, lambda p, around: spinopelvic(p, around).incidence),
        angle_quantity("pelvic tilt", _PELVIC, lambda p, around: spinopelvic(p, around).tilt, _upright_image),
        angle_quantity("sacral slope", _PELVIC, lambda p, around: spinopelvic(p, around).slope, _upright_image),
    ),
    MarkKind.FACETS: (
        angle_quantity(
            "facet tropism", "difference of the two angles", lambda p, around: facet_angles(p, around).tropism
        ),
        angle_quantity("right facet angle", "joint to sagittal line", lambda p, around: facet_angles(p, around).right),
        angle_quantity("left facet angle", "joint to sagittal line", lambda p, around: facet_angles(p, around).left),
    ),
    MarkKind.CENTRE_EDGE: (
        angle_quantity(
            "lateral centre-edge angle", "from the perpendicular to the line of the head centres", centre_edge
        ),
    ),
    MarkKind.JOINT_SPACE: (distance_quantity("joint space width"),),
}
"""The spine and joint set."""


QUANTITIES: Mapping[MarkKind, tuple[Quantity, ...]] = MappingProxyType(
    {kind: (*GEOMETRIC.get(kind, ()), *SPINAL.get(kind, ())) for kind in MarkKind}
)
"""What each kind measures, its principal quantity first."""


def placement_error_px(kind: MarkKind) -> float:
    """How well one point of such a mark is placed, in pixels."""
    return LANDMARK_ERROR_PX if kind in SPINAL else EDGE_ERROR_PX
