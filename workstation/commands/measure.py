"""`foramen measure`: geometry of given points, with unit and calibration."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import typer

from annotations.calibration import PixelCalibration
from annotations.geometry import Point, as_point
from annotations.locations import ImageLocation, Location, PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.measurements import Measurement, is_measurable, measurements_of
from viewers.imaging.calibrated import calibration_at
from viewers.imaging.images import Pixels, PlanarFrame, Volume
from viewers.imaging.region_statistics import encloses_area, region_values
from viewers.imaging.sampling import Reading, frame_reading_at, value_at, voxel_reading_at
from workstation.commands.outcome import CommandError, ExitStatus, print_json

KINDS: Mapping[str, MarkKind] = {
    "probe": MarkKind.POINT,
    **{kind.value: kind for kind in MarkKind if is_measurable(kind)},
    "area": MarkKind.POLYGON,
    "vertebral-heights": MarkKind.VERTEBRA,
}
"""What `--kind` may be: every kind of mark that measures something, and two names of before."""


def parse_points(text: str, *, dimensions: int) -> tuple[tuple[float, ...], ...]:
    """A JSON list of points with 2 (pixel: column, row) or 3 (lps: x, y, z) numbers each."""
    try:
        points = tuple(tuple(float(value) for value in point) for point in json.loads(text))
    except (ValueError, TypeError) as error:
        raise CommandError(f"--points {text}: give a JSON list of points", ExitStatus.WRONG_USE) from error
    if not all(math.isfinite(value) for point in points for value in point):
        raise CommandError(f"--points {text}: a coordinate is not a finite number", ExitStatus.WRONG_USE)
    if not points or any(len(point) != dimensions for point in points):
        raise CommandError(f"--points: each point needs {dimensions} numbers in this space", ExitStatus.WRONG_USE)
    return points


def measure_points(pixels: Pixels, *, kind: str, points: str, space: str, frame: int | None) -> dict[str, Any]:
    """The measurement as cli.md's JSON object."""
    if kind not in KINDS:
        raise CommandError(f"--kind {kind}: is none of {', '.join(KINDS)}", ExitStatus.WRONG_USE)
    if space not in ("lps", "pixel"):
        raise CommandError(f"--space {space}: lps or pixel", ExitStatus.WRONG_USE)
    location, calibration = _location(pixels, points, space, frame)
    if kind == "probe":
        return _probe(pixels, location)
    mark_kind = KINDS[kind]
    facts = MARK_KINDS[mark_kind]
    try:
        mark = Mark("command-line", mark_kind, location, calibration=calibration)
        values = measurements_of(mark)
    except ValueError as error:
        order = f"; give {', '.join(facts.prompts)}" if facts.most is not None else ""
        raise CommandError(f"--points: {error}{order}", ExitStatus.WRONG_USE) from error
    return {
        "kind": kind,
        "value": values[0].value,
        "unit": values[0].unit,
        "calibration": values[0].calibration.value,
        "statistics": _statistics(mark, pixels),
        "values": [_as_json(one) for one in values],
    }


def _statistics(mark: Mark, pixels: Pixels) -> dict[str, Any] | None:
    """Of the values inside a region; None for other kinds and where there are none."""
    found = region_values(mark, pixels) if encloses_area(mark) else None
    return None if found is None else asdict(found)


def _as_json(one: Measurement) -> dict[str, Any]:
    return {
        "name": one.name,
        "value": one.value,
        "unit": one.unit,
        "uncertainty": one.uncertainty,
        "method": one.method,
        "calibration": one.calibration.value,
        "remark": one.remark,
    }


def _location(pixels: Pixels, text: str, space: str, frame: int | None) -> tuple[Location, PixelCalibration]:
    if space == "lps":
        if not isinstance(pixels, Volume):
            raise CommandError("this series has no trusted patient geometry; use --space pixel", ExitStatus.WRONG_USE)
        points = tuple(as_point(point) for point in parse_points(text, dimensions=3))
        inside = PatientLocation(pixels.geometry.frame_of_reference_uid, points)
        return inside, calibration_at(pixels, inside)
    column_row = tuple((point[0], point[1]) for point in parse_points(text, dimensions=2))
    index = (frame or 1) - 1
    if isinstance(pixels, Volume):
        placed = _pixel_points_of_volume(pixels, index, column_row)
        return placed, calibration_at(pixels, placed)
    location = ImageLocation(_frame_of(pixels, index).image, column_row)
    return location, calibration_at(pixels, location)


def _pixel_points_of_volume(pixels: Volume, index: int, points: tuple[tuple[float, float], ...]) -> PatientLocation:
    if not 0 <= index < len(pixels.images):
        raise CommandError(f"--frame {index + 1}: there are frames 1 to {len(pixels.images)}", ExitStatus.WRONG_USE)
    lps: tuple[Point, ...] = tuple(
        as_point(pixels.geometry.index_to_lps((index, row, column))) for column, row in points
    )
    return PatientLocation(pixels.geometry.frame_of_reference_uid, lps, pixels.images[index])


def _frame_of(pixels: Pixels, index: int) -> PlanarFrame:
    frames = [] if isinstance(pixels, Volume) else pixels.frames
    frame = frames[index] if 0 <= index < len(frames) else None
    if frame is None:
        raise CommandError(f"--frame {index + 1}: there are frames 1 to {len(frames)}", ExitStatus.WRONG_USE)
    return frame


def _probe(pixels: Pixels, location: Location) -> dict[str, Any]:
    if isinstance(pixels, Volume) and isinstance(location, PatientLocation):
        point = location.points_lps_mm[0]
        reading, unit = voxel_reading_at(pixels, point), pixels.rescale.unit
        value = value_at(pixels, point)
    else:
        reading, unit = _planar_reading(pixels, location)
        value = None if reading is None else reading.value
    if value is None:
        raise CommandError(f"--points: {_no_value(reading)}", ExitStatus.WRONG_USE)
    return {"kind": "probe", "value": value, "unit": unit, "calibration": None, "statistics": None}


def _no_value(reading: Reading | None) -> str:
    """Why a point has no value."""
    if reading is None:
        return "the point lies outside the image"
    if reading.colour is not None:
        return "the image is in colour and has no values there"
    return "the point lies in or beside padding, which has no value"


def _planar_reading(pixels: Pixels, location: Location) -> tuple[Reading | None, str]:
    if isinstance(pixels, Volume) or not isinstance(location, ImageLocation):
        return None, ""
    frame = next(one for one in pixels.frames if one is not None and one.image == location.image)
    return frame_reading_at(frame, location.points_column_row[0]), frame.rescale.unit


def print_measurement(result: dict[str, Any], *, as_json: bool) -> None:
    """The result as one JSON document or one line, further values of the same points below it."""
    if as_json:
        print_json(result)
        return
    calibration = f" ({result['calibration']})" if result["calibration"] else ""
    typer.echo(f"{result['kind']} {result['value']:.2f} {result['unit']}{calibration}")
    for one in result.get("values", [])[1:]:
        typer.echo(f"  {one['name']} {one['value']:.2f} {one['unit']}")
