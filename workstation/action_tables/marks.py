"""Commands about marks that are placed: hide, lock, colour, rename, list."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, Needs, in_read

EDIT_MARK_ACTIONS: tuple[Action, ...] = (
    in_read(Group.MARKS, "marks.list", "List of marks", "Ctrl+J", needs=Needs.CASE, words="measurements table jump"),
    in_read(
        Group.MARKS, "marks.hide", "Hide or show the mark", "Shift+H", needs=Needs.SELECTION, words="visible invisible"
    ),
    in_read(Group.MARKS, "marks.show-all", "Show all hidden marks", "Ctrl+Shift+H", needs=Needs.CASE, words="visible"),
    in_read(Group.MARKS, "marks.lock", "Lock or unlock the mark", "Ctrl+Shift+K", needs=Needs.SELECTION, words="fix"),
    in_read(Group.MARKS, "marks.color", "Colour of the mark…", needs=Needs.SELECTION, words="color tone"),
    in_read(Group.MARKS, "marks.rename", "Rename the mark…", "Ctrl+E", needs=Needs.SELECTION, words="label name"),
    in_read(
        Group.MARKS, "marks.place", "Level and side of the mark…", needs=Needs.SELECTION, words="override laterality"
    ),
    in_read(
        Group.MARKS, "marks.label-back", "Put the label of the mark back", needs=Needs.SELECTION, words="move position"
    ),
    in_read(
        Group.MARKS,
        "marks.mirror",
        "Mirror image of the mark",
        needs=Needs.SELECTION,
        words="other side ghost approach caliper",
    ),
    in_read(Group.MARKS, "marks.copy", "Copy marks as text", needs=Needs.SELECTION, words="clipboard table values"),
)
"""In menu order."""
