"""What a header lays over one acquired image."""

from __future__ import annotations

from dataclasses import dataclass

from viewers.imaging.overlay_planes import OverlayPlane
from viewers.imaging.shutters import Shutter


@dataclass(frozen=True, eq=False)
class FrameGraphics:
    """The overlay planes drawn over one image, and its shutter."""

    planes: tuple[OverlayPlane, ...] = ()
    shutter: Shutter | None = None


NO_GRAPHICS = FrameGraphics()
