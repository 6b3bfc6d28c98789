"""What a pointer event asks for: view changes and proposals, as values that the viewport carries out or passes on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.locations import Location
from annotations.marks import MarkKind
from viewers.state.viewport_state import ViewPlane
from viewers.tools.tool_names import ToolName


@dataclass(frozen=True)
class MarkProposal:
    """All points of a new mark are placed; whoever owns the case decides what becomes of it."""

    kind: MarkKind
    location: Location


@dataclass(frozen=True)
class PathDrawn:
    """A path to cut along was drawn with a path tool; it is no mark and is not kept."""

    tool: ToolName
    location: Location


@dataclass(frozen=True)
class MarkMoved:
    """An existing mark was dragged to another place (once, when the button is let go)."""

    mark_id: str
    location: Location


@dataclass(frozen=True)
class LabelMoved:
    """The label of a mark was put somewhere else; from its anchor, pixels at a device pixel ratio of 1."""

    mark_id: str
    offset: tuple[float, float]


@dataclass(frozen=True)
class WindowDragged:
    """The window changes by a drag of (dx, dy) display pixels."""

    dx: float
    dy: float


@dataclass(frozen=True)
class RegionFramed:
    """The window becomes the range of what a rectangle holds; two opposite corners, display pixels."""

    corners: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class PanDragged:
    """The image moves by (dx, dy) display pixels."""

    dx: float
    dy: float


@dataclass(frozen=True)
class ZoomDragged:
    """The image zooms about an anchor (display pixels) by a vertical drag; downward enlarges as in OHIF and Slicer."""

    dy: float
    anchor_px: tuple[float, float]


@dataclass(frozen=True)
class ZoomStepped:
    """The image zooms about an anchor by wheel notches; positive enlarges."""

    steps: float
    anchor_px: tuple[float, float]


@dataclass(frozen=True)
class ScrollDragged:
    """Slices change by a vertical drag of `dy` display pixels; downward goes to the next."""

    dy: float


@dataclass(frozen=True)
class ScrollStepped:
    """Slices change by wheel notches; positive (away from the hand) goes back. `does_loop`: round the end."""

    steps: float
    does_loop: bool = False


@dataclass(frozen=True)
class CursorPlaced:
    """The crosshair goes to a location."""

    location: Location


@dataclass(frozen=True)
class Hovered:
    """The pointer rests over a location (None = outside the image)."""

    location: Location | None


@dataclass(frozen=True)
class ItemClicked:
    """A mark, needle or finding was clicked."""

    item_id: str


@dataclass(frozen=True)
class ContextRequested:
    """The right button was clicked without a drag, at display pixels; `vertex` is the point of a path under it."""

    position: tuple[float, float]
    item_id: str = ""
    vertex: int | None = None


@dataclass(frozen=True)
class MaximizeRequested:
    """The viewport was double-clicked."""


@dataclass(frozen=True)
class OverlayTouched:
    """Only the overlay changed (an unfinished mark, a drag in progress): repaint, do not render."""


@dataclass(frozen=True)
class CutTurned:
    """The line of the plane `role` was turned on this picture by so many degrees since the last event.

    By the right hand about the normal of the picture: clockwise on the screen.
    """

    role: ViewPlane
    degrees: float


@dataclass(frozen=True)
class CutMoved:
    """The plane `role` goes, parallel to itself, through a display point of this picture."""

    role: ViewPlane
    position: tuple[float, float]


@dataclass(frozen=True)
class SlabDragged:
    """The slab of the plane `role` is to be so thick, mm."""

    role: ViewPlane
    thickness_mm: float


class StrokePhase(StrEnum):
    """How far a stroke of a brush is."""

    BEGUN = "begun"
    GOES_ON = "goes-on"
    ENDED = "ended"
    GIVEN_UP = "given-up"


@dataclass(frozen=True)
class Stroked:
    """A stroke tool is at a place with its button held; None where the picture has no position there."""

    tool: ToolName
    phase: StrokePhase
    location: Location | None


@dataclass(frozen=True)
class BrushResized:
    """The brush in the hand becomes larger by wheel notches, smaller by negative ones."""

    steps: float


CutEffect = CutTurned | CutMoved | SlabDragged


@dataclass(frozen=True)
class PlacementRefused:
    """A point was clicked where no mark may be, with the reason to show."""

    reason: str


Effect = (
    MarkProposal
    | PathDrawn
    | MarkMoved
    | LabelMoved
    | WindowDragged
    | RegionFramed
    | PanDragged
    | ZoomDragged
    | ZoomStepped
    | ScrollDragged
    | ScrollStepped
    | CursorPlaced
    | Hovered
    | ItemClicked
    | ContextRequested
    | MaximizeRequested
    | OverlayTouched
    | PlacementRefused
    | CutTurned
    | CutMoved
    | SlabDragged
    | Stroked
    | BrushResized
)
