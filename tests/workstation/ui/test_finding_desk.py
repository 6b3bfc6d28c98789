"""Cards at work in Read: M takes a selected measurement, signing holds, a finding goes to the newer study on screen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import added_all
from annotations.findings import Finding, FindingStatus
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.observations import Comparison, Observation
from viewers.imaging.images import Volume
from workstation.dicom.records import PatientRecord, StudyRecord
from workstation.ui.main_window import MainWindow
from workstation.ui.read.finding_card import CardAction, CardContext
from workstation.ui.read.read_place import ReadPlace

OLDER = "1.2.826.0.1.3680043.10.99.77"


def volume_of(read: ReadPlace) -> Volume:
    pixels = read.grid.active_viewport.pixels
    assert isinstance(pixels, Volume)
    return pixels


def length_of(read: ReadPlace, mark_id: str) -> Mark:
    volume = volume_of(read)
    start, end = (volume.geometry.index_to_lps(index) for index in ((1, 2, 2), (1, 2, 10)))
    location = PatientLocation(
        volume.geometry.frame_of_reference_uid,
        (tuple(map(float, start)), tuple(map(float, end))),  # type: ignore[arg-type]
        volume.images[1],
    )
    return Mark(mark_id, MarkKind.LENGTH, location)


def finding_of(window: MainWindow) -> Finding:
    assert window.session.case is not None
    found = window.session.case.get(Finding, "f")
    assert found is not None
    return found


def with_finding(window: MainWindow, mark: Mark) -> None:
    finding = Finding("f", "disc_extrusion", Level.L4_L5, Laterality.LEFT, (mark.id,), grade="2")
    window.session.apply(added_all((mark, finding), "made"))
    window.session.select("f")


def press(qtbot: QtBot, read: ReadPlace, action: CardAction) -> None:
    button = read.case_panel.findChild(QPushButton, f"finding-{action.value}")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_m_with_a_measurement_selected_makes_the_finding_of_it(ct_window: MainWindow) -> None:
    read, session = ct_window.places.read, ct_window.session
    session.apply(added_all((length_of(read, "measured"),), "measured"))
    session.select("measured")
    read.mark_finding()
    form = read.entry.form
    assert [mark.id for mark in form.links.linked] == ["measured"]
    assert "±" in form.links.findChildren(type(form.codes))[0].text(), "the pixel size of its series is known"
    form.type.set_value("disc_extrusion")
    form.type.picked.emit("disc_extrusion")
    form.level.setCurrentIndex(form.level.findData("L4-L5"))
    form.side.choose("L")
    form.reason.setText("no level is placed")
    form.save()
    assert session.case is not None
    (finding,) = session.case.of_type(Finding)
    assert finding.mark_ids == ("measured",)
    read.mark_finding()
    assert not read.entry.form.links.linked, "a measurement that has its finding is not taken again"


def test_a_signed_finding_keeps_its_marks_until_it_is_reopened(qtbot: QtBot, ct_window: MainWindow) -> None:
    read = ct_window.places.read
    with_finding(ct_window, length_of(read, "m"))
    press(qtbot, read, CardAction.SIGN)
    assert finding_of(ct_window).status is FindingStatus.FINAL
    read.remove("m")
    read.remove("f")
    assert ct_window.session.case is not None
    assert {"m", "f"} <= set(ct_window.session.case.items)
    press(qtbot, read, CardAction.REOPEN)
    read.remove("m")
    assert "m" not in ct_window.session.case.items


def test_a_finding_goes_to_the_newer_study_on_screen_and_is_assessed_and_compared_there(
    qtbot: QtBot, ct_window: MainWindow
) -> None:
    read, session = ct_window.places.read, ct_window.session
    shown = volume_of(read).images[1].study_instance_uid
    here = length_of(read, "now")
    assert isinstance(here.location, PatientLocation)
    assert here.location.source is not None
    before = replace(
        here,
        id="before",
        location=replace(here.location, source=replace(here.location.source, study_instance_uid=OLDER)),
    )
    with_finding(ct_window, before)
    session.apply(added_all((here,), "measured now"))
    patient = read.hands.patient()
    assert patient is not None
    _date_studies(read, patient, shown)
    press(qtbot, read, CardAction.CARRY)
    assert session.case is not None
    old, new = session.case.of_type(Observation)
    assert (old.study_instance_uid, old.grade) == (OLDER, "2")
    assert (new.study_instance_uid, new.grade) == (shown, None)
    press(qtbot, read, CardAction.ASSESS)
    form = read.entry.form
    assert form.grade.value is None
    form.links.use("now")
    form.grade.choose("3")
    form.save()
    assert finding_of(ct_window).mark_ids == ("before", "now")
    new = session.case.of_type(Observation)[1]
    assert (new.grade, new.mark_ids) == ("3", ("now",))
    read.findings.compare("f", Comparison.WORSE, "the grade is worse")
    assert session.case.of_type(Observation)[1].comparison is Comparison.WORSE


def _date_studies(read: ReadPlace, patient: PatientRecord, shown: str) -> None:
    """Give the study on screen a date after that of an older one."""
    studies = tuple(
        replace(study, date="2026-11-20") if study.study_instance_uid == shown else study for study in patient.studies
    )
    older = StudyRecord(OLDER, "2026-03-01", "older", None, ())
    read.show_more_images(replace(patient, studies=(*studies, older)))
    context = read.findings.context()
    assert isinstance(context, CardContext)
    assert context.newest_on_screen() == shown
