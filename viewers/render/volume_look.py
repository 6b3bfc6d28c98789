"""A preset as it is used on one volume: ramps shifted, widened and brought to stored values. No VTK."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from viewers.imaging.default_window import auto_window
from viewers.imaging.images import Volume
from viewers.imaging.ray_casting import OpacityRamp, RayVolume
from viewers.render.volume_presets import MATTE, VOLUME_PRESETS, Blend, Colors, Opacity, Shading, VolumePreset
from viewers.state.cuts_3d import Cuts3D
from viewers.state.viewport_state import Camera3D, ViewportState

LEAST_SURFACE_OPACITY = 0.1
"""A look that hides less than this for each millimetre shows sums, not surfaces: the X-ray look."""


@dataclass(frozen=True)
class VolumeLook:
    """Opacity and colours over stored values, lighting and blending."""

    opacity: Opacity
    colors: Colors
    shading: Shading | None
    blend: Blend

    @property
    def ramp(self) -> OpacityRamp:
        """The opacity alone, for lines of sight."""
        points = sorted(self.opacity)
        return OpacityRamp(
            tuple(value for value, _ in points), tuple(alpha for _, alpha in points), self.blend is Blend.MAXIMUM
        )

    @property
    def has_surface(self) -> bool:
        """Whether what is seen lies somewhere: an X-ray look only adds up."""
        return self.blend is Blend.MAXIMUM or max(alpha for _, alpha in self.opacity) >= LEAST_SURFACE_OPACITY


HU_PER_PX = 2.0
TYPICAL_CT_SPAN_HU = 1500.0
"""From fat to dense bone: what the whole span of an MR corresponds to under the hand."""


def preset_of(preset_id: str) -> VolumePreset:
    """A preset by its id; raises `ValueError` with the ids there are."""
    try:
        return VOLUME_PRESETS[preset_id]
    except KeyError:
        raise ValueError(f"no 3-D preset is called {preset_id!r}; there are {', '.join(VOLUME_PRESETS)}") from None


def look_of(volume: Volume, camera: Camera3D) -> VolumeLook:
    """What a camera's preset means for a volume. Raises `ValueError` for an unknown preset.

    The ramp is widened about its own middle and shifted in modality units, then taken back through the rescale.
    """
    preset = preset_of(camera.preset)
    stretch = 1.0 if preset.full_scale is None else _full_scale(volume) / preset.full_scale
    middle = ramp_middle(preset.opacity)

    def stored(value: float) -> float:
        widened = middle + (value - middle) * camera.width
        return (widened * stretch + camera.shift - volume.rescale.intercept) / volume.rescale.slope

    shading = preset.shading
    if camera.shading is not None:
        shading = (preset.shading or MATTE) if camera.shading else None
    return VolumeLook(
        tuple((stored(value), alpha) for value, alpha in preset.opacity),
        tuple((stored(value), red, green, blue) for value, red, green, blue in preset.colors),
        shading,
        preset.blend,
    )


def ramp_middle(opacity: Opacity) -> float:
    """The value halfway up a ramp: between the last clear point and the first one of nearly full opacity."""
    full = max(alpha for _, alpha in opacity)
    foot = max((value for value, alpha in opacity if alpha == 0), default=opacity[0][0])
    top = min(value for value, alpha in opacity if alpha >= 0.75 * full)
    return (foot + top) / 2


def look_words(camera: Camera3D, unit: str) -> str:
    """The preset with what the hand changed of it: `Bone  shift +50 HU  width 120 %  unshaded`."""
    preset = preset_of(camera.preset)
    parts = [preset.title]
    if camera.shift:
        parts.append(f"shift {camera.shift:+.0f} {unit}".rstrip())
    if camera.width != 1:
        parts.append(f"width {camera.width:.0%}")
    if camera.shading is not None and camera.shading != (preset.shading is not None):
        parts.append("shaded" if camera.shading else "unshaded")
    return "  ".join(parts)


def shift_per_px(volume: Volume, camera: Camera3D) -> float:
    """How far a drag over one pixel moves the ramp, in modality units: 2 HU, and as much of another scale."""
    preset = preset_of(camera.preset)
    return HU_PER_PX if preset.full_scale is None else HU_PER_PX * _full_scale(volume) / TYPICAL_CT_SPAN_HU


def ray_volume(volume: Volume, camera: Camera3D, cuts: Cuts3D) -> RayVolume:
    """A volume as lines of sight meet it, at its full resolution. Raises `ValueError` for an unknown preset."""
    return RayVolume(volume.stored_values, volume.geometry, look_of(volume, camera).ramp, cuts.keeps)


def _full_scale(volume: Volume) -> float:
    """The modality value near the top of what the volume holds."""
    window = auto_window(volume, ViewportState())
    return max(float(np.nan_to_num(window.center + window.width / 2)), 1.0)
