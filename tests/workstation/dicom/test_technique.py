"""What tells one image from another besides its place: MR technique, view position and side, kept with the stack."""

from __future__ import annotations

from pathlib import Path

from pydicom.dataset import Dataset
from pydicom.uid import DigitalXRayImageStorageForPresentation, EnhancedMRImageStorage, MRImageStorage

from tests.support.dicom_builder import ct_slice, write
from workstation.dicom.records import NO_TECHNIQUE, StackRecord, Technique
from workstation.dicom.scan import scan_paths


def stacks_of(folder: Path) -> tuple[StackRecord, ...]:
    (patient,) = scan_paths([folder], cache_dir=folder.parent / "cache").patients
    return tuple(stack for study in patient.studies for series in study.series for stack in series.stacks)


def test_a_classic_mr_keeps_its_times_and_sequence(tmp_path: Path) -> None:
    times = {"EchoTime": 12.5, "RepetitionTime": 550, "InversionTime": 150, "ScanningSequence": ["SE", "IR"]}
    for number in range(3):
        image = ct_slice(2.0 * number, number + 1, SOPClassUID=MRImageStorage, Modality="MR", **times)
        write(image, tmp_path / "mr" / str(number))
    (stack,) = stacks_of(tmp_path / "mr")
    assert stack.technique == Technique(12.5, 550.0, 150.0, ("SE", "IR"))


def test_each_echo_keeps_its_own_time(tmp_path: Path) -> None:
    for echo, time in ((1, 12.0), (2, 96.0)):
        for number in range(3):
            values = {"EchoNumbers": echo, "EchoTime": time, "RepetitionTime": 3000, "ScanningSequence": "SE"}
            image = ct_slice(2.0 * number, 10 * echo + number, SOPClassUID=MRImageStorage, Modality="MR", **values)
            write(image, tmp_path / "mr" / f"{echo}-{number}")
    assert sorted(stack.technique.echo_time_ms or 0.0 for stack in stacks_of(tmp_path / "mr")) == [12.0, 96.0]


def test_a_time_of_zero_is_none(tmp_path: Path) -> None:
    values = {"EchoTime": 0, "RepetitionTime": 0, "InversionTime": 0}
    write(ct_slice(SOPClassUID=MRImageStorage, Modality="MR", **values), tmp_path / "mr" / "one")
    assert stacks_of(tmp_path / "mr")[0].technique == NO_TECHNIQUE


def test_an_enhanced_mr_says_it_in_its_groups(tmp_path: Path) -> None:
    image = ct_slice(SOPClassUID=EnhancedMRImageStorage, Modality="MR", EchoPulseSequence="SPIN", NumberOfFrames=1)
    for keyword in ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing"):
        delattr(image, keyword)
    shared, own = Dataset(), Dataset()
    echo, timing = Dataset(), Dataset()
    echo.EffectiveEchoTime, timing.RepetitionTime = 101.0, 3500
    shared.MREchoSequence, shared.MRTimingAndRelatedParametersSequence = [echo], [timing]
    image.SharedFunctionalGroupsSequence, image.PerFrameFunctionalGroupsSequence = [shared], [own]
    write(image, tmp_path / "mr" / "one")
    assert stacks_of(tmp_path / "mr")[0].technique == Technique(101.0, 3500.0, None, ("SE",))


def test_a_ct_has_no_technique(tmp_path: Path) -> None:
    write(ct_slice(EchoTime=12, ScanningSequence="SE"), tmp_path / "ct" / "one")
    assert stacks_of(tmp_path / "ct")[0].technique == NO_TECHNIQUE


def test_each_radiograph_keeps_its_view_and_side(tmp_path: Path) -> None:
    for number, (view, side) in enumerate((("AP", "R"), ("LL", "L"))):
        values = {"Modality": "DX", "ViewPosition": view, "ImageLaterality": side, "FrameOfReferenceUID": None}
        image = ct_slice(0.0, number, SOPClassUID=DigitalXRayImageStorageForPresentation, **values)
        write(image, tmp_path / "dx" / str(number))
    found = {(stack.view_position, stack.laterality) for stack in stacks_of(tmp_path / "dx")}
    assert found == {("AP", "R"), ("LL", "L")}
