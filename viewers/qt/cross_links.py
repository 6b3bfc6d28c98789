"""The three planes of one volume on screen: their lines in each other's panes, and turning, moving, thickening them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from annotations.geometry import Plane, Point
from annotations.locations import PatientLocation
from viewers.imaging.images import Volume
from viewers.qt.grid_links import GridLinks, PanesOnScreen
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.state.cross_planes import (
    ROLES,
    CrossPlanes,
    kept_in_place,
    role_state,
    rotated_plane,
    turned_by_line,
    turned_plane,
    upright_plane,
)
from viewers.state.cut_words import tilt_deg, tilt_words
from viewers.state.navigation import SCREEN_DIRECTIONS, focus_of, plane_of, view_directions
from viewers.state.overlay import CrossLine, OverlayContent
from viewers.state.reference_lines import cut_rectangle
from viewers.state.viewport_state import LARGEST_SLAB_MM, Slab, SlabMode, ViewPlane, ViewportState
from viewers.tools.effects import CutEffect, CutMoved, CutTurned, SlabDragged

THINNEST_SLAB_MM = 1.0
"""A slab dragged thinner than this is a thin cut again."""
SAME_CUT_MM = 1e-6
"""Floating point: a plane this near the focus passes through it and need not be drawn again."""
UNLOCKED = "planes turn one by one"
MoveCursor = Callable[[PatientLocation], None]
WordsAt = Callable[[Plane], str]


@dataclass(frozen=True)
class CrossPanes:
    """The panes that show the three planes of one volume."""

    volume: Volume
    panes: Mapping[ViewPlane, Viewport]

    @property
    def planes(self) -> CrossPlanes:
        """As they are now."""
        axial, sagittal, coronal = (_plane(self.volume, self.panes[role].state) for role in ROLES)
        return CrossPlanes(axial, sagittal, coronal)

    def role_of(self, pane: Viewport) -> ViewPlane | None:
        """Which of the three a pane shows."""
        return next((role for role, shown in self.panes.items() if shown is pane), None)


class CrossLinks:
    """Works wherever three panes show the axial, sagittal and coronal plane of one volume, turned or not.

    A pane keeps its name when its plane is turned. Locked (as at first) the planes keep their angles to each other.
    """

    def __init__(self, on_screen: Callable[[], PanesOnScreen], links: GridLinks, move_cursor: MoveCursor) -> None:
        self._on_screen = on_screen
        self._links = links
        self._move_cursor = move_cursor
        self._roles: WeakKeyDictionary[Viewport, ViewPlane] = WeakKeyDictionary()
        self._notes: WeakKeyDictionary[Viewport, WordsAt] = WeakKeyDictionary()
        self.is_locked = True

    def panes_of(self, pane: Viewport) -> CrossPanes | None:
        """The three panes that a pane belongs to; None where it stands alone."""
        volume = pane.pixels
        if not isinstance(volume, Volume):
            return None
        found: dict[ViewPlane, Viewport] = {}
        for other in self._on_screen().panes:
            role = self.role_of(other) if isinstance(other, Viewport) and other.pixels is volume else None
            if role is not None and isinstance(other, Viewport) and (role not in found or other is pane):
                found[role] = other
        is_whole = set(found) == set(ROLES) and pane in found.values()
        return CrossPanes(volume, found) if is_whole else None

    def role_of(self, pane: Viewport) -> ViewPlane | None:
        """What the plane of a pane was before it was turned; None for acquired and 3-D views."""
        plane = pane.state.plane
        if plane in ROLES:
            self._roles[pane] = plane
        elif plane is not ViewPlane.OBLIQUE:
            self._roles.pop(pane, None)
        elif pane not in self._roles and pane.state.oblique is not None:
            self._roles[pane] = ViewPlane(tilt_deg(pane.state.oblique.normal)[0])
        return self._roles.get(pane)

    def set_role(self, pane: Viewport, role: ViewPlane) -> None:
        """Name the oblique plane that a pane is about to show."""
        self._roles[pane] = role

    def set_note(self, pane: Viewport, words_at: WordsAt) -> None:
        """Say of a pane what its cut is to something, for as long as that says anything of it."""
        self._notes[pane] = words_at
        self._links.refresh_overlays()

    def with_lines(self, pane: Viewport, content: OverlayContent) -> OverlayContent:
        """The content of a pane with the lines of the two other planes instead of their plain traces, and its note."""
        content = self._with_note(pane, content)
        cross = self.panes_of(pane)
        if cross is None or not cross.volume.geometry.frame_of_reference_uid:
            return content
        own, focus = cross.role_of(pane), cross.planes.focus
        lines = [line for role in ROLES if role is not own and (line := _line(cross, role, focus)) is not None]
        drawn = {line.line.plane for line in lines}
        return replace(
            content,
            cross_lines=tuple(lines),
            reference_lines=tuple(line for line in content.reference_lines if line.plane not in drawn),
            notices=content.notices if self.is_locked else (*content.notices, tr(UNLOCKED)),
        )

    def on_drag(self, pane: Viewport, effect: CutEffect) -> None:
        """A line was dragged on a pane."""
        cross = self.panes_of(pane)
        shown_on = cross.role_of(pane) if cross is not None else None
        if cross is None or shown_on is None or pane.frame is None:
            return
        match effect:
            case CutTurned(role, degrees):
                plane = pane.frame.geometry.plane
                if plane is not None:
                    self._turn_line(cross, shown_on, role, plane, degrees)
            case CutMoved(role, position):
                self.move_to(cross, cross.planes.moved(role, pane.frame.geometry.point_at(*position)).focus)
            case SlabDragged(role, thickness_mm):
                self.set_thickness(cross.panes[role], thickness_mm)

    def turn(self, pane: Viewport, degrees: float) -> bool:
        """Turn both lines on a pane, clockwise; False where it is not one of three planes."""
        cross = self.panes_of(pane)
        own = cross.role_of(pane) if cross is not None else None
        plane = pane.frame.geometry.plane if pane.frame is not None else None
        if cross is None or own is None or plane is None:
            return False
        self._show(cross, cross.planes.turned(plane.normal, degrees, [role for role in ROLES if role is not own]))
        return True

    def tilt(self, pane: Viewport, degrees: float, *, about_vertical: bool = False) -> bool:
        """Tilt the plane of a pane about the horizontal (or vertical) of its picture through the focus.

        Locked, the other two planes come along; a pane that stands alone tilts by itself. False without a volume.
        """
        plane = pane.frame.geometry.plane if pane.frame is not None else None
        if not isinstance(pane.pixels, Volume) or plane is None:
            return False
        axis = plane.column_direction if about_vertical else plane.row_direction
        cross = self.panes_of(pane)
        own = cross.role_of(pane) if cross is not None else None
        if cross is None or own is None:
            return self._tilt_alone(pane, pane.pixels, axis, degrees)
        turned = cross.planes.turned(axis, degrees, ROLES if self.is_locked else [own])
        if not self.is_locked and turned.smallest_angle_deg < cross.planes.smallest_angle_deg:
            turned = turned_by_line(cross.planes, own, own, axis, degrees, is_locked=False) or cross.planes
        self._show(cross, turned)
        return True

    def straighten(self, pane: Viewport) -> bool:
        """The patient's own planes again, through the same focus; False where nothing was turned."""
        cross = self.panes_of(pane)
        if cross is not None:
            self._show(cross, CrossPlanes.straight(cross.planes.focus))
            return True
        if pane.state.plane is not ViewPlane.OBLIQUE or not isinstance(pane.pixels, Volume):
            return False
        role = self.role_of(pane) or ViewPlane.AXIAL
        focus = focus_of(pane.pixels, pane.state)
        straight = role_state(pane.state, role, Plane(focus, *SCREEN_DIRECTIONS[role]))
        pane.set_state(kept_in_place(pane.pixels, pane.state, straight, pane.size_px(), focus))
        return True

    def lay(self, pane: Viewport, plane: Plane) -> None:
        """Show a plane in a pane. Where it is one of three, all three turn along, so that they stay as they are locked.

        `plane` passes through its own origin, which becomes the focus.
        """
        cross = self.panes_of(pane)
        own = cross.role_of(pane) if cross is not None else None
        if cross is None or own is None:
            role = self.role_of(pane) or ViewPlane(tilt_deg(plane.normal)[0])
            state = role_state(pane.state, role, plane)
            self.set_role(pane, role)
            pane.set_state(state)
            return
        self._show(cross, _laid(cross.planes, own, plane, is_locked=self.is_locked))

    def move_to(self, cross: CrossPanes, focus: Point) -> None:
        """Bring the three planes, and the crosshair, to a point of the volume."""
        geometry = cross.volume.geometry
        if geometry.contains(focus):
            self._move_cursor(PatientLocation(geometry.frame_of_reference_uid, (focus,)))

    def set_thickness(self, pane: Viewport, thickness_mm: float) -> None:
        """A slab of so many mm, to half a millimetre; a thin cut below `THINNEST_SLAB_MM`."""
        rounded = min(round(2 * thickness_mm) / 2, LARGEST_SLAB_MM)
        mode = pane.state.slab.mode if pane.state.slab is not None else SlabMode.MAXIMUM
        slab = Slab(rounded, mode) if rounded >= THINNEST_SLAB_MM else None
        pane.set_state(replace(pane.state, slab=slab))

    def _with_note(self, pane: Viewport, content: OverlayContent) -> OverlayContent:
        words_at = self._notes.get(pane)
        plane = plane_of(pane.pixels, pane.state) if words_at is not None and pane.pixels is not None else None
        words = words_at(plane) if words_at is not None and plane is not None else ""
        return replace(content, notices=(*content.notices, words)) if words else content

    def forget(self) -> None:
        """Another patient: no notes, planes turn together again."""
        self._notes.clear()
        self.is_locked = True

    def _turn_line(
        self, cross: CrossPanes, shown_on: ViewPlane, role: ViewPlane, picture: Plane, degrees: float
    ) -> None:
        turned = turned_by_line(cross.planes, shown_on, role, picture.normal, degrees, is_locked=self.is_locked)
        if turned is not None:
            self._show(cross, turned)

    def _tilt_alone(self, pane: Viewport, volume: Volume, axis: Point, degrees: float) -> bool:
        plane, focus = plane_of(volume, pane.state), focus_of(volume, pane.state)
        if plane is None:
            return False
        role = self.role_of(pane) or ViewPlane(tilt_deg(plane.normal)[0])
        state = role_state(pane.state, role, turned_plane(plane.moved_to(focus), axis, degrees, focus))
        self.set_role(pane, role)
        pane.set_state(kept_in_place(volume, pane.state, state, pane.size_px(), focus))
        return True

    def _show(self, cross: CrossPanes, planes: CrossPlanes) -> None:
        focus = planes.focus
        with self._links.one_round():
            for role, pane in cross.panes.items():
                plane = planes.of(role).moved_to(focus)
                pane.set_state(_turned_state(cross.volume, pane, role, plane))
        self._links.refresh_overlays()


