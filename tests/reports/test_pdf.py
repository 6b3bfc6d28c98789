"""The PDF says level, side and target, is the same every time, and no text in it can become markup."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.case import Case, replace_item
from annotations.findings import Finding
from annotations.patient import PatientIdentity
from reports.content import KeyImage, PageSize, Provenance
from reports.names import display_name
from reports.pdf import pdf_report

pytestmark = pytest.mark.peer("poppler")


@pytest.fixture(autouse=True)
def _poppler() -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed (pdftotext not found)")


def words(pdf: bytes, folder: Path) -> str:
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    return " ".join(subprocess.run(command, capture_output=True, check=True).stdout.decode().split())


def pages(pdf: bytes, folder: Path) -> list[str]:
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True).stdout
    return text.decode().split("\f")[:-1]


def test_level_side_target_and_angles_are_found_as_text(
    case: Case, key_images: list[KeyImage], provenance: Provenance, tmp_path: Path
) -> None:
    text = words(pdf_report(case, key_images, final=False, provenance=provenance), tmp_path)
    for expected in (
        "L LEFT L4-5 Disc extrusion",
        "M MIDLINE L1 Vertebral compression fracture",
        "Lumbar transforaminal epidural",
        "oblique 30° toward patient LEFT",
        "tilt 14° caudad",
        "primary 150.3°, secondary -13.9°",
        "83.1 mm",
        "60.0, 70.0, 5.0 mm LPS",
        "Supine planning, prone procedure",
        "mm at detector, not patient",
        "Great-toe extension, left 4 (abnormal)",
        "not examined",
        "not taken",
        "entry and tip not placed",
        "now 6, average 5, worst 9, best 2",
        "Not a medical device; not cleared or approved by any authority",
        "audit revision 1",
        "Ärztin",
    ):
        assert expected in text, expected
    assert "disc bulge" not in text.lower()


def test_every_page_has_the_patient_the_status_and_its_number(
    case: Case, key_images: list[KeyImage], provenance: Provenance, tmp_path: Path
) -> None:
    found = pages(pdf_report(case, key_images, final=True, provenance=provenance), tmp_path)
    assert len(found) >= 3
    for number, page in enumerate(found, start=1):
        for expected in ("Beispiel, Zoë", "山田, 花子", "ID P-77 (clinic)", "born 1961-02-03", "sex female", "FINAL"):
            assert expected in page
        assert f"page {number} of {len(found)}" in page
        assert "DRAFT" not in page


def test_a_draft_says_so_on_every_page(case: Case, provenance: Provenance, tmp_path: Path) -> None:
    found = pages(pdf_report(case, (), final=False, provenance=provenance), tmp_path)
    assert all("DRAFT" in page and "FINAL" not in page for page in found)


def test_an_empty_case_says_what_is_missing_instead_of_being_blank(
    patient: PatientIdentity, provenance: Provenance, tmp_path: Path
) -> None:
    text = words(pdf_report(Case("empty", patient, ""), (), final=False, provenance=provenance), tmp_path)
    for expected in (
        "No finding recorded",
        "No key image was chosen",
        "Pain not asked",
        "not examined",
        "not taken",
        "None made",
        "None planned",
        "no level was anchored",
    ):
        assert expected in text, expected


HOSTILE = '<font color="white">hidden</font> & <img src="/etc/passwd"/> <para> </b>'


def test_markup_in_names_and_notes_is_shown_literally(case: Case, provenance: Provenance, tmp_path: Path) -> None:
    finding = case.get(Finding, "f-disc")
    assert finding is not None
    case.apply(replace_item(finding, replace(finding, note=HOSTILE), "hostile note"))
    case.patient = replace(case.patient, name="<b>Bold</b> & <i>Co^X")
    text = words(pdf_report(case, (), final=False, provenance=provenance), tmp_path)
    assert HOSTILE in text
    assert "<b>Bold</b> & <i>Co, X" in text


@pytest.mark.parametrize(
    "name",
    ["Иванова^Мария", "Παπαδόπουλος^Νίκος", "王^小明", "王^小明=简体^测试", "김^희중", "Nguyễn^Thị", "Yılmaz^Şule"],
)
def test_names_of_many_scripts_are_found_as_text(case: Case, provenance: Provenance, tmp_path: Path, name: str) -> None:
    case.patient = replace(case.patient, name=name)
    text = words(pdf_report(case, (), final=False, provenance=provenance), tmp_path)
    for part in name.replace("=", "^").split("^"):
        assert part in text


@pytest.mark.parametrize("name", ["כהן^משה", "محمد^علي"])
def test_names_written_from_right_to_left_keep_their_letters(
    case: Case, provenance: Provenance, tmp_path: Path, name: str
) -> None:
    case.patient = replace(case.patient, name=name)
    text = words(pdf_report(case, (), final=False, provenance=provenance), tmp_path)
    assert set(name.replace("^", "")) <= set(text)


def test_a_character_no_font_has_is_spelled_out(case: Case, provenance: Provenance, tmp_path: Path) -> None:
    case.patient = replace(case.patient, name="Smile^\U0001fae0")
    assert "[U+1FAE0]" in words(pdf_report(case, (), final=False, provenance=provenance), tmp_path)


def test_the_same_case_at_the_same_time_gives_the_same_bytes(
    case: Case, key_images: list[KeyImage], provenance: Provenance
) -> None:
    once = pdf_report(case, key_images, final=False, provenance=provenance)
    assert once == pdf_report(case, key_images, final=False, provenance=provenance)


def test_metadata_names_no_patient_and_has_the_time_of_the_clock(
    case: Case, provenance: Provenance, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_report(case, (), final=False, provenance=provenance))
    command = ["pdfinfo", "-rawdates", str(path)]
    info = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Beispiel" not in info
    assert "P-77" not in info
    assert "D:20261122093000" in info
    assert "A4" in info


def test_letter_paper_is_an_option(case: Case, provenance: Provenance, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_report(case, (), final=False, provenance=provenance, page_size=PageSize.LETTER))
    info = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert "612 x 792" in info


def test_long_text_without_spaces_stays_on_the_page(case: Case, provenance: Provenance, tmp_path: Path) -> None:
    finding = case.get(Finding, "f-disc")
    assert finding is not None
    case.apply(replace_item(finding, replace(finding, note="word " * 3000 + "x" * 500), "long note"))
    assert "xxxxxxxxxx" in words(pdf_report(case, (), final=False, provenance=provenance), tmp_path)


def test_a_key_image_must_be_a_png() -> None:
    with pytest.raises(ValueError, match="PNG"):
        KeyImage(b"\xff\xd8\xff", "a JPEG")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Doe^Jane", "Doe, Jane"),
        ("Doe^Jane^Q^Dr^Jr", "Doe, Dr Jane Q Jr"),
        ("Doe", "Doe"),
        ("", "not given"),
        ("^^", "not given"),
        ("Yamada^Tarou=山田^太郎", "Yamada, Tarou (山田, 太郎)"),
    ],
)
def test_names_are_shown_as_people_write_them(name: str, shown: str) -> None:
    assert display_name(name) == shown
