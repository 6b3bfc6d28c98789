"""Frames of stacks and projections: one acquired image, grey or colour, true to its pixels."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkImageData

from annotations.geometry import FloatArray
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage
from viewers.imaging.windowing import Window
from viewers.render.color_display import color_bar, in_colors
from viewers.render.cut_values import blacken, quick_or_fine, shown_padding
from viewers.render.grey_display import look_of
from viewers.render.resampling import IndexCut, Interpolation, background_of, outside, resampled, wrapped
from viewers.render.shown_windows import ShownWindows
from viewers.render.shutter_cover import ShutterCover
from viewers.state.frame import LOADING, Frame, FrameGeometry
from viewers.state.frame_layout import Size, planar_layout
from viewers.state.navigation import frame_at, position_mm, slice_count, slice_index
from viewers.state.viewport_state import Quality, ViewportState

Grey = NDArray[np.uint8]
Values = NDArray[np.generic]


class PlanarFrames:
    """Draws single images; remembers their VTK side as long as they live. Not thread-safe."""

    def __init__(self, windows: ShownWindows, shutters: ShutterCover) -> None:
        self._images: WeakKeyDictionary[PlanarFrame, dict[int, vtkImageData]] = WeakKeyDictionary()
        self._windows = windows
        self._shutters = shutters

    def frame(
        self, pixels: ProjectionImage | ImageStack, state: ViewportState, size_px: Size, quality: Quality
    ) -> Frame:
        """The picture of the frame on screen, `size_px` = (width, height); black with the reason where it cannot be."""
        frame = frame_at(pixels, state)
        geometry = planar_layout(pixels, frame, state, size_px)
        empty = Frame(
            np.zeros((size_px[1], size_px[0]), dtype=np.uint8),
            geometry,
            invert=state.invert,
            slice_number=slice_index(pixels, state) + 1,
            slice_count=slice_count(pixels, state),
            position_mm=None if frame is None or geometry.plane is None else position_mm(geometry.plane),
            flip_horizontal=state.flip_horizontal,
            quarter_turns=state.quarter_turns,
            is_smooth=state.is_smooth,
        )
        if frame is None:
            return replace(empty, missing=LOADING)
        if frame.values is None:
            return replace(empty, missing=frame.failure or "this frame could not be read")
        shutter_is_off = frame.graphics.shutter is not None and not state.show_shutter
        empty = replace(empty, graphics=frame.graphics, shutter_is_off=shutter_is_off, missing=frame.failure)
        if frame.values.ndim == 3:
            return self._colour(frame, frame.values, state, empty, quality)
        return self._grey(frame, frame.values, state, empty, quality, self._windows.window_of(pixels, state))

    def values(
        self, pixels: ProjectionImage | ImageStack, state: ViewportState, size_px: Size
    ) -> tuple[FloatArray, FrameGeometry]:
        """Unrounded modality values of the picture (height, width), NaN where there is no image.

        Raises `ValueError` where there is nothing to give values of.
        """
        frame = frame_at(pixels, state)
        if frame is None or frame.values is None or frame.values.ndim != 2:
            raise ValueError("this frame has no grey values: it is colour, failed, or still loading")
        geometry = planar_layout(pixels, frame, state, size_px)
        cut = planar_cut(geometry)
        stored = resampled(self._image(frame, 1), cut, background=0.0, as_float=True).astype(np.float64)
        values = stored * frame.rescale.slope + frame.rescale.intercept
        return np.where(outside(cut, (1, *frame.values.shape)), np.nan, values), geometry

    def _grey(
        self,
        frame: PlanarFrame,
        stored_values: Values,
        state: ViewportState,
        empty: Frame,
        quality: Quality,
        window: Window,
    ) -> Frame:
        cut = planar_cut(empty.geometry)
        values = self._cut_values(
            frame,
            cut,
            quality,
            background_of(stored_values.dtype),
            nearest=not state.is_smooth,
            # A cubic curve through padding would ring into the image beside it.
            fine=Interpolation.CUBIC if frame.padding is None else Interpolation.LINEAR,
        )
        look = look_of(frame, window, invert=state.invert)
        picture = in_colors(look(values), state.color_map)
        blacken(picture, shown_padding(frame.padding, look, self._image(frame, 1), cut, values.dtype))
        self._cover(picture, frame, empty.geometry, state)
        blacken(picture, outside(cut, (1, *stored_values.shape)))
        bar = color_bar(frame, window, state.color_map, invert=state.invert)
        return replace(empty, pixels=picture, window=window, unit=frame.rescale.unit, color_bar=bar)

    def _colour(
        self, frame: PlanarFrame, stored_values: Values, state: ViewportState, empty: Frame, quality: Quality
    ) -> Frame:
        cut = planar_cut(empty.geometry)
        values = self._cut_values(frame, cut, quality, 0.0, nearest=not state.is_smooth).astype(np.uint8, copy=False)
        colour = np.asarray(255 - values if state.invert else values)
        self._cover(colour, frame, empty.geometry, state)
        blacken(colour, outside(cut, (1, *stored_values.shape[:2])))
        return replace(empty, pixels=colour)

    def _cover(self, picture: Grey, frame: PlanarFrame, geometry: FrameGeometry, state: ViewportState) -> None:
        assert frame.values is not None
        if frame.graphics.shutter is not None and state.show_shutter:
            rows, columns = frame.values.shape[:2]
            self._shutters.cover(picture, frame.graphics.shutter, geometry, (rows, columns))

    def _cut_values(
        self,
        frame: PlanarFrame,
        cut: IndexCut,
        quality: Quality,
        background: float,
        *,
        nearest: bool,
        fine: Interpolation = Interpolation.LINEAR,
    ) -> Values:
        factor = max(1, int(min(max(np.abs(step)) for step in (cut.step_x_ijk, cut.step_y_ijk))))
        image = self._image(frame, factor)
        return quick_or_fine(image, cut.pooled(factor), quality, background, nearest=nearest, fine=fine)

    def _image(self, frame: PlanarFrame, factor: int) -> vtkImageData:
        """A frame averaged in blocks of `factor` pixels, so that a large radiograph on a small screen is not noise."""
        assert frame.values is not None
        images = self._images.setdefault(frame, {})
        if factor not in images:
            images[factor] = wrapped(_pooled(frame.values, factor)[np.newaxis])
        return images[factor]


def planar_cut(geometry: FrameGeometry) -> IndexCut:
    """The cut through the pixels that a frame of a stack or projection shows."""
    assert geometry.column_row_origin is not None
    assert geometry.image_px_per_px is not None
    across, down = geometry.image_px_per_px
    steps = ((across, 0.0, 0.0), (0.0, down, 0.0))
    if geometry.is_transposed:
        steps = ((0.0, across, 0.0), (down, 0.0, 0.0))
    return IndexCut.of((*geometry.column_row_origin, 0.0), *steps, geometry.size_px)


def _pooled(values: NDArray[np.generic], factor: int) -> NDArray[np.generic]:
    """Means of square blocks in the same type; incomplete blocks at the edges repeat the last row or column."""
    if factor == 1:
        return values
    rows, columns = values.shape[:2]
    margins = [(0, -rows % factor), (0, -columns % factor)] + [(0, 0)] * (values.ndim - 2)
    padded = np.pad(values, margins, mode="edge")
    blocks = padded.reshape(padded.shape[0] // factor, factor, padded.shape[1] // factor, factor, *values.shape[2:])
    means = blocks.mean(axis=(1, 3), dtype=np.float32)
    return (np.rint(means) if np.issubdtype(values.dtype, np.integer) else means).astype(values.dtype)
