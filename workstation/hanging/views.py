"""How a radiograph was taken: frontal, lateral, oblique, in flexion or extension, from View Position and its name."""

from __future__ import annotations

import re
from enum import StrEnum


class View(StrEnum):
    """The views a rule can name. PA is kept apart from AP: the two are magnified differently."""

    AP = "AP"
    PA = "PA"
    LATERAL = "lateral"
    OBLIQUE = "oblique"
    FLEXION = "flexion"
    EXTENSION = "extension"
    NEUTRAL = "neutral"
    AXIAL = "axial"


_POSITIONS: dict[str, View] = {
    "AP": View.AP,
    "PA": View.PA,
    **dict.fromkeys(("LL", "RL", "LAT", "LATERAL", "LLD", "RLD"), View.LATERAL),
    **dict.fromkeys(("RAO", "LAO", "RPO", "LPO", "OBL", "OBLIQUE"), View.OBLIQUE),
    **dict.fromkeys(("AX", "AXIAL", "TAN"), View.AXIAL),
}
"""View Position (0018,5101) as written by scanners (PS3.3 C.8.7.1.1.1, C.8.11.5)."""
_NAMES: tuple[tuple[re.Pattern[str], View], ...] = tuple(
    (re.compile(pattern), view)
    for pattern, view in (
        (r"\bA\.?P\.?\b", View.AP),
        (r"\bP\.?A\.?\b", View.PA),
        (r"\bLAT(?:ERAL)?\b|SEITL", View.LATERAL),
        (r"\bOBL", View.OBLIQUE),
        (r"\bAXIAL|SKYLINE|SUNRISE|AXILL", View.AXIAL),
    )
)
_MOTIONS: tuple[tuple[re.Pattern[str], View], ...] = (
    (re.compile(r"FLEX(?:ION)?\b|\bINKL"), View.FLEXION),
    (re.compile(r"EXT(?:ENSION|N)?\b|\bREKL"), View.EXTENSION),
    (re.compile(r"NEUTRAL"), View.NEUTRAL),
)
"""A name with two of these is that of the examination, not of one image."""


_FRONTAL = frozenset({View.AP, View.PA})


def views_of(view_position: str, description: str) -> frozenset[View]:
    """The view by View Position, else by the series' name; flexion and extension, which only a name says, beside it."""
    upper = description.upper()
    motions = {view for pattern, view in _MOTIONS if pattern.search(upper)}
    motions = motions if len(motions) == 1 else set()
    position = _POSITIONS.get(view_position.strip().upper())
    named = {view for pattern, view in _NAMES if pattern.search(upper)}
    if View.OBLIQUE in named and position is not None:
        return frozenset(motions | {View.OBLIQUE})  # View Position says from where, the name that it is turned
    if position is not None and named and position not in named and not (named | {position}) <= _FRONTAL:
        return frozenset(motions)  # header and name contradict each other: neither is believed
    if position is not None:
        return frozenset(motions | {position})
    # Flexion and extension of a spine are taken from the side, but a name that does not say so is not made to.
    return frozenset(motions | (named if len(named) == 1 else set()))
