"""A rendered frame: display pixels plus the geometry that leads from them back to the patient or the image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from annotations.geometry import FloatArray, Plane, Point, as_point
from annotations.references import ImageRef
from viewers.imaging.graphics import NO_GRAPHICS, FrameGraphics
from viewers.imaging.windowing import Window
from viewers.state.curved_map import CurvedMap
from viewers.state.viewport_state import Slab

LOADING = "loading"
"""`Frame.missing` of a picture whose pixels are still on their way."""


@dataclass(frozen=True)
class FrameGeometry:
    """Display pixel <-> patient LPS mm (`plane` set) and <-> image column, row (`image` set, or an acquired cut).

    Display pixels are (x right, y down), 0 = centre of the top-left pixel. `mm_per_px` is the size of a display pixel
    in mm when `plane` is set. `column_row_origin` and `image_px_per_px` map display pixels to image column, row:
    column = origin[0] + x * image_px_per_px[0], row = origin[1] + y * image_px_per_px[1]. With `is_transposed` (a
    picture turned by a quarter) rows run across the screen: column = origin[0] + y * image_px_per_px[1],
    row = origin[1] + x * image_px_per_px[0]. Steps are negative where the picture is mirrored. A curved reformat has
    neither plane nor image: `curve` leads into the patient, and `mm_per_px` is true across its line only.
    """

    size_px: tuple[int, int]
    plane: Plane | None = None
    mm_per_px: float | None = None
    frame_of_reference_uid: str = ""
    image: ImageRef | None = None
    column_row_origin: tuple[float, float] | None = None
    image_px_per_px: tuple[float, float] | None = None
    letters: tuple[str, str, str, str] = ("?", "?", "?", "?")
    is_transposed: bool = False
    curve: CurvedMap | None = None
    slice_step_mm: float | None = None
    """From this cut to the next one, mm; None where they are no equal steps apart."""
    slab_mm: float | None = None
    """Thickness that the cut gathers, None = thin."""

    @property
    def column_row_px_per_px(self) -> tuple[float, float] | None:
        """Image columns per display pixel along a row of the image, and rows along a column, never negative."""
        if self.image_px_per_px is None:
            return None
        across, down = (abs(step) for step in self.image_px_per_px)
        return (down, across) if self.is_transposed else (across, down)

    def display_to_lps(self, display_px: ArrayLike) -> FloatArray:
        """LPS mm of display pixels, (n, 2) -> (n, 3) or (2,) -> (3,). Raises `ValueError` without a plane."""
        if self.plane is None or self.mm_per_px is None:
            raise ValueError("this frame has no patient coordinates")
        xy = np.asarray(display_px, dtype=np.float64) * self.mm_per_px
        basis = np.array([self.plane.row_direction, self.plane.column_direction])
        return np.asarray(np.asarray(self.plane.origin_lps_mm) + xy @ basis)

    def lps_to_display(self, points_lps_mm: ArrayLike) -> FloatArray:
        """Display pixels of LPS points, projected along the normal. Raises `ValueError` without a plane."""
        if self.plane is None or self.mm_per_px is None:
            raise ValueError("this frame has no patient coordinates")
        offset = np.asarray(points_lps_mm, dtype=np.float64) - np.asarray(self.plane.origin_lps_mm)
        basis = np.array([self.plane.row_direction, self.plane.column_direction])
        return np.asarray(offset @ basis.T / self.mm_per_px)

    def point_at(self, x: float, y: float) -> Point:
        """The LPS point under one display pixel."""
        return as_point(self.display_to_lps((x, y)))

    def display_to_image(self, display_px: ArrayLike) -> FloatArray:
        """Image (column, row) of display pixels. Raises `ValueError` when the frame is not one acquired image."""
        if self.column_row_origin is None or self.image_px_per_px is None:
            raise ValueError("this frame is not a single acquired image")
        offset = np.asarray(display_px, dtype=np.float64) * np.asarray(self.image_px_per_px)
        return np.asarray(np.asarray(self.column_row_origin) + (offset[..., ::-1] if self.is_transposed else offset))

    def image_to_display(self, column_row: ArrayLike) -> FloatArray:
        """Display pixels of image (column, row)."""
        if self.column_row_origin is None or self.image_px_per_px is None:
            raise ValueError("this frame is not a single acquired image")
        offset = np.asarray(column_row, dtype=np.float64) - np.asarray(self.column_row_origin)
        return np.asarray((offset[..., ::-1] if self.is_transposed else offset) / np.asarray(self.image_px_per_px))


@dataclass(frozen=True, eq=False)
class ColorBar:
    """The colours of a picture's values: RGB uint8 `colors` (n, 3) from the value `top` down to `bottom`."""

    colors: NDArray[np.uint8]
    top: float
    bottom: float
    title: str


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture: uint8 `pixels[row, column]` or `[row, column, 3]`, its geometry, window and place.

    `flip_horizontal` and `quarter_turns` are those of the view it shows. `color_bar` is there when grey values
    are shown in colours. `graphics` is what the header of the acquired image lays over it: its shutter covers `pixels`
    already unless `shutter_is_off`, its overlay planes are still to be drawn. `slab` is the thickness that a cut
    gathers, None = thin. `fusion_text` says what is laid over the picture, empty without.
    """

    pixels: NDArray[np.uint8]
    geometry: FrameGeometry
    window: Window | None = None
    invert: bool = False
    slice_number: int | None = None
    slice_count: int | None = None
    position_mm: float | None = None
    unit: str = ""
    is_interpolated: bool = False
    is_oblique: bool = False
    geometry_tag: str = ""
    missing: str = ""
    graphics: FrameGraphics = NO_GRAPHICS
    shutter_is_off: bool = False
    flip_horizontal: bool = False
    quarter_turns: int = 0
    is_smooth: bool = True
    color_bar: ColorBar | None = None
    slab: Slab | None = None
    fusion_text: str = ""
