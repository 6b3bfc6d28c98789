"""T1, T2, STIR or proton density: what an MR stack shows, by its name or by how it was acquired, else unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from workstation.dicom.records import Technique

SHORT_TR_MS = 1000.0
"""Spin echo with a shorter repetition time is T1-weighted (usual T1 of the spine: 400 to 800 ms)."""
LONG_TR_MS = 1800.0
"""Spin echo with a longer repetition time has lost its T1 weighting (usual T2 of the spine: 2500 to 5000 ms)."""
SHORT_TE_MS = 35.0
"""T1 and proton density have shorter echo times (usual: 8 to 25 ms)."""
LONG_TE_MS = 60.0
"""T2 has longer ones (usual: 80 to 120 ms). Between the two nothing is said."""
STIR_TI_MS = (80.0, 250.0)
"""Inversion times that null fat: about 110 ms at 0.3 T, 150 at 1.5 T, 220 at 3 T."""


class Weighting(StrEnum):
    """What an MR image is weighted by."""

    T1 = "T1"
    T2 = "T2"
    T2_STAR = "T2*"
    STIR = "STIR"
    PD = "PD"
    FLAIR = "FLAIR"


@dataclass(frozen=True)
class WeightingRead:
    """A weighting and what it was read from: `description` or `technique`."""

    weighting: Weighting
    source: str


_START = r"(?:^|[^A-Za-z0-9])(?:SAG|AX|TRA|COR|[SEP])?"
"""Where a name may begin: `sT2W_TSE` and `sagT1` are usual, `FAST2` is no T2."""
_NAMES: tuple[tuple[re.Pattern[str], Weighting], ...] = tuple(
    (re.compile(pattern), weighting)
    for pattern, weighting in (
        (r"STIR|TIRM|SHORT.?TI(?![A-Z])", Weighting.STIR),
        (_START + r"T2W? ?_?(?:\*|-?STAR)", Weighting.T2_STAR),
        (_START + r"T1(?!\d)", Weighting.T1),
        (_START + r"T2(?!\d)", Weighting.T2),
        (r"(?:^|[^A-Z0-9])(?:PD|DP|PROTON)(?:[^A-Z0-9]|W|FS|$)", Weighting.PD),
        (r"FLAIR", Weighting.FLAIR),
    )
)
_BOTH = frozenset({Weighting.T1, Weighting.T2})
_PD_AND_T2 = frozenset({Weighting.PD, Weighting.T2})


def weighting_of(description: str, technique: Technique) -> WeightingRead | None:
    """The weighting by the series' own name, else by a spin echo's times; None where neither says it plainly."""
    named = named_weighting(description)
    if named is not None:
        return WeightingRead(named, "description")
    if _names(description):
        return None
    acquired = acquired_weighting(technique)
    return None if acquired is None else WeightingRead(acquired, "technique")


def named_weighting(description: str) -> Weighting | None:
    """The weighting a name states. A name with T1 and T2 in it (a map, a fusion), or PD and T2, states none."""
    found = _names(description)
    if not found or set(found) >= _BOTH or set(found) >= _PD_AND_T2:
        return None
    return found[0]


def _names(description: str) -> tuple[Weighting, ...]:
    upper = description.upper()
    found = tuple(weighting for pattern, weighting in _NAMES if pattern.search(upper))
    return tuple(w for w in found if w is not Weighting.T2) if Weighting.T2_STAR in found else found


def acquired_weighting(technique: Technique) -> Weighting | None:
    """The weighting of a spin echo by its times. A gradient echo depends on its flip angle: nothing is said."""
    sequence, te, tr = technique.scanning_sequence, technique.echo_time_ms, technique.repetition_time_ms
    ti = technique.inversion_time_ms
    if "GR" in sequence or "EP" in sequence or not {"SE", "IR"} & set(sequence):
        return None
    if "IR" in sequence:
        return Weighting.STIR if ti is not None and STIR_TI_MS[0] <= ti <= STIR_TI_MS[1] else None
    if te is None or tr is None:
        return None
    if tr <= SHORT_TR_MS:
        return Weighting.T1 if te <= SHORT_TE_MS else None
    if tr < LONG_TR_MS:
        return None
    if te >= LONG_TE_MS:
        return Weighting.T2
    return Weighting.PD if te <= SHORT_TE_MS else None
