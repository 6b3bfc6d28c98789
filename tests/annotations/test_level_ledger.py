"""A Frame of Reference has its own labels or those of one other by accepted registrations, and never a mixture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.anatomy import Level
from annotations.case import Case, CaseItem, added_all
from annotations.geometry import Point
from annotations.level_ledger import copied_anchors, ledger_of, numbering_of
from annotations.locations import PatientLocation
from annotations.numbering import CountingMethod, LevelNumbering
from annotations.patient import PatientIdentity
from annotations.references import SeriesRef
from annotations.registration import RegisteredSeries, Registration, RegistrationMode, SeedKind, SeedPair
from annotations.rigid import RigidTransform, rotation_about
from annotations.spine_ledger import LevelAnchor, propose_level
from tests.support.case_strategies import cases

CT, MR, OLD = "1.1", "1.2", "1.3"
SHIFT = (10.0, -20.0, 300.0)
SPINE = ((Level.L3, 74.0), (Level.L4, 37.0), (Level.L5, 0.0), (Level.S1, -34.0))


def spine(uid: str, offset: Point = (0.0, 0.0, 0.0)) -> list[LevelAnchor]:
    x, y, z = offset
    return [
        LevelAnchor(f"{uid}-{level.value}", level, PatientLocation(uid, ((x, y, z + height),)))
        for level, height in SPINE
    ]


def registration(
    name: str, source: str, target: str, *, level_at: Point | None = None, at: str = "2026-01-01", shift: Point = SHIFT
) -> Registration:
    transform = RigidTransform.of(rotation_about((0, 0, 1), 0.0), shift)
    pairs = tuple(
        SeedPair(str(number), point, tuple(transform.apply(point)))  # type: ignore[arg-type]
        for number, point in enumerate(((0.0, 0.0, 0.0), (10.0, 0.0, 0.0), (0.0, 0.0, 30.0)))
    )
    return Registration(
        name,
        RegisteredSeries(SeriesRef("9", source + ".1"), source, f"series of {source}"),
        RegisteredSeries(SeriesRef("9", target + ".1"), target, f"series of {target}"),
        transform,
        RegistrationMode.WHOLE if level_at is None else RegistrationMode.LEVEL,
        None,
        level_at or (0.0, 0.0, 0.0),
        SeedKind.POINTS,
        pairs,
        "rigid",
        "Dr. A",
        at,
        "1",
    )


def case_of(*items: CaseItem) -> Case:
    case = Case("c", PatientIdentity("1"), "2026-01-01T00:00:00Z")
    case.apply(added_all(items, "made"))
    return case


def test_own_labels_come_first_and_alone() -> None:
    case = case_of(*spine(CT), *spine(MR)[:2], registration("r", CT, MR))
    ledger = ledger_of(case, MR)
    assert [anchor.id for anchor in ledger.anchors] == [f"{MR}-L3", f"{MR}-L4"]
    assert not ledger.is_derived


def test_without_a_registration_nothing_comes_over() -> None:
    assert ledger_of(case_of(*spine(CT)), MR).anchors == ()
    assert ledger_of(case_of(*spine(CT)), "").anchors == ()


@pytest.mark.parametrize("forward", [True, False])
def test_an_accepted_registration_brings_labels_and_numbering_and_is_named(forward: bool) -> None:
    numbering = LevelNumbering("n", CT, CountingMethod.FROM_C2, 5, is_confirmed=True)
    back: Point = (-10.0, 20.0, -300.0)
    way = registration("r", CT, MR) if forward else registration("r", MR, CT, shift=back)
    ledger = ledger_of(case_of(*spine(CT), numbering, way), MR)
    assert {anchor.location.frame_of_reference_uid for anchor in ledger.anchors} == {MR}
    l4 = next(anchor for anchor in ledger.anchors if anchor.level is Level.L4)
    assert l4.location.points_lps_mm[0] == pytest.approx((10.0, -20.0, 337.0))
    assert f"by registration of series of {CT}" in l4.origin
    assert f"labels of series of {CT} by registration (whole spine, residual 0.0 mm" in ledger.source_words
    assert ledger.numbering == numbering
    assert numbering_of(case_of(*spine(CT), numbering, way), MR) == numbering
    found = propose_level(ledger.anchors, (10.0, -20.0, 318.0), MR)
    assert found is not None
    assert found.text == "L4-5 disc"


def test_a_registration_of_one_level_brings_only_what_is_near_it() -> None:
    center: Point = (10.0, -20.0, 337.0)
    ledger = ledger_of(case_of(*spine(CT), registration("r", CT, MR, level_at=center)), MR)
    assert [anchor.level for anchor in ledger.anchors] == [Level.L3, Level.L4, Level.L5]


def test_of_two_sources_the_newest_is_taken_and_the_other_left() -> None:
    items = (
        *spine(CT),
        *spine(OLD, (0.0, 0.0, 5.0)),
        registration("a", CT, MR, at="2026-01-01"),
        registration("b", OLD, MR, at="2026-02-01"),
    )
    ledger = ledger_of(case_of(*items), MR)
    assert ledger.counted_in_uid == OLD
    assert all(anchor.id.startswith(OLD) for anchor in ledger.anchors)


def test_registrations_are_never_chained() -> None:
    case = case_of(*spine(CT), registration("a", CT, OLD), registration("b", OLD, MR))
    assert ledger_of(case, OLD).is_derived
    assert ledger_of(case, MR).anchors == ()


def test_copied_labels_are_own_labels_that_say_by_what_they_came() -> None:
    case = case_of(*spine(CT), registration("r", CT, MR))
    copies = copied_anchors(ledger_of(case, MR), ("a", "b", "c", "d"))
    assert [anchor.id for anchor in copies] == ["a", "b", "c", "d"]
    case.apply(added_all(copies, "kept"))
    ledger = ledger_of(case, MR)
    assert not ledger.is_derived
    assert all("by registration" in anchor.origin for anchor in ledger.anchors)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), st.integers(0, 3))
def test_no_label_ever_shows_in_another_frame_of_reference_unregistered(case: Case, number: int) -> None:
    uids = [anchor.location.frame_of_reference_uid for anchor in case.of_type(LevelAnchor)]
    others = [one.target.frame_of_reference_uid for one in case.of_type(Registration)]
    for uid in [*uids, *others, "2.999"][number:]:
        ledger = ledger_of(case, uid)
        assert all(anchor.location.frame_of_reference_uid == uid for anchor in ledger.anchors)
        own = {anchor.id for anchor in case.of_type(LevelAnchor) if anchor.location.frame_of_reference_uid == uid}
        shown = {anchor.id for anchor in ledger.anchors}
        assert shown <= own or (ledger.is_derived and not shown & set(case.items))


def test_the_newest_version_of_a_numbering_counts() -> None:
    first = LevelNumbering("n", CT, CountingMethod.ASSUMED, 5)
    assert numbering_of(case_of(first, replace(first, id="m", version=2)), CT) == replace(first, id="m", version=2)
