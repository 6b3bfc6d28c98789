"""What worsens and eases pain, as offered in the complaint form (domain.md 1.3); own words are always possible."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS = (
    "sitting",
    "standing",
    "walking",
    "bending forward",
    "bending backward",
    "rotation",
    "sit to stand",
    "cough or strain",
    "lying",
    "night",
    "heat",
    "cold",
    "rest",
    "medication",
    "leaning on a cart",
)
PROVOKING_FACTORS: Mapping[str, str] = {words: words for words in _WORDS}
"""Value and words of each factor; the words themselves are stored, as are the patient's own."""
