"""Where a cut or a frame lies on the screen: scale, centring and pan made into a `FrameGeometry`."""

from __future__ import annotations

import numpy as np

from annotations.geometry import OPPOSITE_LETTER, FloatArray, Plane, VolumeGeometry, as_point, orientation_letter
from viewers.imaging.images import ImageStack, Pixels, PlanarFrame, ProjectionImage, Volume
from viewers.imaging.slices import acquired_slice_of
from viewers.state.curved_view import curved_layout
from viewers.state.cut_words import acquired_spacing_mm
from viewers.state.display_turns import Letters, screen_axes, turned_letters, turned_plane
from viewers.state.frame import FrameGeometry
from viewers.state.navigation import frame_at, plane_of
from viewers.state.viewport_state import ViewPlane, ViewportState

Size = tuple[int, int]

UNKNOWN_LETTERS: Letters = ("?", "?", "?", "?")
SAME_DIRECTION_COSINE = 1 - 1e-6
"""Screen and image axes closer than this are the same axis (within a tenth of a degree)."""
PATIENT_ORIENTATION_LETTER = {"H": "S", "F": "I"} | {letter: letter for letter in "LRAPSI"}
"""First letter of Patient Orientation (0020,0020), its dominant direction, as an edge letter (H head, F feet)."""


def plane_letters(plane: Plane) -> Letters:
    """Edge letters (left, right, top, bottom) of a cut by its dominant directions."""
    right, bottom = orientation_letter(plane.row_direction), orientation_letter(plane.column_direction)
    return OPPOSITE_LETTER[right], right, OPPOSITE_LETTER[bottom], bottom


def frame_letters(frame: PlanarFrame) -> Letters:
    """Edge letters of one frame from its plane, else from Patient Orientation, else `?`."""
    if frame.plane is not None:
        return plane_letters(frame.plane)
    right, bottom = (PATIENT_ORIENTATION_LETTER.get(text[:1].upper(), "?") for text in frame.orientation_letters)
    return OPPOSITE_LETTER[right], right, OPPOSITE_LETTER[bottom], bottom


def layout_of(pixels: Pixels, state: ViewportState, size_px: Size) -> FrameGeometry:
    """The geometry of the frame that a state shows, without drawing it. Raises `ValueError` for the 3-D view."""
    if not isinstance(pixels, Volume):
        return planar_layout(pixels, frame_at(pixels, state), state, size_px)
    if state.plane is ViewPlane.CURVED:
        return curved_layout(pixels, state, size_px)
    plane = plane_of(pixels, state)
    if plane is None:
        raise ValueError("the 3-D view has no cut")
    return volume_layout(pixels, state, plane, size_px)


def volume_layout(volume: Volume, state: ViewportState, plane: Plane, size_px: Size) -> FrameGeometry:
    """The screen over one cut of a volume: flipped and turned, fitted or scaled about the middle of the volume,
    then panned.
    """
    plane = turned_plane(plane, state)
    offsets = volume.geometry.corners_lps_mm() - np.asarray(plane.origin_lps_mm)
    basis = np.array([plane.row_direction, plane.column_direction])
    extent = offsets @ basis.T
    low, high = extent.min(axis=0), extent.max(axis=0)
    mm_per_px = 1.0 / (state.scale or float((np.asarray(size_px) / (high - low)).min()))
    first = (low + high) / 2 - _middle_px(state, size_px) * mm_per_px
    on_screen = plane.moved_to(as_point(np.asarray(plane.origin_lps_mm) + first @ basis))
    column_row_origin, image_px_per_px, is_transposed = _acquired_mapping(volume.geometry, on_screen, mm_per_px)
    is_thin_and_straight = image_px_per_px is not None and state.slab is None
    number = acquired_slice_of(volume, on_screen) if is_thin_and_straight else None
    return FrameGeometry(
        size_px,
        on_screen,
        mm_per_px,
        volume.geometry.frame_of_reference_uid,
        None if number is None else volume.images[number],
        None if number is None else column_row_origin,
        None if number is None else image_px_per_px,
        plane_letters(plane),
        is_transposed and number is not None,
        slice_step_mm=acquired_spacing_mm(volume.geometry, plane.normal),
        slab_mm=None if state.slab is None else state.slab.thickness_mm,
    )


