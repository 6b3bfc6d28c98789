"""What the command line says about a 3-D view."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.support.scenes import a_volume
from viewers.render.volume_renderer import probe_renderer
from viewers.state.cuts_3d import Box3D, Cuts3D
from workstation.commands.outcome import CommandError, ExitStatus
from workstation.commands.render import RenderOptions, render
from workstation.commands.render_3d import LookWish, camera_of, parse_clip

VOLUME = a_volume()
_, NO_OPENGL = probe_renderer()


def test_a_look_is_named_by_id_or_title_in_any_case() -> None:
    assert camera_of(VOLUME, 0, 0, LookWish()).preset == "Spine-Bone"
    assert camera_of(VOLUME, 0, 0, LookWish("muscle")).preset == "CT-Muscle"
    camera = camera_of(VOLUME, 30, -10, LookWish("ct-mip", 120.0, 0.5, "off"))
    assert (camera.azimuth_deg, camera.elevation_deg, camera.preset) == (30, -10, "CT-MIP")
    assert (camera.shift, camera.width, camera.shading) == (120, 0.5, False)


@pytest.mark.parametrize(
    ("azimuth", "look", "words"),
    [
        (float("nan"), LookWish(), "give degrees"),
        (0, LookWish("CT-Bonez"), "there are Spine-Bone"),
        (0, LookWish(width=0.0), "factor above 0"),
        (0, LookWish(shift=float("inf")), "modality units"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_what_to_give(azimuth: float, look: LookWish, words: str) -> None:
    with pytest.raises(CommandError, match=words) as refused:
        camera_of(VOLUME, azimuth, 0, look)
    assert refused.value.status is ExitStatus.WRONG_USE


def test_a_clip_box_is_given_by_any_two_opposite_corners() -> None:
    assert parse_clip(None) == Cuts3D()
    assert parse_clip("10,0,5; -10,20,-5").box == Box3D((-10, 0, -5), (10, 20, 5))


@pytest.mark.parametrize("text", ["", "1,2,3", "1,2;3,4", "a,b,c;1,2,3", "0,0,0;1,1,0", "0,0,0;1,1,nan"])
def test_a_box_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CommandError, match="two opposite corners"):
        parse_clip(text)


@pytest.mark.skipif(bool(NO_OPENGL), reason=f"no OpenGL here: {NO_OPENGL}")
def test_the_picture_is_clipped(tmp_path: Path) -> None:
    shown = []
    for name, clip in (("whole", None), ("half", "0,0,0;30,64,40")):
        options = RenderOptions(
            tmp_path / f"{name}.png",
            size_px=(120, 100),
            camera=camera_of(VOLUME, 0, 0, LookWish("CT-MIP")),
            cuts=parse_clip(clip),
        )
        assert render(VOLUME, options) is ExitStatus.DONE
        picture = np.asarray(Image.open(tmp_path / f"{name}.png"))
        shown.append((picture[:, :59].any(), picture[:, 62:].any()))
    assert shown == [(True, True), (True, False)]  # the patient's left is on the right of the picture
