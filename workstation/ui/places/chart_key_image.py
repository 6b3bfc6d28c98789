"""Key images: a finding or a target as it looks on screen, with letters, identity and marks, as PNG bytes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from annotations.case import Case
from annotations.key_images import KeyImage
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.targets import ProcedureTarget
from viewers.imaging.images import Pixels, Volume
from viewers.qt.corner_text import with_corner_text
from viewers.qt.snapshot import snapshot
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.overlay import OverlayContent
from viewers.state.viewport_state import ViewPlane, ViewportState
from workstation.ui.key_pictures import key_overlay, key_picture
from workstation.ui.places.plan_cut import needle_cut
from workstation.ui.read.overlay_content import case_overlay

KEY_IMAGE_SIZE_PX = (900, 760)
"""Two stand side by side on a page at about 250 dots an inch."""
TEXT_SCALE = 2.4
"""Text and marks are drawn this much larger than on screen: 7 point letters in half a page's width."""
FIELD_MM = 190.0
"""What the shorter side of a key image shows around its finding or needle."""


def key_image_png(case: Case, location: Location, pixels: Pixels, frame_index: int, selected_id: str) -> bytes:
    """The picture of a location on its image; a needle path (two points of a target) is cut along the needle.

    Raises `ValueError` when the location does not lie on these pixels.
    """
    shown, state = _view(case, location, pixels, frame_index, selected_id)
    renderer = FrameRenderer()
    if isinstance(shown, Volume) and isinstance(location, PatientLocation):
        state = _around(renderer, shown, state, location)
    frame = renderer.render(shown, state, KEY_IMAGE_SIZE_PX)
    content = with_corner_text(for_paper(case_overlay(case, selected_id)), shown, frame)
    return _png(snapshot(frame, content, device_pixel_ratio=TEXT_SCALE), selected_id)


def stored_key_image_png(case: Case, key_image: KeyImage, pixels: Pixels) -> bytes:
    """The picture of a key image that was kept with the case: its view, with the marks it was taken with.

    Raises `ValueError` when it was not taken of these pixels.
    """
    content = for_paper(key_overlay(case, key_image))
    picture = key_picture(key_image, pixels, KEY_IMAGE_SIZE_PX, text_scale=TEXT_SCALE, content=content)
    return _png(picture, key_image.id)


def _png(picture: QImage, item_id: str) -> bytes:
    stored = QByteArray()
    buffer = QBuffer(stored)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(picture):
        raise ValueError(f"the key image of {item_id} could not be encoded")
    return bytes(stored.data())


def for_paper(content: OverlayContent) -> OverlayContent:
    """The marks of the screen in light tones: on paper the dark ones sink into the grey of the tissue."""
    marks = [replace(mark, tone="accent" if mark.tone == "accent" else "caution") for mark in content.marks]
    return replace(content, marks=tuple(marks))


def _view(
    case: Case, location: Location, pixels: Pixels, frame_index: int, selected_id: str
) -> tuple[Pixels, ViewportState]:
    if isinstance(location, ImageLocation) or not isinstance(pixels, Volume):
        return pixels, ViewportState(frame_index=frame_index)
    if location.frame_of_reference_uid != pixels.geometry.frame_of_reference_uid:
        raise ValueError(f"{selected_id} lies in another Frame of Reference than its image")
    if case.get(ProcedureTarget, selected_id) is not None and len(location.points_lps_mm) == 2:
        entry, tip = location.points_lps_mm
        return needle_cut(pixels, entry, tip), ViewportState()
    return pixels, ViewportState(plane=ViewPlane.ACQUIRED, focus_lps_mm=_first(location))


def _around(renderer: FrameRenderer, volume: Volume, state: ViewportState, location: PatientLocation) -> ViewportState:
    """The same view, enlarged and moved so that the middle of the location's points is in the middle."""
    points = np.asarray(location.points_lps_mm)
    width, height = KEY_IMAGE_SIZE_PX
    field_mm = max(FIELD_MM, 1.6 * float(np.ptp(points, axis=0).max()))
    enlarged = replace(state, scale=min(width, height) / field_mm)
    x, y = renderer.render(volume, enlarged, KEY_IMAGE_SIZE_PX).geometry.lps_to_display(points.mean(axis=0))
    return replace(enlarged, pan_px=(width / 2 - float(x), height / 2 - float(y)))


def _first(location: PatientLocation) -> tuple[float, float, float]:
    return location.points_lps_mm[0]
