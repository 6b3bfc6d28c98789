"""Texts of the interface that stand in tables outside it: commands and their groups, presets of windows and 3-D."""

from __future__ import annotations

from collections.abc import Iterator

from viewers.render.volume_presets import VOLUME_PRESETS
from workstation.action_tables.action import WHERE, WHY_DISABLED, Group
from workstation.actions import ACTIONS


def table_texts() -> Iterator[str]:
    """Every text that the interface takes from a table and translates when it shows it."""
    for action in ACTIONS.values():
        yield action.title
    for group in Group:
        yield group.value
    yield from (text for text in (*WHY_DISABLED.values(), *WHERE.values()) if text)
    for preset in VOLUME_PRESETS.values():
        yield preset.title
