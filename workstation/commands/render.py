"""`foramen render`: one frame as a PNG (or `.npy` of modality values), through the code that paints the screen."""

from __future__ import annotations

import dataclasses
import math
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from annotations.geometry import Plane, Point, as_point
from viewers.imaging.color_maps import color_maps
from viewers.imaging.default_window import auto_window, default_window
from viewers.imaging.images import Pixels, Volume
from viewers.imaging.windowing import Window
from viewers.qt.corner_text import with_corner_text
from viewers.qt.gui_application import ensure_gui_application
from viewers.qt.snapshot import image_array, snapshot
from viewers.render.frame_renderer import FrameRenderer
from viewers.render.native_frame import FrameNotAvailableError, modality_values, render_native
from viewers.render.volume_renderer import render_3d_once
from viewers.state.cuts_3d import NO_CUTS, Cuts3D
from viewers.state.frame import Frame, FrameGeometry
from viewers.state.navigation import focused_at, scrolled_to, slice_count, slice_index
from viewers.state.overlay import OverlayContent, TextLevel
from viewers.state.scene_3d import Scene3D
from viewers.state.viewport_state import LARGEST_SLAB_MM, Camera3D, Slab, SlabMode, ViewPlane, ViewportState
from workstation.commands.outcome import CommandError, ExitStatus, print_json

OUTPUT_SUFFIXES = (".png", ".npy")
DEFAULT_SIZE_PX = (1000, 800)
MAX_SIDE_PX = 8192
"""No larger picture is drawn: 8192 x 8192 is more than any display has."""
PERPENDICULAR_COSINE = 1e-3
"""Typed directions count as perpendicular up to this cosine (0.06 degrees); the second is then made exactly so."""
AXIS_OF_PLANE = {ViewPlane.SAGITTAL: 0, ViewPlane.CORONAL: 1, ViewPlane.AXIAL: 2}
"""Which LPS coordinate `--at` gives for each plane."""


@dataclass(frozen=True)
class RenderOptions:
    """What the command line asked for; `frame` is 1-based, `turn` a flip left to right and then clockwise quarters.

    Without text the picture is bare, with no overlay at all.
    """

    output: Path
    frame: int | None = None
    plane: ViewPlane | None = None
    at_mm: float | None = None
    oblique: Plane | None = None
    slab: Slab | None = None
    window: str | None = None
    invert: bool = False
    size_px: tuple[int, int] | None = None
    native: bool = False
    overlay: TextLevel = TextLevel.NONE
    turn: tuple[bool, int] = (False, 0)
    color_map: str = ""
    is_smooth: bool = True
    camera: Camera3D | None = None
    cuts: Cuts3D = NO_CUTS
    as_json: bool = False


def check_output(path: Path) -> Path:
    """The file to write; raises `CommandError` for a name that says neither PNG nor numpy array."""
    if path.suffix.lower() not in OUTPUT_SUFFIXES:
        raise CommandError(f"-o {path}: give a file that ends in .png or .npy", ExitStatus.WRONG_USE)
    return path


def parse_size(text: str | None) -> tuple[int, int] | None:
    """`WxH` as two positive numbers."""
    if text is None:
        return None
    width, _, height = text.lower().partition("x")
    if not all(part.isdecimal() and 0 < int(part) <= MAX_SIDE_PX for part in (width, height)):
        raise CommandError(
            f"--size {text}: give WIDTHxHEIGHT, for example 1000x800, each up to {MAX_SIDE_PX}", ExitStatus.WRONG_USE
        )
    return int(width), int(height)


def parse_turn(flip: str, degrees: int) -> tuple[bool, int]:
    """A flip (`none`, `horizontal`, `vertical`) and a rotation after it as a flip left to right and quarter turns."""
    if degrees % 90 or not 0 <= degrees < 360:
        raise CommandError(f"--rotate {degrees}: give 0, 90, 180 or 270", ExitStatus.WRONG_USE)
    quarters = degrees // 90 + (2 if flip == "vertical" else 0)
    return flip != "none", quarters % 4


