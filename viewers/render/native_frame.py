"""Acquired pixels one to one, for export and for comparison with other programs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import Plane
from annotations.references import ImageRef
from viewers.imaging.default_window import default_window
from viewers.imaging.images import Pixels, PlanarFrame, Rescale, Volume, graphics_of
from viewers.imaging.slices import column_row_to_lps
from viewers.imaging.windowing import Window
from viewers.render.grey_display import look_of
from viewers.state.display_turns import Letters
from viewers.state.frame import Frame, FrameGeometry
from viewers.state.frame_layout import frame_letters, plane_letters
from viewers.state.navigation import frame_of_reference, position_mm
from viewers.state.viewport_state import ViewportState

SQUARE_PIXEL_TOLERANCE = 1e-3
"""Relative difference of row and column spacing up to which one number says how large a pixel is."""


class FrameNotAvailableError(ValueError):
    """The frame asked for does not exist, could not be read, or has not arrived."""


def render_native(
    pixels: Pixels,
    frame_or_slice_index: int,
    window: Window | None = None,
    *,
    invert: bool = False,
    hide_padding: bool = False,
) -> Frame:
    """One acquired frame (0-based), rows x columns, through modality LUT, window and photometric interpretation.

    The geometry maps display pixels to themselves as column and row, and to patient space where the pixels are square
    and their plane is trusted. `window` None = the image's own. With `hide_padding` pixel
    padding is black as on screen; other programs, with which pictures are compared, window it like any value.

    Raises `FrameNotAvailableError`.
    """
    values, rescale = stored_frame(pixels, frame_or_slice_index)
    graphics = graphics_of(pixels, frame_or_slice_index)
    geometry = _geometry(pixels, frame_or_slice_index, (values.shape[1], values.shape[0]))
    frame = Frame(
        np.zeros(0, dtype=np.uint8),
        geometry,
        invert=invert,
        slice_number=frame_or_slice_index + 1,
        slice_count=_frame_count(pixels),
        position_mm=None if geometry.plane is None else position_mm(geometry.plane),
        unit=rescale.unit,
    )
    source = _source(pixels, frame_or_slice_index)
    if values.ndim == 3:
        colour = values.astype(np.uint8)
        return _covered(replace(frame, pixels=255 - colour if invert else colour, graphics=graphics))
    chosen = window or default_window(pixels, ViewportState(frame_index=frame_or_slice_index))
    grey = look_of(source, chosen, invert=invert)(values)
    if hide_padding and source.padding is not None:
        grey[source.padding.holds(values)] = 0
    return _covered(replace(frame, pixels=grey, window=chosen, graphics=graphics))


def _covered(frame: Frame) -> Frame:
    """The frame with its shutter over it."""
    if frame.graphics.shutter is not None:
        shutter = frame.graphics.shutter
        shutter.cover(frame.pixels, shutter.hidden((frame.pixels.shape[0], frame.pixels.shape[1])))
    return frame


def modality_values(pixels: Pixels, frame_or_slice_index: int) -> NDArray[np.float32]:
    """Modality values (HU for CT) of one acquired grey frame as float32 (rows, columns).

    Raises `FrameNotAvailableError`, also for colour.
    """
    values, rescale = stored_frame(pixels, frame_or_slice_index)
    if values.ndim != 2:
        raise FrameNotAvailableError(f"frame {frame_or_slice_index + 1} is colour and has no modality values")
    return (values.astype(np.float64) * rescale.slope + rescale.intercept).astype(np.float32)


def stored_frame(pixels: Pixels, index: int) -> tuple[NDArray[np.generic], Rescale]:
    """Stored values (rows, columns[, 3]) of one frame and how they become modality values."""
    if not 0 <= index < _frame_count(pixels):
        raise FrameNotAvailableError(f"there is no frame {index + 1}; the last one is {_frame_count(pixels)}")
    if isinstance(pixels, Volume):
        if pixels.geometry_tag:
            raise FrameNotAvailableError(f"a {pixels.geometry_tag} volume has no acquired frames; load it as acquired")
        if not pixels.loaded[index]:
            raise FrameNotAvailableError(f"slice {index + 1} has not been loaded")
        return pixels.stored_values[index], pixels.rescale
    frame = pixels.frames[index]
    if frame is None:
        raise FrameNotAvailableError(f"frame {index + 1} has not been loaded")
    if frame.values is None:
        raise FrameNotAvailableError(f"frame {index + 1} could not be read: {frame.failure}")
    return frame.values, frame.rescale


def _frame_count(pixels: Pixels) -> int:
    return len(pixels.images) if isinstance(pixels, Volume) else len(pixels.frames)


def _source(pixels: Pixels, index: int) -> Volume | PlanarFrame:
    """What says how a frame that has arrived is to be shown."""
    if isinstance(pixels, Volume):
        return pixels
    frame = pixels.frames[index]
    assert frame is not None
    return frame


def _geometry(pixels: Pixels, index: int, size_px: tuple[int, int]) -> FrameGeometry:
    affine = column_row_to_lps(pixels, index) if frame_of_reference(pixels) else None
    mm_per_px = None if affine is None else _square_pixel_mm(affine)
    plane, image, letters = _described(pixels, index)
    if mm_per_px is None:
        return FrameGeometry(size_px, None, None, "", image, (0.0, 0.0), (1.0, 1.0), letters)
    return FrameGeometry(size_px, plane, mm_per_px, frame_of_reference(pixels), image, (0.0, 0.0), (1.0, 1.0), letters)


def _described(pixels: Pixels, index: int) -> tuple[Plane | None, ImageRef, Letters]:
    if isinstance(pixels, Volume):
        plane = pixels.geometry.slice_plane(index)
        return plane, pixels.images[index], plane_letters(plane)
    frame = pixels.frames[index]
    assert frame is not None
    return frame.plane, frame.image, frame_letters(frame)


def _square_pixel_mm(affine: NDArray[np.float64]) -> float | None:
    across, down = np.linalg.norm(affine[:3, :2], axis=0)
    return float(across) if abs(across - down) <= SQUARE_PIXEL_TOLERANCE * across else None
