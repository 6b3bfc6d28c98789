"""Images with neither Patient ID nor name: never taken for one patient, whatever they share."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import add
from annotations.findings import Finding
from annotations.patient import ImagingStudy, PatientIdentity, is_unidentified
from tests.support.dicom_builder import STUDY_UID, write_series
from tests.workstation.ui.conftest import open_images
from workstation.app import build
from workstation.dicom.scan import scan_paths
from workstation.settings import Settings
from workstation.ui.image_catalogue import study_uids
from workstation.ui.main_window import MainWindow

OTHER_STUDY = "1.2.3.9"
UNKNOWN = {"PatientID": "", "PatientName": "", "PatientBirthDate": "", "PatientSex": ""}
OTHER = {
    **UNKNOWN,
    "StudyInstanceUID": OTHER_STUDY,
    "SeriesInstanceUID": "1.2.3.10",
    "FrameOfReferenceUID": "1.2.3.11",
}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    write_series(tmp_path / "one", [0.0, 5.0, 10.0], **UNKNOWN)
    write_series(tmp_path / "two", [0.0, 5.0, 10.0], **OTHER)
    return tmp_path / "one", tmp_path / "two"


def studies_shown(window: MainWindow) -> set[str]:
    patient = window.workspace.patient
    return {study.study_instance_uid for study in patient.studies} if patient is not None else set()


@pytest.mark.parametrize(
    ("identity", "is_unknown"),
    [
        (PatientIdentity(""), True),
        (PatientIdentity("  ", name="^^"), True),
        (PatientIdentity("", name="Doe^Ann"), False),
        (PatientIdentity("7"), False),
    ],
)
def test_a_patient_without_id_and_name_is_unidentified(identity: PatientIdentity, is_unknown: bool) -> None:
    assert is_unidentified(identity) is is_unknown


def test_a_scan_keeps_two_unidentified_studies_apart(folders: tuple[Path, Path], tmp_path: Path) -> None:
    report = scan_paths(list(folders), cache_dir=tmp_path / "cache")
    assert [len(patient.studies) for patient in report.patients] == [1, 1]


def test_two_series_of_one_unidentified_study_belong_together(folders: tuple[Path, Path], tmp_path: Path) -> None:
    write_series(tmp_path / "one" / "more", [0.0, 5.0], **{**UNKNOWN, "SeriesInstanceUID": "1.2.77"})
    (patient,) = scan_paths([folders[0]], cache_dir=tmp_path / "cache").patients
    assert len(patient.studies[0].series) == 2


def test_another_unidentified_study_is_not_shown_under_the_open_case(
    window: MainWindow, qtbot: QtBot, folders: tuple[Path, Path]
) -> None:
    open_images(window, qtbot, folders[0])
    assert studies_shown(window) == {STUDY_UID}
    window.workspace.open_paths([folders[1]])
    qtbot.waitUntil(lambda: window.top_bar.shows_mismatch, timeout=30_000)
    assert "Identity unknown: cannot be shown under this case" in window.top_bar.mismatch_text
    assert studies_shown(window) == {STUDY_UID}
    case = window.session.case
    assert case is not None
    assert [study.study_instance_uid for study in case.of_type(ImagingStudy)] == [STUDY_UID]
    window.workspace.open_waiting()
    assert studies_shown(window) == {OTHER_STUDY}
    assert window.session.case is not case


def test_more_of_the_same_unidentified_study_joins_its_case(
    window: MainWindow, qtbot: QtBot, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    open_images(window, qtbot, folders[0])
    write_series(tmp_path / "more", [0.0, 5.0], **{**UNKNOWN, "SeriesInstanceUID": "1.2.77"})
    window.workspace.open_paths([tmp_path / "more"])
    qtbot.waitUntil(lambda: len(window.places.read.browser.cards) == 2, timeout=30_000)
    assert not window.top_bar.shows_mismatch


def test_each_unidentified_study_finds_its_own_case_again_after_a_restart(
    window: MainWindow, qtbot: QtBot, folders: tuple[Path, Path], settings: Settings
) -> None:
    open_images(window, qtbot, folders[0])
    finding = Finding("finding", "disc_extrusion", Level.L4_L5, Laterality.LEFT)
    window.session.apply(add(finding, "finding added"))
    window.close()
    again = build(settings)
    qtbot.addWidget(again)
    again.show()
    open_images(again, qtbot, folders[1])
    assert again.session.case is not None
    assert again.session.case.of_type(Finding) == ()
    (row,) = [row for row in again.workspace.rows() if row.images is not None and STUDY_UID in study_uids(row.images)]
    assert row.summary is not None
    again.workspace.open_row(row)
    assert again.session.case.of_type(Finding) == (finding,)
    assert studies_shown(again) == {STUDY_UID}
    again.close()
