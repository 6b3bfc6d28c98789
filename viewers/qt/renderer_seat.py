"""Where a 3-D pane's renderer sits: made at the first volume, listened to, told when it fails, and made anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from viewers.imaging.images import Volume
from viewers.qt.translated import tr
from viewers.state.scene_3d import Frame3D, Scene3D

ANSWER_WITHIN_MS = 30_000
"""A renderer that has drawn nothing for so long is said to be stuck; the first picture of a large CT takes a second."""
TRY_AGAIN = "The other viewports are not affected. Update the graphics driver, or try 3-D again."
STUCK = f"3-D has not answered for {ANSWER_WITHIN_MS // 1000} s. {TRY_AGAIN}"
CANNOT_START = "3-D could not be started ({reason}). {advice}"


class SceneRenderer(Protocol):
    """What draws scenes in its own thread; `VolumeRenderer` does."""

    def show(self, volume: Volume | None) -> None:
        """Put a volume on the stage."""

    def request(self, scene: Scene3D) -> None:
        """Ask for a picture."""

    def close(self) -> None:
        """Stop and let go of the window."""


MakeRenderer = Callable[[Callable[[Frame3D], None]], SceneRenderer]


class FrameBridge(QObject):
    """Carries frames from the render thread to the GUI thread; the renderer holds this and never the pane."""

    arrived = Signal(object)


class RendererSeat(QObject):
    """A pane's renderer. Announces `drawn(Frame3D)`, also for frames that only hold a failure, and `failed(text)`."""

    drawn = Signal(object)
    failed = Signal(str)

    def __init__(self, make_renderer: MakeRenderer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_renderer = make_renderer
        self._bridge: FrameBridge | None = None
        self._renderer: SceneRenderer | None = None
        self._patience = QTimer(self, singleShot=True, interval=ANSWER_WITHIN_MS)
        self._patience.timeout.connect(lambda: self.failed.emit(STUCK))

    @property
    def renderer(self) -> SceneRenderer | None:
        """Who sits here now."""
        return self._renderer

    def show(self, volume: Volume | None) -> None:
        """Put a volume on the stage; the renderer is made for the first one."""
        if volume is not None and self._renderer is None:
            self._make()
        if self._renderer is not None:
            self._renderer.show(volume)

    def request(self, scene: Scene3D) -> None:
        """Ask for a picture."""
        if self._renderer is not None:
            if not self._patience.isActive():
                self._patience.start()
            self._renderer.request(scene)

    def close(self) -> None:
        """Let go of the renderer; what it still sends is not heard."""
        self._patience.stop()
        if self._bridge is not None:
            self._bridge.arrived.disconnect(self._on_frame)
            self._bridge = None
        if self._renderer is not None:
            self._renderer.close()
            self._renderer = None

    def _make(self) -> None:
        bridge = FrameBridge(self)
        bridge.arrived.connect(self._on_frame, Qt.ConnectionType.QueuedConnection)
        try:
            self._renderer = self._make_renderer(bridge.arrived.emit)
        except (RuntimeError, OSError, MemoryError) as error:
            self.failed.emit(tr(CANNOT_START).format(reason=error, advice=tr(TRY_AGAIN)))
            return
        self._bridge = bridge

    def _on_frame(self, frame: Frame3D) -> None:
        if self._renderer is not None:
            self._patience.stop()
            self.drawn.emit(frame)
