"""What each tissue looks like: CT numbers in HU and MR signal of a 1.5 T spine protocol, with texture strength."""

from __future__ import annotations

from enum import StrEnum


class Contrast(StrEnum):
    """A way of looking at tissue."""

    CT = "ct"
    T1 = "t1"
    T2 = "t2"
    STIR = "stir"


class Tissue(StrEnum):
    """Everything the model is made of."""

    AIR = "air"
    SKIN = "skin"
    FAT = "fat"
    VISCERAL_FAT = "visceral_fat"
    MUSCLE = "muscle"
    LIVER = "liver"
    KIDNEY = "kidney"
    BOWEL_WALL = "bowel_wall"
    BOWEL_CONTENT = "bowel_content"
    STOOL = "stool"
    GAS = "gas"
    VESSEL = "vessel"
    CORTICAL = "cortical"
    CANCELLOUS = "cancellous"
    CANCELLOUS_DENSE = "cancellous_dense"
    CANCELLOUS_PELVIS = "cancellous_pelvis"
    CARTILAGE = "cartilage"
    ANNULUS = "annulus"
    NUCLEUS = "nucleus"
    NUCLEUS_AGED = "nucleus_aged"
    NUCLEUS_DEGENERATED = "nucleus_degenerated"
    CLEFT = "cleft"
    VACUUM = "vacuum"
    EXTRUSION = "extrusion"
    LIGAMENT = "ligament"
    INTERSPINOUS = "interspinous"
    EPIDURAL_FAT = "epidural_fat"
    CSF = "csf"
    CORD = "cord"
    ROOT = "root"
    VEIN = "vein"
    TABLE_FOAM = "table_foam"
    TABLE_SHELL = "table_shell"


_COLUMNS = (Contrast.CT, Contrast.T1, Contrast.T2, Contrast.STIR)
_ROWS: dict[Tissue, tuple[float, float, float, float, float]] = {
    # tissue: HU, T1, T2, STIR, relative texture
    Tissue.AIR: (-1000, 4, 4, 4, 0.0),
    Tissue.SKIN: (35, 260, 150, 130, 0.05),
    Tissue.FAT: (-104, 880, 640, 34, 0.03),
    Tissue.VISCERAL_FAT: (-98, 780, 560, 46, 0.05),
    Tissue.MUSCLE: (57, 235, 120, 165, 0.13),
    Tissue.LIVER: (62, 330, 170, 200, 0.06),
    Tissue.KIDNEY: (36, 250, 430, 480, 0.07),
    Tissue.BOWEL_WALL: (38, 240, 210, 260, 0.10),
    Tissue.BOWEL_CONTENT: (16, 190, 480, 430, 0.14),
    Tissue.STOOL: (-40, 240, 200, 190, 0.40),
    Tissue.GAS: (-960, 8, 8, 8, 0.0),
    Tissue.VESSEL: (44, 45, 32, 40, 0.10),
    Tissue.CORTICAL: (1250, 30, 24, 18, 0.05),
    Tissue.CANCELLOUS: (165, 470, 300, 74, 0.08),
    Tissue.CANCELLOUS_DENSE: (330, 430, 275, 70, 0.06),
    Tissue.CANCELLOUS_PELVIS: (150, 540, 340, 70, 0.10),
    Tissue.CARTILAGE: (95, 210, 330, 330, 0.05),
    Tissue.ANNULUS: (104, 165, 66, 60, 0.06),
    Tissue.NUCLEUS: (72, 235, 560, 520, 0.06),
    Tissue.NUCLEUS_AGED: (76, 225, 370, 330, 0.08),
    Tissue.NUCLEUS_DEGENERATED: (86, 195, 112, 100, 0.10),
    Tissue.CLEFT: (80, 190, 260, 240, 0.05),
    Tissue.VACUUM: (-820, 6, 6, 6, 0.0),
    Tissue.EXTRUSION: (92, 205, 128, 130, 0.08),
    Tissue.LIGAMENT: (82, 130, 58, 55, 0.06),
    Tissue.INTERSPINOUS: (28, 430, 270, 88, 0.16),
    Tissue.EPIDURAL_FAT: (-92, 860, 620, 36, 0.04),
    Tissue.CSF: (11, 105, 960, 930, 0.02),
    Tissue.CORD: (38, 350, 370, 330, 0.03),
    Tissue.ROOT: (36, 260, 235, 245, 0.03),
    Tissue.VEIN: (46, 250, 520, 420, 0.04),
    Tissue.TABLE_FOAM: (-930, 4, 4, 4, 0.0),
    Tissue.TABLE_SHELL: (-120, 4, 4, 4, 0.0),
}

_CT_TEXTURE_HU = 95.0
"""A relative texture of 1 shifts CT numbers by this much; soft tissue differs little in HU whatever its MR texture."""

_CT_COARSE = {Tissue.CANCELLOUS: 3.0, Tissue.CANCELLOUS_DENSE: 5.0, Tissue.CANCELLOUS_PELVIS: 4.5, Tissue.STOOL: 1.8}
"""Trabeculae and stool vary more on CT than on MR."""


def appearance(tissue: Tissue, contrast: Contrast) -> tuple[float, float]:
    """Mean value and texture amplitude (one standard deviation) of a tissue, in HU or MR signal units."""
    row = _ROWS[tissue]
    value = row[_COLUMNS.index(contrast)]
    amplitude = row[4] * (_CT_TEXTURE_HU if contrast is Contrast.CT else value)
    if contrast is Contrast.CT:
        amplitude *= _CT_COARSE.get(tissue, 1.0)
    return value, amplitude
