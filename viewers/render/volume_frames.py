"""Frames of a volume: a cut through its voxels, windowed, with what has not been scanned or loaded in black."""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from vtkmodules.vtkCommonDataModel import vtkImageData

from annotations.geometry import FloatArray, Plane
from viewers.imaging.graphics import NO_GRAPHICS
from viewers.imaging.images import Volume, graphics_of
from viewers.imaging.padding import PaddingRange
from viewers.imaging.sampling import stored_values_at, values_at
from viewers.imaging.slices import acquired_slice_of, not_scanned
from viewers.render.color_display import color_bar, in_colors
from viewers.render.curved_frames import curved_frame, curved_values
from viewers.render.cut_values import blacken, in_blocks, quick_or_fine, reduction_of, shown_padding
from viewers.render.fused_picture import fused
from viewers.render.grey_display import Look, is_padding_seen, look_of
from viewers.render.near_padding import NearPadding
from viewers.render.resampling import (
    IndexCut,
    IntArray,
    Interpolation,
    Layers,
    background_of,
    near_faces,
    outside,
    wrapped,
)
from viewers.render.shown_windows import ShownWindows
from viewers.render.shutter_cover import ShutterCover
from viewers.render.slab_cut import gathered, layers_of, slab_values
from viewers.state.curved_view import curved_layout
from viewers.state.frame import LOADING, Frame, FrameGeometry
from viewers.state.frame_layout import Size, volume_layout
from viewers.state.fusion import Fusion
from viewers.state.navigation import plane_of, position_mm, slice_count, slice_index
from viewers.state.patients import patient_doubt
from viewers.state.viewport_state import Quality, Slab, SlabMode, ViewPlane, ViewportState


