"""A disc beside the pointer that shows its place enlarged while a point is set or a handle dragged."""

from __future__ import annotations

from collections.abc import Mapping

from shiboken6 import isValid

from viewers.qt.lens import Lens
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from workstation.dicom.records import PatientRecord
from workstation.preferences import Preferences
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands

MAGNIFIES = "marking.magnifier"
"""The preference: whether there is a magnifier while marking."""
FACTOR = 3.0
ON = "While a point is placed or a handle dragged, the place is shown three times larger."
OFF = "No magnifier while marking."


def magnifies(preferences: Preferences) -> bool:
    """Whether there is a magnifier while marking."""
    return preferences.get(MAGNIFIES, True) is not False


class PlacingMagnifier(Feature):
    """Lets the disc come and go with the button."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self.lens = Lens(hands.grid.scheduler, beside=True)
        hands.grid.hand_moved.connect(self._follow)

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind its commands, by command id."""
        return {"mark.magnifier": self._toggle}

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Nothing of the former patient stays on screen."""
        self._look(None)

    def close(self) -> None:
        """The disc leaves the grid."""
        self._hands.grid.hand_moved.disconnect(self._follow)
        if isValid(self.lens):
            self.lens.detach()

    def _toggle(self) -> None:
        is_on = not magnifies(self._hands.preferences)
        self._hands.preferences.set(MAGNIFIES, is_on)
        self._hands.tell(Message(tr(ON) if is_on else tr(OFF)))

    def _follow(self, viewport: Viewport) -> None:
        is_wanted = viewport.is_hand_precise and magnifies(self._hands.preferences)
        self._look(viewport if is_wanted else None)

    def _look(self, viewport: Viewport | None) -> None:
        if not isValid(self.lens):  # gone with a viewport of the second window
            self.lens = Lens(self._hands.grid.scheduler, beside=True)
        self.lens.look(viewport, FACTOR)
