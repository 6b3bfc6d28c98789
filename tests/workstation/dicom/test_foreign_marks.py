"""Marks in objects that others wrote: the TID 1500 report and the presentation of the zoo, and highdicom's reports."""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import highdicom.sr as sr
import numpy as np
import pytest
from highdicom import UID
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes

from annotations.anatomy import Laterality, Level
from annotations.foreign_marks import ForeignMark, adopted, original_of
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import MarkKind
from tests.support.dicom_builder import write_series
from workstation.dicom.documents import marks_of_document
from workstation.dicom.foreign_marks import NO_POSITION, OTHER_SPACE, Surroundings, foreign_marks_of
from workstation.dicom.foreign_places import NOT_HERE, surroundings
from workstation.dicom.records import PatientRecord
from workstation.dicom.scan import scan_paths


@pytest.fixture
def objects(shared_data: Path) -> Path:
    return shared_data / "zoo" / "objects"


def patient_in(folder: Path, tmp_path: Path) -> PatientRecord:
    (patient,) = scan_paths([folder], cache_dir=tmp_path / "cache").patients
    return patient


def marks_in(folder: Path, tmp_path: Path) -> tuple[ForeignMark, ...]:
    patient = patient_in(folder, tmp_path)
    documents = [record for study in patient.studies for record in study.documents]
    return tuple(one for record in documents for one in marks_of_document(record, patient))


def test_the_report_of_the_zoo_gives_its_circle_where_its_image_lies(objects: Path, tmp_path: Path) -> None:
    (mark,) = marks_in(objects / "sr-seg-ct", tmp_path)
    image = dcmread(objects / "sr-seg-ct" / "ct_image.dcm", stop_before_pixels=True)
    assert mark.kind is MarkKind.CIRCLE
    assert isinstance(mark.location, PatientLocation)
    assert mark.location.frame_of_reference_uid == image.FrameOfReferenceUID
    ends = np.asarray(mark.location.points_lps_mm)
    spacing = float(image.PixelSpacing[0])
    # Drawn about 58/52 counted from the corner of the first pixel: 57.5, 51.5 from its centre.
    middle = np.add(image.ImagePositionPatient, (57.5 * spacing, 51.5 * spacing, 0))
    assert ends.mean(axis=0) == pytest.approx(middle)
    radius_mm = math.dist(ends[0], ends[1]) / 2
    assert math.pi * radius_mm**2 / 100 == pytest.approx(1.7, abs=0.05)
    assert mark.values == ("Area of defined region 1.7 cm2",)
    assert ("Finding", "Spinal cord") in mark.facts


def test_adopting_loses_nothing_of_the_report(objects: Path, tmp_path: Path) -> None:
    (mark,) = marks_in(objects / "sr-seg-ct", tmp_path)
    kept = original_of(adopted(mark, "m"))
    assert kept is not None
    written = dcmread(objects / "sr-seg-ct" / "sr_document.dcm")
    groups = [
        group
        for one in written.ContentSequence
        for group in one.get("ContentSequence") or ()
        if one.ConceptNameCodeSequence[0].CodeMeaning == "Imaging Measurements"
    ]
    assert [Dataset.from_json(json.dumps(kept["original"]))] == groups


