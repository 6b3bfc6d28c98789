"""Statistics of a region against numpy's boolean index, and a stroke of a brush until the case could store it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from annotations.geometry import VolumeGeometry, as_point
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.references import ImageRef, SeriesRef
from viewers.imaging.images import Rescale, Volume
from viewers.imaging.label_brush import BrushShape, Stroke, painted
from viewers.imaging.region_statistics import region_statistics
from workstation.bench.figures import Figure, best_of
from workstation.ui.read.segment_editor import SegmentEditor, new_segmentation

SHAPE_KJI = (300, 512, 512)
SPACING_KJI_MM = (1.0, 0.5, 0.5)
REPEATS = 20
REGION_RATIO = 10.0
"""Finding the pixels of an ellipse costs more than reading them; the baseline is given them."""
STROKE_TARGET_MS = 100.0
BRUSH_MM = 10.0
HALF_AXES_MM = (25.0, 18.0)


def region_figures(_folder: Path) -> Iterator[Figure]:
    """An ellipse 50 mm long, and a ball of 10 mm radius carried 20 mm, both in 512 x 512 x 300 voxels."""
    volume = _volume()
    mark = _ellipse(volume)
    statistics = best_of(REPEATS, lambda: region_statistics(mark, volume))
    inside = _inside(volume)
    layer = volume.stored_values[SHAPE_KJI[0] // 2]

    def plain() -> None:
        values = layer[inside].astype(np.float64) - 1024
        _ = values.mean(), values.std(ddof=1), values.min(), values.max(), np.median(values)

    name = "statistics of an ellipse of 50 mm"
    yield Figure(name, 1000 * statistics, "ms", "numpy, pixels known", 1000 * best_of(REPEATS, plain), REGION_RATIO)
    editor = SegmentEditor(new_segmentation("bench", "bench", volume), is_new=True)
    seconds = [_stroke(editor, volume, place) for place in range(REPEATS // 2)]
    name = f"stroke of a ball of {BRUSH_MM:g} mm, painted and packed, worst"
    yield Figure(name, 1000 * max(seconds), "ms", target=STROKE_TARGET_MS, target_is_ratio=False)


def _stroke(editor: SegmentEditor, volume: Volume, place: int) -> float:
    start = as_point(np.add(volume.geometry.center_lps_mm, (6.0 * place - 30.0, 0.0, 0.0)))
    stroke = Stroke(start, as_point(np.add(start, (0.0, 20.0, 0.0))), (0.0, 0.0, 1.0), BRUSH_MM, BrushShape.SPHERE)

    def action() -> None:
        editor.show(painted(editor.map.labels, volume, stroke, 1))
        editor.change("stroke")

    return best_of(1, action)


def _volume() -> Volume:
    """Noise, so that nothing is easy."""
    affine = np.diag((*SPACING_KJI_MM, 1.0))[[2, 1, 0, 3]]
    geometry = VolumeGeometry.from_array(affine, SHAPE_KJI, "1.2.3")
    values = np.random.default_rng(3).integers(0, 3000, SHAPE_KJI, dtype=np.int16)
    images = tuple(ImageRef("1.2", "1.2.1", "1.2.840.10008.5.1.4.1.1.2", f"1.2.1.{k}") for k in range(SHAPE_KJI[0]))
    loaded = np.ones(SHAPE_KJI[0], dtype=bool)
    return Volume(SeriesRef("1.2", "1.2.1"), geometry, values, loaded, images, Rescale(1.0, -1024.0, "HU"))


def _ellipse(volume: Volume) -> Mark:
    k, j, i = SHAPE_KJI[0] // 2, SHAPE_KJI[1] / 2, SHAPE_KJI[2] / 2
    across, down = (half / SPACING_KJI_MM[1] for half in HALF_AXES_MM)
    ends = [(k, j, i - across), (k, j, i + across), (k, j - down, i), (k, j + down, i)]
    points = tuple(as_point(one) for one in volume.geometry.index_to_lps(ends))
    return Mark("bench", MarkKind.ELLIPSE, PatientLocation("1.2.3", points, volume.images[k]))


def _inside(volume: Volume) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    rows, columns = np.indices(volume.geometry.shape_kji[1:])
    across, down = (half / SPACING_KJI_MM[1] for half in HALF_AXES_MM)
    middle = SHAPE_KJI[1] / 2
    return np.asarray(((columns - middle) / across) ** 2 + ((rows - middle) / down) ** 2 <= 1)
