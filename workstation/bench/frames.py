"""How long a frame takes while scrolling and while the crosshair moves, against plain numpy on the same volume."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from annotations.geometry import as_point
from viewers.imaging.images import Volume
from viewers.imaging.windowing import Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.navigation import focused_at, scrolled_to, slice_count
from viewers.state.viewport_state import Quality, ViewPlane, ViewportState
from workstation.bench.figures import Figure, p95_ms
from workstation.bench.loading import bench_series
from workstation.dicom.load import load_stack

SIZE_PX = (1000, 800)
CROSSHAIR_SIZE_PX = (500, 400)
WINDOW = Window(400, 40)
PLANES = (ViewPlane.AXIAL, ViewPlane.CORONAL, ViewPlane.SAGITTAL)
"""In the order of the array's axes."""


def frame_figures(folder: Path) -> Iterator[Figure]:
    """Scroll p95 in each plane and the p95 of a three-plane crosshair move."""
    _, series = bench_series(folder)
    volume = load_stack(series, 0)
    if not isinstance(volume, Volume):
        raise TypeError("the phantom of the benchmark must load as a volume")
    renderer = FrameRenderer()
    for axis, plane in enumerate(PLANES):
        ours = p95_ms(_scroll(renderer, volume, plane))
        baseline = p95_ms(_numpy_scroll(volume, axis))
        name = f"scroll {plane} {SIZE_PX[0]}x{SIZE_PX[1]} p95"
        yield Figure(name, ours, "ms", "numpy slice and window", baseline)
    yield Figure("three-plane crosshair p95", p95_ms(_crosshair(renderer, volume)), "ms")


def _timed(actions: Sequence[Callable[[], object]]) -> list[float]:
    durations = []
    for action in actions:
        start = time.perf_counter()
        action()
        durations.append(time.perf_counter() - start)
    return durations


def _scroll(renderer: FrameRenderer, volume: Volume, plane: ViewPlane) -> list[float]:
    state = ViewportState(plane=plane, window=WINDOW)
    count = slice_count(volume, state)
    states = [scrolled_to(volume, state, index) for index in np.linspace(0, count - 1, 60).astype(int).tolist()]
    renderer.render(volume, state, SIZE_PX)
    return _timed([lambda s=one: renderer.render(volume, s, SIZE_PX) for one in states])  # type: ignore[misc]


def _numpy_scroll(volume: Volume, axis: int) -> list[float]:
    low, scale = WINDOW.center - WINDOW.width / 2, 255 / WINDOW.width

    def frame(index: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        values = np.take(volume.stored_values, index, axis=axis).astype(np.float32)
        return np.asarray(np.clip((values - low) * scale, 0, 255), dtype=np.uint8)

    indices = np.linspace(0, volume.geometry.shape_kji[axis] - 1, 60).astype(int).tolist()
    return _timed([lambda i=index: frame(i) for index in indices])  # type: ignore[misc]


def _crosshair(renderer: FrameRenderer, volume: Volume) -> list[float]:
    states = [ViewportState(plane=plane, window=WINDOW) for plane in PLANES]
    points = np.linspace(0.2, 0.8, 40)[:, None] * (np.asarray(volume.geometry.shape_kji) - 1)

    def move(index: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
        focus = as_point(volume.geometry.index_to_lps(index))
        for state in states:
            moved = dataclasses.replace(focused_at(volume, state, focus))
            renderer.render(volume, moved, CROSSHAIR_SIZE_PX, Quality.INTERACTIVE)

    move(points[0])
    return _timed([lambda p=point: move(p) for point in points])  # type: ignore[misc]
