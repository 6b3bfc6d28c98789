"""Which measurement the pointer is on: by its nearest point, never in another space."""

from __future__ import annotations

import pytest

from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.references import ImageRef
from workstation.ui.read.linked_location import mark_at

IMAGE = ImageRef("1.1", "1.2", "1.2.840.10008.5.1.4.1.1.1", "1.3")
NEAR = Mark("near", MarkKind.LENGTH, PatientLocation("1.9", ((0.0, 0.0, 0.0), (30.0, 0.0, 0.0))))
BESIDE = Mark("beside", MarkKind.LENGTH, PatientLocation("1.9", ((0.0, 2.5, 0.0), (0.0, 40.0, 0.0))))
FLAT = Mark("flat", MarkKind.LENGTH, ImageLocation(IMAGE, ((5.0, 5.0), (50.0, 5.0))))


def in_patient(*point: float, uid: str = "1.9") -> PatientLocation:
    return PatientLocation(uid, ((point[0], point[1], point[2]),))


@pytest.mark.parametrize(
    ("pointed", "found"),
    [
        (in_patient(0.5, 0.5, 0.0), "near"),
        (in_patient(0.0, 2.0, 0.0), "beside"),
        (in_patient(30.0, 0.0, 2.9), "near"),
        (in_patient(15.0, 0.0, 0.0), None),  # on the line, but far from both of its points
        (in_patient(0.0, 0.0, 3.1), None),
        (in_patient(0.0, 0.0, 0.0, uid="1.8"), None),
        (ImageLocation(IMAGE, ((6.0, 6.0),)), "flat"),
        (ImageLocation(ImageRef("1.1", "1.2", IMAGE.sop_class_uid, "1.4"), ((5.0, 5.0),)), None),
    ],
)
def test_the_pointer_is_on_the_mark_with_a_point_there(pointed: Location, found: str | None) -> None:
    mark = mark_at((NEAR, BESIDE, FLAT), pointed)
    assert (mark.id if mark is not None else None) == found
