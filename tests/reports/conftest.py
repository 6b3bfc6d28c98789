"""A case with everything in it, and the headers of images it was marked on, made without any file from outside."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from annotations.anatomy import Laterality, Level, Root
from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.case import Case, added_all
from annotations.evaluation import (
    Complaint,
    ComplaintPattern,
    ExamItem,
    ExamKind,
    Onset,
    PriorTreatment,
    VitalSigns,
)
from annotations.findings import AxialZone, Certainty, Finding, FindingStatus, Severity
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import ImagingStudy, PatientIdentity
from annotations.references import ImageRef
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget
from reports.content import KeyImage, Provenance
from reports.evidence import Evidence

CT_STUDY, XR_STUDY = "1.2.826.0.1.3680043.10.1.1", "1.2.826.0.1.3680043.10.1.2"
FRAME_OF_REFERENCE = "1.2.826.0.1.3680043.10.1.9"
CT_CLASS, DX_CLASS = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.1.1"
SLICE_COUNT, SLICE_SPACING_MM = 6, 10.0


def header(study: str, number: int, sop_class: str, modality: str) -> Dataset:
    """One image's header: the patient, the hierarchy and a 64 x 48 grid."""
    image = Dataset()
    image.SpecificCharacterSet = "ISO_IR 192"
    image.SOPClassUID, image.SOPInstanceUID = sop_class, f"{study}.5.{number + 1}"
    image.StudyInstanceUID, image.SeriesInstanceUID = study, f"{study}.5"
    image.PatientID, image.IssuerOfPatientID = "P-77", "clinic"
    image.PatientName, image.PatientBirthDate, image.PatientSex = "Beispiel^Zoë=山田^花子", "19610203", "F"
    image.StudyDate, image.StudyTime, image.StudyID = "20261001", "101500", "1"
    image.Modality, image.Rows, image.Columns = modality, 48, 64
    return image


def ct_slice(number: int) -> Dataset:
    image = header(CT_STUDY, number, CT_CLASS, "CT")
    image.FrameOfReferenceUID = FRAME_OF_REFERENCE
    image.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    image.ImagePositionPatient = [-100, -80, number * SLICE_SPACING_MM]
    image.PixelSpacing, image.SliceThickness = [2, 2], 10
    return image


@pytest.fixture
def ct_headers() -> list[Dataset]:
    return [ct_slice(number) for number in range(SLICE_COUNT)]


@pytest.fixture
def radiograph() -> Dataset:
    return header(XR_STUDY, 0, DX_CLASS, "DX")


@pytest.fixture
def evidence(ct_headers: list[Dataset], radiograph: Dataset) -> Evidence:
    return Evidence((*ct_headers, radiograph))


@pytest.fixture
def image_files(evidence: Evidence, tmp_path: Path) -> list[Path]:
    """The same headers as Part 10 files."""
    folder = tmp_path / "images"
    folder.mkdir()
    paths = []
    for number, image in enumerate(evidence.headers):
        image.file_meta = FileMetaDataset()
        image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        image.file_meta.MediaStorageSOPClassUID = image.SOPClassUID
        image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID
        paths.append(folder / f"image{number}")
        image.save_as(paths[-1], enforce_file_format=True)
    return paths


@pytest.fixture
def patient() -> PatientIdentity:
    return PatientIdentity("P-77", "clinic", "Beispiel^Zoë=山田^花子", "1961-02-03", "F")


def ct_image(number: int) -> ImageRef:
    return ImageRef(CT_STUDY, f"{CT_STUDY}.5", CT_CLASS, f"{CT_STUDY}.5.{number + 1}")


XR_IMAGE = ImageRef(XR_STUDY, f"{XR_STUDY}.5", DX_CLASS, f"{XR_STUDY}.5.1")


def place(*points: tuple[float, float, float], source: ImageRef | None = None) -> PatientLocation:
    return PatientLocation(FRAME_OF_REFERENCE, points, source)


