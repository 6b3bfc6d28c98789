"""What a change in one viewport means for another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.geometry import Plane
from annotations.patient import PatientIdentity
from annotations.references import SeriesRef
from tests.support.phantoms import SERIES, affine_of, image_ref, noise_volume, volume_of
from viewers.imaging.images import ImageDescription, ImageStack, PlanarFrame, ProjectionImage, Volume
from viewers.imaging.windowing import Window
from viewers.state.linking import (
    LinkedView,
    LinkSwitches,
    WindowLinking,
    crosshair_in,
    followed,
    hand_link,
    is_outside,
    joined,
    linked_focus,
    position_state,
    tie_between,
)
from viewers.state.navigation import frame_of_reference, plane_of, scrolled_to, slice_index
from viewers.state.space_links import SpaceLink, SpaceLinks
from viewers.state.viewport_state import ViewPlane, ViewportState

VOLUME = noise_volume((20, 40, 40))
POINT = tuple(VOLUME.geometry.index_to_lps((6, 10, 30)))
ANN = PatientIdentity("P1", "", "Example^Ann", "1970-01-02")
NO_LINKS = SpaceLinks()
ON = LinkSwitches()
AXIAL = ((1, 0, 0), (0, 1, 0))


def axial(*, z0=0.0, step=2.0, count=20, lean_deg=0.0, uid="1.2.3", identity=ANN, side=64, series="1.2.2", **words):
    """Axial slices of 1 mm pixels whose normal leans toward the back."""
    lean = np.radians(lean_deg)
    affine = affine_of((1, 0, 0), (0, np.cos(lean), np.sin(lean)), (step, 1, 1), (0, 0, z0))
    values = np.zeros((count, side, side), np.int16)
    description = ImageDescription(modality="CT", identity=identity, **words)
    made = volume_of(values, affine, description=description)
    return replace(
        made,
        geometry=replace(made.geometry, frame_of_reference_uid=uid),
        series=SeriesRef("1.2.1", series),
    )


def view(pixels, state=None, size=(400, 300)):
    return LinkedView(pixels, state or ViewportState(), size)


def scroll(leader, index, follower, **options):
    """The follower after the leader was scrolled from its present place to a slice."""
    moved = replace(leader, state=scrolled_to(leader.pixels, leader.state, index))
    options = {"switches": ON, "links": NO_LINKS} | options
    return followed(moved, leader.state, follower, **options)


def height(pixels, state):
    return float(plane_of(pixels, state).origin_lps_mm[2])


def test_slices_of_other_thickness_go_to_the_nearest_position_not_index():
    thin, thick = axial(step=2.0, count=20), axial(step=5.0, count=9, z0=-3.0)
    result = scroll(view(thin), 11, view(thick))
    assert height(thick, result.state) == 22.0
    assert slice_index(thick, result.state) == 5
    assert result.has_position
    assert result.missed_lps_mm is None


def test_a_reformatted_plane_goes_to_the_position_exactly():
    leader, follower = axial(), axial(step=5.0, count=9, z0=-3.0)
    result = scroll(view(leader), 12, view(follower, ViewportState(ViewPlane.AXIAL)))
    assert height(follower, result.state) == pytest.approx(24.0)


def test_a_position_outside_the_other_series_moves_nothing_and_is_said():
    leader, short = axial(count=20), axial(count=4, z0=0.0)
    before = scrolled_to(short, ViewportState(), 2)
    result = scroll(view(leader), 15, view(short, before))
    assert result.state == before
    assert result.missed_lps_mm == pytest.approx((31.5, 31.5, 30.0))


def test_planes_at_right_angles_do_not_scroll_each_other():
    leader = axial()
    follower = view(leader, ViewportState(ViewPlane.SAGITTAL))
    assert scroll(view(leader), 15, follower).state == follower.state


def test_a_leaning_group_goes_to_where_the_reader_looks():
    leader, group = axial(count=20), axial(count=20, lean_deg=20.0)
    result = scroll(view(leader), 8, view(group))
    middle = np.array((31.5, 31.5, 16.0))
    plane = plane_of(group, result.state)
    assert abs(float(plane.signed_distance_mm(middle))) <= 1.0
    steep = axial(lean_deg=30.0)
    assert scroll(view(leader), 8, view(steep)).state == ViewportState()


@pytest.mark.parametrize("uid", ["9.9", ""])
def test_unrelated_spaces_do_not_scroll_each_other(uid):
    other = axial(uid=uid, series="1.2.77")
    assert scroll(view(axial()), 15, view(other)).state == ViewportState()


def test_a_stack_goes_to_its_nearest_parallel_frame():
    planes = [Plane((0, 0, z), *AXIAL) for z in (0.0, 4.0, 9.0, 30.0)] + [Plane((0, 0, 12.0), (0, 1, 0), (0, 0, 1))]
    frames = [
        PlanarFrame(image_ref(n), np.zeros((64, 64)), plane=p, pixel_spacing_mm=(1.0, 1.0))
        for n, p in enumerate(planes)
    ]
    stack = ImageStack(
        SERIES, frames, "1.2.3", description=ImageDescription(modality="CT", identity=ANN), size_rc=(64, 64)
    )
    assert scroll(view(axial()), 6, view(stack)).state.frame_index == 2
    assert scroll(view(axial(count=40)), 39, view(stack)).missed_lps_mm is not None
    assert scroll(view(stack), 2, view(axial())).state.focus_lps_mm[2] == pytest.approx(8.0, abs=2.0)


def test_of_several_times_at_one_place_the_one_on_screen_stays():
    planes = [Plane((0, 0, z), *AXIAL) for z in (0.0, 4.0, 8.0)] * 3
    frames = [
        PlanarFrame(image_ref(n), np.zeros((64, 64)), plane=plane, pixel_spacing_mm=(1.0, 1.0))
        for n, plane in enumerate(planes)
    ]
    description = ImageDescription(modality="CT", identity=ANN)
    stack = ImageStack(SERIES, frames, "1.2.3", description=description, size_rc=(64, 64))
    result = scroll(view(axial()), 4, view(stack, ViewportState(frame_index=4)))
    assert result.state.frame_index == 5


def test_each_switch_stops_its_own_thing_only():
    leader, follower = view(axial()), view(axial(step=4.0))
    state = replace(scrolled_to(leader.pixels, leader.state, 3), scale=4.0, pan_px=(20.0, 5.0), window=Window(350, 50))
    moved = replace(leader, state=state)

    def result(**off):
        return followed(moved, leader.state, follower, switches=LinkSwitches(**off), links=NO_LINKS).state

    assert result(scroll=False).focus_lps_mm is None
    assert result(scroll=False).scale == 4.0
    assert result(zoom=False).scale is None
    assert result(zoom=False).window == Window(350, 50)
    assert result(pan=False).pan_px == (0.0, 0.0)
    assert result(window=WindowLinking.OFF).window is None
    assert result(scroll=False, pan=False, zoom=False, window=WindowLinking.OFF) == follower.state


@pytest.mark.parametrize("size", [(400, 300), (250, 610)])
def test_pan_and_zoom_put_the_same_millimetres_in_the_middle(size):
    large, small = axial(side=64), axial(side=48, step=4.0)
    before = ViewportState()
    leader = view(large, ViewportState(scale=7.0, pan_px=(33.0, -21.0)))
    result = followed(leader, before, view(small, size=size), switches=ON, links=NO_LINKS)
    follower = view(small, result.state, size)
    assert follower.geometry.mm_per_px == pytest.approx(1 / 7.0)
    np.testing.assert_allclose(follower.center_lps_mm[:2], leader.center_lps_mm[:2], atol=1e-9)


def test_a_mirrored_follower_still_shows_the_same_place():
    leader = view(axial(), ViewportState(scale=7.0, pan_px=(33.0, -21.0)))
    state = ViewportState(flip_horizontal=True, quarter_turns=1)
    result = followed(leader, ViewportState(), view(axial(), state), switches=ON, links=NO_LINKS)
    follower = view(axial(), result.state)
    np.testing.assert_allclose(follower.center_lps_mm[:2], leader.center_lps_mm[:2], atol=1e-9)


def test_fitting_one_fits_the_other():
    before = ViewportState(scale=7.0, pan_px=(3.0, 4.0))
    result = followed(view(axial()), before, view(axial(step=4.0), before), switches=ON, links=NO_LINKS)
    assert (result.state.scale, result.state.pan_px) == (None, (0.0, 0.0))


def test_what_did_not_change_is_not_carried_over():
    leader = view(axial(), ViewportState(scale=7.0, pan_px=(3.0, 4.0), window=Window(1, 2)))
    follower = view(axial(step=4.0), ViewportState(scale=2.0))
    result = scroll(leader, 4, follower)
    assert (result.state.scale, result.state.pan_px, result.state.window) == (2.0, (0.0, 0.0), None)


def test_turning_to_another_plane_is_no_scroll():
    leader = view(axial(), ViewportState(ViewPlane.AXIAL, (10.0, 10.0, 4.0)))
    follower = view(axial())
    result = followed(leader, ViewportState(), follower, switches=ON, links=NO_LINKS)
    assert result.state == follower.state


def _window_result(leader, follower, switch=WindowLinking.LIKE):
    changed = view(leader, ViewportState(window=Window(300, 30)))
    return followed(changed, ViewportState(), view(follower), switches=LinkSwitches(window=switch), links=NO_LINKS)


def test_a_window_goes_to_like_series_only():
    def mr(words, series, study="1.2.1"):
        made = axial(series=series)
        text = replace(made.description, modality="MR", series_description=words)
        return replace(made, description=text, series=SeriesRef(study, series))

    sagittal, t2, t1 = mr("T2 SAG", "1"), mr("T2 AX", "2"), mr("T1 SAG", "3")
    stir, fat, unknown = mr("T2 STIR SAG", "4"), mr("T2 SAG FS", "5"), mr("SAG", "6")
    assert _window_result(sagittal, t2).state.window == Window(300, 30)
    for other in (t1, stir, fat, unknown, axial(series="7"), mr("T2 SAG", "8", study="1.2.99")):
        assert _window_result(sagittal, other).state.window is None
    assert _window_result(sagittal, t1, WindowLinking.MODALITY).state.window == Window(300, 30)
    assert _window_result(sagittal, axial(series="7"), WindowLinking.MODALITY).state.window is None


def test_a_window_needs_no_common_space_but_one_patient():
    assert _window_result(axial(), axial(uid="9.9")).state.window == Window(300, 30)
    other = replace(ANN, name="Other^Bo")
    assert _window_result(axial(), axial(uid="9.9", identity=other)).state.window is None


def test_radiographs_take_no_part():
    radiograph = ProjectionImage(SERIES, [PlanarFrame(image_ref(0), np.zeros((3, 3), np.uint8))])
    result = _window_result(axial(), radiograph)
    assert result.state == ViewportState()


@pytest.mark.parametrize(
    "other",
    [
        replace(ANN, patient_id="P2"),
        replace(ANN, issuer="ELSEWHERE"),
        replace(ANN, name="Example^Bo"),
        replace(ANN, birth_date="1970-01-03"),
        replace(ANN, birth_date=""),
        replace(ANN, name=""),
    ],
)
def test_two_patients_of_one_frame_of_reference_are_never_linked(other):
    """Also within one study: a study whose own series disagree about the patient."""
    result = scroll(view(axial()), 15, view(axial(identity=other, series="1.2.88")))
    assert result.state == ViewportState()
    with pytest.raises(ValueError, match="one patient"):
        hand_link(view(axial()), view(axial(identity=other, uid="9.9")))


def test_linked_by_hand_scroll_keeps_the_offset():
    current, prior = axial(), axial(uid="9.9", z0=100.0)
    here, there = (
        view(current, scrolled_to(current, ViewportState(), 5)),
        view(prior, scrolled_to(prior, ViewportState(), 9)),
    )
    link = hand_link(here, there)
    assert link.label == "linked by hand, offset 108.0 mm"
    links = NO_LINKS.with_link(link)
    forward = scroll(here, 8, there, links=links)
    assert height(prior, forward.state) == 124.0
    back = scroll(there, 4, here, links=links)
    assert height(current, back.state) == 0.0


def test_linking_by_hand_moves_nothing_sideways_until_the_hand_does():
    current, prior = axial(), axial(uid="9.9", z0=100.0)
    here = view(current, ViewportState(scale=5.0, pan_px=(10.0, 0.0)))
    there = view(prior, ViewportState(scale=5.0, pan_px=(-40.0, 25.0)))
    links = NO_LINKS.with_link(hand_link(here, there))
    panned = replace(here, state=replace(here.state, pan_px=(16.0, 3.0)))
    result = followed(panned, here.state, there, switches=ON, links=links)
    assert result.state.pan_px == pytest.approx((-34.0, 28.0))


def test_a_link_by_hand_is_refused_with_its_reason():
    with pytest.raises(ValueError, match="share a Frame of Reference"):
        hand_link(view(axial()), view(axial(step=4.0)))
    with pytest.raises(ValueError, match="not parallel"):
        hand_link(view(axial()), view(axial(uid="9.9"), ViewportState(ViewPlane.CORONAL)))
    radiograph = ProjectionImage(SERIES, [PlanarFrame(image_ref(0), np.zeros((3, 3), np.uint8))])
    radiograph = replace(radiograph, description=ImageDescription(identity=ANN))
    with pytest.raises(ValueError, match="no position"):
        hand_link(view(axial()), view(radiograph))


def test_series_without_a_frame_of_reference_can_be_linked_by_hand():
    one, other = axial(uid="", series="1.2.5"), axial(uid="", series="1.2.6", z0=50.0)
    links = NO_LINKS.with_link(hand_link(view(one), view(other)))
    assert scroll(view(one), 3, view(other), links=links).state.focus_lps_mm[2] == 56.0


def test_scroll_follows_a_registration():
    matrix = np.eye(4)
    matrix[:3, 3] = (0.0, 0.0, 200.0)
    link = SpaceLink.registered("1.2.3", "9.9", matrix, residual_mm=1.2, level="L4")
    moved = axial(uid="9.9", z0=190.0)
    result = scroll(view(axial()), 7, view(moved), links=SpaceLinks((link,)))
    assert height(moved, result.state) == 214.0
    assert tie_between(view(axial()), view(moved), SpaceLinks((link,))).label == "registered at L4, residual 1.2 mm"


def test_a_crosshair_never_goes_through_a_link_by_hand():
    by_hand = SpaceLink.by_hand("1.2.3", "9.9", (0, 0, 5), offset_mm=5.0)
    other = axial(uid="9.9")
    assert crosshair_in(other, (1.0, 2.0, 3.0), "1.2.3", SpaceLinks((by_hand,))) is None
    matrix = np.eye(4)
    matrix[:3, 3] = (0.0, 0.0, 5.0)
    registered = SpaceLink.registered("1.2.3", "9.9", matrix, residual_mm=1.2)
    point, link = crosshair_in(other, (1.0, 2.0, 3.0), "1.2.3", SpaceLinks((by_hand, registered)))
    assert point == (1.0, 2.0, 8.0)
    assert link == registered
    assert crosshair_in(axial(), (1.0, 2.0, 3.0), "1.2.3", NO_LINKS) == ((1.0, 2.0, 3.0), None)
    assert crosshair_in(axial(), (1.0, 2.0, 3.0), "", NO_LINKS) is None


def test_the_focus_follows_only_inside_one_frame_of_reference_and_inside_the_volume():
    uid = frame_of_reference(VOLUME)
    assert linked_focus(VOLUME, ViewportState(), POINT, uid).focus_lps_mm == pytest.approx(POINT)
    assert linked_focus(VOLUME, ViewportState(), POINT, "9.9") == ViewportState()
    assert linked_focus(VOLUME, ViewportState(), POINT, "") == ViewportState()
    assert linked_focus(VOLUME, ViewportState(), (1e4, 0, 0), uid) == ViewportState()


def test_a_stack_that_is_still_loading_is_not_said_to_be_left():
    plane = Plane((0, 0, 0), *AXIAL)
    frame = PlanarFrame(image_ref(0), np.zeros((8, 8)), plane=plane, pixel_spacing_mm=(1.0, 1.0))
    whole = ImageStack(SERIES, [frame], "1.2.3", size_rc=(8, 8))
    assert is_outside(whole, (50.0, 0.0, 0.0))
    assert not is_outside(whole, (5.0, 5.0, 40.0))
    assert not is_outside(replace(whole, frames=[frame, None]), (50.0, 0.0, 0.0))


def test_projections_have_no_position():
    radiograph = ProjectionImage(SERIES, [PlanarFrame(image_ref(0), np.zeros((3, 3), np.uint8))])
    assert position_state(radiograph, ViewportState(), (0.0, 0.0, 0.0)) is None
    assert isinstance(VOLUME, Volume)


def test_a_series_opens_where_the_one_beside_it_was_scrolled_to():
    scrolled_one = view(axial(), scrolled_to(axial(), ViewportState(), 15))
    fresh = view(axial(step=5.0, count=9))
    unmoved, strange = view(axial()), view(axial(uid="9.9"), ViewportState(focus_lps_mm=(0.0, 0.0, 2.0)))

    def opened(*others, **options):
        options = {"switches": ON, "links": NO_LINKS} | options
        return joined(fresh, others, **options)

    assert opened(unmoved, strange, scrolled_one).focus_lps_mm[2] == 30.0
    assert opened(unmoved, strange) == ViewportState()
    assert opened(scrolled_one, switches=LinkSwitches(scroll=False)) == ViewportState()
    placed = view(axial(), ViewportState(focus_lps_mm=(1.0, 2.0, 4.0)))
    assert joined(placed, [scrolled_one], switches=ON, links=NO_LINKS) == placed.state
