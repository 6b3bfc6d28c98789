"""The tools a physician can hold, and how each mark tool turns the hand's movements into points."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from annotations.marks import MARK_KINDS, MarkFamily, MarkKind


class ToolName(StrEnum):
    """What the left button does in a viewport. A mark tool has the name of the kind it places."""

    WINDOW = "window"
    PAN = "pan"
    ZOOM = "zoom"
    SCROLL = "scroll"
    CROSSHAIR = "crosshair"
    REGION_WINDOW = "region-window"
    POINT = "point"
    LENGTH = "length"
    ANGLE = "angle"
    PROBE = "probe"
    ARROW = "arrow"
    TEXT = "text"
    ANGLE_OF_LINES = "angle-of-lines"
    COBB = "cobb"
    PERPENDICULAR = "perpendicular-distance"
    PARALLEL = "parallel-distance"
    POLYLINE = "polyline"
    SPLINE = "spline"
    ELLIPSE = "ellipse"
    CIRCLE = "circle"
    RECTANGLE = "rectangle"
    POLYGON = "polygon"
    FREEHAND = "freehand"
    BIDIRECTIONAL = "bidirectional"
    APPROACH = "approach-angle"
    VERTEBRA = "vertebra"
    SLIP = "slip"
    DISC_HEIGHT = "disc-height"
    CANAL = "canal-ap"
    DURAL_SAC = "dural-sac-area"
    LATERAL_RECESS = "lateral-recess"
    FORAMEN = "foramen"
    RETROPULSION = "retropulsion"
    KYPHOSIS = "kyphosis"
    LORDOSIS = "lordosis"
    SPINOPELVIC = "spinopelvic"
    FACETS = "facet-angles"
    CENTRE_EDGE = "centre-edge"
    JOINT_SPACE = "joint-space"
    DISC_LINE = "disc-line"
    CENTRE_LINE = "centre-line"
    BRUSH = "brush"
    ERASER = "eraser"
    THRESHOLD_BRUSH = "threshold-brush"
    SEED = "seed"


class Placing(StrEnum):
    """How clicks and drags become the points of a mark."""

    CLICKS = "clicks"
    """One click a point; while the button is held the point can still be moved."""
    LINES = "lines"
    """Points in pairs: two clicks, or one drag, for each line."""
    SHAPE = "shape"
    """One drag, or two clicks, span the whole."""
    CROSS = "cross"
    """A line, then a second one perpendicular to it."""
    PATH = "path"
    """Clicks until the path is ended."""
    STROKE = "stroke"
    """Drawn with the button held."""


MARK_TOOLS: Mapping[ToolName, MarkKind] = MappingProxyType({ToolName(kind.value): kind for kind in MarkKind})
"""Every mark tool is a kind, nothing more."""

PATH_TOOLS: Mapping[ToolName, int | None] = {ToolName.DISC_LINE: 2, ToolName.CENTRE_LINE: None}
"""Tools that draw a path to cut along, which is no mark: so many points, None = until a double click."""
STROKE_TOOLS = frozenset({ToolName.BRUSH, ToolName.ERASER, ToolName.THRESHOLD_BRUSH, ToolName.SEED})
"""Tools that paint over voxels while the button is held; what is painted is not their business."""

_DRAWN_AS_LINES = frozenset(
    {
        MarkKind.ANGLE_OF_LINES,
        MarkKind.COBB,
        MarkKind.PERPENDICULAR,
        MarkKind.PARALLEL,
        MarkKind.FORAMEN,
        MarkKind.KYPHOSIS,
        MarkKind.LORDOSIS,
        MarkKind.FACETS,
    }
)
"""Of the kinds with separate points, those whose points are the two ends of lines."""
_OWN_WAYS: Mapping[MarkKind, Placing] = {
    MarkKind.FREEHAND: Placing.STROKE,
    MarkKind.BIDIRECTIONAL: Placing.CROSS,
    **dict.fromkeys(_DRAWN_AS_LINES, Placing.LINES),
}
_WAYS_OF_FAMILIES: Mapping[MarkFamily, Placing] = {
    MarkFamily.LINE: Placing.LINES,
    MarkFamily.OVAL: Placing.SHAPE,
    MarkFamily.BOX: Placing.SHAPE,
}
PLANAR_FAMILIES = frozenset({MarkFamily.AREA, MarkFamily.OVAL, MarkFamily.BOX})


def is_planar(kind: MarkKind) -> bool:
    """Whether all points of a mark lie in one plane: regions, and the two axes that are perpendicular in it."""
    return MARK_KINDS[kind].family in PLANAR_FAMILIES or kind is MarkKind.BIDIRECTIONAL


def placing_of(tool: ToolName) -> Placing | None:
    """How a tool places its points; None for tools that place none."""
    if tool in PATH_TOOLS:
        return Placing.PATH if PATH_TOOLS[tool] is None else Placing.CLICKS
    if tool not in MARK_TOOLS:
        return None
    kind = MARK_TOOLS[tool]
    facts = MARK_KINDS[kind]
    usual = Placing.PATH if facts.most is None else Placing.CLICKS
    return _OWN_WAYS.get(kind, _WAYS_OF_FAMILIES.get(facts.family, usual))


TOOL_HINTS: Mapping[ToolName, str] = {
    ToolName.DISC_LINE: "Click twice along a disc, on a sagittal picture",
    ToolName.CENTRE_LINE: "Click along the line; a double click ends it",
    ToolName.SEED: "Click inside what is to be filled",
}
"""What a tool waits for, said on every pane while it is in the hand."""

WAY_HINTS: Mapping[Placing, str] = {
    Placing.PATH: "Click point by point; Enter or a double click ends, Backspace takes one back",
    Placing.STROKE: "Draw around it with the button held",
}
AREA_HINT = "Click around it; the first point, Enter or a double click closes, Backspace takes one back"
BOX_HINT = "Drag over it; Shift makes it as high as wide"
CIRCLE_HINT = "Drag from its centre outward"
CROSS_HINT = "Drag along the longest diameter"
SHORT_AXIS_HINT = "Click or drag the diameter across it"
