"""What the viewports of a stage do together, where the protocol limits it."""

from __future__ import annotations

from viewers.qt.viewport import Viewport
from viewers.state.linking import LinkSwitches, WindowLinking
from workstation.hanging.protocol import LinkedAspect
from workstation.ui.read.viewport_content import ViewportContent


def limited_switches(
    content: ViewportContent, leader: Viewport, follower: Viewport, switches: LinkSwitches
) -> LinkSwitches:
    """The user's switches without what either viewport was hung not to do together with others."""
    for viewport in (leader, follower):
        aspects = content.linked_aspects(viewport)
        if aspects is not None:
            switches = LinkSwitches(
                switches.scroll and LinkedAspect.SCROLL in aspects,
                switches.pan and LinkedAspect.PAN in aspects,
                switches.zoom and LinkedAspect.ZOOM in aspects,
                switches.window if LinkedAspect.WINDOW in aspects else WindowLinking.OFF,
            )
    return switches
