"""How old a study is said to be, and which studies belong together."""

from __future__ import annotations

from datetime import date

import pytest

from workstation.ui.read.study_age import age_words, study_groups

TODAY = date(2026, 9, 27)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-09-27", ""),
        ("2025-09-27", ""),
        ("2025-09-26", "12 months ago"),
        ("2025-03-27", "18 months ago"),
        ("2024-09-27", "2 years ago"),
        ("2018-01-07", "8 years ago"),
        ("2027-01-01", ""),
        ("", ""),
        ("0000-00-00", ""),
    ],
)
def test_a_study_older_than_a_year_says_how_old(day: str, words: str) -> None:
    assert age_words(day, TODAY) == words


def test_studies_of_one_month_belong_together() -> None:
    dates = ("2026-09-16", "2026-09-14", "2026-09-10", "2026-01-15", "2025-12-20", "2020-01-01", "2010-01-01", "")
    assert study_groups(dates) == (
        "Current", "Current", "Current", "Prior", "Prior", "Earlier", "Earlier", "No date",
    )  # fmt: skip


def test_no_studies_have_no_groups() -> None:
    assert study_groups(()) == ()
