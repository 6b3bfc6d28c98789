"""Where the program keeps its things."""

from __future__ import annotations

from pathlib import Path

from workstation.settings import Settings


def test_the_environment_variable_moves_everything(tmp_path: Path) -> None:
    settings = Settings.from_environment(environment={"FORAMEN_HOME": str(tmp_path)})
    paths = (settings.case_store_path, settings.image_index_path, settings.samples_dir, settings.log_path)
    assert all(tmp_path in path.parents for path in paths)


def test_an_argument_wins_over_the_environment(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path / "mine", {"FORAMEN_HOME": str(tmp_path / "other")})
    assert settings.data_dir == tmp_path / "mine"


def test_cases_do_not_lie_in_the_cache(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path)
    assert settings.cache_dir not in settings.case_store_path.parents


def test_prepare_makes_the_folders(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path / "new")
    settings.prepare()
    assert settings.data_dir.is_dir()
    assert settings.cache_dir.is_dir()


def test_the_name_of_the_physician_is_kept(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path / "new")
    assert settings.physician() == ""
    for name in ('Dr. "Ana" Exámple \\ \U0001f600', "Example, Ana"):
        settings.store_physician(f"{name}\x7f\n")
        assert settings.physician() == name


def test_a_damaged_settings_file_means_no_name(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path)
    for text in (b"physician = 3", b"\xff\xfe", b"physician = "):
        settings.preferences_path.write_bytes(text)
        assert settings.physician() == ""
