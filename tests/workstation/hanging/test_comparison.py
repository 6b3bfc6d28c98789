"""Current and prior: which series belong together, and how far apart they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workstation.dicom.records import SeriesRecord
from workstation.hanging.comparison import comparable_studies, comparison_stages, interval_words, pairs_of
from workstation.hanging.facts import facts_of

Make = Callable[..., Any]


def test_each_series_meets_the_newest_earlier_one_of_its_kind(
    spine_mri: tuple[SeriesRecord, ...], series: Make, patient: Make
) -> None:
    older = (series("MR", "T2 SAG", "sagittal"), series("MR", "T1 COR", "coronal"))
    oldest = (series("MR", "T2 SAG", "sagittal"), series("MR", "STIR SAG", "sagittal"))
    facts = facts_of(patient(("2026-09-16", spine_mri), ("2025-01-15", older), ("2018-01-15", oldest)))
    pairs = pairs_of(facts, "1.0")
    assert [(pair.current.title, pair.prior.day) for pair in pairs] == [
        ("T2 SAG", "2025-01-15"),
        ("STIR SAG", "2018-01-15"),
    ]
    assert [pair.current.title for pair in pairs_of(facts, "1.0", "1.2")] == ["T2 SAG", "STIR SAG"]
    assert comparable_studies(facts, "1.0") == ("1.1", "1.2")
    assert comparable_studies(facts, "1.2") == ()


def test_another_part_of_the_body_is_no_prior(series: Make, patient: Make) -> None:
    new, old = (series("MR", "T2 SAG", "sagittal", body_part=part) for part in ("LSPINE", "CSPINE"))
    facts = facts_of(patient(("2026-09-16", (new,)), ("2025-01-15", (old,))))
    assert pairs_of(facts, "1.0") != (), "both are the spine"
    knee = series("MR", "T2 SAG", "sagittal", body_part="KNEE")
    assert pairs_of(facts_of(patient(("2026-09-16", (new,)), ("2025-01-15", (knee,)))), "1.0") == ()


def test_images_that_do_not_say_what_they_show_are_compared_by_name_only(series: Make, patient: Make) -> None:
    names = ("TTE", "Transesophageal", "tte")
    new, other, same = (series("US", name, body_part=None, images=1) for name in names)
    assert pairs_of(facts_of(patient(("2026-09-16", (new,)), ("2025-01-15", (other,)))), "1.0") == ()
    assert len(pairs_of(facts_of(patient(("2026-09-16", (new,)), ("2025-01-15", (same,)))), "1.0")) == 1


def test_the_series_on_screen_comes_first_and_prior_is_at_the_left(
    spine_mri: tuple[SeriesRecord, ...], patient: Make
) -> None:
    facts = facts_of(patient(("2026-09-16", spine_mri), ("2025-01-15", spine_mri)))
    stages = comparison_stages(pairs_of(facts, "1.0"), "1.0.2")
    shown = [[cell.stack.day for cell in stage.cells if cell] for stage in stages]
    assert stages[0].title == "STIR SAG, 20 months apart"
    assert shown[0] == ["2025-01-15", "2026-09-16"]
    assert len(stages) == 5
    assert stages[-1].layout.layout_id == "2x2"


def test_an_interval_is_said_in_the_unit_that_fits(series: Make, patient: Make) -> None:
    days = ("2026-09-16", "2026-09-15", "2026-08-01", "2025-01-15", "2010-01-01")
    facts = facts_of(patient(*((day, (series("MR", "T2", "sagittal"),)) for day in days)))
    words = [interval_words(one, facts[0]) for one in facts[1:]]
    assert words == ["1 day", "1 month", "20 months", "16 years"]
