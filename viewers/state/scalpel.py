"""The scalpel: everything behind an outline drawn on a 3-D picture, as voxels of a reduced grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from annotations.geometry import FloatArray
from viewers.imaging.voxel_mask import BoolArray, ReducedGrid, RemovedVoxels
from viewers.state.cuts_3d import Cuts3D
from viewers.state.scene_3d import View3D

Outline = Sequence[tuple[float, float]]
"""A closed line in display pixels (zero is the centre of the top-left pixel); the last point joins the first."""
FEWEST_POINTS = 3
Progress = Callable[[int, int], None]


def removed_by_outline(
    grid: ReducedGrid,
    view: View3D,
    outline: Outline,
    *,
    cuts: Cuts3D,
    keep_inside: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> RemovedVoxels:
    """What is left out once an outline has been cut: what lies inside it (or outside), and what was gone before.

    Only what `cuts` shows is cut: what a box or a plane hides for the moment is still there when it is taken away.
    `progress` is called after each slice and may raise to stop. Raises `ValueError` for fewer than three points.
    """
    if len(outline) < FEWEST_POINTS:
        raise ValueError("an outline needs at least three points")
    drawn = _filled(outline, view.size_px)
    geometry = grid.geometry
    slices = geometry.shape_kji[0]
    removed = np.zeros(geometry.shape_kji, np.bool_) if cuts.removed is None else cuts.removed.on(grid)
    origin, k_step, j_step, i_step = _display_steps(geometry.affine, view)
    columns = np.arange(geometry.shape_kji[2])[None, :, None] * i_step
    rows = np.arange(geometry.shape_kji[1])[:, None, None] * j_step
    for k in range(slices):
        inside = _is_drawn(drawn, origin + k * k_step + rows + columns)
        removed[k] |= (inside != keep_inside) & _shown(grid, cuts, k)
        progress(k + 1, slices)
    return RemovedVoxels.of(grid, removed)


def _filled(outline: Outline, size_px: tuple[int, int]) -> BoolArray:
    """Pixels [row, column] inside the outline, by the even-odd rule of Pillow's polygon."""
    from PIL import Image, ImageDraw  # what no window needs before something is cut

    picture = Image.new("1", size_px)
    ImageDraw.Draw(picture).polygon([(float(x), float(y)) for x, y in outline], fill=1)
    return np.asarray(picture, dtype=np.bool_)


def _display_steps(affine: FloatArray, view: View3D) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Display pixels of voxel (0, 0, 0), and how far one step along k, j and i goes: the projection is parallel."""
    corners = affine[:3, 3] + np.vstack([np.zeros(3), affine[:3, :3].T])
    display = view.project(corners).display_px
    return display[0], display[1] - display[0], display[2] - display[0], display[3] - display[0]


def _is_drawn(drawn: BoolArray, display_px: FloatArray) -> BoolArray:
    pixel = np.rint(display_px).astype(np.intp)
    x, y = pixel[..., 0], pixel[..., 1]
    height, width = drawn.shape
    on_picture = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    return np.asarray(on_picture & drawn[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)])


def _shown(grid: ReducedGrid, cuts: Cuts3D, k: int) -> BoolArray:
    """Which voxels of slice k a box and a plane leave in the picture."""
    geometry = grid.geometry
    _, rows, columns = geometry.shape_kji
    shown = np.ones((rows, columns), np.bool_)
    for origin, inward in cuts.half_spaces():
        start = (geometry.index_to_lps((k, 0, 0)) - np.asarray(origin)) @ np.asarray(inward)
        down, right = (float(geometry.affine[:3, axis] @ np.asarray(inward)) for axis in (1, 2))
        shown &= start + np.arange(rows)[:, None] * down + np.arange(columns)[None, :] * right >= 0
    return shown
