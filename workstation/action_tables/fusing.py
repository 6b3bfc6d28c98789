"""Commands of registration and fusion."""

from __future__ import annotations

from workstation.action_tables.action import Action

FUSING_ACTIONS: tuple[Action, ...] = ()
"""In menu order."""
