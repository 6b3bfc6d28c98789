"""Where a viewport is and where it goes next: scroll, focus, zoom, pan, window, as pure functions of its state."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from annotations.geometry import Plane, Point, as_point
from annotations.references import ImageRef
from viewers.imaging.images import ImageStack, Pixels, PlanarFrame, ProjectionImage, Volume
from viewers.imaging.slices import SliceLattice, acquired_lattice, acquired_slice_of, reformatted_lattice
from viewers.imaging.windowing import Window
from viewers.state.curved_view import line_of, middle_of, scrolled_to_sheet, sheet_count, sheet_index
from viewers.state.frame import FrameGeometry
from viewers.state.viewport_state import Camera3D, ViewPlane, ViewportState

RIGHT: Point = (1.0, 0.0, 0.0)
"""Screen right of axial and coronal cuts: the patient's left."""
POSTERIOR: Point = (0.0, 1.0, 0.0)
INFERIOR: Point = (0.0, 0.0, -1.0)

SCREEN_DIRECTIONS: dict[ViewPlane, tuple[Point, Point]] = {
    ViewPlane.AXIAL: (RIGHT, POSTERIOR),
    ViewPlane.SAGITTAL: (POSTERIOR, INFERIOR),
    ViewPlane.CORONAL: (RIGHT, INFERIOR),
}
"""(right, down) on screen in LPS: radiological convention, patient right on screen left, anterior left in sagittal."""

SCALE_LIMITS = (0.01, 400.0)
"""Smallest and largest display pixels per mm (or per image pixel) that zooming reaches."""
WIDTH_DRAG_PX = 250.0
"""Horizontal drag in display pixels that makes a window e times wider."""
CENTER_DRAG_PX = 400.0
"""Vertical drag in display pixels that moves the centre by one window width."""
WIDTH_LIMITS = (1.0, 1e6)
"""PS3.3 C.11.2.1.2.1 asks for a width of at least 1."""


def frame_of_reference(pixels: Pixels) -> str:
    """Frame of Reference UID of a volume or stack; empty for projections and unknown."""
    if isinstance(pixels, Volume):
        return pixels.geometry.frame_of_reference_uid
    return pixels.frame_of_reference_uid if isinstance(pixels, ImageStack) else ""


def view_directions(volume: Volume, state: ViewportState) -> tuple[Point, Point]:
    """(right, down) on screen as LPS unit vectors; acquired cuts keep the rows and columns of the series."""
    if state.plane is ViewPlane.OBLIQUE and state.oblique is not None:
        return state.oblique.row_direction, state.oblique.column_direction
    if state.plane in SCREEN_DIRECTIONS:
        return SCREEN_DIRECTIONS[state.plane]
    _, down, right = volume.geometry.directions_kji
    return as_point(right), as_point(down)


def lattice_of(volume: Volume, state: ViewportState) -> SliceLattice:
    """The cuts that scrolling steps through in the plane of a view of a volume."""
    if state.plane is ViewPlane.ACQUIRED:
        return acquired_lattice(volume.geometry)
    normal = np.cross(*view_directions(volume, state))
    return reformatted_lattice(volume.geometry, as_point(normal / np.linalg.norm(normal)))


def slice_count(pixels: Pixels, state: ViewportState) -> int:
    """How many cuts or frames there are to scroll through (1 for the 3-D view)."""
    if state.plane is ViewPlane.VOLUME_3D:
        return 1
    if state.plane is ViewPlane.CURVED and isinstance(pixels, Volume):
        return sheet_count(pixels.geometry)
    return lattice_of(pixels, state).count if isinstance(pixels, Volume) else max(1, len(pixels.frames))


def slice_index(pixels: Pixels, state: ViewportState) -> int:
    """0-based number of the cut or frame on screen (nearest one when the cut lies between two)."""
    if state.plane is ViewPlane.VOLUME_3D:
        return 0
    if not isinstance(pixels, Volume):
        return min(max(state.frame_index, 0), slice_count(pixels, state) - 1)
    if state.plane is ViewPlane.CURVED:
        return sheet_index(pixels.geometry, state)
    lattice = lattice_of(pixels, state)
    if state.focus_lps_mm is None and state.plane is not ViewPlane.OBLIQUE:
        return lattice.count // 2
    return lattice.index_at(focus_of(pixels, state))


