"""Faults nobody foresaw: told by kind, logged by place, never with their text."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from workstation import cli
from workstation.faults import fault_message

CANARY = "ZZPHI^CANARY"


def a_fault() -> Exception:
    try:
        raise ValueError(f"cannot convert {CANARY}")
    except ValueError as error:
        return error


def test_a_fault_is_told_by_kind_and_logged_by_place(tmp_path: Path) -> None:
    log = tmp_path / "home" / "foramen.log"
    message = fault_message(a_fault(), log)
    assert "ValueError" in message
    assert str(log) in message
    assert "test_faults.py" in log.read_text()
    assert CANARY not in message + log.read_text()


def test_a_fault_without_a_writable_log_says_its_place_itself(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    message = fault_message(a_fault(), tmp_path / "file" / "foramen.log")
    assert "a_fault" in message
    assert "cannot be written" in message


def test_a_fault_of_the_disk_says_what_to_do(tmp_path: Path) -> None:
    message = fault_message(OSError(errno.ENOSPC, "No space left on device", "/some/file"), tmp_path / "log")
    assert message.startswith("/some/file: No space left on device; check the disk")
    assert not (tmp_path / "log").exists()


def test_no_traceback_reaches_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_arguments: object, **_options: object) -> None:
        raise a_fault()

    monkeypatch.setenv("FORAMEN_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["foramen", "case", "list"])
    monkeypatch.setattr(type(cli.app), "__call__", failing)
    with pytest.raises(SystemExit) as end:
        cli.main()
    errors = capsys.readouterr().err
    assert end.value.code == 3
    assert errors.count("\n") == 1
    assert "Traceback" not in errors
    assert CANARY not in errors
