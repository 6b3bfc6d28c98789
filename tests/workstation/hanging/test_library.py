"""The protocols on hand: shipped, overridden, added, wrong, reset."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from workstation.hanging.library import ORDER, ProtocolLibrary, shipped_protocols


def test_every_shipped_file_is_in_the_order_and_no_other() -> None:
    folder = files("workstation.hanging").joinpath("protocols")
    assert sorted(entry.name for entry in folder.iterdir()) == sorted(f"{name}.toml" for name in ORDER)


def test_the_users_protocol_hides_the_shipped_one_until_it_is_removed(tmp_path: Path) -> None:
    library = ProtocolLibrary(tmp_path)
    library.save(replace(shipped_protocols()["ct-spine"], title="Mine"))
    assert library.protocol("ct-spine").title == "Mine"  # type: ignore[union-attr]
    assert [one.id for one in library.protocols] == list(ORDER)
    assert ProtocolLibrary(tmp_path).is_own("ct-spine")
    library.remove("ct-spine")
    assert library.protocol("ct-spine") == shipped_protocols()["ct-spine"]


def test_an_own_protocol_comes_after_the_shipped_ones(tmp_path: Path) -> None:
    library = ProtocolLibrary(tmp_path)
    library.save(replace(shipped_protocols()["ct-spine"], id=library.free_id("ct-spine"), title="Copy"))
    assert [one.id for one in library.protocols] == [*ORDER, "ct-spine-2"]
    library.remove("ct-spine-2")
    assert [one.id for one in library.protocols] == list(ORDER)


def test_a_wrong_file_is_told_and_the_others_are_used(tmp_path: Path) -> None:
    library = ProtocolLibrary(tmp_path)
    library.save(replace(shipped_protocols()["ct-spine"], id="good"))
    (tmp_path / "bad.toml").write_text("id = 3")
    (tmp_path / "latin.toml").write_bytes(b"title = '\xe9'")
    (tmp_path / "other.toml").write_text((tmp_path / "good.toml").read_text())
    library.reload()
    assert library.is_own("good")
    told = {problem.file: problem.reason for problem in library.problems}
    assert set(told) == {"bad.toml", "latin.toml", "other.toml"}
    assert "id must be given as text" in told["bad.toml"]
    assert "UTF-8" in told["latin.toml"]
    assert "good.toml" in told["other.toml"]


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    library = ProtocolLibrary(tmp_path)
    assert [problem.reason for problem in library.problems] == ["the folder cannot be read (Permission denied)"]
    assert len(library.protocols) == len(ORDER)


def test_a_folder_that_is_not_there_is_no_problem(tmp_path: Path) -> None:
    library = ProtocolLibrary(tmp_path / "none")
    assert library.problems == ()
    assert len(library.protocols) == len(ORDER)


def test_a_change_is_told_to_those_who_listen(tmp_path: Path) -> None:
    library, heard = ProtocolLibrary(tmp_path), []
    end = library.subscribe(lambda: heard.append(1))
    library.save(shipped_protocols()["hip"])
    library.remove("hip")
    end()
    library.save(shipped_protocols()["hip"])
    assert heard == [1, 1]


def test_without_a_folder_nothing_can_be_saved() -> None:
    with pytest.raises(OSError, match="no folder"):
        ProtocolLibrary().save(shipped_protocols()["hip"])
