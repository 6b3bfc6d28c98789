"""What is said of a cut that waits for slices."""

from __future__ import annotations

from annotations.geometry import Plane
from tests.support.scenes import a_volume
from viewers.render.volume_frames import missing_reason
from viewers.state.frame import LOADING


def test_a_slice_that_arrives_while_its_cut_is_made_is_no_failure() -> None:
    volume = a_volume()
    assert volume.loaded.all()
    across = Plane((0.0, 30.0, 38.0), (1.0, 0.0, 0.0), (0.0, 0.0, -1.0))
    assert missing_reason(volume, across) == LOADING
