"""Small DICOM files with chosen geometry, identity and faults, for tests of scanning and loading."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

STUDY_UID = "1.2.826.0.1.3680043.8.498.1"
SERIES_UID = "1.2.826.0.1.3680043.8.498.2"
FRAME_OF_REFERENCE_UID = "1.2.826.0.1.3680043.8.498.3"
ROWS, COLUMNS = 8, 6


def ct_slice(z: float = 0.0, number: int = 1, **changes: Any) -> Dataset:
    """One axial CT slice of 8 x 6 pixels; `changes` set elements by keyword (None deletes)."""
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = CTImageStorage
    values: dict[str, Any] = {
        "SOPClassUID": CTImageStorage,
        "SOPInstanceUID": generate_uid(),
        "StudyInstanceUID": STUDY_UID,
        "SeriesInstanceUID": SERIES_UID,
        "FrameOfReferenceUID": FRAME_OF_REFERENCE_UID,
        "PatientID": "P1",
        "PatientName": "Test^Patient",
        "PatientBirthDate": "19600131",
        "PatientSex": "F",
        "StudyDate": "20240501",
        "Modality": "CT",
        "SeriesNumber": 3,
        "InstanceNumber": number,
        "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
        "ImagePositionPatient": [0, 0, z],
        "ImageOrientationPatient": [1, 0, 0, 0, 1, 0],
        "PixelSpacing": [0.5, 0.4],
        "SliceThickness": 2,
        "Rows": ROWS,
        "Columns": COLUMNS,
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "BitsAllocated": 16,
        "BitsStored": 16,
        "HighBit": 15,
        "PixelRepresentation": 1,
        "RescaleSlope": 1,
        "RescaleIntercept": -1024,
        "WindowCenter": [40, 300],
        "WindowWidth": [400, 1500],
        "PixelData": pixel_values(number).tobytes(),
    }
    for keyword, value in {**values, **changes}.items():
        if value is not None:
            setattr(dataset, keyword, value)
    dataset["PixelData"].VR = "OW"
    return dataset


def pixel_values(number: int) -> np.ndarray:
    """The stored values of slice `number`: different in every slice and pixel."""
    return (np.arange(ROWS * COLUMNS, dtype=np.int16).reshape(ROWS, COLUMNS) + 100 * number).astype(np.int16)


def add_overlay(
    dataset: Dataset,
    bits: np.ndarray,
    *,
    group: int = 0x6000,
    origin: tuple[int, int] = (1, 1),
    kind: str = "G",
    frames: int | None = None,
    frame_origin: int | None = None,
) -> Dataset:
    """Lay an overlay plane with its own data over a slice: `bits` [row, column] or [frame, row, column]."""
    rows, columns = bits.shape[-2:]
    packed = np.packbits(bits.reshape(-1), bitorder="little").tobytes()
    _add_overlay_head(dataset, group, rows, columns, kind=kind, bits_allocated=1, position=0)
    dataset.add_new(group << 16 | 0x50, "SS", list(origin))
    if frames is not None:
        dataset.add_new(group << 16 | 0x15, "IS", frames)
    if frame_origin is not None:
        dataset.add_new(group << 16 | 0x51, "US", frame_origin)
    dataset.add_new(group << 16 | 0x3000, "OW", packed + bytes(len(packed) % 2))
    return dataset


def add_embedded_overlay(dataset: Dataset, position: int, *, group: int = 0x6002) -> Dataset:
    """Say that one bit of the pixel words of a slice is an overlay plane, the old way."""
    _add_overlay_head(dataset, group, dataset.Rows, dataset.Columns, kind="G", bits_allocated=16, position=position)
    dataset.add_new(group << 16 | 0x50, "SS", [1, 1])
    return dataset


def _add_overlay_head(
    dataset: Dataset, group: int, rows: int, columns: int, *, kind: str, bits_allocated: int, position: int
) -> None:
    elements = ((0x10, "US", rows), (0x11, "US", columns), (0x40, "CS", kind), (0x1500, "LO", "LABEL"))
    for element, vr, value in (*elements, (0x100, "US", bits_allocated), (0x102, "US", position)):
        dataset.add_new(group << 16 | element, vr, value)


def write(dataset: Dataset, path: Path) -> Path:
    """Write a data set as a Part 10 file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.get("SOPInstanceUID", generate_uid())
    dataset.save_as(path, enforce_file_format=True)
    return path


def write_series(folder: Path, positions_mm: list[float], **changes: Any) -> list[Path]:
    """An axial CT series with slices at these z positions (mm), in files that do not sort by position."""
    return [
        write(ct_slice(z, number + 1, **changes), folder / f"slice-{(number * 7) % 100:02d}-{number}")
        for number, z in enumerate(positions_mm)
    ]


def write_tilted(folder: Path, positions_mm: list[float], tilt_deg: float = 15.0) -> list[Path]:
    """CT slices leant by a tilt whose positions run along the table."""
    tilt = math.radians(tilt_deg)
    orientation = [1, 0, 0, 0, math.cos(tilt), -math.sin(tilt)]
    return [
        write(
            ct_slice(0, n + 1, ImagePositionPatient=[3, 4, z], ImageOrientationPatient=orientation),
            folder / f"{(n * 7) % 10}{n}",
        )
        for n, z in enumerate(positions_mm)
    ]