def planar_layout(
    pixels: ProjectionImage | ImageStack, frame: PlanarFrame | None, state: ViewportState, size_px: Size
) -> FrameGeometry:
    """The screen over one frame: true to its aspect ratio, flipped and turned, fitted or scaled about its middle,
    then panned.

    With a trusted plane and spacing `scale` counts per mm and the geometry leads into patient space; otherwise it
    counts per image column, and only column and row are known.
    """
    if frame is None:
        return FrameGeometry(size_px)
    # A frame that could not be read may claim no rows or columns at all: it is laid out as one pixel.
    rows, columns = (max(1, side) for side in (pixels.size_rc if frame.values is None else frame.values.shape[:2]))
    plane = frame.plane if isinstance(pixels, ImageStack) and frame.pixel_spacing_mm is not None else None
    row_mm, column_mm = pixel_aspect(pixels, frame)
    unit = np.array([column_mm, row_mm]) if plane is not None else np.array([1.0, row_mm / column_mm])
    axes = screen_axes(state)
    extent = np.abs(axes) @ (unit * (columns, rows))
    scale = state.scale or float((np.asarray(size_px) / extent).min())
    # Offsets from the middle of the image: on screen in display pixels, on the image in columns and rows.
    image_per_display = axes.T / (unit * scale)[:, None]
    origin = (np.array([columns, rows]) - 1) / 2 - image_per_display @ _middle_px(state, size_px)
    steps = image_per_display.sum(axis=0)  # one of each column is zero
    uid = pixels.frame_of_reference_uid if isinstance(pixels, ImageStack) else ""
    return FrameGeometry(
        size_px,
        None if plane is None else turned_plane(_moved_in_plane(plane, origin * unit), state),
        None if plane is None else 1.0 / scale,
        uid if plane is not None else "",
        frame.image,
        (float(origin[0]), float(origin[1])),
        (float(steps[0]), float(steps[1])),
        turned_letters(frame_letters(frame), state),
        bool(state.quarter_turns % 2),
        slice_step_mm=pixels.frame_step_mm if isinstance(pixels, ImageStack) else None,
    )


def pixel_aspect(pixels: ProjectionImage | ImageStack, frame: PlanarFrame) -> tuple[float, float]:
    """Relative pixel size (between rows, between columns): own spacing, else the calibration's, else square."""
    if frame.pixel_spacing_mm is not None:
        return frame.pixel_spacing_mm
    calibration = pixels.calibration
    if calibration.row_spacing_mm is None or calibration.column_spacing_mm is None:
        return (1.0, 1.0)
    return (calibration.row_spacing_mm, calibration.column_spacing_mm)


def _middle_px(state: ViewportState, size_px: Size) -> FloatArray:
    """The display pixel where the middle of the image is drawn."""
    return np.asarray((np.asarray(size_px, dtype=np.float64) - 1) / 2 + np.asarray(state.pan_px))


def _moved_in_plane(plane: Plane, across_down_mm: FloatArray) -> Plane:
    basis = np.array([plane.row_direction, plane.column_direction])
    return plane.moved_to(as_point(np.asarray(plane.origin_lps_mm) + across_down_mm @ basis))


def _acquired_mapping(
    geometry: VolumeGeometry, plane: Plane, mm_per_px: float
) -> tuple[tuple[float, float], tuple[float, float] | None, bool]:
    """Column, row at the first display pixel; image pixels per display pixel; whether rows run across the screen.

    The second is None unless screen and image axes agree (a mirrored axis has a negative step).
    """
    _, row, column = geometry.lps_to_index(plane.origin_lps_mm)
    _, down, right = geometry.directions_kji
    _, row_mm, column_mm = geometry.spacing_mm_kji
    screen, image = (plane.row_direction, plane.column_direction), (right, down)
    for is_transposed in (False, True):
        axes, spacing = (image[::-1], (row_mm, column_mm)) if is_transposed else (image, (column_mm, row_mm))
        cosines = [float(np.dot(axis, shown)) for axis, shown in zip(axes, screen, strict=True)]
        if min(abs(cosine) for cosine in cosines) >= SAME_DIRECTION_COSINE:
            across, along = (float(np.sign(c)) * mm_per_px / mm for c, mm in zip(cosines, spacing, strict=True))
            return (float(column), float(row)), (across, along), is_transposed
    return (float(column), float(row)), None, False
