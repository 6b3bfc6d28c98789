"""Key images: a finding or a target as it looks on screen, with letters, identity and marks, as PNG bytes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageWriter

from annotations.case import Case
from annotations.findings import Finding, FindingStatus
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.measurements import measure
from annotations.targets import ProcedureTarget, TargetStatus
from viewers.imaging.images import Pixels, Volume
from viewers.qt.corner_text import with_corner_text
from viewers.qt.snapshot import snapshot
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.overlay import OverlayContent, OverlayMark, OverlayNeedle
from viewers.state.viewport_state import ViewPlane, ViewportState
from workstation.ui.forms.item_words import finding_words
from workstation.ui.places.plan_cut import needle_cut

KEY_IMAGE_SIZE_PX = (900, 760)
"""Two stand side by side on a page at about 250 dots an inch."""
TEXT_SCALE = 2.4
"""Text and marks are drawn this much larger than on screen: 7 point letters in half a page's width."""
FIELD_MM = 190.0
"""What the shorter side of a key image shows around its finding or needle."""
UNITS = {"deg": "°", "mm": " mm", "mm2": " mm²", "{pixels}": " px"}


def key_image_png(case: Case, location: Location, pixels: Pixels, frame_index: int, selected_id: str) -> bytes:
    """The picture of a location on its image; a needle path (two points of a target) is cut along the needle.

    Raises `ValueError` when the location does not lie on these pixels.
    """
    shown, state = _view(case, location, pixels, frame_index, selected_id)
    renderer = FrameRenderer()
    if isinstance(shown, Volume) and isinstance(location, PatientLocation):
        state = _around(renderer, shown, state, location)
    frame = renderer.render(shown, state, KEY_IMAGE_SIZE_PX)
    content = with_corner_text(case_overlay(case, selected_id), shown, frame)
    picture = snapshot(frame, content, device_pixel_ratio=TEXT_SCALE)
    stored = QByteArray()
    buffer = QBuffer(stored)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(picture):
        raise ValueError(f"the key image of {selected_id} could not be encoded")
    return bytes(stored.data())


def case_overlay(case: Case, selected_id: str) -> OverlayContent:
    """All marks and needles of a case; the frame decides which of them lie on it."""
    findings = [f for f in case.of_type(Finding) if f.status is not FindingStatus.RETRACTED]
    owners = {mark_id: finding for finding in findings for mark_id in finding.mark_ids}
    marks = tuple(_mark(mark, owners.get(mark.id), selected_id) for mark in case.of_type(Mark))
    needles = tuple(
        OverlayNeedle(
            target.id,
            target.path.frame_of_reference_uid,
            target.path.points_lps_mm[0],
            target.path.points_lps_mm[1],
            label=f"{target.level.label} {target.laterality.word}",
            selected=target.id == selected_id,
        )
        for target in case.of_type(ProcedureTarget)
        if target.path is not None and target.status is not TargetStatus.CANCELLED
    )
    return OverlayContent(marks=marks, needles=needles)


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


def _mark(mark: Mark, finding: Finding | None, selected_id: str) -> OverlayMark:
    is_place = mark.kind is MarkKind.POINT
    is_selected = selected_id in (mark.id, finding.id if finding is not None else "")
    return OverlayMark(
        mark.id,
        finding.id if finding is not None else mark.id,
        mark.kind,
        mark.location,
        label=mark.label if finding is None or (mark.label and not is_place) else finding_words(finding),
        value_text="" if is_place else _value_words(mark),
        # Light tones: on paper the dark ones sink into the grey of the tissue.
        tone="caution" if finding is not None else "accent",
        selected=is_selected,
        movable=False,
    )


def _value_words(mark: Mark) -> str:
    measured = measure(mark)
    return f"{measured.value:.1f}{UNITS.get(measured.unit, f' {measured.unit}')}"
