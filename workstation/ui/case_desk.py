"""Opens the case of a patient: the stored one, a new one, or one that says why nothing can be stored. No Qt."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from annotations.case import Case, CaseEvent, added_all
from annotations.patient import ImagingStudy, PatientIdentity
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

    def case_for(self, identity: PatientIdentity) -> Case:
        """The patient's case, made when there is none.

        Without a working store it is a case that shows images and refuses every change with the reason.
        """
        if self._store is None:
            return _unstored(identity, self._problem)
        try:
            found = self._store.find_for_patient(identity)
            return self._store.load(found[0].case_id) if found else self._store.create(identity)
        except StorageError as error:
            return _unstored(identity, str(error))

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()


def record_studies(case: Case, patient: PatientRecord) -> None:
    """Note in the case which studies of the patient were opened; raises what the store raises."""
    known = {study.study_instance_uid for study in case.of_type(ImagingStudy)}
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
