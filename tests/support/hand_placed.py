"""Centres of vertebrae and discs of the real images, placed by hand (`hand_placed_levels.toml` says how)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from annotations.anatomy import Level
from annotations.geometry import Point, as_point

HAND_PLACED = tomllib.loads(Path(__file__).with_name("hand_placed_levels.toml").read_text(encoding="utf-8"))


def centres_of(folder: str) -> Mapping[Level, Point]:
    """The centres in one folder of the real images, LPS mm, from head to foot."""
    return {Level(name): as_point(point) for name, point in HAND_PLACED[folder].items() if name != "series"}


def series_of(folder: str) -> str:
    """The words in the Series Description of the volume they were placed on."""
    return str(HAND_PLACED[folder]["series"])
