"""What opening brings up: both sample patients, notices of the scan."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotations.patient import PatientIdentity
from sample_data.generate import SamplePaths
from tests.support.dicom_builder import write_series
from workstation.dicom.records import IndexReport, NonImage, PatientRecord
from workstation.settings import Settings
from workstation.ui import workspace as workspace_module
from workstation.ui.main_window import MainWindow
from workstation.ui.scan_message import scan_message


def test_the_demo_opens_patient_a_and_lists_patient_b(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {"StudyInstanceUID": "1.2.9", "SeriesInstanceUID": "1.2.10", "FrameOfReferenceUID": "1.2.11"}
    write_series(tmp_path / "a", [0.0, 5.0, 10.0], PatientID="000482", PatientName="SAMPLE^Patient A")
    write_series(tmp_path / "b", [0.0, 5.0, 10.0], PatientID="000111", PatientName="SAMPLE^Patient B", **other)
    samples = SamplePaths(tmp_path, tmp_path / "a", tmp_path / "b", tmp_path / "a.json", tmp_path / "b.json")
    monkeypatch.setattr(workspace_module, "worked_case_items", lambda _truth: ())
    window._opening.samples_ready.emit(samples, None)
    qtbot.waitUntil(lambda: window.place == "read", timeout=30_000)
    assert "000482" in window.top_bar.banner_text
    assert not window.top_bar.shows_mismatch
    rows = {row.identity.patient_id: row for row in window.places.cases.rows}
    assert set(rows) == {"000482", "000111"}
    window.workspace.open_row(rows["000111"])
    assert "000111" in window.top_bar.banner_text
    qtbot.waitUntil(lambda: window.places.read.has_images, timeout=30_000)


def test_an_index_that_cannot_be_opened_is_told_and_the_images_are_shown(
    window: MainWindow, qtbot: QtBot, settings: Settings, small_ct: Path
) -> None:
    settings.prepare()
    settings.image_index_path.unlink(missing_ok=True)
    settings.image_index_path.write_bytes(b"this is no database" * 500)
    window.workspace.open_paths([small_ct])
    qtbot.waitUntil(lambda: window.place == "read" and window.places.read.has_images, timeout=30_000)
    message = window.message_bar.message
    assert message is not None
    assert "images.sqlite3" in message.text
    assert "delete it" in message.text


def test_notices_of_a_scan_stand_in_the_message_or_its_details() -> None:
    alone = scan_message(IndexReport(a_patient(), (), (), 0.1, 3, ("index is full: free some space",)), [Path("ct")])
    assert alone is not None
    assert alone.text == "ct is shown. index is full: free some space"
    report = IndexReport(a_patient(), (), (NonImage("a", "PDF"),), 0.1, 3, ("index is full",))
    beside = scan_message(report, [Path("ct")])
    assert beside is not None
    assert beside.details[-1] == "index is full"
    assert scan_message(IndexReport(a_patient(), (), (), 0.1, 3), [Path("ct")]) is None


def a_patient() -> tuple[PatientRecord, ...]:
    return (PatientRecord(PatientIdentity("1"), ()),)
