"""Commands that cut a volume: planes, slabs, reformats."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

CUTTING_ACTIONS: tuple[Action, ...] = (
    in_read(Group.CUTTING, "plane.acquired", "Plane: as acquired", "Alt+1", words="MPR"),
    in_read(Group.CUTTING, "plane.axial", "Plane: axial", "Alt+2", words="MPR"),
    in_read(Group.CUTTING, "plane.sagittal", "Plane: sagittal", "Alt+3", words="MPR"),
    in_read(Group.CUTTING, "plane.coronal", "Plane: coronal", "Alt+4", words="MPR"),
    in_read(Group.CUTTING, "cut.turn-left", "Turn the cross-lines by 1° to the left", "Alt+Left", words="oblique MPR"),
    in_read(Group.CUTTING, "cut.turn-right", "Turn the cross-lines by 1° to the right", "Alt+Right", words="oblique"),
    in_read(Group.CUTTING, "cut.tilt-up", "Tilt the plane by 1°, top away", "Alt+Up", words="oblique"),
    in_read(Group.CUTTING, "cut.tilt-down", "Tilt the plane by 1°, top nearer", "Alt+Down", words="oblique"),
    in_read(Group.CUTTING, "cut.swing-left", "Swing the plane by 1°, left side away", "Alt+Shift+Left"),
    in_read(Group.CUTTING, "cut.swing-right", "Swing the plane by 1°, right side away", "Alt+Shift+Right"),
    in_read(Group.CUTTING, "cut.lock", "Planes turn together or one by one", "Alt+U", words="unlock oblique MPR"),
    in_read(Group.CUTTING, "cut.straighten", "Back to the patient's planes", "Alt+0", words="reset oblique MPR"),
    in_read(Group.CUTTING, "slab.thicker", "Slab: thicker", "Alt++", "Alt+=", words="MIP thick"),
    in_read(Group.CUTTING, "slab.thinner", "Slab: thinner", "Alt+-", words="MIP thick"),
    in_read(Group.CUTTING, "slab.mode", "Slab: maximum, minimum or mean", "Alt+M", words="MIP MinIP average"),
    in_read(Group.CUTTING, "slab.off", "Slab: none, a thin cut", "Alt+N", words="MIP thick"),
    in_read(Group.CUTTING, "disc.align", "Align to disc: two clicks along it", "Alt+D", words="endplate oblique axial"),
    in_read(Group.CUTTING, "disc.here", "Align to the labelled disc at the cursor", "Alt+Shift+D", words="endplate"),
    in_read(Group.CUTTING, "disc.next", "Align to the next disc below", "Alt+PgDown", words="endplate axial"),
    in_read(Group.CUTTING, "disc.previous", "Align to the next disc above", "Alt+PgUp", words="endplate axial"),
    in_read(Group.CUTTING, "curve.levels", "Curved reformat along the labelled spine", "Alt+R", words="straightened"),
    in_read(Group.CUTTING, "curve.draw", "Curved reformat along a drawn line", "Alt+Shift+R", words="straightened"),
    in_read(Group.CUTTING, "curve.turn", "Curved reformat: sagittal or coronal", "Alt+T", words="straightened turn"),
    in_read(Group.CUTTING, "curve.leave", "Leave the curved reformat", "Alt+X", words="straightened CPR"),
    in_read(Group.CUTTING, "series.resample", "Resample to a straight volume", words="gantry tilt"),
)
"""In menu order."""
