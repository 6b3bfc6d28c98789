"""Vertebral bodies, discs, slips and curves of the spine from their points (domain.md 4.4 to 4.6 and 4.8).

Points are n x 3 in the order of the kind's prompts (`marks.MARK_KINDS`), in LPS mm or in a radiograph's units.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians

import numpy as np

from annotations.geometry import FloatArray
from annotations.measurement_context import Surroundings
from annotations.shapes import between_deg, fitted_normal, length, lines_deg, unit

FACING = cos(radians(45))
"""A plane within 45 degrees of coronal is read as coronal, likewise sagittal."""
REVERSED = -0.5
"""A line more than 120 degrees from where its clicks should lead was clicked the other way round."""
LOWEST_WORDS = ("anterior lowest", "middle lowest", "posterior lowest")
CRUSHED_WORD = "lower than its neighbours"
"""What is said beside a loss of height; the grade rules turn it into wedge, biconcave and crush."""


@dataclass(frozen=True)
class Heights:
    """Anterior, middle and posterior height, in the unit of the points."""

    anterior: float
    middle: float
    posterior: float

    @property
    def mean(self) -> float:
        """Mean of the three."""
        return (self.anterior + self.middle + self.posterior) / 3

    @property
    def lowest(self) -> str:
        """`anterior lowest`, `middle lowest` or `posterior lowest`."""
        return LOWEST_WORDS[int(np.argmin((self.anterior, self.middle, self.posterior)))]


def heights_between(upper: FloatArray, lower: FloatArray) -> Heights:
    """Heights of a body or a disc between two surfaces of three points each (anterior, middle, posterior).

    Along its vertical axis, the mean of the two surfaces' normals within the plane of the points. Raises `ValueError`
    for a surface of no length and for a height that is not positive.
    """
    reason = "an endplate has no length; place its anterior and posterior corner apart"
    sideways = fitted_normal(np.vstack([upper, lower]))
    upward = upper.mean(axis=0) - lower.mean(axis=0)
    normals = [unit(np.cross(sideways, surface[0] - surface[2]), reason) for surface in (upper, lower)]
    axis = unit(sum(n * (1.0 if n @ upward > 0 else -1.0) for n in normals), "the two endplates face each other")
    anterior, middle, posterior = ((upper - lower) @ axis).tolist()
    if min(anterior, middle, posterior) <= 0:
        raise ValueError("a height is not positive; the upper three points belong above the lower three")
    return Heights(anterior, middle, posterior)


def require_anterior(posterior_end: FloatArray, anterior_end: FloatArray, around: Surroundings) -> None:
    """Raises `ValueError` when the end called anterior lies clearly behind; not checked where front is not known."""
    if around.posterior is None:
        return
    forward = unit(anterior_end - posterior_end, "an endplate has no length; place its two corners apart")
    if -float(forward @ around.posterior) < REVERSED:
        raise ValueError("the anterior corner lies behind the posterior one; place the corners in the order asked for")


def vertebra_heights(points: FloatArray, around: Surroundings) -> Heights:
    """Heights of a body of six points (superior, then inferior; each anterior, middle, posterior)."""
    require_anterior(points[2], points[0], around)
    return heights_between(points[:3], points[3:])


def height_loss_percent(points: FloatArray, around: Surroundings) -> float:
    """Largest loss of height: of the lowest height against the higher of the outer two, and, where the neighbours are
    known, of the posterior height against theirs (a crushed body has lost all three)."""
    heights = vertebra_heights(points, around)
    return 100 * max(_own_loss(heights), _crush_loss(heights, around))


def loss_words(points: FloatArray, around: Surroundings) -> str:
    """Which height has lost most: one of `LOWEST_WORDS`, or `CRUSHED_WORD`; nothing where none is lost."""
    heights = vertebra_heights(points, around)
    own = _own_loss(heights)
    if max(own, _crush_loss(heights, around)) <= 0:
        return ""
    return CRUSHED_WORD if _crush_loss(heights, around) > own else heights.lowest


def _own_loss(heights: Heights) -> float:
    return 1 - min(heights.anterior, heights.middle, heights.posterior) / max(heights.anterior, heights.posterior)


def _crush_loss(heights: Heights, around: Surroundings) -> float:
    reference = around.context.neighbour_height
    return 0.0 if reference is None else 1 - heights.posterior / reference


def crush_ratio(points: FloatArray, around: Surroundings) -> float:
    """Posterior height over that of the neighbours; `ValueError` where these are not known."""
    reference = around.context.neighbour_height
    if reference is None:
        raise ValueError("the crush ratio needs the heights of the normal vertebrae above and below")
    return vertebra_heights(points, around).posterior / reference


def endplate_angle(points: FloatArray, around: Surroundings) -> float:
    """Angle between the two endplates of a body, degrees; + when it is lower in front (kyphotic wedge)."""
    heights = vertebra_heights(points, around)
    between = between_deg(points[0] - points[2], points[3] - points[5])
    return between if heights.anterior <= heights.posterior else -between


def disc_heights(points: FloatArray, around: Surroundings) -> Heights:
    """Heights of a disc of eight points (its upper surface, its lower surface, then two of the bodies)."""
    require_anterior(points[2], points[0], around)
    return heights_between(points[:3], points[3:6])


def disc_height_index(points: FloatArray, around: Surroundings) -> float:
    """Mean disc height over the mean mid height of the adjacent bodies (domain.md 4.8)."""
    bodies = length(points[6], points[1]) + length(points[4], points[7])
    return disc_heights(points, around).mean / (bodies / 2)


def endplate_length(points: FloatArray) -> float:
    """Length of the lower endplate of a slip; `ValueError` when it has none."""
    found = length(points[0], points[1])
    unit(points[1] - points[0], "the endplate line has no length; place its two corners apart")
    return found


def slip_distance(points: FloatArray, around: Surroundings) -> float:
    """Slip of the upper body along the lower endplate from its posterior to its anterior corner; + forward."""
    endplate_length(points)
    if not _is_frontal(points[1] - points[0], around):
        require_anterior(points[0], points[1], around)
    return float((points[2] - points[0]) @ (points[1] - points[0])) / length(points[0], points[1])


def slip_percent(points: FloatArray, around: Surroundings) -> float:
    """The slip in per cent of the endplate's length."""
    return 100 * slip_distance(points, around) / endplate_length(points)


