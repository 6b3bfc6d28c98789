"""Key images in the window: K keeps a view, a click brings it back, and what is kept is never pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import Case, added_all
from annotations.findings import Finding
from annotations.geometry import as_point
from annotations.key_images import KeyImage
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from viewers.state.viewport_state import ViewPlane, ViewportState
from workstation.ui.main_window import MainWindow
from workstation.ui.read.key_image_strip import EMPTY_TEXT, THUMBNAIL_PX, KeyImageStrip
from workstation.ui.read.key_images import NOT_ON_DISK, KeyImages


class Hand:
    """A hand on the key images of a window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.feature = next(one for one in window.places.read.features if isinstance(one, KeyImages))
        self.strip: KeyImageStrip = self.feature.strip

    @property
    def case(self) -> Case:
        assert self.window.session.case is not None
        return self.window.session.case

    @property
    def pane(self) -> Viewport:
        pane = self.window.places.read.grid.active_viewport
        assert isinstance(pane, Viewport)
        return pane

    @property
    def volume(self) -> Volume:
        assert isinstance(self.pane.pixels, Volume)
        return self.pane.pixels

    def capture(self) -> KeyImage:
        before = self.case.of_type(KeyImage)
        self.window.bindings.trigger("key-image.capture")
        (made,) = set(self.case.of_type(KeyImage)) - set(before)
        return made

    def mark(self) -> None:
        """A finding with a mark in the middle of the volume, and one far from it."""
        geometry = self.volume.geometry
        uid, middle = geometry.frame_of_reference_uid, as_point(geometry.index_to_lps((6.0, 2.0, 2.0)))
        far = (middle[0], middle[1], middle[2] + 120.0)
        source = self.volume.images[0]
        self.window.session.apply(
            added_all(
                [
                    Mark("m1", MarkKind.POINT, PatientLocation(uid, (middle,), source)),
                    Mark("m2", MarkKind.POINT, PatientLocation(uid, (far,), source)),
                    Finding("f1", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("m1",)),
                    Finding("f2", "vcf", Level.L1, Laterality.MEDIAN, ("m2",)),
                ],
                "marked",
            )
        )


@pytest.fixture
def hand(ct_window: MainWindow) -> Hand:
    return Hand(ct_window)


def test_the_empty_strip_teaches_the_key(hand: Hand) -> None:
    assert hand.strip.findChild(KeyImageStrip) is None
    assert hand.strip._empty.text() == EMPTY_TEXT
    assert not hand.strip.tiles


def test_k_keeps_view_marks_and_finding_as_one_change_and_a_click_brings_it_back(hand: Hand, qtbot: QtBot) -> None:
    hand.mark()
    hand.window.session.select("f1")
    shown = replace(hand.pane.state, invert=True, scale=1.7, pan_px=(12.0, -8.0), quarter_turns=1)
    hand.pane.set_state(shown)
    revision = hand.case.revision
    made = hand.capture()
    assert hand.case.revision == revision + 1
    assert made.finding_ids == ("f1",)
    assert made.mark_ids == ("m1",)
    assert "L4-5 disc extrusion" in made.title
    hand.pane.set_state(ViewportState(plane=ViewPlane.CORONAL))
    qtbot.mouseClick(hand.strip.tiles[made.id], Qt.MouseButton.LeftButton)
    # The message about it has made the pane a little smaller: the same picture is a little smaller too.
    state = hand.pane.state
    assert state.scale is not None
    smaller = state.scale / 1.7
    assert 0.8 < smaller <= 1.0
    assert state.pan_px == pytest.approx((12.0 * smaller, -8.0 * smaller))
    same = {"scale": None, "pan_px": (0.0, 0.0), "focus_lps_mm": None}
    assert replace(state, **same) == replace(shown, **same)  # type: ignore[arg-type]


def test_without_a_selection_the_finding_under_the_crosshair_is_linked(hand: Hand) -> None:
    hand.mark()
    hand.window.session.select(None)
    geometry = hand.volume.geometry
    uid, (x, y, z) = geometry.frame_of_reference_uid, as_point(geometry.index_to_lps((6.0, 2.0, 2.0)))
    hand.window.session.move_cursor(PatientLocation(uid, ((x + 3.0, y, z),)))
    assert hand.capture().finding_ids == ("f1",)
    hand.window.session.move_cursor(PatientLocation(uid, ((x + 60.0, y, z),)))
    assert hand.capture().finding_ids == ()


def test_the_small_picture_is_the_image_and_undo_takes_it_away(hand: Hand) -> None:
    made = hand.capture()
    pixmap = hand.strip.tiles[made.id].picture.pixmap()
    assert (pixmap.width(), pixmap.height()) == THUMBNAIL_PX
    hand.window.session.undo()
    assert not hand.strip.tiles


def test_a_key_image_is_renamed_linked_and_removed(hand: Hand, qtbot: QtBot) -> None:
    hand.mark()
    hand.window.session.select(None)
    hand.window.session.move_cursor(None)
    made = hand.capture()
    menu = hand.feature.menu(made.id)
    entries = {action.text(): action for action in menu.actions()}
    entries["Rename…"].trigger()
    field = next(one for one in hand.window.places.read.findChildren(QLineEdit) if one.isVisible() and one.hasFocus())
    field.clear()
    qtbot.keyClicks(field, "Disc at L4-5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert hand.case.of_type(KeyImage)[0].title == "Disc at L4-5"
    link = next(one for one in entries["Linked to"].menu().actions() if "extrusion" in one.text())  # type: ignore[union-attr]
    link.trigger()
    assert hand.case.of_type(KeyImage)[0].finding_ids == ("f1",)
    hand.feature.menu(made.id).actions()[-1].trigger()
    assert not hand.case.of_type(KeyImage)


def test_removing_the_finding_keeps_its_key_image(hand: Hand) -> None:
    hand.mark()
    hand.window.session.select("f1")
    made = hand.capture()
    hand.window.places.read.remove("f1")
    kept = hand.case.get(KeyImage, made.id)
    assert kept is not None
    assert kept.finding_ids == ()


def test_a_series_that_is_gone_says_so_and_is_not_shown(hand: Hand) -> None:
    made = hand.capture()
    gone = replace(made.view, series=replace(made.view.series, series_instance_uid="9.9"))
    hand.window.session.apply(added_all([replace(made, id="k.gone", view=gone)], "another"))
    assert hand.strip.tiles["k.gone"].picture.text() == NOT_ON_DISK
    before = hand.pane.state
    hand.feature.show_again("k.gone")
    assert hand.pane.state == before
    assert np.all([tile.isEnabled() for tile in hand.strip.tiles.values()])


def test_the_empty_pane_keeps_nothing(window: MainWindow, hand: Hand) -> None:
    hand.pane.set_pixels(None)
    hand.feature.capture()
    assert not hand.case.of_type(KeyImage)
