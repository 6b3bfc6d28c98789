"""The corner text of a pane: identity, study, series, window, slice and position (viewing.md 4.6, minimum)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from annotations.calibrating import NO_CALIBRATIONS
from annotations.calibration import PixelCalibration
from annotations.geometry import plane_name
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.references import ImageRef
from viewers.imaging.gaps import gap_words
from viewers.imaging.images import ImageDescription, ImageStack, Pixels, PlanarFrame, ProjectionImage, Volume
from viewers.imaging.problems import ProblemCode
from viewers.imaging.sampling import Reading, frame_reading_at, voxel_reading_at
from viewers.imaging.windowing import Window
from viewers.qt.further_text import acquisition_lines, patient_lines
from viewers.qt.overlay_corners import OBLIQUE_NOTICE, REFORMATTED_NOTICE, SEPARATOR
from viewers.qt.plain_text import iso_date, isolated, person_name, visible
from viewers.qt.translated import tr
from viewers.render.slab_cut import slab_value_at
from viewers.state.curved_map import DISTANCES_NOT_TRUE
from viewers.state.cut_words import interpolation_words, slab_words, tilt_words
from viewers.state.display_size import projection_calibration, projection_mm_per_px, zoom_of
from viewers.state.display_turns import turn_words
from viewers.state.frame import Frame, FrameGeometry
from viewers.state.overlay import OverlayContent, TextLevel
from viewers.state.presentation_state import PresentedImage

PROBLEM_NOTICES: Mapping[ProblemCode, str] = {
    ProblemCode.MISSING_SLICES: "slices missing",
    ProblemCode.IRREGULAR_SPACING: "irregular slice spacing",
    ProblemCode.GANTRY_TILT: "gantry tilt, shown slice by slice",
    ProblemCode.DUPLICATE_POSITION: "slices at the same position",
    ProblemCode.MIXED_ORIENTATION: "mixed orientations",
    ProblemCode.MIXED_SIZE: "mixed image sizes",
    ProblemCode.NO_GEOMETRY: "no position in the patient",
    ProblemCode.TRUNCATED_PIXEL_DATA: "truncated pixel data",
    ProblemCode.UNSUPPORTED_TRANSFER_SYNTAX: "some frames cannot be decoded",
    ProblemCode.INVALID_PIXEL_MODULE: "invalid pixel data",
    ProblemCode.DECODE_FAILED: "some frames failed to decode",
    ProblemCode.PRESENTATION: "not shown as the image asks",
    ProblemCode.MIXED_PATIENT: "patient identity differs within this study",
}
"""Short forms for the pane; the series card gives the full message. Character set problems do not concern pixels."""
LARGEST_NOTICES = 4
PADDING_WORD = "padding"
WHOLE_FROM = 100
"""Values this large are said without decimals."""
WHOLE_WIDTH = 20.0
"""A window at least this wide is said without decimals."""
UNKNOWN_PATIENT = "no patient name"
LOSSY_NOTICE = "lossy compression"
SHUTTER_OFF_NOTICE = "shutter off"
PLANES_HIDDEN_NOTICE = "overlay graphics hidden"
NOT_SMOOTH = "pixels as blocks"
MIRRORED_MARKERS = "side markers in the image are mirrored"
SQUARE_DEG = 0.5
"""A cut leaning less than this has the coordinate of its axis: within 1 mm at 115 mm from the middle."""
AXIS_NAMES = ("x", "y", "z")
AXIS_LETTERS = (("L", "R"), ("P", "A"), ("S", "I"))
"""Letter of a positive and of a negative coordinate of each LPS axis."""


def with_corner_text(
    content: OverlayContent,
    pixels: Pixels,
    frame: Frame,
    *,
    under_cursor: Location | None = None,
) -> OverlayContent:
    """The content with the corners of this frame added before what the shell put there.

    The full text level adds what is good to know.
    """
    description = pixels.description
    unshown = graphics_notices(frame, shows_planes=content.show_planes)
    is_full = content.text_level is TextLevel.FULL
    return replace(
        content,
        top_left=(*identity_lines(description), *(patient_lines(description) if is_full else ()), *content.top_left),
        top_right=(
            *study_lines(description),
            *(acquisition_lines(description) if is_full else ()),
            *content.top_right,
        ),
        announcements=(*announcements_of(pixels, frame, content.presentation), *content.announcements),
        bottom_left=(*content.bottom_left, *view_lines(pixels, frame)),
        bottom_right=(*value_lines(pixels, frame, under_cursor), *content.bottom_right),
        notices=(*unshown, *notices_of(pixels, frame), *content.notices),
        calibration_badge=content.calibration_badge
        or calibration_badge(pixels, frame.geometry.image, content.calibrations),
        projection_mm_per_px=projection_mm_per_px(pixels, frame.geometry, content.calibrations),
        zoom_text=zoom_text(pixels, frame.geometry),
    )


def identity_lines(description: ImageDescription) -> tuple[str, ...]:
    """The name on its own line, so that a long one pushes nothing out; then ID, birth date and sex."""
    name = person_name(description.patient_name) or tr(UNKNOWN_PATIENT)
    facts = (isolated(description.patient_id), iso_date(description.birth_date), visible(description.sex))
    second = SEPARATOR.join(text for text in facts if text)
    return (name, second) if second else (name,)


def study_lines(description: ImageDescription) -> tuple[str, ...]:
    """Study date with modality, series and stack, and for radiographs side and view as the header says."""
    first = [text for text in (visible(description.modality), iso_date(description.study_date)) if text]
    views = [text for text in (description.laterality, description.view_position) if text]
    series = [isolated(text) for text in (description.series_description, description.stack_label) if text]
    lines = (SEPARATOR.join(first), SEPARATOR.join(series), visible(SEPARATOR.join(views)))
    return tuple(line for line in lines if line)


def view_lines(pixels: Pixels, frame: Frame) -> tuple[str, ...]:
    """Window and inversion; how much has been loaded; what lies beside this slice; slice number and position."""
    window = _window_line(frame.window, frame.unit) if frame.window is not None else ""
    first = [window, tr("inverted") if frame.invert else "", "" if frame.is_smooth else tr(NOT_SMOOTH)]
    place = f"{frame.slice_number} / {frame.slice_count}" if frame.slice_number and frame.slice_count else ""
    second = [place, position_text(frame)]
    lines = (
        SEPARATOR.join(t for t in first if t),
        loading_text(pixels),
        gap_text(pixels, frame),
        interpolated_text(pixels, frame),
        SEPARATOR.join(t for t in second if t),
    )
    return tuple(line for line in lines if line)


def gap_text(pixels: Pixels, frame: Frame) -> str:
    """Missing or unevenly spaced neighbours of the slice on screen, empty where there are none."""
    if not isinstance(pixels, ImageStack) or frame.slice_number is None:
        return ""
    return gap_words(pixels, frame.slice_number - 1)


def interpolated_text(pixels: Pixels, frame: Frame) -> str:
    """How far a cut of a volume is interpolated beyond what was acquired, empty where it is not."""
    if not isinstance(pixels, Volume) or not frame.is_smooth:
        return ""
    return interpolation_words(pixels.geometry, frame.geometry)


def _window_line(window: Window, unit: str) -> str:
    """Width and centre with the unit of the values, where they have one; a table has neither, so its name is said."""
    if window.table is not None:
        return isolated(window.name)
    form = ".0f" if window.width >= WHOLE_WIDTH else ".3g"
    return f"W {window.width:{form}}  L {window.center:{form}} {unit}".rstrip()


def window_words(window: Window) -> str:
    """A window in a list: its name, if it has one, with width and centre unless it is a table."""
    values = "" if window.table is not None else f"W {window.width:g} L {window.center:g}"
    name = visible(window.name)
    return f"{name} ({values})" if name and values else name or values


def loading_text(pixels: Pixels) -> str:
    """`loading 12 / 99` while slices or frames are on their way, else empty."""
    if isinstance(pixels, Volume):
        done, total = int(np.count_nonzero(pixels.loaded)), len(pixels.loaded)
    else:
        done, total = sum(frame is not None for frame in pixels.frames), len(pixels.frames)
    return tr("loading {done} / {total}", done=done, total=total) if done < total else ""


def zoom_text(pixels: Pixels, geometry: FrameGeometry) -> str:
    """`1.2x`, empty where there is no zoom; the first thing a narrow pane leaves out."""
    zoom = zoom_of(pixels, geometry)
    return "" if zoom is None else f"{zoom:.1f}x"


def position_text(frame: Frame) -> str:
    """`x +2.1 mm (L)` of a cut square to an axis; a leaning one counts along its own normal and says how it leans.

    A leaning cut has no single coordinate: `normal +80.0 mm (L) · sagittal 32.0° to coronal`, `normal -17.0 mm (R) ·
    tilted 2°` of one that is still called by its plane. Empty without patient coordinates.
    """
    geometry = frame.geometry
    if geometry.plane is None or frame.position_mm is None:
        return ""
    normal = np.asarray(geometry.plane.normal)
    axis = int(np.argmax(np.abs(normal)))
    letter = AXIS_LETTERS[axis][0 if frame.position_mm >= 0 else 1]
    angle = math.degrees(math.acos(min(1.0, float(abs(normal[axis])))))
    if angle < SQUARE_DEG:
        return tr(
            "{value} {position_mm:+.1f} mm ({letter})",
            value=AXIS_NAMES[axis],
            position_mm=frame.position_mm,
            letter=letter,
        )
    is_slight = plane_name(normal) != "oblique" and not frame.is_oblique
    tilt = tr("tilted {angle:.0f}°", angle=angle) if is_slight else tilt_words(normal)
    return tr(
        "normal {position_mm:+.1f} mm ({letter}){separator}{tilt}",
        position_mm=frame.position_mm,
        letter=letter,
        separator=SEPARATOR,
        tilt=tilt,
    )


def value_lines(pixels: Pixels, frame: Frame, location: Location | None) -> tuple[str, ...]:
    """What the pixel under the pointer says, with its unit; what has no unit is a signal intensity (`SI 412`)."""
    reading = reading_under(pixels, frame, location)
    if reading is None:
        return ()
    if reading.colour is not None:
        return (tr("RGB {} {} {}").format(*reading.colour),)
    if reading.value is None:
        return (PADDING_WORD,)
    return (
        f"{value_text(reading.value)} {frame.unit}"
        if frame.unit
        else tr("SI {value_text}", value_text=value_text(reading.value)),
    )


def value_text(value: float) -> str:
    """A value in three figures or all its whole ones: 412, -1024, 40.5, 0.00131."""
    is_whole = value == round(value) or abs(value) >= WHOLE_FROM
    return f"{value:.0f}" if is_whole else f"{value:.3g}"


def value_under(pixels: Pixels, frame: Frame, location: Location | None) -> float | None:
    """Modality value of the voxel or pixel at a location of this frame; None outside, in padding and for colour."""
    reading = reading_under(pixels, frame, location)
    return None if reading is None else reading.value


def reading_under(pixels: Pixels, frame: Frame, location: Location | None) -> Reading | None:
    """What the voxel or pixel at a location of this frame says; None outside."""
    if location is None:
        return None
    if isinstance(pixels, Volume):
        return _volume_reading(pixels, frame, location) if isinstance(location, PatientLocation) else None
    planar = _planar_frame(pixels, frame)
    if planar is None:
        return None
    if isinstance(location, ImageLocation):
        return frame_reading_at(planar, location.points_column_row[0])
    geometry = frame.geometry
    if geometry.column_row_origin is None or geometry.plane is None:
        return None
    column, row = geometry.display_to_image(geometry.lps_to_display(location.points_lps_mm[0]))
    return frame_reading_at(planar, (float(column), float(row)))


def _volume_reading(volume: Volume, frame: Frame, location: PatientLocation) -> Reading | None:
    """The voxel of a thin cut, what a slab gathers along its line of sight."""
    point, plane = location.points_lps_mm[0], frame.geometry.plane
    if frame.slab is None or plane is None:
        return voxel_reading_at(volume, point)
    value = slab_value_at(volume, point, plane.normal, frame.slab)
    return None if value is None else Reading(value)


def _planar_frame(pixels: ProjectionImage | ImageStack, frame: Frame) -> PlanarFrame | None:
    number = frame.slice_number
    return pixels.frames[number - 1] if number is not None and 1 <= number <= len(pixels.frames) else None


def announcements_of(pixels: Pixels, frame: Frame, presentation: PresentedImage | None = None) -> tuple[str, ...]:
    """What was done to the sides of the picture and by whom, what that means on a radiograph, and what is fused."""
    turn = (frame.flip_horizontal, frame.quarter_turns)
    is_asked_for = presentation is not None and turn == (presentation.flip_horizontal, presentation.quarter_turns)
    words = turn_words(*turn, by="presentation" if is_asked_for else "user")
    is_mirrored_film = isinstance(pixels, ProjectionImage) and frame.flip_horizontal
    return tuple(
        text
        for text in (words, tr(MIRRORED_MARKERS) if is_mirrored_film else "", *frame.fusion_text.split("\n"))
        if text
    )


def notices_of(pixels: Pixels, frame: Frame) -> tuple[str, ...]:
    """Resampled, oblique, reformatted, lossy, and what is wrong with the series, in a few words each."""
    found = [tr(PROBLEM_NOTICES[p.code]) for p in pixels.problems if p.code in PROBLEM_NOTICES]
    flags = [frame.geometry_tag] if frame.geometry_tag else []
    flags += [DISTANCES_NOT_TRUE] if frame.geometry.curve is not None else []
    flags += [slab_words(frame.slab)] if frame.slab is not None else []
    flags += [OBLIQUE_NOTICE] if frame.is_oblique else []
    flags += [REFORMATTED_NOTICE] if frame.is_interpolated else []
    lossy = [tr(LOSSY_NOTICE)] if pixels.description.lossy else []
    notices = list(dict.fromkeys(flags + lossy + found))
    more = len(notices) - LARGEST_NOTICES
    return (*notices[:LARGEST_NOTICES], tr("{more} more", more=more)) if more > 0 else tuple(notices)


def graphics_notices(frame: Frame, *, shows_planes: bool) -> tuple[str, ...]:
    """What the image asks for and is not shown at the moment: its shutter, its overlay planes."""
    hidden_planes = bool(frame.graphics.planes) and not shows_planes
    notices = ((tr(SHUTTER_OFF_NOTICE), frame.shutter_is_off), (tr(PLANES_HIDDEN_NOTICE), hidden_planes))
    return tuple(text for text, is_so in notices if is_so)


def calibration_badge(
    pixels: Pixels,
    image: ImageRef | None = None,
    by_hand: Mapping[ImageRef, PixelCalibration] = NO_CALIBRATIONS,
) -> str:
    """Where the pixel size of a radiograph comes from; empty for volumes, whose geometry is the patient's."""
    calibration = projection_calibration(pixels, image, by_hand)
    return "" if calibration is None else calibration.badge
