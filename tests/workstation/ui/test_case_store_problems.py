"""A store that cannot be opened or written is told, and images are shown all the same."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from workstation.app import application_of, build
from workstation.settings import Settings


def test_a_file_that_is_no_database_is_told_and_the_window_opens(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path)
    settings.prepare()
    settings.case_store_path.write_bytes(b"this is no database, but it is long enough to be looked at" * 40)
    application_of()
    window = build(settings)
    qtbot.addWidget(window)
    assert window.message_bar.message is not None
    assert "cases.sqlite3" in window.message_bar.message.text
    assert window.place == "cases"
    window.close()


def test_a_data_folder_that_is_a_file_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way")
    application_of()
    window = build(Settings.from_environment(tmp_path / "home"))
    qtbot.addWidget(window)
    assert window.message_bar.message is not None
    assert "home" in window.message_bar.message.text
    window.close()
