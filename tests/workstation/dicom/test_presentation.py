"""Corner texts and display hints of a header."""

from __future__ import annotations

import pytest
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from tests.support.dicom_builder import ct_slice, write
from viewers.imaging.windowing import Window
from workstation.dicom.part10 import open_header
from workstation.dicom.presentation import orientation_letters_of, shown_name, windows_of
from workstation.dicom.raw_values import RawValues, without_controls


@pytest.fixture
def values_of(tmp_path):
    """The raw values of a slice with changed elements."""

    def run(**changes):
        return RawValues(open_header(write(ct_slice(**changes), tmp_path / "a")).dataset)

    return run


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Doe^Jane", "Doe, Jane"),
        ("Doe^Jane^Mary^Dr^", "Doe, Jane Mary"),
        ("Doe", "Doe"),
        ("^Jane", "Jane"),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, Tarou (山田, 太郎)"),
        ("", ""),
        ("==", ""),
    ],
)
def test_names_are_shown_as_people_read_them(name, shown):
    assert shown_name(name) == shown


def test_control_and_direction_characters_are_removed():
    assert without_controls("a\x00b\u202ec\u200bd\n ") == "abcd"


def test_windows_keep_their_names_and_unusable_ones_are_left_out(values_of):
    values = values_of(
        WindowCenter=[40, 50, 60], WindowWidth=[400, 0, 80], WindowCenterWidthExplanation=["A", "B", "C"]
    )
    assert windows_of(values) == (Window(400, 40, "A"), Window(80, 60, "C"))


def test_a_window_that_is_no_number_is_no_window():
    values = RawValues(Dataset())
    assert windows_of(values) == ()


def test_a_number_as_only_python_writes_it_is_none():
    element = RawDataElement(Tag(0x00281051), "DS", 4, b"4_00", 0, False, True)
    dataset = Dataset()
    dataset._dict[element.tag] = element
    assert RawValues(dataset).numbers(0x00281051) == ()


def test_patient_orientation_becomes_letters_or_stays_unknown(values_of):
    assert orientation_letters_of(values_of(PatientOrientation=["L", "F"])) == ("L", "I")
    assert orientation_letters_of(values_of(PatientOrientation=["AL", "HP"])) == ("A", "S")
    assert orientation_letters_of(values_of(PatientOrientation=["L"])) == ("", "")
    assert orientation_letters_of(values_of()) == ("", "")
