"""Commands of fast reading: the grade grid."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

GRADING_ACTIONS: tuple[Action, ...] = (
    in_read(Group.MARKS, "grid.open", "Grade grid", "G", words="levels table normal Pfirrmann Modic Schizas reading"),
)
"""In menu order."""
