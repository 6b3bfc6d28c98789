"""Every kind of mark leaves in the SR and in the table of measurements, all values of it, and other readers take it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.case import Case, added_all
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.measurement_codes import MEASUREMENT_CODES
from annotations.measurements import is_measurable, measurements_of
from annotations.patient import PatientIdentity
from annotations.spine_quantities import QUANTITIES
from reports.content import Provenance
from reports.evidence import Evidence
from reports.identifiers import tracking_uid
from reports.narrative import measurement_rows
from reports.packet import sr_bytes
from reports.structured_report import structured_reports
from tests.reports.conftest import FRAME_OF_REFERENCE, XR_IMAGE, ct_image
from tests.reports.test_structured_report import groups, written
from tests.support.marks_of_every_kind import mark_in_patient, mark_on_image

FIDUCIAL = PixelCalibration(CalibrationSource.FIDUCIAL, 0.2, 0.2, "10 mm ball")
KINDS = [kind for kind in MarkKind if kind is not MarkKind.POINT]


def a_case(patient: PatientIdentity, marks: Sequence[Mark]) -> Case:
    case = Case("c", patient, "2026-01-01T00:00:00Z")
    case.apply(added_all(marks, "made"))
    return case


def in_patient(patient: PatientIdentity) -> Case:
    return a_case(patient, [mark_in_patient(kind, FRAME_OF_REFERENCE, ct_image(2), z_mm=20.0) for kind in KINDS])


def values(group: Any) -> dict[tuple[str, str], float]:
    return {(str(one.name.value), str(one.unit.value)): float(one.value) for one in group.get_measurements()}


def test_every_quantity_has_a_code_of_its_own() -> None:
    names = {quantity.name for quantities in QUANTITIES.values() for quantity in quantities}
    assert names == set(MEASUREMENT_CODES)
    assert len({(code.scheme, code.value) for code in MEASUREMENT_CODES.values()}) == len(names)


def test_every_mark_in_the_patient_is_reported_with_all_its_values(
    patient: PatientIdentity, evidence: Evidence, provenance: Provenance
) -> None:
    case = in_patient(patient)
    (document,) = written(case, evidence, provenance)
    found = groups(document)
    assert len(found) == len(KINDS)
    for mark in case.of_type(Mark):
        expected = {(MEASUREMENT_CODES[one.name].value, one.unit): one.value for one in measurements_of(mark)}
        assert values(found[tracking_uid(case.id, mark.id)]) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("calibration", [FIDUCIAL, PixelCalibration(CalibrationSource.NONE)])
def test_every_mark_on_a_radiograph_is_reported_with_all_its_values(
    patient: PatientIdentity, evidence: Evidence, provenance: Provenance, calibration: PixelCalibration
) -> None:
    case = a_case(patient, [mark_on_image(kind, XR_IMAGE, calibration) for kind in KINDS])
    (document,) = written(case, evidence, provenance)
    found = groups(document)
    for mark in case.of_type(Mark):
        expected = {(MEASUREMENT_CODES[one.name].value, one.unit): one.value for one in measurements_of(mark)}
        assert values(found[tracking_uid(case.id, mark.id)]) == pytest.approx(expected, abs=1e-6)
    if calibration.source is CalibrationSource.NONE:
        assert not any(unit in ("mm", "mm2") for group in found.values() for _, unit in values(group))


def test_the_table_has_a_row_for_every_value(patient: PatientIdentity) -> None:
    case = in_patient(patient)
    rows = measurement_rows(case)
    assert len(rows) == sum(len(measurements_of(mark)) for mark in case.of_type(Mark))
    assert all(row.what and row.value and row.method and row.uncertainty and row.calibration for row in rows)
    titles = {MARK_KINDS[kind].title.lower() for kind in KINDS if is_measurable(kind)}
    assert {row.what.split(" · ")[0] for row in rows} == titles


@pytest.mark.peer("dicom3tools")
def test_dciodvfy_finds_no_error_in_any_kind(
    patient: PatientIdentity, evidence: Evidence, provenance: Provenance, tmp_path: Path
) -> None:
    if shutil.which("dciodvfy") is None:
        pytest.skip("dicom3tools is not installed (dciodvfy not found)")
    case = in_patient(patient)
    (document,) = structured_reports(case, evidence, final=True, provenance=provenance)
    path = tmp_path / "sr.dcm"
    path.write_bytes(sr_bytes(document))
    checked = subprocess.run(["dciodvfy", str(path)], capture_output=True, text=True, check=False)
    assert [line for line in checked.stderr.splitlines() if line.startswith("Error")] == []
