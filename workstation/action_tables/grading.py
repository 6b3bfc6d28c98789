"""Commands of fast reading: the grade grid and key images."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

GRADING_ACTIONS: tuple[Action, ...] = (
    in_read(Group.MARKS, "grid.open", "Grade grid", "G", words="levels table normal Pfirrmann Modic Schizas reading"),
    in_read(Group.MARKS, "key-image.capture", "Keep this picture as a key image", "K", words="capture bookmark report"),
)
"""In menu order."""
