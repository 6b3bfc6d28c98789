"""The table of commands: no key means two things, and window keys mean what viewing.md says."""

from __future__ import annotations

import pytest

from viewers.imaging.presets import PRESETS
from workstation import actions
from workstation.action_tables.action import Action, Scope
from workstation.actions import ACTIONS, matching_actions, shortcut_conflicts


def test_no_two_commands_hear_the_same_key() -> None:
    assert shortcut_conflicts() == ()


def test_a_key_shared_by_two_commands_of_one_place_is_a_conflict() -> None:
    twice = (Action("a", "A", ("M",), Scope.READ), Action("b", "B", ("m",), Scope.READ))
    assert shortcut_conflicts(twice) == ("a and b: m",)


def test_a_key_of_two_different_places_is_no_conflict() -> None:
    assert shortcut_conflicts((Action("a", "A", ("P",), Scope.READ), Action("b", "B", ("P",), Scope.PLAN))) == ()


def test_a_3d_viewport_may_claim_a_key_of_read_but_none_that_works_anywhere() -> None:
    inner = Action("b", "B", ("P",), Scope.VOLUME_3D)
    assert shortcut_conflicts((Action("a", "A", ("P",), Scope.READ), inner)) == ()
    assert shortcut_conflicts((Action("a", "A", ("P",), Scope.ANYWHERE), inner)) == ("a and b: p",)
    assert shortcut_conflicts((Action("a", "A", ("P",), Scope.VOLUME_3D), inner)) == ("a and b: p",)


WINDOW_KEYS = {
    "auto": "0",
    "dicom": "1",
    "spine-soft-tissue": "2",
    "bone": "3",
    "fine-bone": "4",
    "soft-tissue": "5",
    "lung": "6",
    "brain": "7",
}
"""viewing.md 4.3."""


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_each_window_preset_has_its_own_key(preset: object) -> None:
    assert ACTIONS[f"preset.{preset.preset_id}"].shortcuts == (WINDOW_KEYS[preset.preset_id],)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("action_id", "key"),
    [
        ("tool.window", "W"),
        ("tool.zoom", "Z"),
        ("tool.crosshair", "H"),
        ("mark.finding", "M"),
        ("tool.length", "L"),
        ("tool.angle", "A"),
        ("target.new", "T"),
        ("view.invert", "I"),
        ("view.reset", "Space"),
        ("edit.redo", "Ctrl+Shift+Z"),
        ("window.fullscreen", "F11"),
    ],
)
def test_keys_are_where_the_fingers_expect_them(action_id: str, key: str) -> None:
    assert key in ACTIONS[action_id].shortcuts


def test_the_search_finds_commands_by_any_of_their_words() -> None:
    found = [action.id for action in matching_actions("layout three")]
    assert found == ["layout.2x2-3d", "layout.mpr", "layout.left-3"]
    assert matching_actions("no such thing") == ()


def test_no_command_is_declared_twice() -> None:
    declared = [row.id for rows in vars(actions).values() if _is_table(rows) for row in rows]
    assert len(declared) >= 2 * len(ACTIONS)  # each area's rows and the sum of all
    assert sorted(declared) == sorted([*ACTIONS, *ACTIONS])


def _is_table(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(row, Action) for row in value)