class VolumeFrames:
    """Draws the frames of volumes; remembers the VTK side of a volume as long as the volume lives. Not thread-safe."""

    def __init__(self, windows: ShownWindows, shutters: ShutterCover) -> None:
        self._images: WeakKeyDictionary[Volume, vtkImageData] = WeakKeyDictionary()
        self._windows = windows
        self._shutters = shutters
        self._near_padding = NearPadding()
        self._lowest: WeakKeyDictionary[Volume, float] = WeakKeyDictionary()

    def frame(
        self, volume: Volume, state: ViewportState, size_px: Size, quality: Quality, other: Volume | None = None
    ) -> Frame:
        """The picture of one cut, `size_px` = (width, height) display pixels."""
        if state.plane is ViewPlane.CURVED:
            return curved_frame(volume, state, size_px, quality, self._windows.window_of(volume, state))
        plane = _cut_plane(volume, state)
        geometry = volume_layout(volume, state, plane, size_px)
        cut = volume_cut(volume, geometry, state.slab)
        window = self._windows.window_of(volume, state)
        picture = self._picture(volume, state, cut, quality, look_of(volume, window, invert=state.invert))
        number = acquired_slice_of(volume, plane) if state.slab is None else None
        graphics = NO_GRAPHICS if number is None or geometry.image is None else graphics_of(volume, number)
        if graphics.shutter is not None and state.show_shutter:
            _, rows, columns = volume.geometry.shape_kji
            self._shutters.cover(picture, graphics.shutter, geometry, (rows, columns))
        waiting = _not_loaded(cut, volume)
        blacken(picture, waiting)
        fusion = state.fusion if other is not None else None
        if fusion is not None and other is not None:
            picture = self._with_other(picture, volume, other, fusion, state, geometry, quality)
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
            slab=state.slab,
            geometry_tag=volume.geometry_tag,
            missing=missing_reason(volume, plane) if waiting.any() else "",
            graphics=graphics,
            shutter_is_off=graphics.shutter is not None and not state.show_shutter,
            flip_horizontal=state.flip_horizontal,
            quarter_turns=state.quarter_turns,
            is_smooth=state.is_smooth or state.slab is not None,
            color_bar=color_bar(volume, window, state.color_map, invert=state.invert),
            fusion_text=fusion.text if fusion is not None else "",
        )

    def _with_other(
        self,
        picture: NDArray[np.uint8],
        base: Volume,
        other: Volume,
        fusion: Fusion,
        state: ViewportState,
        geometry: FrameGeometry,
        quality: Quality,
    ) -> NDArray[np.uint8]:
        """The picture with the same cut through the other volume mixed in."""
        if other.series.series_instance_uid != fusion.series_instance_uid:
            raise ValueError("the volume to be fused is not the one that was registered")
        if doubt := patient_doubt(base, other):
            raise ValueError(f"these series are not fused: {doubt}")
        assert geometry.plane is not None
        there = replace(geometry, plane=fusion.plane_in_other(geometry.plane))
        cut = volume_cut(other, there, state.slab)
        seen = ViewportState(window=fusion.window, is_smooth=state.is_smooth)
        look = look_of(other, self._windows.window_of(other, seen), invert=False)
        drawn = self._picture(other, seen, cut, quality, look)
        return fused(picture, drawn, ~(outside(cut, other.geometry.shape_kji) | _not_loaded(cut, other)), fusion)

    def _picture(
        self, volume: Volume, state: ViewportState, cut: IndexCut, quality: Quality, look: Look
    ) -> NDArray[np.uint8]:
        """The display values of a cut; padding and what was not scanned are black in every window."""
        image, background = self._image(volume), background_of(volume.stored_values.dtype)
        if cut.layers is None:
            values = self._thin(volume, state, cut, quality, background)
        else:
            padding = self._padding_that_counts(volume, cut.layers)
            factor = 1 if quality is Quality.FINE else reduction_of(cut, is_slow=padding is not None)
            values = in_blocks(cut, factor, lambda small: slab_values(image, small, background, padding))
        picture = in_colors(look(values), state.color_map)
        blacken(picture, self._padding_shown(volume, cut, look, values))
        if state.color_map or look(np.array([background], dtype=values.dtype))[0] > 0:
            blacken(picture, outside(cut, volume.geometry.shape_kji))
        if volume.extents is not None:
            blacken(picture, not_scanned(volume, *(cut.coordinates(axis) for axis in (2, 1, 0))))
        return picture

    def _thin(
        self, volume: Volume, state: ViewportState, cut: IndexCut, quality: Quality, background: float
    ) -> NDArray[np.generic]:
        """Linear while the hand moves, cubic at rest.

        Linear also where a cubic curve would need voxels that are not there: near the faces of the volume, near
        padding, and until every slice has arrived.
        """
        image = self._image(volume)
        if not state.is_smooth:
            return quick_or_fine(image, cut, quality, background, nearest=True)
        if quality is not Quality.FINE or not volume.loaded.all():
            return quick_or_fine(image, cut, quality, background)
        cubic = quick_or_fine(image, cut, quality, background, fine=Interpolation.CUBIC)
        rows, columns = near_faces(cut, volume.geometry.shape_kji)
        if volume.padding is None:
            cubic[rows, columns] = _linear_at(volume, cut, rows, columns, cubic.dtype)
            return cubic
        is_linear = self._near_padding.mask(volume, cut)
        is_linear[rows, columns] = True
        return np.where(is_linear, quick_or_fine(image, cut, quality, background), cubic) if is_linear.any() else cubic

    def _padding_that_counts(self, volume: Volume, layers: Layers) -> PaddingRange | None:
        """The padding that a slab must leave out; None where it is darker than all else and a maximum ignores it."""
        if volume.padding is None or layers.mode is not SlabMode.MAXIMUM or not volume.loaded.all():
            return volume.padding
        if volume not in self._lowest:
            self._lowest[volume] = float(volume.stored_values.min())
        return None if volume.padding.high <= self._lowest[volume] else volume.padding

    def _padding_shown(
        self, volume: Volume, cut: IndexCut, look: Look, values: NDArray[np.generic]
    ) -> NDArray[np.bool_]:
        if cut.layers is None:
            return shown_padding(volume.padding, look, self._image(volume), cut, values.dtype)
        if volume.padding is None or not is_padding_seen(volume.padding, look, values.dtype):
            return np.zeros((1, 1), dtype=bool)
        return volume.padding.holds(values)

    def _image(self, volume: Volume) -> vtkImageData:
        if volume not in self._images:
            self._images[volume] = wrapped(volume.stored_values)
        return self._images[volume]


