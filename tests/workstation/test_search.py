"""The command search: few letters, any words, what was used last first."""

from __future__ import annotations

import pytest

from workstation.actions import ACTIONS
from workstation.search import RECENT_HEADING, RECENT_KEPT, SearchEntry, found, remembered


def entry(title: str, *, group: str = "Tools", words: str = "", why: str = "", entry_id: str = "") -> SearchEntry:
    return SearchEntry(entry_id or title, title, group, lambda: None, words=words, why_disabled=why)


COMMANDS = tuple(entry(a.title, group=a.group, words=a.words, entry_id=a.id) for a in ACTIONS.values())


def first(text: str, recent: tuple[str, ...] = ()) -> str:
    groups = found(text, COMMANDS, recent)
    return groups[0].entries[0].entry_id if groups else ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("invert", "view.invert"),
        ("inv", "view.invert"),
        ("window bone", "preset.bone"),
        ("bone window", "preset.bone"),
        ("negative", "view.invert"),
        ("fs", "window.fullscreen"),
        ("ruler", "tool.length"),
        ("crshr", "tool.crosshair"),
        ("UNDO", "edit.undo"),
    ],
)
def test_a_few_letters_of_any_word_find_the_command(typed: str, expected: str) -> None:
    assert first(typed) == expected


def test_every_word_must_fit() -> None:
    assert found("invert unicorn", COMMANDS) == ()


def test_two_letters_scattered_over_a_word_are_no_match() -> None:
    assert found("cr", [entry("Colour")]) == ()


@pytest.mark.parametrize("typed", ["L4-5", "l45", "L4/5", "go l4-5"])
def test_a_level_is_found_however_it_is_written(typed: str) -> None:
    levels = [entry(f"Go to {name}", group="Levels") for name in ("L3-4", "L4-5", "L5-S1", "L4", "L5")]
    assert found(typed, levels)[0].entries[0].title == "Go to L4-5"


def test_a_match_in_the_title_comes_before_one_in_further_words() -> None:
    groups = found("pan", [entry("Move", words="pan"), entry("Pan")])
    assert [one.title for one in groups[0].entries] == ["Pan", "Move"]


def test_while_nothing_is_typed_what_was_used_last_stands_first_and_once() -> None:
    groups = found("", COMMANDS, ("view.invert", "tool.pan"))
    assert groups[0].heading == RECENT_HEADING
    assert [one.entry_id for one in groups[0].entries] == ["view.invert", "tool.pan"]
    everything = [one.entry_id for group in groups for one in group.entries]
    assert sorted(everything) == sorted(one.entry_id for one in COMMANDS)


def test_of_two_that_fit_alike_the_one_used_last_comes_first() -> None:
    assert first("layout", ("layout.2x2",)) == "layout.2x2"


def test_what_cannot_be_done_now_comes_after_what_can_and_is_not_among_the_last() -> None:
    entries = [entry("Undo", why="nothing to undo"), entry("Undone things")]
    assert [one.title for one in found("undo", entries)[0].entries] == ["Undone things", "Undo"]
    assert found("", entries, ("Undo",))[0].heading != RECENT_HEADING
    by_words = [entry("Remove the registration", words="undo"), entry("Undo", why="nothing to undo")]
    assert found("undo", by_words)[0].entries[0].title == "Undo", "its very title comes before a further word"


def test_the_list_of_last_choices_is_short_and_names_each_once() -> None:
    recent: object = [f"entry {number}" for number in range(RECENT_KEPT)]
    after = remembered(recent, "entry 3")
    assert after[0] == "entry 3"
    assert len(after) == RECENT_KEPT
    assert len(set(after)) == len(after)


@pytest.mark.parametrize("kept", [None, "x", {"a": 1}, [1, None]])
def test_a_damaged_list_of_last_choices_begins_anew(kept: object) -> None:
    assert remembered(kept, "one") == ["one"]
