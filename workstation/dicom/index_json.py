"""The scan report as the JSON document of `foramen index --json` (cli.md)."""

from __future__ import annotations

from typing import Any

from annotations.calibration import PixelCalibration
from viewers.imaging.problems import Problem
from workstation.dicom.records import IndexReport, PatientRecord, SeriesRecord, StackRecord, StudyRecord

Json = dict[str, Any]


def report_to_json(report: IndexReport) -> Json:
    """The whole report; file paths are relative to the argument given."""
    return {
        "patients": [_patient(p) for p in report.patients],
        "unreadable": [{"path": u.path, "reason": u.reason} for u in report.unreadable],
        "not_images": [{"path": n.path, "sop_class": n.sop_class} for n in report.not_images],
        "seconds": round(report.seconds, 3),
        "files": report.files,
    }


def _patient(patient: PatientRecord) -> Json:
    identity = patient.identity
    return {
        "patient_id": identity.patient_id,
        "issuer": identity.issuer or None,
        "name": identity.name,
        "birth_date": identity.birth_date or None,
        "sex": identity.sex or None,
        "studies": [_study(s) for s in patient.studies],
        "problems": _problems(patient.problems),
    }


def _study(study: StudyRecord) -> Json:
    return {
        "study_instance_uid": study.study_instance_uid,
        "date": study.date or None,
        "description": study.description,
        "accession_number": study.accession_number,
        "series": [_series(s) for s in study.series],
    }


def _series(series: SeriesRecord) -> Json:
    return {
        "series_instance_uid": series.series_instance_uid,
        "number": series.number,
        "modality": series.modality,
        "description": series.description,
        "sop_class_uid": series.sop_class_uid,
        "transfer_syntax_uids": list(series.transfer_syntax_uids),
        "laterality": series.laterality,
        "body_part": series.body_part,
        "instances": series.instances,
        "frames": series.frames,
        "stacks": [_stack(s) for s in series.stacks],
        "calibration": _calibration(series.calibration),
        "problems": _problems(series.problems),
    }


def _stack(stack: StackRecord) -> Json:
    affine = stack.affine_kji_to_lps
    document: Json = {
        "kind": stack.kind.value,
        "frames": len(stack.frames),
        "shape_kji": list(stack.shape_kji),
        "spacing_mm_kji": list(stack.spacing_mm_kji),
        "frame_of_reference_uid": stack.frame_of_reference_uid or None,
        "plane": stack.plane or None,
        "affine_kji_to_lps": None if affine is None else [list(row) for row in affine],
        "temporal_index": stack.temporal_index,
        "echo": stack.echo,
        "problems": _problems(stack.problems),
    }
    if stack.calibration is not None:
        document["calibration"] = _calibration(stack.calibration)
    return document


def _calibration(calibration: PixelCalibration | None) -> Json | None:
    if calibration is None:
        return None
    return {
        "row_spacing_mm": calibration.row_spacing_mm,
        "column_spacing_mm": calibration.column_spacing_mm,
        "source": calibration.source.value,
        "detail": calibration.detail,
    }


def _problems(problems: tuple[Problem, ...]) -> list[Json]:
    return [{"code": p.code.value, "message": p.message, "instances": list(p.instances)} for p in problems]
