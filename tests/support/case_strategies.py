"""Hypothesis strategies for case items and whole cases whose links hold."""

from __future__ import annotations

from hypothesis import strategies as st

from annotations.anatomy import Laterality, Level, Root
from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.case import Case, CaseItem, added_all
from annotations.evaluation import Complaint, ComplaintPattern, ExamItem, ExamKind, Onset, PriorTreatment, VitalSigns
from annotations.findings import AxialZone, Certainty, Finding, FindingStatus, Severity
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.patient import ImagingStudy, PatientIdentity
from annotations.references import ImageRef, SeriesRef
from annotations.registration import RegisteredSeries, Registration, RegistrationMode, SeedKind, SeedPair
from annotations.rigid import RigidTransform, rotation_about
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget, TargetStatus

words = st.text(max_size=12)
names = words.map(lambda text: "n" + text)
ids = st.text(alphabet="abcdefgh0123456789-", min_size=1, max_size=8)
uids = st.from_regex(r"\A1\.[1-9][0-9]{0,5}\Z")
numbers = st.floats(-1e4, 1e4, allow_nan=False)
points = st.tuples(numbers, numbers, numbers)
sides = st.sampled_from(Laterality)
levels = st.sampled_from(Level)
images = st.builds(ImageRef, uids, uids, uids, uids, st.integers(1, 99))


def patient_locations(count: int) -> st.SearchStrategy[PatientLocation]:
    """Locations in patient space with so many points."""
    placed = st.lists(points, min_size=count, max_size=count).map(tuple)
    return st.builds(PatientLocation, uids, placed, st.none() | images)


def locations(count: int) -> st.SearchStrategy[Location]:
    """Locations of either kind with so many points."""
    pixels = st.lists(st.tuples(numbers, numbers), min_size=count, max_size=count).map(tuple)
    return patient_locations(count) | st.builds(ImageLocation, images, pixels)


calibrations = st.just(NOT_CALIBRATED) | st.builds(
    PixelCalibration,
    st.sampled_from([source for source in CalibrationSource if source is not CalibrationSource.NONE]),
    st.floats(0.01, 2),
    st.floats(0.01, 2),
    words,
)
marks = st.sampled_from(MarkKind).flatmap(
    lambda kind: st.builds(Mark, ids, st.just(kind), locations(kind.point_count), words, calibrations)
)
scores = st.none() | st.integers(0, 10)
complaints = st.builds(
    Complaint,
    ids,
    names,
    st.none() | sides,
    st.none() | st.sampled_from(ComplaintPattern),
    st.sampled_from(Onset),
    words,
    words,
    words,
    st.lists(words, max_size=2).map(tuple),
    radiation_roots=st.lists(st.sampled_from(Root), max_size=3).map(tuple),
    pain_now=scores,
    pain_worst=scores,
    is_primary=st.booleans(),
)
treatments = st.builds(PriorTreatment, ids, names, words, words, st.none() | st.integers(0, 100), words)
vitals = st.builds(
    VitalSigns,
    ids,
    words,
    st.none() | st.floats(20, 250),
    systolic_mmhg=st.none() | st.floats(181, 280),
    diastolic_mmhg=st.none() | st.floats(20, 180),
    temperature_celsius=st.none() | st.floats(30, 43),
)
exam_items = st.builds(ExamItem, ids, st.sampled_from(ExamKind), names, sides, names, words)
anchors = st.builds(LevelAnchor, ids, levels, patient_locations(1))
registered = st.builds(RegisteredSeries, st.builds(SeriesRef, uids, uids), uids, words)
seed_pairs = st.builds(SeedPair, words, points, points)
transforms = st.builds(
    lambda axis, angle, shift: RigidTransform.of(rotation_about((*axis, 1.0), angle), shift),
    st.tuples(st.floats(-1, 1), st.floats(-1, 1)),
    st.floats(-180, 180),
    points,
)
registrations = st.builds(
    Registration,
    ids,
    registered,
    registered,
    transforms,
    st.sampled_from(RegistrationMode),
    st.none() | levels,
    points,
    st.sampled_from(SeedKind),
    st.lists(seed_pairs, max_size=4).map(tuple),
    words,
    words,
    words,
    words,
    st.none() | st.floats(0, 30),
    st.none() | st.floats(0, 30),
)
studies = st.builds(ImagingStudy, ids, uids, words, words, st.lists(words, max_size=2).map(tuple), words)


def findings(mark_ids: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Finding]:
    """Findings that refer to marks of these ids only."""
    return st.builds(
        Finding,
        ids,
        names,
        levels,
        sides,
        mark_ids,
        st.none() | st.sampled_from(Severity),
        st.sampled_from(Certainty),
        st.none() | st.sampled_from(AxialZone),
        st.none() | words,
        words,
        st.sampled_from(FindingStatus),
    )


def targets(finding_ids: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[ProcedureTarget]:
    """Targets that refer to findings of these ids only."""
    return st.builds(
        ProcedureTarget,
        ids,
        names,
        levels,
        sides,
        st.none() | patient_locations(2),
        st.none() | st.sampled_from(Root),
        finding_ids,
        words,
        words,
        st.sampled_from(TargetStatus),
    )


def items() -> st.SearchStrategy[CaseItem]:
    """Any one case item; its links point nowhere in particular."""
    links = st.lists(ids, max_size=2).map(tuple)
    alone = marks | complaints | treatments | vitals | exam_items | anchors | studies | registrations
    return alone | findings(links) | targets(links)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case with a few items of every kind and links that hold."""
    alone = marks | complaints | treatments | vitals | exam_items | anchors | studies | registrations
    found: dict[str, CaseItem] = {item.id: item for item in draw(st.lists(alone, max_size=6))}
    mark_ids = tuple(item.id for item in found.values() if isinstance(item, Mark))
    for finding in draw(st.lists(findings(st.just(mark_ids)), max_size=2)):
        if finding.id not in found:
            found[finding.id] = finding
    finding_ids = tuple(item.id for item in found.values() if isinstance(item, Finding))
    for target in draw(st.lists(targets(st.just(finding_ids)), max_size=2)):
        if target.id not in found:
            found[target.id] = target
    case = Case(draw(ids), PatientIdentity(draw(words), name=draw(words)), "2026-01-01T00:00:00Z")
    case.apply(added_all(found.values(), "made"))
    return case
