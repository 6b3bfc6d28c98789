"""Window presets and their keys."""

from __future__ import annotations

import pytest

from viewers.imaging.presets import CT_PRESETS, PRESETS_BY_ID, PRESETS_BY_KEY, presets_for


@pytest.mark.parametrize(
    ("key", "preset_id", "width", "center"),
    [
        ("1", "dicom", None, None),
        ("2", "spine-soft-tissue", 250, 50),
        ("3", "bone", 2000, 350),
        ("4", "fine-bone", 4000, 500),
        ("5", "soft-tissue", 400, 40),
        ("6", "lung", 1500, -600),
        ("7", "brain", 80, 40),
        ("0", "auto", None, None),
    ],
)
def test_each_key_calls_the_preset_of_its_id(key, preset_id, width, center):
    preset = PRESETS_BY_KEY[key]
    assert preset is PRESETS_BY_ID[preset_id]
    assert (preset.window and preset.window.width, preset.window and preset.window.center) == (width, center)


def test_no_key_and_no_id_is_given_twice():
    assert len(PRESETS_BY_KEY) == len(PRESETS_BY_ID) == len(CT_PRESETS) == 8


def test_hounsfield_presets_are_not_offered_for_mr():
    assert [preset.preset_id for preset in presets_for("MR")] == ["dicom", "auto"]
    assert presets_for("CT") is CT_PRESETS
