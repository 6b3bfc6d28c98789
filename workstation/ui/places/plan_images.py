"""The images of the Plan place: the in-plane cut and three planes of one series, on which entry and tip are placed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from annotations.geometry import Point
from annotations.locations import PatientLocation
from annotations.marks import MarkKind
from viewers.imaging.default_window import auto_window, default_window
from viewers.imaging.images import Volume
from viewers.imaging.presets import AUTO, DICOM, PRESETS_BY_ID, presets_for
from viewers.imaging.slices import image_nearest
from viewers.imaging.windowing import Window
from viewers.qt.render_scheduler import RenderScheduler
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.state.overlay import OverlayContent, OverlayMark, OverlayNeedle
from viewers.state.viewport_state import ViewPlane, ViewportState
from viewers.tools.effects import MarkMoved, MarkProposal
from viewers.tools.tool_names import ToolName
from workstation.ui.places.plan_cut import needle_cut
from workstation.ui.widgets.labels import label

IMAGE_GAP_PX = 3
"""interface.md: the gap of the viewport grid."""
IN_PLANE = "in-plane"
VIEWS = (IN_PLANE, ViewPlane.AXIAL.value, ViewPlane.SAGITTAL.value, ViewPlane.CORONAL.value)
TITLES = {
    IN_PLANE: "Along the needle",
    "axial": "Axial",
    "sagittal": "Sagittal",
    "coronal": "Coronal",
}


class End(StrEnum):
    """The two ends of a needle path."""

    ENTRY = "entry"
    TIP = "tip"


class PlanImages(Protocol):
    """Where the Plan place gets its images from."""

    def frames_of_reference(self) -> tuple[tuple[str, str], ...]:
        """(Frame of Reference UID, words for the list) of every volume of the patient, best for planning first."""
        ...

    def request(self, frame_of_reference_uid: str, ready: Callable[[Volume | None], None]) -> None:
        """Give the volume of a Frame of Reference in the GUI thread, now or later; None when there is none."""
        ...


class PlanViews(QWidget):
    """Four viewports of one volume. `point_placed(str, object)` carries the end and its `PatientLocation`."""

    point_placed = Signal(str, object)
    item_clicked = Signal(str)

    def __init__(self, scheduler: RenderScheduler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._volume: Volume | None = None
        self._armed: End | None = None
        self._content = OverlayContent()
        self._path: tuple[Point, Point] | None = None
        self._resting_tool = ToolName.CROSSHAIR
        self.viewports = {name: Viewport(scheduler) for name in VIEWS}
        self.empty = label("", "secondary", wrap=True)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(IMAGE_GAP_PX)
        for place, (name, viewport) in enumerate(self.viewports.items()):
            grid.addWidget(viewport, place // 2, place % 2)
            viewport.mark_proposed.connect(self._on_proposed)
            viewport.mark_moved.connect(self._on_moved)
            viewport.item_clicked.connect(self.item_clicked)
            viewport.state_changed.connect(self._share_window)
            viewport.tool = self._resting_tool
            if name != IN_PLANE:
                viewport.set_state(ViewportState(plane=ViewPlane(name)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.empty)
        column.addLayout(grid, 1)
        self.show_volume(
            None, tr("No series of the open patient has patient coordinates. A needle is planned on CT or MR.")
        )

    @property
    def volume(self) -> Volume | None:
        """The volume shown."""
        return self._volume

    @property
    def armed(self) -> End | None:
        """The end the next click places."""
        return self._armed

    def show_volume(self, volume: Volume | None, words: str = "") -> None:
        """Show a volume in all planes; without one, why there is none."""
        self._volume = volume
        self.empty.setText(words)
        self.empty.setVisible(volume is None and bool(words))
        for name, viewport in self.viewports.items():
            if name != IN_PLANE:
                viewport.set_pixels(volume, ViewportState(plane=ViewPlane(name)))
        self._show_cut()
        self._paint()

    def show_path(self, content: OverlayContent, path: tuple[Point, Point] | None) -> None:
        """Draw needles and marks; `path` (entry, tip, LPS mm) is the one the in-plane cut follows."""
        self._content = content
        if path != self._path:
            self._path = path
            self._show_cut()
        self._paint()

    def go_to(self, point: Point) -> None:
        """Cut all planes through a point."""
        if self._volume is None or not self._volume.geometry.contains(point):
            return
        for name, viewport in self.viewports.items():
            if name != IN_PLANE:
                viewport.set_state(replace(viewport.state, focus_lps_mm=point, pan_px=(0.0, 0.0)))

    def arm(self, end: End | None) -> None:
        """Let the next click place an end; None goes back to the tool in use before."""
        self._armed = end
        for viewport in self.viewports.values():
            viewport.tool = ToolName.POINT if end is not None else self._resting_tool
        self._paint()

    def use(self, tool: ToolName) -> None:
        """What dragging does while no end is placed: crosshair or window."""
        self._resting_tool = tool
        self.arm(None)

    def apply_preset(self, preset_id: str) -> str:
        """Show all planes in a window preset; returns why not, empty when done."""
        if self._volume is None:
            return ""
        preset, modality = PRESETS_BY_ID[preset_id], self._volume.description.modality
        if preset not in presets_for(modality):
            return tr(
                "{title} is a CT window; {value} has none. 0 and 1 work.",
                title=tr(preset.title),
                value=modality or "this series",
            )
        state = self.viewports[ViewPlane.AXIAL.value].state
        windows = {DICOM: default_window, AUTO: auto_window}
        window = windows[preset_id](self._volume, state) if preset_id in windows else preset.window
        self._set_window(window)
        return ""

    def _share_window(self, state: ViewportState) -> None:
        """The planes are one volume: a window changed in one of them is that of all."""
        if state.window is not None:
            self._set_window(state.window)

    def _set_window(self, window: Window | None) -> None:
        for viewport in self.viewports.values():
            if viewport.state.window != window:
                viewport.set_state(replace(viewport.state, window=window))

    def detach(self) -> None:
        """Leave the scheduler; called before the views are thrown away."""
        for viewport in self.viewports.values():
            viewport.detach()

    def _on_proposed(self, proposal: MarkProposal) -> None:
        end = self._armed
        if end is None or proposal.kind is not MarkKind.POINT or not isinstance(proposal.location, PatientLocation):
            return
        self.arm(None)
        self.point_placed.emit(end.value, self._located(proposal.location.points_lps_mm[0]))

    def _on_moved(self, moved: MarkMoved) -> None:
        _, _, end = moved.mark_id.rpartition("#")
        if end in set(End) and isinstance(moved.location, PatientLocation):
            self.point_placed.emit(end, self._located(moved.location.points_lps_mm[0]))

    def _located(self, point: Point) -> PatientLocation:
        assert self._volume is not None  # a point can only be placed on a volume
        # The in-plane cut is no image of the study, so the evidence is always the acquired slice nearest to the point.
        return PatientLocation(
            self._volume.geometry.frame_of_reference_uid, (point,), image_nearest(self._volume, point)
        )

    def _show_cut(self) -> None:
        cut = None
        if self._volume is not None and self._path is not None and self._volume.geometry.contains(self._path[1]):
            cut = needle_cut(self._volume, *self._path) if self._path[0] != self._path[1] else None
        viewport = self.viewports[IN_PLANE]
        # A path that is dragged keeps the window the physician chose.
        window = self.viewports[ViewPlane.AXIAL.value].state.window if cut is not None else None
        viewport.set_pixels(cut, ViewportState(plane=ViewPlane.ACQUIRED, window=window))
        if cut is None and self._volume is not None:
            viewport.set_message(tr("Place entry and tip to see the cut along the needle"))

    def _paint(self) -> None:
        for name, viewport in self.viewports.items():
            # The tip often goes exactly where the finding was marked: a click there must place it.
            content = replace(self._content, clickable=self._armed is None)
            viewport.set_overlay(_titled(content, tr(TITLES[name]), is_cut=name == IN_PLANE))


def needle_overlay(item_id: str, location: PatientLocation, words: str, *, selected: bool) -> OverlayNeedle:
    """The needle of a placed path."""
    entry, tip = location.points_lps_mm
    return OverlayNeedle(item_id, location.frame_of_reference_uid, entry, tip, words, selected)


def end_marks(item_id: str, frame_of_reference_uid: str, ends: dict[End, Point]) -> tuple[OverlayMark, ...]:
    """Handles of the placed ends, which can be dragged."""
    return tuple(
        OverlayMark(
            f"{item_id}#{end.value}",
            item_id,
            MarkKind.POINT,
            PatientLocation(frame_of_reference_uid, (point,)),
            label=end.value,
            selected=True,
        )
        for end, point in ends.items()
    )


def _titled(content: OverlayContent, title: str, *, is_cut: bool) -> OverlayContent:
    notices = ("reformatted",) if is_cut else ()
    return replace(content, top_left=(*content.top_left, title), notices=(*content.notices, *notices))
