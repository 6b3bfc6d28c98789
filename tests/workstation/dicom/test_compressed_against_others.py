"""Every compressed file here decodes to the values that another decoder gives, bit for bit."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import openjpeg
import pydicom
import pytest
from pydicom.encaps import generate_frames
from pydicom.errors import InvalidDicomError
from pydicom.pixels import convert_color_space

from viewers.imaging.problems import ProblemCode
from workstation.dicom.decode_pool import shared_decode_pool
from workstation.dicom.load import load_stack
from workstation.dicom.pixel_module import HTJ2K, JPEG_2000, JPEG_LS, NATIVE_SYNTAXES, RLE

SHARED_DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
DCMTK = {**dict.fromkeys(JPEG_LS, "dcmdjpls"), RLE: "dcmdrle"}
"""DCMTK's decoder of a transfer syntax where it is not dcmdjpeg; JPEG 2000 it cannot read."""
SLICES_OF_ONE_SERIES = 3
FRAMES = 3
UNREADABLE = {"JPEG2000-embedded-sequence-delimiter.dcm", "emri_small_jpeg_2k_lossless_too_short.dcm"}
"""The codestream of the first ends within its header; the other decoders here do not find the pixels of the second."""


def compressed_files() -> list[str]:
    """Every compressed image of the shared data, of a folder of slices the first ones."""
    found: dict[Path, list[str]] = {}
    for path in sorted(SHARED_DATA.rglob("*")) if SHARED_DATA.is_dir() else []:
        if path.is_file() and path.name not in UNREADABLE and transfer_syntax(path) not in NATIVE_SYNTAXES | {""}:
            group = path.parent if "zoo" not in path.parts and "xray" not in path.parts else path
            found.setdefault(group, []).append(str(path.relative_to(SHARED_DATA)))
    return [name for names in found.values() for name in names[:SLICES_OF_ONE_SERIES]]


def transfer_syntax(path: Path) -> str:
    """Of an image; empty for any other file."""
    try:
        dataset = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=["Rows"])
    except (InvalidDicomError, OSError):
        return ""
    return str(dataset.file_meta.get("TransferSyntaxUID", "")) if "Rows" in dataset else ""


def by_openjpeg(dataset: pydicom.Dataset, index: int) -> np.ndarray:
    """A JPEG 2000 frame, its bits cut and its sign taken as the header says, written out once more."""
    frames = generate_frames(dataset.PixelData, number_of_frames=int(dataset.get("NumberOfFrames", 1)))
    values = openjpeg.decode(list(frames)[index])
    if dataset.SamplesPerPixel == 3:
        return values
    bits = dataset.BitsStored
    values = values.astype(np.int64) & (2**bits - 1)
    return np.where(values >> (bits - 1), values - 2**bits, values) if dataset.PixelRepresentation else values


def by_dcmtk(path: Path, program: str, target: Path, index: int) -> np.ndarray:
    """A frame that DCMTK has decompressed; colour as 8-bit RGB."""
    if shutil.which(program) is None:
        pytest.skip(f"DCMTK's {program} is not installed")
    subprocess.run([program, str(path), str(target)], check=True, capture_output=True)
    native = pydicom.dcmread(target)
    values = native.pixel_array
    values = values[index] if int(native.get("NumberOfFrames", 1)) > 1 else values
    if native.PhotometricInterpretation.startswith("YBR"):
        return convert_color_space(values, native.PhotometricInterpretation, "RGB")
    return values >> 8 if native.SamplesPerPixel == 3 and values.dtype != np.uint8 else values


@pytest.mark.parametrize("name", compressed_files())
@pytest.mark.filterwarnings("ignore")
def test_decoded_values_equal_those_of_another_decoder(shared_data, scan, tmp_path, name):
    path = shared_data / name
    dataset = pydicom.dcmread(path)
    syntax = str(dataset.file_meta.TransferSyntaxUID)
    (patient,) = scan(path).patients
    stacks = (stack for study in patient.studies for series in study.series for stack in series.stacks)
    frames = [frame for stack in stacks for frame in stack.frames][:FRAMES]
    assert frames
    for frame in frames:
        if syntax in JPEG_2000 | HTJ2K:
            expected = by_openjpeg(dataset, frame.frame_number - 1)
        else:
            program = DCMTK.get(syntax, "dcmdjpeg")
            expected = by_dcmtk(path, program, tmp_path / "native.dcm", frame.frame_number - 1)
        np.testing.assert_array_equal(shared_decode_pool().decode(frame), expected)


def test_a_codestream_that_ends_within_its_header_is_said_and_not_shown(shared_data, only_series):
    pixels = load_stack(only_series(shared_data / "zoo" / "malformed" / "JPEG2000-embedded-sequence-delimiter.dcm"))
    assert [frame.values for frame in pixels.frames] == [None]
    assert pixels.problems[-1].code == ProblemCode.DECODE_FAILED


def test_pixels_are_found_where_a_wrong_length_hides_them_from_others(shared_data, only_series):
    damaged = only_series(shared_data / "zoo" / "malformed" / "emri_small_jpeg_2k_lossless_too_short.dcm")
    uncompressed = pydicom.dcmread(shared_data / "zoo" / "multiframe" / "emri_small.dcm").pixel_array
    np.testing.assert_array_equal([frame.values for frame in load_stack(damaged).frames], uncompressed)
