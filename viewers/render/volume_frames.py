"""Frames of a volume: a cut through its voxels, windowed, with what has not been scanned or loaded in black."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkImageData

from annotations.geometry import FloatArray, Plane
from viewers.imaging.graphics import NO_GRAPHICS
from viewers.imaging.images import Volume, graphics_of
from viewers.imaging.sampling import values_at
from viewers.imaging.slices import acquired_slice_of, not_scanned
from viewers.render.color_display import color_bar, in_colors
from viewers.render.cut_values import blacken, quick_or_fine, shown_padding
from viewers.render.grey_display import Look, look_of
from viewers.render.resampling import IndexCut, background_of, outside, wrapped
from viewers.render.shown_windows import ShownWindows
from viewers.render.shutter_cover import ShutterCover
from viewers.state.display_turns import turn_words
from viewers.state.frame import LOADING, Frame, FrameGeometry
from viewers.state.frame_layout import Size, volume_layout
from viewers.state.navigation import plane_of, position_mm, slice_count, slice_index
from viewers.state.viewport_state import Quality, ViewPlane, ViewportState


class VolumeFrames:
    """Draws the frames of volumes; remembers the VTK side of a volume as long as the volume lives. Not thread-safe."""

    def __init__(self, windows: ShownWindows, shutters: ShutterCover) -> None:
        self._images: WeakKeyDictionary[Volume, vtkImageData] = WeakKeyDictionary()
        self._windows = windows
        self._shutters = shutters

    def frame(self, volume: Volume, state: ViewportState, size_px: Size, quality: Quality) -> Frame:
        """The picture of one cut, `size_px` = (width, height) display pixels."""
        plane = _cut_plane(volume, state)
        geometry = volume_layout(volume, state, plane, size_px)
        cut = volume_cut(volume, geometry)
        window = self._windows.window_of(volume, state)
        picture = self._picture(volume, state, cut, quality, look_of(volume, window, invert=state.invert))
        number = acquired_slice_of(volume, plane)
        graphics = NO_GRAPHICS if number is None or geometry.image is None else graphics_of(volume, number)
        if graphics.shutter is not None and state.show_shutter:
            _, rows, columns = volume.geometry.shape_kji
            self._shutters.cover(picture, graphics.shutter, geometry, (rows, columns))
        waiting = _not_loaded(cut, volume)
        blacken(picture, waiting)
        return Frame(
            picture,
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
            turn_words=turn_words(state),
            is_smooth=state.is_smooth,
            color_bar=color_bar(volume, window, state.color_map, invert=state.invert),
        )

    def _picture(
        self, volume: Volume, state: ViewportState, cut: IndexCut, quality: Quality, look: Look
    ) -> NDArray[np.uint8]:
        """The display values of a cut; padding and what was not scanned are black in every window."""
        image, background = self._image(volume), background_of(volume.stored_values.dtype)
        values = quick_or_fine(image, cut, quality, background, nearest=not state.is_smooth)
        picture = in_colors(look(values), state.color_map)
        blacken(picture, shown_padding(volume.padding, look, image, cut, values.dtype))
        if state.color_map or look(np.array([background], dtype=values.dtype))[0] > 0:
            blacken(picture, outside(cut, volume.geometry.shape_kji))
        if volume.extents is not None:
            blacken(picture, not_scanned(volume, *(cut.coordinates(axis) for axis in (2, 1, 0))))
        return picture

    def _image(self, volume: Volume) -> vtkImageData:
        if volume not in self._images:
            self._images[volume] = wrapped(volume.stored_values)
        return self._images[volume]


def volume_values(volume: Volume, state: ViewportState, size_px: Size) -> tuple[FloatArray, FrameGeometry]:
    """Modality values of a cut (height, width) in double precision, NaN where there is no image."""
    geometry = volume_layout(volume, state, _cut_plane(volume, state), size_px)
    x, y = np.meshgrid(np.arange(size_px[0]), np.arange(size_px[1]))
    return values_at(volume, geometry.display_to_lps(np.stack([x, y], axis=-1))), geometry


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


def _cut_plane(volume: Volume, state: ViewportState) -> Plane:
    plane = plane_of(volume, state)
    if plane is None:
        raise ValueError("the 3-D view has no cut: render it with viewers.render.volume_renderer")
    return plane


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
