"""The part of the body images show, from Body Part Examined or, where that is empty, from what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum


class Region(StrEnum):
    """The parts of the body that a rule can name."""

    SPINE = "spine"
    CERVICAL = "cervical spine"
    THORACIC = "thoracic spine"
    LUMBAR = "lumbar spine"
    SACRUM = "sacrum"
    PELVIS = "pelvis"
    HIP = "hip"
    KNEE = "knee"
    SHOULDER = "shoulder"
    ANKLE = "ankle or foot"
    WRIST = "wrist or hand"
    ELBOW = "elbow"
    HEAD = "head"
    NECK = "neck"
    CHEST = "chest"
    BREAST = "breast"
    ABDOMEN = "abdomen"
    WHOLE_BODY = "whole body"


_SPINES = frozenset({Region.CERVICAL, Region.THORACIC, Region.LUMBAR, Region.SACRUM})

_WORDS: tuple[tuple[re.Pattern[str], Region], ...] = tuple(
    (re.compile(pattern), region)
    for pattern, region in (
        (r"WHOLE.?BODY|TOTAL.?BODY|GANZK", Region.WHOLE_BODY),
        (r"\bC.?T?.?SPINE|\bCSP\b|CERVICAL|\bHWS\b|\bCTSPINE", Region.CERVICAL),
        (r"\bT.?L?.?SPINE|\bTSP\b|THORACIC SP|DORSAL SP|\bBWS\b|\bCTSPINE", Region.THORACIC),
        (r"\bT?L.?S?.?SPINE|\bLSP\b|LUMB|\bLWS\b", Region.LUMBAR),
        (r"\bL?S.?SPINE|SACR|COCCY|\bSI.?JOINT|\bSIJ|ISG", Region.SACRUM),
        (r"SPINE|SPINAL|WIRBELS|COLUMNA|RACHIS", Region.SPINE),
        (r"PELVI|BECKEN|\bSI.?JOINT|\bSIJ", Region.PELVIS),
        (r"\bHIPS?\b|HÜFT", Region.HIP),
        (r"\bKNEES?\b|\bKNIE", Region.KNEE),
        (r"SHOULDER|SCHULTER|CLAVIC", Region.SHOULDER),
        (r"ANKLE|FOOT|\bFEET|CALCAN", Region.ANKLE),
        (r"WRIST|\bHAND|FINGER", Region.WRIST),
        (r"ELBOW", Region.ELBOW),
        (r"\bHEAD|BRAIN|SKULL|CRANI|SCHÄDEL", Region.HEAD),
        (r"\bNECK\b", Region.NECK),
        (r"CHEST|THORAX|\bLUNG", Region.CHEST),
        (r"BREAST|MAMM", Region.BREAST),
        (r"ABDOM|PANCREAS|LIVER|KIDNEY", Region.ABDOMEN),
    )
)


def regions_in(text: str) -> frozenset[Region]:
    """The parts of the body a text names; a part of the spine is the spine too."""
    upper = text.upper()
    found = {region for pattern, region in _WORDS if pattern.search(upper)}
    return frozenset(found | {Region.SPINE} if found & _SPINES else found)


def regions_of(body_part: str | None, descriptions: Iterable[str]) -> frozenset[Region]:
    """What Body Part Examined says, else the first description that says something; empty where nothing does."""
    for text in (body_part or "", *descriptions):
        found = regions_in(text)
        if found:
            return found
    return frozenset()


def region_words(regions: frozenset[Region]) -> tuple[str, ...]:
    """The parts of the body in words, without the spine where a part of it is named."""
    shown = regions - {Region.SPINE} if regions & _SPINES else regions
    return tuple(sorted(region.value for region in shown))
