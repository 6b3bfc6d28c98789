"""Pictures of a registration: its seeds, the review by eye, and the fused series."""

from __future__ import annotations

from collections.abc import Callable

from annotations.registration import Registration
from viewers.state.fusion import FusionLook
from viewers.state.viewport_state import ViewPlane
from workstation.ui.image_catalogue import all_stacks
from workstation.ui.main_window import MainWindow
from workstation.ui.read.hanging import Pane
from workstation.ui.read.registering import Registering

Take = Callable[[MainWindow, str], None]
Wait = Callable[[Callable[[], bool]], None]
SERIES = ("Lumbar spine axial", "T2 TSE sagittal")
"""What is registered onto what, of the sample patient, whose levels are labelled in both."""


def take_fusion(window: MainWindow, take: Take, wait: Wait) -> None:
    """CT onto MR of the sample patient: from level labels to the fused picture; taken back at the end."""
    read, patient = window.places.read, window.workspace.patient
    if patient is None:
        return
    read.set_layout("1x2")
    keys = {series.description: key for key, series, _ in reversed(list(all_stacks(patient)))}
    for viewport, name in zip(read.grid.viewports, SERIES, strict=False):
        read.content.show(viewport, Pane(keys[name], ViewPlane.SAGITTAL))
    wait(lambda: all(pane.pixels is not None for pane in read.grid.viewports) and not read.is_loading)
    read.grid.activate(read.grid.viewports[1])
    bar = next(one for one in read.features if isinstance(one, Registering)).bar
    window.bindings.trigger("fuse.register")
    take(window, "registration-seeds")
    bar.run_asked.emit()
    wait(lambda: bar.is_reviewing)
    take(window, "registration-review")
    bar.look_chosen.emit(FusionLook.CHECKERBOARD)
    take(window, "registration-checkerboard")
    window.bindings.trigger("fuse.accept")
    window.bindings.trigger("fuse.overlay")
    take(window, "fusion")
    window.bindings.trigger("fuse.overlay")
    case = window.session.case
    if case is not None and case.of_type(Registration):
        window.bindings.trigger("edit.undo")
