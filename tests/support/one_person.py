"""The real CT and MR of one person as files of one patient: the two hospitals had given him different Patient IDs."""

from __future__ import annotations

from pathlib import Path

import pydicom

CT_FOLDER, MR_FOLDER = "ct-lspine-sagittal", "mr-lspine-hitachi"
MR_SERIES = "T2 SAG"


def write_one_person(shared_data: Path, folder: Path) -> Path:
    """Copies of the sagittal CT and the T2 SAG series with one identity; returns the folder."""
    files = [*sorted((shared_data / CT_FOLDER).glob("*.dcm")), *sorted((shared_data / MR_FOLDER / "DCMDT").iterdir())]
    for number, path in enumerate(files):
        dataset = pydicom.dcmread(path)
        if dataset.Modality == "MR" and MR_SERIES not in dataset.SeriesDescription:
            continue
        dataset.SpecificCharacterSet = "ISO_IR 6"
        dataset.PatientID, dataset.PatientName = "000001", "Testpatient^Taro"
        dataset.save_as(folder / f"{number}.dcm")
    return folder
