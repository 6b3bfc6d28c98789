"""Which protocol fits a patient's images, which image each of its rules chooses, and why one does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from workstation.hanging.conditions import failed, in_words, met, rank, verdict
from workstation.hanging.facts import FROM_TECHNIQUE, StackFacts
from workstation.hanging.protocol import Protocol, Rule, StudyChoice
from workstation.hanging.regions import region_words

POINTS_FOR_NEWEST = 100
"""A protocol that hangs the newest study goes before one that hangs an older one, whatever else it finds."""
KIND_WORDS = {
    "volume": "a volume",
    "stack": "no volume, shown slice by slice",
    "projection": "a projection",
    "cine": "a run",
    "single": "a single image",
}
"""Kinds of stack, as a reason names them."""
_SUBJECTS = {
    "modality": "modality",
    "body_part": "body part",
    "plane": "plane",
    "weighting": "weighting",
    "view": "view",
    "laterality": "side",
    "words": "name",
    "without": "name",
    "kind": "kind of image",
    "at_least": "number of images",
}


@dataclass(frozen=True)
class Match:
    """What became of one protocol. It fits when `why_not` is empty.

    `choices` are the stacks by rule id. `reasons` say what each rule chose, `doubts` what was not plainly said by the
    images: a body part that is missing, a weighting read from the echo time.
    """

    protocol: Protocol
    choices: Mapping[str, StackFacts] = field(default_factory=dict)
    points: int = 0
    why_not: str = ""
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether every required rule has chosen."""
        return not self.why_not


def ranked(protocols: Iterable[Protocol], facts: Sequence[StackFacts]) -> tuple[Match, ...]:
    """Every protocol with what it finds: the fitting ones first, those with most points first, then in their order."""
    matches = [matched(protocol, facts) for protocol in protocols]
    return tuple(sorted(matches, key=lambda match: (not match.fits, -match.points)))


def matched(protocol: Protocol, facts: Sequence[StackFacts]) -> Match:
    """What a protocol finds among the stacks of one patient. The current study is the newest in which it fits."""
    if not facts:
        return Match(protocol, why_not="there are no images")
    by_study: dict[str, list[StackFacts]] = {}
    for one in facts:
        by_study.setdefault(one.study_instance_uid, []).append(one)
    newest = next(iter(by_study.values()))[0].study_date
    found = 0
    why_not = ""
    for number, own in enumerate(by_study.values()):
        choices, missing = _chosen(protocol, own, facts)
        if missing is None:
            day = own[0].study_date
            return _fitting(protocol, choices, is_newest=number == 0 or (day is not None and day == newest))
        if not why_not or len(choices) > found:
            found, why_not = len(choices), missing
    return Match(protocol, why_not=why_not)


def _fitting(protocol: Protocol, choices: Mapping[str, StackFacts], *, is_newest: bool) -> Match:
    points = protocol.priority + sum(met(protocol.rule(rule_id), one) for rule_id, one in choices.items())
    chosen = [(protocol.rule(rule_id), one) for rule_id, one in choices.items()]
    return Match(
        protocol,
        choices,
        points + (POINTS_FOR_NEWEST if is_newest else 0),
        reasons=tuple(f"{rule.title}: {one.title}, {one.day}" for rule, one in chosen),
        doubts=tuple(doubt for rule, one in chosen for doubt in _doubts(rule, one)),
    )


def _chosen(
    protocol: Protocol, own: Sequence[StackFacts], facts: Sequence[StackFacts]
) -> tuple[dict[str, StackFacts], str | None]:
    """The choices with `own` as the current study, and what a required rule misses (None when all have chosen)."""
    choices: dict[str, StackFacts] = {}
    for rule in protocol.rules:
        taken = {one.place for one in choices.values()}
        pool = [one for one in _in_reach(rule, own, facts, choices) if one.place not in taken]
        fitting = [one for one in pool if not failed(rule, one)]
        if fitting:
            choices[rule.id] = _best(rule, fitting)
        elif rule.is_required:
            return choices, _missing(rule, pool)
    return choices, None


