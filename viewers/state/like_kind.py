"""Which series may share one window: those whose grey values mean the same."""

from __future__ import annotations

import re

from viewers.imaging.images import Pixels, ProjectionImage

WEIGHTINGS = ("STIR", "TIRM", "FLAIR", "DWI", "ADC", "T2*", "T2", "T1", "PD")
"""Words of a Series Description that say what makes tissue bright; the first found counts ("T2 STIR" is a STIR)."""
FAT_SUPPRESSION = re.compile(r"\b(FS|FATSAT|FAT[ -]SAT|SPAIR|SPIR|WATER|DIXON)\b")
CONTRAST = re.compile(r"(\+ ?C|\bGD\b|\bPOST\b|\bKM\b|CONTRAST)")


def mr_kind(series_description: str) -> str:
    """Weighting with fat suppression and contrast ("T1 fat-suppressed"); empty where the description does not say."""
    text = series_description.upper().replace("_", " ")
    weighting = next((word for word in WEIGHTINGS if re.search(rf"(?<![A-Z0-9]){re.escape(word)}", text)), "")
    if not weighting:
        return ""
    marks = (" fat-suppressed" * bool(FAT_SUPPRESSION.search(text)), " contrast" * bool(CONTRAST.search(text)))
    return weighting + "".join(marks)


def shares_modality(a: Pixels, b: Pixels) -> bool:
    """Whether two series are slices of one modality in one unit; radiographs never share a window."""
    if isinstance(a, ProjectionImage) or isinstance(b, ProjectionImage):
        return False
    modality = a.description.modality
    return bool(modality) and modality == b.description.modality


def is_like_kind(a: Pixels, b: Pixels) -> bool:
    """Whether one window suits both: one modality and, for MR, one study and the same kind of series.

    MR values have no unit: those of another study were scaled by another scan, whatever its weighting.
    """
    if not shares_modality(a, b):
        return False
    if a.series.series_instance_uid == b.series.series_instance_uid or a.description.modality != "MR":
        return True
    kind = mr_kind(a.description.series_description)
    is_one_study = a.series.study_instance_uid == b.series.study_instance_uid
    return is_one_study and bool(kind) and kind == mr_kind(b.description.series_description)
