"""How often each value occurs in what is shown: the histogram behind the window handles."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import FloatArray
from viewers.imaging.images import Pixels, Rescale, Volume
from viewers.imaging.padding import PaddingRange

BINS = 512
"""At most this many bars: a screen shows no more."""
LARGEST_SAMPLE = 4_000_000
"""Values counted; more are thinned evenly, and `counted` of `total` says so."""
NO_COLOUR_HISTOGRAM = "This image is in colour; it has no window."
NO_VALUES_YET = "No values have arrived yet."


class NoHistogramError(Exception):
    """There is nothing to count; the text says why and is shown to the user."""


@dataclass(frozen=True, eq=False)
class Histogram:
    """Bars of equal width, from low to high modality values in `unit`.

    Bar n counts the values from `first + n * bin_width` on. `counted` of `total` values were looked at (padding and
    what has not arrived are in neither). `body` are the 0.1 and 99.9 percentiles, `ends` the smallest and largest value
    that was looked at.
    """

    first: float
    bin_width: float
    counts: NDArray[np.intp]
    unit: str
    counted: int
    total: int
    body: tuple[float, float]
    ends: tuple[float, float]

    @property
    def is_sampled(self) -> bool:
        """Whether only some of the values were counted."""
        return self.counted < self.total

    @property
    def edges(self) -> FloatArray:
        """The limits between the bars, one more than there are bars."""
        return np.asarray(self.first + np.arange(len(self.counts) + 1) * self.bin_width)


@dataclass(frozen=True)
class _Piece:
    """The stored values of one slice or frame, flat, with what turns them into modality values."""

    stored: NDArray[np.generic]
    rescale: Rescale
    padding: PaddingRange | None


def histogram_of(pixels: Pixels, *, check: Callable[[], object] = lambda: None) -> Histogram:
    """Count what has arrived of a series. `check` is called between slices and may raise to give up.

    Takes some tenths of a second for a large volume: not for the GUI thread. Raises `NoHistogramError`.
    """
    pieces = list(_pieces(pixels))
    if not pieces:
        raise NoHistogramError(NO_VALUES_YET)
    step = max(1, math.ceil(sum(piece.stored.size for piece in pieces) / LARGEST_SAMPLE)) | 1
    samples, total = [], 0
    for piece in pieces:
        check()
        sample = _finite(piece.stored[::step], piece.padding)
        samples.append(sample.astype(np.float64) * piece.rescale.slope + piece.rescale.intercept)
        total += sample.size if step == 1 else round(piece.stored.size * sample.size / len(piece.stored[::step]))
    values = np.concatenate(samples)
    if not values.size:
        raise NoHistogramError(NO_VALUES_YET)
    return _counted(values, total, pieces[0].rescale.unit, _grain(pieces))


def _pieces(pixels: Pixels) -> Iterator[_Piece]:
    if isinstance(pixels, Volume):
        for k in np.flatnonzero(pixels.loaded):
            yield _Piece(pixels.stored_values[k].reshape(-1), pixels.rescale, pixels.padding)
        return
    for frame in tuple(pixels.frames):
        if frame is None or frame.values is None:
            continue
        if frame.values.ndim != 2:
            raise NoHistogramError(NO_COLOUR_HISTOGRAM)
        yield _Piece(frame.values.reshape(-1), frame.rescale, frame.padding)


def _finite(stored: NDArray[np.generic], padding: PaddingRange | None) -> NDArray[np.generic]:
    kept = stored if padding is None else stored[~padding.holds(stored)]
    return kept[np.isfinite(kept)] if kept.dtype.kind == "f" else kept


def _grain(pieces: list[_Piece]) -> float:
    """The step between neighbouring modality values; 0 where values are not whole multiples of one."""
    slopes = {abs(piece.rescale.slope) for piece in pieces}
    is_whole = all(piece.stored.dtype.kind in "iu" for piece in pieces)
    return slopes.pop() if is_whole and len(slopes) == 1 else 0.0


def _counted(values: FloatArray, total: int, unit: str, grain: float) -> Histogram:
    low, high = float(values.min()), float(values.max())
    if grain:
        # Bars that hold a whole number of possible values: else every few bars one is taller for no reason.
        width = grain * max(1, math.ceil((high - low + grain) / grain / BINS))
        first = low - grain / 2
    else:
        width, first = max((high - low) / BINS, np.finfo(np.float64).tiny, abs(high) * 1e-12), low
    bins = np.minimum(((values - first) / width).astype(np.intp), BINS - 1)
    below, above = np.percentile(values, (0.1, 99.9))
    return Histogram(
        first=first,
        bin_width=width,
        counts=np.bincount(bins),
        unit=unit,
        counted=values.size,
        total=max(total, values.size),
        body=(float(below), float(above)),
        ends=(low, high),
    )
