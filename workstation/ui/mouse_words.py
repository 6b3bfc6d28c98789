"""What the mouse does, in words, for the preferences and the shortcut sheet. No Qt."""

from __future__ import annotations

from viewers.qt.translated import tr
from viewers.tools.mouse_schemes import Chord, MouseScheme, Turn, Wheel
from viewers.tools.pointer import Button
from viewers.tools.tool_names import ToolName

Row = tuple[str, str]

_TOOL_WORDS = {
    ToolName.WINDOW: "window and level",
    ToolName.PAN: "pan",
    ToolName.ZOOM: "zoom",
    ToolName.SCROLL: "scroll through images",
    ToolName.CROSSHAIR: "crosshair",
}
_WHEEL_WORDS = {Wheel.SCROLL: "scroll through images", Wheel.ZOOM: "zoom"}
_TURN_WORDS = {Turn.ROTATE: "turn", Turn.PAN: "pan", Turn.ZOOM: "zoom"}

TOUCH_ROWS: tuple[Row, ...] = (
    ("One finger", "the tool in the hand"),
    ("Two fingers", "pan and zoom"),
    ("Three fingers", "scroll through images; pan in 3-D"),
    ("Finger held still", "menu"),
    ("Touchpad, two fingers up or down", "scroll through images"),
    ("Touchpad, pinch", "zoom"),
    ("Pen tip, pen button", "as left and right button"),
)

MARKING_ROWS: tuple[Row, ...] = (
    ("Two clicks, or one drag", "a line; an oval or a box"),
    ("Click, click, Enter or double click", "a path or polygon; Backspace takes a point back"),
    ("Hold the button", "moves the point until it is let go, with a magnifier"),
    ("Shift", "level, upright or at 45°; a circle, a square"),
    ("Alt", "does not snap to other marks"),
    ("Drag a handle", "changes the mark; Shift keeps an oval from turning"),
    ("Double click on an edge", "one point more"),
    ("Alt + click on a point", "one point less"),
    ("Arrows, Shift + arrows", "the mark that was clicked goes 1 or 10 pixels on; Esc lets it go"),
    ("Double click on a tool", "the tool stays in the hand"),
)


def marking_rows() -> tuple[Row, ...]:
    """What the mouse and some keys do while marking."""
    return tuple((tr(name), tr(words)) for name, words in MARKING_ROWS)


def touch_rows() -> tuple[Row, ...]:
    """What fingers and the pen do."""
    return tuple((tr(name), tr(words)) for name, words in TOUCH_ROWS)


def mouse_rows(scheme: MouseScheme) -> tuple[Row, ...]:
    """What each button and the wheel do over a 2-D image."""
    left = tr("the tool in the hand; at start {value}", value=tr(_TOOL_WORDS[scheme.start_tool]))
    others = [(_capital(chord), tr(_TOOL_WORDS[tool])) for chord, tool in scheme.drags.items()]
    wheel = tr(_WHEEL_WORDS[scheme.wheel]) + (tr(", round the end") if scheme.does_wheel_loop else "")
    return (
        (tr("Left drag"), left),
        *others,
        (tr("Right click"), tr("menu")),
        (tr("Wheel"), wheel),
        (tr("Ctrl + wheel"), tr(_WHEEL_WORDS[scheme.control_wheel])),
        (tr("Shift + move"), tr("show the point in every viewport")),
        (tr("Double click"), tr("one viewport large, and back")),
    )


def turning_rows(scheme: MouseScheme) -> tuple[Row, ...]:
    """What each button does over a 3-D viewport."""
    drags = [(_capital(Chord(button)), tr(_TURN_WORDS[turn])) for button, turn in scheme.turns.items()]
    return (
        *drags,
        (tr("Wheel"), tr("zoom")),
        (tr("{capitalize} click", capitalize=Button.LEFT.value.capitalize()), tr("choose what is under it")),
    )


def _capital(chord: Chord) -> str:
    words = chord.words
    return words[0].upper() + words[1:]
