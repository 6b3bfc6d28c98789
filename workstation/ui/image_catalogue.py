"""The images known in this session: patients of all scans, never two patients merged. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotations.geometry import Point, VolumeGeometry
from annotations.locations import ImageLocation, Location
from annotations.patient import PatientIdentity, identity_differences, is_unidentified
from workstation.dicom.patients import merged_documents
from workstation.dicom.records import IndexReport, PatientRecord, SeriesRecord, StackRecord, StudyRecord


@dataclass(frozen=True)
class StackKey:
    """One stack of one series; `stack_number` counts from 0. `resampled`: its sheared slices as a straight volume."""

    series_instance_uid: str
    stack_number: int = 0
    resampled: bool = False

    @property
    def acquired(self) -> StackKey:
        """The stack as it was acquired."""
        return replace(self, resampled=False)


def same_patient(one: PatientIdentity, other: PatientIdentity) -> bool:
    """Whether two identities name one patient: the same ID and issuer, and nothing that contradicts.

    Never where neither ID nor name is known: two unknown people are not one.
    """
    if is_unidentified(one) or is_unidentified(other):
        return False
    if one.patient_id != other.patient_id or (one.issuer and other.issuer and one.issuer != other.issuer):
        return False
    return not identity_differences(one, other)


def study_uids(patient: PatientRecord) -> frozenset[str]:
    """The studies of a patient by their UIDs."""
    return frozenset(study.study_instance_uid for study in patient.studies if study.study_instance_uid)


def is_of(patient: PatientRecord, identity: PatientIdentity, studies: frozenset[str]) -> bool:
    """Whether images are of the patient with this identity; where ID and name are unknown, only images of `studies`."""
    if not is_unidentified(patient.identity) or not is_unidentified(identity):
        return same_patient(patient.identity, identity)
    return not identity_differences(patient.identity, identity) and not studies.isdisjoint(study_uids(patient))


class ImageCatalogue:
    """Patients with their studies, as scanned or remembered."""

    def __init__(self) -> None:
        self._patients: list[PatientRecord] = []
        # Places in the list by Patient ID: only equal IDs can be one patient, and there may be thousands.
        self._places: dict[str, list[int]] = {}

    @property
    def patients(self) -> tuple[PatientRecord, ...]:
        """All patients, in the order they were first seen."""
        return tuple(self._patients)

    def add(self, report: IndexReport) -> tuple[PatientRecord, ...]:
        """Take in what a scan found; returns its patients as they are known now."""
        return tuple(self.add_patient(patient) for patient in report.patients)

    def add_patient(self, patient: PatientRecord) -> PatientRecord:
        """Take in one patient; studies known already are replaced by the newer scan, series by series."""
        places = self._places.setdefault(patient.identity.patient_id.strip(), [])
        studies = study_uids(patient)
        for number in places:
            known = self._patients[number]
            if is_of(known, patient.identity, studies):
                self._patients[number] = _merged(known, patient)
                return self._patients[number]
        places.append(len(self._patients))
        self._patients.append(patient)
        return patient

    def patient(self, identity: PatientIdentity, studies: frozenset[str] = frozenset()) -> PatientRecord | None:
        """The images of a patient, None when there are none; `studies` stand for ID and name where both are unknown."""
        return next((known for known in self._patients if is_of(known, identity, studies)), None)

    def identity_of_series(self, series_instance_uid: str) -> PatientIdentity | None:
        """Whose series this is; None when it is unknown or claimed by two patients."""
        owners = [
            patient.identity
            for patient in self._patients
            if any(series.series_instance_uid == series_instance_uid for series in all_series(patient))
        ]
        return owners[0] if len(owners) == 1 else None


def _merged(known: PatientRecord, newer: PatientRecord) -> PatientRecord:
    studies = {study.study_instance_uid: study for study in known.studies}
    for study in newer.studies:
        former = studies.get(study.study_instance_uid)
        studies[study.study_instance_uid] = study if former is None else _merged_study(former, study)
    ordered = tuple(sorted(studies.values(), key=lambda study: study.date, reverse=True))
    return replace(newer, studies=ordered)


def _merged_study(known: StudyRecord, newer: StudyRecord) -> StudyRecord:
    series = {one.series_instance_uid: one for one in known.series}
    for one in newer.series:
        former = series.get(one.series_instance_uid)
        # A scan of one file of a series must not make the rest of it disappear.
        series[one.series_instance_uid] = former if former is not None and former.frames > one.frames else one
    ordered = tuple(sorted(series.values(), key=lambda one: (one.number is None, one.number or 0)))
    return replace(newer, series=ordered, documents=merged_documents(known, newer))


def all_series(patient: PatientRecord) -> Iterator[SeriesRecord]:
    """Every series of a patient, newest study first."""
    return (series for study in patient.studies for series in study.series)


def all_stacks(patient: PatientRecord) -> Iterator[tuple[StackKey, SeriesRecord, StackRecord]]:
    """Every stack of a patient with its key and series, newest study first."""
    for series in all_series(patient):
        for number, stack in enumerate(series.stacks):
            yield StackKey(series.series_instance_uid, number), series, stack


def find_series(patient: PatientRecord, series_instance_uid: str) -> SeriesRecord | None:
    """A series of a patient by its UID."""
    return next((one for one in all_series(patient) if one.series_instance_uid == series_instance_uid), None)


def find_stack_of_image(patient: PatientRecord, sop_instance_uid: str) -> StackKey | None:
    """The stack that holds an image."""
    for key, _, stack in all_stacks(patient):
        if any(frame.sop_instance_uid == sop_instance_uid for frame in stack.frames):
            return key
    return None


def find_sibling_stack_at(patient: PatientRecord, key: StackKey, uid: str, point: Point) -> StackKey | None:
    """The stack of the same series whose volume holds a point of Frame of Reference `uid` (disc-angled slabs)."""
    series = find_series(patient, key.series_instance_uid)
    for number, stack in enumerate(series.stacks if series is not None else ()):
        if stack.affine_kji_to_lps is None or not uid or stack.frame_of_reference_uid != uid:
            continue
        if VolumeGeometry(stack.affine_kji_to_lps, stack.shape_kji, uid).contains(point):
            return StackKey(key.series_instance_uid, number)
    return None


def find_stack_in_frame_of_reference(patient: PatientRecord, frame_of_reference_uid: str) -> StackKey | None:
    """The stack with the most frames in a Frame of Reference."""
    found = [
        (len(stack.frames), number, key)
        for number, (key, _, stack) in enumerate(all_stacks(patient))
        if frame_of_reference_uid and stack.frame_of_reference_uid == frame_of_reference_uid
    ]
    return max(found, key=lambda entry: (entry[0], -entry[1]))[2] if found else None


def frame_at(stack: StackRecord, place: Location) -> int | None:
    """The 0-based frame of a stack that a place was marked on or, in a volume, that is nearest to it."""
    image = place.image if isinstance(place, ImageLocation) else place.source
    wanted = (image.sop_instance_uid, image.frame_number) if image is not None else None
    for number, frame in enumerate(stack.frames):
        if (frame.sop_instance_uid, frame.frame_number) == wanted:
            return number
    if isinstance(place, ImageLocation) or stack.affine_kji_to_lps is None:
        return None
    if place.frame_of_reference_uid != stack.frame_of_reference_uid:
        return None
    geometry = VolumeGeometry(stack.affine_kji_to_lps, stack.shape_kji, stack.frame_of_reference_uid)
    k = round(float(geometry.lps_to_index(place.points_lps_mm[0])[0]))
    return min(max(k, 0), len(stack.frames) - 1)
