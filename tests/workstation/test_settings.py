"""Where the program keeps its things."""

from __future__ import annotations

from pathlib import Path

import pytest

from workstation.settings import Settings

MIB = 1 << 20


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


def test_the_memory_for_images_comes_from_environment_then_file_then_machine(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path)
    assert MIB * 1024 <= settings.image_memory_bytes({}) <= MIB * 4096
    settings.preferences_path.write_text("image_memory_mib = 300\n", encoding="utf-8")
    assert settings.image_memory_bytes({}) == 300 * MIB
    assert settings.image_memory_bytes({"FORAMEN_IMAGE_MEMORY_MIB": "128"}) == 128 * MIB


@pytest.mark.parametrize("given", ["", "much", "-5", "63", "1e3", "0"])
def test_a_memory_limit_that_makes_no_sense_is_passed_over(tmp_path: Path, given: str) -> None:
    settings = Settings.from_environment(tmp_path)
    settings.preferences_path.write_text("image_memory_mib = 200\n", encoding="utf-8")
    assert settings.image_memory_bytes({"FORAMEN_IMAGE_MEMORY_MIB": given}) == 200 * MIB


@pytest.mark.parametrize("line", ["image_memory_mib = true", 'image_memory_mib = "lots"', "image_memory_mib = 1"])
def test_a_memory_limit_in_the_file_that_makes_no_sense_means_the_default(tmp_path: Path, line: str) -> None:
    settings = Settings.from_environment(tmp_path)
    default = settings.image_memory_bytes({})
    settings.preferences_path.write_text(line + "\n", encoding="utf-8")
    assert settings.image_memory_bytes({}) == default


def test_storing_the_name_keeps_the_other_settings(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path)
    settings.preferences_path.write_text(
        'image_memory_mib = 300  # small machine\nphysician = "Old"\n', encoding="utf-8"
    )
    settings.store_physician("Example, Ana")
    assert settings.physician() == "Example, Ana"
    assert settings.image_memory_bytes({}) == 300 * MIB
    assert "# small machine" in settings.preferences_path.read_text(encoding="utf-8")


def test_the_disk_for_archives_comes_from_environment_then_file(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path)
    assert settings.archive_disk_bytes({}) == 20 * 1024 * MIB
    settings.preferences_path.write_text("archive_disk_mib = 0\n", encoding="utf-8")
    assert settings.archive_disk_bytes({}) == 0
    assert settings.archive_disk_bytes({"FORAMEN_ARCHIVE_DISK_MIB": "7"}) == 7 * MIB
