"""Opens images and cases, and never lets images of one patient into the case of another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from annotations.case import Case, added_all
from annotations.findings import Finding
from annotations.patient import PatientIdentity, is_unidentified
from sample_data.generate import SamplePaths
from sample_data.ground_truth import GroundTruth
from sample_data.worked_case import worked_case_items
from viewers.qt.translated import tr
from workstation.dicom.records import IndexReport, PatientRecord
from workstation.session import Session
from workstation.storage.errors import StorageError
from workstation.ui.case_desk import CaseDesk, is_stored, record_studies, studies_of
from workstation.ui.cases_place import CaseRow, case_rows
from workstation.ui.image_catalogue import ImageCatalogue, all_series, is_of, study_uids
from workstation.ui.image_opening import ImageOpening
from workstation.ui.message_bar import Message
from workstation.ui.patient_text import display_name, identifier
from workstation.ui.scan_message import scan_message


class Workspace(QObject):
    """The patient on screen. Announces `patient_opened(PatientRecord)`, `mismatch(text)` and `told(Message)`."""

    patient_opened = Signal(object)
    images_added = Signal(object)
    mismatch = Signal(str)
    told = Signal(object)
    listed = Signal()
    cases_asked = Signal()

    def __init__(
        self,
        session: Session,
        desk: CaseDesk,
        catalogue: ImageCatalogue,
        opening: ImageOpening,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._catalogue = catalogue
        self._opening = opening
        self._waiting: PatientRecord | None = None
        self._studies: frozenset[str] = frozenset()
        self._samples: tuple[SamplePaths, GroundTruth] | None = None
        opening.scanned.connect(self._on_scanned)
        opening.samples_ready.connect(self._on_samples)
        opening.failed.connect(lambda text: self.told.emit(Message(text, "alert")))

    @property
    def patient(self) -> PatientRecord | None:
        """The images of the open patient."""
        case = self._session.case
        if case is None:
            return None
        return self._catalogue.patient(case.patient, self._studies) or PatientRecord(case.patient, ())

    def rows(self) -> tuple[CaseRow, ...]:
        """The lines of the case list."""
        return case_rows(self._desk.summaries(), self._catalogue.patients, self._desk.studies_of)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Scan what was dropped or chosen and show it."""
        self._opening.open_paths(paths)

    def open_demo(self) -> None:
        """Open sample patient A with the worked case; sample patient B is put on the case list."""
        self._opening.open_samples()

    def open_row(self, row: CaseRow) -> None:
        """Open a line of the case list."""
        if row.summary is None:
            self.open_patient(row.images or PatientRecord(row.identity, ()))
            return
        try:
            case = self._desk.load(row.summary.case_id)
        except StorageError as error:
            self.told.emit(Message(str(error), "alert"))
            return
        self._open_case(case)

    def open_patient(self, patient: PatientRecord) -> None:
        """Open the patient's own case: the stored one, or a new one."""
        studies = study_uids(patient)
        self._open_case(self._desk.case_for(patient.identity, studies), studies)

    def open_waiting(self) -> None:
        """Open the other patient whose images were just read."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.mismatch.emit("")
            self.open_patient(waiting)

    def stay(self) -> None:
        """Leave the other patient's images on the case list and stay."""
        self._waiting = None
        self.mismatch.emit("")

    def close_case(self) -> None:
        """Back to no patient."""
        self._session.open_case(None)
        self.listed.emit()

    def _open_case(self, case: Case, studies: frozenset[str] = frozenset()) -> None:
        self._studies = studies | studies_of(case)
        self._session.open_case(case)
        patient = self.patient
        assert patient is not None
        if not is_stored(case):
            self.told.emit(
                Message(
                    tr(
                        "Images are shown, but nothing can be stored: {desk_problem}",
                        desk_problem=self._desk_problem(case),
                    ),
                    "alert",
                )
            )
        else:
            self._record_studies(case, patient)
        self.patient_opened.emit(patient)
        self.listed.emit()

    def _desk_problem(self, case: Case) -> str:
        return self._desk.problem or tr("the case store does not answer; start the program again")

    def _record_studies(self, case: Case, patient: PatientRecord) -> None:
        try:
            record_studies(case, patient)
        except StorageError as error:
            self.told.emit(Message(str(error), "alert"))

    def _on_scanned(self, report: IndexReport, paths: Sequence[Path]) -> None:
        found = self._catalogue.add(report)
        message = scan_message(report, paths)
        if message is not None:
            self.told.emit(message)
        self.listed.emit()
        if not found:
            return
        if self._samples is not None and self._open_samples(found):
            return
        case = self._session.case
        own = [patient for patient in found if case is not None and is_of(patient, case.patient, self._studies)]
        others = [patient for patient in found if patient not in own]
        if own and case is not None:
            self._record_studies(case, own[0])
            self.images_added.emit(own[0])
        self._offer(others, message.details if message is not None else ())

    def _offer(self, others: Sequence[PatientRecord], details: tuple[str, ...]) -> None:
        """Open the only patient found while no case is open; ask when one is; list several."""
        if not others:
            return
        if len(others) > 1:
            text = tr("{count} patients were found. Choose one from the case list.", count=len(others))
            if details:
                text += tr(" Some files were left out.")
            self.told.emit(
                Message(text, "accent", details=details, action_text=tr("Case list"), action=self.cases_asked.emit)
            )
            return
        if self._session.case is None:
            self.open_patient(others[0])
            return
        self._waiting = others[0]
        self.mismatch.emit(_mismatch_text(others[0].identity))

    def _on_samples(self, samples: SamplePaths, ground_truth: GroundTruth) -> None:
        self._samples = (samples, ground_truth)
        self._opening.open_paths([samples.patient_a, samples.patient_b])

    def _open_samples(self, found: Sequence[PatientRecord]) -> bool:
        """Open sample patient A, with the worked case when the case has no finding yet."""
        if self._samples is None:
            return False
        samples, ground_truth = self._samples
        patient = next((one for one in found if _lies_in(one, samples.patient_a)), None)
        if patient is None:
            return False
        self._samples = None
        case = self._desk.case_for(patient.identity, study_uids(patient))
        if not case.of_type(Finding):
            try:
                case.apply(added_all(worked_case_items(ground_truth), "worked example of the sample patient"))
            except StorageError as error:
                self.told.emit(Message(str(error), "alert"))
        self._open_case(case)
        findings = case.of_type(Finding)
        if findings:
            self._session.select(findings[0].id)
        return True


def _mismatch_text(identity: PatientIdentity) -> str:
    if is_unidentified(identity):
        return tr("Images without Patient ID and name. Identity unknown: cannot be shown under this case.")
    return tr(
        "Images of another patient: {display_name}, {identifier}. They are not shown here.",
        display_name=display_name(identity),
        identifier=identifier(identity),
    )


def _lies_in(patient: PatientRecord, folder: Path) -> bool:
    """Whether a patient's images come from a folder."""
    frames = (frame for series in all_series(patient) for stack in series.stacks for frame in stack.frames)
    return any(Path(frame.path).is_relative_to(folder) for frame in frames)
