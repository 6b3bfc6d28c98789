"""Commands about what measurements rest on."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

MEASURING_ACTIONS: tuple[Action, ...] = (
    in_read(
        Group.MARKS, "image.calibrate", "Calibrate by known length…", words="radiograph pixel spacing ruler coin marker"
    ),
    in_read(Group.MARKS, "image.uncalibrate", "Remove calibration by known length", words="radiograph pixel spacing"),
)
"""In menu order."""
