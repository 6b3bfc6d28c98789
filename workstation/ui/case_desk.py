"""Opens the case of a patient: the stored one, a new one, or one that says why nothing can be stored. No Qt."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from annotations.case import Case, CaseEvent, added_all
from annotations.patient import ImagingStudy, PatientIdentity, is_unidentified
from annotations.repository import CaseRepository, CaseSummary
from workstation.dicom.records import PatientRecord
from workstation.storage.errors import StorageError


class CaseDesk:
    """Where cases come from. `store` is None when it could not be opened, `problem` then says why and what to do."""

    def __init__(self, store: CaseRepository | None, problem: str = "") -> None:
        self._store = store
        self._problem = problem

    @property
    def problem(self) -> str:
        """Why cases cannot be stored; empty when they can."""
        return self._problem

    def summaries(self) -> tuple[CaseSummary, ...]:
        """The stored cases, last changed first; none when the store does not answer (`problem` says so then)."""
        if self._store is None:
            return ()
        try:
            return self._store.summaries()
        except StorageError as error:
            self._problem = str(error)
            return ()

    def load(self, case_id: str) -> Case:
        """A stored case. Raises `StorageError`."""
        if self._store is None:
            raise StorageError(self._problem)
        return self._store.load(case_id)

    def case_for(self, identity: PatientIdentity, studies: frozenset[str] = frozenset()) -> Case:
        """The patient's case, made when there is none; without ID and name, the case that holds one of the `studies`.

        Without a working store it is a case that shows images and refuses every change with the reason.
        """
        if self._store is None:
            return _unstored(identity, self._problem)
        try:
            for found in self._store.find_for_patient(identity):
                case = self._store.load(found.case_id)
                if not is_unidentified(identity) or not studies.isdisjoint(studies_of(case)):
                    return case
            return self._store.create(identity)
        except StorageError as error:
            return _unstored(identity, str(error))

    def studies_of(self, summary: CaseSummary) -> frozenset[str]:
        """The studies of a stored case where only they say whose it is; none where the patient is identified."""
        if self._store is None or not is_unidentified(summary.patient):
            return frozenset()
        try:
            return studies_of(self._store.load(summary.case_id))
        except StorageError as error:
            self._problem = str(error)
            return frozenset()

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()


def studies_of(case: Case) -> frozenset[str]:
    """The UIDs of the studies that a case rests on."""
    return frozenset(study.study_instance_uid for study in case.of_type(ImagingStudy))


def record_studies(case: Case, patient: PatientRecord) -> None:
    """Note in the case which studies of the patient were opened; raises what the store raises."""
    known = studies_of(case)
    new = [
        ImagingStudy(
            id=f"study.{study.study_instance_uid}",
            study_instance_uid=study.study_instance_uid,
            date=study.date,
            description=study.description,
            modalities=tuple(sorted({series.modality for series in study.series})),
        )
        for study in patient.studies
        if study.study_instance_uid not in known
    ]
    if new:
        case.apply(added_all(new, "images opened"))


def is_stored(case: Case) -> bool:
    """Whether changes of a case are kept."""
    return not case.id.startswith(_UNSTORED)


_UNSTORED = "unstored-"


def _unstored(identity: PatientIdentity, reason: str) -> Case:
    case = Case(f"{_UNSTORED}{uuid.uuid4()}", identity, datetime.now(UTC).isoformat())
    case.journal = _refusing(reason)
    return case


def _refusing(reason: str) -> Callable[[CaseEvent], None]:
    def refuse(_event: CaseEvent) -> None:
        raise StorageError(reason)

    return refuse
