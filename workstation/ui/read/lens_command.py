"""The magnifier lens over the 2-D viewports, off, 2x, 4x by one key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import SignalInstance
from shiboken6 import isValid

from viewers.qt.lens import Lens
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from workstation.dicom.records import PatientRecord
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands

FACTORS = (0.0, 2.0, 4.0)
"""0 = no lens."""
LENS_ON = "Magnifier lens {factor:g}x: move the pointer over an image."


class LensCommand(Feature):
    """Steps through the magnifications and lets the lens follow the pointer."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._factor = FACTORS[0]
        self.lens = Lens(hands.grid.scheduler)
        for signal in self._signals():
            signal.connect(self._follow)

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind its commands, by command id."""
        return {"view.lens": self._step}

    def on_patient(self, patient: PatientRecord | None) -> None:
        """The lens goes with the images it lay over."""
        self._factor = FACTORS[0]
        self._follow()

    def close(self) -> None:
        """The lens leaves the grid."""
        for signal in self._signals():
            signal.disconnect(self._follow)
        if isValid(self.lens):
            self.lens.detach()

    def _signals(self) -> tuple[SignalInstance, ...]:
        """All that may move what lies under the pointer; with Shift held the crosshair follows the pointer."""
        return (self._hands.grid.hovered, self._hands.grid.cursor_moved, self._hands.grid.view_changed)

    def _step(self) -> None:
        self._factor = FACTORS[(FACTORS.index(self._factor) + 1) % len(FACTORS)]
        if self._factor and self._pointed() is None:
            self._hands.tell(Message(tr(LENS_ON).format(factor=self._factor)))
        self._follow()

    def _follow(self, _what: object = None) -> None:
        if not isValid(self.lens):  # gone with a viewport of the second window
            self.lens = Lens(self._hands.grid.scheduler)
        self.lens.look(self._pointed() if self._factor else None, self._factor)

    def _pointed(self) -> Viewport | None:
        """The 2-D viewport under the pointer, in either window."""
        grids = (self._hands.grid, self._hands.grid.companion)
        panes = (pane for grid in grids if grid is not None for pane in grid.viewports if isinstance(pane, Viewport))
        return next((pane for pane in panes if pane.pointer_px is not None), None)
