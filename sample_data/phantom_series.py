"""CT series of any length for benchmarks and tests: smooth anatomy-free pixels, honest headers."""

from __future__ import annotations

from pathlib import Path

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, JPEG2000Lossless, generate_uid

SPACING_MM = 0.8
STEP_MM = 1.0


NOISE_HU = 12.0
"""Like that of a real CT: a smooth picture would be packed and unpacked several times too quickly."""


def write_ct_series(folder: Path, *, slices: int, size: int = 512, series: int = 1, is_jpeg_2000: bool = False) -> Path:
    """Write `slices` axial CT images of size x size pixels into a folder, head first, and return it.

    `series` numbers further series of the same study. JPEG 2000 is lossless, and its pixels have noise.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows, columns = np.mgrid[0:size, 0:size].astype(np.float32)
    pattern = 400 * np.sin(rows / 37) * np.cos(columns / 23)
    template = _header(size)
    further = () if series == 1 else (str(series),)
    template.SeriesInstanceUID = generate_uid(entropy_srcs=["foramen-phantom", "series", *further])
    template.SeriesNumber = series
    for number in range(slices):
        template.SOPInstanceUID = generate_uid(entropy_srcs=["foramen-phantom", str(slices), str(number), *further])
        template.file_meta.MediaStorageSOPInstanceUID = template.SOPInstanceUID
        template.InstanceNumber = number + 1
        template.ImagePositionPatient = [-size * SPACING_MM / 2, -size * SPACING_MM / 2, number * STEP_MM]
        template.SliceLocation = number * STEP_MM
        _set_pixels(template, pattern + number, is_jpeg_2000=is_jpeg_2000, seed=number)
        template.save_as(folder / f"{number:04d}", enforce_file_format=True)
    return folder


def write_header_series(folder: Path, *, patients: int, slices: int) -> int:
    """Write `slices` tiny CT images for each of many patients, a folder each; returns how many files there are.

    Quick (some 15,000 files a second): one file is made as a data set, the others by writing over values of its bytes
    that have the same length in all of them.
    """
    template = _patched_template(folder)
    for patient in range(patients):
        of_patient = template.replace(_PATIENT, b"%08d" % patient)
        images = folder / f"{patient:05d}"
        images.mkdir(parents=True)
        for number in range(slices):
            data = of_patient.replace(_IMAGE, b"%08d" % (patient * slices + number)).replace(_PLACE, b"%04d" % number)
            (images / f"{number:04d}").write_bytes(data)
    return patients * slices


_PATIENT, _IMAGE, _PLACE = b"71717171", b"83838383", b"9696"
"""What is written over in the template: the digits of a patient, of an image, and of its place in the series."""


def _patched_template(folder: Path) -> bytes:
    folder.mkdir(parents=True, exist_ok=True)
    patient, image, place = _PATIENT.decode(), _IMAGE.decode(), _PLACE.decode()
    header = _header(4)
    header.PatientID, header.PatientName = f"ID{patient}", f"Surname{patient}^Given"
    header.StudyInstanceUID = f"1.2.826.0.1.3680043.8.498.1.{patient}"
    header.SeriesInstanceUID = f"1.2.826.0.1.3680043.8.498.2.{patient}"
    header.FrameOfReferenceUID = f"1.2.826.0.1.3680043.8.498.3.{patient}"
    header.SOPInstanceUID = f"1.2.826.0.1.3680043.8.498.4.1{image}"
    header.file_meta.MediaStorageSOPInstanceUID = header.SOPInstanceUID
    header.InstanceNumber = place
    header.ImagePositionPatient = ["-1.5", "-1.5", place]
    header.PixelData = bytes(4 * 4 * 2)
    path = folder / "template"
    header.save_as(path, enforce_file_format=True)
    data = path.read_bytes()
    path.unlink()
    return data


def _set_pixels(template: Dataset, values: NDArray[np.float32], *, is_jpeg_2000: bool, seed: int) -> None:
    if not is_jpeg_2000:
        template.PixelData = values.astype(np.int16).tobytes()
        return
    noise = np.random.default_rng(seed).normal(0, NOISE_HU, values.shape)
    coded = imagecodecs.jpeg2k_encode((values + noise).astype(np.int16), level=0, reversible=True, codecformat="j2k")
    template.PixelData = encapsulate([bytes(coded)])
    template["PixelData"].VR = "OB"
    template.file_meta.TransferSyntaxUID = JPEG2000Lossless


def _header(size: int) -> Dataset:
    header = Dataset()
    header.file_meta = FileMetaDataset()
    header.file_meta.MediaStorageSOPClassUID = CTImageStorage
    header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    header.SOPClassUID = CTImageStorage
    header.StudyInstanceUID = generate_uid(entropy_srcs=["foramen-phantom", "study"])
    header.FrameOfReferenceUID = generate_uid(entropy_srcs=["foramen-phantom", "frame"])
    values = {
        "PatientID": "PHANTOM", "PatientName": "PHANTOM^CT", "PatientBirthDate": "", "PatientSex": "O",
        "StudyDate": "20260101", "StudyTime": "120000", "AccessionNumber": "", "StudyID": "1",
        "Modality": "CT", "Manufacturer": "Foramen", "StudyDescription": "Phantom", "SeriesDescription": "Phantom",
        "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"], "PatientPosition": "HFS", "ReferringPhysicianName": "",
        "ImageOrientationPatient": [1, 0, 0, 0, 1, 0], "PixelSpacing": [SPACING_MM, SPACING_MM],
        "SliceThickness": STEP_MM, "KVP": 120, "Rows": size, "Columns": size, "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2", "BitsAllocated": 16, "BitsStored": 16, "HighBit": 15,
        "PixelRepresentation": 1, "RescaleSlope": 1, "RescaleIntercept": 0, "RescaleType": "HU",
        "WindowCenter": 40, "WindowWidth": 400, "PositionReferenceIndicator": "", "AcquisitionNumber": 1,
    }  # fmt: skip
    for keyword, value in values.items():
        setattr(header, keyword, value)
    return header
