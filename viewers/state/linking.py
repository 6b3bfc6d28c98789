"""What a change in one viewport means for another: scroll, pan, zoom and window by position in patient space.

All of it is a function of states: nothing here remembers, and nothing answers an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from annotations.geometry import Plane, Point, as_point, distance_mm
from viewers.imaging.images import ImageStack, Pixels, PlanarFrame, ProjectionImage, Volume
from viewers.state.frame import FrameGeometry
from viewers.state.frame_layout import planar_layout, volume_layout
from viewers.state.like_kind import is_like_kind, shares_modality
from viewers.state.navigation import focus_of, focused_at, frame_at, frame_of_reference, lattice_of, plane_of
from viewers.state.patients import patient_doubt
from viewers.state.space_links import BOTH_KINDS, REGISTERED_ONLY, SpaceLink, SpaceLinks
from viewers.state.viewport_state import ViewPlane, ViewportState

NEARLY_PARALLEL_DEG = 25.0
"""Cuts within this angle scroll together: an axial group along L5-S1 leans about so far from the straight axials."""
PARALLEL_COSINE = float(np.cos(np.radians(NEARLY_PARALLEL_DEG)))
LONE_FRAME_REACH_MM = 5.0
"""A frame of a stack without neighbours or thickness stands for this far to each side: the usual slice distance."""
SAME_POSITION_MM = 1e-6
"""Cuts this near are one cut: floating point, no anatomy."""


class WindowLinking(StrEnum):
    """Between which series a window is shared."""

    OFF = "off"
    LIKE = "like"
    """Same modality and, for MR, same kind of series."""
    MODALITY = "modality"
    """All of one modality: chosen on purpose."""


@dataclass(frozen=True)
class LinkSwitches:
    """What follows."""

    scroll: bool = True
    pan: bool = True
    zoom: bool = True
    window: WindowLinking = WindowLinking.LIKE


@dataclass(frozen=True)
class LinkedView:
    """One viewport as linking sees it; `size_px` is (width, height) in display pixels."""

    pixels: Pixels
    state: ViewportState
    size_px: tuple[int, int]

    @property
    def plane(self) -> Plane | None:
        """The cut on screen."""
        return plane_of(self.pixels, self.state)

    @property
    def geometry(self) -> FrameGeometry | None:
        """Where the cut lies on the screen; None where a display pixel has no place in the patient."""
        plane = self.plane
        if plane is None or isinstance(self.pixels, ProjectionImage):
            return None
        if isinstance(self.pixels, Volume):
            return volume_layout(self.pixels, self.state, plane, self.size_px)
        geometry = planar_layout(self.pixels, frame_at(self.pixels, self.state), self.state, self.size_px)
        return geometry if geometry.plane is not None else None

    @property
    def center_lps_mm(self) -> Point | None:
        """The point in the middle of the view."""
        geometry = self.geometry
        return None if geometry is None else geometry.point_at(*_middle(self.size_px))


@dataclass(frozen=True)
class Tie:
    """Two viewports that may follow one another: in one space (`link` None), or through a link."""

    link: SpaceLink | None = None

    @property
    def label(self) -> str:
        """What both say of it; empty in one space."""
        return "" if self.link is None else self.link.label

    def point(self, point_lps_mm: Point) -> Point:
        """A point of the leader in the space of the follower."""
        return point_lps_mm if self.link is None else self.link.point(point_lps_mm)


@dataclass(frozen=True)
class Following:
    """The follower's next state.

    `has_position` when the leader was scrolled and the follower should be where it is; `missed_lps_mm` is that place,
    in the follower's space, where its series does not reach so far.
    """

    state: ViewportState
    has_position: bool = False
    missed_lps_mm: Point | None = None


def space_of(pixels: Pixels) -> str:
    """What a manual link ties: the Frame of Reference, else the series by itself; empty without patient coordinates."""
    if isinstance(pixels, ProjectionImage):
        return ""
    return frame_of_reference(pixels) or f"series {pixels.series.series_instance_uid}"


def tie_between(leader: LinkedView, follower: LinkedView, links: SpaceLinks) -> Tie | None:
    """How two viewports are tied; None in unrelated spaces, for planes that are not nearly parallel, and wherever the
    images are not shown to be of one patient.
    """
    ours, theirs = space_of(leader.pixels), space_of(follower.pixels)
    plane, other = leader.plane, follower.plane
    if not ours or not theirs or plane is None or other is None or patient_doubt(leader.pixels, follower.pixels):
        return None
    near = leader.center_lps_mm
    link = None if ours == theirs else links.between(ours, theirs, kinds=BOTH_KINDS, near_lps_mm=near)
    if link is None and ours != theirs:
        return None
    cosine = abs(float(np.dot((plane if link is None else link.plane(plane)).normal, other.normal)))
    return Tie(link) if cosine >= PARALLEL_COSINE else None


def link_between(view: LinkedView, other: LinkedView, links: SpaceLinks) -> SpaceLink | None:
    """The link that both viewports must speak of: every registration, and a link by hand where they follow by it."""
    ours, theirs = space_of(view.pixels), space_of(other.pixels)
    if not ours or not theirs or ours == theirs or patient_doubt(view.pixels, other.pixels):
        return None
    registered = links.between(ours, theirs, near_lps_mm=view.center_lps_mm)
    if registered is not None:
        return registered
    tie = tie_between(view, other, links)
    return None if tie is None else tie.link


def hand_link(leader: LinkedView, follower: LinkedView) -> SpaceLink:
    """The link that says: both viewports show the same anatomy now, what lies in the middle of each included.

    Raises `ValueError` with the reason where the two cannot be linked by hand.
    """
    doubt = patient_doubt(leader.pixels, follower.pixels)
    if doubt:
        raise ValueError(f"they may not be of one patient: {doubt}")
    start, end, plane, other = leader.center_lps_mm, follower.center_lps_mm, leader.plane, follower.plane
    if start is None or end is None or plane is None or other is None:
        raise ValueError("one of them has no position in the patient")
    if space_of(leader.pixels) == space_of(follower.pixels):
        raise ValueError("they share a Frame of Reference and are linked by position already")
    if abs(float(np.dot(plane.normal, other.normal))) < PARALLEL_COSINE:
        raise ValueError("their planes are not parallel")
    apart = np.subtract(end, start)
    offset = float(apart @ np.asarray(plane.normal))
    return SpaceLink.by_hand(space_of(leader.pixels), space_of(follower.pixels), apart, offset_mm=offset)


def followed(
    leader: LinkedView, before: ViewportState, follower: LinkedView, *, switches: LinkSwitches, links: SpaceLinks
) -> Following:
    """What a viewport shows once the hand has changed another one from `before` to its state.

    Only what changed is carried over: a scroll moves no pan, a window no slice.
    """
    state = _windowed(leader, before, follower, switches.window)
    tie = tie_between(leader, follower, links)
    if tie is None:
        return Following(state)
    wanted = tie.point(_looked_at(leader)) if switches.scroll and _has_scrolled(leader, before) else None
    moved = None if wanted is None else position_state(follower.pixels, state, wanted)
    alike = _seen_alike(leader, before, replace(follower, state=moved or state), tie, switches)
    return Following(alike, wanted is not None, wanted if moved is None else None)


def joined(
    view: LinkedView, others: Iterable[LinkedView], *, switches: LinkSwitches, links: SpaceLinks
) -> ViewportState:
    """How a series that has just been opened comes up beside others: where the first it is tied to was scrolled to.

    A view that was given a place keeps it, and viewports that nobody has scrolled yet say nothing.
    """
    if not switches.scroll or _has_place(view):
        return view.state
    for other in others:
        tie = tie_between(other, view, links) if _has_place(other) else None
        moved = None if tie is None else position_state(view.pixels, view.state, tie.point(_looked_at(other)))
        if moved is not None:
            return moved
    return view.state


def linked_focus(pixels: Pixels, state: ViewportState, point: Point, frame_of_reference_uid: str) -> ViewportState:
    """The state that follows a crosshair set elsewhere.

    Unchanged in another (or unknown) Frame of Reference, and for a point outside the volume.
    """
    if not frame_of_reference_uid or frame_of_reference(pixels) != frame_of_reference_uid:
        return state
    return state if is_outside(pixels, point) else focused_at(pixels, state, point)


def crosshair_in(pixels: Pixels, point: Point, uid: str, links: SpaceLinks) -> tuple[Point, SpaceLink | None] | None:
    """A crosshair in the space of other pixels, with the registration it came through; never through a manual link."""
    here = frame_of_reference(pixels)
    if not here or not uid:
        return None
    if here == uid:
        return point, None
    link = links.between(uid, here, kinds=REGISTERED_ONLY, near_lps_mm=point)
    return None if link is None else (link.point(point), link)


def is_outside(pixels: Pixels, point: Point) -> bool:
    """Whether a point of their own space lies in none of the pixels (of a stack: projects onto none of its frames)."""
    if isinstance(pixels, Volume):
        return not pixels.geometry.contains(point)
    if isinstance(pixels, ProjectionImage):
        return False
    known = [frame for frame in pixels.frames if frame is not None]
    return len(known) == len(pixels.frames) and not any(_holds(frame, pixels, point) for frame in known)


def position_state(pixels: Pixels, state: ViewportState, point: Point) -> ViewportState | None:
    """The state whose cut lies at the position of a point along its normal; None beyond the first and last slice."""
    if isinstance(pixels, Volume):
        return _volume_position(pixels, state, point)
    return _stack_position(pixels, state, point) if isinstance(pixels, ImageStack) else None


def _volume_position(volume: Volume, state: ViewportState, point: Point) -> ViewportState | None:
    lattice, focus = lattice_of(volume, state), focus_of(volume, state)
    steps = (lattice.coordinate_mm(point) - lattice.first_mm) / lattice.step_mm
    if not -0.5 <= steps <= lattice.count - 0.5:
        return None
    if state.plane is ViewPlane.ACQUIRED:
        return replace(state, focus_lps_mm=lattice.moved_to(focus, lattice.index_at(point)))
    shift = lattice.coordinate_mm(point) - lattice.coordinate_mm(focus)
    return replace(state, focus_lps_mm=as_point(np.asarray(focus) + shift * np.asarray(lattice.axis)))


def _stack_position(stack: ImageStack, state: ViewportState, point: Point) -> ViewportState | None:
    shown = plane_of(stack, state)
    if shown is None:
        return None
    distances = {
        number: abs(float(frame.plane.signed_distance_mm(point)))
        for number, frame in enumerate(stack.frames)
        if frame is not None and frame.plane is not None and np.dot(frame.plane.normal, shown.normal) > PARALLEL_COSINE
    }
    # Of several frames at one place (times, echoes) the one nearest to what is on screen: a scroll changes no time.
    nearest = min(distances, key=lambda number: (round(distances[number], 3), abs(number - state.frame_index)))
    return replace(state, frame_index=nearest) if distances[nearest] <= _reach_mm(stack, nearest) else None


def _reach_mm(stack: ImageStack, number: int) -> float:
    """How far a frame stands for the anatomy: half the way to its farther neighbour, or half its thickness."""
    planes = [None if frame is None else frame.plane for frame in stack.frames[max(0, number - 1) : number + 2]]
    own = stack.frames[number]
    assert own is not None
    assert own.plane is not None
    apart = [abs(float(own.plane.signed_distance_mm(plane.origin_lps_mm))) for plane in planes if plane is not None]
    reach = max(*apart, stack.description.slice_thickness_mm or 0.0, 0.0) / 2
    return reach or LONE_FRAME_REACH_MM


def _holds(frame: PlanarFrame, stack: ImageStack, point: Point) -> bool:
    if frame.plane is None or frame.pixel_spacing_mm is None:
        return False
    rows, columns = stack.size_rc if frame.values is None else frame.values.shape[:2]
    offset = np.subtract(point, frame.plane.origin_lps_mm)
    row = float(offset @ np.asarray(frame.plane.column_direction)) / frame.pixel_spacing_mm[0]
    column = float(offset @ np.asarray(frame.plane.row_direction)) / frame.pixel_spacing_mm[1]
    return bool(-0.5 <= row <= rows - 0.5 and -0.5 <= column <= columns - 0.5)


def _has_place(view: LinkedView) -> bool:
    """Whether a view was scrolled or sent somewhere since it was opened."""
    return view.state.focus_lps_mm is not None or view.state.frame_index > 0


def _has_scrolled(leader: LinkedView, before: ViewportState) -> bool:
    """Whether the cut has moved along itself; another plane of the same volume is not a scroll."""
    after = leader.state
    if (before.plane, before.oblique) != (after.plane, after.oblique):
        return False
    then, now = plane_of(leader.pixels, before), leader.plane
    if then is None or now is None:
        return False
    is_turned = distance_mm(then.normal, now.normal) > SAME_POSITION_MM
    return is_turned or abs(float(now.signed_distance_mm(then.origin_lps_mm))) > SAME_POSITION_MM


def _looked_at(leader: LinkedView) -> Point:
    """The point in the middle of the view; of a cut without a scale, any point of it."""
    center, plane = leader.center_lps_mm, leader.plane
    assert plane is not None
    return plane.origin_lps_mm if center is None else center


def _seen_alike(
    leader: LinkedView, before: ViewportState, follower: LinkedView, tie: Tie, switches: LinkSwitches
) -> ViewportState:
    """The follower's state with the leader's scale in mm and the leader's point in the middle; fitted when it is."""
    after, state = leader.state, follower.state
    has_zoomed, has_panned = before.scale != after.scale, before.pan_px != after.pan_px
    if not has_zoomed and not has_panned:
        return state
    if after.scale is None and after.pan_px == (0.0, 0.0):
        scale = None if switches.zoom else state.scale
        return replace(state, scale=scale, pan_px=(0.0, 0.0) if switches.pan else state.pan_px)
    geometry, own, center = leader.geometry, follower.geometry, leader.center_lps_mm
    if center is None or geometry is None or own is None or geometry.mm_per_px is None or own.mm_per_px is None:
        return state
    if switches.zoom and has_zoomed:
        growth = own.mm_per_px / geometry.mm_per_px
        pan = (state.pan_px[0] * growth, state.pan_px[1] * growth)
        state = replace(state, scale=1.0 / geometry.mm_per_px, pan_px=pan)
    return _centered(replace(follower, state=state), tie.point(center)) if switches.pan else state


def _centered(view: LinkedView, point: Point) -> ViewportState:
    """The state with a point's projection in the middle of the view."""
    geometry = view.geometry
    assert geometry is not None
    x, y = geometry.lps_to_display(point)
    middle_x, middle_y = _middle(view.size_px)
    pan_x, pan_y = view.state.pan_px
    return replace(view.state, pan_px=(pan_x + middle_x - float(x), pan_y + middle_y - float(y)))


def _windowed(leader: LinkedView, before: ViewportState, follower: LinkedView, switch: WindowLinking) -> ViewportState:
    """The follower's state with the leader's window, where one window suits both; needs no common space."""
    if switch is WindowLinking.OFF or before.window == leader.state.window:
        return follower.state
    suits = is_like_kind if switch is WindowLinking.LIKE else shares_modality
    if not suits(leader.pixels, follower.pixels) or patient_doubt(leader.pixels, follower.pixels):
        return follower.state
    return replace(follower.state, window=leader.state.window)


def _middle(size_px: tuple[int, int]) -> tuple[float, float]:
    return ((size_px[0] - 1) / 2, (size_px[1] - 1) / 2)
