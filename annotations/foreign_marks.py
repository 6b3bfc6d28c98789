"""Marks made by other programs: shown as they are, and made our own only when the physician adopts them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from annotations.anatomy import Laterality, Level
from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.geometry import FloatArray
from annotations.locations import ImageLocation, Location
from annotations.marks import Mark, MarkKind

LARGEST_ORIGINAL = 1_000_000
"""Characters of the original that are kept with an adopted mark; a longer one (a freehand line of a million points) is
refused rather than cut."""


@dataclass(frozen=True)
class ForeignMark:
    """One mark as another program wrote it.

    `kind` and `location` are what it becomes when adopted; `kind` None means it can be read but not adopted, for
    `reason`. `title` is what it calls itself, `values` its measured values in its own words and units, `facts` what it
    says besides (finding, site, side, comments). `level` and `laterality` are what its site codes say. `source` names
    the object it came from, `original` is that item whole, as JSON. `own` is the mark itself where a file of ours
    held it: adopting it keeps its calibration, colour and the rest.
    """

    id: str
    title: str
    kind: MarkKind | None
    location: Location | None
    values: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    level: Level | None = None
    laterality: Laterality | None = None
    source: str = ""
    original: str = "{}"
    reason: str = ""
    text: str = ""
    own: Mark | None = None

    @property
    def can_be_adopted(self) -> bool:
        """Whether it has a place here and a kind of ours."""
        return self.kind is not None and self.location is not None and len(self.original) <= LARGEST_ORIGINAL

    @property
    def refusal(self) -> str:
        """Why it stays read only; empty where it can be adopted."""
        if self.can_be_adopted:
            return ""
        return self.reason or "Its original is too long to keep beside a mark, and nothing of it may be lost."


def adopted(foreign: ForeignMark, mark_id: str, calibration: PixelCalibration = NOT_CALIBRATED) -> Mark:
    """The mark of ours that a foreign one becomes; its original stays whole in `Mark.origin`.

    Raises `ValueError` with the reason when it cannot be adopted.
    """
    if foreign.kind is None or foreign.location is None or not foreign.can_be_adopted:
        raise ValueError(f"{foreign.title}: {foreign.refusal}")
    if foreign.own is not None:
        return replace(foreign.own, id=mark_id, origin=_origin(foreign))
    on_image = isinstance(foreign.location, ImageLocation)
    return Mark(
        mark_id,
        foreign.kind,
        foreign.location,
        foreign.title,
        calibration if on_image else NOT_CALIBRATED,
        text=foreign.text,
        origin=_origin(foreign),
    )


def original_of(mark: Mark) -> Mapping[str, Any] | None:
    """What an adopted mark was made from (`source`, `id`, `values`, `original`); None for a mark of ours."""
    if not mark.origin:
        return None
    try:
        kept = json.loads(mark.origin)
    except ValueError:
        return None
    return kept if isinstance(kept, dict) else None


def is_adopted(foreign: ForeignMark, marks: Sequence[Mark]) -> bool:
    """Whether one of the marks was made from it."""
    return any((kept := original_of(mark)) is not None and kept.get("id") == foreign.id for mark in marks)


def place_conflict(foreign: ForeignMark, level: Level | None, laterality: Laterality | None) -> str:
    """What its site says against the ledger and the patient coordinate, as a sentence; empty where they agree.

    A vertebra and a segment that touches it do not contradict each other.
    """
    said = foreign.level
    if said is not None and level is not None and not set(said.vertebrae) & set(level.vertebrae):
        return f"It says {said.label}, the level ledger says {level.label}."
    sides = (Laterality.RIGHT, Laterality.LEFT)
    if foreign.laterality in sides and laterality in sides and foreign.laterality is not laterality:
        return f"It says {foreign.laterality.word.upper()}, its place is on the {laterality.word.upper()}."
    return ""


def _origin(foreign: ForeignMark) -> str:
    kept = {
        "source": foreign.source,
        "id": foreign.id,
        "title": foreign.title,
        "values": list(foreign.values),
        "facts": [list(fact) for fact in foreign.facts],
        "original": json.loads(foreign.original),
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def kind_of_points(graphic_type: str, points: FloatArray) -> tuple[MarkKind | None, FloatArray, str]:
    """What a DICOM graphic becomes: kind, points (n, d), or why none (PS3.3 C.18.6.1.2, C.18.9.1.2, C.10.5.1.2).

    A closed polyline is a polygon without its repeated first point, two points are a length, the two points of CIRCLE
    (centre and perimeter, on an image only) become the ends of two diameters.
    """
    maker = _GRAPHICS.get(graphic_type)
    if maker is None:
        return None, points, f"{graphic_type} is not drawn as a mark"
    return maker(points)


def _single(points: FloatArray) -> tuple[MarkKind | None, FloatArray, str]:
    if len(points) != 1:
        return None, points, "several loose points are no one mark"
    return MarkKind.POINT, points, ""


def _line(points: FloatArray) -> tuple[MarkKind | None, FloatArray, str]:
    if len(points) >= 4 and np.allclose(points[0], points[-1], atol=1e-6):
        return MarkKind.POLYGON, points[:-1], ""
    if len(points) < 2:
        return None, points, "a line needs two points"
    return (MarkKind.LENGTH if len(points) == 2 else MarkKind.POLYLINE), points, ""


def _curve(points: FloatArray) -> tuple[MarkKind | None, FloatArray, str]:
    return (MarkKind.SPLINE, points, "") if len(points) >= 3 else _line(points)


def _closed(points: FloatArray) -> tuple[MarkKind | None, FloatArray, str]:
    kept = points[:-1] if len(points) > 3 and np.allclose(points[0], points[-1], atol=1e-6) else points
    return (MarkKind.POLYGON, kept, "") if len(kept) >= 3 else (None, points, "a polygon needs three points")


def _circle(points: FloatArray) -> tuple[MarkKind | None, FloatArray, str]:
    if points.shape != (2, 2):
        return None, points, "a circle is a centre and a point of its edge on an image"
    center, arm = points[0], points[1] - points[0]
    across = np.array([-arm[1], arm[0]])
    return MarkKind.CIRCLE, np.array([center - arm, center + arm, center - across, center + across]), ""


def _ellipse(points: FloatArray) -> tuple[MarkKind | None, FloatArray, str]:
    if len(points) != 4:
        return None, points, "an ellipse is the ends of its two axes"
    return MarkKind.ELLIPSE, points, ""


_GRAPHICS = {
    "POINT": _single,
    "POLYLINE": _line,
    "INTERPOLATED": _curve,
    "POLYGON": _closed,
    "CIRCLE": _circle,
    "ELLIPSE": _ellipse,
}
