"""Protocol files: what is written is read back; what is wrong is told with its place and what would be right."""

from __future__ import annotations

import pytest

from workstation.hanging.library import shipped_protocols, shipped_text
from workstation.hanging.protocol import ProtocolError
from workstation.hanging.protocol_file import read_protocol, write_protocol

GOOD = """
format = 1
id = "mine"
title = "Mine"
[[rule]]
id = "sag"
title = "Sagittal"
modality = ["MR"]
plane = ["sagittal"]
[[stage]]
title = "One"
layout = "1x1"
[[stage.cell]]
rule = "sag"
"""


@pytest.mark.parametrize("protocol_id", sorted(shipped_protocols()))
def test_every_shipped_protocol_is_read_back_as_it_was_written(protocol_id: str) -> None:
    protocol = shipped_protocols()[protocol_id]
    assert protocol.id == protocol_id
    assert read_protocol(write_protocol(protocol)) == protocol
    assert read_protocol(shipped_text(protocol_id)) == protocol


def test_texts_with_quotes_and_controls_are_read_back() -> None:
    odd = read_protocol(GOOD.replace('title = "Mine"', 'title = "A \\"b\\" \\\\ c"'))
    assert odd.title == 'A "b" \\ c'
    assert read_protocol(write_protocol(odd)) == odd


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("format = 1", "format = 9", "format 9"),
        ('id = "mine"', 'id = "../mine"', "small letters"),
        ('plane = ["sagittal"]', 'plane = ["sagital"]', "rule 1 (sag): plane 'sagital' is none of axial"),
        ('plane = ["sagittal"]', "plane = 3", "rule 1 (sag): plane must be a list of texts"),
        ('plane = ["sagittal"]', 'planes = ["sagittal"]', "rule 1 (sag): planes is not known here; known are"),
        ('layout = "1x1"', 'layout = "4x4"', "stage 1 (One): layout '4x4' is none; use a grid from 1x1 to 3x4"),
        ('layout = "1x1"', 'layout = "1x2"', "layout 1x2 has 2 cells, not 1"),
        ('rule = "sag"', 'rule = "axial"', "cell 1: rule 'axial' is none of sag"),
        ('rule = "sag"', 'rule = "sag"\nwindow = "bones"', "window 'bones' is none of"),
        ('rule = "sag"', 'rule = "sag"\nwindow = [0, 40]', "width of a window must be above 0"),
        ('rule = "sag"', 'rule = "sag"\nzoom = "big"', "zoom must be a number"),
        ('rule = "sag"', 'rule = "sag"\nslab_mm = 10', "slab_mm needs plane"),
        ('rule = "sag"', 'rule = "sag"\nlink = ["scrol"]', "link 'scrol' is none of scroll"),
        ('title = "Sagittal"', 'title = "Sagittal"\nrequired = false', "at least one rule must be required"),
        ('title = "Sagittal"', 'title = "Sagittal"\nlike = "x"', "which is no rule above it"),
        ('title = "Sagittal"', 'title = "Sagittal"\nor_unknown = ["view"]', "or_unknown names view"),
        ("format = 1", "format = ", "not valid TOML"),
    ],
)
def test_a_wrong_file_says_where_and_what_is_right(old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(ProtocolError) as caught:
        read_protocol(GOOD.replace(old, new, 1))
    assert told in str(caught.value)


def test_the_place_of_a_syntax_error_is_its_line() -> None:
    with pytest.raises(ProtocolError, match="line 3"):
        read_protocol(GOOD.replace('id = "mine"', "id = mine"))
