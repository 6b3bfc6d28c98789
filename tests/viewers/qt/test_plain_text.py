"""Header text that cannot deceive the reader."""

from __future__ import annotations

import pytest

from viewers.qt.plain_text import iso_date, isolated, person_name, visible


def test_an_override_is_spelt_out_rather_than_obeyed() -> None:
    assert visible("A\u202eB") == "A<U+202E>B"


@pytest.mark.parametrize("character", ["\u200b", "\u2066", "\x00", "\u200f", "\ufeff"])
def test_what_cannot_be_seen_is_shown(character: str) -> None:
    assert visible(f"x{character}y") == f"x<U+{ord(character):04X}>y"


def test_header_text_stands_in_an_isolate() -> None:
    assert isolated("כהן") == "\u2068כהן\u2069"
    assert isolated("") == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("SAMPLE^Patient A", "SAMPLE, Patient A"),
        ("Adams^John Robert^Quincy^Rev.^B.A.", "Adams, John Robert Quincy"),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, Tarou"),
        ("=山田^太郎", "山田, 太郎"),
        ("Doe", "Doe"),
        ("^Jane", "Jane"),
    ],
)
def test_a_person_name_reads_family_then_given(value: str, shown: str) -> None:
    assert person_name(value) == isolated(shown)


def test_a_dicom_date_is_written_as_iso_and_other_text_left_alone() -> None:
    assert iso_date("19670314") == "1967-03-14"
    assert iso_date("unknown") == "unknown"
