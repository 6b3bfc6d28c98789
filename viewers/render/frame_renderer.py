"""Two-dimensional frames: pixels plus view state in, an 8-bit picture with its geometry out. No window, no OpenGL."""

from __future__ import annotations

import threading
from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkImageData

from annotations.geometry import FloatArray, Plane
from viewers.imaging.default_window import default_window
from viewers.imaging.graphics import NO_GRAPHICS, FrameGraphics
from viewers.imaging.images import ImageStack, Pixels, PlanarFrame, ProjectionImage, Volume, graphics_of
from viewers.imaging.padding import PaddingRange
from viewers.imaging.sampling import values_at
from viewers.imaging.slices import acquired_slice_of, not_scanned
from viewers.imaging.windowing import Window
from viewers.render.grey_display import Look, is_padding_seen, look_of
from viewers.render.resampling import IndexCut, background_of, outside, resampled, wrapped
from viewers.render.shutter_cover import ShutterCover
from viewers.state.frame import Frame, FrameGeometry
from viewers.state.frame_layout import planar_layout, volume_layout
from viewers.state.navigation import frame_at, plane_of, position_mm, slice_count, slice_index
from viewers.state.viewport_state import Quality, ViewPlane, ViewportState

LOADING = "loading"
"""`Frame.missing` of a picture whose pixels are still on their way."""
INTERACTIVE_REDUCTION = 2
HEAVY_CUT_PX = 1_500_000
"""A cut with more display pixels than this is made at reduced resolution while the hand moves."""

Size = tuple[int, int]
Grey = NDArray[np.uint8]


