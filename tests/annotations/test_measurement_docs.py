"""docs/measurements.md says what the program does: the table of trials made anew, and every value of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.spine_quantities import QUANTITIES
from tests.support.repeatability import table

PAGE = Path(__file__).parents[2] / "docs" / "measurements.md"


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_table_of_trials_is_what_the_trials_give(page: str) -> None:
    lines = table()
    assert len(lines) > 12
    for line in lines:
        assert line in page, f"docs/measurements.md lacks: {line}\nmake it anew: python -m tests.support.repeatability"


def test_every_value_of_every_kind_is_on_the_page(page: str) -> None:
    rows = [line.split("|") for line in page.splitlines() if line.startswith("| ") and line.count("|") == 4]
    listed = {
        (kind.strip(), name.strip()) for cells in rows for kind in cells[1].split(",") for name in cells[2].split(",")
    }
    measured = {(kind.value, one.name) for kind, quantities in QUANTITIES.items() for one in quantities}
    assert measured - listed == set()
    assert {pair for pair in listed if pair[0] != "mark"} - measured == set()
