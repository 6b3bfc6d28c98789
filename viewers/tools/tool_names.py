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


MARK_TOOLS: Mapping[ToolName, MarkKind] = {
    ToolName.POINT: MarkKind.POINT,
    ToolName.LENGTH: MarkKind.LENGTH,
    ToolName.ANGLE: MarkKind.ANGLE,
}
"""The n-click family: every mark tool is a kind with a number of points, nothing more."""
