"""A finding followed from study to study: carried over with its identity, and compared with the study before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from annotations.case import Case, Change, Edit, add, replace_item
from annotations.comparison import Judgement, SeenState, judge
from annotations.finding_catalogue import scale_of
from annotations.finding_measures import SpacingOf, marks_of, no_spacing, readings_of
from annotations.findings import Finding
from annotations.locations import ImageLocation
from annotations.marks import Mark
from annotations.observations import Comparison, Observation
from annotations.patient import ImagingStudy
from annotations.wording import describe_finding


class FollowUpError(ValueError):
    """A finding that cannot be carried to a study; says why and what to do."""


@dataclass(frozen=True)
class StudySeen:
    """One study's column: its date (YYYYMMDD, empty when not known), what it showed, and the item that says so.

    `observation` is None while the finding was seen in one study only.
    """

    study_instance_uid: str
    study_date: str
    state: SeenState
    observation: Observation | None


def study_of(mark: Mark) -> str:
    """The Study Instance UID of the image a mark was placed on; empty where that is not known."""
    location = mark.location
    image = location.image if isinstance(location, ImageLocation) else location.source
    return image.study_instance_uid if image is not None else ""


def study_of_finding(case: Case, finding: Finding) -> str:
    """The study a finding was made in: that of the first of its marks that names one."""
    return next((uid for mark in marks_of(case, finding.mark_ids) if (uid := study_of(mark))), "")


def observations_of(case: Case, finding: Finding) -> tuple[Observation, ...]:
    """What studies showed of a finding, oldest first."""
    found = [one for one in case.of_type(Observation) if one.finding_id == finding.id]
    return tuple(sorted(found, key=lambda one: one.study_date))


def history_of(case: Case, finding: Finding, spacing_of: SpacingOf = no_spacing) -> tuple[StudySeen, ...]:
    """What each study showed, oldest first; the finding alone where it was never carried."""
    observed = observations_of(case, finding)
    if not observed:
        uid = study_of_finding(case, finding)
        readings = readings_of(marks_of(case, finding.mark_ids), spacing_of, case=case)
        state = SeenState(scale_of(finding), finding.grade, finding.severity, readings)
        return (StudySeen(uid, date_of(case, uid), state, None),)
    scale = scale_of(finding)
    return tuple(
        StudySeen(
            one.study_instance_uid,
            one.study_date,
            SeenState(scale, one.grade, one.severity, readings_of(marks_of(case, one.mark_ids), spacing_of, case=case)),
            one,
        )
        for one in observed
    )


def latest_judgement(history: tuple[StudySeen, ...]) -> Judgement | None:
    """What follows for the newest study from the one before; None where there is one study only."""
    if len(history) < 2:
        return None
    return judge(history[-2].state, history[-1].state)


def date_of(case: Case, study_instance_uid: str) -> str:
    """The date of a study the case names, YYYYMMDD; empty when not known."""
    found = (one.date for one in case.of_type(ImagingStudy) if one.study_instance_uid == study_instance_uid)
    return next(found, "").replace("-", "")


def can_carry(case: Case, finding: Finding, study_instance_uid: str, study_date: str, from_date: str) -> bool:
    """Whether a study is newer than what is known of a finding and says nothing of it yet."""
    observed = observations_of(case, finding)
    known = {one.study_instance_uid for one in observed} or {study_of_finding(case, finding)}
    newest = max((one.study_date for one in observed), default=from_date)
    return bool(study_instance_uid and newest and study_date > newest) and study_instance_uid not in known


def carry(
    case: Case,
    finding: Finding,
    study_instance_uid: str,
    study_date: str,
    *,
    dates: Mapping[str, str],
    new_ids: tuple[str, str],
) -> Change:
    """The change that follows a finding into a newer study; the finding keeps its id.

    Adds an observation for the new study, with nothing said yet, and one with the values so far where there is none.
    `dates` are the dates of studies by UID (YYYYMMDD), `new_ids` two fresh item ids. Raises `FollowUpError` when the
    study is not newer, its date or that of the finding is not known, or the finding was carried to it before.
    """
    old_uid = study_of_finding(case, finding)
    old_date = date_of(case, old_uid) or dates.get(old_uid, "")
    observed = observations_of(case, finding)
    if not old_uid and not observed:
        raise FollowUpError("the study this finding was made in is not known: mark it on an image of that study first")
    if not can_carry(case, finding, study_instance_uid, study_date, old_date):
        raise FollowUpError("a finding is carried to a newer study with a known date, once")
    edits = [Edit(None, Observation(new_ids[0], finding.id, study_instance_uid, study_date))]
    if not observed:
        before = Observation(
            new_ids[1], finding.id, old_uid, old_date, finding.mark_ids, finding.grade, finding.severity
        )
        edits.insert(0, Edit(None, before))
    return Change(f"Carry to the study of {study_date} {describe_finding(finding)}", tuple(edits))


def first_seen(case: Case, finding: Finding, study_date: str, *, new_id: str) -> Change:
    """The change that says a finding is new in the study it was made in, dated `study_date` (YYYYMMDD).

    Raises `FollowUpError` when its study is not known or it was followed before.
    """
    uid = study_of_finding(case, finding)
    if not uid or not study_date or observations_of(case, finding):
        raise FollowUpError("only a finding of one dated study can be new in it")
    seen = Observation(new_id, finding.id, uid, study_date, finding.mark_ids, finding.grade, finding.severity)
    return add(
        replace(seen, comparison=Comparison.NEW), f"New in the study of {study_date} {describe_finding(finding)}"
    )


def with_latest_values(case: Case, finding: Finding, *, observing: str = "") -> tuple[Edit, ...]:
    """The edits that keep observations in step with a finding that is about to be saved.

    `observing` is the study it is being assessed in: that study's observation takes grade, severity and the marks
    placed on it. Without it only values that the newest observation had already are brought up to date.
    """
    observed = observations_of(case, finding)
    wanted = [one for one in observed if one.study_instance_uid == observing] if observing else list(observed[-1:])
    is_unassessed = len(observed) > 1 and not observing and (wanted[0].grade, wanted[0].severity) == (None, None)
    if not wanted or is_unassessed:
        return ()
    before = wanted[0]
    own = tuple(mark.id for mark in marks_of(case, finding.mark_ids) if study_of(mark) == before.study_instance_uid)
    after = replace(before, grade=finding.grade, severity=finding.severity, mark_ids=own or before.mark_ids)
    return () if after == before else (Edit(before, after),)


def compared(observation: Observation, chosen: Comparison, judged: Judgement, *, reason: str = "") -> Change:
    """The change that says how a finding is against the study before; suggestion and reason are kept.

    Raises `FollowUpError` when it differs from what the measurements say and no reason is given.
    """
    is_override = judged.comparison is not None and chosen is not judged.comparison
    if is_override and not reason.strip():
        raise FollowUpError(f"the measurements say {judged.comparison}; give the reason for {chosen}")
    after = replace(
        observation, comparison=chosen, suggested=judged.comparison, reason=reason.strip() if is_override else ""
    )
    return replace_item(observation, after, f"Finding {chosen} against the study before")
