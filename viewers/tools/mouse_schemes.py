"""Mouse schemes as data: what each button and the wheel do, for hands that learned another viewer (viewing.md 4.1).

A scheme only names tools. What a tool does is in the one table of `transitions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from viewers.tools.pointer import Button
from viewers.tools.tool_names import MARK_TOOLS, PATH_TOOLS, STROKE_TOOLS, ToolName


class Wheel(StrEnum):
    """What a turn of the wheel does."""

    SCROLL = "scroll"
    ZOOM = "zoom"


class Turn(StrEnum):
    """What dragging does in a 3-D viewport."""

    ROTATE = "rotate"
    PAN = "pan"
    ZOOM = "zoom"
    RAMP = "ramp"
    """Opacity ramp: shift and width. Held with Ctrl under the button that rotates."""


@dataclass(frozen=True)
class Chord:
    """A button with the modifier keys held."""

    button: Button
    shift: bool = False
    control: bool = False

    @property
    def words(self) -> str:
        """`Ctrl + middle drag`."""
        keys = [name for name, held in (("Shift", self.shift), ("Ctrl", self.control)) if held]
        return " + ".join([*keys, f"{self.button.value} drag"])


_THREE_BUTTONS_3D: Mapping[Button, Turn] = MappingProxyType(
    {Button.LEFT: Turn.ROTATE, Button.MIDDLE: Turn.PAN, Button.RIGHT: Turn.ZOOM}
)
"""OHIF and Slicer: trackball left, pan middle, zoom right."""


@dataclass(frozen=True)
class MouseScheme:
    """Which tool each chord holds besides the left button, whose tool is the one in the hand.

    `start_tool` is in the hand when images open. The right button opens the menu when it is let go where it was
    pressed, whatever it drags. `does_wheel_loop`: after the last image comes the first.
    """

    scheme_id: str
    title: str
    source: str
    start_tool: ToolName
    drags: Mapping[Chord, ToolName]
    wheel: Wheel = Wheel.SCROLL
    control_wheel: Wheel = Wheel.ZOOM
    does_wheel_loop: bool = False
    turns: Mapping[Button, Turn] = field(default_factory=lambda: _THREE_BUTTONS_3D)

    def __post_init__(self) -> None:
        if not (MARK_TOOLS.keys() | PATH_TOOLS.keys() | STROKE_TOOLS).isdisjoint(self.drags.values()):
            raise ValueError(f"{self.scheme_id}: a mark tool is taken into the hand, never held by a button")

    def tool_of(self, chord: Chord) -> ToolName | None:
        """The tool a chord drags; with modifiers that mean nothing here, that of the bare button."""
        return self.drags.get(chord, self.drags.get(Chord(chord.button)))

    def is_own(self, chord: Chord) -> bool:
        """Whether the scheme names this very chord."""
        return chord in self.drags


_MIDDLE, _RIGHT = Chord(Button.MIDDLE), Chord(Button.RIGHT)

OHIF = MouseScheme(
    "ohif",
    "Left windows, middle pans, right zooms",
    "OHIF",
    ToolName.WINDOW,
    MappingProxyType({_MIDDLE: ToolName.PAN, _RIGHT: ToolName.ZOOM}),
)
IHE_BIR = MouseScheme(
    "ihe-bir",
    "Left scrolls, middle pans, right zooms",
    "IHE Basic Image Review",
    ToolName.SCROLL,
    MappingProxyType({_MIDDLE: ToolName.PAN, _RIGHT: ToolName.ZOOM, Chord(Button.LEFT, control=True): ToolName.WINDOW}),
)
"""The profile asks that the scrolling tool is active at start; Ctrl keeps the window at the same button."""
HOROS = MouseScheme(
    "horos",
    "Left windows, right zooms, the wheel goes round",
    "Horos",
    ToolName.WINDOW,
    MappingProxyType({_RIGHT: ToolName.ZOOM, Chord(Button.LEFT, control=True): ToolName.PAN}),
    does_wheel_loop=True,
)
"""Horos: no middle button, Command-drag pans (Ctrl here), and scrolling goes round at the end of a series."""

MOUSE_SCHEMES: Mapping[str, MouseScheme] = MappingProxyType({one.scheme_id: one for one in (OHIF, IHE_BIR, HOROS)})
"""By id, the default first."""
DEFAULT_SCHEME = OHIF