def test_the_presentation_of_the_zoo_gives_its_oval_with_its_words(objects: Path, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    shutil.copytree(objects / "gsps", folder)
    restore_pixels(folder / "CR000000.dcm")
    (mark,) = marks_in(folder, tmp_path)
    image = dcmread(folder / "CR000000.dcm", stop_before_pixels=True)
    assert mark.kind is MarkKind.ELLIPSE
    assert isinstance(mark.location, ImageLocation)
    assert mark.location.image.sop_instance_uid == image.SOPInstanceUID
    ends = np.asarray(mark.location.points_column_row)
    raw = dcmread(folder / "PR000000.dcm").GraphicAnnotationSequence[0].GraphicObjectSequence[0].GraphicData
    assert (ends + 0.5).ravel() == pytest.approx(list(raw))
    assert "Area: 119.58 cm² (W: 12.68 cm H:12.01 cm)" in mark.values
    assert mark.title == "Measurement oval"


def restore_pixels(path: Path) -> None:
    """The pixels of this radiograph were taken out before it was given away."""
    dataset = dcmread(path)
    dataset.PixelData = bytes(dataset.Rows * dataset.Columns * dataset.BitsAllocated // 8)
    dataset["PixelData"].VR = "OW"
    dataset.save_as(path)


@pytest.fixture
def series(tmp_path: Path) -> list[Dataset]:
    return [dcmread(path) for path in write_series(tmp_path / "images", [3.0 * n for n in range(4)])]


def a_report(images: list[Dataset], *groups: object) -> Dataset:
    """A TID 1500 report of highdicom about these images."""
    for image in images:
        for keyword in ("StudyID", "StudyTime", "AccessionNumber", "ReferringPhysicianName"):
            setattr(image, keyword, image.get(keyword, ""))
    observer = sr.ObserverContext(codes.DCM.Person, sr.PersonObserverIdentifyingAttributes(name="A^B"))
    content = sr.MeasurementReport(
        observation_context=sr.ObservationContext(observer_person_context=observer),
        procedure_reported=codes.LN.CTUnspecifiedBodyRegion,
        imaging_measurements=list(groups),
    )
    report = sr.Comprehensive3DSR(
        evidence=images,
        content=content[0],
        series_instance_uid=UID(),
        series_number=9,
        sop_instance_uid=UID(),
        instance_number=1,
        manufacturer="Another program",
    )
    assert isinstance(report, Dataset)
    return report


def site(level_code: object, side_code: object) -> list[sr.FindingSite]:
    return [sr.FindingSite(level_code, laterality=side_code)]


def test_highdicoms_regions_in_space_keep_level_side_and_points(series: list[Dataset], tmp_path: Path) -> None:
    outline = np.array([(0, 0, 3), (10, 0, 3), (10, 5, 3), (0, 0, 3)], dtype=np.float64)
    uid = series[0].FrameOfReferenceUID
    group = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=sr.TrackingIdentifier(UID(), "Region 1"),
        referenced_region=sr.ImageRegion3D(sr.GraphicTypeValues3D.POLYGON, outline, uid),
        finding_sites=site(codes.cid7604.L4L5Disc, codes.SCT.Left),
        measurements=[sr.Measurement(codes.SCT.Area, 25.0, codes.UCUM.SquareMillimeter)],
    )
    report = a_report(series, group)
    around = surroundings(patient_in(tmp_path / "images", tmp_path))
    (mark,) = foreign_marks_of(report, around)
    assert (mark.kind, mark.level, mark.laterality) == (MarkKind.POLYGON, Level.L4_L5, Laterality.LEFT)
    assert mark.title == "Region 1"
    assert mark.values == ("Area 25.0 mm2",)
    assert isinstance(mark.location, PatientLocation)
    assert np.asarray(mark.location.points_lps_mm) == pytest.approx(outline[:-1])


def test_a_place_that_is_not_here_is_refused_not_guessed(series: list[Dataset], tmp_path: Path) -> None:
    in_space = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=sr.TrackingIdentifier(UID(), "elsewhere"),
        referenced_region=sr.ImageRegion3D(sr.GraphicTypeValues3D.POINT, np.array([[1.0, 2.0, 3.0]]), UID()),
    )
    source = sr.SourceImageForRegion(series[0].SOPClassUID, UID())
    on_image = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=sr.TrackingIdentifier(UID(), "another image"),
        referenced_region=sr.ImageRegion(sr.GraphicTypeValues.POINT, np.array([[1.0, 2.0]]), source),
    )
    report = a_report(series, in_space)
    report.ContentSequence[-1].ContentSequence.append(on_image[0])
    marks = foreign_marks_of(report, surroundings(patient_in(tmp_path / "images", tmp_path)))
    assert [(one.can_be_adopted, one.refusal) for one in marks] == [(False, OTHER_SPACE), (False, NOT_HERE)]


def test_a_segmented_region_is_told_but_not_adopted(series: list[Dataset], tmp_path: Path) -> None:
    source = sr.SourceImageForSegmentation(series[0].SOPClassUID, series[0].SOPInstanceUID)
    segment = sr.ReferencedSegmentationFrame(UID("1.2.840.10008.5.1.4.1.1.66.4"), UID(), 1, 1, source)
    group = sr.PlanarROIMeasurementsAndQualitativeEvaluations(
        tracking_identifier=sr.TrackingIdentifier(UID(), "Segment"), referenced_segment=segment
    )
    report = a_report(series, sr.MeasurementsAndQualitativeEvaluations(sr.TrackingIdentifier(UID(), "no region")))
    report.ContentSequence[-1].ContentSequence.append(group[0])
    nowhere = Surroundings(lambda _mention, _points: (None, NOT_HERE), lambda _uid: False)
    bare, segmented = foreign_marks_of(report, nowhere)
    assert not bare.can_be_adopted
    assert segmented.refusal == NO_POSITION


def test_damaged_coordinates_cost_one_mark_only(objects: Path, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    shutil.copytree(objects / "sr-seg-ct", folder)
    dataset = dcmread(folder / "sr_document.dcm")
    damage(dataset)
    dataset.save_as(folder / "sr_document.dcm")
    (mark,) = marks_in(folder, tmp_path)
    assert mark.refusal == "its coordinates are damaged"
    assert mark.values


def damage(item: Dataset) -> None:
    if item.get("ValueType") == "SCOORD":
        item.GraphicData = [1.0, 2.0, 3.0]
    for child in item.get("ContentSequence") or ():
        damage(child)