def parse_color_map(name: str) -> str:
    """The id of a colour map, empty for grey."""
    if name == "grey":
        return ""
    if name not in color_maps():
        raise CommandError(f"--color-map {name}: there are grey, {', '.join(color_maps())}", ExitStatus.WRONG_USE)
    return name


def parse_window(text: str | None, pixels: Pixels, state: ViewportState) -> Window:
    """`WIDTH:CENTER`, `auto`, `dicom` or `dicom:N` (1-based); without one, the image's own default."""
    if text is None or text == "dicom":
        return default_window(pixels, state)
    if text == "auto":
        return auto_window(pixels, state)
    if text.startswith("dicom:"):
        return _numbered_window(text, pixels, state)
    try:
        width, center = (float(part) for part in text.split(":"))
        if not (math.isfinite(width) and math.isfinite(center)):
            raise ValueError("a window of finite numbers is needed")
        return Window(width, center)
    except ValueError as error:
        raise CommandError(f"--window {text}: give WIDTH:CENTER, auto or dicom[:N]", ExitStatus.WRONG_USE) from error


def _numbered_window(text: str, pixels: Pixels, state: ViewportState) -> Window:
    frame = None if isinstance(pixels, Volume) else pixels.frames[state.frame_index]
    windows = pixels.windows if isinstance(pixels, Volume) else (frame.windows if frame else ())
    number = text.removeprefix("dicom:")
    if not number.isdecimal() or not 1 <= int(number) <= len(windows):
        raise CommandError(f"--window {text}: this image has {len(windows)} windows of its own", ExitStatus.WRONG_USE)
    return windows[int(number) - 1]


def parse_oblique(text: str | None) -> Plane | None:
    """`"ox,oy,oz;rx,ry,rz;dx,dy,dz"`: a point of the cut (LPS mm), then its directions right and down on the picture.

    Directions may have any length and must be perpendicular.
    """
    if text is None:
        return None
    usage = f'--oblique {text}: give "ox,oy,oz;rx,ry,rz;dx,dy,dz", a point in LPS mm and two directions'
    try:
        origin, right, down = (as_point([float(number) for number in part.split(",")]) for part in text.split(";"))
    except ValueError as error:
        raise CommandError(usage, ExitStatus.WRONG_USE) from error
    lengths = np.linalg.norm([right, down], axis=1)
    if not lengths.all() or not np.isfinite(lengths).all():
        raise CommandError(f"{usage}; neither may be zero", ExitStatus.WRONG_USE)
    across, along = np.asarray(right) / lengths[0], np.asarray(down) / lengths[1]
    if abs(float(across @ along)) > PERPENDICULAR_COSINE:
        raise CommandError(f"{usage} that are perpendicular", ExitStatus.WRONG_USE)
    return Plane(origin, as_point(across), _perpendicular(along, across))


def parse_slab(text: str | None) -> Slab | None:
    """`MM:max`, `MM:min` or `MM:mean`."""
    if text is None:
        return None
    thickness, _, mode = text.partition(":")
    try:
        slab = Slab(float(thickness), SlabMode(mode))
    except ValueError as error:
        raise CommandError(f"--slab {text}: give MM:max, MM:min or MM:mean", ExitStatus.WRONG_USE) from error
    if slab.thickness_mm > LARGEST_SLAB_MM:
        raise CommandError(f"--slab {text}: at most {LARGEST_SLAB_MM:g} mm", ExitStatus.WRONG_USE)
    return slab


def _perpendicular(direction: NDArray[np.float64], axis: NDArray[np.float64]) -> Point:
    rest = direction - (direction @ axis) * axis
    return as_point(rest / np.linalg.norm(rest))


