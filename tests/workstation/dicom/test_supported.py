"""The lists of what is shown: made from the code, and the document holds what the code says now."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.uid import CTImageStorage, SegmentationStorage, XRayRadiofluoroscopicImageStorage

from workstation.dicom import supported
from workstation.dicom.pixel_module import DECODED_SYNTAXES

DOCUMENT = Path(__file__).parents[3] / "docs" / "imaging.md"


def test_the_document_holds_the_lists_of_the_code():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text == supported.with_supported(text), "run: python -m workstation.dicom.supported docs/imaging.md"


def test_every_syntax_that_is_decoded_has_a_row_and_a_decoder():
    rows = supported.supported_syntaxes()
    assert len(rows) == len(DECODED_SYNTAXES)
    assert all(name and codec for name, codec in rows)


def test_classes_are_shown_as_the_scan_treats_them():
    rows = dict(supported.supported_objects())
    assert rows["CT Image Storage"] == supported.shown_as(CTImageStorage) == supported.SLICES
    assert rows["Breast Tomosynthesis Image Storage"] == supported.SLICES
    assert rows["Nuclear Medicine Image Storage"] == supported.NUCLEAR
    assert supported.shown_as(XRayRadiofluoroscopicImageStorage) == supported.PROJECTION
    assert rows["Enhanced US Volume Storage"] == supported.PICTURE
    assert rows["Segmentation Storage"] == supported.shown_as(SegmentationStorage) == supported.LISTED
    assert not any("DICOS" in name or name.startswith("SOP class") for name in rows)


def test_a_document_without_a_place_for_the_lists_is_refused():
    with pytest.raises(ValueError, match="no place"):
        supported.with_supported("# A page\n")


def test_the_lists_of_a_document_are_renewed_in_place(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{supported.BEGIN}\nold\n{supported.END}\nafter\n", encoding="utf-8")
    assert supported.main([str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "| RLE Lossless |" in text
    assert "old" not in text
