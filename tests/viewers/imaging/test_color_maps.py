"""The colour maps against the palettes that pydicom brings along, by their UIDs in the standard."""

from __future__ import annotations

import numpy as np
import pytest
from pydicom.pixels import apply_color_lut

from viewers.imaging.color_maps import color_map, color_maps


@pytest.mark.parametrize("map_id", list(color_maps()))
def test_each_map_is_the_palette_of_the_standard(map_id: str) -> None:
    one = color_map(map_id)
    expected = apply_color_lut(np.arange(256, dtype=np.uint8), palette=one.uid)
    np.testing.assert_array_equal(one.table, expected)


def test_all_eight_are_there_and_read_only() -> None:
    titles = [one.title for one in color_maps().values()]
    assert titles == ["Hot Iron", "PET", "Hot Metal Blue", "PET 20 Step", "Spring", "Summer", "Fall", "Winter"]
    with pytest.raises(ValueError, match="read-only"):
        color_map("pet").table[0, 0] = 1


def test_an_unknown_map_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="rainbow"):
        color_map("rainbow")
