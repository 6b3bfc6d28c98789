"""What the physician made of a stage: how its viewports share the space, and a layout kept for it. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from viewers.state.grid_shares import GridShares
from viewers.state.layouts import Layout, layout_of
from workstation.preferences import Preferences

KEY = "hanging.stages"
MOST_STAGES_KEPT = 400
"""Of protocols deleted long ago the oldest entries go."""


class HangingMemory:
    """Reads and writes the preference of one stage; what cannot be used is passed over."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def shares(self, protocol_id: str, stage: int, layout: Layout) -> GridShares | None:
        """How the viewports of a stage share the space; None = equally."""
        stored: Any = self._entry(protocol_id, stage).get("shares")
        try:
            shares = GridShares(*(tuple(float(one) for one in stored[name]) for name in ("rows", "columns")))
        except (TypeError, ValueError, KeyError):
            return None
        return shares if shares.fits(layout) else None

    def keep_shares(self, protocol_id: str, stage: int, shares: GridShares) -> None:
        """Remember how the viewports of a stage share the space."""
        self._keep(protocol_id, stage, shares={"rows": shares.rows, "columns": shares.columns})

    def layout(self, protocol_id: str, stage: int) -> Layout | None:
        """The layout kept for a stage; None = that of the protocol."""
        stored = self._entry(protocol_id, stage).get("layout")
        try:
            return layout_of(stored) if isinstance(stored, str) else None
        except KeyError:
            return None

    def keep_layout(self, protocol_id: str, stage: int, layout_id: str, shares: GridShares) -> None:
        """Use a layout for a stage from now on."""
        self._keep(protocol_id, stage, layout=layout_id, shares={"rows": shares.rows, "columns": shares.columns})

    def forget(self, protocol_id: str, stage: int) -> None:
        """The stage is as the protocol says again."""
        stored = self._stored()
        if stored.pop(_name(protocol_id, stage), None) is not None:
            self._preferences.set(KEY, stored)

    def _keep(self, protocol_id: str, stage: int, **values: Any) -> None:
        stored = self._stored()
        name = _name(protocol_id, stage)
        stored[name] = {**self._entry(protocol_id, stage), **values}
        for oldest in list(stored)[: max(0, len(stored) - MOST_STAGES_KEPT)]:
            del stored[oldest]
        self._preferences.set(KEY, stored)

    def _stored(self) -> dict[str, Any]:
        stored = self._preferences.get(KEY)
        return dict(stored) if isinstance(stored, Mapping) else {}

    def _entry(self, protocol_id: str, stage: int) -> Mapping[str, Any]:
        entry = self._stored().get(_name(protocol_id, stage))
        return entry if isinstance(entry, Mapping) else {}


def _name(protocol_id: str, stage: int) -> str:
    return f"{protocol_id}/{stage}"
