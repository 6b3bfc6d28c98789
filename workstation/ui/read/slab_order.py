"""Disc-angled slabs of one series in the order a hand scrolls through them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotations.geometry import Point, VolumeGeometry, as_point
from viewers.imaging.images import Volume
from viewers.imaging.slices import acquired_lattice
from viewers.state.linking import PARALLEL_COSINE
from workstation.dicom.records import PatientRecord
from workstation.ui.image_catalogue import StackKey, find_series


@dataclass(frozen=True)
class NextSlab:
    """The slab that follows, and the middle of its slice nearest to the one left."""

    key: StackKey
    point_lps_mm: Point


def next_slab(patient: PatientRecord, key: StackKey, shown: Volume, steps: int) -> NextSlab | None:
    """The slab that lies beyond the end of the one shown, in the direction of the steps.

    Only of the same series and Frame of Reference, nearly parallel, its slices in the same direction: echoes and times
    of one place are no slabs. None where the one shown is the last.
    """
    series = find_series(patient, key.series_instance_uid)
    uid = shown.geometry.frame_of_reference_uid
    if series is None or not uid or key.resampled:
        return None
    lattice = acquired_lattice(shown.geometry)
    end = lattice.position_mm(lattice.count - 1 if steps > 0 else 0)
    found: list[tuple[float, NextSlab]] = []
    for number, stack in enumerate(series.stacks):
        if number == key.stack_number or stack.affine_kji_to_lps is None or stack.frame_of_reference_uid != uid:
            continue
        other = VolumeGeometry(stack.affine_kji_to_lps, stack.shape_kji, uid)
        further = acquired_lattice(other)
        beyond = (lattice.coordinate_mm(other.center_lps_mm) - end) * (1 if steps > 0 else -1)
        if beyond <= 0 or float(np.dot(further.axis, lattice.axis)) < PARALLEL_COSINE:
            continue
        point = further.moved_to(as_point(other.center_lps_mm), 0 if steps > 0 else further.count - 1)
        found.append((beyond, NextSlab(StackKey(key.series_instance_uid, number), point)))
    return min(found, key=lambda entry: entry[0])[1] if found else None
