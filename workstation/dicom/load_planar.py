"""Loading frames that are shown one by one: projections, runs, single images and untrusted stacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.pixels.processing import apply_color_lut

from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.geometry import GeometryError, Plane
from annotations.references import SeriesRef
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage, Rescale
from viewers.imaging.padding import PaddingRange
from viewers.imaging.problems import Problem, ProblemCode
from workstation.dicom.decode import is_palette
from workstation.dicom.frame_timing import frame_timing_of
from workstation.dicom.graphics import GraphicsReader
from workstation.dicom.header_cache import HeaderCache
from workstation.dicom.headers import FrameHeader
from workstation.dicom.load_order import WantedFrame, load_outward, merged_problems
from workstation.dicom.modality_lut import ModalityLut, modality_lut_of
from workstation.dicom.pixel_padding import padding_of
from workstation.dicom.presentation import describe, orientation_letters_of, unit_of, windows_of
from workstation.dicom.presentation_lut import grey_presentation_of
from workstation.dicom.pydicom_setup import PARSE_ERRORS
from workstation.dicom.records import FrameRecord, SeriesRecord, StackKind, StackRecord
from workstation.dicom.slice_reader import FrameFaultError, SliceReader, memory_as_fault
from workstation.dicom.ultrasound_regions import regions_of
from workstation.jobs.cancel import CancelToken

Planar = ProjectionImage | ImageStack
TABLE_PADDING = -1
"""Padding among the values of a Modality LUT, which are never negative."""


def load_planar(
    series: SeriesRecord,
    stack: StackRecord,
    reader: SliceReader,
    *,
    wanted: WantedFrame,
    threads: int,
    on_ready: Callable[[Planar], None] | None,
    on_progress: Callable[[int, int], None] | None,
    cancel: CancelToken | None,
) -> Planar:
    """Load a stack frame by frame; see `workstation.dicom.load.load_stack`."""
    headers = HeaderCache()
    frames: list[PlanarFrame | None] = [None] * len(stack.frames)
    pixels = _container(series, stack, headers, frames, wanted.index)
    graphics = GraphicsReader(headers, reader)

    def load_one(index: int) -> None:
        record = stack.frames[index]
        template = replace(_template(series, record, headers), graphics=graphics.graphics_of(record))
        try:
            with memory_as_fault():
                frames[index] = _filled(template, record, headers, reader.read(record))
        except FrameFaultError as error:
            frames[index] = replace(template, failure=str(error))
            raise

    def on_first() -> None:
        if on_ready is not None:
            on_ready(pixels)

    faults = load_outward(
        load_one,
        len(frames),
        wanted=wanted,
        threads=threads,
        on_first=on_first,
        on_progress=on_progress,
        cancel=cancel,
    )
    found = (*merged_problems(faults, lambda n: stack.frames[n].sop_instance_uid), *graphics.problems)
    return replace(pixels, problems=(*_not_repeated(pixels.problems, found), *found)) if found else pixels


def _not_repeated(known: tuple[Problem, ...], found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of the scan without those that loading has now said more exactly."""
    codes = {p.code for p in found}
    pixel_codes = {ProblemCode.TRUNCATED_PIXEL_DATA, ProblemCode.INVALID_PIXEL_MODULE}
    return tuple(p for p in known if p.code not in codes & pixel_codes)


def _container(
    series: SeriesRecord,
    stack: StackRecord,
    headers: HeaderCache,
    frames: list[PlanarFrame | None],
    first: int,
) -> Planar:
    record = headers.readable_frame(stack.frames, first)
    values = headers.values_or_empty(record.path)
    syntax = record.pixels.transfer_syntax_uid if record.pixels is not None else ""
    description = replace(describe(values, syntax), stack_label=stack.label)
    reference = SeriesRef(series.study_instance_uid, series.series_instance_uid)
    presentation = grey_presentation_of(values, record.pixels.photometric if record.pixels is not None else "")
    problems = (*series.problems_of(stack), *presentation.problems)
    timing = frame_timing_of(values)
    size = (stack.shape_kji[1], stack.shape_kji[2])
    if stack.kind is StackKind.PROJECTION:
        calibration = stack.calibration or NOT_CALIBRATED
        return ProjectionImage(reference, frames, calibration, timing, description, problems, size)
    return ImageStack(
        reference,
        frames,
        stack.frame_of_reference_uid,
        timing,
        description,
        problems,
        size,
        _patient_calibration(headers.frame_header(record)),
        stack.steps_mm,
        stack.frame_step_mm,
    )


