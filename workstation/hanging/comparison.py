"""Current and prior side by side: which series of an earlier study show the same as those of a later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from viewers.state.layouts import layout_of
from viewers.state.viewport_state import ViewPlane
from workstation.hanging.facts import StackFacts
from workstation.hanging.hung import HungCell, HungStage
from workstation.hanging.matching import is_like
from workstation.hanging.protocol import Cell, LinkedAspect

TOGETHER = (LinkedAspect.SCROLL, LinkedAspect.PAN, LinkedAspect.ZOOM)
DAYS_OF_A_YEAR = 365.25
_MONTHS = 12


@dataclass(frozen=True)
class Pair:
    """The same kind of image then and now."""

    prior: StackFacts
    current: StackFacts

    @property
    def title(self) -> str:
        """What is compared, and how far apart in time."""
        return f"{self.current.title}, {interval_words(self.prior, self.current)} apart"


def prior_like(one: StackFacts, facts: Sequence[StackFacts], study: str = "") -> StackFacts | None:
    """The stack of the newest earlier study (or of `study`) that shows the same as another; None without one.

    Of several, the one called alike, then the one with the most similar number of images.
    """
    if one.study_date is None:
        return None
    found = [
        other
        for other in facts
        if other.study_date is not None
        and other.study_date < one.study_date
        and (not study or other.study_instance_uid == study)
        and is_like(other, one)
    ]

    def nearness(other: StackFacts) -> tuple[int, bool, int, int]:
        assert other.study_date is not None
        same_name = other.title.casefold() == one.title.casefold()
        return -other.study_date.toordinal(), not same_name, abs(other.images - one.images), other.place

    return min(found, key=nearness, default=None)


def pairs_of(facts: Sequence[StackFacts], current_study: str, prior_study: str = "") -> tuple[Pair, ...]:
    """Every series of a study with its prior; a series in several stacks is compared once."""
    pairs: dict[str, Pair] = {}
    for one in facts:
        if one.study_instance_uid == current_study and one.series_instance_uid not in pairs:
            prior = prior_like(one, facts, prior_study)
            if prior is not None:
                pairs[one.series_instance_uid] = Pair(prior, one)
    return tuple(pairs.values())


def comparable_studies(facts: Sequence[StackFacts], current_study: str) -> tuple[str, ...]:
    """The earlier studies that have something to compare a study with, newest first."""
    own = [one for one in facts if one.study_instance_uid == current_study]
    found = {
        other.study_instance_uid: None
        for other in facts
        for one in own
        if other.study_date and one.study_date and other.study_date < one.study_date and is_like(other, one)
    }
    return tuple(found)


def comparison_stages(pairs: Sequence[Pair], first: str = "") -> tuple[HungStage, ...]:
    """A stage a pair, prior at the left; the pair of series `first` comes first. Two or more also stand together."""
    ordered = sorted(
        pairs, key=lambda pair: first not in (pair.current.series_instance_uid, pair.prior.series_instance_uid)
    )
    single = tuple(HungStage(pair.title, layout_of("1x2"), _cells(pair)) for pair in ordered)
    if len(ordered) < 2:
        return single
    both = (*_cells(ordered[0]), *_cells(ordered[1]))
    return (*single, HungStage("Two series, then and now", layout_of("2x2"), both))


def _cells(pair: Pair) -> tuple[HungCell, HungCell]:
    def cell(stack: StackFacts) -> HungCell:
        return HungCell(Cell(stack.series_instance_uid, ViewPlane.ACQUIRED, link=TOGETHER), stack)

    return cell(pair.prior), cell(pair.current)


def interval_words(earlier: StackFacts, later: StackFacts) -> str:
    """The time between two stacks: `3 days`, `8 months`, `2 years`."""
    assert earlier.study_date is not None
    assert later.study_date is not None
    days = (later.study_date - earlier.study_date).days
    months = int(days / DAYS_OF_A_YEAR * _MONTHS)
    if months < 1:
        return _counted(days, "day")
    return _counted(months, "month") if months < 2 * _MONTHS else _counted(months // _MONTHS, "year")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
