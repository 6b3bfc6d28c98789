"""A registration as part of the case: stored strictly, undone, removed, and what it says of itself."""

from __future__ import annotations

import json

import numpy as np
import pytest

from annotations.anatomy import Level
from annotations.case import Case, Change, Edit, add
from annotations.history import History
from annotations.patient import PatientIdentity
from annotations.references import SeriesRef
from annotations.registration import RegisteredSeries, Registration, RegistrationMode, SeedKind, SeedPair
from annotations.rigid import RigidTransform
from annotations.serialization import SerializationError, item_from_json, item_to_json

ITEM = Registration(
    id="r1",
    source=RegisteredSeries(SeriesRef("1.1", "1.2"), "1.3", "CT sagittal"),
    target=RegisteredSeries(SeriesRef("2.1", "2.2"), "2.3", "T2 SAG"),
    transform=RigidTransform.of(np.eye(3), (10.0, 0.0, 0.0)),
    mode=RegistrationMode.LEVEL,
    level=Level.L4,
    center_lps_mm=(0.0, 0.0, 0.0),
    seed=SeedKind.POINTS,
    pairs=(
        SeedPair("1", (0.0, 0.0, 0.0), (10.0, 3.0, 0.0)),
        SeedPair("2", (0.0, 50.0, 0.0), (10.0, 50.0, 4.0)),
    ),
    method="rigid",
    accepted_by="Dr. A",
    accepted_at="2026-01-02T03:04:05Z",
    software_version="1.0",
    moved_mm=1.5,
    turned_deg=0.5,
)


def test_residuals_are_what_is_left_at_the_seeds():
    assert ITEM.residuals_mm == pytest.approx((3.0, 4.0))
    assert ITEM.rms_mm == pytest.approx(np.sqrt(12.5))
    assert ITEM.residual_text == "residual 3.5 mm RMS at 2 seeds"
    assert ITEM.scope_text == "L4 only"


def test_it_is_accepted_undone_and_removed_through_the_case():
    case = Case("c", PatientIdentity("1"), "2026-01-01T00:00:00Z")
    history = History(case)
    history.apply(add(ITEM, "registration accepted"))
    assert case.of_type(Registration) == (ITEM,)
    history.undo()
    assert case.of_type(Registration) == ()
    history.redo()
    history.apply(Change("registration removed", (Edit(ITEM, None),)))
    assert case.of_type(Registration) == ()


def test_a_stored_registration_comes_back_and_a_damaged_one_is_refused():
    data = json.loads(json.dumps(item_to_json(ITEM)))
    assert item_from_json(data) == ITEM
    mirrored = json.loads(json.dumps(data))
    mirrored["transform"]["matrix"][0][0] = -1.0
    with pytest.raises(SerializationError, match="must only turn and shift"):
        item_from_json(mirrored)
    with pytest.raises(SerializationError, match="unknown fields"):
        item_from_json(data | {"scale": 2})
    with pytest.raises(SerializationError, match="lacks the fields: seed"):
        item_from_json({key: value for key, value in data.items() if key != "seed"})
    with pytest.raises(SerializationError, match="Frame of Reference"):
        item_from_json(data | {"source": data["source"] | {"frame_of_reference_uid": ""}})
