"""The colour maps that grey values may be shown in: the well-known palettes of DICOM (PS3.6 Annex B.1)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

LEVELS = 256
CHANNELS = ("red", "green", "blue")


@dataclass(frozen=True, eq=False)
class ColorMap:
    """One palette: `table[grey level]` is its red, green and blue, uint8 (256, 3)."""

    map_id: str
    title: str
    uid: str
    table: NDArray[np.uint8]

    def __post_init__(self) -> None:
        if self.table.shape != (LEVELS, len(CHANNELS)):
            raise ValueError(f"colour map {self.map_id} needs {LEVELS} colours, it has {self.table.shape}")


@cache
def color_maps() -> Mapping[str, ColorMap]:
    """All colour maps by id, in the order of the standard."""
    text = files("viewers.imaging").joinpath("color_maps.toml").read_text(encoding="utf-8")
    return {map_id: _of_row(map_id, row) for map_id, row in tomllib.loads(text).items()}


def color_map(map_id: str) -> ColorMap:
    """One colour map. Raises `ValueError` for an id that there is none of."""
    try:
        return color_maps()[map_id]
    except KeyError:
        raise ValueError(f"there is no colour map {map_id!r}; there are {', '.join(color_maps())}") from None


def _of_row(map_id: str, row: Mapping[str, str]) -> ColorMap:
    channels = [np.frombuffer(bytes.fromhex(row[channel]), dtype=np.uint8) for channel in CHANNELS]
    table = np.stack(channels, axis=1)
    table.setflags(write=False)
    return ColorMap(map_id, row["title"], row["uid"], table)