def view_state(pixels: Pixels, options: RenderOptions) -> ViewportState:
    """The viewport state the options describe; refuses planes of images that have no grid."""
    state = _cut_state(pixels, options)
    if options.frame is not None:
        count = slice_count(pixels, state)
        if not 1 <= options.frame <= count:
            raise CommandError(f"--frame {options.frame}: there are frames 1 to {count}", ExitStatus.WRONG_USE)
        state = scrolled_to(pixels, state, options.frame - 1)
    if options.at_mm is not None:
        state = _at(pixels, state, options.at_mm)
    if options.slab is not None and not isinstance(pixels, Volume):
        raise CommandError("--slab needs a volume; this series is not one", ExitStatus.WRONG_USE)
    flip_horizontal, quarter_turns = options.turn
    state = dataclasses.replace(
        state,
        invert=options.invert,
        slab=options.slab,
        flip_horizontal=flip_horizontal,
        quarter_turns=quarter_turns,
        color_map=options.color_map,
        is_smooth=options.is_smooth,
    )
    return dataclasses.replace(state, window=parse_window(options.window, pixels, state))


def _cut_state(pixels: Pixels, options: RenderOptions) -> ViewportState:
    """The plane asked for, where the pixels have it and the options agree."""
    given = [
        name
        for name, value in (("--frame", options.frame), ("--plane", options.plane), ("--oblique", options.oblique))
        if value is not None
    ]
    if len(given) > 1:
        raise CommandError(
            f"{' and '.join(given)}: --frame shows an acquired frame, --plane and --oblique a cut: give one of them",
            ExitStatus.WRONG_USE,
        )
    if given and given != ["--frame"] and not isinstance(pixels, Volume):
        raise CommandError(f"{given[0]} needs a volume; this series is not one, use --frame N", ExitStatus.WRONG_USE)
    if options.oblique is None:
        return ViewportState(plane=options.plane or ViewPlane.ACQUIRED)
    if isinstance(pixels, Volume) and not pixels.geometry.contains(options.oblique.origin_lps_mm):
        raise CommandError("--oblique: its point lies outside the volume", ExitStatus.WRONG_USE)
    return ViewportState(plane=ViewPlane.OBLIQUE, oblique=options.oblique)


def _at(pixels: Pixels, state: ViewportState, at_mm: float) -> ViewportState:
    if not isinstance(pixels, Volume) or state.plane not in AXIS_OF_PLANE:
        raise CommandError("--at needs --plane axial, sagittal or coronal on a volume", ExitStatus.WRONG_USE)
    if not math.isfinite(at_mm):
        raise CommandError(f"--at {at_mm:g}: give a position in LPS mm", ExitStatus.WRONG_USE)
    focus = list(pixels.geometry.center_lps_mm)
    focus[AXIS_OF_PLANE[state.plane]] = at_mm
    if not pixels.geometry.contains(as_point(focus)):
        raise CommandError(f"--at {at_mm:g}: that plane lies outside the volume", ExitStatus.WRONG_USE)
    return focused_at(pixels, state, as_point(focus))


def render(pixels: Pixels, options: RenderOptions) -> ExitStatus:
    """Write the picture; raises `CommandError` when it cannot be made."""
    if options.camera is not None:
        return _render_3d(pixels, options)
    state = view_state(pixels, options)
    if options.output.suffix.lower() == ".npy":
        return _write_values(pixels, state, options)
    frame = _frame(pixels, state, options)
    has_text = options.overlay is not TextLevel.NONE
    image = _with_overlay(frame, pixels, options.overlay) if has_text else frame.pixels
    _write_png(options.output, image)
    if options.as_json:
        print_json(_frame_to_json(frame))
    return ExitStatus.PROBLEMS if pixels.problems else ExitStatus.DONE


def _with_overlay(frame: Frame, pixels: Pixels, level: TextLevel) -> NDArray[np.uint8]:
    application = ensure_gui_application()
    content = with_corner_text(OverlayContent(text_level=level), pixels, frame)
    picture = image_array(snapshot(frame, content))
    del application  # Text could not be painted without it.
    return picture


