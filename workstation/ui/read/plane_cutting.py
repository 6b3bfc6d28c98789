"""Turning planes and thickening cuts, in Read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu

from viewers.imaging.images import Volume
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.state.cut_words import SLAB_WORDS
from viewers.state.viewport_state import Slab, SlabMode, ViewPlane
from workstation.actions import ACTIONS
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands

STEP_DEG = 1.0
"""One press of a turning key."""
SLAB_STEPS_MM = (2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0)
"""Thicknesses that the slab keys go through; dragging reaches those between."""
MENU_COMMANDS = (
    "cut.straighten",
    "cut.lock",
    "disc.align",
    "disc.here",
    "curve.levels",
    "curve.draw",
    "curve.turn",
    "curve.leave",
)
NO_VOLUME = "Only a volume can be cut in other planes; this series is shown as acquired."
CURVED = "A curved reformat is not turned or thickened; Alt+X leaves it."
NO_THREE_PLANES = "Cross-lines turn where three planes of one volume are on screen (Shift+F5)."
NOT_TURNED = "This plane is not turned."
NO_SLAB = "This cut is thin. Alt++ makes it a slab."


class PlaneCutting(Feature):
    """The active pane's plane turned by keys, its cut thickened by keys; by hand both are drags of the cross-lines."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._cross = hands.grid.cross

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {
            "cut.turn-left": partial(self._turn, -STEP_DEG),
            "cut.turn-right": partial(self._turn, STEP_DEG),
            "cut.tilt-up": partial(self._tilt, -STEP_DEG),
            "cut.tilt-down": partial(self._tilt, STEP_DEG),
            "cut.swing-left": partial(self._tilt, STEP_DEG, about_vertical=True),
            "cut.swing-right": partial(self._tilt, -STEP_DEG, about_vertical=True),
            "cut.lock": self._toggle_lock,
            "cut.straighten": self._straighten,
            "slab.thicker": partial(self._step_slab, 1),
            "slab.thinner": partial(self._step_slab, -1),
            "slab.mode": self._step_mode,
            "slab.off": partial(self._set_slab, None),
        }

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """Slabs by thickness and kind, and the commands that cut along something, for volumes."""
        if not isinstance(pane, Viewport) or not isinstance(pane.pixels, Volume):
            return
        now = pane.state.slab
        slabs = menu.addMenu(tr("Slab"))
        for thickness in (None, *SLAB_STEPS_MM):
            slab = None if thickness is None else Slab(thickness, now.mode if now is not None else SlabMode.MAXIMUM)
            text = tr("None, a thin cut") if thickness is None else tr("{thickness:g} mm", thickness=thickness)
            _checkable(slabs, text, slab == now, partial(self._thicken, pane, slab))
        if now is not None:
            slabs.addSeparator()
            for mode, word in SLAB_WORDS.items():
                _checkable(slabs, word, now.mode is mode, partial(self._thicken, pane, replace(now, mode=mode)))
        cuts = menu.addMenu(tr("Cut"))
        for action_id in MENU_COMMANDS:
            cuts.addAction(tr(ACTIONS[action_id].title), partial(self._hands.ask, action_id))

    @staticmethod
    def _thicken(pane: Viewport, slab: Slab | None) -> None:
        pane.set_state(replace(pane.state, slab=slab))

    def _pane(self) -> Viewport | None:
        """The active pane where it shows a volume; else says why nothing is cut."""
        pane = self._hands.grid.active_viewport
        if isinstance(pane, Viewport) and isinstance(pane.pixels, Volume):
            if pane.state.plane is not ViewPlane.CURVED:
                return pane
            self._say(tr(CURVED))
            return None
        self._say(tr(NO_VOLUME))
        return None

    def _turn(self, degrees: float) -> None:
        pane = self._pane()
        if pane is not None and not self._cross.turn(pane, degrees):
            self._say(tr(NO_THREE_PLANES))

    def _tilt(self, degrees: float, *, about_vertical: bool = False) -> None:
        pane = self._pane()
        if pane is not None:
            self._cross.tilt(pane, degrees, about_vertical=about_vertical)

    def _toggle_lock(self) -> None:
        self._cross.is_locked = not self._cross.is_locked
        together = tr("together: each stays perpendicular to the others") if self._cross.is_locked else tr("one by one")
        self._say(tr("Planes turn {together}.", together=together))
        self._hands.grid.refresh_overlays()

    def _straighten(self) -> None:
        pane = self._pane()
        if pane is not None and not self._cross.straighten(pane):
            self._say(tr(NOT_TURNED))

    def _step_slab(self, step: int) -> None:
        pane = self._pane()
        if pane is None:
            return
        now = pane.state.slab.thickness_mm if pane.state.slab is not None else 0.0
        further = [mm for mm in (0.0, *SLAB_STEPS_MM) if (mm - now) * step > 0]
        if further:
            thickness = further[0] if step > 0 else further[-1]
            mode = pane.state.slab.mode if pane.state.slab is not None else SlabMode.MAXIMUM
            self._set_slab(Slab(thickness, mode) if thickness else None)

    def _step_mode(self) -> None:
        pane = self._pane()
        if pane is None:
            return
        if pane.state.slab is None:
            self._say(tr(NO_SLAB))
            return
        modes = list(SLAB_WORDS)
        mode = modes[(modes.index(pane.state.slab.mode) + 1) % len(modes)]
        self._set_slab(replace(pane.state.slab, mode=mode))

    def _set_slab(self, slab: Slab | None) -> None:
        pane = self._pane()
        if pane is not None:
            pane.set_state(replace(pane.state, slab=slab))

    def _say(self, text: str) -> None:
        self._hands.tell(Message(text))


def _checkable(menu: QMenu, text: str, is_on: bool, choose: Handler) -> None:
    action = menu.addAction(text, choose)
    action.setCheckable(True)
    action.setChecked(is_on)
