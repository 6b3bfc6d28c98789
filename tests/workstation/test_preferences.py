"""Preferences: kept at once, checked when read, reset by section, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from workstation.preferences import Preferences


def test_a_value_is_kept_for_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "preferences.json"
    Preferences(path).set("windows.user", {"CT": [{"name": "Käfig", "width": 300.5}]})
    assert Preferences(path).get("windows.user") == {"CT": [{"name": "Käfig", "width": 300.5}]}
    assert [entry.name for entry in path.parent.iterdir()] == ["preferences.json"]


def test_what_is_not_set_has_its_default() -> None:
    assert Preferences().get("mouse.scheme", "usual") == "usual"
    assert Preferences().get("mouse.scheme") is None


def test_every_change_is_told_once_and_an_equal_value_is_none() -> None:
    preferences, heard = Preferences(), list[str]()
    end = preferences.subscribe(heard.append)
    preferences.set("a", (1, 2))
    preferences.set("a", [1, 2])
    preferences.forget("a")
    preferences.forget("a")
    end()
    preferences.set("a", 3)
    assert heard == ["a", "a"]


def test_a_section_is_reset_without_its_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    preferences = Preferences(path)
    for key in ("windows.user", "windows", "windowsill", "mouse.scheme"):
        preferences.set(key, 1)
    preferences.reset("windows")
    assert preferences.keys == ("mouse.scheme", "windowsill")
    preferences.reset()
    assert Preferences(path).keys == ()


def test_a_value_that_cannot_be_kept_is_refused() -> None:
    with pytest.raises(TypeError):
        Preferences().set("a", object())


@pytest.mark.parametrize("text", ["{", "[1]", "\udcff"])
def test_a_damaged_file_is_put_aside_and_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "preferences.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    preferences = Preferences(path)
    assert "preferences.unreadable.json" in preferences.problem
    preferences.set("a", 1)
    assert (tmp_path / "preferences.unreadable.json").read_bytes() == text.encode("utf-8", "surrogateescape")
    assert Preferences(path).get("a") == 1


def test_a_folder_that_cannot_be_written_is_said_and_the_value_is_in_force(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    preferences = Preferences(blocked / "preferences.json")
    preferences.set("a", 1)
    assert preferences.get("a") == 1
    assert "make the folder writable" in preferences.problem
