"""Saved windows and their stored form."""

from __future__ import annotations

import json

import pytest

from viewers.imaging.user_windows import (
    LONGEST_LIST,
    LONGEST_NAME,
    UserWindow,
    from_stored,
    to_stored,
    windows_of,
    with_renamed,
    with_saved,
    without,
)
from viewers.imaging.windowing import VoiFunction, VoiTable, Window


def saved(name: str = "Mine", modality: str = "CT", unit: str = "HU", width: float = 300) -> UserWindow:
    return UserWindow(name, modality, unit, Window(width, 60, name, VoiFunction.SIGMOID))


def test_what_is_stored_comes_back_the_same():
    windows = (saved(), saved("Nerve", "MR", "", 812.5))
    assert from_stored(json.loads(json.dumps(to_stored(windows)))) == (windows, 0)


def test_a_window_is_offered_only_for_its_modality_and_unit():
    windows = (saved(), saved(modality="MR", unit=""), saved(unit=""), saved("PET", "PT", "g/ml"))
    assert windows_of(windows, "CT", "HU") == (windows[0],)
    assert windows_of(windows, "PT", "Bq/ml") == ()


def test_saving_under_a_name_again_replaces_in_place():
    windows = with_saved((saved("A"), saved("B")), saved("A", width=10))
    assert [(one.name, one.window.width) for one in windows] == [("A", 10), ("B", 300)]
    assert len(with_saved(windows, saved("A", modality="MR", unit=""))) == 3


def test_renaming_refuses_a_name_that_is_taken_but_not_one_of_another_modality():
    windows = (saved("A"), saved("B"), saved("C", modality="MR", unit=""))
    assert [one.name for one in with_renamed(windows, windows[0], "C")] == ["C", "B", "C"]
    assert with_renamed(windows, windows[0], "C")[0].window.name == "C"
    with pytest.raises(ValueError, match="called B already"):
        with_renamed(windows, windows[0], "B")


def test_removing_takes_one_away():
    assert without((saved("A"), saved("B")), saved("A")) == (saved("B"),)


@pytest.mark.parametrize("name", ["", " A", "A\n", "A\u202eB", "x" * (LONGEST_NAME + 1)])
def test_a_name_that_cannot_be_shown_is_refused(name: str):
    with pytest.raises(ValueError, match="a name has"):
        saved(name)


def test_a_table_is_no_window_to_save():
    with pytest.raises(ValueError, match="table"):
        UserWindow("T", "CT", "HU", Window(1, 1, table=VoiTable(0, (0, 255), 255)))


@pytest.mark.parametrize(
    "entry",
    [
        None,
        7,
        {},
        {"name": "A", "modality": "CT", "unit": "HU", "width": 0, "center": 1},
        {"name": "A", "modality": "CT", "unit": "HU", "width": float("nan"), "center": 1},
        {"name": "A", "modality": "CT", "unit": "HU", "width": "400", "center": 1},
        {"name": "A", "modality": "CT", "unit": "HU", "width": True, "center": 1},
        {"name": "A", "modality": "", "unit": "HU", "width": 4, "center": 1},
        {"name": "A", "modality": "CT", "unit": None, "width": 4, "center": 1},
        {"name": "A", "modality": "CT", "unit": "HU", "width": 4, "center": 1, "function": "CUBIC"},
        {"name": "A", "modality": "CT", "unit": "HU", "width": 4, "center": 1, "function": ["LINEAR"]},
    ],
)
def test_a_damaged_entry_costs_itself_only(entry: object):
    assert from_stored([entry, *to_stored((saved(),))]) == ((saved(),), 1)


def test_a_damaged_list_is_empty_and_counted():
    assert from_stored({"name": "A"}) == ((), 1)
    assert from_stored(None) == ((), 0)
    assert from_stored(to_stored((saved(),)) * (LONGEST_LIST + 5))[1] == 5
