"""The tools a physician can hold, and how many points each mark tool places."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from annotations.marks import MarkKind


class ToolName(StrEnum):
    """What the left button does in a viewport."""

    WINDOW = "window"
    PAN = "pan"
    ZOOM = "zoom"
    SCROLL = "scroll"
    CROSSHAIR = "crosshair"
    REGION_WINDOW = "region-window"
    POINT = "point"
    LENGTH = "length"
    ANGLE = "angle"
    DISC_LINE = "disc-line"
    CENTRE_LINE = "centre-line"
    BRUSH = "brush"
    ERASER = "eraser"
    THRESHOLD_BRUSH = "threshold-brush"
    SEED = "seed"


MARK_TOOLS: Mapping[ToolName, MarkKind] = {
    ToolName.POINT: MarkKind.POINT,
    ToolName.LENGTH: MarkKind.LENGTH,
    ToolName.ANGLE: MarkKind.ANGLE,
}
"""The n-click family: every mark tool is a kind with a number of points, nothing more."""

PATH_TOOLS: Mapping[ToolName, int | None] = {ToolName.DISC_LINE: 2, ToolName.CENTRE_LINE: None}
"""Tools that draw a path to cut along, which is no mark: so many points, None = until a double click."""
STROKE_TOOLS = frozenset({ToolName.BRUSH, ToolName.ERASER, ToolName.THRESHOLD_BRUSH, ToolName.SEED})
"""Tools that paint over voxels while the button is held; what is painted is not their business."""
TOOL_HINTS: Mapping[ToolName, str] = {
    ToolName.DISC_LINE: "Click twice along a disc, on a sagittal picture",
    ToolName.CENTRE_LINE: "Click along the line; a double click ends it",
    ToolName.SEED: "Click inside what is to be filled",
}
"""What a tool waits for, said on every pane while it is in the hand."""
