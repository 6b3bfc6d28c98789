"""A grayscale softcopy presentation state over one image, for DCMTK's dcmp2pgm to render."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from tests.support.dicom_builder import write

GSPS_UID = "1.2.840.10008.5.1.4.1.1.11.1"


def presentation_state(image: Dataset, *, width: float, center: float) -> Dataset:
    """The smallest state that dcmp2pgm takes: rescale of the image, one window, IDENTITY."""
    state = Dataset()
    state.file_meta = FileMetaDataset()
    state.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    state.file_meta.MediaStorageSOPClassUID = state.SOPClassUID = GSPS_UID
    for keyword in ("PatientID", "PatientName", "PatientBirthDate", "PatientSex", "StudyInstanceUID", "StudyDate"):
        setattr(state, keyword, image.get(keyword))
    for keyword in ("StudyTime", "AccessionNumber", "ReferringPhysicianName", "ContentDescription"):
        setattr(state, keyword, "")
    state.update(
        {"SOPInstanceUID": generate_uid(), "SeriesInstanceUID": generate_uid(), "SeriesNumber": 9, "InstanceNumber": 1}
    )
    state.update({"StudyID": "1", "Modality": "PR", "Manufacturer": "Test", "ContentLabel": "TEST"})
    state.update({"PresentationCreationDate": "20240101", "PresentationCreationTime": "0101"})
    state.ContentCreatorName = ""
    state.ReferencedSeriesSequence = [_series(image)]
    state.DisplayedAreaSelectionSequence = [_whole(image)]
    state.update({"RescaleSlope": image.RescaleSlope, "RescaleIntercept": image.RescaleIntercept, "RescaleType": "HU"})
    window = Dataset()
    window.update({"WindowCenter": center, "WindowWidth": width})
    state.SoftcopyVOILUTSequence = [window]
    state.PresentationLUTShape = "IDENTITY"
    return state


def _series(image: Dataset) -> Dataset:
    reference, series = Dataset(), Dataset()
    reference.ReferencedSOPClassUID = image.SOPClassUID
    reference.ReferencedSOPInstanceUID = image.SOPInstanceUID
    series.SeriesInstanceUID = image.SeriesInstanceUID
    series.ReferencedImageSequence = [reference]
    return series


def _whole(image: Dataset) -> Dataset:
    area = Dataset()
    area.DisplayedAreaTopLeftHandCorner = [1, 1]
    area.DisplayedAreaBottomRightHandCorner = [image.Columns, image.Rows]
    area.PresentationSizeMode = "SCALE TO FIT"
    area.PresentationPixelAspectRatio = [1, 1]
    return area


def rendered_by_dcmtk(image: Dataset, state: Dataset, folder: Path) -> NDArray[np.uint8]:
    """What dcmp2pgm draws of an image with a presentation state, uint8 (rows, columns)."""
    image_path, state_path = write(image, folder / "peer-image"), write(state, folder / "peer-state")
    output = folder / "peer.pgm"
    subprocess.run(["dcmp2pgm", "-q", "-p", state_path, image_path, output], check=True, capture_output=True)
    head, _, levels = output.read_bytes().partition(b" 255\n")
    columns, rows = (int(n) for n in head.split()[1:3])
    return np.frombuffer(levels, np.uint8).reshape(rows, columns)
