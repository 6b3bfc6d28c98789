"""Which stack of a series a key image was taken of. No Qt."""

from __future__ import annotations

import numpy as np

from annotations.geometry import VolumeGeometry
from annotations.key_images import KeyImageView
from workstation.dicom.records import SeriesRecord, StackKind, StackRecord


def frame_of_view(series: SeriesRecord, view: KeyImageView) -> tuple[int, int] | None:
    """The number of the stack and of a frame in it (both from 0) that a key image needs; None where it is not there.

    A plane belongs to the volume that holds the point it was cut through; the frame is then the one nearest to it.
    """
    if view.image is not None:
        for number, stack in enumerate(series.stacks):
            for index, frame in enumerate(stack.frames):
                if (frame.sop_instance_uid, frame.frame_number) == (
                    view.image.sop_instance_uid,
                    view.image.frame_number,
                ):
                    return number, index
        return None
    own = [(number, stack) for number, stack in enumerate(series.stacks) if _is_in_space(stack, view)]
    holding = [(number, stack) for number, stack in own if _index_k(stack, view, must_hold=True) is not None]
    chosen = holding or (own if len(own) == 1 else [])
    if not chosen:
        return None
    number, stack = chosen[0]
    k = _index_k(stack, view, must_hold=False)
    return None if k is None else (number, k)


def _is_in_space(stack: StackRecord, view: KeyImageView) -> bool:
    return stack.kind is StackKind.VOLUME and stack.frame_of_reference_uid == view.frame_of_reference_uid != ""


def _index_k(stack: StackRecord, view: KeyImageView, *, must_hold: bool) -> int | None:
    if stack.affine_kji_to_lps is None or view.plane is None:
        return None
    geometry = VolumeGeometry(stack.affine_kji_to_lps, stack.shape_kji, stack.frame_of_reference_uid)
    if must_hold and not geometry.contains(view.plane.origin_lps_mm):
        return None
    k = round(float(geometry.lps_to_index(view.plane.origin_lps_mm)[0]))
    return int(np.clip(k, 0, len(stack.frames) - 1))
