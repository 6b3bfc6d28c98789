"""How cuts of other viewports are painted: which stands out, what is written, what is left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotations.geometry import Plane
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import axial_geometry
from viewers.qt.snapshot import image_array, snapshot
from viewers.state.frame import Frame
from viewers.state.overlay import OverlayContent, ReferenceLine, TextLevel

GEOMETRY = axial_geometry(size_px=(400, 300), mm_per_px=0.5)
"""Display pixel (x, y) is LPS (x, y) / 2."""


def sagittal(x_mm: float, **fields) -> ReferenceLine:
    """A sagittal cut at x mm: a vertical line at display column 2 x."""
    plane = Plane((x_mm, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
    corners = ((x_mm, 20.0, 50.0), (x_mm, 130.0, 50.0), (x_mm, 130.0, -50.0), (x_mm, 20.0, -50.0))
    return ReferenceLine(plane, FRAME_OF_REFERENCE, corners, **fields)


def painted(*lines: ReferenceLine, **content) -> np.ndarray:
    frame = Frame(np.zeros((300, 400), np.uint8), GEOMETRY)
    return image_array(snapshot(frame, OverlayContent(reference_lines=lines, **content)))


def ink(picture: np.ndarray, x: int, reach: int = 1) -> float:
    """How much is painted around a display column, over the middle of the picture."""
    return float(picture[60:240, x - reach : x + reach + 1].astype(float).sum())


def test_the_active_cut_stands_out_and_the_ends_of_its_series_stand_back(qapp) -> None:
    active, other = ink(painted(sagittal(50, is_active=True)), 100), ink(painted(sagittal(50)), 100)
    edge = ink(painted(sagittal(50, is_edge=True)), 100)
    assert active > 1.3 * other > 1.3 * edge > 0


def test_a_registered_cut_is_dashed_otherwise_and_named_once(qapp) -> None:
    label = "registered at L4, residual 1.2 mm"
    usual, registered = painted(sagittal(50)), painted(sagittal(50, link_label=label))

    def longest_dash(picture: np.ndarray) -> int:
        lit = picture[60:240, 99:102].max(axis=(1, 2)) > 60
        return max(len(run) for run in "".join("x" if on else " " for on in lit).split())

    assert longest_dash(registered) >= 1.5 * longest_dash(usual)
    one, two = sagittal(50, link_label=label), sagittal(120, link_label=label)
    alone, both = painted(one), painted(one, two)
    assert alone[240:265, 110:260].max() > 100, "the words stand beside the line"
    assert np.array_equal(both[:, 300:], alone[:, 300:]), "not said again beside the second line"
    assert np.array_equal(painted(one, text_level=TextLevel.NONE), alone), "said whatever text is shown"


def test_the_slice_number_stands_at_the_end_of_its_line(qapp) -> None:
    numbered, bare = painted(sagittal(50, slice_number=12)), painted(sagittal(50))
    added = np.argwhere(np.abs(numbered.astype(int) - bare).sum(axis=2) > 60)
    assert len(added) > 10
    rows, columns = added[:, 0], added[:, 1]
    assert 100 < columns.mean() < 130
    assert 240 < rows.mean() < 262


def test_numbers_go_with_the_text_over_the_image(qapp) -> None:
    without = {"text_level": TextLevel.NONE}
    assert np.array_equal(painted(sagittal(50, slice_number=12), **without), painted(sagittal(50), **without))


def test_a_cut_through_the_crosshair_is_not_drawn_twice(qapp) -> None:
    crosshair = {"crosshair_lps_mm": (50.0, 75.0, 0.0), "crosshair_frame_of_reference_uid": FRAME_OF_REFERENCE}
    alone = painted(**crosshair)
    assert np.array_equal(painted(sagittal(50.2), **crosshair), alone)
    assert not np.array_equal(painted(sagittal(52.0), **crosshair), alone)


def test_a_leaning_cut_through_the_crosshair_is_drawn(qapp) -> None:
    crosshair = {"crosshair_lps_mm": (50.0, 75.0, 0.0), "crosshair_frame_of_reference_uid": FRAME_OF_REFERENCE}
    lean = np.radians(5)
    right = (float(np.sin(lean)), float(np.cos(lean)), 0.0)
    plane = Plane((50.0, 75.0, 0.0), right, (0.0, 0.0, -1.0))
    ends = [(50.0 + s * right[0], 75.0 + s * right[1]) for s in (-60.0, 60.0)]
    corners = tuple((x, y, z) for z, pair in ((50.0, ends), (-50.0, ends[::-1])) for x, y in pair)
    line = replace(sagittal(50), plane=plane, corners_lps_mm=corners)
    assert not np.array_equal(painted(line, **crosshair), painted(**crosshair))
