"""Commands that cut a volume: planes, slabs, reformats."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

CUTTING_ACTIONS: tuple[Action, ...] = (
    in_read(Group.CUTTING, "plane.acquired", "Plane: as acquired", "Alt+1", words="MPR"),
    in_read(Group.CUTTING, "plane.axial", "Plane: axial", "Alt+2", words="MPR"),
    in_read(Group.CUTTING, "plane.sagittal", "Plane: sagittal", "Alt+3", words="MPR"),
    in_read(Group.CUTTING, "plane.coronal", "Plane: coronal", "Alt+4", words="MPR"),
    in_read(Group.CUTTING, "series.resample", "Resample to a straight volume", words="gantry tilt"),
)
"""In menu order."""
