"""The picture of a stored key image, drawn anew: the same render path and overlay as the pane it was taken from."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QImage

from annotations.case import Case
from annotations.key_images import KeyImage
from viewers.imaging.images import Pixels
from viewers.qt.corner_text import with_corner_text
from viewers.qt.snapshot import frame_image, snapshot
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.key_views import state_of_key_view
from viewers.state.overlay import OverlayContent
from workstation.ui.read.overlay_content import case_overlay

Size = tuple[int, int]
"""Width and height in image pixels."""


def key_overlay(case: Case, key_image: KeyImage) -> OverlayContent:
    """What lies over a key image: the marks it was taken with as the case has them now, level names and needles."""
    content = case_overlay(case, next(iter(key_image.finding_ids), None))
    return replace(content, marks=tuple(mark for mark in content.marks if mark.mark_id in key_image.mark_ids))


def key_picture(
    key_image: KeyImage, pixels: Pixels, size_px: Size, *, text_scale: float, content: OverlayContent
) -> QImage:
    """The picture with identity, letters and `content` over it, text and marks `text_scale` times as large.

    Raises `NoKeyViewError` when the pixels are not those it was taken of.
    """
    size = (size_px[0] / text_scale, size_px[1] / text_scale)
    state = state_of_key_view(key_image.view, pixels, size, pixel_ratio=text_scale)
    frame = FrameRenderer().render(pixels, state, size_px)
    return snapshot(frame, with_corner_text(content, pixels, frame), device_pixel_ratio=text_scale)


def key_thumbnail(key_image: KeyImage, pixels: Pixels, size_px: Size) -> QImage:
    """The image alone, small, without anything over it. Raises `NoKeyViewError` as `key_picture` does."""
    state = state_of_key_view(key_image.view, pixels, (float(size_px[0]), float(size_px[1])))
    return frame_image(FrameRenderer().render(pixels, state, size_px))
