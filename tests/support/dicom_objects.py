"""DICOM objects of many classes with chosen frames, built with pydicom, for tests of stacks and loading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from pydicom.dataset import Dataset
from pydicom.uid import (
    EnhancedCTImageStorage,
    EnhancedMRImageStorage,
    MRImageStorage,
    NuclearMedicineImageStorage,
    PositronEmissionTomographyImageStorage,
    UltrasoundMultiFrameImageStorage,
    XRayAngiographicImageStorage,
)

from tests.support.dicom_builder import COLUMNS, ROWS, ct_slice

AXIAL = [1, 0, 0, 0, 1, 0]


def item(**values: Any) -> Dataset:
    """A sequence item with these elements."""
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


def image(sop_class_uid: str, modality: str, **changes: Any) -> Dataset:
    """One image of a class with the elements of `ct_slice`, without a place in the patient; None deletes."""
    bare = {"ImagePositionPatient": None, "ImageOrientationPatient": None, "FrameOfReferenceUID": None}
    dataset = ct_slice(**{**bare, "SOPClassUID": sop_class_uid, "Modality": modality, **changes})
    dataset.file_meta.MediaStorageSOPClassUID = sop_class_uid
    return dataset


def mr_slice(z: float, number: int, **changes: Any) -> Dataset:
    """One axial classic MR slice."""
    dataset = ct_slice(z, number, **{"SOPClassUID": MRImageStorage, "Modality": "MR", "ImageType": None, **changes})
    dataset.file_meta.MediaStorageSOPClassUID = MRImageStorage
    return dataset


def pet_slice(z: float, number: int, **changes: Any) -> Dataset:
    """One axial PET slice in Bq/ml with a slope of its own."""
    values = {
        "SOPClassUID": PositronEmissionTomographyImageStorage,
        "Modality": "PT",
        "ImageType": ["ORIGINAL", "PRIMARY"],
        "Units": "BQML",
        "SeriesType": ["WHOLE BODY", "IMAGE"],
        "RescaleSlope": 0.5 * number,
        "RescaleIntercept": 0,
    }
    dataset = ct_slice(z, number, **{**values, **changes})
    dataset.file_meta.MediaStorageSOPClassUID = PositronEmissionTomographyImageStorage
    return dataset


def plane_group(z: float, **content: Any) -> Dataset:
    """Per-frame functional groups of an axial frame at z mm; `content` goes into Frame Content."""
    return item(
        FrameContentSequence=[item(**content)],
        PlanePositionSequence=[item(ImagePositionPatient=[0, 0, z])],
    )


def enhanced(frames: Sequence[Dataset], sop_class_uid: str = EnhancedMRImageStorage, **changes: Any) -> Dataset:
    """One axial multi-frame image; pixel value n everywhere in frame n (0-based)."""
    shared = item(
        PlaneOrientationSequence=[item(ImageOrientationPatient=AXIAL)],
        PixelMeasuresSequence=[item(PixelSpacing=[0.5, 0.4], SliceThickness=2)],
        PixelValueTransformationSequence=[item(RescaleSlope=1, RescaleIntercept=0, RescaleType="US")],
    )
    values = {
        "FrameOfReferenceUID": "1.2.826.0.1.3680043.8.498.3",
        "NumberOfFrames": len(frames),
        "PerFrameFunctionalGroupsSequence": list(frames),
        "SharedFunctionalGroupsSequence": [shared],
        "PixelData": numbered_frames(len(frames)),
        "ImageType": ["ORIGINAL", "PRIMARY", "OTHER", "NONE"],
        "RescaleSlope": None,
        "RescaleIntercept": None,
        "PixelSpacing": None,
    }
    modality = {EnhancedCTImageStorage: "CT", EnhancedMRImageStorage: "MR"}.get(sop_class_uid, "OT")
    return image(sop_class_uid, modality, **{**values, **changes})


def nuclear(slices: Sequence[int], **changes: Any) -> Dataset:
    """A reconstructed nuclear medicine image: slices 3 mm apart from (1, 2, 3) on, as its detector item says."""
    values = {
        "ImageType": ["ORIGINAL", "PRIMARY", "RECON TOMO", "EMISSION"],
        "FrameOfReferenceUID": "1.2.826.0.1.3680043.8.498.3",
        "NumberOfFrames": len(slices),
        "NumberOfSlices": max(slices),
        "SliceVector": list(slices),
        "SpacingBetweenSlices": 3,
        "DetectorInformationSequence": [item(ImagePositionPatient=[1, 2, 3], ImageOrientationPatient=AXIAL)],
        "PixelData": numbered_frames(len(slices)),
        "RescaleSlope": None,
        "RescaleIntercept": None,
    }
    return image(NuclearMedicineImageStorage, "NM", **{**values, **changes})


def run(
    frames: int, sop_class_uid: str = XRayAngiographicImageStorage, modality: str = "XA", **changes: Any
) -> Dataset:
    """A run of frames without a place in the patient."""
    values = {"NumberOfFrames": frames, "FrameTime": 40, "PixelData": numbered_frames(frames), "PixelSpacing": None}
    return image(sop_class_uid, modality, **{**values, **changes})


def ultrasound(frames: int = 1, **changes: Any) -> Dataset:
    """A grey ultrasound run with one calibrated 2-D region of 0.1 x 0.2 mm pixels: columns 1 to 4, rows 2 to 6."""
    region = item(
        RegionSpatialFormat=1,
        RegionDataType=1,
        RegionFlags=2,
        RegionLocationMinX0=1,
        RegionLocationMinY0=2,
        RegionLocationMaxX1=4,
        RegionLocationMaxY1=6,
        PhysicalUnitsXDirection=3,
        PhysicalUnitsYDirection=3,
        PhysicalDeltaX=0.01,
        PhysicalDeltaY=0.02,
    )
    values = {"SequenceOfUltrasoundRegions": [region], "RescaleSlope": None, "RescaleIntercept": None}
    return run(frames, UltrasoundMultiFrameImageStorage, "US", **{**values, **changes})


def numbered_frames(count: int) -> bytes:
    """16-bit pixel data of `count` frames, each filled with its 0-based number."""
    values = np.arange(count, dtype=np.int16)[:, None, None] * np.ones((1, ROWS, COLUMNS), np.int16)
    return values.tobytes()