def _turned_state(volume: Volume, pane: Viewport, role: ViewPlane, plane: Plane) -> ViewportState:
    """The state that shows a plane; the picture does not jump while its plane turns."""
    before = pane.state
    after = role_state(before, role, plane)
    shown = plane_of(volume, before)
    is_same = shown is not None and abs(float(shown.signed_distance_mm(plane.origin_lps_mm))) < SAME_CUT_MM
    if is_same and np.allclose(view_directions(volume, before), view_directions(volume, after), rtol=0, atol=1e-12):
        return before  # the picture that a line is turned on: nothing of it changes
    if view_directions(volume, before) == view_directions(volume, after):
        return after
    return kept_in_place(volume, before, after, pane.size_px(), plane.origin_lps_mm)


def _plane(volume: Volume, state: ViewportState) -> Plane:
    plane = plane_of(volume, state)
    assert plane is not None  # a pane with a role shows a cut
    return plane


def _laid(planes: CrossPlanes, role: ViewPlane, plane: Plane, *, is_locked: bool) -> CrossPlanes:
    """The planes with one laid as given; locked, the others are turned by what brings it there."""
    focus = plane.origin_lps_mm
    moved = [planes.of(each).moved_to(focus) for each in ROLES]
    if is_locked:
        old = planes.of(role)
        before = np.column_stack([old.row_direction, old.column_direction, old.normal])
        after = np.column_stack([plane.row_direction, plane.column_direction, plane.normal])
        matrix = after @ before.T
        moved = [
            upright_plane(rotated_plane(moved_plane, matrix), each)
            for moved_plane, each in zip(moved, ROLES, strict=True)
        ]
    axial, sagittal, coronal = moved
    return replace(CrossPlanes(axial, sagittal, coronal), **{role.value: plane})


def _line(cross: CrossPanes, role: ViewPlane, focus: Point) -> CrossLine | None:
    state = cross.panes[role].state
    trace = cut_rectangle(cross.volume, state)
    if trace is None:
        return None
    _, leans = tilt_deg(trace.plane.normal)
    text = tilt_words(trace.plane.normal) if leans else role.value
    slab_mm = state.slab.thickness_mm if state.slab is not None else None
    return CrossLine(role, trace, focus, slab_mm, text)