def _best(rule: Rule, fitting: Sequence[StackFacts]) -> StackFacts:
    """Most preferences met, then the newest study, then the rule's own order, then the larger stack."""

    def key(one: StackFacts) -> tuple[int, float, int, int, int]:
        unmet, down = rank(rule, one)
        return unmet, _age(one.study_date), down, -one.images, one.place

    return min(fitting, key=key)


def _age(day: date | None) -> float:
    return float("inf") if day is None else -day.toordinal()


def _in_reach(
    rule: Rule, own: Sequence[StackFacts], facts: Sequence[StackFacts], choices: Mapping[str, StackFacts]
) -> Sequence[StackFacts]:
    """The stacks a rule may look at: by study, by age, and by what they must be like."""
    if rule.study is StudyChoice.CURRENT:
        return own
    current = own[0].study_date
    days = max(rule.older_than_days, 1 if rule.study is StudyChoice.PRIOR else 0)
    pool = [one for one in facts if not days or _is_older(one.study_date, current, days)]
    if not rule.like:
        return pool
    model = choices.get(rule.like)
    return [] if model is None else [one for one in pool if is_like(one, model)]


def _is_older(day: date | None, current: date | None, days: int) -> bool:
    """Whether a study was made at least so many days earlier; never where a date is missing."""
    return day is not None and current is not None and day <= current - timedelta(days=days)


def is_like(one: StackFacts, other: StackFacts) -> bool:
    """Whether two stacks show the same: modality, plane, weighting, view and side, and no other part of the body.

    Where nothing says from where they were taken, only stacks of one name are the same.
    """
    same_place = not one.regions or not other.regions or bool(one.regions & other.regions)
    is_known = bool(one.plane or one.views) or one.title.casefold() == other.title.casefold()
    return (
        same_place
        and is_known
        and one.series_instance_uid != other.series_instance_uid
        and (one.modality, one.plane, one.weighting, one.views, one.laterality, one.kind)
        == (other.modality, other.plane, other.weighting, other.views, other.laterality, other.kind)
    )


def _doubts(rule: Rule, one: StackFacts) -> list[str]:
    """What a rule took without the images saying it: each condition it must meet, and a weighting it prefers."""
    asked = [(name, rule.must) for name in rule.must.asked()]
    if one.modality == "MR" and rule.prefer.weighting:
        asked.append(("weighting", rule.prefer))
    found = []
    for name, conditions in asked:
        answer = verdict(name, conditions, one)
        if answer.is_unknown:
            found.append(f"{rule.title}: the images do not say their {_SUBJECTS[name]}")
        elif name == "weighting" and answer.rank is not None and one.weighting_source == FROM_TECHNIQUE:
            found.append(f"{rule.title}: {one.weighting} by echo and repetition time, the name does not say")
    return found


def _missing(rule: Rule, pool: Sequence[StackFacts]) -> str:
    """What a rule lacks, with the nearest image and what is wrong with it."""
    if not pool:
        earlier = "no earlier study of the same kind" if rule.study is StudyChoice.PRIOR else "no further series"
        return f"{rule.title}: {earlier}"
    nearest = min(pool, key=lambda one: (len(failed(rule, one)), one.place))
    wrong = failed(rule, nearest)
    if "modality" in wrong:
        return f"{rule.title}: no {in_words(rule.must, ('modality',))} images"
    reasons = [_why(rule, nearest, name) for name in wrong]
    return f"{rule.title}: {nearest.title} comes nearest, but {' and '.join(reasons)}"


def _why(rule: Rule, one: StackFacts, name: str) -> str:
    if verdict(name, rule.must, one).is_unknown:
        return f"does not say its {_SUBJECTS[name]}"
    values = {
        "body_part": ", ".join(sorted(region_words(one.regions))),
        "plane": one.plane,
        "weighting": one.weighting or "",
        "view": ", ".join(sorted(one.views)),
        "laterality": f"side {one.laterality}",
        "kind": KIND_WORDS[one.kind],
    }
    if name == "at_least":
        return "has 1 image" if one.images == 1 else f"has {one.images} images"
    return f"is {values[name]}" if name in values else "has another name"
