"""Commands that link viewports: scroll, pan, zoom, window, reference lines, 3-D cursor."""

from __future__ import annotations

from workstation.action_tables.action import Action

LINKING_ACTIONS: tuple[Action, ...] = ()
"""In menu order."""
