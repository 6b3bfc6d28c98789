"""A second volume laid over a cut: which, through what transform, and how it is mixed in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.geometry import Plane, as_point
from annotations.rigid import RigidTransform
from viewers.imaging.windowing import Window


class FusionLook(StrEnum):
    """How the two pictures are mixed; their values are those of the commands."""

    FADE = "fade"
    CHECKERBOARD = "checkerboard"
    DIFFERENCE = "difference"


@dataclass(frozen=True)
class Fusion:
    """What is laid over the picture of a volume, the base; measurements read the base alone.

    `series_instance_uid` names the other volume, which is handed to the renderer beside this: one of another series
    is refused. `transform` maps LPS mm of the base to LPS mm of the other. `opacity` 0 to 1 is that of the other in a
    fade; a `color_map` (empty = grey) lets its dark parts through. `window` None = the other's own. `text` is said on
    the pane: what is fused onto what, and how well they fit.
    """

    series_instance_uid: str
    transform: RigidTransform
    text: str
    look: FusionLook = FusionLook.FADE
    opacity: float = 0.5
    color_map: str = ""
    window: Window | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.opacity <= 1.0:
            raise ValueError(f"an opacity lies between 0 and 1, not {self.opacity}")
        if not self.text:
            raise ValueError("a fusion says what is fused onto what")

    def plane_in_other(self, plane: Plane) -> Plane:
        """A plane of the base in the space of the other volume."""
        return Plane(
            as_point(self.transform.apply(plane.origin_lps_mm)),
            as_point(self.transform.apply_direction(plane.row_direction)),
            as_point(self.transform.apply_direction(plane.column_direction)),
        )
