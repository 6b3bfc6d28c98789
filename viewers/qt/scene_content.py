"""What of an overlay is put into a 3-D scene: point marks, needles, level names and the crosshair of one space."""

from __future__ import annotations

from PySide6.QtGui import QColor

from annotations.locations import PatientLocation
from annotations.marks import MarkKind
from viewers.qt.tones import tone_color
from viewers.state.overlay import OverlayContent, OverlayMark
from viewers.state.scene_3d import Label3D, Needle3D, Scene3D, Sphere3D
from viewers.state.viewport_state import Quality, ViewportState


def scene_of(
    state: ViewportState, size_px: tuple[int, int], quality: Quality, content: OverlayContent, uid: str
) -> Scene3D:
    """The scene of a pane that shows a volume of the Frame of Reference `uid`."""
    is_here = bool(uid) and content.crosshair_frame_of_reference_uid == uid
    return Scene3D(
        state.camera,
        size_px,
        quality,
        spheres_of(content, uid),
        needles_of(content, uid),
        content.crosshair_lps_mm if is_here else None,
        labels_of(content, uid),
        state.cuts_3d,
    )


def spheres_of(content: OverlayContent, frame_of_reference_uid: str) -> tuple[Sphere3D, ...]:
    """Point marks of one Frame of Reference as spheres in their tone."""
    return tuple(
        Sphere3D(mark.location.points_lps_mm[0], color=_rgb(mark.tone), item_id=mark.item_id, label=mark.label)
        for mark in content.marks
        if _is_point_in(mark, frame_of_reference_uid) and isinstance(mark.location, PatientLocation)
    )


def needles_of(content: OverlayContent, frame_of_reference_uid: str) -> tuple[Needle3D, ...]:
    """Needles of one Frame of Reference."""
    return tuple(
        Needle3D(needle.entry_lps_mm, needle.tip_lps_mm, item_id=needle.item_id, label=needle.label)
        for needle in content.needles
        if frame_of_reference_uid and needle.frame_of_reference_uid == frame_of_reference_uid
    )


def labels_of(content: OverlayContent, frame_of_reference_uid: str) -> tuple[Label3D, ...]:
    """Names of the vertebrae of one Frame of Reference that are placed; discs would crowd the picture."""
    return tuple(
        Label3D(label.text, label.point_lps_mm)
        for label in content.labels
        if not (label.is_disc or label.is_proposed)
        if frame_of_reference_uid and label.frame_of_reference_uid == frame_of_reference_uid
    )


def _is_point_in(mark: OverlayMark, uid: str) -> bool:
    location = mark.location
    is_here = isinstance(location, PatientLocation) and bool(uid) and location.frame_of_reference_uid == uid
    return is_here and mark.kind is MarkKind.POINT


def _rgb(tone: str) -> tuple[float, float, float]:
    color = QColor(tone_color(tone))
    return (color.redF(), color.greenF(), color.blueF())
