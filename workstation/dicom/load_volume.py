"""Loading slices that form one regular grid into one array."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import VolumeGeometry
from annotations.references import SeriesRef
from viewers.imaging.graphics import NO_GRAPHICS
from viewers.imaging.images import Rescale, Volume
from viewers.imaging.padding import PaddingRange
from viewers.imaging.problems import ProblemCode
from workstation.dicom.decode import stored_dtype
from workstation.dicom.graphics import GraphicsReader
from workstation.dicom.header_cache import HeaderCache
from workstation.dicom.load_order import WantedFrame, load_outward, merged_problems
from workstation.dicom.modality_lut import modality_lut_of
from workstation.dicom.pixel_padding import padding_of
from workstation.dicom.presentation import describe, unit_of, windows_of
from workstation.dicom.presentation_lut import grey_presentation_of
from workstation.dicom.raw_values import RawValues
from workstation.dicom.records import PixelModule, SeriesRecord, StackRecord
from workstation.dicom.slice_reader import FrameFaultError, SliceReader, memory_as_fault, modality_values
from workstation.jobs.cancel import CancelToken


def load_volume(
    series: SeriesRecord,
    stack: StackRecord,
    reader: SliceReader,
    *,
    wanted: WantedFrame,
    threads: int,
    on_ready: Callable[[Volume], None] | None,
    on_progress: Callable[[int, int], None] | None,
    cancel: CancelToken | None,
) -> Volume:
    """Load a stack of kind volume; see `workstation.dicom.load.load_stack`."""
    headers = HeaderCache()
    converts = _needs_modality_values(stack)
    volume = _empty_volume(series, stack, headers, wanted.index, converts=converts)
    array, loaded = volume.stored_values, volume.loaded
    luts = _Luts(stack, headers, wanted.index)
    graphics = GraphicsReader(headers, reader)

    def load_one(k: int) -> None:
        frame = stack.frames[k]
        with memory_as_fault():
            if converts:
                array[k] = luts.apply(k, reader.read(frame))
            else:
                reader.read_into(frame, array[k])
            volume.graphics[k] = graphics.graphics_of(frame)
        loaded[k] = True

    def on_first() -> None:
        if on_ready is not None:
            on_ready(volume)

    faults = load_outward(
        load_one,
        len(stack.frames),
        wanted=wanted,
        threads=threads,
        on_first=on_first,
        on_progress=on_progress,
        cancel=cancel,
    )
    found = (*merged_problems(faults, lambda k: stack.frames[k].sop_instance_uid), *graphics.problems)
    return replace(volume, problems=(*volume.problems, *found)) if found else volume


def _needs_modality_values(stack: StackRecord) -> bool:
    """Whether the slices do not share one rescale, so that modality values are stored instead."""
    if len({frame.rescale for frame in stack.frames}) > 1:
        return True
    return any(frame.pixels is not None and frame.pixels.has_modality_lut for frame in stack.frames)


CONVERTED_PADDING = -65536.0
"""What padding becomes in slices that are stored as modality values: below anything 16 bits can say."""


class _Luts:
    """The modality transformation of each slice."""

    def __init__(self, stack: StackRecord, headers: HeaderCache, first: int) -> None:
        self._stack = stack
        self._headers = headers
        frame = headers.readable_frame(stack.frames, first)
        values = headers.values_or_empty(frame.path)
        self._padding = padding_of(values, frame.pixels) if frame.pixels is not None else None

    def apply(self, k: int, stored: NDArray[Any]) -> NDArray[Any]:
        """Modality values of slice k as float32."""
        frame = self._stack.frames[k]
        if frame.pixels is not None and frame.pixels.has_modality_lut:
            lut = modality_lut_of(self._headers.values_or_empty(frame.path))
            if lut is None:
                raise FrameFaultError(ProblemCode.INVALID_PIXEL_MODULE, "its Modality LUT cannot be used")
            converted = lut.apply(stored).astype(np.float32)
        else:
            converted = modality_values(stored, frame.rescale)
        if self._padding is not None:
            converted[self._padding.holds(stored)] = CONVERTED_PADDING
        return converted


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
    description = replace(describe(values, pixels.transfer_syntax_uid), stack_label=stack.label)
    geometry = VolumeGeometry(stack.affine_kji_to_lps, stack.shape_kji, stack.frame_of_reference_uid)
    thickness = headers.thickness_mm(frame)
    presentation = grey_presentation_of(values, pixels.photometric)
    return Volume(
        series=SeriesRef(series.study_instance_uid, series.series_instance_uid),
        geometry=geometry,
        stored_values=np.zeros(stack.shape_kji, np.float32 if converts else stored_dtype(pixels)),
        loaded=np.zeros(len(stack.frames), np.bool_),
        images=tuple(series.image_ref(f) for f in stack.frames),
        rescale=Rescale(slope, intercept, unit),
        windows=windows_of(frame_values),
        inverted=presentation.inverted,
        presentation_lut=presentation.lut,
        padding=_padding(stack, values, pixels, converts=converts),
        graphics=[NO_GRAPHICS] * len(stack.frames),
        description=replace(description, slice_thickness_mm=thickness),
        problems=(*series.problems_of(stack), *presentation.problems),
        slice_thickness_mm=thickness,
    )


def _padding(stack: StackRecord, values: RawValues, pixels: PixelModule, *, converts: bool) -> PaddingRange | None:
    """The padding as it stands in the array: where slices are converted, `_Luts` gives it one value of its own."""
    padding = padding_of(values, pixels)
    return PaddingRange(CONVERTED_PADDING, CONVERTED_PADDING) if padding is not None and converts else padding
