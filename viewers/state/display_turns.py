"""Flips and quarter turns of a picture on the screen, as its two axes. Only the layout of a frame applies them.

A picture is mirrored left to right first and turned clockwise then, so that a vertical flip is a flip and two turns.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from annotations.geometry import FloatArray, Plane, as_point
from viewers.state.viewport_state import ViewportState

Letters = tuple[str, str, str, str]

_MIRROR = np.array([[-1.0, 0.0], [0.0, 1.0]])
_CLOCKWISE = np.array([[0.0, -1.0], [1.0, 0.0]])
"""Of (right, down) on screen: what pointed right points down."""
_LETTER_OF_AXIS = {(-1, 0): 0, (1, 0): 1, (0, -1): 2, (0, 1): 3}
"""Which of the letters (left, right, top, bottom) lies in a direction (right, down) of the picture before."""


def screen_axes(state: ViewportState) -> FloatArray:
    """(2, 2): the rows are screen right and screen down, in (right, down) of the picture before flip and turns.

    The same matrix takes an offset of the picture before to an offset on screen.
    """
    axes = _MIRROR if state.flip_horizontal else np.eye(2)
    return np.asarray(np.linalg.matrix_power(_CLOCKWISE, state.quarter_turns) @ axes)


def turned_plane(plane: Plane, state: ViewportState) -> Plane:
    """The same cut with the directions that are right and down on the screen; a flip turns its normal over."""
    right, down = screen_axes(state) @ np.array([plane.row_direction, plane.column_direction])
    return Plane(plane.origin_lps_mm, as_point(right), as_point(down))


def turned_letters(letters: Letters, state: ViewportState) -> Letters:
    """Edge letters (left, right, top, bottom) after flip and turns."""
    right, down = (tuple(round(part) for part in axis) for axis in screen_axes(state))
    left, top = ((-right[0], -right[1]), (-down[0], -down[1]))
    first, second, third, fourth = (letters[_LETTER_OF_AXIS[(x, y)]] for x, y in (left, right, top, down))
    return first, second, third, fourth


def flipped_left_right(state: ViewportState) -> ViewportState:
    """The picture on screen mirrored left to right, whatever its turns; its middle stays where it is shown."""
    pan_x, pan_y = state.pan_px
    turns = -state.quarter_turns % 4
    return replace(state, flip_horizontal=not state.flip_horizontal, quarter_turns=turns, pan_px=(-pan_x, pan_y))


def flipped_top_bottom(state: ViewportState) -> ViewportState:
    """The picture on screen mirrored top to bottom."""
    return rotated(flipped_left_right(state), 2)


def rotated(state: ViewportState, quarters: int) -> ViewportState:
    """The picture on screen turned clockwise by quarters about the middle of the screen (negative = back)."""
    turn = np.linalg.matrix_power(_CLOCKWISE, quarters % 4)
    pan_x, pan_y = turn @ np.asarray(state.pan_px)
    turns = (state.quarter_turns + quarters) % 4
    return replace(state, quarter_turns=turns, pan_px=(float(pan_x) + 0.0, float(pan_y) + 0.0))


def turn_words(flip_horizontal: bool, quarter_turns: int, *, by: str = "user") -> str:
    """What was done to the sides of a picture and by whom (`flipped by user`), empty for the picture as it is."""
    degrees = 90 * quarter_turns
    if not flip_horizontal:
        return f"rotated {degrees}° by {by}" if degrees else ""
    if degrees == 180:
        return f"flipped vertically by {by}"
    return f"flipped and rotated {degrees}° by {by}" if degrees else f"flipped by {by}"
