"""What a window loads when it starts: slow and large libraries wait until they are asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LATE = ("SimpleITK", "pypdfium2", "alembic")
"""100 MB for registration and bone pieces, 6 MB for a PDF that is opened, 12 MB to bring a database up to date."""


def test_a_window_starts_without_the_libraries_of_slow_work() -> None:
    script = f"import sys, workstation.app; print([name for name in {LATE!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
