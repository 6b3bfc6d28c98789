"""What is drawn over a frame, as values: marks, lines, labels and corner text. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from annotations.calibrating import NO_CALIBRATIONS
from annotations.calibration import PixelCalibration
from annotations.geometry import Plane, Point
from annotations.locations import ImageLocation, Location
from annotations.marks import MarkKind
from annotations.references import ImageRef
from viewers.imaging.label_map import LabelMap
from viewers.state.presentation_state import PresentedImage
from viewers.state.viewport_state import ViewPlane


class TextLevel(StrEnum):
    """How much text lies over images. Identity, side letters, scale and announcements stay in each of them."""

    FULL = "full"
    MINIMAL = "minimal"
    NONE = "none"


@dataclass(frozen=True)
class OverlayMark:
    """A mark to draw: `item_id` is what a click on it selects, `mark_id` what a drag moves.

    `tone` names a theme colour: `accent`, `alert`, `caution`, `good`, `unexplained`, `left`, `right`, `midline`.
    """

    mark_id: str
    item_id: str
    kind: MarkKind
    location: Location
    label: str = ""
    value_text: str = ""
    tone: str = "accent"
    selected: bool = False
    movable: bool = True
    label_offset: tuple[float, float] | None = None
    """Where its label was put: from its anchor to the middle of the label, in pixels at a device pixel ratio of 1."""
    hidden: bool = False
    held: bool = False
    """It or its label is in the hand right now."""
    lock_reason: str = ""
    """Why it cannot be moved, and what to do first; said when the hand tries."""
    mirror_x_mm: float | None = None
    """Where the mid-sagittal plane is (LPS x), if the mark's mirror image is to be seen beside it."""

    @property
    def seen(self) -> OverlayMark:
        """The same mark, not hidden."""
        return replace(self, hidden=False)


@dataclass(frozen=True)
class LabelBox:
    """Where the label of a mark was painted, display pixels: top-left corner, size, and the place it belongs to."""

    mark_id: str
    left: float
    top: float
    width: float
    height: float
    anchor: tuple[float, float]

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the label."""
        return self.left + self.width / 2, self.top + self.height / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a display pixel lies on the label."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height


@dataclass(frozen=True)
class OverlayNeedle:
    """A planned needle: skin entry and tip in one Frame of Reference."""

    item_id: str
    frame_of_reference_uid: str
    entry_lps_mm: Point
    tip_lps_mm: Point
    label: str = ""
    selected: bool = False


@dataclass(frozen=True)
class OverlayLabel:
    """A level name at a point (level ledger).

    With `beside_mm` it stands beside the body: so far in front of it on sagittal cuts, so far to the patient's left on
    coronal ones, and not on axial cuts, whose level is said in words; None = on the point. A click on the dot of one
    with an `item_id` selects that item, a drag moves it. What is `is_proposed` is drawn hollow and with a question
    mark, a disc smaller.
    """

    text: str
    frame_of_reference_uid: str
    point_lps_mm: Point
    beside_mm: tuple[float, float] | None = None
    item_id: str = ""
    is_disc: bool = False
    is_proposed: bool = False


@dataclass(frozen=True)
class ReferenceLine:
    """The trace of another viewport's cut: its plane and the rectangle it covers (corner points, LPS mm).

    `slice_number` counts from 1 in its series. `is_active` is the cut of the active viewport, `is_edge` the first or
    last slice of its series. `link_label` says by which registration a cut of another Frame of Reference came here.
    """

    plane: Plane
    frame_of_reference_uid: str
    corners_lps_mm: tuple[Point, Point, Point, Point]
    slice_number: int | None = None
    is_active: bool = False
    is_edge: bool = False
    link_label: str = ""


@dataclass(frozen=True)
class CrossLine:
    """The plane of another viewport of the same volume, with handles to turn, move and thicken it.

    `role` is what the plane was before it was turned; `slab_mm` the thickness it shows, None = thin.
    """

    role: ViewPlane
    line: ReferenceLine
    focus_lps_mm: Point
    slab_mm: float | None = None
    text: str = ""


@dataclass(frozen=True)
class OverlaySegments:
    """A label map to draw: `version` is that of the map, `tones` the (number, tone) of each label that is shown."""

    label_map: LabelMap
    version: int
    tones: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class OverlayContent:
    """Everything drawn over one frame.

    `level_at_cursor` is text such as `L4-5 disc`; `notices` are short warnings shown in the caution tone (reformatted,
    lossy, geometry problems). `announcements` say what the user did to the sides of the picture; like them, identity
    never goes: it is in `top_left`, on every pane and every capture. With `clickable` False every click goes to the
    tool, also one on a mark: something is being placed that may well lie there. The image's own overlay planes are
    drawn with `show_planes`.
    """

    marks: tuple[OverlayMark, ...] = ()
    needles: tuple[OverlayNeedle, ...] = ()
    labels: tuple[OverlayLabel, ...] = ()
    reference_lines: tuple[ReferenceLine, ...] = ()
    cross_lines: tuple[CrossLine, ...] = ()
    crosshair_lps_mm: Point | None = None
    crosshair_frame_of_reference_uid: str = ""
    level_at_cursor: str = ""
    slice_level: str = ""
    """The level an axial cut passes through, said where the cursor names none."""
    notices: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    """What the tool in the hand waits for; no warning."""
    announcements: tuple[str, ...] = ()
    top_left: tuple[str, ...] = ()
    top_right: tuple[str, ...] = ()
    bottom_left: tuple[str, ...] = ()
    bottom_right: tuple[str, ...] = ()
    calibration_badge: str = ""
    calibrations: Mapping[ImageRef, PixelCalibration] = field(default_factory=lambda: NO_CALIBRATIONS)
    """Images that a person has calibrated by a known length."""
    region_px: tuple[tuple[float, float], tuple[float, float]] | None = None
    """A rectangle in the hand: two opposite corners, display pixels."""
    text_level: TextLevel = TextLevel.MINIMAL
    clickable: bool = True
    show_planes: bool = True
    presentation: PresentedImage | None = None
    """What a presentation state that the reader has applied draws over this image."""
    crosshair_on_image: ImageLocation | None = None
    projection_mm_per_px: float | None = None
    """Length of a display pixel of a calibrated projection, mm, in the sense that `calibration_badge` says."""
    segments: tuple[OverlaySegments, ...] = ()
    brush_mm: float | None = None
    """Radius of the brush in the hand."""
    brush_px: tuple[float, float] | None = None
    """Where the brush is, display pixels."""
    zoom_text: str = ""
    """Magnification such as `1.2x`, after the first line at the bottom left where there is room."""

    @property
    def show_text(self) -> bool:
        """Whether anything but what never goes is written over the image."""
        return self.text_level is not TextLevel.NONE
