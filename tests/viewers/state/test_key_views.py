"""A kept view draws the very same picture again, in a pane of the same size, and holds it all in one of another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from annotations.geometry import Plane
from tests.support.phantoms import noise_volume
from tests.support.scenes import a_radiograph
from viewers.imaging.images import Pixels
from viewers.imaging.windowing import VoiFunction, VoiTable, Window
from viewers.render.frame_renderer import FrameRenderer
from viewers.state.displayed_area import geometry_of
from viewers.state.key_views import NoKeyViewError, key_view, state_of_key_view
from viewers.state.viewport_state import Slab, SlabMode, ViewPlane, ViewportState

SIZE = (240.0, 180.0)
HALF = np.sqrt(0.5)
TILTED = Plane((20.0, 15.0, 3.0), (1.0, 0.0, 0.0), (0.0, HALF, -HALF))
STATES = (
    ViewportState(),
    ViewportState(focus_lps_mm=(0.0, 0.0, 1.0), window=Window(300.0, 40.0), invert=True),
    ViewportState(plane=ViewPlane.SAGITTAL, focus_lps_mm=(12.0, 20.0, 3.0), scale=5.0, pan_px=(14.0, -9.0)),
    ViewportState(plane=ViewPlane.CORONAL, flip_horizontal=True, quarter_turns=3, is_smooth=False),
    ViewportState(plane=ViewPlane.OBLIQUE, oblique=TILTED, slab=Slab(4.0, SlabMode.MEAN), scale=7.5, color_map="pet"),
    ViewportState(window=Window(500.0, 100.0, function=VoiFunction.SIGMOID), quarter_turns=1, pan_px=(5.0, 5.0)),
)


def _picture(pixels: Pixels, state: ViewportState, size: tuple[float, float] = SIZE) -> np.ndarray:
    return FrameRenderer().render(pixels, state, (round(size[0]), round(size[1]))).pixels


@pytest.mark.parametrize("state", STATES, ids=str)
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_the_same_pane_shows_the_same_picture(state: ViewportState, ratio: float) -> None:
    volume = noise_volume()
    size = (SIZE[0] * ratio, SIZE[1] * ratio)
    view = key_view(volume, state, SIZE, pixel_ratio=ratio)
    again = state_of_key_view(view, volume, SIZE, pixel_ratio=ratio)
    np.testing.assert_array_equal(_picture(volume, again, size), _picture(volume, state, size))


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_larger_pane_shows_all_of_it_in_its_middle(state: ViewportState) -> None:
    volume = noise_volume()
    view = key_view(volume, state, SIZE)
    large = (900.0, 500.0)
    before = geometry_of(volume, state, (240, 180))
    after = geometry_of(volume, state_of_key_view(view, volume, large), (900, 500))
    assert before is not None
    assert after is not None
    corners = before.display_to_lps([(0.0, 0.0), (239.0, 179.0)])
    shown = after.lps_to_display(corners)
    assert (shown >= -0.5).all()
    assert (shown <= (899.5, 499.5)).all()
    if view.zoom != 1.0 or view.pan_px != (0.0, 0.0):
        np.testing.assert_allclose(shown.mean(axis=0), (449.5, 249.5), atol=1.5)


def test_a_radiograph_is_kept_by_its_image() -> None:
    radiograph = a_radiograph()
    state = ViewportState(scale=3.0, pan_px=(4.0, 2.0), invert=True, window=Window(2000.0, 900.0))
    view = key_view(radiograph, state, SIZE)
    assert view.image == radiograph.frames[0].image  # type: ignore[union-attr]
    assert view.plane is None
    np.testing.assert_array_equal(
        _picture(radiograph, state_of_key_view(view, radiograph, SIZE)), _picture(radiograph, state)
    )


def test_an_acquired_slice_is_kept_by_its_image_and_a_cut_by_its_plane() -> None:
    volume = noise_volume()
    assert key_view(volume, ViewportState(), SIZE).image in volume.images
    cut = key_view(volume, STATES[2], SIZE)
    assert cut.image is None
    assert cut.plane is not None
    assert state_of_key_view(cut, volume, SIZE).plane is ViewPlane.SAGITTAL


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ViewportState(plane=ViewPlane.VOLUME_3D), "3-D"),
        (ViewportState(window=Window(10.0, 5.0, table=VoiTable(0, (0, 1), 1))), "table"),
    ],
)
def test_what_cannot_be_drawn_again_is_refused(state: ViewportState, words: str) -> None:
    with pytest.raises(NoKeyViewError, match=words):
        key_view(noise_volume(), state, SIZE)


def test_a_resampled_volume_is_refused() -> None:
    with pytest.raises(NoKeyViewError, match="resampled"):
        key_view(noise_volume(geometry_tag="resampled"), ViewportState(), SIZE)


def test_another_series_or_frame_of_reference_is_refused() -> None:
    volume = noise_volume()
    view = key_view(volume, STATES[2], SIZE)
    with pytest.raises(NoKeyViewError, match="another series"):
        state_of_key_view(replace(view, series=replace(view.series, series_instance_uid="9.9")), volume, SIZE)
    with pytest.raises(NoKeyViewError, match="Frame of Reference"):
        state_of_key_view(replace(view, frame_of_reference_uid="9.9"), volume, SIZE)
    gone = replace(key_view(volume, ViewportState(), SIZE).image, sop_instance_uid="9.9")  # type: ignore[type-var]
    with pytest.raises(NoKeyViewError, match="not in its series"):
        state_of_key_view(replace(view, image=gone, plane=None), volume, SIZE)
