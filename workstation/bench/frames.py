"""How long a frame takes while scrolling and while the crosshair moves, against plain numpy on the same volume."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray

from annotations.geometry import Plane, as_point
from annotations.references import ImageRef, SeriesRef
from viewers.imaging.images import PlanarFrame, ProjectionImage, Volume
from viewers.imaging.windowing import Window, grey_levels
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.frame import FrameGeometry
from viewers.state.navigation import scrolled_to, slice_count
from viewers.state.viewport_state import Quality, ViewPlane, ViewportState
from workstation.bench.cutting import cutting_figures
from workstation.bench.figures import Figure, p95_ms
from workstation.bench.linked_crosshair import PANE_PX, linked_crosshair
from workstation.bench.loading import bench_series
from workstation.dicom.load import load_stack

T = TypeVar("T")
Index = tuple[int, int, int]

STEPS = 60
SIZE_PX = (1000, 800)
CROSSHAIR_TARGET_MS = 33.0
WINDOW = Window(400, 40)
PLANES = (ViewPlane.AXIAL, ViewPlane.CORONAL, ViewPlane.SAGITTAL)
"""In the order of the array's axes."""
SCROLL_TARGETS_MS = {ViewPlane.AXIAL: 10.0, ViewPlane.CORONAL: 15.0, ViewPlane.SAGITTAL: 15.0}
SCROLLS = (
    ("", Quality.INTERACTIVE, 0),
    (", turned by 90 degrees,", Quality.INTERACTIVE, 1),
    (", at rest,", Quality.FINE, 0),
)
"""What is measured of scrolling: the frames while the hand moves, the same of a turned picture, and the last one."""
OBLIQUE_RAD = 0.5
OBLIQUE_TARGET_MS = 25.0
RADIOGRAPH_ROWS_COLUMNS = (3000, 2500)
RADIOGRAPH_TARGET_MS = 25.0


def frame_figures(folder: Path) -> Iterator[Figure]:
    """Scroll p95 in each plane, plain, turned and at rest, and the p95 of a crosshair move in three linked planes."""
    _, series = bench_series(folder)
    volume = load_stack(series, 0)
    if not isinstance(volume, Volume):
        raise TypeError("the phantom of the benchmark must load as a volume")
    renderer = FrameRenderer()
    for axis, plane in enumerate(PLANES):
        baseline = p95_ms(_numpy_scroll(volume, axis))
        for words, quality, turns in SCROLLS:
            ours = p95_ms(_scroll(renderer, volume, ViewportState(plane, window=WINDOW, quarter_turns=turns), quality))
            name = f"scroll {plane}{words} {SIZE_PX[0]}x{SIZE_PX[1]} p95"
            target = SCROLL_TARGETS_MS[plane]
            yield Figure(name, ours, "ms", "numpy slice and window", baseline, target, target_is_ratio=False)
    yield from _oblique_figures(renderer, volume)
    yield _crosshair_figure(volume)
    yield from cutting_figures(volume, WINDOW)
    yield _radiograph_figure(renderer)


