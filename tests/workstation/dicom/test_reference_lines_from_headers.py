"""Reference lines between disc-angled axial stacks and a sagittal series, against plain geometry of the headers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray

from annotations.geometry import orientation_letter
from viewers.imaging.images import Volume
from viewers.state.frame_layout import volume_layout
from viewers.state.navigation import plane_of, scrolled_to
from viewers.state.reference_lines import cut_rectangle, reference_line_segment
from viewers.state.viewport_state import ViewportState
from workstation.dicom.load import load_stack

TOLERANCE_MM = 0.01
SMALL = ViewportState(scale=0.5)
"""Zoomed out, so that no line is cut off at the edge of the screen."""
SIZE_PX = (900, 900)

Points = NDArray[np.float64]


class HeaderPlane:
    """One image as its header says: the centre of the first pixel, steps to the next column and row, outer edges."""

    def __init__(self, path: str) -> None:
        header = pydicom.dcmread(path, stop_before_pixels=True)
        self.origin = np.array(header.ImagePositionPatient, dtype=float)
        orientation = np.array(header.ImageOrientationPatient, dtype=float)
        self.right, self.down = orientation[:3], orientation[3:]
        self.normal = np.cross(self.right, self.down)
        row_mm, column_mm = (float(v) for v in header.PixelSpacing)
        self.across_mm = (-0.5 * column_mm, (header.Columns - 0.5) * column_mm)
        self.down_mm = (-0.5 * row_mm, (header.Rows - 0.5) * row_mm)

    def crossing(self, other: HeaderPlane) -> Points | None:
        """Where this rectangle meets the (endless) plane of another image: two LPS points, mm."""
        direction = np.cross(self.normal, other.normal)
        equations = np.array([self.normal, other.normal, direction])
        values = [self.normal @ self.origin, other.normal @ other.origin, direction @ self.origin]
        start = np.linalg.solve(equations, values)
        low, high = -np.inf, np.inf
        for axis, limits in ((self.right, self.across_mm), (self.down, self.down_mm)):
            rate, at = direction @ axis, (start - self.origin) @ axis
            if abs(rate) < 1e-12:
                continue
            first, last = sorted((limit - at) / rate for limit in limits)
            low, high = max(low, first), min(high, last)
        return np.array([start + low * direction, start + high * direction]) if low < high else None


@pytest.fixture(scope="module")
def series(shared_data: Path, tmp_path_factory: pytest.TempPathFactory):
    from workstation.dicom.scan import scan_paths

    report = scan_paths([shared_data / "mr-lspine-hitachi"], cache_dir=tmp_path_factory.mktemp("cache"))
    return {s.description: s for p in report.patients for study in p.studies for s in study.series}


def volumes(series) -> Iterator[tuple[Volume, list[HeaderPlane]]]:
    for number, stack in enumerate(series.stacks):
        pixels = load_stack(series, number)
        assert isinstance(pixels, Volume)
        yield pixels, [HeaderPlane(frame.path) for frame in stack.frames]


def drawn(shown: Volume, shown_index: int, other: Volume, other_index: int) -> Points | None:
    """The reference line we draw, as two LPS points."""
    state = scrolled_to(shown, SMALL, shown_index)
    plane = plane_of(shown, state)
    assert plane is not None
    geometry = volume_layout(shown, state, plane, SIZE_PX)
    line = cut_rectangle(other, scrolled_to(other, ViewportState(), other_index))
    assert line is not None
    segment = reference_line_segment(geometry, line)
    return None if segment is None else np.asarray(geometry.display_to_lps(segment))


def apart_mm(ours: Points, theirs: Points) -> float:
    """The largest distance of the ends, in whichever order they come."""
    return float(min(np.linalg.norm(ours - ends, axis=1).max() for ends in (theirs, theirs[::-1])))


@pytest.mark.parametrize("shown_as", ["sagittal", "axial"])
def test_reference_lines_are_where_the_headers_put_them(series, shown_as: str) -> None:
    ((sagittal, sagittal_planes),) = volumes(series["T2 SAG"])
    compared = 0
    for axial, axial_planes in volumes(series["T2 AX"]):
        for k in range(len(axial_planes)):
            for s in (0, len(sagittal_planes) // 2, len(sagittal_planes) - 1):
                if shown_as == "sagittal":
                    ours, theirs = drawn(sagittal, s, axial, k), axial_planes[k].crossing(sagittal_planes[s])
                else:
                    ours, theirs = drawn(axial, k, sagittal, s), sagittal_planes[s].crossing(axial_planes[k])
                assert (ours is None) == (theirs is None)
                if ours is not None and theirs is not None:
                    compared += 1
                    assert apart_mm(ours, theirs) < TOLERANCE_MM
    assert compared >= 17


def test_letters_of_the_oblique_stacks_follow_the_direction_cosines(series) -> None:
    for axial, planes in volumes(series["T2 AX"]):
        state = scrolled_to(axial, SMALL, 0)
        plane = plane_of(axial, state)
        assert plane is not None
        left, right, top, bottom = volume_layout(axial, state, plane, SIZE_PX).letters
        stated = [orientation_letter(v) for v in (-planes[0].right, planes[0].right, -planes[0].down, planes[0].down)]
        assert [letter[0] for letter in (left, right, top, bottom)] == stated
        assert (stated[0], stated[1]) == ("R", "L")
