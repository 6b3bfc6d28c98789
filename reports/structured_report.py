"""DICOM SR of a case: one Comprehensive 3D SR (TID 1500) for each imaging study it rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import highdicom.sr as sr
from highdicom.coding_schemes import CodingSchemeIdentificationItem
from pydicom import Dataset
from pydicom.uid import ExplicitVRLittleEndian
from pydicom.valuerep import DA, DT, TM

from annotations.case import Case
from annotations.codes import PRIVATE_SCHEME, CodedConcept
from annotations.findings import Finding, FindingStatus
from annotations.marks import Mark, MarkKind
from annotations.targets import ProcedureTarget, TargetStatus
from reports.content import Provenance
from reports.errors import EvidenceError
from reports.evidence import Evidence
from reports.identifiers import stable_uid
from reports.located_items import image_of, locations_of
from reports.measurement_groups import Group, concept, finding_groups, mark_groups, target_groups
from reports.names import person_name_value

Reported = Finding | ProcedureTarget | Mark
MANUFACTURER = "Foramen"
SERIES_NUMBER = 9700
"""High enough not to collide with the acquired series of a study."""
_PROCEDURES = {
    "CT": CodedConcept("77477000", "SCT", "Computed tomography"),
    "MR": CodedConcept("113091000", "SCT", "Magnetic resonance imaging"),
}
_ANY_PROCEDURE = CodedConcept("363679005", "SCT", "Imaging procedure")
_LIBRARY_ATTRIBUTES = ("PixelSpacing", "ImageOrientationPatient", "ImagePositionPatient", "SliceThickness", "Rows")
# What the SR copies from an image; all are type 2 there, yet real files leave them out (PS3.3 C.7.1.1, C.7.2.1).
_COPIED = (
    "PatientID",
    "PatientName",
    "PatientBirthDate",
    "PatientSex",
    "AccessionNumber",
    "StudyID",
    "StudyDate",
    "StudyTime",
    "ReferringPhysicianName",
)
_NAMES = ("PatientName", "ReferringPhysicianName")
_DATES = ("PatientBirthDate", "StudyDate")
_PATTERNS = {
    "PatientSex": re.compile("[MFO]"),
    "StudyTime": re.compile(r"\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?"),
}
# The rest of a header that the SR or its image library needs.
_KEPT = (
    "SOPClassUID",
    "SOPInstanceUID",
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "FrameOfReferenceUID",
    "Modality",
    "IssuerOfPatientID",
    "StudyDescription",
    "Columns",
    *_LIBRARY_ATTRIBUTES,
)


def reported_items(case: Case) -> tuple[Reported, ...]:
    """What an SR holds: findings not retracted, targets not cancelled, and measurements that belong to no finding."""
    findings = tuple(one for one in case.of_type(Finding) if one.status is not FindingStatus.RETRACTED)
    targets = tuple(one for one in case.of_type(ProcedureTarget) if one.status is not TargetStatus.CANCELLED)
    used = {mark_id for finding in case.of_type(Finding) for mark_id in finding.mark_ids}
    free = (one for one in case.of_type(Mark) if one.kind is not MarkKind.POINT and one.id not in used)
    return (*findings, *targets, *free)


def structured_reports(
    case: Case, evidence: Evidence, *, final: bool, provenance: Provenance
) -> tuple[sr.Comprehensive3DSR, ...]:
    """One SR for each study that something in the case was marked on, in the order of the evidence.

    An item without a place on the images goes to the study with most items; without any image there is no SR. Raises
    `MissingEvidenceError` when an image that must be referenced is not in the evidence. Lengths in mm, angles in
    degrees, points in LPS mm.
    """
    by_study = _by_study(case, evidence)
    return tuple(
        _document_or_error(case, by_study[study], study, evidence, final=final, provenance=provenance)
        for study in evidence.study_instance_uids
        if by_study.get(study)
    )


def _document_or_error(
    case: Case, items: Sequence[Reported], study: str, evidence: Evidence, *, final: bool, provenance: Provenance
) -> sr.Comprehensive3DSR:
    try:
        return _document(case, items, study, evidence, final=final, provenance=provenance)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        # highdicom refuses headers it cannot describe (a retired SOP Class, say); its words may quote the header.
        raise EvidenceError(
            f"no DICOM SR can be made over study {study} "
            f"({type(error).__name__}): its image headers are not usable; remove the marks on its images, or send the "
            "study again from the PACS"
        ) from None


def _by_study(case: Case, evidence: Evidence) -> dict[str, list[Reported]]:
    placed: dict[str, list[Reported]] = {}
    unplaced: list[Reported] = []
    for item in reported_items(case):
        studies = {
            image_of(location, evidence, f"{type(item).__name__} {item.id}").study_instance_uid: None
            for location in locations_of(case, item)
        }
        if not studies:
            unplaced.append(item)
        for study in list(studies)[:1]:
            placed.setdefault(study, []).append(item)
    if unplaced and evidence.headers:
        most = Counter({study: len(items) for study, items in placed.items()}).most_common(1)
        placed.setdefault(most[0][0] if most else evidence.study_instance_uids[0], []).extend(unplaced)
    return placed


def _document(
    case: Case, items: Sequence[Reported], study: str, evidence: Evidence, *, final: bool, provenance: Provenance
) -> sr.Comprehensive3DSR:
    referenced = _referenced_headers(case, items, study, evidence)
    nameless = [_nameless(header) for header in referenced]
    made_at = provenance.made_at
    identity = (case.id, study, str(case.revision), "final" if final else "draft", made_at.isoformat())
    report = sr.MeasurementReport(
        observation_context=_observers(provenance),
        procedure_reported=concept(_PROCEDURES.get(str(referenced[0].get("Modality", "")), _ANY_PROCEDURE)),
        imaging_measurements=[group for item in items for group in _groups(case, item, evidence)] or None,
        title=sr.CodedConcept("126000", "DCM", "Imaging Measurement Report"),
        language_of_content_item_and_descendants=sr.LanguageOfContentItemAndDescendants(
            sr.CodedConcept("en", "RFC5646", "English")
        ),
        referenced_images=[one for one in nameless if _fits_library(one)] or None,
    )
    document = sr.Comprehensive3DSR(
        evidence=nameless,
        content=report,
        series_instance_uid=stable_uid("series", *identity),
        series_number=SERIES_NUMBER,
        sop_instance_uid=stable_uid("instance", *identity),
        instance_number=1,
        manufacturer=MANUFACTURER,
        manufacturer_model_name=MANUFACTURER,
        software_versions=provenance.software_version,
        series_description=f"Foramen findings and targets ({'final' if final else 'draft'})",
        is_complete=final,
        is_final=final,
        transfer_syntax_uid=ExplicitVRLittleEndian,
        specific_character_set="ISO_IR 192",
        coding_schemes=[_private_scheme()],
        content_date=made_at.date(),
        content_time=made_at.time(),
        series_date=made_at.date(),
        series_time=made_at.time(),
    )
    return _named(_dated(document, made_at), referenced[0])


def _groups(case: Case, item: Reported, evidence: Evidence) -> tuple[Group, ...]:
    if isinstance(item, Finding):
        return finding_groups(case, item, evidence)
    if isinstance(item, ProcedureTarget):
        return target_groups(case, item, evidence)
    return mark_groups(case, item, evidence)


def _referenced_headers(case: Case, items: Sequence[Reported], study: str, evidence: Evidence) -> list[Dataset]:
    """The images the items are marked on, those of the document's own study first.

    A finding marked on two studies is reported once, in that of its first mark; the images of the other study then
    become Pertinent Other Evidence.
    """
    found = {
        image_of(location, evidence, f"{type(item).__name__} {item.id}").sop_instance_uid: None
        for item in items
        for location in locations_of(case, item)
    }
    headers = [evidence.by_instance[uid] for uid in found] or list(evidence.of_study(study).headers[:1])
    return sorted(headers, key=lambda header: str(header.StudyInstanceUID) != study)


def _nameless(header: Dataset) -> Dataset:
    """The part of a header that an SR takes over, each attribute valid, without names.

    highdicom copies what it finds, valid or not, warns about unusual names and repeats them in the warning; so it gets
    only this, and `_named` puts the names into the document afterwards.
    """
    part = Dataset()
    for name in _KEPT:
        if header.get(name) not in (None, ""):
            setattr(part, name, header[name].value)
    for name in _COPIED:
        setattr(part, name, "" if name in _NAMES else _valid(name, str(header.get(name) or "").strip()))
    return part


def _valid(name: str, value: str) -> str:
    """A copied value as a new object may hold it, empty when it cannot: old files have a sex of "?"."""
    if name in _DATES:
        value = value.replace(".", "")  # ACR-NEMA wrote 1994.11.05
        return value if _is_date(value) else ""
    pattern = _PATTERNS.get(name)
    return value if pattern is None or pattern.fullmatch(value) else ""


def _is_date(value: str) -> bool:
    try:
        return len(value) == len("YYYYMMDD") and bool(datetime.strptime(value, "%Y%m%d"))
    except ValueError:
        return False


def _named(document: sr.Comprehensive3DSR, header: Dataset) -> sr.Comprehensive3DSR:
    for name in _NAMES:
        # As text, so that a name in any character set is written again in that of the document (UTF-8).
        setattr(document, name, str(header.get(name) or ""))
    return document


def _fits_library(header: Dataset) -> bool:
    # highdicom describes a library image by all of these and refuses one that lacks any (TID 1604).
    return all(header.get(name) is not None for name in _LIBRARY_ATTRIBUTES)


def _observers(provenance: Provenance) -> sr.ObservationContext:
    device = sr.ObserverContext(
        sr.CodedConcept("121007", "DCM", "Device"),
        sr.DeviceObserverIdentifyingAttributes(
            uid=stable_uid("device", MANUFACTURER, provenance.software_version),
            name=MANUFACTURER,
            manufacturer_name=MANUFACTURER,
            model_name=f"{MANUFACTURER} {provenance.software_version}",
        ),
    )
    if not provenance.author:
        return sr.ObservationContext(observer_device_context=device)
    person = sr.ObserverContext(
        sr.CodedConcept("121006", "DCM", "Person"),
        sr.PersonObserverIdentifyingAttributes(person_name_value(provenance.author)),
    )
    return sr.ObservationContext(observer_person_context=person, observer_device_context=device)


def _private_scheme() -> CodingSchemeIdentificationItem:
    return CodingSchemeIdentificationItem(
        PRIVATE_SCHEME,
        name="Foramen pain workstation codes",
        version="1",
        uid=stable_uid("coding scheme", PRIVATE_SCHEME),
        responsible_organization=MANUFACTURER,
    )


def _dated(document: sr.Comprehensive3DSR, made_at: datetime) -> sr.Comprehensive3DSR:
    # highdicom stamps the current time in these; the same case at the same time must give the same bytes.
    document.InstanceCreationDate = DA(made_at.date())
    document.InstanceCreationTime = TM(made_at.time())
    for equipment in document.get("ContributingEquipmentSequence", ()):
        equipment.ContributionDateTime = DT(made_at)
    return document
