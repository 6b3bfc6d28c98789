"""Labelling voxels in Read: brushes and whole shapes on the volume of the active pane, drawn on every plane of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QTimer

from annotations.case import Change
from annotations.locations import PatientLocation
from viewers.imaging.images import ProjectionImage, Volume
from viewers.imaging.label_brush import (
    LARGEST_RADIUS_MM,
    SMALLEST_RADIUS_MM,
    BrushShape,
    Stroke,
    ValueRange,
    painted,
    wiped,
)
from viewers.imaging.label_edits import LabelEdit
from viewers.imaging.label_growth import NoGrowthError, grown
from viewers.imaging.label_shapes import filled_between, largest_kept, piece_kept, small_removed
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.state.navigation import frame_of_reference
from viewers.state.overlay import OverlayContent
from viewers.tools.effects import Stroked, StrokePhase
from viewers.tools.tool_names import STROKE_TOOLS, ToolName
from workstation.dicom.records import PatientRecord
from workstation.session import CaseChanged, CaseOpened, SessionEvent
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.identity_watch import MARK_REFUSED, screen_doubt
from workstation.ui.read.segment_bar import LabelRow, SegmentBar
from workstation.ui.read.segment_desk import SegmentDesk
from workstation.ui.read.segment_editor import SegmentEditor, TooManyLabelsError, is_of
from workstation.ui.read.window_choices import shown_window
from workstation.ui.widgets.name_popover import NamePopover

START_RADIUS_MM = 6.0
SIZE_STEP = 1.15
"""One notch of the wheel, or press of a key, makes the brush larger by this factor."""
GROWTH_RADIUS_MM = 40.0
"""Nothing grows farther from its seed than this."""
SMALL_ISLAND_ML = 0.1
"""Islands smaller than this are specks of noise: a voxel of a usual spine CT is a tenth of a percent of it."""
NEEDS_VOLUME = "Segmentation needs a volume; this series is shown image by image and has no grid of voxels."
RADIOGRAPH = "A radiograph has no depth: segmentation needs a volume, such as CT or MR."
OTHER_SERIES = "This segmentation belongs to {title}. Open the segmentation anew with the other series active."
NO_PLACE = "This picture has no place in the patient to paint on."
NO_LABEL = "Add a label first."
NOTHING_CHANGED = "Nothing to change: {what}."
NO_CASE = "A segmentation is kept in a case; open one first."


class Segmenting(Feature):
    """The bar, the brush in the hand and the label maps over the panes."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._desk = SegmentDesk(hands.session, self._tell)
        self._radius_mm, self._shape = START_RADIUS_MM, BrushShape.DISC
        self._within: ValueRange | None = None
        self._last: Stroke | None = None
        self._former_tool = ToolName.WINDOW
        self.bar = SegmentBar()
        self._soon = QTimer(self.bar, singleShot=True, interval=0)
        self._soon.timeout.connect(self._refresh_overlays)
        self._names = NamePopover(hands.parent)
        hands.add_banner(self.bar)
        hands.overlays.add_layer(self._with_segments)
        hands.grid.stroked.connect(self._on_stroke)
        hands.grid.brush_resized.connect(self._resize)
        self._connect_bar()

    def _connect_bar(self) -> None:
        bar = self.bar
        bar.closed.connect(self._close_bar)
        bar.asked.connect(self._hands.ask)
        bar.label_chosen.connect(self._choose)
        bar.label_added.connect(self._add_label)
        bar.label_renamed.connect(self._ask_name)
        bar.label_recoloured.connect(self._recolour)
        bar.label_removed.connect(self._remove_label)
        bar.label_shown.connect(self._show_label)
        bar.radius_changed.connect(self._set_radius)
        bar.shape_changed.connect(self._set_shape)
        bar.range_changed.connect(self._set_range)

    def handlers(self) -> Mapping[str, Handler]:
        """By command id."""
        return {
            "segment.open": self._toggle,
            "segment.brush": partial(self._take_tool, ToolName.BRUSH),
            "segment.erase": partial(self._take_tool, ToolName.ERASER),
            "segment.threshold": partial(self._take_tool, ToolName.THRESHOLD_BRUSH),
            "segment.grow": partial(self._take_tool, ToolName.SEED),
            "segment.larger": partial(self._resize, 1.0),
            "segment.smaller": partial(self._resize, -1.0),
            "segment.shape": self._turn_shape,
            "segment.fill": self._fill_between,
            "segment.largest": self._keep_largest,
            "segment.small": self._remove_small,
            "segment.island": self._keep_here,
        }

    def on_patient(self, patient: PatientRecord | None) -> None:
        """Nothing of the former patient stays."""
        self._close_bar()
        self._forget()

    def on_session(self, event: SessionEvent) -> None:
        """What the case holds now is what is drawn and worked on: undo, redo and other windows come through here."""
        if isinstance(event, CaseOpened):
            self._close_bar()
            self._forget()
        elif isinstance(event, CaseChanged) and self._desk.follow(event):
            self._refresh()

    def cancel(self) -> bool:
        """Escape puts the brush down, then closes the bar."""
        if self.bar.isHidden():
            return False
        if self._hands.grid.tool in STROKE_TOOLS:
            self._put_down()
        else:
            self._close_bar()
        return True

    def close(self) -> None:
        """Let go of the label maps."""
        self._forget()

    @property
    def editor(self) -> SegmentEditor | None:
        """The segmentation that is worked on."""
        return self._desk.editor

    def _forget(self) -> None:
        self._desk.forget()
        self._last, self._within = None, None

    # What is worked on

    def _toggle(self) -> None:
        if self.bar.isHidden():
            self._open()
        else:
            self._close_bar()

    def _open(self) -> bool:
        """Show the bar for the volume of the active pane; False, with the reason told, where it has none."""
        pixels = self._hands.grid.active_viewport.pixels
        if not isinstance(pixels, Volume) or not frame_of_reference(pixels):
            self._tell(tr(RADIOGRAPH) if isinstance(pixels, ProjectionImage) else tr(NEEDS_VOLUME))
            return False
        if self._hands.session.case is None:
            self._tell(tr(NO_CASE))
            return False
        if self._desk.take_up(pixels):
            self._within = None
        if self._within is None:
            self._within = self._range_on_screen()
            self.bar.show_range(self._within)
        self.bar.show_brush(self._radius_mm, self._shape)
        self.bar.show_keys(self._hands.key_of)
        self.bar.show()
        self._refresh()
        return True

    def _close_bar(self) -> None:
        self._put_down()
        if self._desk.editor is not None:
            self._desk.editor.give_up()
        if not self.bar.isHidden():
            self.bar.hide()
            self._refresh()

    def _range_on_screen(self) -> ValueRange:
        """What the window of the active pane shows between black and white: what the eye has just chosen."""
        pane = self._hands.grid.active_viewport
        window = shown_window(pane) if isinstance(pane, Viewport) else None
        if window is None:
            return ValueRange(0.0, 1000.0)
        return ValueRange(round(window.center - window.width / 2), round(window.center + window.width / 2))

    # The hand

    def _take_tool(self, tool: ToolName) -> None:
        if self.bar.isHidden() and not self._open():
            return
        if self._hands.grid.tool not in STROKE_TOOLS:
            self._former_tool = self._hands.grid.tool
        self._hands.grid.set_tool(tool)
        self._hands.tools.show_tool("")
        self._refresh()

    def _put_down(self) -> None:
        if self._last is not None:
            self._last = None
            self._take_back()
        if self._hands.grid.tool in STROKE_TOOLS:
            self._hands.grid.set_tool(self._former_tool)
            self._hands.tools.show_tool(f"tool.{self._former_tool.value}")
            self.bar.show_tool(self._former_tool)

    def _resize(self, steps: float) -> None:
        if not self.bar.isHidden():
            self._set_radius(self._radius_mm * SIZE_STEP**steps)

    def _set_radius(self, radius_mm: float) -> None:
        self._radius_mm = min(max(radius_mm, SMALLEST_RADIUS_MM), LARGEST_RADIUS_MM)
        self.bar.show_brush(self._radius_mm, self._shape)
        self._refresh_overlays()

    def _turn_shape(self) -> None:
        self._set_shape(BrushShape.DISC if self._shape is BrushShape.SPHERE else BrushShape.SPHERE)

    def _set_shape(self, shape: BrushShape) -> None:
        self._shape = shape
        self.bar.show_brush(self._radius_mm, shape)

    def _set_range(self, within: ValueRange) -> None:
        self._within = within

    def _on_stroke(self, pane: Viewport, stroked: Stroked) -> None:
        if stroked.phase is StrokePhase.BEGUN:
            self._last = self._first_place(pane, stroked)
            if self._last is not None:
                self._press(stroked.tool, self._last)
        elif self._last is None:
            return
        elif stroked.phase is StrokePhase.GOES_ON:
            self._go_on(stroked)
        elif stroked.phase is StrokePhase.ENDED:
            self._last = None
            self._store("stroke")
        else:
            self._last = None
            self._take_back()

    def _first_place(self, pane: Viewport, stroked: Stroked) -> Stroke | None:
        """Where a stroke begins; None, with the reason told, where nothing may be painted."""
        refusal = self._refusal(pane, stroked)
        if refusal:
            self._tell(refusal)
            return None
        assert isinstance(stroked.location, PatientLocation)
        assert pane.frame is not None
        assert pane.frame.geometry.plane is not None
        place = stroked.location.points_lps_mm[0]
        return Stroke(place, place, pane.frame.geometry.plane.normal, self._radius_mm, self._shape)

    def _refusal(self, pane: Viewport, stroked: Stroked) -> str:
        if self._desk.editor is None or self._desk.volume is None:
            return tr(NO_CASE)
        if not isinstance(pane.pixels, Volume):
            return tr(RADIOGRAPH) if isinstance(pane.pixels, ProjectionImage) else tr(NEEDS_VOLUME)
        if not is_of(self._desk.editor.item, pane.pixels):
            return tr(OTHER_SERIES).format(title=self._desk.editor.item.title)
        shown = (each.pixels for grid in self._hands.content.grids for each in grid.links.panes)
        doubt = screen_doubt(self._hands.session.case, shown)
        if doubt:
            return tr(MARK_REFUSED).format(doubt=doubt)
        has_plane = pane.frame is not None and pane.frame.geometry.plane is not None
        if not has_plane or not isinstance(stroked.location, PatientLocation):
            return tr(NO_PLACE)
        return "" if self._desk.editor.label is not None else tr(NO_LABEL)

    def _press(self, tool: ToolName, stroke: Stroke) -> None:
        if tool is ToolName.SEED:
            self._grow(stroke)
        else:
            self._paint(tool, stroke)

    def _go_on(self, stroked: Stroked) -> None:
        last, location = self._last, stroked.location
        if last is None or stroked.tool is ToolName.SEED or not isinstance(location, PatientLocation):
            return
        self._last = replace(last, start=last.end, end=location.points_lps_mm[0])
        self._paint(stroked.tool, self._last)

    def _paint(self, tool: ToolName, stroke: Stroke) -> None:
        editor, volume = self._desk.editor, self._desk.volume
        if editor is None or volume is None:
            return
        labels, number = editor.map.labels, editor.chosen
        if tool is ToolName.ERASER:
            edit = wiped(labels, volume.geometry, stroke, number)
        else:
            edit = painted(labels, volume, stroke, number, self._within if tool is ToolName.THRESHOLD_BRUSH else None)
        if editor.show(edit):
            self._soon.start()

    def _grow(self, stroke: Stroke) -> None:
        self._last = None
        editor, volume = self._desk.editor, self._desk.volume
        if editor is None or volume is None:
            return
        within = None if self.bar.by_likeness.isChecked() else self._within
        try:
            edit = grown(editor.map.labels, volume, stroke.start, editor.chosen, GROWTH_RADIUS_MM, within)
        except NoGrowthError as error:
            self._tell(tr(str(error)))
            return
        self._do("growing", edit, tr("everything that can be reached from the seed has this label"))

    # Whole shapes

    def _fill_between(self) -> None:
        pane, editor = self._hands.grid.active_viewport, self._desk.editor
        if editor is None:
            self._tell(tr(NO_LABEL))
            return
        axis = _axis_of(pane, editor)
        edit = filled_between(editor.map.labels, editor.map.geometry, editor.chosen, axis)
        self._do("filling between slices", edit, tr("no slice of this plane lies between drawn ones"))

    def _keep_largest(self) -> None:
        self._on_pieces(
            "keeping the largest island",
            lambda e: largest_kept(e.map.labels, e.chosen),
            tr("there is no second island"),
        )

    def _remove_small(self) -> None:
        self._on_pieces(
            "removing small islands",
            lambda e: small_removed(e.map.labels, e.map.geometry, e.chosen, SMALL_ISLAND_ML),
            tr("no island is smaller than {least} mL", least=SMALL_ISLAND_ML),
        )

    def _keep_here(self) -> None:
        cursor = self._hands.session.cursor
        uid = self._desk.editor.map.geometry.frame_of_reference_uid if self._desk.editor is not None else ""
        if not isinstance(cursor, PatientLocation) or cursor.frame_of_reference_uid != uid:
            self._tell(tr("Put the crosshair on the island to keep."))
            return
        place = cursor.points_lps_mm[0]
        self._on_pieces(
            "keeping one island",
            lambda e: piece_kept(e.map.labels, e.map.geometry, e.chosen, place),
            tr("the crosshair is on no island, or on the only one"),
        )

    def _on_pieces(self, what: str, make: Callable[[SegmentEditor], LabelEdit | None], why_not: str) -> None:
        if self._desk.editor is None or self._desk.editor.label is None:
            self._tell(tr(NO_LABEL))
            return
        self._do(what, make(self._desk.editor), why_not)

    def _do(self, what: str, edit: LabelEdit | None, why_not: str) -> None:
        editor = self._desk.editor
        if editor is None or not editor.show(edit):
            self._tell(tr(NOTHING_CHANGED).format(what=why_not))
            return
        self._store(what)

    # The case

    def _store(self, what: str) -> None:
        editor = self._desk.editor
        if editor is None:
            return
        name = editor.label.name if editor.label is not None else ""
        change = editor.change(f"segmentation {name}: {what}")
        if change is not None:
            self._apply(change)

    def _apply(self, change: Change) -> None:
        refusal = self._desk.store(change)
        if refusal:
            self._tell(refusal)
            self._refresh_overlays()
        self._show_labels()

    def _take_back(self) -> None:
        if self._desk.editor is not None:
            self._desk.editor.give_up()
        self._refresh()

    # Labels

    def _choose(self, number: int) -> None:
        if self._desk.editor is not None:
            self._desk.editor.chosen = number
            self._refresh()

    def _add_label(self) -> None:
        editor = self._desk.editor
        if editor is None:
            return
        try:
            added = editor.next_label()
        except TooManyLabelsError as error:
            self._tell(str(error))
            return
        self._apply(editor.with_label(added))
        self._choose(added.number)

    def _ask_name(self, number: int) -> None:
        editor = self._desk.editor
        found = next((one for one in editor.item.labels if one.number == number), None) if editor is not None else None
        if editor is None or found is None:
            return

        def accept(name: str) -> str:
            if not name.strip():
                return tr("A label needs a name.")
            self._apply(editor.with_label(replace(found, name=name.strip())))
            return ""

        self._names.ask(tr("Name of the label"), accept, name=found.name)

    def _recolour(self, number: int, tone: str) -> None:
        editor = self._desk.editor
        found = next((one for one in editor.item.labels if one.number == number), None) if editor is not None else None
        if editor is not None and found is not None:
            self._apply(editor.with_label(replace(found, tone=tone)))

    def _remove_label(self, number: int) -> None:
        editor = self._desk.editor
        if editor is None:
            return
        if editor.is_new:
            self._tell(tr(NOTHING_CHANGED).format(what=tr("nothing is painted yet")))
            return
        self._apply(editor.without_label(number))

    def _show_label(self, number: int, is_on: bool) -> None:
        self._desk.set_visible(number, is_visible=is_on)
        self._refresh_overlays()

    # What is seen

    def _with_segments(self, pane: Pane, content: OverlayContent) -> OverlayContent:
        if not isinstance(pane.pixels, Volume):
            return content
        is_held = self._hands.grid.tool in STROKE_TOOLS
        self.bar.show_tool(self._hands.grid.tool)
        return replace(
            content,
            segments=self._desk.segments_in(frame_of_reference(pane.pixels)),
            brush_mm=self._radius_mm if is_held and self._hands.grid.tool is not ToolName.SEED else None,
            clickable=content.clickable and not is_held,
        )

    def _refresh(self) -> None:
        self._show_labels()
        self._refresh_overlays()

    def _show_labels(self) -> None:
        editor = self._desk.editor
        if editor is not None and not self.bar.isHidden():
            rows = [
                LabelRow(
                    one.number,
                    one.name,
                    one.tone,
                    volume_text(editor.map.volume_ml(one.number)),
                    self._desk.is_visible(one.number),
                )
                for one in editor.item.labels
            ]
            self.bar.show_labels(tr("Segmentation of {title}", title=editor.item.title), rows, editor.chosen)

    def _refresh_overlays(self) -> None:
        for grid in self._hands.content.grids:
            grid.refresh_overlays()

    def _tell(self, text: str) -> None:
        self._hands.tell(Message(text, "caution"))


def volume_text(volume_ml: float) -> str:
    """A volume in mL to the microlitre or in three figures: 0.043 mL, 31.2 mL, 412 mL; `empty` without voxels."""
    if volume_ml == 0:
        return tr("empty")
    if volume_ml >= 100:
        return tr("{volume} mL", volume=f"{volume_ml:.0f}")
    return tr("{volume} mL", volume=f"{volume_ml:.1f}" if volume_ml >= 10 else f"{volume_ml:.3f}")


def _axis_of(pane: Pane, editor: SegmentEditor) -> int:
    """The array axis that the plane on screen looks along most: layers of that axis are what is drawn there."""
    frame = pane.frame if isinstance(pane, Viewport) else None
    if frame is None or frame.geometry.plane is None:
        return 0
    return int(np.argmax(np.abs(editor.map.geometry.directions_kji @ np.asarray(frame.geometry.plane.normal))))
