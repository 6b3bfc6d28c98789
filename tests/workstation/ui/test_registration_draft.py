"""The draft of a registration: clicks make pairs, seeds and regions say what is missing; and accepted ones as links."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.anatomy import Level
from annotations.geometry import VolumeGeometry, as_point
from annotations.locations import PatientLocation
from annotations.references import SeriesRef
from annotations.registration import RegisteredSeries, Registration, RegistrationMode, SeedKind, SeedPair
from annotations.rigid import RigidTransform, rotation_about
from annotations.spine_ledger import LevelAnchor
from tests.support.phantoms import noise_volume
from viewers.imaging.registration_errors import RegistrationError
from viewers.imaging.registration_region import LEVEL_RADIUS_MM, WHOLE_RADIUS_MM
from workstation.ui.read.registered_links import draft_link, registered_links
from workstation.ui.read.registration_draft import RegistrationDraft, Side, seeds_of

STEP = RigidTransform.of(rotation_about((1.0, 0.0, 0.0), 10.0), (5.0, 0.0, 300.0))
PLACES = ((0.0, 0.0, 0.0), (0.0, 40.0, 30.0), (10.0, 0.0, 80.0))


@pytest.fixture
def draft() -> RegistrationDraft:
    source = noise_volume()
    geometry = source.geometry
    moved = VolumeGeometry(geometry.affine_kji_to_lps, geometry.shape_kji, "2.3")
    return RegistrationDraft(source, replace(source, geometry=moved, series=SeriesRef("2.1", "2.2")))


def _anchors(uid, transform=None):
    for level, z in ((Level.L2, 75.0), (Level.L3, 38.0), (Level.L4, 0.0)):
        point = (0.0, 0.0, z) if transform is None else as_point(transform.apply((0.0, 0.0, z)))
        yield LevelAnchor(f"{uid}{level}", level, PatientLocation(uid, (point,)))


def _with_pairs(draft):
    for place in PLACES:
        draft = draft.with_point(Side.SOURCE, place).with_point(Side.TARGET, as_point(STEP.apply(place)))
    return draft


def test_clicks_alternate_in_any_order_and_a_second_click_on_one_side_moves_the_point(draft):
    draft = draft.with_point(Side.TARGET, (1.0, 1.0, 1.0))
    assert draft.next_click.startswith("Point 1: click the same place on")
    draft = draft.with_point(Side.TARGET, (2.0, 2.0, 2.0)).with_point(Side.SOURCE, (3.0, 3.0, 3.0))
    assert draft.complete_pairs == (SeedPair("1", (3.0, 3.0, 3.0), (2.0, 2.0, 2.0)),)
    assert draft.next_click.startswith("Point 2: click a place")
    assert draft.without_pair(1).pairs == ()


def test_pairs_show_their_residuals_once_there_are_three(draft):
    draft = _with_pairs(draft)
    assert draft.pair_words() == ("1: 0.0 mm", "2: 0.0 mm", "3: 0.0 mm")
    assert draft.without_pair(2).pair_words() == ("1", "2")
    assert draft.seed_words(()) == "Residual 0.0 mm RMS at 3 seeds."
    np.testing.assert_allclose(draft.start(()).transform.array, STEP.array, atol=1e-9)


def test_the_region_follows_the_labels_else_the_pairs_else_is_refused(draft):
    draft = _with_pairs(draft)
    seed = draft.start(())
    labelled = draft.region(seed, tuple(_anchors("2.3", STEP)), None)
    assert len(labelled.path_lps_mm) == 5
    assert labelled.radius_mm == WHOLE_RADIUS_MM
    assert len(draft.region(seed, (), None).path_lps_mm) == 2
    with pytest.raises(RegistrationError, match="Nothing says where the spine is"):
        draft.region(replace(seed, pairs=()), (), None)


def test_one_level_is_the_one_at_the_crosshair_of_either_series(draft):
    draft = replace(_with_pairs(draft), mode=RegistrationMode.LEVEL)
    seed, anchors = draft.start(()), tuple(_anchors("2.3", STEP))
    here = as_point(STEP.apply((0.0, 0.0, 38.0)))
    for cursor in (("2.3", here), (draft.source_uid, (0.0, 0.0, 38.0))):
        region = draft.region(seed, anchors, cursor)
        np.testing.assert_allclose(region.center_lps_mm, here, atol=1e-9)
        assert region.radius_mm == LEVEL_RADIUS_MM
        assert draft.level(region, anchors) is Level.L3
        assert draft.level(region, ()) is None
    for cursor in (None, ("9.9", here)):
        with pytest.raises(RegistrationError, match="Put the crosshair on the level"):
            draft.region(seed, anchors, cursor)


def test_what_it_may_start_from_is_offered_best_first(draft):
    assert [kind for kind, _ in seeds_of(draft, ())] == [SeedKind.POINTS]
    anchors = [*_anchors(draft.source_uid), *_anchors("2.3", STEP)]
    assert seeds_of(draft, anchors)[0] == (SeedKind.LEVELS, "level labels (3 in both)")
    same = replace(draft, target=replace(draft.source, series=SeriesRef("2.1", "2.2")))
    assert [kind for kind, _ in seeds_of(same, anchors)] == [SeedKind.FRAME_OF_REFERENCE, SeedKind.POINTS]


def _item(**fields) -> Registration:
    made = Registration(
        "r",
        RegisteredSeries(SeriesRef("1.1", "1.2"), "1.3", "CT"),
        RegisteredSeries(SeriesRef("2.1", "2.2"), "2.3", "MR"),
        STEP,
        RegistrationMode.LEVEL,
        Level.L4,
        (5.0, 0.0, 300.0),
        SeedKind.POINTS,
        (SeedPair("1", (0.0, 0.0, 0.0), (5.0, 2.0, 300.0)),),
        "m",
        "a",
        "t",
        "v",
    )
    return replace(made, **fields)


def test_an_accepted_registration_links_its_two_spaces_and_says_its_level_and_residual():
    (link,) = registered_links([_item()])
    assert link.label == "registered at L4, residual 2.0 mm"
    np.testing.assert_allclose(link.center_lps_mm, (0.0, 0.0, 0.0), atol=1e-9)
    np.testing.assert_allclose(link.points((7.0, 8.0, 9.0)), STEP.apply((7.0, 8.0, 9.0)))
    (whole,) = registered_links([_item(mode=RegistrationMode.WHOLE, level=None)])
    assert (whole.level, whole.center_lps_mm) == ("", None)
    assert draft_link(_item(), "in review").label == "registered at L4 (in review), residual 2.0 mm"


def test_one_frame_of_reference_and_no_seed_points_make_no_link():
    same = RegisteredSeries(SeriesRef("2.1", "2.9"), "1.3", "CT")
    assert registered_links([_item(target=same), _item(pairs=())]) == ()
