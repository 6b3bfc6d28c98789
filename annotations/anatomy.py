"""Sides, vertebrae, motion segments, joints and roots by their anatomical names."""

from __future__ import annotations

from enum import StrEnum


class Laterality(StrEnum):
    """The patient's side (CID 244)."""

    RIGHT = "R"
    LEFT = "L"
    MEDIAN = "M"
    BILATERAL = "B"

    @property
    def word(self) -> str:
        """`right`, `left`, `midline` or `bilateral`."""
        return {"R": "right", "L": "left", "M": "midline", "B": "bilateral"}[self.value]


class LevelKind(StrEnum):
    """What a level names."""

    VERTEBRA = "vertebra"
    SEGMENT = "segment"
    JOINT = "joint"


class Level(StrEnum):
    """A named place of the skeleton at which a finding or a target sits.

    Vertebrae (`L4`), motion segments (`L4-L5`: the disc, the facet joints and the foramina between the two) and
    joints. Never free text. L6 and its segments exist for spines with six lumbar-type vertebrae.
    """

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    C6 = "C6"
    C7 = "C7"
    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    T4 = "T4"
    T5 = "T5"
    T6 = "T6"
    T7 = "T7"
    T8 = "T8"
    T9 = "T9"
    T10 = "T10"
    T11 = "T11"
    T12 = "T12"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    L6 = "L6"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"
    C1_C2 = "C1-C2"
    C2_C3 = "C2-C3"
    C3_C4 = "C3-C4"
    C4_C5 = "C4-C5"
    C5_C6 = "C5-C6"
    C6_C7 = "C6-C7"
    C7_T1 = "C7-T1"
    T1_T2 = "T1-T2"
    T2_T3 = "T2-T3"
    T3_T4 = "T3-T4"
    T4_T5 = "T4-T5"
    T5_T6 = "T5-T6"
    T6_T7 = "T6-T7"
    T7_T8 = "T7-T8"
    T8_T9 = "T8-T9"
    T9_T10 = "T9-T10"
    T10_T11 = "T10-T11"
    T11_T12 = "T11-T12"
    T12_L1 = "T12-L1"
    L1_L2 = "L1-L2"
    L2_L3 = "L2-L3"
    L3_L4 = "L3-L4"
    L4_L5 = "L4-L5"
    L5_S1 = "L5-S1"
    S1_S2 = "S1-S2"
    L5_L6 = "L5-L6"
    L6_S1 = "L6-S1"
    SACRUM = "SACRUM"
    COCCYX = "COCCYX"
    SACROILIAC = "SACROILIAC"
    HIP = "HIP"
    KNEE = "KNEE"
    SHOULDER = "SHOULDER"

    @property
    def kind(self) -> LevelKind:
        """Vertebra, motion segment or joint."""
        if "-" in self.value:
            return LevelKind.SEGMENT
        return LevelKind.JOINT if self in _JOINT_NAMES else LevelKind.VERTEBRA

    @property
    def vertebrae(self) -> tuple[Level, ...]:
        """The vertebrae a level touches, upper first; empty for joints."""
        if self.kind is LevelKind.JOINT:
            return ()
        return tuple(Level(name) for name in self.value.split("-"))

    @property
    def label(self) -> str:
        """As physicians write it: `L4-5`, `L5-S1`, `L1`, `sacroiliac joint`."""
        if self.kind is LevelKind.JOINT:
            return _JOINT_NAMES[self]
        upper, _, lower = self.value.partition("-")
        return f"{upper}-{lower[1:]}" if lower and lower[0] == upper[0] else self.value


_JOINT_NAMES = {
    Level.SACRUM: "sacrum",
    Level.COCCYX: "coccyx",
    Level.SACROILIAC: "sacroiliac joint",
    Level.HIP: "hip joint",
    Level.KNEE: "knee joint",
    Level.SHOULDER: "shoulder joint",
}

VERTEBRAE: tuple[Level, ...] = tuple(level for level in Level if level.kind is LevelKind.VERTEBRA)
SEGMENTS: tuple[Level, ...] = tuple(level for level in Level if level.kind is LevelKind.SEGMENT)


class Root(StrEnum):
    """A spinal nerve root, C2 to S5."""

    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    C6 = "C6"
    C7 = "C7"
    C8 = "C8"
    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    T4 = "T4"
    T5 = "T5"
    T6 = "T6"
    T7 = "T7"
    T8 = "T8"
    T9 = "T9"
    T10 = "T10"
    T11 = "T11"
    T12 = "T12"
    L1 = "L1"
    L2 = "L2"
    L3 = "L3"
    L4 = "L4"
    L5 = "L5"
    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"
    S5 = "S5"
