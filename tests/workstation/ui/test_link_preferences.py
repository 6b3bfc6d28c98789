"""What follows what is remembered, and a file edited by hand breaks nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from viewers.state.linking import LinkSwitches, WindowLinking
from workstation.preferences import Preferences
from workstation.ui.read.link_preferences import store_switch, stored_switches


def test_switches_come_back_in_the_next_session(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    first = Preferences(path)
    store_switch(first, "pan", False)
    store_switch(first, "window", WindowLinking.MODALITY)
    expected = LinkSwitches(scroll=True, pan=False, zoom=True, window=WindowLinking.MODALITY)
    assert stored_switches(Preferences(path)) == expected


@pytest.mark.parametrize("nonsense", ["yes", 1, None, ["off"], {"a": 1}, "LIKE"])
def test_nonsense_counts_as_not_set(nonsense: object) -> None:
    preferences = Preferences()
    for name in ("scroll", "pan", "zoom", "window"):
        preferences.set(f"linking.{name}", nonsense)
    assert stored_switches(preferences) == LinkSwitches()
