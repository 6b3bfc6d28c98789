"""Pictures of the looks of an image: turned, in colours, under the lens, in every level of text; and of measuring."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from viewers.qt.viewport import Viewport
from workstation.ui.main_window import MainWindow
from workstation.ui.read.display_sizes import DisplaySizes

Take = Callable[[MainWindow, str], None]
LENS_PLACE = (0.55, 0.45)
"""Where in the pane the pointer rests under the lens."""


def take_looks(window: MainWindow, take: Take) -> None:
    """What can be done to the look of the active picture, taken back at the end."""
    ask = window.bindings.trigger
    for command in ("view.flip-horizontal", "view.rotate-right", "view.text-full"):
        ask(command)
    take(window, "read-turned-full-text")
    ask("color-map.hot-iron")
    ask("view.text-none")
    take(window, "read-colour-map-no-text")
    for command in ("view.reset", "view.text-minimal", "view.smooth"):
        ask(command)
    _rest_pointer(window)
    for _ in range(2):
        ask("view.lens")
    take(window, "read-lens")
    for command in ("view.lens", "view.reset", "view.true-size"):
        ask(command)
    take(window, "read-true-size-refused")
    _take_measure(window, take)


def _rest_pointer(window: MainWindow) -> None:
    pane = window.places.read.grid.active_viewport
    if not isinstance(pane, Viewport):
        return
    at = QPointF(pane.width() * LENS_PLACE[0], pane.height() * LENS_PLACE[1])
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QMouseEvent.Type.MouseMove, at, pane.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(pane, moved)


def _take_measure(window: MainWindow, take: Take) -> None:
    feature = next(one for one in window.places.read.features if isinstance(one, DisplaySizes))
    feature.measure_screen()
    dialog = feature.calibration
    if dialog is not None:
        dialog.setParent(window, Qt.WindowType.Widget)  # so that the picture of the window has it
        dialog.move((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
        dialog.show()
        take(window, "measure-screen")
        dialog.close()
