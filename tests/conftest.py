"""Fixtures every test may use: the real images beside the project, and Qt without a display."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real DICOM images beside the project; skips the test when it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real images in ../shared/data are not on this machine")
    return SHARED_DATA
