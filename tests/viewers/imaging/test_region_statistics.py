"""Statistics of regions against plain references: exact arithmetic point by point, numpy on loops, SimpleITK."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.calibration import CalibrationSource, PixelCalibration
from annotations.geometry import FloatArray, Plane, Point, as_point
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.references import ImageRef, SeriesRef
from tests.support.loaded_volumes import loaded_volume
from tests.support.phantoms import FRAME_OF_REFERENCE, affine_of, noise_volume, ramp_volume, volume_of
from tests.support.scenes import IMAGE, a_radiograph
from viewers.imaging.images import ImageStack, PlanarFrame, ProjectionImage, Rescale, Volume
from viewers.imaging.padding import PaddingRange
from viewers.imaging.region_masks import Outline
from viewers.imaging.region_statistics import (
    COLOUR,
    NO_AREA,
    NO_PIXELS,
    NOT_FLAT,
    OTHER_IMAGE,
    STILL_LOADING,
    NoStatisticsError,
    RegionStatistics,
    is_drawn_on,
    region_statistics,
    region_values,
)
from viewers.imaging.sampling import value_at
from workstation.dicom.load import load_stack
from workstation.dicom.scan import scan_paths

Corner = tuple[float, float]


def holds(corners: list[Corner], column: int, row: int) -> bool:
    """Even-odd rule with the border inside, in exact fractions: nothing in common with the code under test."""
    exact = [(Fraction(x), Fraction(y)) for x, y in corners]
    inside = False
    for (x0, y0), (x1, y1) in zip(exact, [*exact[1:], exact[0]], strict=True):
        cross = (x1 - x0) * (row - y0) - (y1 - y0) * (column - x0)
        if cross == 0 and min(x0, x1) <= column <= max(x0, x1) and min(y0, y1) <= row <= max(y0, y1):
            return True
        if (y0 > row) != (y1 > row) and column < (x1 - x0) * (row - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def held_pixels(corners: list[Corner], size_rc: tuple[int, int]) -> list[tuple[int, int]]:
    """(row, column) of the pixels of an image that the corners hold."""
    low_x, low_y = (max(0, math.floor(min(axis))) for axis in zip(*corners, strict=True))
    high_x, high_y = (math.ceil(max(axis)) + 1 for axis in zip(*corners, strict=True))
    rows, columns = range(low_y, min(size_rc[0], high_y)), range(low_x, min(size_rc[1], high_x))
    return [(row, column) for row in rows for column in columns if holds(corners, column, row)]


def area_of(corners: list[Corner]) -> float:
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def on_slice(volume: Volume, kind: MarkKind, k: float, corners: list[Corner]) -> Mark:
    """A mark through (column, row) corners of one slice."""
    index = [(k, row, column) for column, row in corners]
    points = tuple(as_point(point) for point in volume.geometry.index_to_lps(index))
    source = volume.images[round(k)]
    return Mark("m", kind, PatientLocation(volume.geometry.frame_of_reference_uid, points, source))


def check(found: RegionStatistics, values: FloatArray, area_mm2: float | None) -> None:
    """All numbers against plain numpy on the values of the reference."""
    assert found.count == len(values)
    assert found.mean == pytest.approx(math.fsum(values) / len(values), rel=1e-12)
    squares = math.fsum((value - math.fsum(values) / len(values)) ** 2 for value in values)
    assert found.sd == pytest.approx(math.sqrt(squares / (len(values) - 1)), rel=1e-9)
    assert (found.minimum, found.maximum) == (min(values), max(values))
    ordered = sorted(values)
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    assert found.median == pytest.approx(median)
    assert found.area_mm2 == (None if area_mm2 is None else pytest.approx(area_mm2, rel=1e-9))


POLYGONS: dict[str, list[Corner]] = {
    "triangle through pixel centres": [(5, 5), (25, 5), (5, 25)],
    "rectangle on pixel centres": [(10, 8), (30, 8), (30, 20), (10, 20)],
    "rectangle between pixels": [(10.5, 8.5), (30.5, 8.5), (30.5, 20.5), (10.5, 20.5)],
    "hollow": [(5, 5), (35, 5), (35, 30), (20, 12.25), (5, 30)],
    "slanted": [(7.3, 4.1), (40.2, 11.7), (33.3, 33.9), (9.9, 27.2)],
    "a bow that crosses itself": [(5, 5), (35, 30), (35, 5), (5, 30)],
    "corner repeated": [(5, 5), (5, 5), (25, 7), (18, 25)],
    "partly beyond the image": [(40, 30), (70, 30), (70, 60), (40, 60)],
}


@pytest.mark.parametrize("name", POLYGONS)
@pytest.mark.parametrize("kind", [MarkKind.POLYGON, MarkKind.FREEHAND, MarkKind.DURAL_SAC])
def test_a_polygon_on_a_slice_counts_its_voxels_exactly(name: str, kind: MarkKind) -> None:
    volume, corners = noise_volume(), POLYGONS[name]
    found = region_statistics(on_slice(volume, kind, 2, corners), volume)
    held = held_pixels(corners, volume.geometry.shape_kji[1:])
    values = np.array([float(volume.stored_values[2, row, column]) - 1024 for row, column in held])
    crosses = name == "a bow that crosses itself"
    check(found, values, None if crosses else area_of(corners) * 0.75 * 0.75)
    assert found.unit == "HU"
    assert not found.is_interpolated
    beyond = name == "partly beyond the image"
    assert found.outside_count == (31 * 31 - len(held) if beyond else 0)


@pytest.mark.parametrize("angle_deg", [0, 17, 45, 90])
def test_an_ellipse_counts_the_voxels_within_its_equation(angle_deg: float) -> None:
    volume, (a, b) = noise_volume(), (14.2, 9.1)
    turn = math.radians(angle_deg)
    u, v = (math.cos(turn) * a, math.sin(turn) * a), (-math.sin(turn) * b, math.cos(turn) * b)
    ends = [
        (24.3 - u[0], 20.2 - u[1]),
        (24.3 + u[0], 20.2 + u[1]),
        (24.3 - v[0], 20.2 - v[1]),
        (24.3 + v[0], 20.2 + v[1]),
    ]
    found = region_statistics(on_slice(volume, MarkKind.ELLIPSE, 3, ends), volume)
    values = []
    for row in range(40):
        for column in range(50):
            x, y = column - 24.3, row - 20.2
            along, across = (x * u[0] + y * u[1]) / a, (x * v[0] + y * v[1]) / b
            if (along / a) ** 2 + (across / b) ** 2 <= 1:
                values.append(float(volume.stored_values[3, row, column]) - 1024)
    check(found, np.array(values), math.pi * a * b * 0.75**2)


def test_a_circle_through_pixel_centres_holds_those_on_its_border() -> None:
    volume = noise_volume()
    circle = on_slice(volume, MarkKind.CIRCLE, 1, [(15, 20), (25, 20), (20, 15), (20, 25)])
    # Integer points with x^2 + y^2 <= 25: Gauss's circle problem gives 81, 12 of them on the circle.
    assert region_statistics(circle, volume).count == 81


def test_a_rectangle_holds_its_border_and_one_between_pixels_does_not() -> None:
    volume = noise_volume()
    kinds = {
        name: region_statistics(on_slice(volume, MarkKind.RECTANGLE, 1, POLYGONS[name]), volume)
        for name in POLYGONS
        if "rectangle" in name
    }
    assert kinds["rectangle on pixel centres"].count == 21 * 13
    assert kinds["rectangle between pixels"].count == 20 * 12


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.tuples(st.integers(-8, 56), st.integers(-8, 48)), min_size=3, max_size=9), st.sampled_from([1, 2, 3, 7])
)
def test_any_polygon_holds_what_exact_arithmetic_says(corners: list[tuple[int, int]], denominator: int) -> None:
    exact = [(x / denominator, y / denominator) for x, y in corners]
    outline = Outline.polygon(exact)
    left, right, top, bottom = outline.bounds
    columns, rows = np.arange(left, right + 1), np.arange(top, bottom + 1)
    mask = outline.mask(columns, rows)
    fractions = [(Fraction(x, denominator), Fraction(y, denominator)) for x, y in corners]
    reference = [[holds(fractions, int(column), int(row)) for column in columns] for row in rows]  # type: ignore[arg-type]
    assert mask.tolist() == reference
    beyond = [(left - 1, top), (right + 1, bottom), (left, top - 1), (right, bottom + 1)]
    assert not any(holds(fractions, column, row) for column, row in beyond)  # type: ignore[arg-type]


def test_simpleitk_counts_the_same() -> None:
    volume, corners = noise_volume(), POLYGONS["slanted"]
    found = region_statistics(on_slice(volume, MarkKind.POLYGON, 2, corners), volume)
    label = np.zeros((40, 50), dtype=np.uint8)
    for row, column in held_pixels(corners, (40, 50)):
        label[row, column] = 1
    statistics = sitk.LabelStatisticsImageFilter()
    statistics.Execute(
        sitk.GetImageFromArray(volume.stored_values[2].astype(np.float64) - 1024), sitk.GetImageFromArray(label)
    )
    assert found.count == statistics.GetCount(1)
    assert found.mean == pytest.approx(statistics.GetMean(1), rel=1e-12)
    assert found.sd == pytest.approx(statistics.GetSigma(1), rel=1e-9)
    assert (found.minimum, found.maximum) == (statistics.GetMinimum(1), statistics.GetMaximum(1))


def test_a_region_in_a_sagittal_or_coronal_layer_counts_voxels_of_that_layer() -> None:
    volume = noise_volume((30, 40, 50))
    for fixed in (1, 2):
        corners = [(4.2, 3.1), (20.4, 5.5), (17.7, 22.2), (6.1, 18.8)]
        index = [(k, 11, c) if fixed == 1 else (k, c, 11) for c, k in corners]
        points = tuple(as_point(point) for point in volume.geometry.index_to_lps(index))
        mark = Mark("m", MarkKind.POLYGON, PatientLocation(FRAME_OF_REFERENCE, points, volume.images[0]))
        layer = volume.stored_values[:, 11, :] if fixed == 1 else volume.stored_values[:, :, 11]
        values = np.array([float(layer[row, column]) - 1024 for row, column in held_pixels(corners, layer.shape)])
        found = region_statistics(mark, volume)
        check(found, values, area_of(corners) * 0.75 * 3)
        assert not found.is_interpolated


def test_on_an_oblique_plane_values_are_interpolated_and_said_to_be() -> None:
    gradient = np.array((1.0, 2.0, -3.0))
    volume = ramp_volume(affine_of((1, 0, 0), (0, 1, 0), (2, 1, 1), (-20, -20, -20)), (20, 40, 40), gradient)
    right, down = np.array((1.0, 0.0, 0.0)), np.array((0.0, math.cos(0.5), math.sin(0.5)))
    corners = [np.array((0.0, 0, 0)) + x * right + y * down for x, y in ((-8, -6), (8, -6), (8, 6), (-8, 6))]
    points = tuple(as_point(corner) for corner in corners)
    found = region_statistics(Mark("m", MarkKind.RECTANGLE, PatientLocation(FRAME_OF_REFERENCE, points)), volume)
    assert found.is_interpolated
    assert found.area_mm2 == pytest.approx(16 * 12)
    assert found.count == pytest.approx(16 * 12, rel=0.15)
    # A linear field has its extremes at the corners and its mean at the centre.
    at_corners = np.array(corners) @ gradient
    assert at_corners.min() - 1e-3 <= found.minimum <= found.maximum <= at_corners.max() + 1e-3
    assert found.mean == pytest.approx(0.0, abs=1.5)


def test_samples_of_an_oblique_plane_are_those_of_the_probe_on_the_lattice() -> None:
    """A lattice laid by hand in the same plane gives the same values (the plane leans about the column direction)."""
    volume = noise_volume((30, 40, 50))
    centre = np.asarray(volume.geometry.center_lps_mm)
    right, down = np.array((1.0, 0.0, 0.0)), np.array((0.0, math.cos(0.3), math.sin(0.3)))
    normal = np.cross(right, down)
    first = volume.geometry.affine[:3, 3]
    origin = first - ((first - centre) @ normal) * normal
    corners = [centre + x * right + y * down for x, y in ((-5, -4), (6, -4), (6, 5), (-5, 5))]
    points = tuple(as_point(corner) for corner in corners)
    found = region_statistics(Mark("m", MarkKind.POLYGON, PatientLocation(FRAME_OF_REFERENCE, points)), volume)
    on_lattice = [((c - origin) @ right / 0.75, (c - origin) @ down / 0.75) for c in corners]
    held = [(row, column) for row in range(-80, 80) for column in range(-80, 80) if holds(on_lattice, column, row)]
    values = [value_at(volume, as_point(origin + 0.75 * (column * right + row * down))) for row, column in held]
    assert found.count == len(held)
    assert found.mean == pytest.approx(float(np.mean(np.array(values, dtype=float))), rel=1e-9)
    assert found.minimum == pytest.approx(min(value for value in values if value is not None), rel=1e-9)


def test_padding_is_left_out_and_counted() -> None:
    volume = noise_volume()
    stored = volume.stored_values.copy()
    stored[2, 8:15, 10:31] = -2000
    padded = replace(volume, stored_values=stored, padding=PaddingRange(-2000, -2000))
    found = region_statistics(on_slice(padded, MarkKind.RECTANGLE, 2, POLYGONS["rectangle on pixel centres"]), padded)
    assert (found.count, found.padding_count) == (21 * 6, 21 * 7)
    assert found.minimum >= -1024


def test_a_region_of_padding_alone_has_no_statistics() -> None:
    volume = replace(noise_volume(), padding=PaddingRange(0, 4096))
    mark = on_slice(volume, MarkKind.POLYGON, 2, POLYGONS["slanted"])
    with pytest.raises(NoStatisticsError, match=NO_PIXELS):
        region_statistics(mark, volume)
    assert region_values(mark, volume) is None


def test_one_pixel_has_no_standard_deviation() -> None:
    volume = noise_volume()
    mark = on_slice(volume, MarkKind.RECTANGLE, 2, [(9.6, 9.6), (10.4, 9.6), (10.4, 10.4), (9.6, 10.4)])
    found = region_statistics(mark, volume)
    assert (found.count, found.sd) == (1, None)
    assert found.mean == found.median == float(volume.stored_values[2, 10, 10]) - 1024


def test_slices_that_have_not_arrived_are_waited_for() -> None:
    volume = noise_volume()
    volume.loaded[2] = False
    with pytest.raises(NoStatisticsError, match=STILL_LOADING):
        region_statistics(on_slice(volume, MarkKind.POLYGON, 2, POLYGONS["slanted"]), volume)
    assert region_values(on_slice(volume, MarkKind.POLYGON, 3, POLYGONS["slanted"]), volume) is not None


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        (((0, 0, -30), (10, 0, -24), (5, 10, -30), (0, 10, -24)), NOT_FLAT),
        (((0, 0, -30), (5, 0, -30), (10, 0, -30), (2, 0, -30)), NO_AREA),
    ],
)
def test_points_that_enclose_no_area_of_one_plane_are_refused(points: tuple[Point, ...], reason: str) -> None:
    mark = Mark("m", MarkKind.POLYGON, PatientLocation(FRAME_OF_REFERENCE, points))
    with pytest.raises(NoStatisticsError, match=reason):
        region_statistics(mark, noise_volume())


def test_another_space_and_an_open_mark_are_refused() -> None:
    volume = noise_volume()
    mark = on_slice(volume, MarkKind.POLYGON, 2, POLYGONS["slanted"])
    assert isinstance(mark.location, PatientLocation)
    foreign = replace(mark, location=PatientLocation("9.9.9", mark.location.points_lps_mm))
    with pytest.raises(NoStatisticsError, match=OTHER_IMAGE):
        region_statistics(foreign, volume)
    with pytest.raises(NoStatisticsError, match=NO_AREA):
        region_statistics(on_slice(volume, MarkKind.LENGTH, 2, [(1, 1), (9, 9)]), volume)
    axes: list[Corner] = [(1, 1), (9, 9), (4, 6), (6, 4)]
    with pytest.raises(NoStatisticsError, match=NO_AREA):
        region_statistics(on_slice(volume, MarkKind.BIDIRECTIONAL, 2, axes), volume)


def on_radiograph(corners: list[Corner], calibration: PixelCalibration | None = None) -> Mark:
    location = ImageLocation(IMAGE, tuple(corners))
    return (
        Mark("m", MarkKind.POLYGON, location)
        if calibration is None
        else Mark("m", MarkKind.POLYGON, location, calibration=calibration)
    )


def test_a_radiograph_gives_values_after_its_modality_lut_and_square_mm_only_when_calibrated() -> None:
    pixels, corners = a_radiograph(), POLYGONS["hollow"]
    frame = pixels.frames[0]
    assert frame is not None
    pixels.frames[0] = replace(frame, rescale=Rescale(2.0, -50.0))
    assert frame.values is not None
    values = np.array([float(frame.values[row, column]) * 2 - 50 for row, column in held_pixels(corners, (80, 120))])
    check(region_statistics(on_radiograph(corners), pixels), values, None)
    detector = PixelCalibration(CalibrationSource.DETECTOR, 0.2, 0.1)
    found = region_statistics(on_radiograph(corners, detector), pixels)
    check(found, values, area_of(corners) * 0.02)
    assert found.unit == ""
    assert found.area_px == pytest.approx(area_of(corners))


def test_another_frame_and_colour_are_refused() -> None:
    pixels = a_radiograph()
    elsewhere = ImageLocation(replace(IMAGE, sop_instance_uid="7.7"), ((1, 1), (9, 1), (9, 9)))
    with pytest.raises(NoStatisticsError, match=OTHER_IMAGE):
        region_statistics(Mark("m", MarkKind.POLYGON, elsewhere), pixels)
    frame = pixels.frames[0]
    assert frame is not None
    pixels.frames[0] = replace(frame, values=np.zeros((80, 120, 3), dtype=np.uint8))
    with pytest.raises(NoStatisticsError, match="colour") as refused:
        region_statistics(on_radiograph([(1, 1), (9, 1), (9, 9)]), pixels)
    assert str(refused.value) == COLOUR
    pixels.frames[0] = None
    with pytest.raises(NoStatisticsError):
        region_statistics(on_radiograph([(1, 1), (9, 1), (9, 9)]), pixels)


def test_a_frame_of_a_stack_with_a_plane_is_found_by_its_plane() -> None:
    rng = np.random.default_rng(3)
    planes = [Plane((0.0, 0.0, z), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)) for z in (0.0, 4.0, 9.0)]
    frames: list[PlanarFrame | None] = [
        PlanarFrame(
            ImageRef("1", "2", "3", f"4.{n}"),
            rng.integers(0, 99, (30, 30)).astype(np.int16),
            plane=plane,
            pixel_spacing_mm=(0.5, 0.5),
        )
        for n, plane in enumerate(planes)
    ]
    stack = ImageStack(SeriesRef("1", "2"), frames, "5.5", size_rc=(30, 30))
    corners: list[Corner] = [(3, 3), (20, 5), (11, 22)]
    points = tuple((x / 2, y / 2, 4.0) for x, y in corners)
    found = region_statistics(Mark("m", MarkKind.POLYGON, PatientLocation("5.5", points)), stack)
    middle = frames[1]
    assert middle is not None
    assert middle.values is not None
    held = held_pixels(corners, (30, 30))
    check(found, np.array([float(middle.values[row, column]) for row, column in held]), area_of(corners) / 4)
    between = tuple((x, y, 6.0) for x, y, _ in points)
    with pytest.raises(NoStatisticsError, match=OTHER_IMAGE):
        region_statistics(Mark("m", MarkKind.POLYGON, PatientLocation("5.5", between)), stack)


def test_a_mark_belongs_to_the_series_it_was_drawn_on() -> None:
    volume = noise_volume()
    mark = on_slice(volume, MarkKind.POLYGON, 2, POLYGONS["slanted"])
    assert is_drawn_on(mark, volume)
    assert not is_drawn_on(mark, replace(volume, series=SeriesRef("1.2.1", "9.9")))
    assert isinstance(mark.location, PatientLocation)
    assert not is_drawn_on(replace(mark, location=replace(mark.location, source=None)), volume)


def test_a_mark_of_another_stack_of_the_same_series_is_not_of_this_one() -> None:
    volume = noise_volume()
    mark = on_slice(volume, MarkKind.POLYGON, 2, POLYGONS["slanted"])
    others = tuple(replace(image, sop_instance_uid=f"{image.sop_instance_uid}.7") for image in volume.images)
    assert not is_drawn_on(mark, replace(volume, images=others))
    assert is_drawn_on(on_radiograph(POLYGONS["hollow"]), a_radiograph())


def test_signal_without_a_unit_stays_without_one() -> None:
    volume = volume_of(np.ones((3, 40, 50), dtype=np.int16), affine_of((1, 0, 0), (0, 1, 0), (3, 1, 1), (0, 0, 0)))
    found = region_statistics(on_slice(volume, MarkKind.POLYGON, 1, POLYGONS["slanted"]), volume)
    assert (found.unit, found.mean, found.sd) == ("", 1.0, 0.0)


@pytest.fixture(scope="module", params=["ct-lspine-sagittal", "mr-lspine-hitachi"])
def a_real_volume(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Volume:
    names = {"ct-lspine-sagittal": "", "mr-lspine-hitachi": "T2 SAG"}
    folder = shared_data / request.param
    return loaded_volume(folder, names[request.param], cache=tmp_path_factory.mktemp("index"))


def test_real_slices_agree_with_a_loop_over_their_pixels(a_real_volume: Volume) -> None:
    k = a_real_volume.geometry.shape_kji[0] // 2
    rows, columns = a_real_volume.geometry.shape_kji[1:]
    corners = [(columns * x, rows * y) for x, y in ((0.42, 0.40), (0.58, 0.43), (0.55, 0.61), (0.44, 0.55))]
    found = region_statistics(on_slice(a_real_volume, MarkKind.FREEHAND, k, corners), a_real_volume)
    rescale, padding = a_real_volume.rescale, a_real_volume.padding
    values = []
    for row, column in held_pixels(corners, (rows, columns)):
        stored = float(a_real_volume.stored_values[k, row, column])
        if padding is None or not padding.low <= stored <= padding.high:
            values.append(stored * rescale.slope + rescale.intercept)
    spacing = a_real_volume.geometry.spacing_mm_kji
    check(found, np.array(values), area_of(corners) * spacing[1] * spacing[2])
    assert found.unit == a_real_volume.rescale.unit


def test_a_real_radiograph_agrees_with_a_loop_over_its_pixels(shared_data: Path, tmp_path: Path) -> None:
    pixels = radiograph(shared_data / "xray" / "hip_CR_J2KR.dcm", tmp_path)
    frame = pixels.frames[0]
    assert frame is not None
    assert frame.values is not None
    rows, columns = frame.values.shape
    shares = ((0.4, 0.4), (0.5, 0.42), (0.45, 0.5))
    corners = [(int(columns * x) + 0.3, int(rows * y) + 0.4) for x, y in shares]
    mark = Mark("m", MarkKind.POLYGON, ImageLocation(frame.image, tuple(corners)), calibration=pixels.calibration)
    stored = [float(frame.values[row, column]) for row, column in held_pixels(corners, (rows, columns))]
    padding, rescale = frame.padding, frame.rescale
    kept = [one for one in stored if padding is None or not padding.low <= one <= padding.high]
    values = [one * rescale.slope + rescale.intercept for one in kept]
    calibration = pixels.calibration
    spacing = (calibration.row_spacing_mm, calibration.column_spacing_mm)
    area = None if spacing[0] is None or spacing[1] is None else area_of(corners) * spacing[0] * spacing[1]
    check(region_statistics(mark, pixels), np.array(values), area)


def radiograph(path: Path, cache: Path) -> ProjectionImage:
    ((patient,)) = scan_paths([path], cache_dir=cache).patients
    pixels = load_stack(patient.studies[0].series[0], 0)
    assert isinstance(pixels, ProjectionImage)
    return pixels
