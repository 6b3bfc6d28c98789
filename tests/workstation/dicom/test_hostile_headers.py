"""Headers that would lead a program astray: what each of them ends in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from pydicom.encaps import encapsulate
from pydicom.uid import JPEGLSLossless

from tests.support.dicom_builder import COLUMNS, ROWS, ct_slice, pixel_values, write, write_series
from tests.support.raw_elements import raw_file
from viewers.imaging.images import ImageStack, Volume
from viewers.imaging.problems import ProblemCode
from workstation.dicom import load
from workstation.dicom.load import load_stack
from workstation.dicom.raw_values import shown_uid
from workstation.dicom.records import IndexReport, SeriesRecord, StackKind
from workstation.dicom.slice_reader import SliceReader
from workstation.dicom.sop_classes import sop_class_name

BITS_ALLOCATED, ROWS_TAG = 0x00280100, 0x00280010


@pytest.mark.parametrize(("tag", "value"), [(ROWS_TAG, 0), (BITS_ALLOCATED, 0), (BITS_ALLOCATED, 0xFFFF)])
def test_slices_of_an_impossible_form_are_no_volume_and_say_why(
    tag: int, value: int, tmp_path: Path, only_series: Callable[[Path], SeriesRecord]
) -> None:
    for path in write_series(tmp_path / "s", [0.0, 2.0, 4.0]):
        file = raw_file(path.read_bytes())
        assert file is not None
        path.write_bytes(file.with_element(tag, file.encoded(tag, "US", file.number(value))))
    series = only_series(tmp_path / "s")
    (stack,) = series.stacks
    pixels = load_stack(series)
    assert stack.kind is StackKind.STACK
    assert isinstance(pixels, ImageStack)
    assert {problem.code for problem in pixels.problems} == {ProblemCode.INVALID_PIXEL_MODULE}
    assert all(frame is not None and frame.values is None and frame.failure for frame in pixels.frames)


def test_a_volume_without_room_in_memory_is_shown_slice_by_slice(
    tmp_path: Path, only_series: Callable[[Path], SeriesRecord]
) -> None:
    write_series(tmp_path / "s", [0.0, 2.0, 4.0])
    series = only_series(tmp_path / "s")
    claimed = replace(series.stacks[0], shape_kji=(3, 1 << 24, 1 << 24))
    pixels = load_stack(replace(series, stacks=(claimed,)))
    assert isinstance(pixels, ImageStack)
    assert "too large for the memory" in pixels.problems[0].message
    assert [frame.values[0, 0] for frame in pixels.frames if frame is not None and frame.values is not None] == [
        pixel_values(number)[0, 0] for number in (1, 2, 3)
    ]


def test_a_frame_without_room_in_memory_is_named_and_the_others_are_shown(
    tmp_path: Path, only_series: Callable[[Path], SeriesRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_series(tmp_path / "s", [0.0, 2.0, 4.0])
    whole = SliceReader.read_into

    def read_into(reader: SliceReader, frame: object, target: np.ndarray) -> None:
        if frame is first:
            raise MemoryError
        whole(reader, frame, target)  # type: ignore[arg-type]

    series = only_series(tmp_path / "s")
    first = series.stacks[0].frames[0]
    monkeypatch.setattr(load.SliceReader, "read_into", read_into)
    pixels = load_stack(series)
    assert isinstance(pixels, Volume)
    assert pixels.loaded.tolist() == [False, True, True]
    assert [problem.code for problem in pixels.problems] == [ProblemCode.DECODE_FAILED]


def test_a_jpeg_ls_stream_without_its_end_is_refused_before_its_codec_searches_for_it(
    tmp_path: Path, only_series: Callable[[Path], SeriesRecord]
) -> None:
    stream = bytes(imagecodecs.jpegls_encode(pixel_values(1).astype(np.uint16)))
    for name, content in (("whole", stream), ("cut", stream[:-8])):
        dataset = ct_slice(PixelData=encapsulate([content]))
        dataset.file_meta.TransferSyntaxUID = JPEGLSLossless
        dataset["PixelData"].VR = "OB"
        write(dataset, tmp_path / name / "a")
    assert load_stack(only_series(tmp_path / "whole")).problems == ()
    (problem,) = load_stack(only_series(tmp_path / "cut")).problems
    assert problem.code is ProblemCode.DECODE_FAILED
    assert "cut short" in problem.message


@pytest.mark.parametrize("uid", ["1.2.3\\CANARY^ANNA", "CANARY", "1.2.3 CANARY", "1" * 65, "../../x", "1.2.3\n"])
def test_what_is_no_uid_is_not_repeated(uid: str) -> None:
    assert uid not in shown_uid(uid)
    assert uid not in sop_class_name(uid)
    assert shown_uid("1.2.840.10008.1.2") == "1.2.840.10008.1.2"


def test_a_header_that_runs_into_its_sop_class_repeats_no_name(
    tmp_path: Path, scan: Callable[..., IndexReport]
) -> None:
    path = write(ct_slice(PatientName="CANARY^ANNA"), tmp_path / "a")
    file = raw_file(path.read_bytes())
    assert file is not None
    sop_class = file.find(0x00080016)
    assert sop_class is not None
    name = file.find(0x00100010)
    assert name is not None
    length = (name.end - sop_class.value_at).to_bytes(2, "little")
    path.write_bytes(file.data[: sop_class.value_at - 2] + length + file.data[sop_class.value_at :])
    report = scan(path)
    assert "CANARY" not in repr((report.unreadable, report.not_images))
    assert report.unreadable or report.not_images or report.patients


@pytest.mark.parametrize("preamble", [b"MZ\x90\0", b"\x7fELF\x02\x01\x01", b"#!/bin/sh\n"])
def test_a_program_in_the_preamble_changes_nothing(
    preamble: bytes, tmp_path: Path, only_series: Callable[[Path], SeriesRecord]
) -> None:
    path = write(ct_slice(), tmp_path / "a")
    path.write_bytes(preamble + path.read_bytes()[len(preamble) :])
    stack = only_series(path).stacks[0]
    assert stack.shape_kji == (1, ROWS, COLUMNS)
    assert stack.problems == ()
