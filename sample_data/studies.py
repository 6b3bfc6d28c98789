"""The studies of each synthetic patient: which series exist, when and in which Frame of Reference they were made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset

from annotations.geometry import as_point
from sample_data.dicom_objects import SeriesPlan, ct_image, dx_image, mr_image, stable_uid, write_image
from sample_data.ground_truth import FrameTruth, GroundTruth, ImageTruth, RadiographTruth, SeriesTruth, save
from sample_data.patients import PATIENT_A_BEFORE, PatientRecipe
from sample_data.placement import Placement
from sample_data.radiographs import XrayView, expose
from sample_data.scanners import (
    AXIAL_SIZE,
    CT_SIZE,
    SAGITTAL_SIZE,
    ImageSize,
    ScannedStack,
    ct_with_noise,
    disc_affine,
    paint_ct,
    sagittal_affine,
    scan_mr,
)
from sample_data.tissues import Contrast
from sample_data.truth_of_patient import frame_truth, radiograph_truth

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class StudySizes:
    """Matrix sizes; tests generate small ones."""

    ct: ImageSize
    sagittal: ImageSize
    axial: ImageSize
    radiograph_pixel_mm: float


FULL_SIZE = StudySizes(CT_SIZE, SAGITTAL_SIZE, AXIAL_SIZE, 0.4)
_AXIAL_DISCS = ("L1-L2", "L2-L3", "L3-L4", "L4-L5", "L5-S1")
_DATES = {
    ("a", "ct"): ("20260914", "091500"),
    ("a", "mr"): ("20260916", "143000"),
    ("a", "mr_before"): ("20260115", "102000"),
    ("a", "dx"): ("20260910", "083000"),
    ("b", "ct"): ("20260903", "110500"),
    ("b", "mr"): ("20260907", "152500"),
    ("b", "dx"): ("20260903", "104000"),
}
_PLACES = {
    ("a", "ct"): ((0.0, 0.0, 0.0), (2.4, 8.0, -612.6)),
    ("a", "mr"): ((1.8, -0.7, 1.1), (-3.5, -12.0, 6.0)),
    ("a", "mr_before"): ((-2.6, 1.4, -1.9), (4.8, -5.0, 19.0)),
    ("b", "ct"): ((0.0, 0.0, 0.0), (-1.6, 3.0, -548.2)),
    ("b", "mr"): ((-1.2, 0.9, 0.6), (2.0, -9.0, -11.0)),
}
_TITLES = {"ct": "CT lumbar spine", "mr": "MR lumbar spine", "mr_before": "MR lumbar spine", "dx": "X-ray lumbar spine"}
_MODALITY = {"ct": "CT", "mr": "MR", "mr_before": "MR", "dx": "DX"}


def placement(patient_key: str, study_key: str) -> Placement:
    """How a patient lay in one study."""
    angles, offset = _PLACES[patient_key, study_key]
    return Placement(stable_uid(patient_key, "frame of reference", study_key), angles, offset)


@dataclass
class _Record:
    """The files being written for one patient, and what they are."""

    patient: PatientRecipe
    home: Path
    sizes: StudySizes
    series: list[SeriesTruth] = field(default_factory=list)
    radiographs: list[RadiographTruth] = field(default_factory=list)
    frames: list[FrameTruth] = field(default_factory=list)

    def plan(self, study: str, key: str, title: str, number: int) -> SeriesPlan:
        date, time = _DATES[self.patient.key, study]
        uid = stable_uid(self.patient.key, "frame of reference", study)
        return SeriesPlan(
            self.patient, study, _TITLES[study], _MODALITY[study], key, title, number, title, date, time, uid
        )

    def folder(self, plan: SeriesPlan) -> Path:
        folder = self.home / f"patient-{self.patient.key}" / _folder_name(plan)
        folder.mkdir(parents=True)
        return folder

    def add(self, plan: SeriesPlan, images: Sequence[Dataset]) -> None:
        """Note a series whose images have been written."""
        self.series.append(
            SeriesTruth(
                name=f"{plan.study_key}_{plan.series_key}",
                folder=_folder_name(plan),
                study_instance_uid=plan.study_instance_uid,
                series_instance_uid=plan.series_instance_uid,
                frame_of_reference_uid="" if plan.modality == "DX" else plan.frame_of_reference_uid,
                modality=plan.modality,
                study_description=plan.study_description,
                series_description=plan.series_description,
                study_date=plan.date,
                images=tuple(_image_truth(image) for image in images),
            )
        )


def _folder_name(plan: SeriesPlan) -> str:
    return f"{plan.study_key}/{plan.series_key}".replace("_", "-")


def _image_truth(image: Dataset) -> ImageTruth:
    if "ImagePositionPatient" not in image:
        return ImageTruth(str(image.SOPClassUID), str(image.SOPInstanceUID), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    right, down = np.reshape([float(v) for v in image.ImageOrientationPatient], (2, 3))
    origin = as_point([float(v) for v in image.ImagePositionPatient])
    normal = as_point(np.round(np.cross(right, down), 6))
    return ImageTruth(str(image.SOPClassUID), str(image.SOPInstanceUID), origin, normal)


def _write(images: Iterable[Dataset], folder: Path) -> list[Dataset]:
    """Write the images as they come; returns them without their pixels."""
    written = []
    for image in images:
        write_image(image, folder / f"IM{int(image.InstanceNumber):04d}.dcm")
        del image.PixelData
        written.append(image)
    return written


def generate_patient(patient: PatientRecipe, home: Path, sizes: StudySizes, version: str, progress: Progress) -> None:
    """All studies of one patient and the ground-truth file into `home`."""
    record = _Record(patient, home, sizes)
    progress(0.0, f"Building patient {patient.key.upper()}")
    _ct_and_radiographs(record, progress)
    _mr(record, progress)
    truth = GroundTruth(
        version,
        patient.patient_id,
        patient.name,
        patient.birth_date,
        patient.sex,
        tuple(record.frames),
        tuple(record.series),
        tuple(record.radiographs),
    )
    save(truth, home / f"patient-{patient.key}.json")
    progress(1.0, f"Patient {patient.key.upper()} written")


def xray_views(patient: PatientRecipe, pixel_mm: float) -> tuple[XrayView, XrayView]:
    """The AP and the left lateral exposure, centred on the fourth lumbar body."""
    center = patient.spine.by_name["L3"].frame.origin + patient.spine.by_name["L4"].frame.origin
    y, z = float(center[1] / 2), float(center[2] / 2)
    rows, columns = round(360 / pixel_mm), round(304 / pixel_mm)
    ap = XrayView("AP", 1, (0.0, y, z), 1150.0, 985.0, rows, columns, pixel_mm, ("L", "F"))
    lateral = XrayView("Lateral", 0, (0.0, y + 8.0, z), 1150.0, 905.0, rows, columns, pixel_mm, ("P", "F"))
    return ap, lateral


def _ct_and_radiographs(record: _Record, progress: Progress) -> None:
    patient = record.patient
    place = placement(patient.key, "ct")
    canvas, affine = paint_ct(patient, place, record.sizes.ct)
    progress(0.40, "CT computed")
    views = xray_views(patient, record.sizes.radiograph_pixel_mm)
    for number, (key, view) in enumerate(zip(("ap", "lateral"), views, strict=True), 1):
        plan = record.plan("dx", key, f"Lumbar spine {view.name}", number)
        image = dx_image(plan, view, expose(canvas, view, patient.seed + number))
        record.add(plan, _write((image,), record.folder(plan)))
        record.radiographs.append(radiograph_truth(patient, view, f"dx_{key}", plan.instance_uid(1)))
    progress(0.52, "Radiographs projected")
    stack = ct_with_noise(canvas, affine, patient.seed)
    plan = record.plan("ct", "axial", "Lumbar spine axial", 2)
    count = stack.values.shape[0]
    slices = (ct_image(plan, stack, count - 1 - n, n + 1) for n in range(count))
    record.add(plan, _write(slices, record.folder(plan)))
    record.frames.append(frame_truth(patient, place, "ct"))
    progress(0.66, "CT written")


def _mr(record: _Record, progress: Progress) -> None:
    patient = record.patient
    every = (Contrast.T1, Contrast.T2, Contrast.STIR)
    _sagittal(record, patient, "mr", every)
    progress(0.80, "Sagittal MR written")
    if patient.key == "a":
        _axial(record)
        progress(0.90, "Axial MR written")
        _sagittal(record, PATIENT_A_BEFORE, "mr_before", (Contrast.T1, Contrast.T2))


def _sagittal(record: _Record, patient: PatientRecipe, study: str, contrasts: tuple[Contrast, ...]) -> None:
    place = placement(patient.key, study)
    size = record.sizes.sagittal
    affine = sagittal_affine(patient, place, size)
    stacks = scan_mr(patient, place, affine, size, contrasts, patient.seed + len(study))
    for number, stack in enumerate(stacks, 2):
        word = stack.contrast.value
        title = f"{'STIR' if word == 'stir' else word.upper() + ' TSE'} sagittal"
        plan = record.plan(study, f"{word}_sagittal", title, number)
        _write_mr(record, plan, (stack,))
    record.frames.append(frame_truth(patient, place, study))


def _axial(record: _Record) -> None:
    patient = record.patient
    place = placement(patient.key, "mr")
    size = record.sizes.axial
    stacks = [
        scan_mr(patient, place, disc_affine(patient, place, disc, size), size, (Contrast.T2,), patient.seed + 50 + n)[0]
        for n, disc in enumerate(_AXIAL_DISCS)
    ]
    _write_mr(record, record.plan("mr", "t2_axial", "T2 TSE axial discs", 6), stacks)


def _write_mr(record: _Record, plan: SeriesPlan, stacks: Sequence[ScannedStack]) -> None:
    slices = [(stack, index) for stack in stacks for index in range(stack.values.shape[0])]
    images = (mr_image(plan, stack, index, number) for number, (stack, index) in enumerate(slices, 1))
    record.add(plan, _write(images, record.folder(plan)))