def _render_3d(pixels: Pixels, options: RenderOptions) -> ExitStatus:
    if not isinstance(pixels, Volume) or options.camera is None:
        raise CommandError("--view 3d needs a volume; this series is not one", ExitStatus.WRONG_USE)
    scene = Scene3D(options.camera, options.size_px or DEFAULT_SIZE_PX, cuts=options.cuts)
    frame = render_3d_once(pixels, scene)
    if frame.failure:
        raise CommandError(f"3-D cannot be drawn here: {frame.failure}")
    _write_png(options.output, frame.pixels)
    if options.as_json:
        print_json({"size": list(options.size_px or DEFAULT_SIZE_PX), "geometry_tag": pixels.geometry_tag})
    return ExitStatus.DONE


def _frame(pixels: Pixels, state: ViewportState, options: RenderOptions) -> Frame:
    if options.native:
        if options.turn != (False, 0) or options.color_map or not options.is_smooth:
            raise CommandError(
                "--fit native shows acquired pixels as they are; leave --flip, --rotate, --color-map and --nearest out",
                ExitStatus.WRONG_USE,
            )
        try:
            return render_native(
                pixels,
                _acquired_index(pixels, state),
                state.window,
                invert=state.invert,
                hide_padding=options.overlay is not TextLevel.NONE,
            )
        except FrameNotAvailableError as error:
            raise CommandError(str(error)) from error
    frame = FrameRenderer().render(pixels, state, options.size_px or DEFAULT_SIZE_PX)
    if frame.missing:
        raise CommandError(f"this frame cannot be shown: {frame.missing}")
    return frame


def _acquired_index(pixels: Pixels, state: ViewportState) -> int:
    if state.plane is not ViewPlane.ACQUIRED or state.slab is not None:
        raise CommandError(
            "--fit native shows acquired frames; leave --plane, --oblique and --slab out", ExitStatus.WRONG_USE
        )
    return slice_index(pixels, state)


def _write_values(pixels: Pixels, state: ViewportState, options: RenderOptions) -> ExitStatus:
    try:
        if options.native:
            values = modality_values(pixels, _acquired_index(pixels, state))
        else:
            size = options.size_px or DEFAULT_SIZE_PX
            values = FrameRenderer().modality_values(pixels, state, size)[0].astype(np.float32)
    except ValueError as error:
        raise CommandError(str(error)) from error
    _write_atomically(options.output, lambda path: np.save(path, values, allow_pickle=False))
    return ExitStatus.DONE


def _write_png(path: Path, pixels: NDArray[np.uint8]) -> None:
    _write_atomically(path, lambda target: Image.fromarray(pixels).save(target, format="PNG"))


def _write_atomically(path: Path, write: Any) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as stream:
            write(stream)
        os.replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        reason = error.strerror or "not all of it could be written"  # numpy gives no reason on a full disk
        raise CommandError(f"{path}: could not be written ({reason}); choose another place") from error


def _affine_column_row(geometry: FrameGeometry) -> list[list[float]] | None:
    if geometry.plane is None or geometry.mm_per_px is None:
        return None
    right = np.asarray(geometry.plane.row_direction) * geometry.mm_per_px
    down = np.asarray(geometry.plane.column_direction) * geometry.mm_per_px
    rows = [[*map(float, values)] for values in zip(right, down, geometry.plane.origin_lps_mm, strict=True)]
    return [*rows, [0.0, 0.0, 1.0]]


def _frame_to_json(frame: Frame) -> dict[str, Any]:
    left, right, top, bottom = frame.geometry.letters
    return {
        "size": list(frame.geometry.size_px),
        "affine_column_row_to_lps": _affine_column_row(frame.geometry),
        "modality_unit": frame.unit,
        "window": [frame.window.width, frame.window.center] if frame.window else None,
        "orientation": {"left": left, "right": right, "top": top, "bottom": bottom},
        "geometry_tag": frame.geometry_tag,
    }
