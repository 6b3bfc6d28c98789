"""The commands that change what the active viewport shows: scroll, window, zoom, plane, layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from viewers.imaging.images import Volume
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.qt.viewport_grid import ViewportGrid
from viewers.state.navigation import scrolled_to, slice_count, zoomed
from viewers.state.viewport_state import ViewPlane, ViewportState

ZOOM_STEP = 1.25
"""One press of + or -."""

Handler = Callable[[], object]


class ViewCommands:
    """Handlers by command id, all acting on the active viewport of a grid."""

    def __init__(self, grid: ViewportGrid, tell: Callable[[str], None]) -> None:
        self._grid = grid
        self._tell = tell

    def handlers(self) -> Mapping[str, Handler]:
        """The functions that carry the commands out."""
        return {
            "view.invert": lambda: self._change(lambda s: replace(s, invert=not s.invert)),
            "view.shutter": self._toggle_shutter,
            "view.fit": lambda: self._change(lambda s: replace(s, scale=None, pan_px=(0.0, 0.0))),
            "view.reset": lambda: self._grid.active_viewport.reset_view(),
            "view.zoom-in": lambda: self._zoom(ZOOM_STEP),
            "view.zoom-out": lambda: self._zoom(1 / ZOOM_STEP),
            "scroll.next": lambda: self._scroll(1),
            "scroll.previous": lambda: self._scroll(-1),
            "scroll.first": lambda: self._scroll_to(first=True),
            "scroll.last": lambda: self._scroll_to(first=False),
            "viewport.next": lambda: self._step_viewport(1),
            "viewport.previous": lambda: self._step_viewport(-1),
            **{f"plane.{plane.value}": self._plane_handler(plane) for plane in _PLANES},
        }

    def _viewport(self) -> Viewport | None:
        active = self._grid.active_viewport
        return active if isinstance(active, Viewport) and active.pixels is not None else None

    def _change(self, change: Callable[[ViewportState], ViewportState]) -> None:
        viewport = self._viewport()
        if viewport is not None:
            viewport.set_state(change(viewport.state))

    def _toggle_shutter(self) -> None:
        viewport = self._viewport()
        if viewport is None or viewport.frame is None:
            return
        if viewport.frame.graphics.shutter is None:
            self._tell(tr("This image has no shutter."))
            return
        viewport.set_state(replace(viewport.state, show_shutter=not viewport.state.show_shutter))

    def _zoom(self, factor: float) -> None:
        viewport = self._viewport()
        if viewport is not None and viewport.frame is not None:
            geometry = viewport.frame.geometry
            middle = (geometry.size_px[0] / 2, geometry.size_px[1] / 2)
            viewport.set_state(zoomed(viewport.state, geometry, factor, middle))

    def _scroll(self, steps: int) -> None:
        viewport = self._viewport()
        if viewport is not None and viewport.pixels is not None:
            viewport.scroll_by(steps)

    def _scroll_to(self, *, first: bool) -> None:
        viewport = self._viewport()
        if viewport is not None and viewport.pixels is not None:
            last = slice_count(viewport.pixels, viewport.state) - 1
            viewport.set_state(scrolled_to(viewport.pixels, viewport.state, 0 if first else last))

    def _step_viewport(self, step: int) -> None:
        self._grid.in_hand.activate_next(step)

    def _plane_handler(self, plane: ViewPlane) -> Handler:
        def change() -> None:
            viewport = self._viewport()
            if viewport is None:
                return
            if not isinstance(viewport.pixels, Volume):
                self._tell(tr("Only a volume can be cut in other planes; this series is shown as acquired."))
                return
            viewport.set_state(replace(viewport.state, plane=plane, scale=None, pan_px=(0.0, 0.0)))

        return change


_PLANES = (ViewPlane.ACQUIRED, ViewPlane.AXIAL, ViewPlane.SAGITTAL, ViewPlane.CORONAL)
