"""Names of levels over a frame: beside the bodies, dots on placed ones, discs where there is room."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from annotations.geometry import Plane
from tests.support.phantoms import FRAME_OF_REFERENCE
from tests.support.scenes import axial_geometry
from viewers.qt.snapshot import image_array, snapshot
from viewers.state.frame import Frame, FrameGeometry
from viewers.state.overlay import OverlayContent, OverlayLabel

SIZE = (400, 300)
BLANK = OverlayContent()


def a_frame(geometry: FrameGeometry | None = None) -> Frame:
    geometry = replace(geometry or axial_geometry(), size_px=SIZE, letters=("", "", "", ""))
    return Frame(np.zeros((SIZE[1], SIZE[0]), dtype=np.uint8), geometry)


def painted(content: OverlayContent, frame: Frame | None = None) -> NDArray[np.uint8]:
    return image_array(snapshot(frame or a_frame(), content))


def ink(picture: NDArray[np.uint8], x: int, y: int, reach: int) -> int:
    return int(picture[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1].max())


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Fonts need an application."""


def test_the_name_of_a_level_stands_beside_its_body_and_not_on_axial_cuts() -> None:
    sagittal = replace(axial_geometry(size_px=SIZE), plane=Plane((0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0)))
    label = OverlayLabel("L4", FRAME_OF_REFERENCE, (0.0, 100.0, -75.0), (30.0, 30.0))
    picture = painted(OverlayContent(labels=(label,)), a_frame(sagittal))
    assert ink(picture, 200, 150, 6) == 0, "nothing on the body itself"
    assert ink(picture, 130, 150, 8) > 100, "the name in front of it"
    dotted = painted(OverlayContent(labels=(replace(label, item_id="a"),)), a_frame(sagittal))
    assert ink(dotted, 200, 150, 3) > 100, "the dot of a placed level"
    assert np.array_equal(
        painted(OverlayContent(labels=(replace(label, point_lps_mm=(0.0, 100.0, 0.0)),))), painted(BLANK)
    )


def test_the_name_of_a_disc_gives_way_to_the_names_of_bodies() -> None:
    sagittal = replace(axial_geometry(size_px=SIZE), plane=Plane((0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0)))
    body = OverlayLabel("L4", FRAME_OF_REFERENCE, (0.0, 100.0, -75.0), (30.0, 30.0))
    disc = replace(body, text="L4-5", is_disc=True)
    near = replace(disc, point_lps_mm=(0.0, 100.0, -78.0))
    far = replace(disc, point_lps_mm=(0.0, 100.0, -100.0))
    alone = painted(OverlayContent(labels=(body,)), a_frame(sagittal))
    assert np.array_equal(painted(OverlayContent(labels=(near, body)), a_frame(sagittal)), alone)
    assert not np.array_equal(painted(OverlayContent(labels=(far, body)), a_frame(sagittal)), alone)


def test_a_proposed_level_is_hollow_with_a_question_mark_and_not_on_axial_cuts() -> None:
    sagittal = replace(axial_geometry(size_px=SIZE), plane=Plane((0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0)))
    placed = OverlayLabel("L4", FRAME_OF_REFERENCE, (0.0, 100.0, -75.0), (30.0, 30.0), "a")
    waiting = replace(placed, item_id="", is_proposed=True)
    filled, hollow = (painted(OverlayContent(labels=(one,)), a_frame(sagittal)) for one in (placed, waiting))
    assert ink(hollow, 200, 150, 4) > 100
    assert not np.array_equal(filled[140:160, 190:210], hollow[140:160, 190:210])
    on_axial = replace(waiting, point_lps_mm=(100.0, 75.0, 0.0))
    assert np.array_equal(painted(OverlayContent(labels=(on_axial,))), painted(BLANK))


def test_beside_the_bodies_a_sagittal_cut_names_the_levels_without_dots() -> None:
    def sagittal(x: float) -> Frame:
        plane = Plane((x, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
        return a_frame(replace(axial_geometry(size_px=SIZE), plane=plane))

    label = OverlayLabel("L4", FRAME_OF_REFERENCE, (0.0, 100.0, -75.0), (30.0, 30.0), "a")
    foramen = painted(OverlayContent(labels=(label,)), sagittal(20.0))
    assert ink(foramen, 130, 150, 8) > 100
    assert ink(foramen, 200, 150, 4) == 0
    assert ink(painted(OverlayContent(labels=(label,)), sagittal(41.0)), 130, 150, 8) == 0
