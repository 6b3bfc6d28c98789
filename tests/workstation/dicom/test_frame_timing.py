"""The cine elements of a header."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pydicom import dcmread, dcmwrite
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from viewers.imaging.frame_timing import NO_TIMING, FrameTiming
from workstation.dicom.frame_timing import frame_timing_of
from workstation.dicom.header_reader import open_values
from workstation.dicom.raw_values import RawValues


def timing_of(**elements: object) -> FrameTiming:
    dataset = Dataset()
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    stored = BytesIO()
    dcmwrite(stored, dataset, implicit_vr=False, little_endian=True)
    stored.seek(0)
    return frame_timing_of(RawValues(dcmread(stored, force=True)))


def test_a_header_without_cine_elements_says_nothing() -> None:
    assert timing_of() == NO_TIMING


def test_each_element_is_read() -> None:
    found = timing_of(
        RecommendedDisplayFrameRate="12",
        FrameTime="40.5",
        FrameTimeVector=["0", "33", "34"],
        FrameIncrementPointer=Tag("FrameTimeVector"),
        CineRate="30",
        PreferredPlaybackSequencing=1,
    )
    assert found == FrameTiming(12.0, 40.5, (0.0, 33.0, 34.0), True, 30.0, True)


def test_the_pointer_to_frame_time_leaves_the_vector_out_of_force() -> None:
    assert not timing_of(FrameIncrementPointer=Tag("FrameTime"), FrameTimeVector=["0", "33"]).is_vector_in_force


@pytest.mark.parametrize("value", ["0", "-40"])
def test_a_time_or_rate_that_is_not_above_zero_is_none(value: str) -> None:
    assert timing_of(FrameTime=value, CineRate=value, RecommendedDisplayFrameRate=value) == NO_TIMING


@pytest.mark.parametrize("vector", [["0", "33", "0"], ["0", "-3", "5"], ["0"]])
def test_a_vector_with_a_step_that_takes_no_time_is_left_out(vector: list[str]) -> None:
    assert timing_of(FrameTimeVector=vector).increments_ms == ()


def test_the_time_of_a_real_angiogram_is_read_from_its_file(shared_data: Path) -> None:
    found = frame_timing_of(open_values(str(shared_data / "xray" / "coronary_XA_96frames_jpeg.dcm")).values)
    assert found == FrameTiming(frame_time_ms=33.0)
