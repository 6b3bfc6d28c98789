"""Keys the user chose: live, never two meanings, and a damaged file is told and ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

from workstation.action_tables.action import Action, Scope
from workstation.actions import ACTIONS
from workstation.key_map import KEYS, KeyMap, same_key
from workstation.preferences import Preferences

TABLE = {
    action.id: action
    for action in (
        Action("mark", "Mark", ("M",), Scope.READ),
        Action("zoom", "Zoom", ("Z", "Ctrl++"), Scope.READ),
        Action("plan", "Needle", ("N",), Scope.PLAN),
        Action("undo", "Undo", ("Ctrl+Z",)),
        Action("inner", "Anterior", ("A",), Scope.VOLUME_3D),
    )
}


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "preferences.json")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ctrl+Shift+O", "shift+ctrl+o"),
        ("Delete", "Del"),
        ("Esc", "escape"),
        ("Ctrl++", "ctrl++"),
        ("+", "+"),
        ("PgDown", "PageDown"),
    ],
)
def test_a_key_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert same_key(one) == same_key(other)


def test_plus_with_and_without_control_are_two_keys() -> None:
    assert same_key("+") != same_key("Ctrl++")
    assert same_key("Shift++") == "shift++"


def test_without_changes_every_command_has_the_keys_of_the_table(preferences: Preferences) -> None:
    keys = KeyMap(preferences)
    assert all(keys.keys_of(action.id) == action.shortcuts for action in ACTIONS.values())
    assert not keys.has_changes


def test_a_key_given_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    KeyMap(Preferences(path), TABLE).give("mark", ["X"])
    again = KeyMap(Preferences(path), TABLE)
    assert again.keys_of("mark") == ("X",)
    assert again.is_changed("mark")
    assert again.problems == ()


def test_the_owner_of_a_key_is_found_and_loses_it_when_it_is_given_away(preferences: Preferences) -> None:
    keys = KeyMap(preferences, TABLE)
    assert [action.id for action in keys.owners("z", "mark")] == ["zoom"]
    keys.add("mark", "Z")
    assert keys.keys_of("mark") == ("Z", "M")
    assert keys.keys_of("zoom") == ("Ctrl++",)


def test_places_that_are_never_on_screen_together_may_share_a_key(preferences: Preferences) -> None:
    assert KeyMap(preferences, TABLE).owners("N", "mark") == ()


def test_a_key_that_works_anywhere_is_owned_everywhere(preferences: Preferences) -> None:
    assert [action.id for action in KeyMap(preferences, TABLE).owners("Ctrl+Z", "plan")] == ["undo"]


def test_an_active_3d_viewport_may_claim_a_key_of_read(preferences: Preferences) -> None:
    assert KeyMap(preferences, TABLE).owners("M", "inner") == ()


def test_resetting_one_takes_its_key_back(preferences: Preferences) -> None:
    keys = KeyMap(preferences, TABLE)
    keys.add("mark", "Z")
    keys.reset("zoom")
    assert keys.keys_of("zoom") == ("Z", "Ctrl++")
    assert keys.keys_of("mark") == ("M",)
    assert not keys.is_changed("zoom")


def test_resetting_all_forgets_the_preference(preferences: Preferences) -> None:
    keys = KeyMap(preferences, TABLE)
    keys.give("mark", ["X"])
    keys.reset_all()
    assert keys.keys_of("mark") == ("M",)
    assert preferences.get(KEYS) is None


def test_a_command_may_be_left_without_a_key(preferences: Preferences) -> None:
    keys = KeyMap(preferences, TABLE)
    keys.give("mark", [])
    assert keys.keys_of("mark") == ()
    assert keys.tooltip("mark") == "Mark"


def test_a_kept_command_that_does_not_exist_is_told_and_ignored(preferences: Preferences) -> None:
    preferences.set(KEYS, {"fly": ["F"], "mark": ["X"]})
    keys = KeyMap(preferences, TABLE)
    assert keys.keys_of("mark") == ("X",)
    (problem,) = keys.problems
    assert "'fly'" in problem


def test_a_kept_key_that_another_command_has_is_told_and_ignored(preferences: Preferences) -> None:
    preferences.set(KEYS, {"mark": ["Z"]})
    keys = KeyMap(preferences, TABLE)
    assert keys.keys_of("mark") == ("M",)
    assert keys.keys_of("zoom") == ("Z", "Ctrl++")
    (problem,) = keys.problems
    assert "Mark" in problem
    assert "Zoom" in problem


def test_two_kept_commands_with_one_key_never_both_have_it(preferences: Preferences) -> None:
    preferences.set(KEYS, {"mark": ["X"], "zoom": ["X"]})
    keys = KeyMap(preferences, TABLE)
    assert [keys.keys_of(name) for name in ("mark", "zoom")].count(("X",)) == 1
    assert len(keys.problems) == 1


@pytest.mark.parametrize("value", ["Z", [3], [""], None, {"a": 1}])
def test_anything_but_a_list_of_keys_is_told_and_ignored(preferences: Preferences, value: object) -> None:
    preferences.set(KEYS, {"mark": value})
    keys = KeyMap(preferences, TABLE)
    assert keys.keys_of("mark") == ("M",)
    assert len(keys.problems) == 1


def test_a_preference_that_is_no_table_is_told_and_ignored(preferences: Preferences) -> None:
    preferences.set(KEYS, "M")
    assert len(KeyMap(preferences, TABLE).problems) == 1
