"""What of a mark is on a picture, in display pixels: what is painted is what is clicked. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from annotations.geometry import FloatArray, as_point
from annotations.locations import ImageLocation, Location, PatientLocation
from viewers.state.frame import FrameGeometry
from viewers.state.mark_cuts import Presence, chords, crossings, parts_within, presence
from viewers.state.mark_guides import NO_GUIDES, NOWHERE, Guides, ScreenDirections, guides
from viewers.state.mark_outlines import Outline, outlines
from viewers.state.overlay import OverlayMark
from viewers.tools.placement import (
    FAINT_DISTANCE_MM,
    SOLID_DISTANCE_MM,
    display_points,
    plane_distances_mm,
    shares_space,
)

SMALLEST_SOLID_MM = 0.5
"""However thin slices are, what lies this near the cut lies on it: the hand is not steadier than that."""
_ROUNDING_MM = 1e-3

_UP = np.array([0.0, 0.0, 1.0])
_POSTERIOR = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True, eq=False)
class DrawnMark:
    """Display pixels. `lines` are drawn as the presence says, `ghosts` always faint, `crossings` as small crosses.

    `handles` are the placed points; those with `is_on_cut` can be grabbed.
    """

    mark: OverlayMark
    presence: Presence
    handles: FloatArray
    is_on_cut: tuple[bool, ...]
    lines: tuple[FloatArray, ...] = ()
    ghosts: tuple[FloatArray, ...] = ()
    crossings: tuple[FloatArray, ...] = ()
    guides: Guides = NO_GUIDES

    @property
    def is_whole(self) -> bool:
        """Whether the mark itself is shown, not only where it goes through the cut."""
        return self.presence in (Presence.SOLID, Presence.FAINT)

    @property
    def shown_handles(self) -> FloatArray:
        """The placed points that are drawn: of a mark that only crosses the cut those on it."""
        return self.handles if self.is_whole else self.handles[list(self.is_on_cut)]

    @property
    def clickable_lines(self) -> Iterator[FloatArray]:
        """Everything of it that a click may lie on, besides its points."""
        yield from self.lines
        yield from self.ghosts
        yield from self.guides.measured

    @property
    def extent(self) -> FloatArray:
        """All its display points (n, 2): what a label keeps clear of."""
        return np.vstack([self.shown_handles, *self.lines, *self.crossings, *self.ghosts, *self.guides.measured])


def solid_mm(geometry: FrameGeometry) -> float:
    """How far from the cut a point may lie and still be on the slice shown: half a slice, or `SOLID_DISTANCE_MM`."""
    if geometry.slice_step_mm is None:
        return SOLID_DISTANCE_MM
    half = max(geometry.slice_step_mm / 2, SMALLEST_SOLID_MM)
    return min(half, SOLID_DISTANCE_MM) + _ROUNDING_MM


def faint_mm(geometry: FrameGeometry) -> float:
    """How far from the cut a point is drawn faintly: within the slab shown, and within `FAINT_DISTANCE_MM`."""
    return max(FAINT_DISTANCE_MM, (geometry.slab_mm or 0.0) / 2, solid_mm(geometry))


def drawn(geometry: FrameGeometry, mark: OverlayMark) -> DrawnMark | None:
    """What of a mark is on a picture; None in another space and away from the cut. One in the hand is shown whole."""
    return None if mark.hidden or not shares_space(geometry, mark.location) else _drawn(geometry, mark)


@lru_cache(maxsize=1024)
def _drawn(geometry: FrameGeometry, mark: OverlayMark) -> DrawnMark | None:
    """Kept, because a picture is painted again at every move of the pointer."""
    distances = plane_distances_mm(geometry, mark.location)
    how = presence(distances, solid_mm(geometry), faint_mm(geometry))
    is_in_hand = mark.selected and not mark.mark_id
    if is_in_hand and how is not Presence.SOLID:
        how = Presence.FAINT
    if how is Presence.ABSENT:
        return None
    handles = display_points(geometry, mark.location)
    on_cut = tuple(bool(distance) for distance in np.abs(distances) <= solid_mm(geometry))
    if how is Presence.CROSSING:
        return _crossing(geometry, mark, handles, on_cut)
    lines = tuple(_display(geometry, mark.location, one.path) for one in outlines(mark.kind, _points(mark.location)))
    return DrawnMark(mark, how, handles, on_cut, lines, _mirrored(geometry, mark), (), _guides(geometry, mark, handles))


def _crossing(
    geometry: FrameGeometry, mark: OverlayMark, handles: FloatArray, on_cut: tuple[bool, ...]
) -> DrawnMark | None:
    """Chords through areas and crosses where lines go through the cut; of lines also the part near it."""
    lines: list[FloatArray] = []
    ghosts: list[FloatArray] = []
    through: list[FloatArray] = []
    for outline in outlines(mark.kind, _points(mark.location)):
        away = _distances(geometry, outline.path)
        inside = chords(outline, away) if outline.is_closed else ()
        lines += [_display(geometry, mark.location, chord) for chord in inside]
        through += list(_display(geometry, mark.location, crossings(outline.path, away)))
        if not inside:
            ghosts += _near(geometry, mark.location, outline, away)
    if not (lines or ghosts or through or any(on_cut)):
        return None
    return DrawnMark(mark, Presence.CROSSING, handles, on_cut, tuple(lines), tuple(ghosts), tuple(through))


def _near(geometry: FrameGeometry, location: Location, outline: Outline, away: FloatArray) -> list[FloatArray]:
    pieces = parts_within(outline.path, away, faint_mm(geometry))
    return [_display(geometry, location, piece) for piece in pieces]


def _points(location: Location) -> FloatArray:
    points = location.points_column_row if isinstance(location, ImageLocation) else location.points_lps_mm
    return np.asarray(points, dtype=np.float64)


def _display(geometry: FrameGeometry, location: Location, points: FloatArray) -> FloatArray:
    if isinstance(location, ImageLocation):
        return geometry.image_to_display(points)
    return geometry.lps_to_display(points)


def _distances(geometry: FrameGeometry, points: FloatArray) -> FloatArray:
    assert geometry.plane is not None
    return np.asarray(geometry.plane.signed_distance_mm(points))


def _mirrored(geometry: FrameGeometry, mark: OverlayMark) -> tuple[FloatArray, ...]:
    """The lines of a mark on the other side of the mid-sagittal plane, where that is asked for."""
    if mark.mirror_x_mm is None or not isinstance(mark.location, PatientLocation):
        return ()
    other = _points(mark.location) * (-1.0, 1.0, 1.0) + (2 * mark.mirror_x_mm, 0.0, 0.0)
    location = mark.location.with_points(tuple(as_point(point) for point in other))
    return tuple(_display(geometry, location, one.path) for one in outlines(mark.kind, other))


def _guides(geometry: FrameGeometry, mark: OverlayMark, handles: FloatArray) -> Guides:
    if isinstance(mark.location, ImageLocation):
        # The rows of a radiograph run down from the head; nothing says where its patient's back is.
        top = geometry.image_to_display([(0.0, 0.0), (0.0, -1.0)])
        step = top[1] - top[0]
        return guides(mark.kind, handles, ScreenDirections(up=step / max(float(np.hypot(*step)), 1e-9)))
    return guides(mark.kind, handles, screen_directions(geometry))


def screen_directions(geometry: FrameGeometry) -> ScreenDirections:
    """Where head and back lie on a cut, as parts of a unit step that lie in the picture."""
    if geometry.plane is None:
        return NOWHERE
    basis = np.array([geometry.plane.row_direction, geometry.plane.column_direction])
    return ScreenDirections(basis @ _UP, basis @ _POSTERIOR)
