"""What the command line says about a 3-D view: its look, where it is seen from, and what is clipped away."""

from __future__ import annotations

import math
from dataclasses import dataclass

from annotations.geometry import as_point
from viewers.imaging.images import Pixels
from viewers.render.volume_presets import VOLUME_PRESETS, default_preset_id
from viewers.state.cuts_3d import Box3D, Cuts3D
from viewers.state.viewport_state import Camera3D
from workstation.commands.outcome import CommandError, ExitStatus

SHADING = {None: None, "preset": None, "on": True, "off": False}


@dataclass(frozen=True)
class LookWish:
    """The look asked for; `preset` is an id or a title in any case, `width` 1 is the ramp as the preset has it."""

    preset: str | None = None
    shift: float = 0.0
    width: float = 1.0
    shading: str | None = None


def camera_of(pixels: Pixels, azimuth_deg: float, elevation_deg: float, look: LookWish) -> Camera3D:
    """The 3-D view asked for. Raises `CommandError` for what cannot be."""
    if not (math.isfinite(azimuth_deg) and math.isfinite(elevation_deg)):
        raise CommandError("--azimuth and --elevation: give degrees", ExitStatus.WRONG_USE)
    if not (math.isfinite(look.shift) and math.isfinite(look.width) and look.width > 0):
        raise CommandError(
            "--shift: give a number of modality units; --width: a factor above 0, for example 1.5",
            ExitStatus.WRONG_USE,
        )
    return Camera3D(
        azimuth_deg,
        elevation_deg,
        preset=_preset_id(pixels, look.preset),
        shift=look.shift,
        width=look.width,
        shading=SHADING[look.shading],
    )


def parse_clip(text: str | None) -> Cuts3D:
    """`"x,y,z;x,y,z"`: two opposite corners of the box to keep, LPS mm, in any order."""
    if text is None:
        return Cuts3D()
    try:
        first, second = (as_point([float(number) for number in part.split(",")]) for part in text.split(";"))
        low = as_point([min(pair) for pair in zip(first, second, strict=True)])
        high = as_point([max(pair) for pair in zip(first, second, strict=True)])
        return Cuts3D(box=Box3D(low, high))
    except ValueError as error:
        raise CommandError(
            f'--clip {text}: give "x,y,z;x,y,z", two opposite corners of a box in LPS mm', ExitStatus.WRONG_USE
        ) from error


def _preset_id(pixels: Pixels, name: str | None) -> str:
    if name is None:
        return default_preset_id(pixels.description.modality)
    names = {known.lower(): one.preset_id for one in VOLUME_PRESETS.values() for known in (one.preset_id, one.title)}
    if name.lower() not in names:
        raise CommandError(f"--preset {name}: there are {', '.join(VOLUME_PRESETS)}", ExitStatus.WRONG_USE)
    return names[name.lower()]
