"""Needle paths and the C-arm angles that look down them, as in domain.md 4.2 and 4.3 (patient prone)."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, atan2, degrees, dist, radians, sin
from math import cos as cosine

from annotations.geometry import Point
from annotations.targets import ProcedureTarget

STOCK_NEEDLE_LENGTHS_MM = (38, 89, 127, 152, 178)
"""1.5, 3.5, 5, 6 and 7 inch needles (domain.md 3.1)."""
HUB_MARGIN_MM = 10.0
"""What must stay outside the skin (domain.md 4.2)."""
SHORTEST_PATH_MM = 1.0
"""Entry and tip nearer than this give no direction: a slip of the hand, not a path."""
C_ARM_TILT_LIMIT_DEG = 45.0
"""Typical C-arm limit (domain.md 4.3); every obliquity is reached from one side or its opposite."""
STRAIGHT_DEG = 0.5
"""An angle that rounds to zero is spoken of as none."""
SUPINE_PLANNING_NOTE = "supine planning, prone procedure: angles and depth shift with position"


@dataclass(frozen=True)
class NeedlePath:
    """Length and angles of one needle.

    `obliquity_deg`: + detector toward the patient's left; `tilt_deg`: + cephalad; 0/0 = detector straight posterior.
    `dicom_primary_deg`, `dicom_secondary_deg`: Positioner Primary and Secondary Angle (0018,1510), (0018,1511).
    `axial_deg`: from the sagittal plane, unsigned; `sagittal_deg`: in the sagittal projection, + cephalad entry.
    """

    length_mm: float
    obliquity_deg: float
    tilt_deg: float
    dicom_primary_deg: float
    dicom_secondary_deg: float
    axial_deg: float
    sagittal_deg: float

    @property
    def needle_length_mm(self) -> int | None:
        """The first stock needle long enough, None when none is."""
        return stock_needle_length_mm(self.length_mm)

    @property
    def is_within_c_arm_limits(self) -> bool:
        """Whether a typical C-arm can look down this path."""
        return abs(self.tilt_deg) <= C_ARM_TILT_LIMIT_DEG

    @property
    def angle_text(self) -> str:
        """`oblique 25° toward patient LEFT; tilt 8° caudad`."""
        return f"{oblique_text(self.obliquity_deg)}; {tilt_text(self.tilt_deg)}"

    @property
    def depth_text(self) -> str:
        """`depth 83 mm; needle 127 mm`, or that no stock needle is long enough."""
        needle = self.needle_length_mm
        stock = f"needle {needle} mm" if needle is not None else "longer than any stock needle"
        return f"depth {self.length_mm:.0f} mm; {stock}"


def needle_path(entry: Point, tip: Point) -> NeedlePath:
    """The path from a skin entry to the needle tip, both LPS mm (domain.md 4.3).

    Raises `ValueError` when the two are less than `SHORTEST_PATH_MM` apart.
    """
    length = dist(entry, tip)
    if not length >= SHORTEST_PATH_MM:
        raise ValueError("skin entry and needle tip are the same point; place the skin entry on the skin")
    x, y, z = ((e - t) / length for e, t in zip(entry, tip, strict=True))
    tilt = degrees(asin(max(-1.0, min(1.0, z))))
    return NeedlePath(
        length_mm=length,
        obliquity_deg=degrees(atan2(x, y)),
        tilt_deg=tilt,
        dicom_primary_deg=degrees(atan2(x, -y)),
        dicom_secondary_deg=tilt,
        axial_deg=degrees(atan2(abs(x), y)),
        sagittal_deg=degrees(atan2(z, y)),
    )


def path_of_target(target: ProcedureTarget) -> NeedlePath | None:
    """The needle path of a target, None until entry and tip are placed apart."""
    if target.path is None:
        return None
    entry, tip = target.path.points_lps_mm
    return needle_path(entry, tip) if dist(entry, tip) >= SHORTEST_PATH_MM else None


def beam_direction(dicom_primary_deg: float, dicom_secondary_deg: float) -> Point:
    """The unit vector from the tip to the detector, LPS, of DICOM positioner angles: the inverse of `needle_path`."""
    p, s = radians(dicom_primary_deg), radians(dicom_secondary_deg)
    return (sin(p) * cosine(s), -cosine(p) * cosine(s), sin(s))


def square_tilt(normal_lps: Point, obliquity_deg: float = 0.0) -> float:
    """The tilt, degrees, + cephalad, at which an endplate is seen edge on at an obliquity (domain.md 4.3).

    `normal_lps` is the cranial-pointing normal of the endplate.
    """
    o = radians(obliquity_deg)
    return degrees(atan2(-(normal_lps[0] * sin(o) + normal_lps[1] * cosine(o)), normal_lps[2]))


def stock_needle_length_mm(path_length_mm: float) -> int | None:
    """The first stock length that leaves `HUB_MARGIN_MM` outside the skin, None when there is none."""
    return next((one for one in STOCK_NEEDLE_LENGTHS_MM if one >= path_length_mm + HUB_MARGIN_MM), None)


def oblique_text(obliquity_deg: float) -> str:
    """`oblique 25° toward patient LEFT`, or `no oblique`; never a console's LAO/RAO (patients are prone)."""
    if abs(obliquity_deg) < STRAIGHT_DEG:
        return "no oblique"
    return f"oblique {abs(obliquity_deg):.0f}° toward patient {'LEFT' if obliquity_deg > 0 else 'RIGHT'}"


def tilt_text(tilt_deg: float) -> str:
    """`tilt 8° caudad`, `tilt 12° cephalad` or `no tilt`."""
    if abs(tilt_deg) < STRAIGHT_DEG:
        return "no tilt"
    return f"tilt {abs(tilt_deg):.0f}° {'cephalad' if tilt_deg > 0 else 'caudad'}"
