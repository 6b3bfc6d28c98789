"""Pictures of marking: tools and their menus, the list of marks, levels, the grade grid, labels of voxels, a grade."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from annotations.anatomy import Level
from annotations.findings import Finding
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from viewers.state.viewport_state import ViewPlane
from workstation.ui.main_window import MainWindow
from workstation.ui.read.marks_of_others import MarksOfOthers

L4_OF_CT = (-17.5, 48.5, -667.5)
"""The middle of L4 of `ct-lumbar-pelvis`, LPS mm."""
Take = Callable[[MainWindow, str], None]
TakeWidget = Callable[[MainWindow, QWidget, str], None]


def take_marking(window: MainWindow, take: Take) -> None:
    """The worked case in three planes: a measured vertebra, its grade beside it, the grid and the numbering."""
    _activate_volume(window)
    window.places.read.set_layout("mpr")
    case = window.session.case
    vertebra = next((one for one in case.of_type(Mark) if one.kind is MarkKind.VERTEBRA), None) if case else None
    if vertebra is not None:
        window.session.select(vertebra.id)
    take(window, "read-measured-vertebra")
    window.bindings.trigger("tool.vertebra")
    take(window, "read-placing")
    window.bindings.trigger("tool.window")
    _take_grade(window, take)
    window.bindings.trigger("grid.open")
    take(window, "read-grade-grid")
    window.bindings.trigger("grid.open")
    for command, name in (("levels.numbering", "read-numbering"), ("levels.renumber", "read-renumber")):
        window.bindings.trigger(command)
        take(window, name)
        window.places.read.cancel()
    window.bindings.trigger("segment.open")
    take(window, "read-segmentation")
    window.bindings.trigger("segment.open")


def _take_grade(window: MainWindow, take: Take) -> None:
    """The form of the finding that was graded by measurement."""
    case = window.session.case
    graded = [one for one in case.of_type(Finding) if one.grade_rule] if case is not None else []
    if graded:
        window.places.read.edit_finding(graded[0].id)
        take(window, "read-grade-by-measurement")
        window.places.read.cancel()


def take_proposals(window: MainWindow, take: Take, wait: Callable[[Callable[[], bool]], None]) -> None:
    """The lumbar CT with one level placed: the others are proposed and wait for a yes."""
    read = window.places.read
    read.set_layout("mpr")
    pixels = read.grid.active_viewport.pixels
    if not isinstance(pixels, Volume):
        return
    read.levels.start_counting()
    take(window, "read-labelling")
    read.cancel()
    read.grid.move_cursor(PatientLocation(pixels.geometry.frame_of_reference_uid, (L4_OF_CT,)))
    read.levels.place(Level.L4, PatientLocation(pixels.geometry.frame_of_reference_uid, (L4_OF_CT,)))
    wait(lambda: bool(read.levels.proposed))
    take(window, "read-proposed-levels")


def take_marks_of_others(window: MainWindow, take: Take, take_widget: TakeWidget) -> None:
    """What another program measured, over its image and in the list."""
    feature = next(one for one in window.places.read.features if isinstance(one, MarksOfOthers))
    feature.show_all()
    take(window, "read-marks-of-others")
    if feature.window is not None:
        take_widget(window, feature.window, "marks-of-others")
    feature.hide()


def _activate_volume(window: MainWindow) -> None:
    """The CT, whose planes can be cut."""
    panes = (pane for pane in window.places.read.grid.viewports if isinstance(pane, Viewport))
    volumes = [pane for pane in panes if isinstance(pane.pixels, Volume) and pane.state.plane is ViewPlane.AXIAL]
    if volumes:
        window.places.read.grid.activate(volumes[-1])