def slip_word(points: FloatArray, around: Surroundings) -> str:
    """`anterolisthesis`, `retrolisthesis`, `no slip`, or the side for a lateral listhesis on a frontal plane."""
    slip, along = slip_distance(points, around), points[1] - points[0]
    if slip == 0:
        return "no slip"
    if not _is_frontal(along, around):
        return "anterolisthesis" if slip > 0 else "retrolisthesis"
    assert around.left is not None
    return f"lateral listhesis to the {'left' if slip * (along @ around.left) > 0 else 'right'}"


def _is_frontal(along: FloatArray, around: Surroundings) -> bool:
    """Whether an endplate runs from side to side rather than from back to front."""
    if around.posterior is None or around.left is None:
        return False
    return bool(abs(along @ around.left) > abs(along @ around.posterior))


def retropulsion(points: FloatArray, around: Surroundings) -> float:
    """How far the third point lies behind the line of the posterior walls; negative in front of it, where known."""
    along = unit(points[1] - points[0], "the line of the posterior walls has no length; place its two corners apart")
    offset = points[2] - points[0]
    away = offset - (offset @ along) * along
    in_front = around.posterior is not None and away @ around.posterior < 0
    return float(np.linalg.norm(away)) * (-1.0 if in_front else 1.0)


def lines_in_plane(points: FloatArray, normal: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Two lines of four points laid into the plane with this unit normal; `ValueError` for one of no length there."""
    reason = "a line has no length in the plane of the two; place its ends apart"
    upper, lower = points[1] - points[0], points[3] - points[2]
    laid = [line - (line @ normal) * normal for line in (upper, lower)]
    unit(laid[0], reason), unit(laid[1], reason)
    return laid[0], laid[1]


def curve_angle(points: FloatArray) -> float:
    """Angle of two endplate lines laid into the plane that fits all four ends best, 0 to 90 degrees (Cobb)."""
    return lines_deg(*lines_in_plane(points, fitted_normal(points)))


def curve_direction(points: FloatArray, around: Surroundings) -> str:
    """`dextro` (convex to the patient's right), `levo`, or nothing where left is not known or the plane not coronal."""
    opening = _opening_deg(points, around.left, around)
    return "" if not opening else "dextro" if opening > 0 else "levo"


def sagittal_curve(points: FloatArray, around: Surroundings) -> float:
    """Angle of two endplate lines in the sagittal plane, + kyphotic, degrees; without sign where front is not known."""
    anterior = None if around.posterior is None else -around.posterior
    opening = _opening_deg(points, anterior, around)
    return curve_angle(points) if opening is None else opening


def lordosis(points: FloatArray, around: Surroundings) -> float:
    """Angle of L1's and S1's superior endplate, + lordotic."""
    return -sagittal_curve(points, around) if around.posterior is not None else sagittal_curve(points, around)


def _opening_deg(points: FloatArray, side: FloatArray | None, around: Surroundings) -> float | None:
    """How much the lower line rises toward `side` over the upper one, in their plane; None where that has no meaning.

    Positive: the lines meet on that side, so the spine is hollow there.
    """
    normal = fitted_normal(points)
    if side is None or abs(np.cross(side, around.up) @ normal) < FACING:
        return None
    across = unit(side - (side @ normal) * normal, "the plane of the lines faces sideways")
    along = np.cross(normal, across)
    upward = along * (1.0 if along @ around.up > 0 else -1.0)
    tilts = []
    for line in lines_in_plane(points, normal):
        outward = line * (1.0 if line @ across >= 0 else -1.0)
        tilts.append(float(np.degrees(np.arctan2(outward @ upward, outward @ across))))
    return tilts[1] - tilts[0]
