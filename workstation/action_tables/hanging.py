"""Commands of hanging and layout: protocols, stages, panes, windows."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, Needs, Scope, in_read

# A layout may have left the active viewport empty: arranging needs a case, not an image.
HANGING_ACTIONS: tuple[Action, ...] = (
    in_read(Group.HANGING, "viewport.next", "Next viewport", "Right", words="pane"),
    in_read(Group.HANGING, "viewport.previous", "Previous viewport", "Left", words="pane"),
    in_read(Group.HANGING, "layout.1x1", "Layout: one viewport", "Shift+F1", needs=Needs.CASE, words="pane"),
    in_read(Group.HANGING, "layout.1x2", "Layout: two side by side", "Shift+F2", needs=Needs.CASE, words="pane"),
    in_read(Group.HANGING, "layout.2x2", "Layout: four viewports", "Shift+F3", needs=Needs.CASE, words="pane"),
    in_read(
        Group.HANGING, "layout.2x2-3d", "Layout: three viewports and 3-D", "Shift+F4", needs=Needs.CASE, words="pane"
    ),
    in_read(
        Group.HANGING, "layout.mpr", "Layout: three planes and 3-D", "Shift+F5", needs=Needs.CASE, words="pane MPR"
    ),
    in_read(
        Group.HANGING, "layout.left-2", "Layout: one large at the left, two beside it", needs=Needs.CASE, words="pane"
    ),
    in_read(
        Group.HANGING,
        "layout.right-2",
        "Layout: two at the left, one large beside them",
        needs=Needs.CASE,
        words="pane",
    ),
    in_read(Group.HANGING, "layout.top-2", "Layout: one large above, two below", needs=Needs.CASE, words="pane"),
    in_read(Group.HANGING, "layout.bottom-2", "Layout: two above, one large below", needs=Needs.CASE, words="pane"),
    in_read(
        Group.HANGING, "layout.left-3", "Layout: one large at the left, three beside it", needs=Needs.CASE, words="pane"
    ),
    in_read(
        Group.HANGING, "layout.choose", "Choose a layout…", "Ctrl+G", needs=Needs.CASE, words="grid picker rows columns"
    ),
    in_read(Group.HANGING, "layout.even", "Make all viewports equal", needs=Needs.CASE, words="splitter reset"),
    in_read(
        Group.HANGING, "layout.wider", "Make the viewport wider", "Ctrl+Shift+Right", needs=Needs.CASE, words="splitter"
    ),
    in_read(
        Group.HANGING,
        "layout.narrower",
        "Make the viewport narrower",
        "Ctrl+Shift+Left",
        needs=Needs.CASE,
        words="splitter",
    ),
    in_read(
        Group.HANGING,
        "layout.taller",
        "Make the viewport taller",
        "Ctrl+Shift+Down",
        needs=Needs.CASE,
        words="splitter",
    ),
    in_read(
        Group.HANGING, "layout.lower", "Make the viewport lower", "Ctrl+Shift+Up", needs=Needs.CASE, words="splitter"
    ),
    in_read(Group.HANGING, "hanging.choose", "Hanging protocol…", "Ctrl+P", needs=Needs.CASE, words="layout protocol"),
    in_read(Group.HANGING, "hanging.next", "Next stage of the hanging protocol", ".", needs=Needs.CASE, words="layout"),
    in_read(
        Group.HANGING,
        "hanging.previous",
        "Previous stage of the hanging protocol",
        ",",
        needs=Needs.CASE,
        words="layout",
    ),
    in_read(
        Group.HANGING,
        "hanging.again",
        "Hang again, as the protocol says",
        "Ctrl+Shift+P",
        needs=Needs.CASE,
        words="reset",
    ),
    in_read(Group.HANGING, "hanging.keep-layout", "Keep this layout for the stage", needs=Needs.CASE, words="remember"),
    in_read(Group.HANGING, "hanging.edit", "Edit hanging protocols…", needs=Needs.NOTHING, words="protocol rules"),
    in_read(
        Group.HANGING,
        "compare.prior",
        "Compare with prior",
        "Shift+P",
        needs=Needs.CASE,
        words="earlier study side by side",
    ),
    Action(
        "window.second",
        "Second window",
        ("Shift+F11",),
        Scope.READ,
        Needs.CASE,
        Group.HANGING,
        "monitor screen display",
    ),
)
"""In menu order."""
