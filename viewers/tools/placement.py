"""Between display pixels and locations: where a click lands, and how far a point is from the cut on screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from annotations.geometry import FloatArray, Point, as_point
from annotations.locations import ColumnRow, ImageLocation, Location, PatientLocation
from viewers.imaging.images import Pixels, Volume
from viewers.state.frame import FrameGeometry

SOLID_DISTANCE_MM = 3.0
"""Points this near the cut are drawn as lying on it where slices are thick, or nothing says how thick they are."""
FAINT_DISTANCE_MM = 5.0
"""Points this near the cut are drawn faintly, farther ones only within a thicker slab."""


FLATNESS_MM = 0.05
"""Points whose distances from a cut differ by less than this lie in one plane parallel to it."""


def has_patient_coordinates(geometry: FrameGeometry) -> bool:
    """Whether display pixels of this frame are points of a Frame of Reference."""
    return geometry.plane is not None and geometry.mm_per_px is not None and bool(geometry.frame_of_reference_uid)


def locate(geometry: FrameGeometry, x: float, y: float) -> Location | None:
    """The location under a display pixel: in the patient where the frame says so, else on the image, else None.

    Of a curved reformat it is the true place, through the curve.
    """
    if has_patient_coordinates(geometry):
        return PatientLocation(geometry.frame_of_reference_uid, (geometry.point_at(x, y),), geometry.image)
    if geometry.curve is not None and geometry.frame_of_reference_uid:
        point = geometry.curve.point_at(x, y)
        return None if point is None else PatientLocation(geometry.frame_of_reference_uid, (point,))
    if geometry.image is not None and geometry.column_row_origin is not None:
        column, row = geometry.display_to_image((x, y))
        return ImageLocation(geometry.image, ((float(column), float(row)),))
    return None


def place_on_screen(geometry: FrameGeometry, frame_of_reference_uid: str, point: Point) -> tuple[float, float] | None:
    """Where one point of the patient is on a frame, also a curved one; None in another Frame of Reference."""
    if not frame_of_reference_uid or geometry.frame_of_reference_uid != frame_of_reference_uid:
        return None
    if geometry.curve is not None:
        return geometry.curve.to_display(point)
    if not has_patient_coordinates(geometry):
        return None
    x, y = geometry.lps_to_display(point)
    return float(x), float(y)


def shares_space(geometry: FrameGeometry, location: Location) -> bool:
    """Whether a location can be drawn on this frame: the same Frame of Reference, or the very same image."""
    if isinstance(location, ImageLocation):
        return geometry.column_row_origin is not None and location.image == geometry.image
    return has_patient_coordinates(geometry) and location.frame_of_reference_uid == geometry.frame_of_reference_uid


def display_points(geometry: FrameGeometry, location: Location) -> FloatArray:
    """Display pixels (n, 2) of a location's points. Raises `ValueError` unless `shares_space`."""
    if not shares_space(geometry, location):
        raise ValueError("this location is in another Frame of Reference or on another image")
    if isinstance(location, ImageLocation):
        return geometry.image_to_display(location.points_column_row)
    return geometry.lps_to_display(location.points_lps_mm)


def plane_distances_mm(geometry: FrameGeometry, location: Location) -> FloatArray:
    """Signed distance (n,) of a location's points from the cut, mm; zeros for points on an image."""
    if isinstance(location, ImageLocation) or geometry.plane is None:
        points = location.points_column_row if isinstance(location, ImageLocation) else location.points_lps_mm
        return np.zeros(len(points))
    return geometry.plane.signed_distance_mm(location.points_lps_mm)


def moved_point(geometry: FrameGeometry, location: Location, index: int, x: float, y: float) -> Location:
    """The location with one point put under a display pixel, keeping that point's distance from the cut."""
    if isinstance(location, ImageLocation):
        column, row = geometry.display_to_image((x, y))
        on_image = list(location.points_column_row)
        on_image[index] = (float(column), float(row))
        return location.with_points(tuple(on_image))
    in_patient = list(location.points_lps_mm)
    in_patient[index] = _on_parallel_cut(geometry, in_patient[index], x, y)
    return location.with_points(tuple(in_patient))


def _on_parallel_cut(geometry: FrameGeometry, point: Point, x: float, y: float) -> Point:
    if geometry.plane is None:
        raise ValueError("this frame has no patient coordinates")
    distance = float(geometry.plane.signed_distance_mm([point])[0])
    return as_point(np.asarray(geometry.point_at(x, y)) + distance * np.asarray(geometry.plane.normal))


