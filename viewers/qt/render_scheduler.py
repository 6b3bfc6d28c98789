"""When and where frames are rendered: at once, or in a worker thread that keeps the newest request of each pane."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakMethod

from PySide6.QtCore import QObject, Qt, Signal, Slot

from viewers.imaging.images import Pixels, Volume
from viewers.qt.translated import tr
from viewers.state.frame import Frame
from viewers.state.viewport_state import Quality, ViewportState

LOG = logging.getLogger(__name__)
RENDER_FAILED = "this picture could not be drawn; the log has the reason"
STOP_TIMEOUT_S = 10.0


_pane_numbers = itertools.count(1)


def new_pane_number() -> int:
    """A number that no other pane has."""
    return next(_pane_numbers)


class Renderer(Protocol):
    """What makes frames; `viewers.render.frame_renderer.FrameRenderer` does. May be called from any thread."""

    def render(
        self,
        pixels: Pixels,
        state: ViewportState,
        size_px: tuple[int, int],
        quality: Quality = Quality.FINE,
        *,
        other: Volume | None = None,
    ) -> Frame:
        """The picture of one viewport."""


@dataclass(frozen=True, eq=False)
class RenderRequest:
    """All that one frame needs, captured when it was asked for; `number` grows with each request of a pane."""

    pane: int
    number: int
    pixels: Pixels
    state: ViewportState
    size_px: tuple[int, int]
    quality: Quality
    other: Volume | None = None


@dataclass(frozen=True, eq=False)
class RenderAnswer:
    """The frame of a request, or the sentence that says why there is none."""

    request: RenderRequest
    frame: Frame | None
    failure: str = ""


Deliver = Callable[[RenderAnswer], None]


class RenderScheduler(Protocol):
    """Where requests go. `deliver` is called on the GUI thread."""

    @property
    def is_direct(self) -> bool:
        """Whether answers come before `submit` returns."""

    def attach(self, pane: int, deliver: Deliver) -> None:
        """Answers of a pane go to `deliver`, a bound method, which does not keep the pane alive."""

    def detach(self, pane: int) -> None:
        """Forget a pane: its waiting request, and every answer that is still to come."""

    def submit(self, request: RenderRequest) -> None:
        """Render soon; a newer request of the same pane replaces one that waits."""

    def close(self) -> None:
        """Stop; nothing is delivered afterwards."""


def answered(renderer: Renderer, request: RenderRequest) -> RenderAnswer:
    """Render one request; a fault of the renderer becomes a failure in that pane and a line in the log."""
    # The top of the render thread catches everything: a fault costs its pane, not the program.
    try:
        frame = renderer.render(request.pixels, request.state, request.size_px, request.quality, other=request.other)
    except Exception:
        LOG.exception("rendering pane %d failed", request.pane)
        return RenderAnswer(request, None, tr(RENDER_FAILED))
    return RenderAnswer(request, frame)


class DirectScheduler:
    """Renders inside `submit`: for tests, screenshots and the command line."""

    is_direct = True

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._deliver: dict[int, WeakMethod[Deliver]] = {}

    def attach(self, pane: int, deliver: Deliver) -> None:
        """Answers of a pane go to `deliver` from now on."""
        self._deliver[pane] = WeakMethod(deliver)

    def detach(self, pane: int) -> None:
        """Forget a pane."""
        self._deliver.pop(pane, None)

    def submit(self, request: RenderRequest) -> None:
        """Render now."""
        reference = self._deliver.get(request.pane)
        deliver = reference() if reference is not None else None
        if deliver is not None:
            deliver(answered(self._renderer, request))

    def close(self) -> None:
        """Deliver nothing any more."""
        self._deliver.clear()


class ThreadedScheduler(QObject):
    """One worker thread for all panes of a grid. Lives on the GUI thread; answers arrive there by a queued signal."""

    is_direct = False
    _answered = Signal(object)

    def __init__(self, renderer: Renderer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._deliver: dict[int, WeakMethod[Deliver]] = {}
        self._waiting: dict[int, RenderRequest] = {}
        self._condition = threading.Condition()
        self._is_closed = False
        self._answered.connect(self._on_answer, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="render-2d", daemon=True)
        self._thread.start()

    def attach(self, pane: int, deliver: Deliver) -> None:
        """Answers of a pane go to `deliver` from now on."""
        self._deliver[pane] = WeakMethod(deliver)

    def detach(self, pane: int) -> None:
        """Forget a pane."""
        self._deliver.pop(pane, None)
        with self._condition:
            self._waiting.pop(pane, None)

    def submit(self, request: RenderRequest) -> None:
        """Wake the worker; what this pane asked for before and did not get yet is dropped."""
        with self._condition:
            # Taken out and put in again so that panes are served in the order of their newest requests.
            self._waiting.pop(request.pane, None)
            self._waiting[request.pane] = request
            self._condition.notify()

    def close(self) -> None:
        """Stop the worker and wait for the frame it is making."""
        self._deliver.clear()
        with self._condition:
            self._is_closed = True
            self._waiting.clear()
            self._condition.notify()
        self._thread.join(STOP_TIMEOUT_S)

    def _work(self) -> None:
        while self._serve_one():
            pass

    def _serve_one(self) -> bool:
        """Render the next request; False at the end. Its names go out of scope here: waiting must not keep pixels."""
        request = self._next()
        if request is None:
            return False
        answer = answered(self._renderer, request)
        with self._condition:
            if not self._is_closed:
                self._answered.emit(answer)
        return True

    def _next(self) -> RenderRequest | None:
        with self._condition:
            self._condition.wait_for(lambda: self._is_closed or bool(self._waiting))
            if self._is_closed:
                return None
            return self._waiting.pop(next(iter(self._waiting)))

    @Slot(object)
    def _on_answer(self, answer: RenderAnswer) -> None:
        reference = self._deliver.get(answer.request.pane)
        deliver = reference() if reference is not None else None
        if deliver is not None:
            deliver(answer)
