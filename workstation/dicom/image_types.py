"""What Image Type (0008,0008) and Frame Type (0008,9007) say an image shows, as words a reader knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_WORDS: Mapping[str, str] = {
    "IN_PHASE": "in phase",
    "INPHASE": "in phase",
    "OUT_PHASE": "out of phase",
    "OUTPHASE": "out of phase",
    "OPP_PHASE": "out of phase",
    "OPPOSED_PHASE": "out of phase",
    "OUT_OF_PHASE": "out of phase",
    "WATER": "water",
    "FAT": "fat",
    "PHASE": "phase",
    "PHASE_MAP": "phase",
    "VELOCITY": "velocity",
    "VELOCITY_MAP": "velocity",
    "REAL": "real part",
    "IMAGINARY": "imaginary part",
    "MPR": "reformat",
    "CPR": "reformat",
    "REFORMATTED": "reformat",
    "MIP": "projection",
    "MAX_IP": "projection",
    "MIN_IP": "projection",
    "PROJECTION_IMAGE": "projection",
    "ADC": "ADC",
    "DIFFUSION_MAP": "diffusion map",
    "FA": "FA",
    "TRACEW": "trace",
    "SUBTRACTION": "subtraction",
    "MODULUS_SUBTRACT": "subtraction",
    "PHASE_SUBTRACT": "phase subtraction",
    "T1_MAP": "T1 map",
    "T2_MAP": "T2 map",
    "DENSITY_MAP": "density map",
    "MAXIMUM": "maximum",
    "MINIMUM": "minimum",
    "MEAN": "mean",
}
"""PS3.3 C.8.3.1.1.1, C.8.16.1 (values 3 and 4) and the words of manufacturers; what stands for nothing is left out."""

_MR_LETTERS: Mapping[str, str] = {
    "IP": "in phase",
    "OP": "out of phase",
    "W": "water",
    "F": "fat",
    "P": "phase",
    "R": "real part",
    "I": "imaginary part",
}
"""One-letter values that MR scanners write; they mean something else on other modalities. M, magnitude, is the usual
image and no role."""

_SEPARATORS = re.compile(r"[\s_-]+")
_LOCALIZER = "LOCALIZER"
_DERIVED = ("DERIVED", "SECONDARY")


@lru_cache(maxsize=256)
def roles_of(image_type: str, modality: str) -> tuple[str, ...]:
    """What tells an image from others of its series, for one backslash-separated image type; sorted, often empty.

    Lossy compression turns ORIGINAL into DERIVED and scanners add their own terms: neither is a role. An image that is
    DERIVED and SECONDARY was computed after the examination and is never one of its slices (PS3.3 C.7.6.1.1.2).
    """
    values = image_type.upper().split("\\")
    letters = _MR_LETTERS if modality == "MR" else {}
    found = {letters.get(value) or _WORDS.get(_SEPARATORS.sub("_", value.strip()), "") for value in values}
    if not found - {""} and tuple(values[:2]) == _DERIVED:
        found = {"derived"}
    return tuple(sorted(found - {""}))


def is_localizer(image_type: str) -> bool:
    """Whether the image is a scout view."""
    return _LOCALIZER in image_type.upper().split("\\")
