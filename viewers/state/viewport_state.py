"""What one viewport shows, as a frozen value. Nothing here is ever stored on image data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.geometry import Plane, Point
from viewers.imaging.curved import Centreline
from viewers.imaging.windowing import Window
from viewers.state.cuts_3d import NO_CUTS, Cuts3D
from viewers.state.fusion import Fusion


class ViewPlane(StrEnum):
    """How a volume is cut; stacks and projections know `ACQUIRED` only."""

    ACQUIRED = "acquired"
    AXIAL = "axial"
    SAGITTAL = "sagittal"
    CORONAL = "coronal"
    OBLIQUE = "oblique"
    CURVED = "curved"
    VOLUME_3D = "3d"


class Quality(StrEnum):
    """Coarse while the hand moves, fine at rest."""

    INTERACTIVE = "interactive"
    FINE = "fine"


class SlabMode(StrEnum):
    """What a thick slab shows of the values along each line of sight."""

    MAXIMUM = "max"
    MINIMUM = "min"
    MEAN = "mean"


LARGEST_SLAB_MM = 200.0
"""As thick as a lean trunk is deep: a thicker slab shows nothing more."""


@dataclass(frozen=True)
class Slab:
    """A cut that gathers values over a thickness in mm, half of it on either side. Raises `ValueError` unless > 0."""

    thickness_mm: float
    mode: SlabMode = SlabMode.MAXIMUM

    def __post_init__(self) -> None:
        if not self.thickness_mm > 0:
            raise ValueError(f"a slab needs a thickness above 0 mm, got {self.thickness_mm}")


@dataclass(frozen=True)
class Camera3D:
    """The 3-D view, angles in degrees.

    0/0 looks from anterior; azimuth + turns toward the patient's left, elevation + toward the head. Zoom 1 shows the
    whole volume; `shift` moves the opacity ramp in modality units, `width` stretches it about its middle. `shading`
    None = lit as the preset says. Raises `ValueError` for a width that is not above 0.
    """

    azimuth_deg: float = 0.0
    elevation_deg: float = 0.0
    roll_deg: float = 0.0
    zoom: float = 1.0
    pan_px: tuple[float, float] = (0.0, 0.0)
    preset: str = "Spine-Bone"
    shift: float = 0.0
    width: float = 1.0
    shading: bool | None = None

    def __post_init__(self) -> None:
        if not self.width > 0:
            raise ValueError(f"an opacity ramp needs a width above 0, got {self.width}")


@dataclass(frozen=True)
class ViewportState:
    """A viewport's whole view.

    For volumes `focus_lps_mm` is the point the cut passes through (None = the middle of the volume, or the origin of
    `oblique`). `oblique` gives the directions (right, down) of the `OBLIQUE` plane, which needs it; other planes leave
    it alone. For stacks and projections `frame_index` (0-based) says which frame. `scale` is display pixels per mm
    (volumes and frames with a plane) or per image pixel (others), None = fit the window. `pan_px` moves the image in
    display pixels from centred. `window` None = the image's own default. Without `show_shutter` what the
    image's shutter covers is seen.

    `flip_horizontal` mirrors the picture left to right; `quarter_turns` (0 to 3) then turns it clockwise. `is_smooth`
    False shows each pixel as a block. `color_map` names the colours of grey values, empty = grey. `slab` None = one
    infinitely thin cut. `fusion` lays a second volume over a cut of a volume. `cuts_3d` is what a 3-D view leaves out.

    `curve` is the line of the `CURVED` view, which needs it, `curve_turn_deg` how far its sheet is turned about the
    line: 0 like a sagittal cut, 90 like a coronal one.
    """

    plane: ViewPlane = ViewPlane.ACQUIRED
    focus_lps_mm: Point | None = None
    frame_index: int = 0
    window: Window | None = None
    invert: bool = False
    scale: float | None = None
    pan_px: tuple[float, float] = (0.0, 0.0)
    camera: Camera3D = Camera3D()
    oblique: Plane | None = None
    show_shutter: bool = True
    flip_horizontal: bool = False
    quarter_turns: int = 0
    is_smooth: bool = True
    color_map: str = ""
    slab: Slab | None = None
    fusion: Fusion | None = None
    cuts_3d: Cuts3D = NO_CUTS
    curve: Centreline | None = None
    curve_turn_deg: float = 0.0

    def __post_init__(self) -> None:
        if self.plane is ViewPlane.OBLIQUE and self.oblique is None:
            raise ValueError("an oblique view needs its plane")
        if self.plane is ViewPlane.CURVED and self.curve is None:
            raise ValueError("a curved view needs its line")
        if self.quarter_turns not in range(4):
            raise ValueError(f"a picture is turned by 0 to 3 quarters, not {self.quarter_turns}")
