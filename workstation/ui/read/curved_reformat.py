"""Curved reformat, in Read: the spine straightened along its labels or a drawn line, with the cross-section beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from weakref import WeakKeyDictionary

from annotations.geometry import Plane, Point
from annotations.level_ledger import ledger_of
from annotations.locations import PatientLocation
from annotations.spine_ledger import placed_levels
from viewers.imaging.curved import Centreline, CentrelineError, cross_section_at
from viewers.imaging.images import Volume
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.state.curved_view import line_of, middle_of
from viewers.state.navigation import frame_of_reference
from viewers.state.viewport_state import ViewPlane, ViewportState
from viewers.tools.effects import PathDrawn
from viewers.tools.tool_names import ToolName
from workstation.dicom.records import PatientRecord
from workstation.session import CursorMoved, SessionEvent
from workstation.ui.message_bar import Message
from workstation.ui.read.cut_panes import THREE_PLANES, axial_pane_of_same
from workstation.ui.read.feature import Feature, Handler, ReadHands

NO_VOLUME = "A curved reformat needs a CT or MR volume with a place in the patient."
FEW_LEVELS = "A curved reformat needs at least two placed levels here: place them on the spine strip, or draw a line."
OUTSIDE = "The line leaves the volume; place or click its points inside."
NOT_CURVED = "No viewport shows a curved reformat."
CROSS_SECTION = "cross-section of the line"
QUARTER_DEG = 90.0


class CurvedReformat(Feature):
    """One pane shows the sheet along the line, an axial one the cut across the line at the crosshair."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._former: WeakKeyDictionary[Viewport, ViewportState] = WeakKeyDictionary()
        self._former_tool = ToolName.WINDOW
        self._is_laying = False
        hands.grid.path_drawn.connect(self._on_path)

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {
            "curve.levels": self._along_levels,
            "curve.draw": self._take_tool,
            "curve.turn": self._turn,
            "curve.leave": self._leave,
        }

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Views of the former patient are forgotten."""
        self._former.clear()

    def on_session(self, event: SessionEvent) -> None:
        """The cross-section follows the crosshair along the line."""
        place = event.location if isinstance(event, CursorMoved) else None
        if self._is_laying or not isinstance(place, PatientLocation):
            return
        for pane in self._curved_panes():
            if pane.pixels is not None and frame_of_reference(pane.pixels) == place.frame_of_reference_uid:
                self._lay_cross_section(pane, place.points_lps_mm[0])

    def _curved_panes(self) -> tuple[Viewport, ...]:
        panes = (pane for pane in self._hands.grid.viewports if isinstance(pane, Viewport))
        return tuple(pane for pane in panes if pane.pixels is not None and pane.state.plane is ViewPlane.CURVED)

    def _pane(self) -> Viewport | None:
        pane = self._hands.grid.active_viewport
        if isinstance(pane, Viewport) and isinstance(pane.pixels, Volume) and frame_of_reference(pane.pixels):
            return pane
        self._say(tr(NO_VOLUME))
        return None

    def _along_levels(self) -> None:
        pane, case = self._pane(), self._hands.session.case
        if pane is None or case is None or pane.pixels is None:
            return
        uid = frame_of_reference(pane.pixels)
        levels = placed_levels(ledger_of(case, uid).anchors, uid)
        if len(levels) < 2:
            self._say(tr(FEW_LEVELS))
            return
        names = tr("{label} to {label2}", label=levels[0][0].label, label2=levels[-1][0].label)
        self._show(pane, tuple(point for _, point in levels), names)

    def _take_tool(self) -> None:
        if self._pane() is None:
            return
        if self._hands.grid.tool is not ToolName.CENTRE_LINE:
            self._former_tool = self._hands.grid.tool
        self._hands.grid.set_tool(ToolName.CENTRE_LINE)

    def _on_path(self, pane: Viewport, drawn: PathDrawn) -> None:
        if drawn.tool is not ToolName.CENTRE_LINE:
            return
        if not isinstance(drawn.location, PatientLocation) or not isinstance(pane.pixels, Volume):
            self._say(tr(NO_VOLUME))
            return
        if self._show(pane, drawn.location.points_lps_mm, tr("the drawn line")):
            self._hands.grid.set_tool(self._former_tool)

    def _show(self, source: Viewport, points: tuple[Point, ...], name: str) -> bool:
        """Straighten along points in one pane, with the cross-section in another; False, with the reason told."""
        assert isinstance(source.pixels, Volume)
        try:
            line = Centreline.from_head(points)
        except CentrelineError as error:
            self._say(tr("Not straightened: {error}.", error=error))
            return False
        if not all(source.pixels.geometry.contains(point) for point in points):
            self._say(tr(OUTSIDE))
            return False
        pane = self._pane_for_curve(source, middle_of(line))
        if pane.state.plane is not ViewPlane.CURVED:
            self._former[pane] = pane.state
        pane.set_state(
            replace(pane.state, plane=ViewPlane.CURVED, curve=line, focus_lps_mm=None, scale=None, pan_px=(0.0, 0.0))
        )
        self._hands.grid.activate(pane)
        start = PatientLocation(frame_of_reference(source.pixels), (self._start(line),))
        self._hands.session.move_cursor(start)
        self._hands.grid.move_cursor(start)
        self._lay_cross_section(pane, start.points_lps_mm[0])
        self._say(
            tr(
                "Straightened along {name}: {length_mm:.0f} mm. Distances in this picture are not true.",
                name=name,
                length_mm=line.length_mm,
            )
        )
        return True

    def _start(self, line: Centreline) -> Point:
        """The crosshair brought onto the line, where it is near; else the middle of the line."""
        cursor = self._hands.session.cursor
        if not isinstance(cursor, PatientLocation):
            return middle_of(line)
        arc = min(max(line.nearest_arc_mm(cursor.points_lps_mm[0]), 0.0), line.length_mm)
        place, _, _ = line.frame_at([arc])
        x, y, z = place[0]
        return (float(x), float(y), float(z))

    def _pane_for_curve(self, source: Viewport, point: Point) -> Viewport:
        """The pane that becomes curved: `source`, but never the axial one, which shows the cross-section."""
        grid = self._hands.grid
        if axial_pane_of_same(grid, source, point) is None:
            grid.activate(source)
            self._hands.ask(f"layout.{THREE_PLANES}")
        first = next((pane for pane in grid.viewports if isinstance(pane, Viewport)), source)
        cross = grid.cross.panes_of(source) or grid.cross.panes_of(first)
        if cross is not None and source in (cross.panes[ViewPlane.AXIAL], *_hidden(grid.viewports, source)):
            return cross.panes[ViewPlane.SAGITTAL]
        return source

    def _lay_cross_section(self, curved: Viewport, point: Point) -> None:
        """The cut across the line through a point, in the axial pane."""
        line = line_of(curved.state)
        pane = axial_pane_of_same(self._hands.grid, curved, point) or self._axial_beside(curved)
        if pane is None:
            return
        origin, right, down = cross_section_at(line, point)
        self._is_laying = True
        try:
            self._hands.grid.cross.lay(pane, Plane(origin, right, down))
            self._hands.grid.cross.set_note(pane, lambda plane: _note(line, plane))
        finally:
            self._is_laying = False

    def _axial_beside(self, curved: Viewport) -> Viewport | None:
        """The pane that has shown the cross-section of a steep line so far: it may be nearest to coronal by now."""
        others = (pane for pane in self._hands.grid.viewports if isinstance(pane, Viewport) and pane is not curved)
        same = [pane for pane in others if pane.pixels is curved.pixels and pane.state.plane is ViewPlane.OBLIQUE]
        return next(iter(same), None)

    def _turn(self) -> None:
        panes = self._curved_panes()
        for pane in panes:
            turn = QUARTER_DEG - pane.state.curve_turn_deg
            pane.set_state(replace(pane.state, curve_turn_deg=turn))
        if not panes:
            self._say(tr(NOT_CURVED))

    def _leave(self) -> None:
        panes = self._curved_panes()
        for pane in panes:
            axial = axial_pane_of_same(self._hands.grid, pane, middle_of(line_of(pane.state))) or self._axial_beside(
                pane
            )
            former = self._former.pop(pane, ViewportState())
            pane.set_state(replace(former, window=pane.state.window, focus_lps_mm=pane.state.focus_lps_mm))
            if axial is not None:
                self._hands.grid.cross.straighten(axial)
        if not panes:
            self._say(tr(NOT_CURVED))

    def _say(self, text: str) -> None:
        self._hands.tell(Message(text))


def _hidden(shown: tuple[object, ...], pane: Viewport) -> tuple[Viewport, ...]:
    """The pane itself where the layout has no place for it any more."""
    return () if pane in shown else (pane,)


def _note(line: Centreline, plane: Plane) -> str:
    """Says of a cut that it is the cross-section of the line, as long as it is."""
    origin, right, down = cross_section_at(line, plane.origin_lps_mm)
    is_across = abs(sum(a * b for a, b in zip(plane.normal, Plane(origin, right, down).normal, strict=True))) > 1 - 1e-6
    return tr(CROSS_SECTION) if is_across else ""
