"""How old a study is, said on the pane once it is older than a year (viewing.md 4.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from viewers.qt.translated import tr

SAME_EPISODE_DAYS = 31
"""Studies made within a month belong together: a CT and an MRI of one complaint."""
FULL_YEAR_MONTHS = 12
"""A study up to so old is current enough that its date says all."""


def months_between(earlier: date, later: date) -> int:
    """Whole calendar months from one day to another; negative where they are the other way round."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if later.day < earlier.day else months


def age_words(study_date: str, today: date) -> str:
    """`16 months ago`, `8 years ago`; empty for a study of the last twelve months and for one without a date."""
    day = _day(study_date)
    if day is None:
        return ""
    months = months_between(day, today)
    if months < FULL_YEAR_MONTHS or (months == FULL_YEAR_MONTHS and day.day == today.day):
        return ""
    if months < 2 * FULL_YEAR_MONTHS:
        return tr("{months} months ago", months=months)
    return tr("{value} years ago", value=months // FULL_YEAR_MONTHS)


def study_groups(dates: Sequence[str]) -> tuple[str, ...]:
    """`Current`, `Prior` or `Earlier` for each study, newest first: what was made about the newest one belongs to it.

    The prior is the study before those, with the others of its own month. Studies without a date are `No date`.
    """
    groups: list[str] = []
    names = [tr("Earlier"), tr("Prior"), tr("Current")]
    start: date | None = None
    group = ""
    for text in dates:
        day = _day(text)
        if day is None:
            groups.append(tr("No date"))
            continue
        if start is None or ((start - day).days > SAME_EPISODE_DAYS and len(names) > 0):
            start, group = day, names.pop()
        groups.append(group)
    return tuple(groups)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
