"""The SR holds what the case holds: read back, compared number by number, and accepted by other people's checkers."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import highdicom.sr as sr
import numpy as np
import pytest
from pydicom import Dataset, dcmread

from annotations import codes
from annotations.anatomy import Laterality, Level
from annotations.calibration import CalibrationSource
from annotations.case import Case, add, replace_item
from annotations.findings import Finding
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.targets import ProcedureTarget
from annotations.trajectories import needle_path
from reports.content import Provenance
from reports.errors import EvidenceError, MissingEvidenceError
from reports.evidence import Evidence
from reports.identifiers import tracking_uid
from reports.packet import sr_bytes
from reports.structured_report import structured_reports

TOLERANCE_MM = 0.01


def written(case: Case, evidence: Evidence, provenance: Provenance, *, final: bool = False) -> list[Any]:
    """The SRs of a case, written to bytes and read back by highdicom."""
    documents = structured_reports(case, evidence, final=final, provenance=provenance)
    return [sr.srread(BytesIO(sr_bytes(document))) for document in documents]


def groups(document: Any) -> dict[str, Any]:
    """Measurement groups of every kind by tracking UID."""
    content = document.content
    found = [*content.get_planar_roi_measurement_groups(), *content.get_image_measurement_groups()]
    return {str(group.tracking_uid): group for group in found}


def code(concept: Any) -> tuple[str, str]:
    return (str(concept.value), str(concept.scheme_designator))


def expected(concept: codes.CodedConcept) -> tuple[str, str]:
    return (concept.value, concept.scheme)


def all_sr(case: Case, evidence: Evidence, provenance: Provenance) -> dict[str, Any]:
    return {uid: group for one in written(case, evidence, provenance) for uid, group in groups(one).items()}


def test_there_is_one_document_for_each_study_that_was_marked(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    documents = written(case, evidence, provenance)
    assert [one.StudyInstanceUID for one in documents] == list(evidence.study_instance_uids)
    for one in documents:
        (study,) = one.CurrentRequestedProcedureEvidenceSequence
        assert study.StudyInstanceUID == one.StudyInstanceUID
        assert one.ContentTemplateSequence[0].TemplateIdentifier == "1500"
        assert "PertinentOtherEvidenceSequence" not in one


def test_a_finding_marked_on_two_studies_is_reported_once_with_the_other_as_pertinent_evidence(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    finding = case.get(Finding, "f-disc")
    assert finding is not None
    case.apply(replace_item(finding, replace(finding, mark_ids=("disc", "height", "cobb")), "also on the radiograph"))
    first, second = written(case, evidence, provenance)
    (other,) = first.PertinentOtherEvidenceSequence
    assert other.StudyInstanceUID == evidence.study_instance_uids[1]
    assert tracking_uid(case.id, "cobb") in groups(first)
    assert tracking_uid(case.id, "f-disc") not in groups(second)


def test_level_side_type_and_evaluations_read_back_as_they_are_in_the_case(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    read = all_sr(case, evidence, provenance)
    group = read[tracking_uid(case.id, "f-disc")]
    (site,) = group.finding_sites
    assert code(group.finding_type) == ("DISC-extrusion", "99PAINWS")
    assert code(site.value) == expected(codes.site_code(Level.L4_L5))
    assert code(site.laterality) == expected(codes.LATERALITY_CODES[Laterality.LEFT])
    assert code(site.topographical_modifier) == ("RID6308", "RADLEX")
    evaluations = {
        evaluation.name.meaning: evaluation.value.meaning for evaluation in group.get_qualitative_evaluations()
    }
    assert evaluations == {"Certainty of the reader": "Definite", "Severity": "Severe"}
    wedge = read[tracking_uid(case.id, "f-wedge")]
    assert ("GENANT-2", "99PAINWS") in [code(one.value) for one in wedge.get_qualitative_evaluations()]


def test_points_in_patient_space_read_back_within_a_hundredth_of_a_millimetre(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    group = all_sr(case, evidence, provenance)[tracking_uid(case.id, "f-disc")]
    region = group.roi
    mark = case.get(Mark, "disc")
    assert mark is not None
    assert isinstance(mark.location, PatientLocation)
    assert region.frame_of_reference_uid == mark.location.frame_of_reference_uid
    assert np.abs(region.value - np.asarray(mark.location.points_lps_mm)).max() < TOLERANCE_MM


def test_points_on_a_radiograph_are_counted_from_the_corner_of_the_first_pixel(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    group = all_sr(case, evidence, provenance)[tracking_uid(case.id, "f-wedge")]
    assert np.allclose(group.roi.value, [[10.5, 20.5], [30.5, 20.5]])
    source = group.roi.ContentSequence[0].ReferencedSOPSequence[0]
    assert source.ReferencedSOPInstanceUID == "1.2.826.0.1.3680043.10.1.2.5.1"
    assert "ReferencedFrameNumber" not in source


def test_a_mark_on_a_frame_of_a_multi_frame_image_names_the_frame(
    case: Case, evidence: Evidence, radiograph: Dataset, provenance: Provenance
) -> None:
    radiograph.NumberOfFrames = 4
    mark = case.get(Mark, "wedge")
    assert mark is not None
    image = replace(mark.location.image, frame_number=3)  # type: ignore[union-attr]
    moved = replace(mark, location=replace(mark.location, image=image))  # type: ignore[type-var]
    case.apply(replace_item(mark, moved, "other frame"))
    group = all_sr(case, evidence, provenance)[tracking_uid(case.id, "f-wedge")]
    assert group.roi.ContentSequence[0].ReferencedSOPSequence[0].ReferencedFrameNumber == 3


def test_lengths_and_angles_carry_value_unit_and_coordinates(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    read = all_sr(case, evidence, provenance)
    (depth,) = read[tracking_uid(case.id, "height")].get_measurements()
    assert depth.value == pytest.approx(10.0)
    assert (depth.unit.value, depth.name.meaning) == ("mm", "Length")
    assert np.allclose(depth.referenced_coordinates[0].value, [[12.25, 30.5, 22.125], [12.25, 40.5, 22.125]])
    (wedge,) = read[tracking_uid(case.id, "f-wedge")].get_measurements()
    assert wedge.value == pytest.approx(3.0)
    (angle,) = read[tracking_uid(case.id, "cobb")].get_measurements()
    assert (angle.value, angle.unit.value) == (pytest.approx(90.0), "deg")


def test_an_uncalibrated_length_is_in_pixels(case: Case, evidence: Evidence, provenance: Provenance) -> None:
    cobb = case.get(Mark, "cobb")
    assert cobb is not None
    points = cobb.location.points_column_row[:2]  # type: ignore[union-attr]
    case.apply(add(Mark("px", MarkKind.LENGTH, cobb.location.with_points(points)), "uncalibrated"))
    (length,) = all_sr(case, evidence, provenance)[tracking_uid(case.id, "px")].get_measurements()
    assert (length.value, length.unit.value) == (pytest.approx(10.0), "{pixels}")


def test_a_target_carries_the_needle_and_its_angles(case: Case, evidence: Evidence, provenance: Provenance) -> None:
    group = all_sr(case, evidence, provenance)[tracking_uid(case.id, "t-tfesi")]
    values = {one.name.value: one for one in group.get_measurements()}
    entry, tip = (60.0, 70.0, 5.0), (20.0, 0.0, 25.0)
    path = needle_path(entry, tip)
    assert values["121211"].value == pytest.approx(path.length_mm, abs=TOLERANCE_MM)
    assert values["OBLIQ"].value == pytest.approx(path.obliquity_deg, abs=1e-6)
    assert values["TILT"].value == pytest.approx(path.tilt_deg, abs=1e-6)
    assert values["112011"].value == pytest.approx(path.dicom_primary_deg, abs=1e-6)
    assert np.abs(values["121211"].referenced_coordinates[0].value - np.asarray([entry, tip])).max() < TOLERANCE_MM
    assert code(group.finding_type) == ("TGT", "99PAINWS")
    (site,) = group.finding_sites
    assert code(site.value) == expected(codes.site_code(Level.L5_S1))


def test_every_level_and_side_survives(case: Case, evidence: Evidence, provenance: Provenance) -> None:
    fresh = Case("levels", case.patient, case.created_at)
    for level in Level:
        for side in Laterality:
            fresh.apply(add(Finding(f"{level}/{side}", "facet_arthropathy", level, side), "level"))
    read = all_sr(fresh, evidence, provenance)
    levels = {expected(one): level for level, one in codes.SITE_CODES.items()}
    sides = {expected(one): side for side, one in codes.LATERALITY_CODES.items()}
    for level in Level:
        for side in Laterality:
            (site,) = read[tracking_uid("levels", f"{level}/{side}")].finding_sites
            assert (levels[code(site.value)], sides[code(site.laterality)]) == (level, side)


def test_retracted_findings_and_used_marks_are_not_reported_on_their_own(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    read = all_sr(case, evidence, provenance)
    assert tracking_uid(case.id, "f-gone") not in read
    assert len(read) == 7


def test_tracking_uids_stay_and_instance_uids_change_when_exported_again(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    first = written(case, evidence, provenance)
    finding = case.get(Finding, "f-disc")
    assert finding is not None
    case.apply(replace_item(finding, replace(finding, note="more"), "note"))
    second = written(case, evidence, provenance, final=True)
    assert groups(first[0]).keys() == groups(second[0]).keys()
    assert first[0].SOPInstanceUID != second[0].SOPInstanceUID
    assert (first[0].CompletionFlag, second[0].CompletionFlag) == ("PARTIAL", "COMPLETE")
    assert (first[0].PreliminaryFlag, second[0].PreliminaryFlag) == ("PRELIMINARY", "FINAL")


def test_the_same_case_at_the_same_time_gives_the_same_bytes(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    once = [sr_bytes(one) for one in structured_reports(case, evidence, final=True, provenance=provenance)]
    again = [sr_bytes(one) for one in structured_reports(case, evidence, final=True, provenance=provenance)]
    assert once == again


def test_the_patient_is_that_of_the_images_in_utf_8_and_the_preamble_is_empty(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    (document, _) = structured_reports(case, evidence, final=False, provenance=provenance)
    data = sr_bytes(document)
    assert data[:132] == bytes(128) + b"DICM"
    read = dcmread(BytesIO(data))
    assert read.SpecificCharacterSet == "ISO_IR 192"
    assert str(read.PatientName) == "Beispiel^Zoë=山田^花子"
    assert (read.PatientID, read.PatientBirthDate, read.PatientSex) == ("P-77", "19610203", "F")
    (scheme,) = read.CodingSchemeIdentificationSequence
    assert scheme.CodingSchemeDesignator == "99PAINWS"


@pytest.mark.parametrize("name", ["Beispiel", "", "A^B^C^D^E^"])
def test_an_unusual_name_is_written_as_it_is_without_a_warning(
    case: Case, ct_headers: list[Dataset], radiograph: Dataset, provenance: Provenance, name: str
) -> None:
    for header in (*ct_headers, radiograph):
        header.PatientName = name
    (document, _) = written(case, Evidence((*ct_headers, radiograph)), provenance)
    assert str(document.PatientName) == name


def test_an_image_that_was_not_given_is_named(case: Case, ct_headers: list[Dataset], provenance: Provenance) -> None:
    with pytest.raises(MissingEvidenceError, match=r"Finding f-wedge needs image 1\.2\.826.*open that series"):
        structured_reports(case, Evidence(tuple(ct_headers)), final=False, provenance=provenance)


def test_a_point_far_from_every_slice_is_refused(
    case: Case, ct_headers: list[Dataset], radiograph: Dataset, provenance: Provenance
) -> None:
    target = case.get(ProcedureTarget, "t-open")
    assert target is not None
    far = PatientLocation("1.2.826.0.1.3680043.10.1.9", ((0.0, 0.0, 900.0), (0.0, 50.0, 900.0)))
    case.apply(replace_item(target, replace(target, path=far), "far away"))
    with pytest.raises(MissingEvidenceError, match="ProcedureTarget t-open"):
        structured_reports(case, Evidence((*ct_headers, radiograph)), final=False, provenance=provenance)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("PatientSex", "?", ""),
        ("StudyDate", "1994.11.05", "19941105"),
        ("StudyDate", "00000000", ""),
        ("StudyTime", "noon", ""),
        ("AccessionNumber", "A-1", "A-1"),
    ],
)
def test_values_that_a_new_object_may_not_hold_are_left_out(
    case: Case,
    ct_headers: list[Dataset],
    radiograph: Dataset,
    provenance: Provenance,
    field: str,
    value: str,
    expected: str,
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for header in ct_headers:
            setattr(header, field, value)
    (document, _) = written(case, Evidence((*ct_headers, radiograph)), provenance)
    assert str(document.get(field) or "") == expected


def test_an_image_type_no_sr_can_describe_is_told_with_its_study(
    case: Case, ct_headers: list[Dataset], radiograph: Dataset, provenance: Provenance
) -> None:
    radiograph.SOPClassUID = "1.2.840.10008.5.1.4.1.1.6"  # Ultrasound Image Storage, retired
    with pytest.raises(EvidenceError, match=r"no DICOM SR can be made over study 1\.2\.826.*send the study again"):
        structured_reports(case, Evidence((*ct_headers, radiograph)), final=False, provenance=provenance)


def saved(case: Case, evidence: Evidence, provenance: Provenance, folder: Path) -> list[Path]:
    paths = []
    for number, document in enumerate(structured_reports(case, evidence, final=True, provenance=provenance)):
        paths.append(folder / f"{number}.dcm")
        paths[-1].write_bytes(sr_bytes(document))
    return paths


@pytest.mark.peer("dicom3tools")
def test_dciodvfy_finds_no_error(case: Case, evidence: Evidence, provenance: Provenance, tmp_path: Path) -> None:
    if shutil.which("dciodvfy") is None:
        pytest.skip("dicom3tools is not installed (dciodvfy not found)")
    for path in saved(case, evidence, provenance, tmp_path):
        checked = subprocess.run(["dciodvfy", str(path)], capture_output=True, text=True, check=False)
        lines = [line for line in checked.stderr.splitlines() if line.startswith("Error")]
        assert lines == []
        assert "Comprehensive3DSR" in checked.stderr


@pytest.mark.peer("dcmtk")
def test_dsrdump_prints_level_side_and_target(
    case: Case, evidence: Evidence, provenance: Provenance, tmp_path: Path
) -> None:
    if shutil.which("dsrdump") is None:
        pytest.skip("DCMTK is not installed (dsrdump not found)")
    path = saved(case, evidence, provenance, tmp_path)[0]
    dumped = subprocess.run(["dsrdump", "+Pn", str(path)], capture_output=True, text=True, check=False)
    assert dumped.returncode == 0
    assert "E:" not in dumped.stderr
    for words in ('"L4/L5 disc"', '"Left"', '"Planned procedure target"', '"Path length"', "Subarticular zone"):
        assert words in dumped.stdout


def texts(document: Any) -> list[str]:
    """All text and person name values of a document."""
    return [str(item.get("TextValue") or item.get("PersonName")) for item in all_items(document)]


def all_items(item: Any) -> list[Any]:
    """An item and everything under it."""
    return [item, *(inner for child in item.get("ContentSequence", ()) for inner in all_items(child))]


def test_the_note_of_a_finding_and_of_a_target_is_in_the_document(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    for item in (case.of_type(Finding)[0], case.of_type(ProcedureTarget)[0]):
        case.apply(replace_item(item, replace(item, note=f"note of {item.id}"), "note"))
        found = [text for document in written(case, evidence, provenance) for text in texts(document)]
        assert f"note of {item.id}" in found


@pytest.mark.parametrize(
    ("typed", "value"),
    [("Dr. Ana Example", "Dr. Ana Example^"), ("Example, Ana", "Example^Ana"), ("Example^Ana", "Example^Ana")],
)
def test_the_physician_is_the_person_observer(
    case: Case, evidence: Evidence, provenance: Provenance, typed: str, value: str
) -> None:
    documents = written(case, evidence, replace(provenance, author=typed))
    assert all(value in texts(document) for document in documents)


def test_a_length_on_a_radiograph_says_how_its_pixel_size_is_known(
    case: Case, evidence: Evidence, provenance: Provenance
) -> None:
    cobb = case.get(Mark, "cobb")
    assert cobb is not None
    points = cobb.location.points_column_row[:2]  # type: ignore[union-attr]
    case.apply(add(Mark("px", MarkKind.LENGTH, cobb.location.with_points(points)), "uncalibrated"))
    found = [text for document in written(case, evidence, provenance) for text in texts(document)]
    assert [text for text in found if text.startswith("Length: ")] == [
        f"Length: {CalibrationSource.DETECTOR.label}",
        f"Length: {CalibrationSource.NONE.label}",
    ]
