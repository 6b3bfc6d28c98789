"""Commands that put a tool into the hand, and those that mark."""

from __future__ import annotations

from annotations.marks import MARK_KINDS, MarkKind
from workstation.action_tables.action import Action, Group, Needs, in_read

TOOL_ACTIONS: tuple[Action, ...] = (
    in_read(Group.TOOLS, "tool.window", "Window and level", "W", words="W/L contrast brightness"),
    in_read(Group.TOOLS, "tool.region-window", "Window by region", "Shift+W", words="W/L contrast rectangle"),
    in_read(Group.TOOLS, "tool.pan", "Pan", "P", words="move"),
    in_read(Group.TOOLS, "tool.zoom", "Zoom", "Z", words="magnify"),
    in_read(Group.TOOLS, "tool.scroll", "Scroll", "S", words="stack slices"),
    in_read(Group.TOOLS, "tool.crosshair", "Crosshair", "H", words="cursor"),
)
"""In menu order."""


def _tool(group: Group, kind: MarkKind, *keys: str, words: str) -> Action:
    return in_read(group, f"tool.{kind.value}", MARK_KINDS[kind].title, *keys, words=words)


_K = MarkKind

MEASURE_ACTIONS: tuple[Action, ...] = (
    _tool(Group.MARKS, _K.LENGTH, "D", "L", words="distance measure ruler"),
    _tool(Group.MARKS, _K.ANGLE, "A", words="measure Cobb three points"),
    _tool(Group.MARKS, _K.BIDIRECTIONAL, "Shift+D", words="measure longest diameter short axis mass"),
    _tool(Group.MARKS, _K.ANGLE_OF_LINES, words="measure degrees two lines"),
    _tool(Group.MARKS, _K.COBB, "Shift+A", words="measure scoliosis curve endplates"),
    _tool(Group.MARKS, _K.PERPENDICULAR, words="measure shortest distance line point"),
    _tool(Group.MARKS, _K.PARALLEL, words="measure distance between parallel lines"),
    _tool(Group.MARKS, _K.POLYLINE, "Y", words="measure path open length"),
    _tool(Group.MARKS, _K.SPLINE, words="measure curved length path"),
    _tool(Group.MARKS, _K.PROBE, words="value Hounsfield HU intensity pixel"),
    _tool(Group.MARKS, _K.APPROACH, words="needle caliper angle depth skin entry"),
)
SPINE_ACTIONS: tuple[Action, ...] = (
    _tool(Group.SPINE, _K.VERTEBRA, "V", words="body heights wedge crush biconcave Genant fracture compression"),
    _tool(Group.SPINE, _K.DISC_HEIGHT, words="DHI degeneration narrowing"),
    _tool(Group.SPINE, _K.SLIP, words="spondylolisthesis Meyerding listhesis translation"),
    _tool(Group.SPINE, _K.CANAL, words="stenosis spinal diameter sagittal"),
    _tool(Group.SPINE, _K.DURAL_SAC, words="stenosis thecal cross-section"),
    _tool(Group.SPINE, _K.LATERAL_RECESS, words="stenosis subarticular depth"),
    _tool(Group.SPINE, _K.FORAMEN, words="stenosis foraminal height width"),
    _tool(Group.SPINE, _K.RETROPULSION, words="burst fracture fragment posterior wall"),
    _tool(Group.SPINE, _K.KYPHOSIS, words="angle thoracic wedge endplates"),
    _tool(Group.SPINE, _K.LORDOSIS, words="angle lumbar L1 S1"),
    _tool(Group.SPINE, _K.SPINOPELVIC, words="pelvic tilt sacral slope PI PT SS"),
    _tool(Group.SPINE, _K.FACETS, words="tropism zygapophyseal joint orientation"),
    _tool(Group.SPINE, _K.CENTRE_EDGE, words="Wiberg dysplasia acetabulum"),
    _tool(Group.SPINE, _K.JOINT_SPACE, words="hip osteoarthritis width narrowing"),
)
REGION_ACTIONS: tuple[Action, ...] = (
    _tool(Group.REGIONS, _K.ELLIPSE, "E", words="region ROI oval mean statistics area"),
    _tool(Group.REGIONS, _K.CIRCLE, words="region ROI round mean statistics area"),
    _tool(Group.REGIONS, _K.RECTANGLE, "Shift+E", words="region ROI box mean statistics area"),
    _tool(Group.REGIONS, _K.POLYGON, "Shift+Y", words="region ROI closed polyline mean statistics area"),
    _tool(Group.REGIONS, _K.FREEHAND, "F", words="region ROI pencil outline mean statistics area"),
)
ANNOTATE_ACTIONS: tuple[Action, ...] = (
    _tool(Group.MARKS, _K.ARROW, "Q", words="annotate point at"),
    _tool(Group.MARKS, _K.TEXT, "Shift+T", words="annotate note label write"),
)
_COPIES: tuple[Action, ...] = (
    in_read(
        Group.MARKS,
        "mark.mirror",
        "Copy the mark to the other side",
        "Ctrl+Shift+M",
        needs=Needs.SELECTION,
        words="mirror opposite left right contralateral",
    ),
    in_read(
        Group.MARKS,
        "mark.copy-up",
        "Copy the mark to the level above",
        "Alt+Shift+Up",
        needs=Needs.SELECTION,
        words="duplicate vertebra disc next",
    ),
    in_read(
        Group.MARKS,
        "mark.copy-down",
        "Copy the mark to the level below",
        "Alt+Shift+Down",
        needs=Needs.SELECTION,
        words="duplicate vertebra disc next",
    ),
    in_read(Group.MARKS, "mark.repeat", "Keep a marking tool after one mark, or not", words="armed repeat again tool"),
    in_read(Group.MARKS, "mark.magnifier", "Magnifier while marking: on or off", words="lens loupe zoom precise"),
)

MARK_ACTIONS: tuple[Action, ...] = (
    in_read(Group.MARKS, "mark.finding", "Mark finding at the cursor", "M", words="pain generator marker point"),
    *MEASURE_ACTIONS,
    *ANNOTATE_ACTIONS,
    Action("target.new", "New target", ("T",), needs=Needs.CASE, group=Group.MARKS, words="needle procedure"),
    *_COPIES,
    *SPINE_ACTIONS,
    *REGION_ACTIONS,
)
"""In menu order."""
