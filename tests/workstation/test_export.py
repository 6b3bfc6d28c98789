"""The chart packet of a case on real images: written whole, or stopped before anything is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level, Root
from annotations.calibration import CalibrationSource
from annotations.case import Case, add, added_all
from annotations.findings import AxialZone, Finding
from annotations.geometry import Point, as_point
from annotations.key_images import KeyImage as StoredKeyImage
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import PatientIdentity
from annotations.references import ImageRef
from annotations.targets import ProcedureTarget
from reports.errors import IdentityMismatchError, MissingEvidenceError
from viewers.imaging.images import Volume
from viewers.qt.snapshot import snapshot
from viewers.state.frame import Frame
from viewers.state.key_views import key_view
from viewers.state.overlay import OverlayContent
from viewers.state.viewport_state import ViewPlane, ViewportState
from workstation.dicom.load import load_stack
from workstation.dicom.records import PatientRecord, SeriesRecord
from workstation.dicom.scan import scan_paths
from workstation.export import export_case, locate, referenced_things, source_spacings_mm
from workstation.jobs.cancel import CancelledError, CancelToken


def at_noon() -> datetime:
    return datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def patient(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PatientRecord:
    shared_data: Path = request.getfixturevalue("shared_data")
    folder = shared_data / "ct-lumbar-pelvis"
    if not folder.is_dir():
        pytest.skip("the lumbar CT is not among the real images here")
    report = scan_paths([folder], cache_dir=tmp_path_factory.mktemp("cache"))
    return report.patients[0]


@pytest.fixture(scope="module")
def series(patient: PatientRecord) -> SeriesRecord:
    return max((one for study in patient.studies for one in study.series), key=lambda one: one.frames)


@pytest.fixture(scope="module")
def volume(series: SeriesRecord) -> Volume:
    pixels = load_stack(series)
    assert isinstance(pixels, Volume)
    return pixels


@pytest.fixture
def case(patient: PatientRecord, volume: Volume) -> Case:
    center = volume.geometry.center_lps_mm
    case = Case("case-1", patient.identity, "2026-11-22T09:00:00")
    case.apply(added_all(marked_items(volume, center), "marks"))
    return case


def marked_items(volume: Volume, center: Point) -> tuple[Mark | Finding | ProcedureTarget, ...]:
    uid = volume.geometry.frame_of_reference_uid
    image = volume.images[len(volume.images) // 2]

    def place(*points: Point) -> PatientLocation:
        return PatientLocation(uid, points, image)

    entry = as_point((center[0] + 45, center[1] + 70, center[2] - 10))
    return (
        Mark("m1", MarkKind.POINT, place(center)),
        Mark("m2", MarkKind.LENGTH, place(center, as_point((center[0] + 20, center[1], center[2]))), "disc width"),
        Finding("f1", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("m1",), zone=AxialZone.SUBARTICULAR),
        ProcedureTarget(
            "g1", "esi_tf_lumbar_supra", Level.L5_S1, Laterality.LEFT, place(entry, center), Root.L5, ("f1",), "22G"
        ),
    )


def lookup(series: SeriesRecord, uid: str) -> SeriesRecord | None:
    return series if series.series_instance_uid == uid else None


def test_a_packet_of_real_images_has_a_report_and_a_structured_report(
    qtbot: QtBot, case: Case, series: SeriesRecord, tmp_path: Path
) -> None:
    packet = export_case(case, lambda uid: lookup(series, uid), tmp_path, final=False, clock=at_noon)
    assert packet.pdf.read_bytes().startswith(b"%PDF")
    assert packet.structured_reports
    assert all(path.is_file() for path in packet.structured_reports)


def test_an_image_of_another_patient_stops_the_export_before_anything_is_written(
    case: Case, series: SeriesRecord, tmp_path: Path
) -> None:
    stranger = Case("case-2", replace(case.patient, patient_id="SOMEBODY-ELSE"), "2026-11-22T09:00:00")
    stranger.apply(added_all(case.items.values(), "marks"))
    with pytest.raises(IdentityMismatchError):
        export_case(stranger, lambda uid: lookup(series, uid), tmp_path, final=False, clock=at_noon)
    assert not list(tmp_path.iterdir())


def test_an_unknown_series_stops_the_export_and_says_which_image(case: Case, tmp_path: Path) -> None:
    with pytest.raises(MissingEvidenceError, match="open its folder"):
        export_case(case, lambda _: None, tmp_path, final=False, clock=at_noon)
    assert not list(tmp_path.iterdir())


def test_a_case_without_marks_needs_no_images(qtbot: QtBot, tmp_path: Path) -> None:
    case = Case("case-3", PatientIdentity("1", name="SAMPLE^Empty"), "2026-11-22T09:00:00")
    packet = export_case(case, lambda _: None, tmp_path, final=True, clock=at_noon)
    assert packet.pdf.is_file()
    assert packet.structured_reports == ()


def test_findings_and_targets_get_pictures_and_other_marks_are_evidence(case: Case) -> None:
    assert [(one.item_id, one.is_key) for one in referenced_things(case)] == [("f1", True), ("g1", True), ("m2", False)]


def test_a_mark_without_a_noted_image_is_refused() -> None:
    case = Case("case-4", PatientIdentity("1"), "2026-11-22T09:00:00")
    location = PatientLocation("1.2.3", ((0.0, 0.0, 0.0),))
    case.apply(added_all([Mark("m", MarkKind.POINT, location)], "mark"))
    (thing,) = referenced_things(case)
    with pytest.raises(MissingEvidenceError, match="no image"):
        locate(thing, lambda _: None)


def test_the_frame_of_a_location_is_found_by_instance_and_frame_number(case: Case, series: SeriesRecord) -> None:
    thing = referenced_things(case)[0]
    place = locate(thing, lambda uid: lookup(series, uid))
    frame = series.stacks[place.stack_number].frames[place.frame_index]
    assert isinstance(thing.location, PatientLocation)
    assert thing.location.source == ImageRef(
        series.study_instance_uid, series.series_instance_uid, frame.sop_class_uid, frame.sop_instance_uid
    )


def test_a_cancelled_export_leaves_nothing_behind(
    qtbot: QtBot, case: Case, series: SeriesRecord, tmp_path: Path
) -> None:
    for last in ("Checking", "Drawing", "Writing"):
        token = CancelToken()

        def tell(words: str, _step: int, _steps: int, last: str = last, token: CancelToken = token) -> None:
            if words.startswith(last):
                token.cancel()

        with pytest.raises(CancelledError):
            export_case(
                case, lambda uid: lookup(series, uid), tmp_path, final=False, clock=at_noon, token=token, tell=tell
            )
        assert not list(tmp_path.iterdir())


def test_every_step_of_an_export_is_told(qtbot: QtBot, case: Case, series: SeriesRecord, tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    packet = export_case(
        case,
        lambda uid: lookup(series, uid),
        tmp_path,
        final=False,
        clock=at_noon,
        tell=lambda words, step, count: steps.append((words, step, count)),
    )
    assert [step for _, step, _ in steps] == [1, 2, 3, 4]
    assert steps[-1] == ("Writing the report", 4, 4)
    assert packet.key_images == 2
    assert packet.pages >= 2


def test_the_spacing_of_a_length_is_that_of_its_slice(case: Case, series: SeriesRecord, volume: Volume) -> None:
    spacings = source_spacings_mm(case, lambda uid: lookup(series, uid))
    assert spacings == {"m2": pytest.approx(max(volume.geometry.spacing_mm_kji[1:]))}
    assert source_spacings_mm(case, lambda _: None) == {}


def test_a_length_across_slices_is_as_doubtful_as_the_slices_lie_apart(
    case: Case, series: SeriesRecord, volume: Volume
) -> None:
    center, uid = volume.geometry.center_lps_mm, volume.geometry.frame_of_reference_uid
    far = as_point((center[0], center[1], center[2] + 50))
    steep = Mark("m3", MarkKind.LENGTH, PatientLocation(uid, (center, far), volume.images[0]))
    case.apply(added_all([steep], "mark"))
    spacing = source_spacings_mm(case, lambda uid: lookup(series, uid))["m3"]
    assert spacing == pytest.approx(max(volume.geometry.spacing_mm_kji))


@pytest.fixture(scope="module")
def hip(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PatientRecord:
    shared_data: Path = request.getfixturevalue("shared_data")
    file = shared_data / "xray" / "hip_CR_J2KR.dcm"
    if not file.is_file():
        pytest.skip("the hip radiograph is not among the real images here")
    return scan_paths([file], cache_dir=tmp_path_factory.mktemp("cache")).patients[0]


def test_a_finding_on_a_radiograph_has_a_key_image_with_its_calibration_and_no_guessed_letters(
    qtbot: QtBot, hip: PatientRecord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[tuple[Frame, OverlayContent]] = []

    def recorded(frame: Frame, content: OverlayContent, *, device_pixel_ratio: float) -> QImage:
        painted.append((frame, content))
        return snapshot(frame, content, device_pixel_ratio=device_pixel_ratio)

    monkeypatch.setattr("workstation.ui.places.chart_key_image.snapshot", recorded)
    (hip_series,) = hip.studies[0].series
    image = hip_series.image_ref(hip_series.stacks[0].frames[0])
    marks = (
        Mark("m1", MarkKind.POINT, ImageLocation(image, ((900.0, 700.0),))),
        Mark("m2", MarkKind.LENGTH, ImageLocation(image, ((900.0, 700.0), (1000.0, 700.0))), "joint space"),
    )
    finding = Finding("f1", "hip_oa", Level.HIP, Laterality.LEFT, ("m1", "m2"))
    case = Case("hip-1", hip.identity, "2026-11-22T09:00:00")
    case.apply(added_all([*marks, finding], "marks"))
    packet = export_case(case, lambda _: hip_series, tmp_path, final=False, clock=at_noon)
    ((frame, content),) = painted
    assert content.calibration_badge == CalibrationSource.NONE.label, "its spacing does not say what it was measured on"
    assert frame.geometry.letters == ("?", "?", "?", "?"), "the header gives no patient orientation"
    assert {mark.value_text for mark in content.marks} == {"", "100 px ± 0.7 (not calibrated)"}
    assert packet.key_images == 1
    assert packet.structured_reports


def test_a_stored_key_image_is_printed_in_place_of_its_finding(
    qtbot: QtBot, case: Case, series: SeriesRecord, volume: Volume, tmp_path: Path
) -> None:
    cut = ViewportState(plane=ViewPlane.CORONAL, focus_lps_mm=volume.geometry.center_lps_mm, scale=2.0)
    kept = StoredKeyImage("k1", "L4-5 from the front", key_view(volume, cut, (600.0, 500.0)), ("f1",), ("m1",))
    case.apply(add(kept, "kept"))
    assert [one.item_id for one in referenced_things(case) if one.is_key] == ["k1", "g1"]
    place = locate(referenced_things(case)[0], lambda uid: lookup(series, uid))
    assert place.stack_number == 0
    packet = export_case(case, lambda uid: lookup(series, uid), tmp_path, final=False, clock=at_noon)
    assert packet.key_images == 2
    assert b"%PDF" in packet.pdf.read_bytes()[:8]


def test_a_key_image_of_an_unknown_series_stops_the_export_and_names_it(volume: Volume) -> None:
    case = Case("case-5", PatientIdentity("1"), "2026-11-22T09:00:00")
    case.apply(add(StoredKeyImage("k1", "L4-5", key_view(volume, ViewportState(), (600.0, 500.0))), "kept"))
    with pytest.raises(MissingEvidenceError, match="key image L4-5: its series"):
        locate(referenced_things(case)[0], lambda _: None)