def moved_by(geometry: FrameGeometry, location: Location, dx: float, dy: float) -> Location:
    """The location with every point moved by (dx, dy) display pixels, parallel to the cut."""
    return with_display_points(geometry, location, display_points(geometry, location) + np.array((dx, dy)))


def joined(first: Location, then: Location) -> Location | None:
    """Both locations' points as one, keeping the first one's source; None when they are not in the same space."""
    if isinstance(first, ImageLocation) and isinstance(then, ImageLocation):
        same_image = first.image == then.image
        return first.with_points(first.points_column_row + then.points_column_row) if same_image else None
    if isinstance(first, PatientLocation) and isinstance(then, PatientLocation):
        same_space = first.frame_of_reference_uid == then.frame_of_reference_uid
        return first.with_points(first.points_lps_mm + then.points_lps_mm) if same_space else None
    return None


def located(geometry: FrameGeometry, display_px: Sequence[tuple[float, float]]) -> Location | None:
    """Several display pixels as one location; None where the frame has no positions. Raises `ValueError` for none."""
    whole: Location | None = None
    for number, (x, y) in enumerate(display_px):
        point = locate(geometry, x, y)
        if point is None:
            return None
        whole = point if number == 0 else joined(whole, point) if whole is not None else None
    if whole is None:
        raise ValueError("a location needs at least one point")
    return whole


def with_display_points(geometry: FrameGeometry, location: Location, display_px: Iterable[ArrayLike]) -> Location:
    """The location with every point put under a display pixel, each keeping its distance from the cut."""
    moved = location
    for index, place in enumerate(display_px):
        x, y = np.asarray(place, dtype=np.float64)
        moved = moved_point(geometry, moved, index, float(x), float(y))
    return moved


def lies_in_cut(geometry: FrameGeometry, location: Location) -> bool:
    """Whether all points of a location lie in the very plane on screen."""
    return bool(np.abs(plane_distances_mm(geometry, location)).max() <= FLATNESS_MM)


def lies_along_cut(geometry: FrameGeometry, location: Location) -> bool:
    """Whether all points of a location lie in one plane that is parallel to the cut."""
    return bool(np.ptp(plane_distances_mm(geometry, location)) <= FLATNESS_MM)


def point_count(location: Location) -> int:
    """How many points a location has."""
    points = location.points_column_row if isinstance(location, ImageLocation) else location.points_lps_mm
    return len(points)


def without_point(location: Location, index: int) -> Location | None:
    """The location with one point less; None when that was the only one."""
    if isinstance(location, ImageLocation):
        on_image = location.points_column_row[:index] + location.points_column_row[index + 1 :]
        return location.with_points(on_image) if on_image else None
    in_patient = location.points_lps_mm[:index] + location.points_lps_mm[index + 1 :]
    return location.with_points(in_patient) if in_patient else None


def with_copied_point(location: Location, index: int) -> Location:
    """The location with point `index` twice, one after the other."""
    if isinstance(location, ImageLocation):
        on_image = location.points_column_row
        return location.with_points((*on_image[: index + 1], *on_image[index:]))
    in_patient = location.points_lps_mm
    return location.with_points((*in_patient[: index + 1], *in_patient[index:]))


def is_inside(pixels: Pixels, location: Location, geometry: FrameGeometry) -> bool:
    """Whether every point lies on pixels that exist: marks beyond the image are refused.

    Points on a stack are judged by where they project on its frame on screen, whose geometry this is.
    """
    if isinstance(location, PatientLocation):
        if isinstance(pixels, Volume):
            return all(pixels.geometry.contains(point) for point in location.points_lps_mm)
        if geometry.column_row_origin is None or not shares_space(geometry, location):
            return False
        on_frame = geometry.display_to_image(geometry.lps_to_display(location.points_lps_mm))
        return _on_pixels(pixels, [(float(column), float(row)) for column, row in on_frame])
    return _on_pixels(pixels, location.points_column_row)


def _on_pixels(pixels: Pixels, points_column_row: Iterable[ColumnRow]) -> bool:
    rows, columns = pixels.geometry.shape_kji[1:] if isinstance(pixels, Volume) else pixels.size_rc
    return all(-0.5 <= c <= columns - 0.5 and -0.5 <= r <= rows - 0.5 for c, r in points_column_row)
