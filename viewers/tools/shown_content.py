"""The overlay as it is while the hand changes it."""

from __future__ import annotations

from dataclasses import replace

from annotations.locations import Location, PatientLocation
from annotations.marks import MarkKind
from viewers.imaging.images import Pixels
from viewers.state.overlay import OverlayContent, OverlayLabel, OverlayMark
from viewers.tools.dispatcher import Dispatcher
from viewers.tools.live_values import live_value
from viewers.tools.tool_names import MARK_TOOLS
from viewers.tools.transitions import Gesture


def shown_content(dispatcher: Dispatcher, content: OverlayContent, pixels: Pixels | None) -> OverlayContent:
    """The overlay with a dragged or unfinished mark and its value of now, and with the rectangle in the hand."""
    marks, labels = content.marks, content.labels
    held, moved = dispatcher.held, dispatcher.moved
    if held is not None and moved is not None:
        carried = replace(
            held, held=True, location=moved, value_text=live_value(held.kind, moved, pixels, content.calibrations)
        )
        marks = tuple(carried if mark.mark_id == held.mark_id else mark for mark in marks)
        labels = tuple(_carried(label, held, moved) for label in labels)
    if held is not None and dispatcher.label_offset is not None:
        put = replace(held, held=True, label_offset=dispatcher.label_offset)
        marks = tuple(put if mark.mark_id == held.mark_id else mark for mark in marks)
    growing = dispatcher.growing
    if growing is not None:
        kind = MARK_TOOLS.get(dispatcher.tool, MarkKind.POLYLINE)
        is_measured = dispatcher.tool in MARK_TOOLS and dispatcher.gesture is not Gesture.DRAWING
        value = live_value(kind, growing, pixels, content.calibrations) if is_measured else ""
        marks = (*marks, OverlayMark("", "", kind, growing, value_text=value, selected=True, movable=False))
    if marks is content.marks and labels is content.labels and dispatcher.region is None:
        return content
    return replace(content, marks=marks, labels=labels, region_px=dispatcher.region)


def _carried(label: OverlayLabel, held: OverlayMark, moved: Location) -> OverlayLabel:
    """The name of a level goes with the dot in the hand."""
    if not label.item_id or label.item_id != held.mark_id or not isinstance(moved, PatientLocation):
        return label
    return replace(label, point_lps_mm=moved.points_lps_mm[0])