@pytest.fixture
def case(patient: PatientIdentity) -> Case:
    detector = PixelCalibration(CalibrationSource.DETECTOR, 0.15, 0.15)
    items = (
        ImagingStudy("study-ct", CT_STUDY, "2026-10-01", "Lumbar spine", ("CT",)),
        ImagingStudy("study-xr", XR_STUDY, "2026-10-01", "Lumbar spine lateral", ("DX",)),
        LevelAnchor("anchor", Level.L5, place((0.0, 5.0, 15.0))),
        Complaint(
            "leg",
            "Left leg pain",
            Laterality.LEFT,
            ComplaintPattern.RADICULAR,
            Onset.SUDDEN,
            "2026-06",
            "lifting",
            "Shooting below the knee to the big toe",
            ("burning", "electric"),
            ("sitting", "cough_sneeze"),
            ("lying",),
            (Root.L5,),
            6,
            5,
            9,
            2,
            is_primary=True,
        ),
        PriorTreatment("pt", "physiotherapy", "12 sessions", "2026-07", 20),
        VitalSigns("v", "2026-11-20", 72.0, None, 128.0, 82.0, 98.0, 36.7, 81.5, 172.0),
        ExamItem("e1", ExamKind.MOTOR, "great_toe_extension", Laterality.LEFT, "4"),
        ExamItem("e2", ExamKind.TEST, "slr", Laterality.LEFT, "positive", "40°"),
        Mark("disc", MarkKind.POINT, place((12.25, 30.5, 22.125), source=ct_image(2))),
        Mark("height", MarkKind.LENGTH, place((12.25, 30.5, 22.125), (12.25, 40.5, 22.125)), "herniation depth"),
        Mark("wedge", MarkKind.LENGTH, ImageLocation(XR_IMAGE, ((10.0, 20.0), (30.0, 20.0))), "", detector),
        Mark("cobb", MarkKind.ANGLE, ImageLocation(XR_IMAGE, ((10.0, 20.0), (20.0, 20.0), (20.0, 30.0)))),
        Finding(
            "f-disc",
            "disc_extrusion",
            Level.L4_L5,
            Laterality.LEFT,
            ("disc", "height"),
            Severity.SEVERE,
            Certainty.DEFINITE,
            AxialZone.SUBARTICULAR,
            None,
            "touches the traversing root",
            FindingStatus.DRAFT,
            ("leg",),
            ("e1", "e2"),
        ),
        Finding("f-wedge", "vcf", Level.L1, Laterality.MEDIAN, ("wedge",), grade="2"),
        Finding("f-si", "si_joint", Level.SACROILIAC, Laterality.RIGHT),
        Finding("f-gone", "disc_bulge", Level.L2_L3, Laterality.MEDIAN, status=FindingStatus.RETRACTED),
        ProcedureTarget(
            "t-tfesi",
            "esi_tf_lumbar_supra",
            Level.L5_S1,
            Laterality.LEFT,
            place((60.0, 70.0, 5.0), (20.0, 0.0, 25.0), source=ct_image(2)),
            Root.L5,
            ("f-disc",),
            "22G",
        ),
        ProcedureTarget("t-open", "sij_ia", Level.SACROILIAC, Laterality.RIGHT),
    )
    made = Case("case-1", patient, "2026-11-20T08:00:00+00:00")
    made.apply(added_all(items, "everything"))
    return made


@pytest.fixture
def provenance() -> Provenance:
    return Provenance("Schmerz^Ärztin", datetime(2026, 11, 22, 9, 30, tzinfo=UTC), "0.1.0")


def png(width: int, height: int, grey: int) -> bytes:
    """A grey PNG with a light border, written by hand."""
    edge = bytes([230]) * width
    rows = [
        edge if row in (0, height - 1) else bytes([230]) + bytes([grey]) * (width - 2) + bytes([230])
        for row in range(height)
    ]

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.fixture
def key_images() -> list[KeyImage]:
    return [
        KeyImage(png(320, 240, 60), "Axial CT at the L4-5 disc, left subarticular extrusion", "f-disc"),
        KeyImage(png(240, 320, 90), "Sagittal CT, midline", "f-wedge"),
        KeyImage(png(400, 200, 120), "Lateral radiograph"),
    ]
