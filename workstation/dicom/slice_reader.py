"""One frame of one file into memory: straight from its place when uncompressed, through a decoder process otherwise."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewers.imaging.problems import ProblemCode
from workstation.dicom.codecs import DecodeError
from workstation.dicom.decode import (
    decode_frame,
    decoded_form,
    is_direct,
    mask_in_place,
    read_frame_bytes,
    unmasked_words,
)
from workstation.dicom.decode_pool import DecodePool
from workstation.dicom.part10 import NotDicomError, open_header
from workstation.dicom.pixel_module import NATIVE_SYNTAXES, frame_bytes, validity_fault
from workstation.dicom.records import FrameRecord, PixelModule

_TAG_BYTES = tuple(bytes((0xE0, 0x7F, element, 0x00)) for element in (0x08, 0x09, 0x10))
_CHANGED = "the file is not what it was when it was scanned: open the folder again"
_GONE = "the file cannot be read any more"


class FrameFaultError(Exception):
    """One frame could not be loaded; carries the problem code, and a message for the series."""

    def __init__(self, code: ProblemCode, message: str) -> None:
        super().__init__(message)
        self.code = code


@contextlib.contextmanager
def memory_as_fault() -> Iterator[None]:
    """Turn running out of memory over one frame into a fault of that frame."""
    try:
        yield
    except MemoryError as error:
        message = "it needs more memory than this program may use"
        raise FrameFaultError(ProblemCode.DECODE_FAILED, message) from error


class SliceReader:
    """Reads frames. One instance belongs to one load; its methods may be called from several threads."""

    def __init__(self, pool: DecodePool) -> None:
        self._pool = pool

    def read(self, frame: FrameRecord) -> NDArray[Any]:
        """Stored values (rows, columns), or RGB (rows, columns, 3) uint8. Raises `FrameFaultError`."""
        pixels = _checked(frame)
        try:
            if pixels.transfer_syntax_uid not in NATIVE_SYNTAXES:
                return self._pool.decode(frame)
            return decode_frame(_native_bytes(frame), pixels)
        except DecodeError as error:
            truncated = pixels.transfer_syntax_uid in NATIVE_SYNTAXES
            code = ProblemCode.TRUNCATED_PIXEL_DATA if truncated else ProblemCode.DECODE_FAILED
            raise FrameFaultError(code, str(error)) from error
        except OSError as error:
            raise FrameFaultError(ProblemCode.DECODE_FAILED, f"{_GONE} ({error.strerror})") from error

    def words(self, frame: FrameRecord) -> NDArray[Any] | None:
        """The words of an uncompressed grey frame with the bits around the stored ones; None where there are none."""
        try:
            pixels = _checked(frame)
            is_native = pixels.transfer_syntax_uid in NATIVE_SYNTAXES
            return unmasked_words(_native_bytes(frame), pixels) if is_native else None
        except (DecodeError, FrameFaultError, OSError):
            return None

    def read_into(self, frame: FrameRecord, target: NDArray[Any]) -> None:
        """Fill `target` (rows, columns; of the stored dtype, C-contiguous) with stored values.

        On `FrameFaultError` the target is all zero, never half an image.
        """
        pixels = _checked(frame)
        if not is_direct(pixels) or frame.offset is None:
            self._decode_into(frame, pixels, target)
            return
        try:
            _read_direct(frame, frame.offset, target)
        except OSError as error:
            raise FrameFaultError(ProblemCode.DECODE_FAILED, f"{_GONE} ({error.strerror})") from error
        mask_in_place(target, pixels)

    def _decode_into(self, frame: FrameRecord, pixels: PixelModule, target: NDArray[Any]) -> None:
        if pixels.transfer_syntax_uid in NATIVE_SYNTAXES or (target.shape, target.dtype) != decoded_form(pixels):
            target[...] = self.read(frame)
            return
        try:
            self._pool.decode_into(frame, target)
        except DecodeError as error:
            raise FrameFaultError(ProblemCode.DECODE_FAILED, str(error)) from error


def _checked(frame: FrameRecord) -> PixelModule:
    """The pixel module of a frame, when it may be decoded at all."""
    if frame.pixels is None:
        raise FrameFaultError(ProblemCode.INVALID_PIXEL_MODULE, "its pixel module is not known: scan the folder again")
    fault = validity_fault(frame.pixels, None)
    if fault is not None:
        raise FrameFaultError(fault.code, fault.message)
    return frame.pixels


def _read_direct(frame: FrameRecord, offset: int, target: NDArray[Any]) -> None:
    """One positioned read from the file into the array, after checking that pixel data still begins there."""
    assert frame.pixels is not None
    size = frame_bytes(frame.pixels)
    descriptor = os.open(frame.path, os.O_RDONLY)
    try:
        if not _begins_pixel_data(os.pread(descriptor, 12, max(0, offset - 12))):
            raise FrameFaultError(ProblemCode.DECODE_FAILED, _CHANGED)
        start = (frame.frame_number - 1) * size
        wanted = size if frame.length is None else min(size, frame.length - start)
        count = os.preadv(descriptor, [target.data], offset + start) if wanted == size else 0
    finally:
        os.close(descriptor)
    if count != size:
        if count:
            target[...] = 0  # only then: pages never written to cost no memory, however large the header says they are
        message = "the file ends before the end of the image: it is cut short, copy it again from its source"
        raise FrameFaultError(ProblemCode.TRUNCATED_PIXEL_DATA, message)


def _begins_pixel_data(head: bytes) -> bool:
    """Whether the 12 bytes before the value hold the pixel data tag (explicit: 12 bytes, implicit: 8)."""
    return head[:4] in _TAG_BYTES or head[4:8] in _TAG_BYTES or head[:4] == b"\x7f\xe0\x00\x10"


def _native_bytes(frame: FrameRecord) -> bytes:
    """The bytes of one uncompressed frame, inflated first when the data set is deflated."""
    assert frame.pixels is not None
    if frame.offset is not None:
        with open(frame.path, "rb") as file:
            return read_frame_bytes(
                file, frame.pixels, offset=frame.offset, length=frame.length, frame_number=frame.frame_number
            )
    try:
        opened = open_header(frame.path)
    except NotDicomError as error:
        raise DecodeError(_CHANGED) from error
    if opened.inflated is None:
        raise DecodeError(_CHANGED)
    source = io.BytesIO(opened.inflated)
    return read_frame_bytes(
        source, frame.pixels, offset=opened.inflated_offset, length=frame.length, frame_number=frame.frame_number
    )


def modality_values(stored: NDArray[Any], rescale: tuple[float, float]) -> NDArray[np.float32]:
    """Stored values through slope and intercept, float32."""
    return (stored.astype(np.float32) * np.float32(rescale[0]) + np.float32(rescale[1])).astype(np.float32, copy=False)
