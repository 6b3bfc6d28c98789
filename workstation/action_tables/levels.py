"""Commands of the level ledger: labelling a spine, saying how it was counted, giving levels other names."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

LEVEL_ACTIONS: tuple[Action, ...] = (
    in_read(Group.MARKS, "levels.label", "Label the spine by clicking", "Shift+L", words="level vertebra disc number"),
    in_read(
        Group.MARKS, "levels.numbering", "Numbering of the levels", words="counted C2 rib L6 transitional Castellvi"
    ),
    in_read(Group.MARKS, "levels.renumber", "Renumber the levels", words="shift one up down wrong level"),
    in_read(Group.MARKS, "levels.propose", "Propose the levels from here", words="evidence automatic spine"),
    in_read(Group.MARKS, "levels.accept", "Accept all proposed levels", words="yes evidence automatic"),
)
"""In menu order."""
