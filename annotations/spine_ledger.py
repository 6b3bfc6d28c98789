"""Which vertebra is which on this patient's images: level anchors placed or confirmed by the physician."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.anatomy import Level
from annotations.locations import PatientLocation


@dataclass(frozen=True)
class LevelAnchor:
    """A vertebra or disc (`level`) with its centre (one point) in a Frame of Reference."""

    id: str
    level: Level
    location: PatientLocation
