"""Points of marks on the sample patients where the ground truth has them, and what they must then measure."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from annotations.geometry import FloatArray, Point, as_point
from annotations.marks import MarkKind
from sample_data.ground_truth import FrameTruth, VertebraTruth


@dataclass(frozen=True)
class TrueMark:
    """A mark of known values: the points to click in the order of the prompts, values by name, what it is of."""

    subject: str
    kind: MarkKind
    points: tuple[Point, ...]
    values: dict[str, float]


def true_marks(frame: FrameTruth) -> tuple[TrueMark, ...]:
    """Every mark of a Frame of Reference whose values the truth gives, by plain sagittal trigonometry."""
    slip = _slip(frame)
    return (
        *(_vertebra(one) for one in frame.vertebrae),
        *(_disc(frame, upper, lower) for upper, lower in zip(frame.vertebrae, frame.vertebrae[1:], strict=False)),
        *(_canal(frame, one.level) for one in frame.discs),
        slip,
        _lordosis(frame),
        _cobb(frame),
    )


def _vertebra(truth: VertebraTruth) -> TrueMark:
    heights = (truth.height_anterior_mm, truth.height_middle_mm, truth.height_posterior_mm)
    names = ("anterior height", "middle height", "posterior height")
    loss = 100 * (1 - min(heights) / max(heights[0], heights[2]))
    points = (
        truth.superior_anterior, truth.superior_middle, truth.superior_posterior,
        truth.inferior_anterior, truth.inferior_middle, truth.inferior_posterior,
    )  # fmt: skip
    values = dict(zip(names, heights, strict=True)) | {"height loss": loss}
    return TrueMark(truth.level, MarkKind.VERTEBRA, points, values)


def _disc(frame: FrameTruth, upper: VertebraTruth, lower: VertebraTruth) -> TrueMark:
    """Heights between the endplates along the normal of the disc, which the truth has from the model."""
    name = f"{upper.level}-{lower.level}"
    normal = np.asarray(frame.disc(name).normal)
    above = (upper.inferior_anterior, upper.inferior_middle, upper.inferior_posterior)
    below = (lower.superior_anterior, lower.superior_middle, lower.superior_posterior)
    heights = [float((np.asarray(a) - b) @ normal) for a, b in zip(above, below, strict=True)]
    points = (*above, *below, upper.superior_middle, lower.inferior_middle)
    return TrueMark(name, MarkKind.DISC_HEIGHT, points, {"mean disc height": float(np.mean(heights))})


def _canal(frame: FrameTruth, name: str) -> TrueMark:
    """The dural sac from front to back in the plane of the disc."""
    disc = frame.disc(name)
    back = np.cross(disc.normal, frame.midline_normal)
    half = back / np.linalg.norm(back) * disc.sac_ap_mm / 2
    center = np.asarray(disc.sac_center)
    points = (as_point(center - half), as_point(center + half))
    return TrueMark(name, MarkKind.CANAL, points, {"canal AP diameter": disc.sac_ap_mm})


def _slip(frame: FrameTruth) -> TrueMark:
    """The lowest body on S1: what its posterior inferior corner lies forward along the sacral endplate."""
    anterior, posterior = frame.sacral_endplate
    lowest = frame.vertebrae[-1]
    slope = _rise_deg(posterior, anterior)
    dy, dz = (lowest.inferior_posterior[axis] - posterior[axis] for axis in (1, 2))
    forward = -dy * math.cos(math.radians(slope)) + dz * math.sin(math.radians(slope))
    length = math.hypot(anterior[1] - posterior[1], anterior[2] - posterior[2])
    values = {"slip": forward, "slip percentage": 100 * forward / length}
    points = (posterior, anterior, lowest.inferior_posterior)
    return TrueMark(f"{lowest.level}-S1", MarkKind.SLIP, points, values)


def _lordosis(frame: FrameTruth) -> TrueMark:
    first = next(one for one in frame.vertebrae if one.level == "L1")
    anterior, posterior = frame.sacral_endplate
    angle = _rise_deg(first.superior_posterior, first.superior_anterior) - _rise_deg(posterior, anterior)
    points = (first.superior_anterior, first.superior_posterior, anterior, posterior)
    return TrueMark("L1-S1", MarkKind.LORDOSIS, points, {"lumbar lordosis": angle})


def _cobb(frame: FrameTruth) -> TrueMark:
    """Between the upper endplate of T11 and the lower endplate of L5, on the sagittal plane."""
    upper, lower = frame.vertebrae[0], next(one for one in frame.vertebrae if one.level == "L5")
    rises = [
        _rise_deg(upper.superior_posterior, upper.superior_anterior),
        _rise_deg(lower.inferior_posterior, lower.inferior_anterior),
    ]
    points = (upper.superior_posterior, upper.superior_anterior, lower.inferior_posterior, lower.inferior_anterior)
    return TrueMark(f"{upper.level}-{lower.level}", MarkKind.COBB, points, {"Cobb angle": abs(rises[0] - rises[1])})


def _rise_deg(back: Point, front: Point) -> float:
    """How much an endplate rises toward the front, in the sagittal plane of LPS."""
    return math.degrees(math.atan2(front[2] - back[2], back[1] - front[1]))


def as_array(mark: TrueMark) -> FloatArray:
    """Its points, (n, 3)."""
    return np.asarray(mark.points, dtype=np.float64)
