"""Images pixel for pixel, and in true size on a screen that has been measured."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction, QScreen
from PySide6.QtWidgets import QMenu

from annotations.calibrating import calibrations_by_hand
from viewers.imaging.images import Pixels
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import ContextPlace, Viewport
from viewers.state.display_size import meaning_of_size, pixel_for_pixel, projection_calibration, true_size
from viewers.state.frame_layout import layout_of
from workstation.actions import ACTIONS
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.screen_calibration import ScreenCalibration
from workstation.ui.screen_scales import ScreenScales, claimed_px_per_mm

NOT_MEASURED = "This screen is not calibrated: true size would be a guess. Measure it once with a card or a ruler."
NO_LENGTHS = "This image has no calibrated pixel size, so that it has no true size."
TRUE_SIZE = "True size: 1 mm of the image is 1 mm on this screen."
NOT_THE_PATIENT = "True size in the sense of this image's calibration: {meaning}."
ONLY_2D = "A 3-D view has no size of its own."
MEASURED = "This screen has {px_per_mm:.2f} pixels a millimetre. True size works on it now."


class DisplaySizes(Feature):
    """The commands for 1:1 and true size, and the window that measures the screen."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._scales = ScreenScales(hands.preferences)
        self.calibration: ScreenCalibration | None = None

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind its commands, by command id."""
        return {
            "view.pixels": self.show_pixels,
            "view.true-size": self.show_true_size,
            "screen.measure": self.measure_screen,
        }

    def add_to_menu(self, menu: QMenu, pane: Pane, place: ContextPlace) -> None:
        """The sizes, which act on the pane under the pointer, as the right button has made it the active one."""
        if not isinstance(pane, Viewport) or pane.pixels is None:
            return
        for command, act in (("view.pixels", self.show_pixels), ("view.true-size", self.show_true_size)):
            entry = QAction(tr(ACTIONS[command].title), menu)
            entry.triggered.connect(lambda _on, do=act: do())
            menu.addAction(entry)

    def close(self) -> None:
        """Nothing is measured any more."""
        if self.calibration is not None:
            self.calibration.close()

    def show_pixels(self) -> None:
        """One image pixel on one device pixel."""
        shown = self._shown()
        if shown is not None:
            viewport, pixels = shown
            viewport.set_state(pixel_for_pixel(pixels, viewport.state, viewport.size_px()))

    def show_true_size(self) -> None:
        """A millimetre of the image on a millimetre of the screen, or why that cannot be."""
        shown = self._shown()
        if shown is None:
            return
        viewport, pixels = shown
        px_per_mm = self._scales.px_per_mm(viewport.screen())
        if px_per_mm is None:
            self._hands.tell(
                Message(tr(NOT_MEASURED), "caution", action_text=tr("Measure this screen…"), action=self.measure_screen)
            )
            return
        by_hand = calibrations_by_hand(self._hands.session.case)
        state = true_size(pixels, viewport.state, viewport.size_px(), px_per_mm, by_hand)
        if state is None:
            self._hands.tell(Message(tr(NO_LENGTHS), "caution"))
            return
        viewport.set_state(state)
        image = layout_of(pixels, state, viewport.size_px()).image
        meaning = meaning_of_size(projection_calibration(pixels, image, by_hand))
        self._hands.tell(
            Message(tr(NOT_THE_PATIENT).format(meaning=meaning), "caution") if meaning else Message(tr(TRUE_SIZE))
        )

    def measure_screen(self) -> None:
        """Open the window that measures the screen it lies on."""
        if self.calibration is None:
            screen = self._hands.parent.screen()
            start = self._scales.px_per_mm(screen) or claimed_px_per_mm(screen)
            self.calibration = ScreenCalibration(start, self._hands.parent)
            self.calibration.measured.connect(self._keep)
            self.calibration.destroyed.connect(self._forget)
        self.calibration.show()
        self.calibration.raise_()

    def _shown(self) -> tuple[Viewport, Pixels] | None:
        active = self._hands.grid.active_viewport
        if not isinstance(active, Viewport):
            self._hands.tell(Message(tr(ONLY_2D)))
            return None
        return (active, active.pixels) if active.pixels is not None else None

    def _keep(self, screen: QScreen, px_per_mm: float) -> None:
        self._scales.set_px_per_mm(screen, px_per_mm)
        self._hands.tell(Message(tr(MEASURED).format(px_per_mm=px_per_mm), "good"))

    def _forget(self) -> None:
        self.calibration = None