def volume_values(volume: Volume, state: ViewportState, size_px: Size) -> tuple[FloatArray, FrameGeometry]:
    """Modality values of a cut (height, width) in double precision, NaN where there is no image."""
    if state.plane is ViewPlane.CURVED:
        curved = curved_layout(volume, state, size_px)
        assert curved.curve is not None
        return curved_values(volume, curved.curve, size_px), curved
    geometry = volume_layout(volume, state, _cut_plane(volume, state), size_px)
    x, y = np.meshgrid(np.arange(size_px[0]), np.arange(size_px[1]))
    points = geometry.display_to_lps(np.stack([x, y], axis=-1))
    if state.slab is None:
        return values_at(volume, points), geometry
    assert geometry.plane is not None
    reach = layers_of(volume.geometry, geometry.plane.normal, state.slab).reach
    offsets = np.linspace(-0.5, 0.5, 2 * reach + 1) * state.slab.thickness_mm
    layers = (values_at(volume, points + offset * np.asarray(geometry.plane.normal)) for offset in offsets)
    return gathered(layers, state.slab.mode), geometry


def volume_cut(volume: Volume, geometry: FrameGeometry, slab: Slab | None = None) -> IndexCut:
    """The cut through the voxels that a frame of a volume shows."""
    assert geometry.plane is not None
    assert geometry.mm_per_px is not None
    to_index = volume.geometry.inverse_affine[:3, :3] * geometry.mm_per_px
    origin = volume.geometry.lps_to_index(geometry.plane.origin_lps_mm)
    right, down = (
        to_index @ np.asarray(geometry.plane.row_direction),
        to_index @ np.asarray(geometry.plane.column_direction),
    )
    cut = IndexCut.of(origin[::-1], right[::-1], down[::-1], geometry.size_px)
    return cut if slab is None else replace(cut, layers=layers_of(volume.geometry, geometry.plane.normal, slab))


def _cut_plane(volume: Volume, state: ViewportState) -> Plane:
    plane = plane_of(volume, state)
    if plane is None:
        raise ValueError("the 3-D view has no cut: render it with viewers.render.volume_renderer")
    return plane


def _linear_at(
    volume: Volume, cut: IndexCut, rows: IntArray, columns: IntArray, dtype: np.dtype[np.generic]
) -> NDArray[np.generic]:
    """Stored values at single display pixels, trilinear, rounded to the type of the volume."""
    index = (
        np.asarray(cut.origin_ijk)
        + columns[:, None] * np.asarray(cut.step_x_ijk)
        + rows[:, None] * np.asarray(cut.step_y_ijk)
    )
    values = stored_values_at(volume, index[:, ::-1])
    return (np.rint(values) if np.issubdtype(dtype, np.integer) else values).astype(dtype)


def _not_loaded(cut: IndexCut, volume: Volume) -> NDArray[np.bool_]:
    """Which display pixels need a slice that has not arrived, broadcastable to (height, width)."""
    if volume.loaded.all():
        return np.zeros((1, 1), dtype=bool)
    k, last = cut.coordinates(2), len(volume.loaded) - 1
    depth = 0.0 if cut.layers is None else abs(cut.layers.step_ijk[2]) * cut.layers.reach
    low = np.floor(np.clip(k - depth, 0, last)).astype(int)
    high = np.ceil(np.clip(k + depth, 0, last)).astype(int)
    missing_before = np.concatenate([[0], np.cumsum(~volume.loaded)])
    is_complete = missing_before[high + 1] == missing_before[low]
    return ~(is_complete | outside(cut, volume.geometry.shape_kji))


def missing_reason(volume: Volume, plane: Plane) -> str:
    """Why part of a cut is black: the problem that names its slices, else they are still loading."""
    number = acquired_slice_of(volume, plane)
    wanted = np.flatnonzero(~volume.loaded) if number is None else [number]
    uids = {volume.images[k].sop_instance_uid for k in wanted}
    named = [problem for problem in volume.problems if uids.intersection(problem.instances)]
    explained = uids.issubset(uid for problem in named for uid in problem.instances)
    # The last slice may arrive while this cut is made: then nothing is missing any more, and it is made again.
    return named[0].message if named and explained else LOADING
