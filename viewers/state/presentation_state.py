"""A softcopy presentation state as a change of view, and drawings in image coordinates (PS3.3 A.33)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from annotations.locations import ColumnRow
from annotations.references import ImageRef
from viewers.imaging.windowing import Window
from viewers.state.viewport_state import ViewportState

Size = tuple[int, int]


class GraphicKind(StrEnum):
    """Graphic Type (0070,0023)."""

    POINT = "POINT"
    POLYLINE = "POLYLINE"
    INTERPOLATED = "INTERPOLATED"
    CIRCLE = "CIRCLE"
    ELLIPSE = "ELLIPSE"


@dataclass(frozen=True)
class PresentedGraphic:
    """A drawing of one layer. `points` are (column, row), 0-based, zero is the centre of the top-left pixel; with
    `on_display` they are fractions of the displayed area, (0, 0) top left.
    """

    kind: GraphicKind
    points: tuple[ColumnRow, ...]
    is_filled: bool = False
    on_display: bool = False


@dataclass(frozen=True)
class PresentedText:
    """A text of one layer at its bounding box (two corners) or anchor (one point), in the same coordinates."""

    text: str
    points: tuple[ColumnRow, ...]
    on_display: bool = False


@dataclass(frozen=True)
class PresentedImage:
    """How one image is to be shown. `window` None = its own. `area` is (left, top, right, bottom), outer pixel centres,
    column and row; None = the whole image. Turned clockwise first, then mirrored (PS3.3 C.10.6).
    """

    sop_instance_uid: str
    frames: tuple[int, ...] = ()
    window: Window | None = None
    invert: bool = False
    quarter_turns_before_flip: int = 0
    flip_horizontal: bool = False
    area: tuple[float, float, float, float] | None = None
    graphics: tuple[PresentedGraphic, ...] = ()
    texts: tuple[PresentedText, ...] = ()

    @property
    def quarter_turns(self) -> int:
        """Clockwise turns after the flip: turning by r and then mirroring is mirroring and then turning by -r."""
        return -self.quarter_turns_before_flip % 4 if self.flip_horizontal else self.quarter_turns_before_flip

    def is_of(self, image: ImageRef) -> bool:
        """Whether this is about an image."""
        return self.sop_instance_uid == image.sop_instance_uid and (
            not self.frames or image.frame_number in self.frames
        )


@dataclass(frozen=True)
class PresentationState:
    """A presentation with its name, and what of it is not shown, in words."""

    title: str
    images: tuple[PresentedImage, ...]
    not_shown: tuple[str, ...] = ()

    def for_image(self, image: ImageRef) -> PresentedImage | None:
        """What it says about an image; None when it says nothing."""
        return next((one for one in self.images if one.is_of(image)), None)


def presented(state: ViewportState, image: PresentedImage) -> ViewportState:
    """The view the presentation asks for: window, inversion, orientation; fitted, as the area needs the pane's size."""
    return replace(
        state,
        window=image.window or state.window,
        invert=image.invert,
        flip_horizontal=image.flip_horizontal,
        quarter_turns=image.quarter_turns,
        scale=None,
        pan_px=(0.0, 0.0),
    )
