"""Hypothesis strategies for case items and whole cases whose links hold."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from annotations.anatomy import Laterality, Level, Root
from annotations.assessments import Aspect, Assessment
from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.case import Case, CaseItem, added_all
from annotations.evaluation import Complaint, ComplaintPattern, ExamItem, ExamKind, Onset, PriorTreatment, VitalSigns
from annotations.findings import (
    Acuity,
    AxialZone,
    Certainty,
    Finding,
    FindingStatus,
    NeuralContact,
    SagittalZone,
    Severity,
)
from annotations.geometry import Plane, VolumeGeometry
from annotations.hypotheses import HypothesisStatus, PainHypothesis
from annotations.image_calibrations import ImageCalibration
from annotations.key_images import KeyImage, KeyImageView
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.numbering import Castellvi, Confidence, CountingMethod, DualName, LevelNumbering
from annotations.observations import Comparison, Observation
from annotations.patient import ImagingStudy, PatientIdentity
from annotations.references import ImageRef, SeriesRef
from annotations.registration import RegisteredSeries, Registration, RegistrationMode, SeedKind, SeedPair
from annotations.rigid import RigidTransform, rotation_about
from annotations.segmentations import Segmentation, SegmentLabel, packed_slice
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
tones = st.sampled_from(("", "accent", "alert"))


def _marks(kind: MarkKind) -> st.SearchStrategy[Mark]:
    facts = MARK_KINDS[kind]
    counts = st.integers(facts.least, facts.most if facts.most is not None else facts.least + 3)
    return st.builds(
        Mark,
        ids,
        st.just(kind),
        counts.flatmap(locations),
        words,
        calibrations,
        words,
        tones,
        st.booleans(),
        st.booleans(),
        st.none() | st.tuples(numbers, numbers),
        st.none() | levels,
        st.none() | sides,
        words,
        words,
    )


marks = st.sampled_from(MarkKind).flatmap(_marks)
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
numberings = st.builds(
    LevelNumbering,
    ids,
    uids,
    st.sampled_from(CountingMethod),
    st.sampled_from((None, 4, 5, 6)),
    st.sampled_from(Castellvi),
    st.booleans(),
    st.sampled_from(Confidence),
    st.lists(st.builds(DualName, levels, words), max_size=2).map(tuple),
    words,
    words,
    words,
    st.booleans(),
    st.integers(1, 9),
)
assessments = st.builds(
    Assessment,
    ids,
    uids,
    st.sampled_from(Aspect),
    st.none() | levels,
    sides,
    st.booleans(),
    st.none() | words,
    words,
)
series = st.builds(SeriesRef, uids, uids)
planes = points.map(lambda origin: Plane(origin, (1.0, 0.0, 0.0), (0.0, 0.0, -1.0)))
views = st.builds(
    KeyImageView,
    series,
    uids,
    images,
    st.none() | planes,
    st.none() | st.floats(1, 30),
    st.sampled_from(("", "mean")),
    st.none() | numbers,
    st.none() | st.floats(1, 4000),
    st.booleans(),
    words,
    st.integers(0, 3),
    st.booleans(),
    st.floats(0.1, 10),
    st.tuples(numbers, numbers),
    st.tuples(st.floats(1, 4000), st.floats(1, 4000)),
    st.sampled_from(("", "SIGMOID")),
    st.booleans(),
    st.booleans(),
)
image_calibrations = st.builds(
    ImageCalibration,
    ids,
    images,
    st.tuples(st.tuples(numbers, numbers), st.tuples(numbers, numbers)),
    st.floats(1, 300),
    st.floats(0.01, 2),
    st.floats(0.01, 2),
    words,
    words,
)


@st.composite
def segmentations(draw: st.DrawFn) -> Segmentation:
    """A segmentation of a small grid."""
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, 4)))
    geometry = VolumeGeometry.from_array(np.diag((*draw(st.tuples(*[st.floats(0.5, 5)] * 3)), 1.0)), shape, draw(uids))
    voxels = np.array(draw(st.lists(st.integers(0, 2), min_size=int(np.prod(shape)), max_size=int(np.prod(shape)))))
    slices = tuple(packed_slice(one.astype(np.uint8)) for one in voxels.reshape(shape))
    labels = (SegmentLabel(1, draw(words)), SegmentLabel(2, draw(words), "alert"))
    return Segmentation(draw(ids), draw(words), draw(series), geometry, labels, slices)


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
        sagittal_zone=st.none() | st.sampled_from(SagittalZone),
        acuity=st.none() | st.sampled_from(Acuity),
        neural_contact=st.none() | st.sampled_from(NeuralContact),
        is_incidental=st.booleans(),
        size_mm=st.none() | points,
        grade_scale=words,
        suggested_grade=st.none() | words,
        grade_rule=words,
        grade_reason=words,
        level_override_reason=words,
        numbering_id=words,
        numbering_version=st.integers(0, 9),
        is_non_fracture_excluded=st.booleans(),
    )


def observations(
    finding_ids: st.SearchStrategy[str], mark_ids: st.SearchStrategy[tuple[str, ...]]
) -> st.SearchStrategy[Observation]:
    """Observations of these findings only."""
    return st.builds(
        Observation,
        ids,
        finding_ids,
        uids,
        words,
        mark_ids,
        st.none() | words,
        st.none() | st.sampled_from(Severity),
        st.none() | st.sampled_from(Comparison),
        st.none() | st.sampled_from(Comparison),
        words,
        words,
    )


def key_images(
    finding_ids: st.SearchStrategy[tuple[str, ...]], mark_ids: st.SearchStrategy[tuple[str, ...]]
) -> st.SearchStrategy[KeyImage]:
    """Key images of these findings and marks only."""
    return st.builds(KeyImage, ids, words, views, finding_ids, mark_ids, words)


hypotheses = st.builds(
    PainHypothesis,
    ids,
    names,
    st.none() | sides,
    status=st.sampled_from(HypothesisStatus),
    note=words,
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
        words,
        words,
    )


def items() -> st.SearchStrategy[CaseItem]:
    """Any one case item; its links point nowhere in particular."""
    links = st.lists(ids, max_size=2).map(tuple)
    return alone() | findings(links) | targets(links) | observations(ids, links) | key_images(links, links)


def alone() -> st.SearchStrategy[CaseItem]:
    """Items that refer to no other."""
    evaluated = complaints | treatments | vitals | exam_items
    placed = marks | anchors | numberings | assessments | segmentations() | image_calibrations
    return evaluated | placed | studies | registrations | hypotheses


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case with a few items of every kind and links that hold."""
    found: dict[str, CaseItem] = {item.id: item for item in draw(st.lists(alone(), max_size=6))}
    mark_ids = tuple(item.id for item in found.values() if isinstance(item, Mark))
    for finding in draw(st.lists(findings(st.just(mark_ids)), max_size=2)):
        if finding.id not in found:
            found[finding.id] = finding
    finding_ids = tuple(item.id for item in found.values() if isinstance(item, Finding))
    linked = targets(st.just(finding_ids)) | key_images(st.just(finding_ids), st.just(mark_ids))
    if finding_ids:
        linked = linked | observations(st.sampled_from(finding_ids), st.just(mark_ids))
    for item in draw(st.lists(linked, max_size=3)):
        if item.id not in found:
            found[item.id] = item
    case = Case(draw(ids), PatientIdentity(draw(words), name=draw(words)), "2026-01-01T00:00:00Z")
    case.apply(added_all(found.values(), "made"))
    return case