def focus_of(volume: Volume, state: ViewportState) -> Point:
    """The point the cut passes through.

    Without one, on the middle slice at the middle of the volume; of an oblique cut, the origin of its plane.
    """
    if state.focus_lps_mm is not None:
        return state.focus_lps_mm
    if state.plane is ViewPlane.OBLIQUE and state.oblique is not None:
        return state.oblique.origin_lps_mm
    if state.plane is ViewPlane.CURVED:
        return middle_of(line_of(state))
    center = volume.geometry.center_lps_mm
    if state.plane is ViewPlane.VOLUME_3D:
        return center
    lattice = lattice_of(volume, state)
    return lattice.moved_to(center, lattice.count // 2)


def scrolled_to(pixels: Pixels, state: ViewportState, index: int) -> ViewportState:
    """The state at one cut or frame number (0-based, clamped to what exists)."""
    if state.plane is ViewPlane.VOLUME_3D:
        return state
    if not isinstance(pixels, Volume):
        return replace(state, frame_index=min(max(index, 0), slice_count(pixels, state) - 1))
    if state.plane is ViewPlane.CURVED:
        return scrolled_to_sheet(pixels.geometry, state, index)
    lattice = lattice_of(pixels, state)
    return replace(state, focus_lps_mm=lattice.moved_to(focus_of(pixels, state), index))


def scrolled(pixels: Pixels, state: ViewportState, steps: int, *, does_loop: bool = False) -> ViewportState:
    """The state some cuts or frames further on, stopping at the first and last, or going round with `does_loop`."""
    index = slice_index(pixels, state) + steps
    return scrolled_to(pixels, state, index % slice_count(pixels, state) if does_loop else index)


def focused_at(pixels: Pixels, state: ViewportState, point: Point) -> ViewportState:
    """The state whose cut passes through a point (LPS mm); projections have no patient space and stay as they are.

    Stacks go to the nearest frame with a trusted plane whose rectangle covers the point, else stay.
    """
    if isinstance(pixels, Volume):
        return replace(state, focus_lps_mm=as_point(point))
    if isinstance(pixels, ProjectionImage):
        return state
    distances = {
        number: abs(float(frame.plane.signed_distance_mm(point)))
        for number, frame in enumerate(pixels.frames)
        if frame is not None and frame.plane is not None and _covers(frame, point)
    }
    return replace(state, frame_index=min(distances, key=distances.__getitem__)) if distances else state


def plane_of(pixels: Pixels, state: ViewportState) -> Plane | None:
    """The cut on screen in patient space: acquired slices snap to the slice, reformatted cuts hold the focus exactly.

    The origin is some point of the cut. None for the 3-D view, curved reformats, projections and frames without a
    trusted plane.
    """
    if state.plane is ViewPlane.VOLUME_3D:
        return None
    if not isinstance(pixels, Volume):
        frame = frame_at(pixels, state)
        return frame.plane if frame is not None and isinstance(pixels, ImageStack) else None
    if state.plane is ViewPlane.CURVED:
        return None
    right, down = view_directions(pixels, state)
    focus = focus_of(pixels, state)
    if state.plane is ViewPlane.ACQUIRED:
        lattice = acquired_lattice(pixels.geometry)
        focus = lattice.moved_to(focus, lattice.index_at(focus))
    return Plane(focus, right, down)


def frame_at(pixels: ProjectionImage | ImageStack, state: ViewportState) -> PlanarFrame | None:
    """The frame on screen; None while it has not arrived."""
    return pixels.frames[slice_index(pixels, state)] if pixels.frames else None


def image_at(pixels: Pixels, state: ViewportState) -> ImageRef | None:
    """The acquired image on screen; None for a reformatted or in-between cut, the 3-D view, a frame on its way."""
    if not isinstance(pixels, Volume):
        frame = frame_at(pixels, state)
        return None if frame is None else frame.image
    plane = plane_of(pixels, state)
    number = None if plane is None else acquired_slice_of(pixels, plane)
    return None if number is None else pixels.images[number]


def nearest_image_index(pixels: Pixels, state: ViewportState) -> int:
    """0-based number of the acquired image on screen, or of the one nearest to the focus of another cut."""
    if isinstance(pixels, Volume):
        return acquired_lattice(pixels.geometry).index_at(focus_of(pixels, state))
    return slice_index(pixels, state)


def position_mm(plane: Plane) -> float:
    """Where a cut lies along its patient axis, mm.

    The sign is that of LPS along the dominant axis of the normal: + is left, posterior or superior.
    """
    normal = np.asarray(plane.normal)
    dominant = normal[int(np.argmax(np.abs(normal)))]
    return float(np.dot(normal, plane.origin_lps_mm) * np.sign(dominant))


def scale_of(geometry: FrameGeometry) -> float:
    """Display pixels per mm of a frame with a plane, else per image pixel along a row."""
    if geometry.mm_per_px is not None:
        return 1.0 / geometry.mm_per_px
    return 1.0 if geometry.column_row_px_per_px is None else 1.0 / geometry.column_row_px_per_px[0]


def zoomed(
    state: ViewportState, frame_geometry: FrameGeometry, factor: float, anchor_px: tuple[float, float]
) -> ViewportState:
    """The state `factor` times larger with the content under `anchor_px` (display pixels) kept in place."""
    # The frame on screen may be older than the state: several events of one gesture come between two frames.
    old_scale = state.scale if state.scale is not None else scale_of(frame_geometry)
    scale = min(max(old_scale * factor, SCALE_LIMITS[0]), SCALE_LIMITS[1])
    offsets = [
        anchor - (size - 1) / 2 for anchor, size in zip(anchor_px, frame_geometry.size_px, strict=True)
    ]  # from the middle of the view, about which pan counts
    pan_x, pan_y = (
        offset - scale / old_scale * (offset - pan) for offset, pan in zip(offsets, state.pan_px, strict=True)
    )
    return replace(state, scale=scale, pan_px=(pan_x, pan_y))


def panned(state: ViewportState, dx: float, dy: float) -> ViewportState:
    """The state with the image moved by display pixels, right and down positive."""
    return replace(state, pan_px=(state.pan_px[0] + dx, state.pan_px[1] + dy))


def windowed(window: Window, dx: float, dy: float) -> Window:
    """The window after a drag in display pixels: right is wider, down raises the centre (darker), as in OHIF.

    Both are relative to the width, so the hand feels the same on CT, MR and radiographs. A table becomes the plain
    window over its range.
    """
    width = min(max(window.width * math.exp(dx / WIDTH_DRAG_PX), WIDTH_LIMITS[0]), WIDTH_LIMITS[1])
    return Window(width, window.center + dy * window.width / CENTER_DRAG_PX, function=window.function)


def reset(state: ViewportState) -> ViewportState:
    """The same place, plane and slab in the look it had at first: fitted, centred, not turned, grey, in its own window.

    The camera goes to the front with its preset kept.
    """
    return ViewportState(
        plane=state.plane,
        focus_lps_mm=state.focus_lps_mm,
        frame_index=state.frame_index,
        oblique=state.oblique,
        slab=state.slab,
        fusion=state.fusion,
        camera=Camera3D(preset=state.camera.preset),
    )


def _covers(frame: PlanarFrame, point: Point) -> bool:
    """Whether a point projects into the rectangle of a frame (always, where its size or spacing is unknown)."""
    if frame.plane is None or frame.pixel_spacing_mm is None or frame.values is None:
        return True
    offset = np.subtract(point, frame.plane.origin_lps_mm)
    row = float(offset @ np.asarray(frame.plane.column_direction)) / frame.pixel_spacing_mm[0]
    column = float(offset @ np.asarray(frame.plane.row_direction)) / frame.pixel_spacing_mm[1]
    rows, columns = frame.values.shape[:2]
    return bool(-0.5 <= row <= rows - 0.5 and -0.5 <= column <= columns - 0.5)
