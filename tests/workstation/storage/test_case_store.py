"""The case store keeps what was applied, in order, with its audit line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotations.anatomy import Laterality, Level, Root
from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.case import Case, CaseItem, Change, Edit, add, added_all, replace_item
from annotations.evaluation import Complaint, ExamItem, ExamKind, PriorTreatment, VitalSigns
from annotations.findings import AxialZone, Certainty, Finding, FindingStatus, Severity
from annotations.history import History
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import ImagingStudy, PatientIdentity
from annotations.references import ImageRef
from annotations.serialization import case_to_json
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget, TargetStatus
from workstation.storage.case_store import CaseStore
from workstation.storage.errors import (
    CaseExistsError,
    CaseNotFoundError,
    DatabaseCorruptError,
    StaleCaseError,
    StoreClosedError,
)

IMAGE = ImageRef("1.2.3", "1.2.3.4", "1.2.840.10008.5.1.4.1.1.1.1", "1.2.3.4.5")


def one_of_each() -> tuple[CaseItem, ...]:
    spacing = PixelCalibration(CalibrationSource.FIDUCIAL, 0.14, 0.14, "10 mm ball")
    return (
        ImagingStudy("study-1", "1.2.3", "2026-10-01", "L-Spine", ("CT", "MR"), "/images/a"),
        Mark("mark-1", MarkKind.POINT, PatientLocation("1.9", ((1.5, -2.25, 3.125),), IMAGE), "point"),
        Mark("mark-2", MarkKind.LENGTH, ImageLocation(IMAGE, ((10.0, 20.5), (30.25, 40.0))), "", spacing),
        Complaint("complaint-1", "Left leg pain", Laterality.LEFT, pain_now=7, radiation_roots=(Root.L5,)),
        PriorTreatment("treatment-1", "physiotherapy", "12 sessions", "2026-03", 20),
        VitalSigns("vitals-1", "2026-11-20", 72.0, 14.0, 128.0, 82.0, 98.0, 36.7, 81.5, 172.0),
        ExamItem("exam-1", ExamKind.MOTOR, "great_toe_extension", Laterality.LEFT, "4-"),
        LevelAnchor("anchor-1", Level.L5, PatientLocation("1.9", ((0.0, 1.0, -50.0),))),
        Finding(
            "finding-1",
            "disc_extrusion",
            Level.L4_L5,
            Laterality.LEFT,
            ("mark-1",),
            Severity.SEVERE,
            Certainty.DEFINITE,
            AxialZone.SUBARTICULAR,
            None,
            "touches the L5 root \u6f22\u5b57",
            FindingStatus.DRAFT,
            ("complaint-1",),
            ("exam-1",),
        ),
        ProcedureTarget(
            "target-1",
            "lumbar_tfesi",
            Level.L5_S1,
            Laterality.LEFT,
            PatientLocation("1.9", ((60.0, 90.0, 10.0), (20.0, 30.0, 5.0))),
            Root.L5,
            ("finding-1",),
            "22G",
            status=TargetStatus.PLANNED,
        ),
    )


def complaint(number: int, **values: object) -> Complaint:
    return Complaint(f"complaint-{number}", f"Pain {number}", **values)  # type: ignore[arg-type]


def test_a_new_case_is_stored_before_create_returns(store: CaseStore, patient: PatientIdentity) -> None:
    case = store.create(patient)
    loaded = store.load(case.id)
    assert (loaded.patient, loaded.revision, dict(loaded.items)) == (patient, 0, {})
    assert loaded.created_at == "2026-11-22T09:30:00.000+00:00"


def test_every_kind_of_item_comes_back_equal_and_in_order(store: CaseStore, patient: PatientIdentity) -> None:
    case = store.create(patient)
    case.apply(added_all(one_of_each(), "everything"))
    loaded = store.load(case.id)
    assert list(loaded.items.items()) == list(case.items.items())
    assert loaded.revision == 1


def test_a_replaced_item_keeps_its_place_and_a_re_added_one_goes_last(
    store: CaseStore, patient: PatientIdentity
) -> None:
    case = store.create(patient)
    case.apply(added_all((complaint(1), complaint(2), complaint(3)), "three"))
    case.apply(replace_item(complaint(1), complaint(1, pain_now=4), "score"))
    case.apply(Change("remove", (Edit(complaint(2), None),)))
    case.apply(add(complaint(2), "again"))
    assert list(store.load(case.id).items) == list(case.items) == ["complaint-1", "complaint-3", "complaint-2"]
    assert store.load(case.id).items["complaint-1"] == complaint(1, pain_now=4)


def test_undo_and_redo_are_stored_like_every_change(store: CaseStore, patient: PatientIdentity) -> None:
    case = store.create(patient)
    history = History(case)
    history.apply(add(complaint(1), "add pain"))
    history.undo()
    assert dict(store.load(case.id).items) == {}
    history.redo()
    assert store.load(case.id).items == case.items
    assert [line.revision for line in store.audit(case.id)] == [0, 1, 2, 3]
    assert store.verify_audit() == ()


def test_a_loaded_case_goes_on_writing_itself(store: CaseStore, patient: PatientIdentity) -> None:
    case_id = store.create(patient).id
    store.load(case_id).apply(add(complaint(1), "first"))
    store.load(case_id).apply(add(complaint(2), "second"))
    assert store.load(case_id).revision == 2


def test_the_audit_line_says_who_what_when_and_both_sides_of_the_edit(
    store: CaseStore, patient: PatientIdentity
) -> None:
    case = store.create(patient)
    case.apply(add(complaint(1), "add pain"))
    case.apply(replace_item(complaint(1), complaint(1, pain_now=4), "record the score"))
    line = store.audit(case.id)[-1]
    assert (line.actor, line.at, line.revision) == ("tester", "2026-11-22T09:30:00.000+00:00", 2)
    assert line.description == "record the score"
    (edit,) = json.loads(line.edits)
    assert edit["item_id"] == "complaint-1"
    assert edit["before"] != edit["after"]


def test_a_change_that_breaks_a_link_leaves_no_trace_in_the_store(store: CaseStore, patient: PatientIdentity) -> None:
    case = store.create(patient)
    with pytest.raises(ValueError, match="still refers"):
        case.apply(add(Finding("f", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("nowhere",)), "dangling"))
    assert len(store.audit(case.id)) == 1


def test_a_case_changed_by_another_program_refuses_the_older_view(database: Path, store: CaseStore) -> None:
    mine = store.create(PatientIdentity("P-1"))
    other = CaseStore(database)
    other.load(mine.id).apply(add(complaint(1), "theirs"))
    other.close()
    with pytest.raises(StaleCaseError, match="open it again") as caught:
        mine.apply(add(complaint(2), "mine"))
    assert mine.id in str(caught.value)
    assert dict(mine.items) == {}
    assert list(store.load(mine.id).items) == ["complaint-1"]
    assert store.verify_audit() == ()


def test_a_deleted_case_is_gone_and_its_audit_trail_says_so(store: CaseStore, patient: PatientIdentity) -> None:
    case = store.create(patient)
    case.apply(add(complaint(1), "add pain"))
    store.delete(case.id)
    assert store.summaries() == ()
    with pytest.raises(CaseNotFoundError, match=case.id):
        store.load(case.id)
    with pytest.raises(CaseNotFoundError):
        case.apply(add(complaint(2), "too late"))
    assert [line.description for line in store.audit(case.id)] == ["case created", "add pain", "case deleted"]
    assert store.verify_audit() == ()


def test_an_exported_case_imports_into_another_store(
    store: CaseStore, patient: PatientIdentity, tmp_path: Path
) -> None:
    case = store.create(patient)
    case.apply(added_all(one_of_each(), "everything"))
    other = CaseStore(tmp_path / "other" / "cases.db")
    imported = other.import_json(case_to_json(case))
    assert (imported.id, imported.patient, imported.created_at) == (case.id, case.patient, case.created_at)
    assert dict(imported.items) == dict(case.items)
    imported.apply(add(complaint(9), "goes on"))
    assert other.load(case.id).revision == 2
    with pytest.raises(CaseExistsError, match=case.id):
        other.import_json(case_to_json(case))
    assert other.verify_audit() == ()
    other.close()


def test_cases_of_a_patient_are_found_and_a_second_patient_with_the_same_id_is_not(
    store: CaseStore, patient: PatientIdentity
) -> None:
    mine = store.create(patient)
    store.create(PatientIdentity("P-1", "clinic", "Other^Ben", "1980-01-01", "M"))
    store.create(PatientIdentity("P-2", "clinic", "Example^Ana", "1961-02-03", "F"))
    found = store.find_for_patient(PatientIdentity("P-1", "", "EXAMPLE^ANA^^", "19610203", "F"))
    assert [summary.case_id for summary in found] == [mine.id]


def test_the_case_list_shows_the_last_changed_first(database: Path, patient: PatientIdentity) -> None:
    store = CaseStore(database)
    first, second = store.create(patient), store.create(patient)
    first.apply(add(complaint(1), "later"))
    summaries = store.summaries()
    assert [summary.case_id for summary in summaries] == [first.id, second.id]
    assert summaries[0].revision == 1
    assert summaries[0].application_version
    store.close()


def test_a_closed_store_refuses_further_changes(store: CaseStore, patient: PatientIdentity) -> None:
    case = store.create(patient)
    store.close()
    with pytest.raises(StoreClosedError, match="open the case again"):
        case.apply(add(complaint(1), "late"))
    assert case.revision == 0


def test_an_unreadable_item_names_the_case_and_the_item_but_not_its_text(
    database: Path, store: CaseStore, patient: PatientIdentity
) -> None:
    import sqlite3

    case = store.create(patient)
    case.apply(add(complaint(1), "add pain"))
    with sqlite3.connect(database) as raw:
        raw.execute("UPDATE item SET json = '{\"secret\":1}'")
    raw.close()
    with pytest.raises(DatabaseCorruptError, match=r"complaint-1.*restore") as caught:
        store.load(case.id)
    assert case.id in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["'); DROP TABLE item; --", "100%", "_", "\u0000nul", "Пример^漢字", "a" * 10_000])
def test_hostile_text_is_only_text(store: CaseStore, name: str) -> None:
    case = store.create(PatientIdentity("P-1", name=name.replace("\u0000", "")))
    case.apply(add(Complaint("c", name + "x", description=name), "add"))
    assert store.load(case.id).items == case.items
    assert store.verify_audit() == ()


def test_changes_of_several_cases_share_one_chain(store: CaseStore, patient: PatientIdentity) -> None:
    cases: list[Case] = [store.create(patient) for _ in range(3)]
    for number in range(4):
        for case in cases:
            case.apply(add(complaint(number), f"change {number}"))
    sequences = sorted(line.sequence for case in cases for line in store.audit(case.id))
    assert sequences == list(range(1, 16))
    assert store.verify_audit() == ()
