"""Patient A from the true points: the measured L1 becomes a finding of L1 with Genant 2, which was suggested."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import Case, added_all
from annotations.findings import Finding
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from annotations.spine_ledger import LevelAnchor
from sample_data.generate import default_root, ensure_samples
from sample_data.ground_truth import FrameTruth, load
from tests.support.true_marks import true_marks
from workstation.session import Session
from workstation.ui.read.finding_entry import FindingEntry
from workstation.ui.read.mark_words import middle_of


@pytest.fixture(scope="module")
def frame() -> FrameTruth:
    return load(ensure_samples(default_root()).ground_truth_a).frame("ct")


@pytest.fixture
def session(frame: FrameTruth) -> Session:
    uid = frame.frame_of_reference_uid
    anchors = [
        LevelAnchor(f"a.{one.level}", Level(one.level), PatientLocation(uid, (one.center,), None))
        for one in frame.vertebrae
    ]
    marks = [
        Mark(f"v.{one.subject}", one.kind, PatientLocation(uid, one.points, None))
        for one in true_marks(frame)
        if one.kind is MarkKind.VERTEBRA
    ]
    session = Session()
    session.open_case(Case("c", PatientIdentity("1"), "2026-01-01"))
    session.apply(added_all((*anchors, *marks), "true points"))
    return session


def begun(qtbot: QtBot, session: Session, mark_id: str) -> FindingEntry:
    entry = FindingEntry(session, spacing_of=lambda _: 0.6)
    qtbot.addWidget(entry)
    assert session.case is not None
    mark = session.case.get(Mark, mark_id)
    assert mark is not None
    entry.start(middle_of(mark.location), None, marks=(mark,))
    entry.form.type.set_value("vcf")
    entry.form.type.picked.emit("vcf")
    return entry


def test_the_wedge_of_l1_is_found_at_l1_and_suggested_as_genant_2(qtbot: QtBot, session: Session) -> None:
    entry = begun(qtbot, session, "v.L1")
    form = entry.form
    assert form.place.chosen_level is Level.L1
    assert form.place.laterality is Laterality.MEDIAN
    assert form.grade.suggested == "2"
    assert form.grade.value is None, "a suggestion is never taken by itself"
    form.grade.accept_suggestion()
    form.save()
    assert session.case is not None
    (finding,) = session.case.of_type(Finding)
    assert (finding.level, finding.grade, finding.suggested_grade) == (Level.L1, "2", "2")
    assert (finding.mark_ids, finding.level_override_reason) == (("v.L1",), "")


@pytest.mark.parametrize("level", ["T12", "L2", "L3", "L4", "L5"])
def test_the_other_vertebrae_are_suggested_as_normal(qtbot: QtBot, session: Session, level: str) -> None:
    entry = begun(qtbot, session, f"v.{level}")
    form = entry.form
    assert form.place.chosen_level is Level(level)
    assert form.grade.offer is not None
    assert "0" in form.grade.offer.grades
