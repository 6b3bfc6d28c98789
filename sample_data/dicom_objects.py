"""DICOM objects of the synthetic patients: CT, MR and digital X-ray images with every attribute their IODs require."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID,
    CTImageStorage,
    DigitalXRayImageStorageForPresentation,
    ExplicitVRLittleEndian,
    MRImageStorage,
    generate_uid,
)

from sample_data.patients import PatientRecipe
from sample_data.radiographs import XrayView
from sample_data.scanners import ScannedStack
from sample_data.tissues import Contrast

_IMPLEMENTATION = "FORAMEN_SAMPLE"
_ISSUER = "FORAMEN SAMPLE DATA"


def stable_uid(*words: str) -> str:
    """The UID that belongs to these words, the same on every machine."""
    return str(generate_uid(entropy_srcs=["foramen sample data", *words]))


@dataclass(frozen=True)
class SeriesPlan:
    """What a series is called and where it belongs. `date` and `time` are DICOM DA and TM."""

    patient: PatientRecipe
    study_key: str
    study_description: str
    modality: str
    series_key: str
    series_description: str
    series_number: int
    protocol: str
    date: str
    time: str
    frame_of_reference_uid: str

    @property
    def study_instance_uid(self) -> str:
        """UID of the study."""
        return stable_uid(self.patient.key, "study", self.study_key)

    @property
    def series_instance_uid(self) -> str:
        """UID of the series."""
        return stable_uid(self.patient.key, "series", self.study_key, self.series_key)

    def instance_uid(self, number: int) -> str:
        """UID of the image with this instance number."""
        return stable_uid(self.patient.key, "image", self.study_key, self.series_key, str(number))


def _common(plan: SeriesPlan, sop_class: str, number: int) -> Dataset:
    patient = plan.patient
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.MediaStorageSOPClassUID = UID(sop_class)
    image.file_meta.MediaStorageSOPInstanceUID = UID(plan.instance_uid(number))
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.file_meta.ImplementationClassUID = UID(stable_uid("implementation"))
    image.file_meta.ImplementationVersionName = _IMPLEMENTATION
    image.SpecificCharacterSet = "ISO_IR 192"
    image.SOPClassUID, image.SOPInstanceUID = sop_class, plan.instance_uid(number)
    image.InstanceCreationDate, image.InstanceCreationTime = plan.date, plan.time
    image.StudyDate = image.SeriesDate = image.AcquisitionDate = image.ContentDate = plan.date
    image.StudyTime = image.SeriesTime = image.AcquisitionTime = image.ContentTime = plan.time
    image.AccessionNumber = f"FS{patient.key.upper()}{plan.study_key.upper()}"[:16]
    image.Modality, image.Manufacturer = plan.modality, "Foramen sample data"
    image.ManufacturerModelName = "Parametric spine"
    image.DeviceSerialNumber, image.SoftwareVersions = "1", "1"
    image.InstitutionName = "Synthetic patient, not a person"
    image.ReferringPhysicianName = ""
    image.StudyDescription, image.SeriesDescription = plan.study_description, plan.series_description
    image.PatientName, image.PatientID = patient.name, patient.patient_id
    image.IssuerOfPatientID = _ISSUER
    image.PatientBirthDate, image.PatientSex, image.PatientAge = patient.birth_date, patient.sex, patient.age
    image.PatientWeight, image.PatientSize = patient.weight_kg, patient.height_m
    image.StudyInstanceUID, image.SeriesInstanceUID = plan.study_instance_uid, plan.series_instance_uid
    image.StudyID, image.SeriesNumber, image.InstanceNumber = plan.study_key.upper()[:16], plan.series_number, number
    image.AcquisitionNumber = 1
    image.BodyPartExamined, image.ProtocolName = "LSPINE", plan.protocol
    return image


def _pixels(image: Dataset, stored: NDArray[np.uint16]) -> None:
    image.SamplesPerPixel, image.PhotometricInterpretation = 1, "MONOCHROME2"
    image.Rows, image.Columns = (int(n) for n in stored.shape)
    image.BitsAllocated, image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 12, 11, 0
    image.PixelData = np.ascontiguousarray(stored, dtype="<u2").tobytes()
    image["PixelData"].VR = "OW"


def _decimal(values: NDArray[np.float64]) -> list[float]:
    return [float(f"{value:.6f}") + 0.0 for value in values]


def _plane(image: Dataset, plan: SeriesPlan, stack: ScannedStack, index: int, thickness_mm: float) -> None:
    affine = stack.affine
    row_mm, column_mm = np.linalg.norm(affine[:3, 1]), np.linalg.norm(affine[:3, 2])
    image.FrameOfReferenceUID, image.PositionReferenceIndicator = plan.frame_of_reference_uid, ""
    image.PatientPosition = "HFS"
    image.ImagePositionPatient = _decimal(affine[:3, 3] + index * affine[:3, 0])
    image.ImageOrientationPatient = _decimal(np.concatenate([affine[:3, 2] / column_mm, affine[:3, 1] / row_mm]))
    image.PixelSpacing = _decimal(np.array([row_mm, column_mm]))
    image.SliceThickness = thickness_mm


def ct_image(plan: SeriesPlan, stack: ScannedStack, index: int, number: int) -> Dataset:
    """One axial CT slice."""
    image = _common(plan, CTImageStorage, number)
    image.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    step = float(np.linalg.norm(stack.affine[:3, 0]))
    _plane(image, plan, stack, index, step)
    image.SliceLocation = float(image.ImagePositionPatient[2])
    image.KVP, image.XRayTubeCurrent, image.ExposureTime, image.ConvolutionKernel = 120, 240, 600, "STANDARD"
    image.DataCollectionDiameter = image.ReconstructionDiameter = float(stack.values.shape[2] * image.PixelSpacing[1])
    image.GantryDetectorTilt, image.TableHeight, image.RotationDirection = 0, 150, "CW"
    image.RescaleIntercept, image.RescaleSlope, image.RescaleType = -1024, 1, "HU"
    image.WindowCenter, image.WindowWidth = [300, 50], [2000, 400]
    image.WindowCenterWidthExplanation = ["BONE", "SOFT TISSUE"]
    _pixels(image, np.clip(np.rint(stack.values[index]) + 1024, 0, 4095).astype(np.uint16))
    return image


@dataclass(frozen=True)
class MrProtocol:
    """Timing of one MR contrast in ms and degrees."""

    repetition_ms: float
    echo_ms: float
    inversion_ms: float | None
    sequence: str
    echo_train: int


MR_PROTOCOLS = {
    Contrast.T1: MrProtocol(580, 11, None, "SE", 3),
    Contrast.T2: MrProtocol(3600, 105, None, "SE", 19),
    Contrast.STIR: MrProtocol(4200, 60, 160, "IR", 13),
}


def mr_image(plan: SeriesPlan, stack: ScannedStack, index: int, number: int, axial_gap_mm: float = 0.0) -> Dataset:
    """One MR slice."""
    protocol = MR_PROTOCOLS[stack.contrast]
    image = _common(plan, MRImageStorage, number)
    image.ImageType = ["ORIGINAL", "PRIMARY", "OTHER"]
    step = float(np.linalg.norm(stack.affine[:3, 0]))
    _plane(image, plan, stack, index, step - axial_gap_mm)
    image.SpacingBetweenSlices = step
    image.ScanningSequence, image.SequenceVariant, image.ScanOptions = protocol.sequence, "SK", ""
    image.MRAcquisitionType, image.SequenceName = "2D", f"tse2d{protocol.echo_train}"
    image.RepetitionTime, image.EchoTime, image.EchoTrainLength = (
        protocol.repetition_ms,
        protocol.echo_ms,
        protocol.echo_train,
    )
    if protocol.inversion_ms is not None:
        image.InversionTime = protocol.inversion_ms
    image.MagneticFieldStrength, image.ImagingFrequency, image.ImagedNucleus = 1.5, 63.87, "1H"
    image.FlipAngle, image.NumberOfAverages, image.EchoNumbers = 150, 2, 1
    image.PercentSampling, image.PercentPhaseFieldOfView, image.PixelBandwidth = 80, 100, 190
    image.InPlanePhaseEncodingDirection = "COL"
    _pixels(image, np.clip(np.rint(stack.values[index]), 0, 4095).astype(np.uint16))
    image.WindowCenter, image.WindowWidth = _window(stack)
    return image


def _window(stack: ScannedStack) -> tuple[float, float]:
    high = float(np.percentile(stack.values, 98.5))
    return round(high / 2), round(high)


def dx_image(plan: SeriesPlan, view: XrayView, stored: NDArray[np.uint16]) -> Dataset:
    """One digital radiograph, For Presentation."""
    image = _common(plan, DigitalXRayImageStorageForPresentation, 1)
    image.ImageType = ["DERIVED", "PRIMARY", ""]
    image.DerivationDescription = "Ray sum through a synthetic patient"
    image.PresentationIntentType = "FOR PRESENTATION"
    image.PatientOrientation = list(view.patient_orientation)
    image.ImageLaterality = "U"
    image.AnatomicRegionSequence = Sequence([_code("122496007", "SCT", "Lumbar spine")])
    image.ViewPosition = "AP" if view.depth_axis == 1 else "LL"
    image.ViewCodeSequence = Sequence([_view_code(view)])
    image.PatientOrientationCodeSequence = Sequence([_recumbent()])
    image.PositionerType = "NONE"
    image.DistanceSourceToDetector = view.source_to_detector_mm
    image.DistanceSourceToPatient = view.source_to_object_mm
    image.EstimatedRadiographicMagnificationFactor = float(f"{view.magnification:.6f}")
    image.ImagerPixelSpacing = [view.pixel_mm, view.pixel_mm]
    image.DetectorType, image.DetectorConfiguration, image.DetectorID = "SCINTILLATOR", "AREA", "1"
    image.FieldOfViewShape = "RECTANGLE"
    image.FieldOfViewDimensions = [round(view.rows * view.pixel_mm), round(view.columns * view.pixel_mm)]
    image.KVP, image.ExposureTime, image.XRayTubeCurrent, image.Exposure = 78, 80, 400, 32
    image.Grid = "FOCUSED"
    image.PixelIntensityRelationship, image.PixelIntensityRelationshipSign = "LOG", 1
    image.RescaleIntercept, image.RescaleSlope, image.RescaleType = 0, 1, "US"
    image.PresentationLUTShape, image.LossyImageCompression, image.BurnedInAnnotation = "IDENTITY", "00", "NO"
    image.WindowCenter, image.WindowWidth = 2048, 3700
    image.AcquisitionContextSequence = Sequence([])
    _pixels(image, stored)
    return image


def _recumbent() -> Dataset:
    code = _code("102538003", "SCT", "recumbent")
    code.PatientOrientationModifierCodeSequence = Sequence([_code("40199007", "SCT", "supine")])
    return code


def _view_code(view: XrayView) -> Dataset:
    if view.depth_axis == 1:
        return _code("399348003", "SCT", "antero-posterior")
    return _code("399173006", "SCT", "left lateral")


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, scheme, meaning
    return code


def write_image(image: Dataset, path: Path) -> None:
    """Write a Part 10 file."""
    image.save_as(path, enforce_file_format=True)
