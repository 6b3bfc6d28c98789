"""SRs over real CT, MR and radiographs: accepted by the checkers, coordinates back within 0.01 mm."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import highdicom.sr as sr
import numpy as np
import pytest
from pydicom import Dataset

from annotations.anatomy import Laterality, Level
from annotations.case import Case, added_all
from annotations.findings import Finding
from annotations.geometry import as_point
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.targets import ProcedureTarget
from reports.content import Provenance
from reports.errors import EvidenceError
from reports.evidence import Evidence, image_ref, patient_of
from reports.packet import sr_bytes
from reports.structured_report import structured_reports

pytestmark = pytest.mark.shared_data


def headers_in(folder: Path, limit: int) -> list[Dataset]:
    """The first readable images of a folder."""
    found: list[Dataset] = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        if len(found) == limit:
            break
        try:
            (header,) = Evidence.from_paths([path]).headers
        except EvidenceError:
            continue
        if "Rows" in header:
            found.append(header)
    return found


def checked(document: sr.Comprehensive3DSR, folder: Path) -> None:
    path = folder / f"{document.SOPInstanceUID}.dcm"
    path.write_bytes(sr_bytes(document))
    for command, complaint in ((["dciodvfy", str(path)], "Error"), (["dsrdump", str(path)], "E:")):
        if shutil.which(command[0]) is None:
            pytest.skip(f"{command[0]} is not installed")
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert [line for line in run.stderr.splitlines() if line.startswith(complaint)] == []


@pytest.mark.peer("dicom3tools and dcmtk")
@pytest.mark.parametrize("folder", ["ct-lumbar-pelvis", "ct-lspine-sagittal", "ct-gantry-tilt", "mr-lspine-hitachi"])
def test_a_point_and_a_needle_on_real_slices(
    shared_data: Path, folder: str, provenance: Provenance, tmp_path: Path
) -> None:
    sliced = [one for one in headers_in(shared_data / folder, 12) if "ImagePositionPatient" in one]
    assert sliced
    header = sliced[len(sliced) // 2]
    point = as_point([float(value) for value in header.ImagePositionPatient])
    entry = (point[0] + 12.345, point[1] + 67.891, point[2] - 3.21)
    frame_of_reference = str(header.FrameOfReferenceUID)
    case = Case("real", patient_of(header), "2026-11-22T09:00:00+00:00")
    items = (
        Mark("m", MarkKind.POINT, PatientLocation(frame_of_reference, (point,), image_ref(header))),
        Finding("f", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("m",)),
        ProcedureTarget(
            "t",
            "esi_tf_lumbar_supra",
            Level.L4_L5,
            Laterality.LEFT,
            PatientLocation(frame_of_reference, (entry, point), image_ref(header)),
        ),
    )
    case.apply(added_all(items, "on real images"))
    (document,) = structured_reports(case, Evidence(tuple(sliced)), final=False, provenance=provenance)
    checked(document, tmp_path)
    content = sr.srread(BytesIO(sr_bytes(document))).content
    (group,) = content.get_planar_roi_measurement_groups()
    assert np.abs(group.roi.value - np.asarray([point])).max() < 0.01


@pytest.mark.peer("dicom3tools and dcmtk")
def test_a_mark_on_every_kind_of_real_radiograph(shared_data: Path, provenance: Provenance, tmp_path: Path) -> None:
    radiographs = headers_in(shared_data / "xray", 12)
    assert radiographs
    for number, header in enumerate(radiographs):
        case = Case(f"real{number}", patient_of(header), "2026-11-22T09:00:00+00:00")
        location = ImageLocation(image_ref(header), ((10.25, 20.75),))
        items = (Mark("m", MarkKind.POINT, location), Finding("f", "vcf", Level.L1, Laterality.MEDIAN, ("m",)))
        case.apply(added_all(items, "on a real radiograph"))
        (document,) = structured_reports(case, Evidence((header,)), final=True, provenance=provenance)
        checked(document, tmp_path)
        content = sr.srread(BytesIO(sr_bytes(document))).content
        (group,) = content.get_planar_roi_measurement_groups()
        assert np.allclose(group.roi.value, [[10.75, 21.25]])
