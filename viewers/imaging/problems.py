"""Problems found in image data, as values that are shown at the series (not exceptions)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ProblemCode(StrEnum):
    """cli.md `index --json`: the codes other programs may rely on."""

    MISSING_SLICES = "missing-slices"
    IRREGULAR_SPACING = "irregular-spacing"
    GANTRY_TILT = "gantry-tilt"
    DUPLICATE_POSITION = "duplicate-position"
    MIXED_ORIENTATION = "mixed-orientation"
    MIXED_SIZE = "mixed-size"
    NO_GEOMETRY = "no-geometry"
    TRUNCATED_PIXEL_DATA = "truncated-pixel-data"
    UNSUPPORTED_TRANSFER_SYNTAX = "unsupported-transfer-syntax"
    INVALID_PIXEL_MODULE = "invalid-pixel-module"
    DECODE_FAILED = "decode-failed"
    MIXED_PATIENT = "mixed-patient"
    CHARACTER_SET = "character-set"
    PRESENTATION = "presentation"


@dataclass(frozen=True)
class Problem:
    """What is wrong, said so that the reader knows what to do; `instances` are SOP Instance UIDs."""

    code: ProblemCode
    message: str
    instances: tuple[str, ...] = ()
