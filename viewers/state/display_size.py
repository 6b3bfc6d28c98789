"""How large an image is drawn: pixel for pixel, or in its true size on a screen whose pixels have been measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from annotations.calibrating import NO_CALIBRATIONS
from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.references import ImageRef
from viewers.imaging.images import Pixels, ProjectionImage, Volume
from viewers.state.frame import FrameGeometry
from viewers.state.frame_layout import Size, layout_of
from viewers.state.navigation import SCALE_LIMITS, scale_of, zoomed
from viewers.state.viewport_state import ViewportState

WHOLE_STEP = 1e-6
"""A step is one image pixel for each display pixel when it differs from 1 by less than this."""


def zoom_of(pixels: Pixels, geometry: FrameGeometry) -> float | None:
    """Display pixels per acquired pixel; for reformatted cuts, per voxel of the smallest spacing."""
    if geometry.image_px_per_px is not None:
        return 1.0 / max(abs(step) for step in geometry.image_px_per_px)
    if isinstance(pixels, Volume) and geometry.mm_per_px is not None:
        return min(pixels.geometry.spacing_mm_kji) / geometry.mm_per_px
    return None


def pixel_for_pixel(pixels: Pixels, state: ViewportState, size_px: Size) -> ViewportState:
    """The state in which each image pixel is one display pixel, about the same middle; as it is where none is known.

    Pixels that are not square are one display pixel along their longer side. The image is moved by less than a
    display pixel so that nothing is interpolated.
    """
    geometry = layout_of(pixels, state, size_px)
    zoom = zoom_of(pixels, geometry)
    if zoom is None:
        return state
    scaled = zoomed(state, geometry, 1.0 / zoom, _middle(size_px))
    return _on_pixels(scaled, layout_of(pixels, scaled, size_px))


def true_size(
    pixels: Pixels,
    state: ViewportState,
    size_px: Size,
    px_per_mm: float,
    by_hand: Mapping[ImageRef, PixelCalibration] = NO_CALIBRATIONS,
) -> ViewportState | None:
    """The state in which a millimetre of the image is a millimetre of the screen; None where the image has none.

    `px_per_mm` is how many device pixels of the screen are a millimetre, as measured. What the millimetres of a
    projection mean its calibration says, the one by hand where there is one.
    """
    geometry = layout_of(pixels, state, size_px)
    if geometry.curve is not None:
        return None  # distances along a curved reformat are not true
    mm_per_px = geometry.mm_per_px or projection_mm_per_px(pixels, geometry, by_hand)
    if mm_per_px is None:
        return None
    return zoomed(state, geometry, mm_per_px * px_per_mm, _middle(size_px))


def projection_mm_per_px(
    pixels: Pixels, geometry: FrameGeometry, by_hand: Mapping[ImageRef, PixelCalibration] = NO_CALIBRATIONS
) -> float | None:
    """Length of a display pixel of a calibrated radiograph in mm along its rows; None where there is none."""
    calibration = projection_calibration(pixels, geometry.image, by_hand)
    if calibration is None or geometry.column_row_px_per_px is None:
        return None
    columns, _ = geometry.column_row_px_per_px
    return calibration.column_spacing_mm * columns if calibration.column_spacing_mm else None


def projection_calibration(
    pixels: Pixels, image: ImageRef | None, by_hand: Mapping[ImageRef, PixelCalibration] = NO_CALIBRATIONS
) -> PixelCalibration | None:
    """What the millimetres of a radiograph are: by hand where the image is calibrated so; None for other images."""
    if image is not None and image in by_hand:
        return by_hand[image]
    own: PixelCalibration | None = pixels.calibration if isinstance(pixels, ProjectionImage) else None
    return own


def meaning_of_size(calibration: PixelCalibration | None) -> str:
    """What the millimetres of an image in true size are, empty for those of the patient."""
    if calibration is None or calibration.source is CalibrationSource.PATIENT:
        return ""
    return calibration.badge


def magnified(
    state: ViewportState, geometry: FrameGeometry, at_px: tuple[float, float], factor: float
) -> ViewportState:
    """The state in which another picture shows, in its middle, what lies at a display pixel `factor` times larger."""
    scale = min(scale_of(geometry) * factor, SCALE_LIMITS[1])
    factor = scale / scale_of(geometry)
    pan_x, pan_y = (
        (middle + pan - at) * factor
        for middle, pan, at in zip(_middle(geometry.size_px), state.pan_px, at_px, strict=True)
    )
    return replace(state, scale=scale, pan_px=(pan_x, pan_y))


def _middle(size_px: Size) -> tuple[float, float]:
    return ((size_px[0] - 1) / 2, (size_px[1] - 1) / 2)


def _on_pixels(state: ViewportState, geometry: FrameGeometry) -> ViewportState:
    """The picture moved so that display pixels lie on image pixels, along each axis where they are equally large."""
    if geometry.column_row_origin is None or geometry.image_px_per_px is None:
        return state
    first = geometry.column_row_origin[::-1] if geometry.is_transposed else geometry.column_row_origin
    shifts = [
        (place - round(place)) / step if abs(abs(step) - 1.0) < WHOLE_STEP else 0.0
        for place, step in zip(first, geometry.image_px_per_px, strict=True)
    ]
    return replace(state, pan_px=(state.pan_px[0] + shifts[0], state.pan_px[1] + shifts[1]))
