"""Volume-rendering presets: our own for the spine, and 3D Slicer's ramps to the digit (viewing.md 4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Opacity = tuple[tuple[float, float], ...]
"""(modality value, opacity) points."""
Colors = tuple[tuple[float, float, float, float], ...]
"""(modality value, red, green, blue) points."""


class Blend(StrEnum):
    """How the samples along a ray become one colour."""

    COMPOSITE = "composite"
    MAXIMUM = "maximum"


@dataclass(frozen=True)
class Shading:
    """Light model; None in a preset means unlit."""

    ambient: float
    diffuse: float
    specular: float
    power: float


@dataclass(frozen=True)
class VolumePreset:
    """One look. Gradient opacity is 1 everywhere in all of these, so there is no field for it.

    `full_scale` is set where the numbers are in arbitrary units (MR): the value of the image's 99.9th percentile that
    the ramp was made for. Ramps in Hounsfield units are never stretched.
    """

    preset_id: str
    title: str
    opacity: Opacity
    colors: Colors
    shading: Shading | None
    blend: Blend = Blend.COMPOSITE
    full_scale: float | None = None


SHINY = Shading(0.1, 0.9, 0.2, 10.0)
MATTE = Shading(0.2, 1.0, 0.0, 1.0)

SPINE_BONE = "Spine-Bone"
"""What a CT opens with. Slicer's CT-Bone lets muscle through at 50 HU, which hides a spine behind its own back."""

VOLUME_PRESETS: dict[str, VolumePreset] = {
    preset.preset_id: preset
    for preset in (
        VolumePreset(
            SPINE_BONE,
            "Bone",
            ((-1000, 0), (150, 0), (260, 0.25), (440, 0.7), (3071, 0.9)),
            (
                (-1000, 0.45, 0.3, 0.24),
                (150, 0.62, 0.43, 0.33),
                (300, 0.87, 0.76, 0.6),
                (700, 0.96, 0.91, 0.81),
                (3071, 1, 1, 1),
            ),
            Shading(0.2, 1.0, 0.25, 20.0),
        ),
        VolumePreset(
            "CT-Bone",
            "Bone in soft tissue",
            ((-3024, 0), (-16.4458, 0), (641.385, 0.715686), (3071, 0.705882)),
            (
                (-3024, 0, 0, 0),
                (-16.4458, 0.729412, 0.254902, 0.301961),
                (641.385, 0.905882, 0.815686, 0.552941),
                (3071, 1, 1, 1),
            ),
            SHINY,
        ),
        VolumePreset(
            "CT-Bones",
            "Bones, translucent",
            ((-1000, 0), (152.19, 0), (278.93, 0.190476), (952, 0.2)),
            (
                (-1000, 0.3, 0.3, 1),
                (-488, 0.3, 1, 0.3),
                (463.28, 1, 0, 0),
                (659.15, 1, 0.912535, 0.0374849),
                (953, 1, 0.3, 0.3),
            ),
            MATTE,
        ),
        VolumePreset(
            "CT-Soft-Tissue",
            "Soft tissue",
            ((-2048, 0), (-167.01, 0), (-160, 1), (240, 1), (3661, 1)),
            (
                (-2048, 0, 0, 0),
                (-167.01, 0, 0, 0),
                (-160, 0.0556356, 0.0556356, 0.0556356),
                (240, 1, 1, 1),
                (3661, 1, 1, 1),
            ),
            None,
        ),
        VolumePreset(
            "CT-Muscle",
            "Muscle",
            ((-3024, 0), (-155.407, 0), (217.641, 0.676471), (419.736, 0.833333), (3071, 0.803922)),
            (
                (-3024, 0, 0, 0),
                (-155.407, 0.54902, 0.25098, 0.14902),
                (217.641, 0.882353, 0.603922, 0.290196),
                (419.736, 1, 0.937033, 0.954531),
                (3071, 0.827451, 0.658824, 1),
            ),
            SHINY,
        ),
        VolumePreset(
            "CT-MIP",
            "Maximum intensity",
            ((-3024, 0), (-637.62, 0), (700, 1), (3071, 1)),
            ((-3024, 0, 0, 0), (-637.62, 1, 1, 1), (700, 1, 1, 1), (3071, 1, 1, 1)),
            SHINY,
            Blend.MAXIMUM,
        ),
        VolumePreset(
            "CT-X-ray",
            "X-ray look",
            ((-3024, 0), (-200, 0), (1500, 0.05), (3071, 0.05)),
            ((-3024, 1, 1, 1), (3071, 1, 1, 1)),
            None,
        ),
        VolumePreset(
            "MR-Default",
            "MR",
            ((0, 0), (20, 0), (40, 0.15), (120, 0.3), (220, 0.375), (1024, 0.5)),
            (
                (0, 0, 0, 0),
                (20, 0.168627, 0, 0),
                (40, 0.403922, 0.145098, 0.0784314),
                (120, 0.780392, 0.607843, 0.380392),
                (220, 0.847059, 0.835294, 0.788235),
                (1024, 1, 1, 1),
            ),
            MATTE,
            full_scale=300,
        ),
        VolumePreset(
            "MR-MIP",
            "MR, maximum intensity",
            ((0, 0), (98.3725, 0), (416.637, 1), (2800, 1)),
            ((0, 1, 1, 1), (98.3725, 1, 1, 1), (416.637, 1, 1, 1), (2800, 1, 1, 1)),
            None,
            Blend.MAXIMUM,
            full_scale=416.637,
        ),
    )
}
"""Presets by id, in menu order. CT-MIP and MR-MIP blend by maximum, as their names say."""


def preset_ids(modality: str) -> tuple[str, ...]:
    """The presets made for a modality: those of CT count in Hounsfield units, those of MR adapt to the image."""
    is_ct = modality == "CT"
    fitting = tuple(one.preset_id for one in VOLUME_PRESETS.values() if (one.full_scale is None) == is_ct)
    return fitting if modality in ("CT", "MR") else tuple(VOLUME_PRESETS)


def default_preset_id(modality: str) -> str:
    """The preset a volume of this modality opens with."""
    return "MR-Default" if modality == "MR" else SPINE_BONE
