"""Window presets: which there are, for which images, and what is said about their values."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.catalogue_files import CatalogueError, Evidence
from annotations.window_catalogue import NAMED_WINDOWS, load_windows
from viewers.imaging.presets import PRESETS, PRESETS_BY_ID, presets_for


@pytest.mark.parametrize(
    ("preset_id", "width", "center"),
    [
        ("spine-soft-tissue", 250, 50),
        ("bone", 2000, 350),
        ("fine-bone", 4000, 500),
        ("soft-tissue", 400, 40),
        ("lung", 1500, -600),
        ("brain", 80, 40),
    ],
)
def test_a_preset_has_the_values_its_name_stands_for(preset_id, width, center):
    window = PRESETS_BY_ID[preset_id].window
    assert (window.width, window.center) == (width, center)


def test_no_id_is_given_twice():
    assert len(PRESETS_BY_ID) == len(PRESETS)


def test_hounsfield_presets_are_not_offered_for_mr():
    assert [preset.preset_id for preset in presets_for("MR")] == ["dicom", "auto"]
    assert presets_for("CT") == PRESETS


def test_every_value_is_dated_and_has_a_source_or_is_marked_as_unverified():
    for window in NAMED_WINDOWS.values():
        assert window.entered is not None
        assert window.source or window.evidence is Evidence.UNVERIFIED
    doubtful = {preset.preset_id for preset in PRESETS if preset.doubt}
    assert doubtful == {"spine-soft-tissue", "fine-bone"}


def test_a_site_changes_a_window_and_confirms_it(tmp_path: Path):
    (tmp_path / "windows.toml").write_text(
        '[[window]]\nid = "spine_soft_tissue"\nwidth = 300\nevidence = "verified"\nreviewed = "2026-12-01"\n'
        '[[window]]\nid = "fat"\ntitle = "Fat"\nmodality = "CT"\nunit = "HU"\nwidth = 150\ncenter = -100\n'
        'evidence = "unverified"\n'
    )
    windows = load_windows(tmp_path)
    assert windows["spine-soft-tissue"].width == 300
    assert windows["spine-soft-tissue"].center == 50
    assert windows["spine-soft-tissue"].reviewed.isoformat() == "2026-12-01"
    assert windows["fat"].center == -100


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("width = 0", "width must be above zero"),
        ("width = -5", "width must be above zero"),
        ("width = nan", "width must be given as a number"),
        ("width = true", "width must be given as a number"),
        ('width = "wide"', "width must be given as a number"),
        ('entered = "yesterday"', "entered must be a day as YYYY-MM-DD"),
        ('evidence = "unverified"\nreviewed = "2026-12-01"', "evidence cannot be unverified"),
        ("widht = 3", "widht is not a field"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused_by_name(tmp_path: Path, field: str, reason: str):
    (tmp_path / "windows.toml").write_text(f'[[window]]\nid = "bone"\n{field}\n')
    with pytest.raises(CatalogueError, match=reason) as refused:
        load_windows(tmp_path)
    assert "bone" in str(refused.value)
