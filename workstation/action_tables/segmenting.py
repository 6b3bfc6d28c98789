"""Commands that label voxels of a volume."""

from __future__ import annotations

from workstation.action_tables.action import Action, Group, in_read

_G = Group.SEGMENTS
SEGMENTING_ACTIONS: tuple[Action, ...] = (
    in_read(_G, "segment.open", "Segmentation: open or close", "Ctrl+Alt+S", words="labels paint volume mL"),
    in_read(_G, "segment.brush", "Segmentation: brush", "Ctrl+Alt+P", words="paint labels"),
    in_read(_G, "segment.erase", "Segmentation: eraser", "Ctrl+Alt+R", words="labels rubber"),
    in_read(_G, "segment.threshold", "Segmentation: brush within a range of values", "Ctrl+Alt+T", words="HU labels"),
    in_read(_G, "segment.grow", "Segmentation: grow from a seed", "Ctrl+Alt+G", words="region growing labels"),
    in_read(_G, "segment.larger", "Segmentation: larger brush", "Ctrl+]", words="size"),
    in_read(_G, "segment.smaller", "Segmentation: smaller brush", "Ctrl+[", words="size"),
    in_read(_G, "segment.shape", "Segmentation: ball or disc", "Ctrl+Alt+D", words="sphere brush shape"),
    in_read(_G, "segment.fill", "Segmentation: fill between slices", "Ctrl+Alt+F", words="interpolate labels"),
    in_read(_G, "segment.largest", "Segmentation: keep the largest island", "Ctrl+Alt+L", words="components"),
    in_read(_G, "segment.small", "Segmentation: remove small islands", "Ctrl+Alt+K", words="components specks"),
    in_read(_G, "segment.island", "Segmentation: keep the island at the crosshair", "Ctrl+Alt+I", words="components"),
)
"""In menu order."""
