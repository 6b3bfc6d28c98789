"""Commands of the 3-D view. Their keys are heard while a 3-D viewport is the active one."""

from __future__ import annotations

from workstation.action_tables.action import Action, in_3d

TURNING_ACTIONS: tuple[Action, ...] = (
    in_3d("volume.view-a", "3-D: from anterior", "A", words="standard view front"),
    in_3d("volume.view-p", "3-D: from posterior", "P", words="standard view back"),
    in_3d("volume.view-l", "3-D: from left", "L", words="standard view side"),
    in_3d("volume.view-r", "3-D: from right", "R", words="standard view side"),
    in_3d("volume.view-s", "3-D: from superior", "S", words="standard view above head"),
    in_3d("volume.view-i", "3-D: from inferior", "I", words="standard view below feet"),
    in_3d("volume.turn-left", "3-D: turn left", "Shift+Left", words="rotate"),
    in_3d("volume.turn-right", "3-D: turn right", "Shift+Right", words="rotate"),
    in_3d("volume.turn-up", "3-D: turn up", "Shift+Up", words="rotate"),
    in_3d("volume.turn-down", "3-D: turn down", "Shift+Down", words="rotate"),
    in_3d("volume.zoom-in", "3-D: zoom in", "+"),
    in_3d("volume.zoom-out", "3-D: zoom out", "-"),
    in_3d("volume.preset-next", "3-D: next preset", "V", words="bone muscle MIP x-ray look"),
    in_3d("volume.preset-previous", "3-D: previous preset", "Shift+V", words="bone muscle MIP x-ray look"),
    in_3d("volume.shift-up", "3-D: ramp to higher values", "Alt+Up", words="shift opacity window threshold"),
    in_3d("volume.shift-down", "3-D: ramp to lower values", "Alt+Down", words="shift opacity window threshold"),
    in_3d("volume.wider", "3-D: wider ramp", "Alt+Right", words="width opacity window"),
    in_3d("volume.narrower", "3-D: narrower ramp", "Alt+Left", words="width opacity window"),
    in_3d("volume.shading", "3-D: shading on or off", "H", words="light"),
    in_3d("volume.box", "3-D: clip box on or off", "E", words="crop cut"),
    in_3d("volume.box-face", "3-D: next face of the clip box", "F", words="crop cut"),
    in_3d("volume.box-in", "3-D: move the face inward", "]", words="crop cut"),
    in_3d("volume.box-out", "3-D: move the face outward", "[", words="crop cut"),
    in_3d("volume.plane", "3-D: cut along the next plane on screen", "C", words="MPR clip"),
    in_3d("volume.plane-side", "3-D: keep the other side of the plane", "Shift+C", words="MPR clip flip"),
    in_3d("volume.bone", "3-D: bone only, largest piece", "B", words="threshold connected segment"),
    in_3d("volume.piece", "3-D: bone only, the piece clicked", "N", words="threshold connected segment"),
    in_3d("volume.scalpel", "3-D: scalpel", "X", words="lasso cut remove table arm"),
    in_3d("volume.undo-cut", "3-D: undo the cut", "U", words="scalpel"),
    in_3d("volume.redo-cut", "3-D: redo the cut", "Shift+U", words="scalpel"),
    in_3d("volume.uncut", "3-D: show everything again", "Shift+X", words="reset cuts"),
    in_3d("volume.retry", "3-D: try again after a failure", words="driver OpenGL"),
)
"""In menu order."""
