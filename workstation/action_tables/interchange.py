"""Commands of marks that come from and go to other programs."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, Needs, in_read

INTERCHANGE_ACTIONS: tuple[Action, ...] = (
    in_read(
        Group.MARKS, "marks.others", "Marks of others", words="SR report presentation GSPS annotations adopt import"
    ),
    in_read(Group.MARKS, "marks.others-hide", "Hide marks of others", words="SR GSPS annotations"),
    in_read(
        Group.MARKS, "marks.import", "Read marks from a file", needs=Needs.CASE, words="import JSON annotations load"
    ),
    in_read(
        Group.MARKS, "marks.export", "Write marks to a file", needs=Needs.CASE, words="export JSON annotations save"
    ),
)
"""In menu order."""
