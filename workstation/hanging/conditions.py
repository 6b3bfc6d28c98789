"""Whether a stack is what a rule asks for, and in which words to say that it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workstation.hanging.facts import StackFacts
from workstation.hanging.protocol import Conditions, Rule

_UNKNOWN_SIDES = {"", "U"}


@dataclass(frozen=True)
class Verdict:
    """The answer of one condition: `rank` is the place of the value in the rule's list (0 is best), None = not met.

    `is_unknown` when the images do not say.
    """

    rank: int | None
    is_unknown: bool = False


_UNKNOWN = Verdict(None, is_unknown=True)


def verdict(name: str, conditions: Conditions, facts: StackFacts) -> Verdict:
    """How a stack answers one condition."""
    return _TESTS[name](getattr(conditions, name), facts)


def failed(rule: Rule, facts: StackFacts) -> tuple[str, ...]:
    """The conditions of a rule that a stack does not meet."""
    answers = {name: verdict(name, rule.must, facts) for name in rule.must.asked()}
    return tuple(
        name
        for name, answer in answers.items()
        if answer.rank is None and not (answer.is_unknown and name in rule.or_unknown)
    )


def rank(rule: Rule, facts: StackFacts) -> tuple[int, int]:
    """(preferences not met, places down the rule's lists) of a stack that passes: lower is better."""
    wishes = [verdict(name, rule.prefer, facts).rank for name in rule.prefer.asked()]
    demands = [verdict(name, rule.must, facts).rank for name in rule.must.asked()]
    return sum(one is None for one in wishes), sum(one or 0 for one in (*wishes, *demands))


def met(rule: Rule, facts: StackFacts) -> int:
    """How many conditions and preferences a stack meets plainly."""
    demands = sum(verdict(name, rule.must, facts).rank is not None for name in rule.must.asked())
    return 2 * demands + sum(verdict(name, rule.prefer, facts).rank is not None for name in rule.prefer.asked())


def in_words(conditions: Conditions, names: Sequence[str] | None = None) -> str:
    """Conditions as a person would say them: `MR, plane sagittal, weighting T2 or STIR`."""
    asked = conditions.asked() if names is None else names
    return ", ".join(_WORDS[name](getattr(conditions, name)) for name in asked)


def _any_of(values: Sequence[str]) -> str:
    """`A`, `A or B`, `A, B or C`."""
    return " or ".join(part for part in (", ".join(values[:-1]), *values[-1:]) if part)


def _one_of(value_of: Callable[[StackFacts], str]) -> Callable[[Sequence[str], StackFacts], Verdict]:
    def test(wanted: Sequence[str], facts: StackFacts) -> Verdict:
        value = value_of(facts)
        if not value:
            return _UNKNOWN
        return Verdict(wanted.index(value) if value in wanted else None)

    return test


def _region(wanted: Sequence[str], facts: StackFacts) -> Verdict:
    if not facts.regions:
        return _UNKNOWN
    return Verdict(next((n for n, region in enumerate(wanted) if region in facts.regions), None))


def _view(wanted: Sequence[str], facts: StackFacts) -> Verdict:
    if not facts.views:
        return _UNKNOWN
    return Verdict(next((n for n, view in enumerate(wanted) if view in facts.views), None))


def _side(wanted: Sequence[str], facts: StackFacts) -> Verdict:
    if facts.laterality in _UNKNOWN_SIDES:
        return _UNKNOWN
    return Verdict(wanted.index(facts.laterality) if facts.laterality in wanted else None)


def _with_words(wanted: Sequence[str], facts: StackFacts) -> Verdict:
    return Verdict(next((n for n, word in enumerate(wanted) if word.casefold() in facts.text), None))


def _without_words(unwanted: Sequence[str], facts: StackFacts) -> Verdict:
    return Verdict(None if any(word.casefold() in facts.text for word in unwanted) else 0)


_TESTS: Mapping[str, Callable[..., Verdict]] = {
    "modality": _one_of(lambda facts: facts.modality),
    "body_part": _region,
    "plane": _one_of(lambda facts: facts.plane),
    "weighting": _one_of(lambda facts: facts.weighting or ""),
    "view": _view,
    "laterality": _side,
    "words": _with_words,
    "without": _without_words,
    "kind": _one_of(lambda facts: facts.kind),
    "at_least": lambda least, facts: Verdict(0 if facts.images >= least else None),
}

_WORDS: Mapping[str, Callable[..., str]] = {
    "modality": _any_of,
    "body_part": lambda values: f"body part {_any_of(values)}",
    "plane": lambda values: f"plane {_any_of(values)}",
    "weighting": lambda values: f"weighting {_any_of(values)}",
    "view": lambda values: f"view {_any_of(values)}",
    "laterality": lambda values: f"side {_any_of(values)}",
    "words": lambda values: "named " + _any_of([f"“{value}”" for value in values]),
    "without": lambda values: "not named " + _any_of([f"“{value}”" for value in values]),
    "kind": _any_of,
    "at_least": lambda least: f"at least {least} images",
}