def _patient_calibration(header: FrameHeader) -> PixelCalibration:
    """Patient millimetres for a frame that has its plane in the patient; otherwise none."""
    if header.position is None or header.orientation is None or header.spacing_mm is None:
        return NOT_CALIBRATED
    return PixelCalibration(CalibrationSource.PATIENT, *header.spacing_mm)


def _template(series: SeriesRecord, record: FrameRecord, headers: HeaderCache) -> PlanarFrame:
    """Everything about a frame but its values."""
    values = headers.values_or_empty(record.path)
    frame_values = headers.frame_values(record)
    header = headers.frame_header(record)
    pixels = record.pixels
    presentation = grey_presentation_of(values, pixels.photometric if pixels is not None else "")
    has_lut = pixels is not None and pixels.has_modality_lut
    slope, intercept = (1.0, 0.0) if has_lut else record.rescale
    plane = _plane(header)
    return PlanarFrame(
        image=series.image_ref(record),
        values=None,
        rescale=Rescale(slope, intercept, unit_of(frame_values, record.sop_class_uid, image_type=values)),
        windows=windows_of(frame_values),
        inverted=presentation.inverted,
        presentation_lut=presentation.lut,
        padding=padding_of(values, pixels) if pixels is not None else None,
        plane=plane,
        pixel_spacing_mm=header.spacing_mm if plane is not None else None,
        orientation_letters=orientation_letters_of(values),
        regions=regions_of(values, pixels.rows, pixels.columns) if pixels is not None else (),
    )


def _plane(header: FrameHeader) -> Plane | None:
    if header.position is None or header.orientation is None:
        return None
    o = np.asarray(header.orientation, dtype=np.float64)
    try:
        return Plane(header.position, _point(o[:3]), _point(o[3:]))
    except GeometryError:
        return None


def _point(vector: NDArray[np.float64]) -> tuple[float, float, float]:
    return (float(vector[0]), float(vector[1]), float(vector[2]))


def _filled(template: PlanarFrame, record: FrameRecord, headers: HeaderCache, values: NDArray[Any]) -> PlanarFrame:
    """The frame with its values: palette applied, modality LUT applied, else stored values."""
    pixels = record.pixels
    assert pixels is not None
    if is_palette(pixels):
        return replace(template, values=_coloured(values, record, headers))
    if pixels.has_modality_lut and values.ndim == 2:
        header = headers.values(record.path)
        lut = modality_lut_of(header) if header is not None else None
        if lut is None:
            raise FrameFaultError(ProblemCode.INVALID_PIXEL_MODULE, "its Modality LUT cannot be used")
        return _with_modality_values(template, lut, values)
    return replace(template, values=values)


def _with_modality_values(template: PlanarFrame, lut: ModalityLut, stored: NDArray[Any]) -> PlanarFrame:
    """The values of the table; where there is padding it gets a value that no table can give."""
    values = lut.apply(stored)
    if template.padding is None:
        return replace(template, values=values)
    padded = np.where(template.padding.holds(stored), TABLE_PADDING, values.astype(np.int32)).astype(np.int32)
    return replace(template, values=padded, padding=PaddingRange(TABLE_PADDING, TABLE_PADDING))


def _coloured(indices: NDArray[Any], record: FrameRecord, headers: HeaderCache) -> NDArray[np.uint8]:
    """Palette indices as RGB; indices beyond the table take its end (PS3.3 C.7.6.3.1.5)."""
    header = headers.values(record.path)
    if header is None:
        raise FrameFaultError(ProblemCode.DECODE_FAILED, "the file cannot be read any more")
    try:
        rgb = apply_color_lut(indices, header.dataset)
    except PARSE_ERRORS as error:
        raise FrameFaultError(ProblemCode.INVALID_PIXEL_MODULE, "its colour palette cannot be used") from error
    if rgb.dtype != np.uint8:
        rgb = (rgb >> 8).astype(np.uint8)
    return np.ascontiguousarray(rgb[..., :3])
