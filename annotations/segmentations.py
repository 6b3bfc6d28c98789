"""A segmentation: labels on the voxels of one volume, stored with the geometry they belong to."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import VolumeGeometry
from annotations.references import SeriesRef

LabelArray = NDArray[np.uint8]
_EMPTY = ""
_COMPRESSION = 1
"""Fast: a stroke is stored while the hand still holds the brush, and labels compress well anyway."""


@dataclass(frozen=True)
class SegmentLabel:
    """One label: its number in the voxels (1 to 255), its name and a colour of the theme."""

    number: int
    name: str
    tone: str = "accent"

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 255:
            raise ValueError("a segment label is numbered from 1 to 255; 0 is no label")


@dataclass(frozen=True)
class Segmentation:
    """Labelled voxels of one series. `slices` holds each slice k as base64 of zlib of uint8 [row, column], "" = empty.

    Slices are kept apart so that a stroke stores, and undo compares, only what it touched. Raises `ValueError` when
    their number is not that of the geometry, or a label is given twice.
    """

    id: str
    title: str
    series: SeriesRef
    geometry: VolumeGeometry
    labels: tuple[SegmentLabel, ...]
    slices: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.slices) != self.geometry.shape_kji[0]:
            raise ValueError("a segmentation needs one entry for each slice of its geometry")
        if len({label.number for label in self.labels}) != len(self.labels):
            raise ValueError("a segment label is given twice")

    def array(self) -> LabelArray:
        """The labels as uint8 [k, j, i]. Raises `ValueError` when stored data is damaged."""
        return np.stack([_unpacked(one, self.geometry.shape_kji[1:]) for one in self.slices])

    def slice_array(self, k: int) -> LabelArray:
        """The labels of one slice, uint8 [row, column]."""
        return _unpacked(self.slices[k], self.geometry.shape_kji[1:])

    def with_slices(self, labels: LabelArray, touched: Iterable[int]) -> Segmentation:
        """The segmentation with the touched slices taken from labels, uint8 [k, j, i]."""
        if labels.shape != self.geometry.shape_kji:
            raise ValueError(f"labels of shape {labels.shape} do not fit a volume of {self.geometry.shape_kji}")
        slices = list(self.slices)
        for k in touched:
            slices[k] = packed_slice(labels[k])
        return replace(self, slices=tuple(slices))


def packed_slice(labels: LabelArray) -> str:
    """One slice as it is stored."""
    if not labels.any():
        return _EMPTY
    raw = np.ascontiguousarray(labels, dtype=np.uint8).tobytes()
    return base64.b64encode(zlib.compress(raw, _COMPRESSION)).decode("ascii")


def empty_segmentation(
    segmentation_id: str,
    title: str,
    series: SeriesRef,
    geometry: VolumeGeometry,
    labels: tuple[SegmentLabel, ...],
) -> Segmentation:
    """A segmentation with nothing labelled yet."""
    return Segmentation(segmentation_id, title, series, geometry, labels, (_EMPTY,) * geometry.shape_kji[0])


def _unpacked(stored: str, shape_rc: tuple[int, ...]) -> LabelArray:
    if not stored:
        return np.zeros(shape_rc, dtype=np.uint8)
    try:
        raw = zlib.decompress(base64.b64decode(stored, validate=True))
        return np.frombuffer(raw, dtype=np.uint8).reshape(shape_rc)
    except (ValueError, zlib.error) as error:
        raise ValueError("a slice of a segmentation is damaged and cannot be read") from error
