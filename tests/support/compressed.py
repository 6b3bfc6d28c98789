"""DICOM files compressed by encoders that are not ours: imagecodecs, DCMTK and pydicom."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, HTJ2KLossless

from tests.support.dicom_builder import ct_slice, write

Array = NDArray[Any]
SHAPE = (40, 64)


def image(bits: int, *, signed: bool = False, colour: bool = False, smooth: bool = False) -> Array:
    """Values over the whole range of `bits` (int64): random, or smooth for codecs that lose something."""
    shape = (*SHAPE, 3) if colour else SHAPE
    if smooth:
        rows, columns = np.mgrid[0 : SHAPE[0], 0 : SHAPE[1]] / 20
        waves = [np.sin(rows + n) * np.cos(columns - n) for n in range(3 if colour else 1)]
        # Away from the ends of the range, which a codec that loses something would overshoot.
        unit = 0.5 + 0.45 * np.stack(waves, axis=-1).reshape(shape)
        values = np.rint(unit * (2**bits - 1)).astype(np.int64)
    else:
        values = np.random.default_rng(bits).integers(0, 2**bits, shape)
        values.flat[:2] = 0, 2**bits - 1
    return values - 2 ** (bits - 1) if signed else values


def cells(values: Array, bits: int) -> Array:
    """The values in the narrowest container, two's complement, with the sign beyond Bits Stored cleared."""
    return (values & (2**bits - 1)).astype(np.uint8 if bits <= 8 else np.uint16)


def native(values: Array, bits: int, *, signed: bool = False, **changes: Any) -> Dataset:
    """An uncompressed slice that holds the values; colour as RGB by pixel."""
    allocated = 8 if bits <= 8 else 16
    elements: dict[str, Any] = {
        "Rows": values.shape[0],
        "Columns": values.shape[1],
        "BitsAllocated": allocated,
        "BitsStored": bits,
        "HighBit": bits - 1,
        "PixelRepresentation": int(signed),
        "PixelData": values.astype(f"{'i' if signed else 'u'}{allocated // 8}").tobytes(),
    }
    if values.ndim == 3:
        elements |= {"SamplesPerPixel": 3, "PhotometricInterpretation": "RGB", "PlanarConfiguration": 0}
    return ct_slice(**{**elements, **changes})


def encapsulated(dataset: Dataset, syntax: str, data: bytes, path: Path, *, photometric: str = "") -> Path:
    """Write a data set with one compressed frame in place of its pixels."""
    dataset.PixelData = encapsulate([data])
    dataset["PixelData"].VR = "OB"
    is_known = UID(syntax).is_transfer_syntax
    dataset.file_meta.TransferSyntaxUID = UID(syntax if is_known else HTJ2KLossless)
    if photometric:
        dataset.PhotometricInterpretation = photometric
    write(dataset, path)
    if not is_known:
        # pydicom writes no syntax it does not know; those of JPEG XL are as long as those of HTJ2K.
        path.write_bytes(path.read_bytes().replace(HTJ2KLossless.encode(), syntax.encode(), 1))
    return path


def by_dcmtk(dataset: Dataset, path: Path, *command: str) -> Path:
    """Write a data set and have a program of DCMTK compress it."""
    source = write(dataset, path.with_name("native.dcm"))
    subprocess.run([*command, str(source), str(path)], check=True, capture_output=True)
    source.unlink()
    return path
