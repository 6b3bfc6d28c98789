"""Loading slices that form one regular grid into one array."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import VolumeGeometry
from annotations.references import SeriesRef
from viewers.imaging.images import Rescale, Volume
from viewers.imaging.problems import ProblemCode
from workstation.dicom.decode import stored_dtype
from workstation.dicom.header_cache import HeaderCache
from workstation.dicom.load_order import load_outward, merged_problems
from workstation.dicom.modality_lut import ModalityLut, modality_lut_of
from workstation.dicom.presentation import describe, padding_of, unit_of, windows_of
from workstation.dicom.records import SeriesRecord, StackRecord
from workstation.dicom.slice_reader import FrameFaultError, SliceReader, modality_values
from workstation.jobs.cancel import CancelToken


def load_volume(
    series: SeriesRecord,
    stack: StackRecord,
    reader: SliceReader,
    *,
    first: int,
    threads: int,
    on_ready: Callable[[Volume], None] | None,
    on_progress: Callable[[int, int], None] | None,
    cancel: CancelToken | None,
) -> Volume:
    """Load a stack of kind volume; see `workstation.dicom.load.load_stack`."""
    headers = HeaderCache()
    converts = _needs_modality_values(stack)
    volume = _empty_volume(series, stack, headers, first, converts=converts)
    array, loaded = volume.stored_values, volume.loaded
    luts = _Luts(stack, headers)

    def load_one(k: int) -> None:
        frame = stack.frames[k]
        if converts:
            array[k] = luts.apply(k, reader.read(frame))
        else:
            reader.read_into(frame, array[k])
        loaded[k] = True

    def on_first() -> None:
        if on_ready is not None:
            on_ready(volume)

    faults = load_outward(
        load_one,
        len(stack.frames),
        first=first,
        threads=threads,
        on_first=on_first,
        on_progress=on_progress,
        cancel=cancel,
    )
    found = merged_problems(faults, lambda k: stack.frames[k].sop_instance_uid)
    return replace(volume, problems=(*volume.problems, *found)) if found else volume


def _needs_modality_values(stack: StackRecord) -> bool:
    """Whether the slices do not share one rescale, so that modality values are stored instead."""
    if len({frame.rescale for frame in stack.frames}) > 1:
        return True
    return any(frame.pixels is not None and frame.pixels.has_modality_lut for frame in stack.frames)


class _Luts:
    """The modality transformation of each slice."""

    def __init__(self, stack: StackRecord, headers: HeaderCache) -> None:
        self._stack = stack
        self._headers = headers

    def apply(self, k: int, stored: NDArray[Any]) -> NDArray[Any]:
        """Modality values of slice k as float32."""
        frame = self._stack.frames[k]
        if frame.pixels is not None and frame.pixels.has_modality_lut:
            values = self._headers.values(frame.path)
            lut: ModalityLut | None = modality_lut_of(values) if values is not None else None
            if lut is None:
                raise FrameFaultError(ProblemCode.INVALID_PIXEL_MODULE, "its Modality LUT cannot be used")
            return lut.apply(stored).astype(np.float32)
        return modality_values(stored, frame.rescale)


def _empty_volume(
    series: SeriesRecord, stack: StackRecord, headers: HeaderCache, first: int, *, converts: bool
) -> Volume:
    """The volume with its array allocated (zero pages cost nothing until they are filled)."""
    assert stack.affine_kji_to_lps is not None
    frame = headers.readable_frame(stack.frames, first)
    pixels = frame.pixels
    assert pixels is not None
    values = headers.values_or_empty(frame.path)
    frame_values = headers.frame_values(frame)
    slope, intercept = (1.0, 0.0) if converts else frame.rescale
    unit = unit_of(frame_values, frame.sop_class_uid, image_type=values)
    description = describe(values, pixels.transfer_syntax_uid)
    geometry = VolumeGeometry(stack.affine_kji_to_lps, stack.shape_kji, stack.frame_of_reference_uid)
    thickness = headers.thickness_mm(frame)
    return Volume(
        series=SeriesRef(series.study_instance_uid, series.series_instance_uid),
        geometry=geometry,
        stored_values=np.zeros(stack.shape_kji, np.float32 if converts else stored_dtype(pixels)),
        loaded=np.zeros(len(stack.frames), np.bool_),
        images=tuple(series.image_ref(f) for f in stack.frames),
        rescale=Rescale(slope, intercept, unit),
        windows=windows_of(frame_values),
        inverted=pixels.photometric == "MONOCHROME1",
        padding_value=None if converts else padding_of(values, signed=pixels.pixel_representation == 1),
        description=replace(description, slice_thickness_mm=thickness),
        problems=series.problems_of(stack),
        slice_thickness_mm=thickness,
    )
