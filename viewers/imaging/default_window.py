"""The window an image opens with: its own from the header, else one that keeps nearly all of its values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import FloatArray
from viewers.imaging.images import Pixels, PlanarFrame, Rescale, Volume
from viewers.imaging.padding import PaddingRange
from viewers.imaging.shutters import Shutter
from viewers.imaging.windowing import VoiFunction, Window


@dataclass(frozen=True)
class Percentiles:
    """The shares of the values, in percent, at which an automatic window begins and ends."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low < self.high <= 100:
            raise ValueError("percentiles go from low to high, within 0 and 100")


AUTO_PERCENTILES = Percentiles(0.1, 99.9)
"""0.1 % is cut off at each end (3D Slicer's rule, viewing.md 4.3)."""
SAMPLE_SIZE = 200_000
"""About how many values the automatic window looks at; enough for 0.1 % tails, quick on any volume."""
MINIMUM_WIDTH = 1.0
EMPTY_WINDOW = Window(255.0, 127.5, "Automatic")
"""For an image with no values yet, or colour, which has no window."""


class FrameChoice(Protocol):
    """Anything that says which frame is shown; `ViewportState` does."""

    @property
    def frame_index(self) -> int:
        """0-based frame number."""


def default_window(pixels: Pixels, state: FrameChoice) -> Window:
    """The first DICOM window of the volume or of the frame shown, else the automatic one."""
    own = dicom_windows(pixels, state)
    return own[0] if own else auto_window(pixels, state)


def dicom_windows(pixels: Pixels, state: FrameChoice) -> tuple[Window, ...]:
    """The windows the header of the volume or of the frame shown carries."""
    if isinstance(pixels, Volume):
        return pixels.windows
    frame = _frame(pixels.frames, state)
    return () if frame is None else frame.windows


def auto_window(pixels: Pixels, state: FrameChoice, percentiles: Percentiles = AUTO_PERCENTILES) -> Window:
    """From one percentile to the other of the loaded modality values, padding left out."""
    if isinstance(pixels, Volume):
        return _window_of(_volume_sample(pixels), pixels.rescale, pixels.padding, percentiles)
    frame = _frame(pixels.frames, state)
    if frame is None or frame.values is None or frame.values.ndim != 2:
        return EMPTY_WINDOW
    sample = _thinned(_uncovered(frame.values, frame.graphics.shutter))
    return _window_of(sample, frame.rescale, frame.padding, percentiles)


def _uncovered(values: NDArray[np.generic], shutter: Shutter | None) -> NDArray[np.generic]:
    """The values of a frame that its shutter leaves open, flat; all where it would leave none."""
    if shutter is not None:
        hidden = shutter.hidden((values.shape[0], values.shape[1]))
        if not hidden.all():
            return values[~hidden]
    return values.reshape(-1)


def _frame(frames: list[PlanarFrame | None], state: FrameChoice) -> PlanarFrame | None:
    return frames[min(max(state.frame_index, 0), len(frames) - 1)] if frames else None


def _volume_sample(volume: Volume) -> NDArray[np.generic]:
    """Some values of some loaded slices, spread over the volume."""
    loaded = np.flatnonzero(volume.loaded)
    slices = loaded[:: max(1, len(loaded) // 16)]
    if not len(slices):
        return np.empty(0, dtype=volume.stored_values.dtype)
    share = SAMPLE_SIZE // len(slices)
    return np.concatenate([_thinned(volume.stored_values[k].reshape(-1), share) for k in slices])


def _thinned(values: NDArray[np.generic], size: int = SAMPLE_SIZE) -> NDArray[np.generic]:
    """Every n-th value, n odd so that a power-of-two row length does not pick the same columns again and again."""
    return values[:: max(1, values.size // size) | 1]


def _window_of(
    sample: NDArray[np.generic], rescale: Rescale, padding: PaddingRange | None, percentiles: Percentiles
) -> Window:
    if padding is not None:
        sample = sample[~padding.holds(sample)]
    finite: FloatArray = sample[np.isfinite(sample)].astype(np.float64)
    if not finite.size:
        return EMPTY_WINDOW
    # A negative slope turns the order round: the percentiles are those of modality values.
    modality_values = finite * rescale.slope + rescale.intercept
    return window_between(*np.percentile(modality_values, (percentiles.low, percentiles.high)), name="Automatic")


def window_between(low: float, high: float, *, name: str = "") -> Window:
    """The window that goes from black at one value to white at another.

    One narrower than 1 is exact: the usual function makes a threshold of it (PS3.3 C.11.2.1.2.1), which would leave
    nothing of values such as 0.001 mm2/s.
    """
    width, center = float(high - low), float(low + high) / 2
    if 0 < width < MINIMUM_WIDTH:
        return Window(width, center, name, VoiFunction.LINEAR_EXACT)
    return Window(max(width, MINIMUM_WIDTH), center, name)
