"""Where the program keeps its things on this machine."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

APPLICATION = "foramen"
HOME_VARIABLE = "FORAMEN_HOME"
"""Environment variable that puts data and cache into one folder instead of the user's own."""

DATABASE_VARIABLE = "FORAMEN_DATABASE"
"""Environment variable with a database URL, for workstations that share one case store."""


ARCHIVE_VARIABLE = "FORAMEN_ARCHIVE_DISK_MIB"
"""Environment variable with the disk space for unpacked archives, in MiB; it wins over the settings file."""

CACHE_VARIABLE = "FORAMEN_IMAGE_MEMORY_MIB"
"""Environment variable with the memory for images, in MiB; it wins over the settings file."""

PHYSICIAN_KEY = "physician"
CACHE_KEY = "image_memory_mib"
ARCHIVE_KEY = "archive_disk_mib"
_MIB = 1 << 20
SMALLEST_CACHE_MIB = 64
DEFAULT_CACHE_MIB = (1024, 4096)
"""A quarter of the machine's memory is taken for images, but never less or more than this, in MiB."""
DEFAULT_CACHE_SHARE = 4
DEFAULT_ARCHIVE_MIB = 20 << 10
"""Disk space for unpacked archives: more than the largest one that is unpacked at all."""


@dataclass(frozen=True)
class Settings:
    """The folders of one installation. What is under `cache_dir` may be deleted at any time; `data_dir` may not."""

    data_dir: Path
    cache_dir: Path

    @staticmethod
    def from_environment(home: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
        """The folders to use: `home` if given, else `FORAMEN_HOME`, else the user's data and cache folders."""
        variables = os.environ if environment is None else environment
        chosen = home or (Path(variables[HOME_VARIABLE]) if variables.get(HOME_VARIABLE) else None)
        if chosen is not None:
            return Settings(chosen, chosen / "cache")
        return Settings(user_data_path(APPLICATION, appauthor=False), user_cache_path(APPLICATION, appauthor=False))

    @property
    def case_store_path(self) -> Path:
        """The irreplaceable database of cases."""
        return self.data_dir / "cases.sqlite3"

    @property
    def case_store_url(self) -> str:
        """Where cases are: the URL in `FORAMEN_DATABASE`, else the SQLite file `case_store_path`."""
        return os.environ.get(DATABASE_VARIABLE) or str(self.case_store_path)

    @property
    def image_index_path(self) -> Path:
        """The index of images seen, a cache."""
        return self.cache_dir / "images.sqlite3"

    @property
    def samples_dir(self) -> Path:
        """The generated sample patients, a cache."""
        return self.cache_dir / "samples"

    @property
    def log_path(self) -> Path:
        """The program's log; it holds no patient text."""
        return self.data_dir / "foramen.log"

    @property
    def export_dir(self) -> Path:
        """Where report packets go unless the physician chooses another folder."""
        return self.data_dir / "exports"

    @property
    def preferences_path(self) -> Path:
        """What the physician set once, as TOML."""
        return self.data_dir / "settings.toml"

    @property
    def user_preferences_path(self) -> Path:
        """How the user likes windows, mouse, keys and layouts (`workstation.preferences`)."""
        return self.data_dir / "preferences.json"

    @property
    def hanging_dir(self) -> Path:
        """The user's own hanging protocols, one TOML file each."""
        return self.data_dir / "hanging"

    @property
    def thumbnails_dir(self) -> Path:
        """Small pictures of series, a cache."""
        return self.cache_dir / "thumbnails"

    def physician(self) -> str:
        """The name that stands under reports; empty when none was given or the file cannot be read."""
        name = self._stored().get(PHYSICIAN_KEY, "")
        return name if isinstance(name, str) else ""

    def image_memory_bytes(self, environment: Mapping[str, str] | None = None) -> int:
        """Memory for the images of series opened before: `FORAMEN_IMAGE_MEMORY_MIB`, else the settings file's
        `image_memory_mib`, else a quarter of the machine's memory between 1 and 4 GiB.

        What is no whole number of at least 64 MiB is passed over.
        """
        chosen = self._mib(CACHE_VARIABLE, CACHE_KEY, SMALLEST_CACHE_MIB, environment)
        if chosen is not None:
            return chosen * _MIB
        smallest, largest = DEFAULT_CACHE_MIB
        return min(max(physical_memory_bytes() // DEFAULT_CACHE_SHARE, smallest * _MIB), largest * _MIB)

    def archive_disk_bytes(self, environment: Mapping[str, str] | None = None) -> int:
        """Disk space for unpacked archives: `FORAMEN_ARCHIVE_DISK_MIB`, else `archive_disk_mib` in the settings file,
        else 20 GiB.
        """
        chosen = self._mib(ARCHIVE_VARIABLE, ARCHIVE_KEY, 0, environment)
        return (DEFAULT_ARCHIVE_MIB if chosen is None else chosen) * _MIB

    def _mib(self, variable: str, key: str, smallest: int, environment: Mapping[str, str] | None) -> int | None:
        """The first of environment and settings file that is a whole number of at least `smallest`."""
        variables = os.environ if environment is None else environment
        given = (_whole_number(variables.get(variable)), _whole_number(self._stored().get(key)))
        return next((number for number in given if number is not None and number >= smallest), None)

    def store_physician(self, name: str) -> None:
        """Keep the name for later reports. Raises `OSError` when the folder cannot be written."""
        printable = "".join(letter for letter in name if letter.isprintable()).strip()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        unfinished = self.preferences_path.with_suffix(".new")
        # A JSON string of printable characters is a TOML basic string.
        line = f"{PHYSICIAN_KEY} = {json.dumps(printable, ensure_ascii=False)}\n"
        unfinished.write_text(line + self._other_preferences(), encoding="utf-8")
        unfinished.replace(self.preferences_path)

    def _stored(self) -> Mapping[str, object]:
        """The settings file as TOML; empty when there is none or it cannot be read."""
        try:
            return tomllib.loads(self.preferences_path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    def _other_preferences(self) -> str:
        """The lines of the settings file but the physician's; of a file that is no TOML nothing is kept."""
        if not self._stored():
            return ""
        lines = self.preferences_path.read_text(encoding="utf-8").splitlines(keepends=True)
        return "".join(line for line in lines if line.partition("=")[0].strip() != PHYSICIAN_KEY)

    def prepare(self) -> None:
        """Make the folders. Raises `OSError` naming the folder that cannot be made."""
        for folder in (self.data_dir, self.cache_dir):
            folder.mkdir(parents=True, exist_ok=True)


def physical_memory_bytes() -> int:
    """The machine's memory; 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 0


def _whole_number(given: object) -> int | None:
    if isinstance(given, str) and given.strip().isdecimal():
        return int(given)
    return given if isinstance(given, int) and not isinstance(given, bool) else None
