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


PHYSICIAN_KEY = "physician"


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

    def physician(self) -> str:
        """The name that stands under reports; empty when none was given or the file cannot be read."""
        try:
            stored = tomllib.loads(self.preferences_path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ""
        name = stored.get(PHYSICIAN_KEY, "")
        return name if isinstance(name, str) else ""

    def store_physician(self, name: str) -> None:
        """Keep the name for later reports. Raises `OSError` when the folder cannot be written."""
        printable = "".join(letter for letter in name if letter.isprintable()).strip()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        unfinished = self.preferences_path.with_suffix(".new")
        # A JSON string of printable characters is a TOML basic string.
        unfinished.write_text(f"{PHYSICIAN_KEY} = {json.dumps(printable, ensure_ascii=False)}\n", encoding="utf-8")
        unfinished.replace(self.preferences_path)

    def prepare(self) -> None:
        """Make the folders. Raises `OSError` naming the folder that cannot be made."""
        for folder in (self.data_dir, self.cache_dir):
            folder.mkdir(parents=True, exist_ok=True)