def _oblique_figures(renderer: FrameRenderer, volume: Volume) -> Iterator[Figure]:
    """Scrolling a doubly oblique cut, moving and at rest, against SimpleITK's resampling to that plane."""
    cosine, sine = np.cos(OBLIQUE_RAD), np.sin(OBLIQUE_RAD)
    right, down = as_point((cosine, sine, 0.0)), as_point((-sine * cosine, cosine * cosine, sine))
    state = ViewportState(ViewPlane.OBLIQUE, window=WINDOW, oblique=Plane(volume.geometry.center_lps_mm, right, down))
    states = [scrolled_to(volume, state, index) for index in _spread(slice_count(volume, state), STEPS)]
    cut = _SimpleItkCut(volume, renderer.render(volume, state, SIZE_PX).geometry)
    baseline = p95_ms(_timed(cut.resampled, range(STEPS // 6)))
    for quality, name in ((Quality.INTERACTIVE, "moving"), (Quality.FINE, "at rest")):
        ours = p95_ms(_timed(partial(renderer.render, volume, size_px=SIZE_PX, quality=quality), states))
        title = f"scroll oblique {SIZE_PX[0]}x{SIZE_PX[1]} p95, {name}"
        yield Figure(title, ours, "ms", "SimpleITK Resample", baseline, OBLIQUE_TARGET_MS, target_is_ratio=False)


class _SimpleItkCut:
    """The plane of a frame, cut by SimpleITK from the same volume (both in LPS mm)."""

    def __init__(self, volume: Volume, geometry: FrameGeometry) -> None:
        assert geometry.plane is not None
        assert geometry.mm_per_px is not None
        spacing, axes = volume.geometry.spacing_mm_kji, np.array(volume.geometry.directions_kji[::-1]).T
        self._image = sitk.GetImageFromArray(volume.stored_values)
        self._image.SetSpacing([float(mm) for mm in spacing[::-1]])
        self._image.SetDirection(axes.ravel().tolist())
        self._image.SetOrigin(volume.geometry.index_to_lps((0, 0, 0)).tolist())
        plane = geometry.plane
        self._direction = np.column_stack([plane.row_direction, plane.column_direction, plane.normal]).ravel().tolist()
        self._origin, self._mm_per_px = plane.origin_lps_mm, geometry.mm_per_px

    def resampled(self, _step: int) -> sitk.Image:
        """One slice of display pixels."""
        spacing = (self._mm_per_px, self._mm_per_px, 1.0)
        return sitk.Resample(
            self._image, (*SIZE_PX, 1), sitk.Transform(), sitk.sitkLinear, self._origin, spacing, self._direction
        )


def _radiograph_figure(renderer: FrameRenderer) -> Figure:
    """Dragging the window of a large radiograph, each position another window, against a table look-up in numpy."""
    rows, columns = RADIOGRAPH_ROWS_COLUMNS
    values = np.random.default_rng(0).integers(0, 4096, (rows, columns), dtype=np.uint16)
    frame = PlanarFrame(ImageRef("1.2", "1.2.1", "1.2.840.10008.5.1.4.1.1.1.1", "1.2.2"), values)
    image = ProjectionImage(SeriesRef("1.2", "1.2.1"), [frame], size_rc=RADIOGRAPH_ROWS_COLUMNS)
    windows = [Window(1500 + 20 * step, 2000) for step in range(STEPS)]

    def drag(window: Window) -> None:
        renderer.render(image, ViewportState(window=window), SIZE_PX, Quality.INTERACTIVE)

    def look_up(window: Window) -> None:
        grey_levels(np.arange(1 << 16), window)[values]

    drag(WINDOW)
    ours, baseline = p95_ms(_timed(drag, windows)), p95_ms(_timed(look_up, windows[::10]))
    name = f"window drag, radiograph {rows}x{columns}, p95"
    return Figure(
        name, ours, "ms", "numpy table over all pixels", baseline, RADIOGRAPH_TARGET_MS, target_is_ratio=False
    )


def _timed(action: Callable[[T], object], arguments: Sequence[T]) -> list[float]:
    """How long the action takes for each argument, seconds."""
    durations = []
    for argument in arguments:
        start = time.perf_counter()
        action(argument)
        durations.append(time.perf_counter() - start)
    return durations


def _scroll(renderer: FrameRenderer, volume: Volume, state: ViewportState, quality: Quality) -> list[float]:
    states = [scrolled_to(volume, state, index) for index in _spread(slice_count(volume, state), STEPS)]
    renderer.render(volume, state, SIZE_PX)
    return _timed(lambda one: renderer.render(volume, one, SIZE_PX, quality), states)


def _numpy_scroll(volume: Volume, axis: int) -> list[float]:
    return _timed(lambda index: _numpy_frame(volume, axis, index), _spread(volume.geometry.shape_kji[axis], STEPS))


def _numpy_frame(volume: Volume, axis: int, index: int) -> NDArray[np.uint8]:
    low, scale = WINDOW.center - WINDOW.width / 2, 255 / WINDOW.width
    values = np.take(volume.stored_values, index, axis=axis).astype(np.float32)
    return np.clip((values - low) * scale, 0, 255).astype(np.uint8)


def _crosshair_figure(volume: Volume) -> Figure:
    """The crosshair dragged from corner to corner through three linked planes, until all three are painted."""
    points = [as_point(volume.geometry.index_to_lps(index)) for index in _diagonal(volume)]
    ours, baseline = p95_ms(linked_crosshair(volume, WINDOW, points)), p95_ms(_numpy_crosshair(volume))
    name = f"crosshair, three linked planes {PANE_PX[0]}x{PANE_PX[1]} p95"
    return Figure(name, ours, "ms", "numpy slices and window", baseline, CROSSHAIR_TARGET_MS, target_is_ratio=False)


def _numpy_crosshair(volume: Volume) -> list[float]:
    def move(index_kji: Index) -> None:
        for axis, index in enumerate(index_kji):
            _numpy_frame(volume, axis, index)

    return _timed(move, _diagonal(volume))


def _diagonal(volume: Volume) -> list[Index]:
    """Voxels from corner to corner."""
    k, j, i = (_spread(count, STEPS) for count in volume.geometry.shape_kji)
    return list(zip(k, j, i, strict=True))


def _spread(count: int, steps: int) -> list[int]:
    """Whole numbers from 0 to count - 1, evenly apart."""
    return [round(step * (count - 1) / (steps - 1)) for step in range(steps)]
