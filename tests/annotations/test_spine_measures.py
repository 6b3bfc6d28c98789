"""Measures of spine, pelvis and joints against the vectors of domain.md 4.2 to 4.10 and figures of known size."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.calibration import NOT_CALIBRATED, CalibrationSource, PixelCalibration
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import MARK_KINDS, Mark, MarkKind
from annotations.measurement_context import NO_CONTEXT, MeasurementContext
from annotations.measurements import Measurement, is_measurable, measure, measurements_of
from annotations.quantities import GEOMETRIC
from annotations.references import ImageRef
from annotations.spine_quantities import QUANTITIES, SPINAL

IMAGE = ImageRef("1.2", "1.3", "1.4", "1.5")
FILM = PixelCalibration(CalibrationSource.FIDUCIAL, 0.1, 0.1)
BODY = ((0, -30, 25), (0, -15, 25), (0, 0, 25), (0, -30, 0), (0, -15, 0), (0, 0, 0))

Points = tuple[tuple[float, ...], ...]


def measured(kind: MarkKind, points: Points, context: MeasurementContext = NO_CONTEXT) -> dict[str, Measurement]:
    mark = Mark("m", kind, PatientLocation("1.9", points))  # type: ignore[arg-type]
    return {one.name: one for one in measurements_of(mark, pixel_spacing_mm=0.5, context=context)}


def on_film(
    kind: MarkKind,
    points: Points,
    calibration: PixelCalibration = NOT_CALIBRATED,
    context: MeasurementContext = NO_CONTEXT,
) -> dict[str, Measurement]:
    mark = Mark("m", kind, ImageLocation(IMAGE, points), calibration=calibration)  # type: ignore[arg-type]
    return {one.name: one for one in measurements_of(mark, context=context)}


def turned(points: Points, axis: str, degrees: float) -> Points:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    matrices = {
        "x": ((1, 0, 0), (0, c, -s), (0, s, c)),
        "y": ((c, 0, s), (0, 1, 0), (-s, 0, c)),
        "z": ((c, -s, 0), (s, c, 0), (0, 0, 1)),
    }
    return tuple(map(tuple, np.asarray(points, dtype=float) @ np.array(matrices[axis]).T))


def value(kind: MarkKind, points: Points, name: str) -> float:
    return measured(kind, points)[name].value


def test_every_kind_is_in_the_table_once() -> None:
    assert set(QUANTITIES) == set(MarkKind)
    assert not set(GEOMETRIC) & set(SPINAL)
    silent = {kind for kind in MarkKind if not is_measurable(kind)}
    assert silent == {MarkKind.POINT, MarkKind.PROBE, MarkKind.ARROW, MarkKind.TEXT}


def test_the_genant_vector_of_domain_4_4() -> None:
    points = ((0, -30, 14), (0, -15, 18), (0, 0, 22), (0, -30, 0), (0, -15, 0), (0, 0, 0))
    found = measured(MarkKind.VERTEBRA, points)
    assert found["height loss"].value == pytest.approx(36.4, abs=0.05)
    assert found["height loss"].remark == "anterior lowest"
    assert found["wedge ratio"].value == pytest.approx(14 / 22)
    assert found["biconcave ratio"].value == pytest.approx(18 / 22)
    assert found["endplate angle"].value == pytest.approx(math.degrees(math.atan2(8, 30)))


def test_heights_run_along_the_mean_of_the_endplate_normals() -> None:
    """A body tilted in the sagittal plane and turned out of it keeps its heights."""
    for axis, degrees in (("x", 35.0), ("y", 20.0), ("z", 30.0)):
        found = measured(MarkKind.VERTEBRA, turned(BODY, axis, degrees))
        heights = [found[f"{part} height"].value for part in ("anterior", "middle", "posterior")]
        assert heights == pytest.approx([25.0, 25.0, 25.0])
        assert found["height loss"].value == pytest.approx(0.0, abs=1e-9)


def test_a_crush_ratio_needs_the_neighbours() -> None:
    assert "crush ratio" not in measured(MarkKind.VERTEBRA, BODY)
    found = measured(MarkKind.VERTEBRA, BODY, MeasurementContext(neighbour_height=50.0))
    assert (found["crush ratio"].value, found["height loss"].value) == (pytest.approx(0.5), pytest.approx(50.0))
    assert found["height loss"].remark == "lower than its neighbours"


def test_points_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="above the lower three"):
        measured(MarkKind.VERTEBRA, (*BODY[:2], BODY[5], *BODY[3:5], (0, 0, 25)))
    with pytest.raises(ValueError, match="in the order asked for"):
        measured(MarkKind.VERTEBRA, (BODY[2], BODY[1], BODY[0], BODY[5], BODY[4], BODY[3]))
    with pytest.raises(ValueError, match="order asked for"):
        measured(MarkKind.SLIP, ((0, -35, 0), (0, 0, 0), (0, -8, 12)))


def test_the_slip_vector_of_domain_4_6() -> None:
    found = measured(MarkKind.SLIP, ((0, 0, 0), (0, -35, 0), (0, -8, 12)))
    assert found["slip"].value == pytest.approx(8.0)
    assert found["slip percentage"].value == pytest.approx(22.9, abs=0.05)
    assert found["slip"].remark == "anterolisthesis"


def test_slips_backward_and_to_the_side_say_so() -> None:
    assert measured(MarkKind.SLIP, ((0, 0, 0), (0, -35, 0), (0, 2, 12)))["slip"].remark == "retrolisthesis"
    lateral = measured(MarkKind.SLIP, ((-20, 0, 0), (20, 0, 0), (-14, 0, 12)))["slip"]
    assert (lateral.value, lateral.remark) == (pytest.approx(6.0), "lateral listhesis to the left")
    assert on_film(MarkKind.SLIP, ((0, 0), (35, 0), (0, 12)))["slip"].remark == "no slip"


def test_a_slip_on_a_steep_sacrum_is_along_its_endplate() -> None:
    points = turned(((0, 0, 0), (0, -35, 0), (0, -8, 12)), "x", 40.0)
    assert value(MarkKind.SLIP, points, "slip") == pytest.approx(8.0)


def a_curve(upper_deg: float, lower_deg: float) -> Points:
    """Two endplate lines on a coronal plane; + = the left end is higher."""
    lines = []
    for z, tilt in ((100.0, upper_deg), (0.0, lower_deg)):
        dx, dz = 20 * math.cos(math.radians(tilt)), 20 * math.sin(math.radians(tilt))
        lines += [(-dx, 5.0, z - dz), (dx, 5.0, z + dz)]
    return tuple(lines)


def test_cobb_with_direction_and_posture() -> None:
    found = measured(MarkKind.COBB, a_curve(-12.0, 13.0))["Cobb angle"]
    assert found.value == pytest.approx(25.0)
    assert found.remark == "dextro, supine, not comparable with standing"
    assert measured(MarkKind.COBB, a_curve(12.0, -13.0))["Cobb angle"].remark.startswith("levo")
    standing = measured(MarkKind.COBB, a_curve(-12.0, 13.0), MeasurementContext(is_recumbent=False))["Cobb angle"]
    assert standing.remark == "dextro"


def test_cobb_does_not_depend_on_the_order_of_clicks_or_the_turn_of_the_plane() -> None:
    a, b, c, d = a_curve(-12.0, 13.0)
    for points in ((b, a, c, d), (a, b, d, c), (b, a, d, c)):
        found = measured(MarkKind.COBB, points)["Cobb angle"]
        assert (found.value, found.remark[:6]) == (pytest.approx(25.0), "dextro")
    assert value(MarkKind.COBB, turned((a, b, c, d), "z", 30.0), "Cobb angle") == pytest.approx(25.0)
    assert value(MarkKind.COBB, turned((a, b, c, d), "x", 20.0), "Cobb angle") == pytest.approx(25.0)


def test_cobb_on_a_radiograph_has_a_side_only_where_the_image_says_its_own() -> None:
    flat = tuple((x, -z) for x, _, z in a_curve(-12.0, 13.0))
    assert on_film(MarkKind.COBB, flat)["Cobb angle"].remark == ""
    left = on_film(MarkKind.COBB, flat, context=MeasurementContext(columns_toward_left=True))["Cobb angle"]
    right = on_film(MarkKind.COBB, flat, context=MeasurementContext(columns_toward_left=False))["Cobb angle"]
    assert (left.remark, right.remark, left.value) == ("dextro", "levo", pytest.approx(25.0))


def test_disc_height_index_of_domain_4_8() -> None:
    disc = ((0, -30, 10), (0, -15, 9), (0, 0, 8), (0, -30, 0), (0, -15, 0), (0, 0, 0), (0, -15, 37), (0, -15, -26))
    found = measured(MarkKind.DISC_HEIGHT, disc)
    axis = math.cos(math.atan2(2, 30) / 2)
    assert found["mean disc height"].value == pytest.approx(9 * axis, abs=0.05)
    assert found["disc height index"].value == pytest.approx(found["mean disc height"].value / 27)


def test_canal_recess_and_joint_space_are_distances() -> None:
    line = ((0, 0, 0), (0, 12, 5))
    for kind, name in (
        (MarkKind.CANAL, "canal AP diameter"),
        (MarkKind.LATERAL_RECESS, "lateral recess depth"),
        (MarkKind.JOINT_SPACE, "joint space width"),
    ):
        found = measured(kind, line)[name]
        assert (found.value, found.unit) == (13.0, "mm")
        assert found.uncertainty == pytest.approx(math.sqrt(2) * 0.5)


def test_canal_compromise_against_the_levels_above_and_below() -> None:
    found = measured(MarkKind.CANAL, ((0, 0, 0), (0, 9, 0)), MeasurementContext(neighbour_canal=18.0))
    assert found["canal compromise"].value == pytest.approx(50.0)


def test_the_dural_sac_is_corrected_for_the_obliquity_of_its_section() -> None:
    square = ((0, 0, 0), (12, 0, 0), (12, 10, 0), (0, 10, 0))
    plain = measured(MarkKind.DURAL_SAC, square)["dural sac area"]
    tilted = measured(MarkKind.DURAL_SAC, square, MeasurementContext(section_tilt_deg=20.0))["dural sac area"]
    assert (plain.value, plain.remark) == (pytest.approx(120.0), "obliquity not known, not corrected")
    assert tilted.value == pytest.approx(120 * math.cos(math.radians(20)))
    assert "20° obliquity" in tilted.remark
    with pytest.raises(ValueError, match="crosses itself"):
        measured(MarkKind.DURAL_SAC, (square[0], square[2], square[1], square[3]))


def test_a_foramen_has_height_and_ap_diameter() -> None:
    found = measured(MarkKind.FORAMEN, ((0, 0, 18), (0, 0, 0), (0, -4, 9), (0, 4, 9)))
    assert (found["foramen height"].value, found["foramen AP diameter"].value) == (18.0, 8.0)


def test_retropulsion_is_behind_the_line_of_the_posterior_walls() -> None:
    walls = ((0, 0, 30), (0, 0, 0))
    assert value(MarkKind.RETROPULSION, (*walls, (0, 6, 15)), "retropulsion") == pytest.approx(6.0)
    assert value(MarkKind.RETROPULSION, (*walls, (0, -6, 15)), "retropulsion") == pytest.approx(-6.0)
    assert on_film(MarkKind.RETROPULSION, ((0, 0), (0, 30), (6, 15)))["retropulsion"].value == pytest.approx(6.0)


def a_profile(upper_deg: float, lower_deg: float) -> Points:
    """Two endplates on a sagittal plane, anterior end first; + = the anterior end is higher."""
    lines = []
    for z, tilt in ((40.0, upper_deg), (0.0, lower_deg)):
        dy, dz = 15 * math.cos(math.radians(tilt)), 15 * math.sin(math.radians(tilt))
        lines += [(3.0, -dy, z + dz), (3.0, dy, z - dz)]
    return tuple(lines)


def test_kyphosis_is_signed_in_the_patient() -> None:
    kyphotic = measured(MarkKind.KYPHOSIS, a_profile(-10.0, 8.0))["kyphosis angle"]
    lordotic = measured(MarkKind.KYPHOSIS, a_profile(10.0, -8.0))["kyphosis angle"]
    assert (kyphotic.value, lordotic.value) == (pytest.approx(18.0), pytest.approx(-18.0))
    assert kyphotic.remark.startswith("kyphotic")
    assert lordotic.remark.startswith("lordotic")
    assert value(MarkKind.KYPHOSIS, turned(a_profile(-10.0, 8.0), "z", 25.0), "kyphosis angle") == pytest.approx(18.0)


def test_lordosis_may_pass_90_degrees() -> None:
    assert value(MarkKind.LORDOSIS, a_profile(40.0, -60.0), "lumbar lordosis") == pytest.approx(100.0)
    flat = tuple((y, -z) for _, y, z in a_profile(20.0, -35.0))
    assert on_film(MarkKind.LORDOSIS, flat)["lumbar lordosis"].value == pytest.approx(55.0)


def a_pelvis(
    slope_deg: float, tilt_deg: float, endplate: float = 50.0, hip: float = 90.0, apart: float = 170.0
) -> Points:
    """Sacral endplate and femoral heads of a pelvis with this slope and tilt (+ = endplate behind the hips)."""
    slope, tilt = math.radians(slope_deg), math.radians(tilt_deg)
    forward = np.array((0.0, -math.cos(slope), -math.sin(slope))) * 25.0
    heads, aside = np.array((0.0, -math.sin(tilt), -math.cos(tilt))) * 90.0, np.array((apart / 2, 0.0, 0.0))
    return tuple(map(tuple, (-forward, forward, heads - aside, heads + aside)))


def test_the_spinopelvic_vector_of_domain_4_9() -> None:
    found = measured(MarkKind.SPINOPELVIC, a_pelvis(33.69, 15.52))
    assert found["pelvic incidence"].value == pytest.approx(49.21)
    assert found["pelvic tilt"].value == pytest.approx(15.52)
    assert found["sacral slope"].value == pytest.approx(33.69)
    assert "supine" in found["pelvic tilt"].remark
    assert found["pelvic incidence"].remark == ""


@given(st.floats(-10, 75), st.floats(-20, 40), st.floats(-15, 15), st.floats(-15, 15))
def test_incidence_is_tilt_plus_slope_and_does_not_change_with_posture(
    slope: float, tilt: float, nod: float, turn: float
) -> None:
    found = measured(MarkKind.SPINOPELVIC, turned(turned(a_pelvis(slope, tilt), "x", nod), "z", turn))
    assert found["pelvic incidence"].value == pytest.approx(slope + tilt, abs=1e-6)
    total = found["pelvic tilt"].value + found["sacral slope"].value
    assert found["pelvic incidence"].value == pytest.approx(total, abs=1e-9)


@pytest.mark.parametrize("toward", [1.0, -1.0])
def test_a_lateral_radiograph_gives_pelvic_angles_whichever_way_it_faces(toward: float) -> None:
    flat = tuple((100 + toward * y, 200 - z) for _, y, z in a_pelvis(33.69, 15.52, apart=0.0))
    found = on_film(MarkKind.SPINOPELVIC, flat)
    assert [found[name].value for name in ("pelvic incidence", "pelvic tilt", "sacral slope")] == pytest.approx(
        [49.21, 15.52, 33.69]
    )
    assert "plumb line" in found["sacral slope"].remark


def facets(right_deg: float, left_deg: float) -> Points:
    right, left = math.radians(right_deg), math.radians(left_deg)
    return (
        (-15, 20, 0), (-15 - 10 * math.sin(right), 20 + 10 * math.cos(right), 0),
        (15, 20, 0), (15 + 10 * math.sin(left), 20 + 10 * math.cos(left), 0),
        (0, 0, 0), (0, 60, 0),
    )  # fmt: skip


def test_facet_angles_and_tropism() -> None:
    found = measured(MarkKind.FACETS, turned(facets(35.0, 47.0), "z", 12.0))
    assert found["right facet angle"].value == pytest.approx(35.0)
    assert found["left facet angle"].value == pytest.approx(47.0)
    assert found["facet tropism"].value == pytest.approx(12.0)


def test_joints_marked_on_the_wrong_side_are_refused() -> None:
    right_first = facets(35.0, 47.0)
    with pytest.raises(ValueError, match="right lies on the patient's left"):
        measured(MarkKind.FACETS, (*right_first[2:4], *right_first[:2], *right_first[4:]))


@pytest.mark.parametrize("side", [1.0, -1.0])
def test_the_centre_edge_angle_is_from_the_perpendicular_to_the_hip_line(side: float) -> None:
    edge = (side * (85 + 25 * math.sin(math.radians(30))), 4.0, 25 * math.cos(math.radians(30)))
    hips = ((side * 85.0, 0.0, 0.0), (-side * 85.0, 0.0, 0.0), edge)
    assert value(MarkKind.CENTRE_EDGE, hips, "lateral centre-edge angle") == pytest.approx(30.0)
    assert value(MarkKind.CENTRE_EDGE, turned(hips, "y", 9.0), "lateral centre-edge angle") == pytest.approx(
        30.0, abs=0.1
    )
    flat = tuple((300 + x, 300 - z) for x, _, z in hips)
    assert on_film(MarkKind.CENTRE_EDGE, flat)["lateral centre-edge angle"].value == pytest.approx(30.0)
    dysplastic = (*hips[:2], (side * 80.0, 0.0, 24.0))
    assert value(MarkKind.CENTRE_EDGE, dysplastic, "lateral centre-edge angle") < 0


def test_the_approach_vector_of_domain_4_3() -> None:
    found = measured(MarkKind.APPROACH, ((20, 0, 0), (60, 70, -20)))
    assert found["depth"].value == pytest.approx(83.07, abs=0.005)
    assert found["approach angle"].value == pytest.approx(29.74, abs=0.005)
    assert found["cephalad angle"].value == pytest.approx(-15.95, abs=0.01)
    assert "supine planning, prone procedure" in found["approach angle"].remark
    assert "scanner's sagittal plane" in found["approach angle"].remark


def test_an_approach_is_from_the_fitted_midline_where_there_is_one() -> None:
    tilt = math.radians(10)
    midline = MeasurementContext(midline_point=(2.0, 0.0, 0.0), midline_normal=(math.cos(tilt), math.sin(tilt), 0.0))
    found = measured(MarkKind.APPROACH, ((0, 0, 0), (0, 80, 0)), midline)
    assert found["approach angle"].value == pytest.approx(10.0)
    assert found["skin offset from midline"].value == pytest.approx(abs(-2 * math.cos(tilt) + 80 * math.sin(tilt)))
    assert "scanner" not in found["approach angle"].remark


def test_an_image_without_patient_space_has_a_depth_and_no_approach_angle() -> None:
    assert set(on_film(MarkKind.APPROACH, ((0, 0), (30, 40)), FILM)) == {"depth"}


def test_the_general_tools() -> None:
    assert value(MarkKind.PERPENDICULAR, ((0, 0, 0), (9, 0, 0), (4, 3, 4)), "distance") == pytest.approx(5.0)
    assert value(MarkKind.PARALLEL, ((0, 0, 0), (9, 0, 0), (4, 3, 4)), "distance") == pytest.approx(5.0)
    assert value(MarkKind.POLYLINE, ((0, 0, 0), (3, 4, 0), (3, 4, 7)), "length") == pytest.approx(12.0)
    assert value(MarkKind.SPLINE, ((0, 0, 0), (1, 1, 0), (5, 5, 0)), "length") == pytest.approx(5 * math.sqrt(2))
    lines = measured(MarkKind.ANGLE_OF_LINES, ((0, 0, 0), (10, 0, 0), (3, 3, 0), (0, 6, 0)))
    assert (lines["angle"].value, lines["supplementary angle"].value) == (pytest.approx(45.0), pytest.approx(135.0))
    box = measured(MarkKind.RECTANGLE, ((0, 0, 0), (4, 0, 0), (4, 0, 3), (0, 0, 3)))
    assert [box[n].value for n in ("area", "perimeter", "width", "height")] == pytest.approx([12.0, 14.0, 4.0, 3.0])
    oval = measured(MarkKind.ELLIPSE, ((-10, 0, 0), (10, 0, 0), (0, 0, -4), (0, 0, 4)))
    assert [oval[n].value for n in ("area", "long axis", "short axis")] == pytest.approx([40 * math.pi, 20.0, 8.0])
    circle = measured(MarkKind.CIRCLE, ((-5, 0, 0), (5, 0, 0), (0, 0, -5), (0, 0, 5)))
    assert (circle["diameter"].value, circle["area"].value) == (pytest.approx(10.0), pytest.approx(25 * math.pi))


def test_bidirectional_axes_are_sorted_and_say_when_they_are_not_perpendicular() -> None:
    square = measured(MarkKind.BIDIRECTIONAL, ((0, -2, 0), (0, 2, 0), (-6, 0, 0), (6, 0, 0)))
    assert (square["long axis"].value, square["short axis"].value, square["long axis"].remark) == (12.0, 4.0, "")
    skew = measured(MarkKind.BIDIRECTIONAL, ((-6, 0, 0), (6, 0, 0), (-2, -2, 0), (2, 2, 0)))
    assert skew["long axis"].remark == "axes not perpendicular (45°)"


def test_without_calibration_there_are_pixels_ratios_and_angles_only() -> None:
    units = set()
    for kind, facts in MARK_KINDS.items():
        if not is_measurable(kind):
            continue
        points = example_points(kind, facts.least)
        units |= {one.unit for one in on_film(kind, points).values()}
    assert units == {"{pixels}", "{pixels2}", "deg", "1", "%"}


def example_points(kind: MarkKind, count: int) -> Points:
    if kind in (MarkKind.VERTEBRA, MarkKind.DISC_HEIGHT):
        six = tuple((-y, -z) for _, y, z in BODY)
        return (*six, (15, -60), (15, 40))[:count]
    turns = [2 * math.pi * n / max(count, 3) + 0.2 for n in range(max(count, 3))][:count]
    if kind in (MarkKind.ELLIPSE, MarkKind.CIRCLE, MarkKind.BIDIRECTIONAL):
        return ((0, 10), (40, 10), (20, 0), (20, 20))
    return tuple((50 + 40 * math.cos(t), 50 + 30 * math.sin(t)) for t in turns)


def test_every_value_has_name_method_and_uncertainty() -> None:
    for kind, facts in MARK_KINDS.items():
        for one in on_film(kind, example_points(kind, facts.least)).values():
            assert one.name, kind
            assert one.method, kind
            assert one.uncertainty is not None, (kind, one.name)
            assert one.uncertainty >= 0


def test_lengths_on_a_film_say_where_their_millimetres_came_from() -> None:
    found = on_film(MarkKind.VERTEBRA, example_points(MarkKind.VERTEBRA, 6), FILM)
    assert "calibrated (fiducial)" in found["anterior height"].text
    assert "calibrated" not in found["height loss"].text


@given(st.lists(st.tuples(*[st.floats(-50, 50)] * 3), min_size=4, max_size=4, unique=True))
def test_whatever_the_points_a_curve_is_an_angle_or_refused_in_words(points: list[tuple[float, float, float]]) -> None:
    mark = Mark("m", MarkKind.COBB, PatientLocation("1.9", tuple(points)))
    try:
        found = measure(mark)
    except ValueError as reason:
        assume(len(str(reason)) > 20)
        return
    assert 0 <= found.value <= 90
