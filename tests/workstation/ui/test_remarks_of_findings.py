"""Remarks that a note makes: whole parts of it, so that a denied one is never shown as made."""

from __future__ import annotations

import pytest

from workstation.ui.forms.finding_choices import remarks_in

REMARKS = ("edema on STIR", "no edema on STIR", "fluid cleft")


@pytest.mark.parametrize(
    ("note", "made"),
    [
        ("Old: no edema on STIR.", ("no edema on STIR",)),
        ("edema on STIR, fluid cleft", ("edema on STIR", "fluid cleft")),
        ("without edema on STIR", ()),
        ("Fluid cleft\nold", ("fluid cleft",)),
        ("", ()),
    ],
)
def test_a_remark_is_a_part_of_its_own(note: str, made: tuple[str, ...]) -> None:
    assert remarks_in(note, REMARKS) == made
