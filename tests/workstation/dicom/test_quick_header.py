"""The quick header reader against pydicom: whatever it reads, pydicom reads the same; what it leaves, pydicom reads."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataset import Dataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from tests.support.dicom_builder import ct_slice, write
from workstation.dicom import quick_header, tags
from workstation.dicom.header_reader import read_file
from workstation.dicom.headers import ScannedFile
from workstation.dicom.part10 import PREFIX_BYTES
from workstation.dicom.pydicom_setup import configure_pydicom
from workstation.dicom.quick_header import MAX_DEPTH, NotQuickError, QuickHeader, QuickValues, read_quick

SYNTAXES = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian)


@pytest.fixture(autouse=True)
def _quiet_pydicom():
    configure_pydicom()


def quick(path: Path) -> QuickHeader:
    """The quick reading of a file; raises `NotQuickError`."""
    return read_quick(path.read_bytes()[:PREFIX_BYTES], path.stat().st_size)


def is_quick(path: Path) -> bool:
    """Whether the quick reader takes a file."""
    try:
        quick(path)
    except NotQuickError:
        return False
    return True


def read_slowly(path: Path) -> ScannedFile:
    """The outcome of a file when pydicom reads it."""

    def refuse(_start: bytes, _size: int) -> QuickHeader:
        raise NotQuickError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick_header, "read_quick", refuse)
        return read_file(str(path))


def save(dataset: Dataset, path: Path, syntax: str) -> Path:
    """Write a data set in a transfer syntax."""
    dataset.file_meta.TransferSyntaxUID = syntax
    return write(dataset, path)


def test_every_real_file_reads_as_pydicom_reads_it(shared_data):
    files = [path for path in sorted(shared_data.rglob("*")) if path.is_file()]
    taken = 0
    for path in files:
        assert read_file(str(path)) == read_slowly(path), path
        taken += is_quick(path)
    assert taken > len(files) / 2


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_each_encoding_is_read_quickly_and_equal(tmp_path, syntax):
    path = save(ct_slice(PatientName="Müller^Jürgen", SpecificCharacterSet="ISO_IR 100"), tmp_path / "a", syntax)
    assert is_quick(path)
    outcome = read_file(str(path))
    assert outcome == read_slowly(path)
    assert outcome.header is not None
    assert outcome.header.identity.name == "Müller^Jürgen"


def test_deflated_and_bare_files_are_left_to_pydicom(tmp_path):
    deflated = save(ct_slice(), tmp_path / "d", DeflatedExplicitVRLittleEndian)
    bare = tmp_path / "b"
    bare.write_bytes(save(ct_slice(), tmp_path / "p", ExplicitVRLittleEndian).read_bytes()[132:])
    for path in (deflated, bare):
        assert not is_quick(path)
        assert read_file(str(path)).header is not None


def an_item(**values: object) -> Dataset:
    """A sequence item."""
    item = Dataset()
    for keyword, value in values.items():
        setattr(item, keyword, value)
    return item


def enhanced(*, delimited: bool) -> Dataset:
    """Two frames with functional groups, all lengths defined or all undefined."""
    measures = an_item(PixelSpacing=[0.5, 0.6], SliceThickness=3)
    orientation = an_item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])
    shared = an_item(PixelMeasuresSequence=[measures], PlaneOrientationSequence=[orientation])
    frames = [an_item(PlanePositionSequence=[an_item(ImagePositionPatient=[0, 0, z])]) for z in (0, 3)]
    image = ct_slice(NumberOfFrames=2, ImagePositionPatient=None, PixelData=bytes(8 * 6 * 2 * 2))
    image.SharedFunctionalGroupsSequence = [shared]
    image.PerFrameFunctionalGroupsSequence = frames
    for element in image.iterall():
        if element.VR == "SQ":
            element.is_undefined_length = delimited
            for item in element.value:
                item.is_undefined_length_sequence_item = delimited
    return image


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("delimited", [False, True])
def test_functional_groups_are_read_with_defined_and_undefined_lengths(tmp_path, syntax, delimited):
    path = save(enhanced(delimited=delimited), tmp_path / "a", syntax)
    assert is_quick(path)
    outcome = read_file(str(path))
    assert outcome == read_slowly(path)
    assert outcome.header is not None
    assert [frame.position for frame in outcome.header.frames] == [(0, 0, 0), (0, 0, 3)]
    assert outcome.header.frames[1].spacing_mm == (0.5, 0.6)


@pytest.mark.parametrize(("depth", "taken"), [(MAX_DEPTH - 2, True), (MAX_DEPTH + 2, False)])
def test_sequences_are_followed_to_a_depth_and_left_to_pydicom_beyond(tmp_path, depth, taken):
    item = an_item(CodeValue="x")
    for _ in range(depth):
        item = an_item(ContentSequence=[item])
    image = ct_slice(RequestAttributesSequence=[item])
    for element in image.iterall():
        element.is_undefined_length = element.VR == "SQ"
    path = save(image, tmp_path / "a", ExplicitVRLittleEndian)
    assert is_quick(path) is taken
    assert read_file(str(path)) == read_slowly(path)


def test_a_header_longer_than_the_first_bytes_is_left_to_pydicom(tmp_path):
    path = save(ct_slice(ImageComments="x" * PREFIX_BYTES), tmp_path / "a", ExplicitVRLittleEndian)
    assert not is_quick(path)
    assert read_file(str(path)) == read_slowly(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\x28\x00\x10\x00US", b"\x28\x00\x10\x00QQ"),
        (b"\x28\x00\x10\x00US", b"\x28\x00\x10\x00\x02\x00"),
        (b"\x10\x00\x20\x00LO", b"\x10\x00\x20\x00UN"),
    ],
)
def test_an_element_with_an_odd_vr_is_left_to_pydicom(tmp_path, old, new):
    path = save(ct_slice(), tmp_path / "a", ExplicitVRLittleEndian)
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    assert not is_quick(path)
    assert read_file(str(path)) == read_slowly(path)


def test_an_unknown_character_set_is_left_to_pydicom(tmp_path):
    path = save(ct_slice(SpecificCharacterSet="ISO_IR 100"), tmp_path / "a", ExplicitVRLittleEndian)
    path.write_bytes(path.read_bytes().replace(b"ISO_IR 100", b"ISO_IR 999", 1))
    assert not is_quick(path)
    assert read_file(str(path)) == read_slowly(path)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_file_cut_short_anywhere_reads_as_pydicom_reads_it(tmp_path, syntax):
    whole = save(enhanced(delimited=True), tmp_path / "whole", syntax).read_bytes()
    path = tmp_path / "cut"
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert read_file(str(path)) == read_slowly(path), length


texts = st.text(st.characters(codec="latin-1", exclude_characters="\\\x1b", exclude_categories=["Cc"]), max_size=12)
decimals = st.floats(-1e6, 1e6).map(lambda value: f"{value:.6g}")
changes = st.fixed_dictionaries(
    {},
    optional={
        "PatientName": texts,
        "PatientID": texts,
        "StudyDate": st.sampled_from(["20240229", "2024.02.29", "", "x"]),
        "InstanceNumber": st.integers(-99, 99999),
        "ImagePositionPatient": st.lists(decimals, min_size=3, max_size=3),
        "PixelSpacing": st.lists(decimals, min_size=1, max_size=3),
        "Rows": st.integers(0, 65535),
        "BitsStored": st.integers(0, 40),
        "NumberOfFrames": st.integers(0, 3),
        "ImageType": st.lists(st.sampled_from(["ORIGINAL", "PRIMARY", "LOCALIZER"]), max_size=3),
        "WindowCenter": st.lists(decimals, max_size=3),
        "DiffusionBValue": st.floats(0, 1e4),
        "PixelData": st.binary(max_size=200).filter(lambda data: len(data) % 2 == 0),
        "SOPInstanceUID": st.sampled_from([None, "1.2.3"]),
        "Modality": st.sampled_from(["CT", "MR", "DX", "", None]),
        "ImageOrientationPatient": st.sampled_from([None, [1, 0, 0, 0, 1, 0], [1, 0, 0, 1, 0, 0]]),
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=changes, syntax=st.sampled_from(SYNTAXES), charset=st.sampled_from([None, "ISO_IR 100", "ISO_IR 192"]))
def test_any_image_reads_as_pydicom_reads_it(tmp_path, changes, syntax, charset):
    image = ct_slice(SpecificCharacterSet=charset or "ISO_IR 100", **changes)
    if charset is None:
        image.PatientName = "A^B"
    path = save(image, tmp_path / "a", syntax)
    assert is_quick(path)
    assert read_file(str(path)) == read_slowly(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(132, 1500), byte=st.integers(0, 255), syntax=st.sampled_from(SYNTAXES))
def test_a_changed_byte_reads_as_pydicom_reads_it(tmp_path, at, byte, syntax):
    data = bytearray(save(enhanced(delimited=True), tmp_path / "a", syntax).read_bytes())
    data[at % len(data)] = byte
    path = tmp_path / "changed"
    path.write_bytes(data)
    assert read_file(str(path)) == read_slowly(path)


def test_every_named_tag_is_wanted_so_that_a_new_one_is_read_here_too():
    named = {value for value in vars(tags).values() if isinstance(value, int)}
    assert named <= quick_header.WANTED_TAGS


def test_the_quick_values_have_no_data_set_to_mistake_for_a_whole_one(tmp_path):
    values = quick(save(ct_slice(), tmp_path / "a", ExplicitVRLittleEndian)).values
    assert isinstance(values, QuickValues)
    with pytest.raises(ValueError, match="single elements"):
        _ = values.dataset


def test_numbers_of_big_endian_files_are_read_in_their_order(tmp_path):
    path = save(ct_slice(), tmp_path / "a", ExplicitVRBigEndian)
    assert struct.pack(">H", 8) in path.read_bytes()
    header = read_file(str(path)).header
    assert header is not None
    assert (header.pixels.rows, header.pixels.columns) == (8, 6)
