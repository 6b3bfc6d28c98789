"""Coded concepts and the code tables of domain.md section 9, checked against DICOM's code dictionary by a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from annotations.anatomy import Laterality, Level
from annotations.findings import AxialZone, Certainty, Severity

PRIVATE_SCHEME = "99PAINWS"
"""Coding scheme of everything no standard code exists for (domain.md 9.4)."""
CODE_VALUE_LIMIT = 16
"""Longest Code Value (0008,0100): its value representation is SH."""
CODE_MEANING_LIMIT = 64
"""Longest Code Meaning (0008,0104): its value representation is LO."""


@dataclass(frozen=True)
class CodedConcept:
    """A code value, its coding scheme designator and its meaning, as in the Code Sequence Macro (PS3.3 8.8).

    Raises `ValueError` for an empty part or one longer than DICOM allows.
    """

    value: str
    scheme: str
    meaning: str

    def __post_init__(self) -> None:
        limits = {"value": CODE_VALUE_LIMIT, "scheme": CODE_VALUE_LIMIT, "meaning": CODE_MEANING_LIMIT}
        for name, limit in limits.items():
            if not 1 <= len(getattr(self, name)) <= limit:
                raise ValueError(f"the {name} of code {self.value!r} must have 1 to {limit} characters")

    @property
    def is_private(self) -> bool:
        """Whether this is one of our own codes."""
        return self.scheme == PRIVATE_SCHEME


def private_code(value: str, meaning: str) -> CodedConcept:
    """A code of the private scheme `99PAINWS`."""
    return CodedConcept(value, PRIVATE_SCHEME, meaning)


def _sct(value: str, meaning: str) -> CodedConcept:
    return CodedConcept(value, "SCT", meaning)


def _dcm(value: str, meaning: str) -> CodedConcept:
    return CodedConcept(value, "DCM", meaning)


def _radlex(value: str, meaning: str) -> CodedConcept:
    return CodedConcept(value, "RADLEX", meaning)


# CID 7603 Vertebra.
VERTEBRA_CODES: Mapping[Level, CodedConcept] = {
    Level.C1: _sct("14806007", "C1 vertebra"),
    Level.C2: _sct("39976000", "C2 vertebra"),
    Level.C3: _sct("113205007", "C3 vertebra"),
    Level.C4: _sct("5329002", "C4 vertebra"),
    Level.C5: _sct("36978003", "C5 vertebra"),
    Level.C6: _sct("36054005", "C6 vertebra"),
    Level.C7: _sct("87391001", "C7 vertebra"),
    Level.T1: _sct("64864005", "T1 vertebra"),
    Level.T2: _sct("53733008", "T2 vertebra"),
    Level.T3: _sct("1626008", "T3 vertebra"),
    Level.T4: _sct("73071006", "T4 vertebra"),
    Level.T5: _sct("56401006", "T5 vertebra"),
    Level.T6: _sct("45296009", "T6 vertebra"),
    Level.T7: _sct("62487009", "T7 vertebra"),
    Level.T8: _sct("11068009", "T8 vertebra"),
    Level.T9: _sct("82687006", "T9 vertebra"),
    Level.T10: _sct("7610001", "T10 vertebra"),
    Level.T11: _sct("12989004", "T11 vertebra"),
    Level.T12: _sct("23215003", "T12 vertebra"),
    Level.L1: _sct("66794005", "L1 vertebra"),
    Level.L2: _sct("14293000", "L2 vertebra"),
    Level.L3: _sct("36470004", "L3 vertebra"),
    Level.L4: _sct("11994002", "L4 vertebra"),
    Level.L5: _sct("49668003", "L5 vertebra"),
}

# CID 7604 Intervertebral Disc.
DISC_CODES: Mapping[Level, CodedConcept] = {
    Level.C2_C3: _sct("1078209008", "C2/C3 disc"),
    Level.C3_C4: _sct("58820006", "C3/C4 disc"),
    Level.C4_C5: _sct("49400002", "C4/C5 disc"),
    Level.C5_C6: _sct("73959003", "C5/C6 disc"),
    Level.C6_C7: _sct("75095006", "C6/C7 disc"),
    Level.C7_T1: _sct("37414007", "C7/T1 disc"),
    Level.T1_T2: _sct("40908007", "T1/T2 disc"),
    Level.T2_T3: _sct("6004007", "T2/T3 disc"),
    Level.T3_T4: _sct("2620004", "T3/T4 disc"),
    Level.T4_T5: _sct("82965004", "T4/T5 disc"),
    Level.T5_T6: _sct("72692000", "T5/T6 disc"),
    Level.T6_T7: _sct("74401007", "T6/T7 disc"),
    Level.T7_T8: _sct("28693002", "T7/T8 disc"),
    Level.T8_T9: _sct("9188009", "T8/T9 disc"),
    Level.T9_T10: _sct("113209001", "T9/T10 disc"),
    Level.T10_T11: _sct("34959001", "T10/T11 disc"),
    Level.T11_T12: _sct("1537001", "T11/T12 disc"),
    Level.T12_L1: _sct("76206002", "T12/L1 disc"),
    Level.L1_L2: _sct("80064006", "L1/L2 disc"),
    Level.L2_L3: _sct("67459009", "L2/L3 disc"),
    Level.L3_L4: _sct("62551000", "L3/L4 disc"),
    Level.L4_L5: _sct("84020006", "L4/L5 disc"),
    Level.L5_S1: _sct("715056000", "L5/S1 disc"),
}

# S1 is not in CID 7603: its SCT code is that of the TotalSegmentator mapping used in DICOM SEG practice. S2 to S5 and
# the two levels without a disc code have RadLex numbers (2017 table). L6 and its segments have no standard code at all.
OTHER_LEVEL_CODES: Mapping[Level, CodedConcept] = {
    Level.S1: _sct("65985001", "S1 vertebra"),
    Level.S2: _radlex("RID6171", "S2 level"),
    Level.S3: _radlex("RID6172", "S3 level"),
    Level.S4: _radlex("RID6173", "S4 level"),
    Level.S5: _radlex("RID6174", "S5 level"),
    Level.C1_C2: _radlex("RID6181", "C1/C2 intervertebral level"),
    Level.S1_S2: _radlex("RID6208", "S1/S2 intervertebral level"),
    Level.L6: private_code("LEVEL-L6", "L6 vertebra (sixth lumbar-type vertebra)"),
    Level.L5_L6: private_code("LEVEL-L5L6", "L5/L6 disc"),
    Level.L6_S1: private_code("LEVEL-L6S1", "L6/S1 disc"),
}

# CID 4031 Common Anatomic Region; the knee joint is in CID 1001.
JOINT_CODES: Mapping[Level, CodedConcept] = {
    Level.SACRUM: _sct("54735007", "Sacrum"),
    Level.COCCYX: _sct("64688005", "Coccyx"),
    Level.SACROILIAC: _sct("39723000", "Sacroiliac joint"),
    Level.HIP: _sct("24136001", "Hip joint"),
    Level.KNEE: _sct("49076000", "Knee joint"),
    Level.SHOULDER: _sct("16982005", "Shoulder"),
}

SITE_CODES: Mapping[Level, CodedConcept] = MappingProxyType(
    {**VERTEBRA_CODES, **DISC_CODES, **OTHER_LEVEL_CODES, **JOINT_CODES}
)
"""The finding-site code of every level; a motion segment is coded by its disc."""

# CID 244 Laterality with Median of CID 245.
LATERALITY_CODES: Mapping[Laterality, CodedConcept] = {
    Laterality.RIGHT: _sct("24028007", "Right"),
    Laterality.LEFT: _sct("7771000", "Left"),
    Laterality.MEDIAN: _dcm("130290", "Median"),
    Laterality.BILATERAL: _sct("51440002", "Bilateral"),
}

# CID 3716 Severity.
SEVERITY_CODES: Mapping[Severity, CodedConcept] = {
    Severity.MILD: _sct("255604002", "Mild"),
    Severity.MODERATE: _sct("6736007", "Moderate"),
    Severity.SEVERE: _sct("24484000", "Severe"),
}

CERTAINTY_CODES: Mapping[Certainty, CodedConcept] = {
    Certainty.DEFINITE: private_code("CERT-definite", "Definite"),
    Certainty.PROBABLE: private_code("CERT-probable", "Probable"),
    Certainty.POSSIBLE: private_code("CERT-possible", "Possible"),
}

# RadLex numbers where the 2017 table has one; `ZONE-extraforaminal` would be longer than a code value may be.
ZONE_CODES: Mapping[AxialZone, CodedConcept] = {
    AxialZone.CENTRAL: private_code("ZONE-central", "Central zone"),
    AxialZone.SUBARTICULAR: _radlex("RID6308", "Subarticular zone"),
    AxialZone.FORAMINAL: _radlex("RID6306", "Foraminal zone"),
    AxialZone.EXTRAFORAMINAL: _radlex("RID6305", "Extraforaminal zone"),
    AxialZone.ANTERIOR: private_code("ZONE-anterior", "Anterior zone"),
}

# UCUM units of CID 7460, 7461 and 7181, by the unit string measurements carry.
UNIT_CODES: Mapping[str, CodedConcept] = {
    "mm": CodedConcept("mm", "UCUM", "mm"),
    "cm": CodedConcept("cm", "UCUM", "cm"),
    "mm2": CodedConcept("mm2", "UCUM", "square millimeter"),
    "deg": CodedConcept("deg", "UCUM", "Degree"),
    "%": CodedConcept("%", "UCUM", "Percent"),
    "1": CodedConcept("1", "UCUM", "no units"),
    "{pixels}": CodedConcept("{pixels}", "UCUM", "pixels"),
    "{pixels2}": CodedConcept("{pixels2}", "UCUM", "square pixels"),
    "[hnsf'U]": CodedConcept("[hnsf'U]", "UCUM", "Hounsfield unit"),
}

# Concept names used in reports (domain.md 8.2).
LENGTH = _sct("410668003", "Length")
DISTANCE = _dcm("121206", "Distance")
PATH_LENGTH = _dcm("121211", "Path length")
COBB_ANGLE = _sct("285285000", "Cobb angle")
ANGLE = private_code("ANGLE", "Angle between two lines")
HEIGHT_LOSS = private_code("VHL", "Vertebral height loss")
SLIP = private_code("SLIP", "Vertebral slip")
OBLIQUITY = private_code("OBLIQ", "Beam obliquity, + toward patient left")
TILT = private_code("TILT", "Beam tilt, + cephalad")
PLANNED_TARGET = private_code("TGT", "Planned procedure target")
NEEDLE_GAUGE = _dcm("111465", "Needle Gauge")
FINDING = _dcm("121071", "Finding")
FINDING_SITE = _sct("363698007", "Finding Site")
LATERALITY = _sct("272741003", "Laterality")
TOPOGRAPHICAL_MODIFIER = _sct("106233006", "Topographical modifier")
MEASUREMENT_METHOD = _sct("370129005", "Measurement Method")
MANUAL = _sct("87982008", "Manual")
AUTOMATED = _sct("8359006", "Automated")


def site_code(level: Level) -> CodedConcept:
    """The finding-site code of a level: CID 7603 or 7604 where listed, else as `OTHER_LEVEL_CODES` says."""
    return SITE_CODES[level]
