"""The codes of measured quantities: DICOM's where the standard has one, else private (domain.md 8.2 and 9.4)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from annotations.codes import ANGLE, COBB_ANGLE, DISTANCE, HEIGHT_LOSS, LENGTH, SLIP, CodedConcept, private_code

MEASUREMENT_CODES: Mapping[str, CodedConcept] = MappingProxyType(
    {
        "length": LENGTH,
        "distance": DISTANCE,
        "angle": ANGLE,
        "supplementary angle": private_code("ANGLE-SUPP", "Supplementary angle between two lines"),
        "Cobb angle": COBB_ANGLE,
        "area": CodedConcept("42798000", "SCT", "Area"),
        "perimeter": CodedConcept("131191004", "SCT", "Perimeter"),
        "long axis": CodedConcept("103339001", "SCT", "Long axis"),
        "short axis": CodedConcept("103340004", "SCT", "Short axis"),
        "diameter": CodedConcept("81827009", "SCT", "Diameter"),
        "width": private_code("WIDTH", "Width of a rectangle"),
        "height": CodedConcept("121207", "DCM", "Height"),
        "approach angle": private_code("APPR-ANGLE", "Approach angle from the mid-sagittal line"),
        "cephalad angle": private_code("APPR-CEPH", "Approach angle, + cephalad"),
        "depth": private_code("APPR-DEPTH", "Depth from skin to target"),
        "skin offset from midline": private_code("APPR-SKIN", "Distance of the skin entry from the midline"),
        "height loss": HEIGHT_LOSS,
        "anterior height": private_code("VH-ANT", "Anterior vertebral height"),
        "middle height": private_code("VH-MID", "Middle vertebral height"),
        "posterior height": private_code("VH-POST", "Posterior vertebral height"),
        "wedge ratio": private_code("VH-WEDGE", "Anterior over posterior vertebral height"),
        "biconcave ratio": private_code("VH-BICONC", "Middle over posterior vertebral height"),
        "crush ratio": private_code("VH-CRUSH", "Posterior height over that of the neighbours"),
        "endplate angle": private_code("VH-ANGLE", "Angle between the endplates of a vertebra"),
        "slip": private_code("SLIP-MM", "Vertebral slip as a length"),
        "slip percentage": SLIP,
        "endplate length": private_code("ENDPLATE", "Length of the superior endplate"),
        "mean disc height": private_code("DH", "Mean disc height"),
        "disc height index": private_code("DHI", "Disc height index"),
        "anterior disc height": private_code("DH-ANT", "Anterior disc height"),
        "middle disc height": private_code("DH-MID", "Middle disc height"),
        "posterior disc height": private_code("DH-POST", "Posterior disc height"),
        "canal AP diameter": private_code("CANAL-AP", "Anteroposterior diameter of the spinal canal"),
        "canal compromise": private_code("CANAL-COMP", "Canal compromise against the levels beside it"),
        "dural sac area": private_code("DSCSA", "Cross-sectional area of the dural sac"),
        "lateral recess depth": private_code("RECESS", "Depth of the lateral recess"),
        "foramen height": private_code("FORAMEN-H", "Height of the intervertebral foramen"),
        "foramen AP diameter": private_code("FORAMEN-AP", "Anteroposterior diameter of the foramen"),
        "retropulsion": private_code("RETROPULS", "Retropulsion behind the posterior walls"),
        "kyphosis angle": private_code("KYPHOSIS", "Kyphosis angle"),
        "lumbar lordosis": private_code("LORDOSIS", "Lumbar lordosis L1 to S1"),
        "pelvic incidence": private_code("PI", "Pelvic incidence"),
        "pelvic tilt": private_code("PT", "Pelvic tilt"),
        "sacral slope": private_code("SS", "Sacral slope"),
        "facet tropism": private_code("TROPISM", "Facet tropism, right minus left facet angle"),
        "right facet angle": private_code("FACET-R", "Right facet angle to the sagittal line"),
        "left facet angle": private_code("FACET-L", "Left facet angle to the sagittal line"),
        "lateral centre-edge angle": private_code("LCEA", "Lateral centre-edge angle of the hip"),
        "joint space width": private_code("JSW", "Joint space width"),
    }
)
"""The code of every quantity that marks measure, by its name."""
