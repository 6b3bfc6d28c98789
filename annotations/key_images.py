"""A key image: what a pane showed, kept so that it can be drawn again with its window, marks and letters."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.geometry import Plane
from annotations.references import ImageRef, SeriesRef


@dataclass(frozen=True)
class KeyImageView:
    """What is needed to draw the pane again.

    `image` is the acquired frame shown, None on a reformatted plane, which `plane` (LPS mm) then gives; `slab_mm` is
    its thickness, None = thin. Window in the unit of the pixels, None = the image's own; `window_function` is that of
    PS3.3 C.11.2.1.3, empty = linear. `size_px` is the pane at the time, `pan_px` within it (device-independent), and
    `zoom` relative to fitting into it, so that a pane of any size can show the same. The picture is mirrored left to
    right where it is flipped, then turned clockwise.
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
    zoom: float = 1.0
    pan_px: tuple[float, float] = (0.0, 0.0)
    size_px: tuple[float, float] = (0.0, 0.0)
    window_function: str = ""
    is_smooth: bool = True
    shows_shutter: bool = True

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
