"""What the pointer moves over, as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotations.locations import Location
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import LabelBox, OverlayContent
from viewers.tools.hit_test import Hit, Probe, hit_test
from viewers.tools.pointer import PointerEvent


@dataclass(frozen=True)
class Scene:
    """The frame on screen, its overlay, which locations lie on pixels, and the labels as they were painted."""

    geometry: FrameGeometry
    content: OverlayContent
    device_pixel_ratio: float = 1.0
    is_inside: Callable[[Location], bool] = lambda location: True
    labels: tuple[LabelBox, ...] = ()

    def under(self, event: PointerEvent) -> Hit | None:
        """What lies under an event."""
        probe = Probe(self.geometry, event.x, event.y, self.device_pixel_ratio)
        return hit_test(probe, self.content, self.labels)
