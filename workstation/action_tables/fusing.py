"""Commands of registration and fusion."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

FUSING_ACTIONS: tuple[Action, ...] = (
    in_read(
        Group.FUSING,
        "fuse.register",
        "Register another series onto this one",
        "Ctrl+R",
        words="align match co-registration prior CT MR",
    ),
    in_read(Group.FUSING, "fuse.point", "Point of a registration at the crosshair", "Ctrl+M", words="pair landmark"),
    in_read(Group.FUSING, "fuse.run", "Run the registration", "Ctrl+Shift+R", words="align refine"),
    in_read(Group.FUSING, "fuse.accept", "Accept the registration under review", "Ctrl+Return", words="align"),
    in_read(Group.FUSING, "fuse.reject", "Reject the registration under review", words="align again redo"),
    in_read(Group.FUSING, "fuse.remove", "Remove the registration of this series", words="align undo"),
    in_read(Group.FUSING, "fuse.overlay", "Fuse the registered series: on or off", "Ctrl+F", words="overlay blend PET"),
    in_read(Group.FUSING, "fuse.look", "Fusion: fade, checkerboard, difference", "Ctrl+Shift+F", words="overlay"),
    in_read(Group.FUSING, "fuse.color", "Fusion: next colour map", words="overlay colors hot iron grey"),
    in_read(Group.FUSING, "fuse.stronger", "Fusion: more of the other series", "Ctrl+Alt+Up", words="opacity"),
    in_read(Group.FUSING, "fuse.weaker", "Fusion: less of the other series", "Ctrl+Alt+Down", words="opacity"),
)
"""In menu order."""
