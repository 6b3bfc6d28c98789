"""Commands of the 3-D view."""

from __future__ import annotations

from workstation.action_tables.action import Action

TURNING_ACTIONS: tuple[Action, ...] = ()
"""In menu order."""
