"""A key image: what a pane showed, kept so that it can be drawn again with its window, marks and letters."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.geometry import Plane
from annotations.references import ImageRef, SeriesRef


@dataclass(frozen=True)
class KeyImageView:
    """What is needed to draw the pane again.

    `image` is the acquired frame shown, None on a reformatted plane, which `plane` (LPS mm) then gives; `slab_mm` is
    its thickness, None = thin. Window in the unit of the pixels, None = the image's own. `zoom` is relative to
    fitting, `pan_px` in device-independent pixels. `quarter_turns` clockwise, then the flips, as they are shown.
    """

    series: SeriesRef
    frame_of_reference_uid: str = ""
    image: ImageRef | None = None
    plane: Plane | None = None
    slab_mm: float | None = None
    slab_mode: str = ""
    window_center: float | None = None
    window_width: float | None = None
    is_inverted: bool = False
    color_map: str = ""
    quarter_turns: int = 0
    is_flipped_horizontally: bool = False
    is_flipped_vertically: bool = False
    zoom: float = 1.0
    pan_px: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if self.image is None and self.plane is None:
            raise ValueError("a key image shows an acquired image or a plane")


@dataclass(frozen=True)
class KeyImage:
    """One captured pane, for the findings and with the marks it was captured with. `created_at` is ISO 8601."""

    id: str
    title: str
    view: KeyImageView
    finding_ids: tuple[str, ...] = ()
    mark_ids: tuple[str, ...] = ()
    created_at: str = ""
