"""Texts in every character set: decoded as others decode them; what does not fit is a problem, never a crash."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pydicom
import pytest

from tests.support.dicom_builder import ct_slice, write
from tests.support.raw_elements import raw_file
from viewers.imaging.problems import ProblemCode
from workstation.dicom.part10 import open_header
from workstation.dicom.pydicom_setup import configure_pydicom
from workstation.dicom.raw_values import RawValues
from workstation.dicom.records import IndexReport, SeriesRecord

PATIENT_NAME, CHARACTER_SET = 0x00100010, 0x00080005
FILES = (
    "chrArab", "chrFren", "chrFrenMulti", "chrGerm", "chrGreek", "chrH31", "chrH32", "chrHbrw", "chrI2", "chrJapMulti",
    "chrJapMultiExplicitIR6", "chrKoreanMulti", "chrRuss", "chrX1", "chrX2",
)  # fmt: skip
NOT_IN_ICONV = {"chrH31", "chrH32", "chrJapMulti", "chrJapMultiExplicitIR6"}
"""DCMTK over the C library's iconv does not know ISO 2022 IR 87."""


def name_in(path: Path) -> str:
    """The name as the scan reads it."""
    return RawValues(open_header(path).dataset).text(PATIENT_NAME, name=True).rstrip("=")


@pytest.fixture(autouse=True)
def _configured() -> None:
    configure_pydicom()


@pytest.mark.parametrize("name", FILES)
def test_a_name_is_decoded_as_pydicom_decodes_it(name: str, shared_data: Path) -> None:
    path = shared_data / "zoo" / "charset" / f"{name}.dcm"
    stated = pydicom.dcmread(path).PatientName
    assert name_in(path) == str(stated).rstrip("=")
    parts = (stated.alphabetic, stated.ideographic, stated.phonetic)
    assert [*name_in(path).split("="), "", ""][:3] == [str(part) for part in parts]


@pytest.mark.peer("dcmdump")
@pytest.mark.parametrize("name", [name for name in FILES if name not in NOT_IN_ICONV])
def test_a_name_is_decoded_as_dcmtk_decodes_it(name: str, shared_data: Path) -> None:
    program = shutil.which("dcmdump")
    if program is None:
        pytest.skip("DCMTK's dcmdump is not installed")
    path = shared_data / "zoo" / "charset" / f"{name}.dcm"
    command = [program, "+U8", "-q", "+P", "0010,0010", str(path)]
    output = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    found = re.search(r"\[(.*)\]", output)
    assert found is not None
    assert name_in(path) == found.group(1).rstrip("=")


@pytest.mark.parametrize("name", ["chrSQEncoding", "chrSQEncoding1"])
def test_an_item_has_the_character_set_it_states_or_that_around_it(name: str, shared_data: Path) -> None:
    path = shared_data / "zoo" / "charset" / f"{name}.dcm"
    ours = RawValues(open_header(path).dataset).item(0x00321064)
    theirs = pydicom.dcmread(path).RequestedProcedureCodeSequence[0]
    assert ours.text(PATIENT_NAME, name=True) == str(theirs.PatientName)
    assert not ours.text(PATIENT_NAME, name=True).isascii()


WRONG = [
    ("ISO_IR 100", b"\x1b$B;3ED^B@O:"),  # an escape where no code extension was declared
    ("\\ISO 2022 IR 87", b"Yamada^\x1b$B;3E"),  # half a character
    ("\\ISO 2022 IR 87", b"\x1b$)C\xfb\xf3^\xd1\xce\xd4\xd7"),  # an escape to a set that was not declared
    ("\\ISO 2022 IR 149", b"\x1b$)C\xff\xff^\xfe"),
    ("ISO_IR 192", b"M\xfcller^\xc3"),
    ("GB18030", b"Wang^\xff\xff\x81"),
    ("GBK", b"Wang^\xff\xff"),
    ("ISO_IR 999", b"M\xfcller^X"),
    ("\\\\\\", b"M\xfcller^X"),
    ("", b"M\xfcller^X"),
    ("ISO_IR 13", b"\xfc\xfd^\xfe"),
]


@pytest.mark.parametrize(("declared", "name"), WRONG)
def test_a_name_in_the_wrong_character_set_is_a_problem(
    declared: str, name: bytes, tmp_path: Path, scan: Callable[..., IndexReport]
) -> None:
    report = scan(damaged(tmp_path, declared, name))
    (series,) = (s for p in report.patients for study in p.studies for s in study.series)
    assert problems_of(series) == {ProblemCode.CHARACTER_SET}
    shown = report.patients[0].identity.name
    assert shown
    assert shown.isprintable() or " " in shown
    assert shown not in repr(series.problems)


@pytest.mark.parametrize("name", [b"A\xe2\x80\xaeB^\xe2\x81\xa6C", b"A\xe2\x80\x8fB^C\xe2\x80\xad"])
def test_overrides_of_direction_are_taken_out_of_a_name(
    name: bytes, tmp_path: Path, scan: Callable[..., IndexReport]
) -> None:
    (patient,) = scan(damaged(tmp_path, "ISO_IR 192", name)).patients
    assert patient.identity.name == "AB^C"


def damaged(folder: Path, declared: str, name: bytes) -> Path:
    """A slice with these bytes as its character set and its name."""
    path = write(ct_slice(SpecificCharacterSet="ISO_IR 100"), folder / "a")
    for tag, vr, value in ((CHARACTER_SET, "CS", declared.encode()), (PATIENT_NAME, "PN", name)):
        file = raw_file(path.read_bytes())
        assert file is not None
        padded = value + b" " * (len(value) % 2)
        path.write_bytes(file.with_element(tag, file.encoded(tag, vr, padded)))
    return path


def problems_of(series: SeriesRecord) -> set[ProblemCode]:
    return {problem.code for problem in series.problems}
