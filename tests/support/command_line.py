"""Running the real `foramen` command in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    status: int
    output: str
    errors: str

    @property
    def document(self) -> Any:
        """Standard output as one JSON document."""
        return json.loads(self.output)


def foramen(*arguments: str | Path, home: Path, **variables: str) -> Outcome:
    """Run `foramen` with its data under `home`."""
    environment = {**os.environ, "FORAMEN_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", **variables}
    done = subprocess.run(
        [sys.executable, "-m", "workstation", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
