"""Three-dimensional frames off screen, in one thread that makes, owns and closes its render window."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from annotations.geometry import VolumeGeometry
from viewers.imaging.images import Volume
from viewers.render.opengl_window import OpenGLUnavailableError
from viewers.render.stage_3d import Stage3D, view_letters
from viewers.state.scene_3d import Frame3D, Scene3D, view_of
from viewers.state.viewport_state import Quality

LOG = logging.getLogger("foramen.3d")
NO_OPENGL = "3-D needs OpenGL, which this machine does not give: {reason}. Install a graphics driver or Mesa."
BROKEN = (
    "3-D has stopped: the graphics driver failed ({kind}: {reason}). The other viewports are not affected. "
    "Update the graphics driver, or try 3-D again."
)
CLOSE_WITHIN_S = 5.0
"""A thread that hangs in its driver is left behind after so long; it is a daemon and holds nobody up."""


@dataclass(frozen=True, eq=False)
class _Wish:
    """What the owner wants on screen; each wish replaces the one before."""

    volume: Volume | None = None
    volume_number: int = 0
    scene: Scene3D | None = None


class VolumeRenderer:
    """Draws the newest requested scene of the newest shown volume.

    `on_frame` is called in the render thread; hand the frame over to another thread by a queued signal. Requests
    that are overtaken while they wait or are drawn give no frame. Without OpenGL each request gives a black frame
    with `failure`. Call `close` before letting go.
    """

    def __init__(self, on_frame: Callable[[Frame3D], None]) -> None:
        self._on_frame = on_frame
        self._changed = threading.Condition()
        self._wish = _Wish()
        self._closing = False
        self._renderer = ""
        self._thread = threading.Thread(target=self._run, name="foramen-3d", daemon=True)
        self._thread.start()

    @property
    def renderer_string(self) -> str:
        """What draws, as the driver says it; empty until the window exists, `none` without OpenGL."""
        return self._renderer

    def show(self, volume: Volume | None) -> None:
        """Put a volume on the stage (None clears it). Call it again when more of its slices have arrived."""
        with self._changed:
            self._wish = _Wish(volume, self._wish.volume_number + 1, self._wish.scene)
            self._changed.notify()

    def request(self, scene: Scene3D) -> None:
        """Ask for a picture; returns at once."""
        with self._changed:
            self._wish = _Wish(self._wish.volume, self._wish.volume_number, scene)
            self._changed.notify()

    def close(self) -> None:
        """Stop the thread and wait until its window is gone. No frame comes after this returns, unless it hung."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(CLOSE_WITHIN_S)

    def _run(self) -> None:
        """The top of the thread: whatever the driver does, the owner hears of it and all else goes on."""
        failure = ""
        try:
            stage = Stage3D()
        except OpenGLUnavailableError as error:
            failure = NO_OPENGL.format(reason=error)
        except Exception as error:  # noqa: BLE001 - a driver may fail in any way
            failure = BROKEN.format(kind=type(error).__name__, reason=error)
        else:
            self._renderer = stage.renderer
            failure = self._served_until_broken(stage)
        if failure:
            LOG.warning("3-D: %s", failure)
            self._renderer = "none"
            self._serve(None, failure)

    def _served_until_broken(self, stage: Stage3D) -> str:
        """Draw until closed (empty) or until the driver fails: then why."""
        try:
            self._serve(stage, "")
        except Exception as error:  # noqa: BLE001 - a driver may fail in any way
            return BROKEN.format(kind=type(error).__name__, reason=error)
        finally:
            with suppress(Exception):  # what is broken may not even close
                stage.close()
        return ""

    def _serve(self, stage: Stage3D | None, failure: str) -> None:
        done = _Wish()
        while (wish := self._next(done)) is not None:
            if stage is not None and wish.volume_number != done.volume_number:
                stage.show(wish.volume)
            done = wish
            frame = self._drawn(stage, wish, failure)
            if frame is not None:
                self._on_frame(frame)

    def _next(self, done: _Wish) -> _Wish | None:
        """The newest wish once it differs from the one done; None when closing."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing or (self._wish is not done and self._wish.scene is not None))
            return None if self._closing else self._wish

    def _drawn(self, stage: Stage3D | None, wish: _Wish, failure: str) -> Frame3D | None:
        if wish.volume is None or wish.scene is None:
            return None
        if stage is None:
            return failed_frame(wish.volume.geometry, wish.scene, failure)
        try:
            return stage.draw(wish.scene, is_stale=lambda: self._is_overtaken(wish))
        except ValueError as error:  # an unknown preset: the thread lives on, the picture says what is wrong
            return failed_frame(wish.volume.geometry, wish.scene, str(error))

    def _is_overtaken(self, wish: _Wish) -> bool:
        """Whether drawing on is a waste. Coarse pictures are always finished: a moving hand must see something."""
        coarse = wish.scene is not None and wish.scene.quality is Quality.INTERACTIVE
        return self._closing or (self._wish is not wish and not coarse)


def render_3d_once(volume: Volume, scene: Scene3D) -> Frame3D:
    """One 3-D picture in the calling thread, for the command line; a black frame with `failure` without OpenGL."""
    try:
        stage = Stage3D()
    except OpenGLUnavailableError as error:
        return failed_frame(volume.geometry, scene, NO_OPENGL.format(reason=error))
    try:
        stage.show(volume)
        frame = stage.draw(scene)
    finally:
        stage.close()
    assert frame is not None
    return frame


def probe_renderer() -> tuple[str, str]:
    """(what draws 3-D, why nothing can), one of them empty; opens and closes a window in the calling thread."""
    try:
        stage = Stage3D()
    except OpenGLUnavailableError as error:
        return "", str(error)
    stage.close()
    return stage.renderer, ""


def failed_frame(geometry: VolumeGeometry, scene: Scene3D, failure: str) -> Frame3D:
    """A black picture that says why it is black."""
    width, height = (max(n, 1) for n in scene.size_px)
    view = view_of(geometry, scene.camera, (width, height))
    return Frame3D(np.zeros((height, width, 3), np.uint8), scene, view, view_letters(view), "none", failure)
