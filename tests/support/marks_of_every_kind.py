"""One mark of every kind whose points have values, in patient space (a sagittal or axial plane) or on a radiograph."""

from __future__ import annotations

from collections.abc import Mapping

from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkFamily, MarkKind
from annotations.references import ImageRef

Flat = tuple[tuple[float, float], ...]

_BY_FAMILY: Mapping[MarkFamily, Flat] = {
    MarkFamily.POINT: ((20, 10),),
    MarkFamily.LINE: ((10, 12), (24, 30)),
    MarkFamily.PATH: ((10, 12), (24, 12), (30, 28)),
    MarkFamily.CURVE: ((10, 12), (24, 12), (30, 28)),
    MarkFamily.AREA: ((10, 12), (24, 12), (30, 28), (12, 26)),
    MarkFamily.OVAL: ((10, 20), (30, 20), (20, 14), (20, 26)),
    MarkFamily.BOX: ((10, 12), (24, 12), (24, 28), (10, 28)),
}
_BY_KIND: Mapping[MarkKind, Flat] = {
    MarkKind.CIRCLE: ((10, 20), (30, 20), (20, 10), (20, 30)),
    MarkKind.VERTEBRA: ((8, 10), (18, 12), (30, 10), (8, 26), (18, 28), (30, 32)),
    MarkKind.SLIP: ((30, 32), (8, 30), (26, 28)),
    MarkKind.DISC_HEIGHT: ((8, 20), (18, 20), (30, 21), (8, 28), (18, 29), (30, 27), (18, 2), (18, 46)),
    MarkKind.BIDIRECTIONAL: ((10, 20), (30, 20), (20, 15), (20, 25)),
    MarkKind.SPINOPELVIC: ((30, 10), (12, 18), (8, 40), (14, 42)),
}
_LINES: Flat = ((8, 10), (30, 12), (9, 30), (31, 26), (20, 10), (22, 40))


def flat_points(kind: MarkKind) -> Flat:
    """Points of a kind in a plane, (column, row) or two coordinates in mm."""
    facts = MARK_KINDS[kind]
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    points = _LINES if facts.family is MarkFamily.LINES else _BY_FAMILY[facts.family]
    return points if facts.most is None else points[: facts.most]


def mark_in_patient(kind: MarkKind, frame_of_reference_uid: str, source: ImageRef | None, *, z_mm: float) -> Mark:
    """A mark of a kind in an axial plane, its second coordinate posterior."""
    points = tuple((x - 20.0, y - 20.0, z_mm) for x, y in flat_points(kind))
    return Mark(f"mark-{kind.value}", kind, PatientLocation(frame_of_reference_uid, points, source), text="words")


def mark_on_image(kind: MarkKind, image: ImageRef, calibration: PixelCalibration = NOT_CALIBRATED) -> Mark:
    """A mark of a kind on a radiograph."""
    return Mark(f"mark-{kind.value}", kind, ImageLocation(image, flat_points(kind)), calibration=calibration)