class FrameRenderer:
    """Draws frames; remembers only what is cheap to make again, and only as long as the pixels live.

    May be called from any thread; calls wait for each other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._volumes: WeakKeyDictionary[Volume, vtkImageData] = WeakKeyDictionary()
        self._frames: WeakKeyDictionary[PlanarFrame, dict[int, vtkImageData]] = WeakKeyDictionary()
        self._shutters = ShutterCover()
        self._windows: WeakKeyDictionary[Volume | PlanarFrame, tuple[int, Window]] = WeakKeyDictionary()

    def render(self, pixels: Pixels, state: ViewportState, size_px: Size, quality: Quality = Quality.FINE) -> Frame:
        """The picture of one viewport, `size_px` = (width, height) display pixels.

        Outside the image is black. What has not arrived is black with `missing` = `loading`; a frame that cannot be
        shown is black with the reason. Raises `ValueError` for the 3-D view, which `VolumeRenderer` draws.
        """
        size_px = (max(1, size_px[0]), max(1, size_px[1]))
        with self._lock:
            if isinstance(pixels, Volume):
                return self._volume_frame(pixels, state, size_px, quality)
            return self._planar_frame(pixels, state, size_px, quality)

    def modality_values(self, pixels: Pixels, state: ViewportState, size_px: Size) -> tuple[FloatArray, FrameGeometry]:
        """The same cut as `render` as modality values (height, width), NaN where there is no image; grey only.

        Values are interpolated without rounding; those of a volume in double precision at the very point each display
        pixel stands for. Raises `ValueError` where there is nothing to give values of.
        """
        if isinstance(pixels, Volume):
            geometry = volume_layout(pixels, state, _cut_plane(pixels, state), size_px)
            x, y = np.meshgrid(np.arange(size_px[0]), np.arange(size_px[1]))
            return values_at(pixels, geometry.display_to_lps(np.stack([x, y], axis=-1))), geometry
        frame = frame_at(pixels, state)
        if frame is None or frame.values is None or frame.values.ndim != 2:
            raise ValueError("this frame has no grey values: it is colour, failed, or still loading")
        geometry = planar_layout(pixels, frame, state, size_px)
        cut = planar_cut(geometry)
        with self._lock:
            stored = resampled(self._frame_image(frame, 1), cut, background=0.0, as_float=True).astype(np.float64)
        values = stored * frame.rescale.slope + frame.rescale.intercept
        return np.where(outside(cut, (1, *frame.values.shape)), np.nan, values), geometry

    def window_of(self, pixels: Pixels, state: ViewportState) -> Window:
        """The window in force: the state's, else the image's default (remembered until more slices arrive)."""
        if state.window is not None:
            return state.window
        key = pixels if isinstance(pixels, Volume) else frame_at(pixels, state)
        if key is None:
            return default_window(pixels, state)
        # An automatic window is looked for again each time the number of loaded slices has doubled, and at the end.
        loaded = int(np.count_nonzero(key.loaded)) if isinstance(key, Volume) else 1
        age = -1 if isinstance(key, Volume) and loaded == len(key.loaded) else loaded.bit_length()
        known = self._windows.get(key)
        if known is None or known[0] != age:
            known = (age, default_window(pixels, state))
            self._windows[key] = known
        return known[1]

    def _volume_frame(self, volume: Volume, state: ViewportState, size_px: Size, quality: Quality) -> Frame:
        plane = _cut_plane(volume, state)
        geometry = volume_layout(volume, state, plane, size_px)
        cut = volume_cut(volume, geometry)
        window = self.window_of(volume, state)
        background = background_of(volume.stored_values.dtype)
        values = _quick_or_fine(self._volume_image(volume), cut, quality, background)
        look = look_of(volume, window, invert=state.invert)
        grey = look(values)
        _blacken(grey, _shown_padding(volume.padding, look, self._volume_image(volume), cut, values.dtype))
        if look(np.array([background], dtype=values.dtype))[0] > 0:
            _blacken(grey, outside(cut, volume.geometry.shape_kji))
        if volume.extents is not None:
            _blacken(grey, not_scanned(volume, *(cut.coordinates(axis) for axis in (2, 1, 0))))
        number = acquired_slice_of(volume, plane)
        graphics = NO_GRAPHICS
        if number is not None and geometry.image is not None:
            graphics = graphics_of(volume, number)
            self._cover(grey, graphics, geometry, volume.geometry.shape_kji[1:], state)
        waiting = _not_loaded(cut, volume)
        _blacken(grey, waiting)
        return Frame(
            grey,
            geometry,
            window,
            state.invert,
            slice_number=slice_index(volume, state) + 1,
            slice_count=slice_count(volume, state),
            position_mm=position_mm(plane),
            unit=volume.rescale.unit,
            is_interpolated=number is None,
            is_oblique=state.plane is ViewPlane.OBLIQUE,
            geometry_tag=volume.geometry_tag,
            missing=_missing_reason(volume, plane) if waiting.any() else "",
            graphics=graphics,
            shutter_is_off=graphics.shutter is not None and not state.show_shutter,
        )

    def _planar_frame(
        self, pixels: ProjectionImage | ImageStack, state: ViewportState, size_px: Size, quality: Quality
    ) -> Frame:
        frame = frame_at(pixels, state)
        geometry = planar_layout(pixels, frame, state, size_px)
        empty = Frame(
            np.zeros((size_px[1], size_px[0]), dtype=np.uint8),
            geometry,
            invert=state.invert,
            slice_number=slice_index(pixels, state) + 1,
            slice_count=slice_count(pixels, state),
            position_mm=None if frame is None or geometry.plane is None else position_mm(geometry.plane),
        )
        if frame is None:
            return replace(empty, missing=LOADING)
        if frame.values is None:
            return replace(empty, missing=frame.failure or "this frame could not be read")
        drawn = self._colour if frame.values.ndim == 3 else self._grey
        shutter_is_off = frame.graphics.shutter is not None and not state.show_shutter
        empty = replace(empty, graphics=frame.graphics, shutter_is_off=shutter_is_off)
        return drawn(pixels, frame, state, empty, quality)

    def _grey(self, pixels: Pixels, frame: PlanarFrame, state: ViewportState, empty: Frame, quality: Quality) -> Frame:
        assert frame.values is not None
        window = self.window_of(pixels, state)
        cut = planar_cut(empty.geometry)
        values = self._planar_values(frame, cut, quality, background_of(frame.values.dtype))
        look = look_of(frame, window, invert=state.invert)
        grey = look(values)
        _blacken(grey, _shown_padding(frame.padding, look, self._frame_image(frame, 1), cut, values.dtype))
        self._cover(grey, frame.graphics, empty.geometry, frame.values.shape, state)
        _blacken(grey, outside(cut, (1, *frame.values.shape)))
        return replace(empty, pixels=grey, window=window, unit=frame.rescale.unit, missing=frame.failure)

    def _colour(
        self, pixels: Pixels, frame: PlanarFrame, state: ViewportState, empty: Frame, quality: Quality
    ) -> Frame:
        assert frame.values is not None
        cut = planar_cut(empty.geometry)
        values = self._planar_values(frame, cut, quality, 0.0).astype(np.uint8, copy=False)
        colour = np.asarray(255 - values if state.invert else values)
        self._cover(colour, frame.graphics, empty.geometry, frame.values.shape[:2], state)
        _blacken(colour, outside(cut, (1, *frame.values.shape[:2])))
        return replace(empty, pixels=colour, missing=frame.failure)

    def _cover(
        self,
        picture: Grey,
        graphics: FrameGraphics,
        geometry: FrameGeometry,
        shape: tuple[int, ...],
        state: ViewportState,
    ) -> None:
        if graphics.shutter is not None and state.show_shutter:
            self._shutters.cover(picture, graphics.shutter, geometry, (shape[0], shape[1]))

    def _planar_values(
        self, frame: PlanarFrame, cut: IndexCut, quality: Quality, background: float
    ) -> NDArray[np.generic]:
        factor = max(1, int(min(abs(cut.step_x_ijk[0]), abs(cut.step_y_ijk[1]))))
        return _quick_or_fine(self._frame_image(frame, factor), cut.pooled(factor), quality, background)

    def _volume_image(self, volume: Volume) -> vtkImageData:
        if volume not in self._volumes:
            self._volumes[volume] = wrapped(volume.stored_values)
        return self._volumes[volume]

    def _frame_image(self, frame: PlanarFrame, factor: int) -> vtkImageData:
        """A frame averaged in blocks of `factor` pixels, so that a large radiograph on a small screen is not noise."""
        assert frame.values is not None
        images = self._frames.setdefault(frame, {})
        if factor not in images:
            images[factor] = wrapped(_pooled(frame.values, factor)[np.newaxis])
        return images[factor]


def volume_cut(volume: Volume, geometry: FrameGeometry) -> IndexCut:
    """The cut through the voxels that a frame of a volume shows."""
    assert geometry.plane is not None
    assert geometry.mm_per_px is not None
    to_index = volume.geometry.inverse_affine[:3, :3] * geometry.mm_per_px
    origin = volume.geometry.lps_to_index(geometry.plane.origin_lps_mm)
    right, down = (
        to_index @ np.asarray(geometry.plane.row_direction),
        to_index @ np.asarray(geometry.plane.column_direction),
    )
    return IndexCut.of(origin[::-1], right[::-1], down[::-1], geometry.size_px)


def planar_cut(geometry: FrameGeometry) -> IndexCut:
    """The cut through the pixels that a frame of a stack or projection shows."""
    assert geometry.column_row_origin is not None
    assert geometry.image_px_per_px is not None
    column_step, row_step = geometry.image_px_per_px
    return IndexCut.of(
        (*geometry.column_row_origin, 0.0), (column_step, 0.0, 0.0), (0.0, row_step, 0.0), geometry.size_px
    )


def _cut_plane(volume: Volume, state: ViewportState) -> Plane:
    plane = plane_of(volume, state)
    if plane is None:
        raise ValueError("the 3-D view has no cut: render it with viewers.render.volume_renderer")
    return plane


def _quick_or_fine(image: vtkImageData, cut: IndexCut, quality: Quality, background: float) -> NDArray[np.generic]:
    width, height = cut.size_px
    heavy = cut.is_oblique or width * height > HEAVY_CUT_PX
    if quality is Quality.FINE or not heavy:
        return resampled(image, cut, background=background)
    small = resampled(image, cut.reduced(INTERACTIVE_REDUCTION), background=background)
    large = small.repeat(INTERACTIVE_REDUCTION, axis=0).repeat(INTERACTIVE_REDUCTION, axis=1)
    return np.ascontiguousarray(large[:height, :width])


def _shown_padding(
    padding: PaddingRange | None, look: Look, image: vtkImageData, cut: IndexCut, dtype: np.dtype[np.generic]
) -> NDArray[np.bool_]:
    """Which display pixels show padding that this look would not make black, broadcastable to (height, width).

    Asked of the nearest voxel: an interpolated value says nothing about padding. In most windows padding is black
    anyway, and a second cut is saved.
    """
    if padding is None or not is_padding_seen(padding, look, dtype):
        return np.zeros((1, 1), dtype=bool)
    return padding.holds(resampled(image, cut, background=background_of(dtype), nearest=True))


def _not_loaded(cut: IndexCut, volume: Volume) -> NDArray[np.bool_]:
    """Which display pixels need a slice that has not arrived, broadcastable to (height, width)."""
    if volume.loaded.all():
        return np.zeros((1, 1), dtype=bool)
    k = np.clip(cut.coordinates(2), 0, len(volume.loaded) - 1)
    low, high = np.floor(k).astype(int), np.ceil(k).astype(int)
    return ~(volume.loaded[low] & volume.loaded[high] | outside(cut, volume.geometry.shape_kji))


def _missing_reason(volume: Volume, plane: Plane) -> str:
    """Why part of a cut is black: the problem that names its slices, else they are still loading."""
    number = acquired_slice_of(volume, plane)
    wanted = np.flatnonzero(~volume.loaded) if number is None else [number]
    uids = {volume.images[k].sop_instance_uid for k in wanted}
    named = [problem for problem in volume.problems if uids.intersection(problem.instances)]
    explained = uids.issubset(uid for problem in named for uid in problem.instances)
    return named[0].message if explained else LOADING


def _blacken(picture: Grey, mask: NDArray[np.bool_]) -> None:
    if mask.any():
        picture[np.broadcast_to(mask, picture.shape[:2])] = 0


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
