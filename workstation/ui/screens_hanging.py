"""Pictures of every hanging protocol that fits, of the layouts, the comparison, the second window and the editor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from viewers.state.layouts import LAYOUTS
from workstation.ui.main_window import MainWindow
from workstation.ui.read.hanging_feature import HangingFeature
from workstation.ui.read.second_window_feature import SecondWindowFeature

Take = Callable[[MainWindow, str], None]
TakeWidget = Callable[[MainWindow, QWidget, str], None]
GRIDS = ("2x3", "3x4")


def take_hangings(window: MainWindow, take: Take, take_widget: TakeWidget) -> None:
    """Each stage of each protocol that fits the open patient, then what is opened from them."""
    features = window.places.read.features
    hanging = next(one for one in features if isinstance(one, HangingFeature))
    second = next(one for one in features if isinstance(one, SecondWindowFeature))
    first = hanging.protocol_id
    for match in [one for one in hanging.matches if one.fits]:
        hanging.hang(match.protocol.id)
        for number in range(hanging.stage_count):
            take(window, f"hang-{match.protocol.id}-{number + 1}")
            hanging.step(1)
    window.bindings.trigger("compare.prior")
    take(window, "hang-comparison")
    _take_popups(window, hanging, take_widget)
    window.bindings.trigger("window.second")
    if second.window is not None:
        take_widget(window, second.window, "second-window")
        second.window.close()
    hanging.hang(first)
    for name in (*LAYOUTS, *GRIDS):
        hanging.set_layout(name)
        take(window, f"layout-{name}")
    hanging.hang(first)


def _take_popups(window: MainWindow, hanging: HangingFeature, take_widget: TakeWidget) -> None:
    hanging.choose()
    take_widget(window, hanging.list, "hanging-list")
    hanging.list.hide()
    window.bindings.trigger("layout.choose")
    take_widget(window, hanging.picker, "layout-picker")
    hanging.picker.hide()
    hanging.edit()
    if hanging.dialog is not None:
        take_widget(window, hanging.dialog, "hanging-editor")
        hanging.dialog.tabs.setCurrentIndex(1)
        hanging.dialog.check()
        take_widget(window, hanging.dialog, "hanging-editor-file")
        hanging.dialog.close()
