"""Two-dimensional frames: pixels plus view state in, an 8-bit picture with its geometry out. No window, no OpenGL."""

from __future__ import annotations

import threading

from annotations.geometry import FloatArray
from viewers.imaging.images import Pixels, Volume
from viewers.imaging.windowing import Window
from viewers.render.planar_frames import PlanarFrames
from viewers.render.shown_windows import ShownWindows
from viewers.render.shutter_cover import ShutterCover
from viewers.render.volume_frames import VolumeFrames, volume_values
from viewers.state.frame import Frame, FrameGeometry
from viewers.state.frame_layout import Size
from viewers.state.viewport_state import Quality, ViewportState


class FrameRenderer:
    """Draws frames; remembers only what is cheap to make again, and only as long as the pixels live.

    May be called from any thread; calls wait for each other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._windows = ShownWindows()
        shutters = ShutterCover()
        self._volumes = VolumeFrames(self._windows, shutters)
        self._planar = PlanarFrames(self._windows, shutters)

    def render(
        self,
        pixels: Pixels,
        state: ViewportState,
        size_px: Size,
        quality: Quality = Quality.FINE,
        *,
        other: Volume | None = None,
    ) -> Frame:
        """The picture of one viewport, `size_px` = (width, height) display pixels.

        Outside the image is black. What has not arrived is black with `missing` = `loading`; a frame that cannot be
        shown is black with the reason. `other` is the volume that `state.fusion` lays over. Raises `ValueError` for
        the 3-D view, which `VolumeRenderer` draws, and for an `other` that is not the one meant or is not shown to be
        of the same patient.
        """
        size_px = (max(1, size_px[0]), max(1, size_px[1]))
        with self._lock:
            if isinstance(pixels, Volume):
                return self._volumes.frame(pixels, state, size_px, quality, other)
            return self._planar.frame(pixels, state, size_px, quality)

    def modality_values(self, pixels: Pixels, state: ViewportState, size_px: Size) -> tuple[FloatArray, FrameGeometry]:
        """The same cut as `render` as modality values (height, width), NaN where there is no image; grey only.

        Values are interpolated without rounding; those of a volume in double precision at the very point each display
        pixel stands for. Raises `ValueError` where there is nothing to give values of.
        """
        if isinstance(pixels, Volume):
            return volume_values(pixels, state, size_px)
        with self._lock:
            return self._planar.values(pixels, state, size_px)

    def window_of(self, pixels: Pixels, state: ViewportState) -> Window:
        """The window in force: the state's, else the image's default (remembered until more slices arrive)."""
        return self._windows.window_of(pixels, state)
