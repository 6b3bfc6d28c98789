"""Plan: a path is one change with both ends, numbers follow it, disagreements are shown and need a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level, Root
from annotations.case import added_all, replace_item
from annotations.findings import Finding
from annotations.geometry import VolumeGeometry
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.numbering import Confidence, CountingMethod, LevelNumbering
from annotations.references import ImageRef, SeriesRef
from annotations.renumbering import numbering_decision
from annotations.targets import ProcedureTarget, TargetStatus
from tests.support.ui_case import FRAME, at, empty_session, worked_session
from viewers.imaging.images import ImageDescription, Rescale, Volume
from viewers.imaging.presets import PRESETS_BY_ID
from viewers.imaging.windowing import Window
from viewers.qt.render_scheduler import DirectScheduler
from viewers.render.frame_renderer import FrameRenderer
from viewers.tools.effects import MarkMoved, MarkProposal
from viewers.tools.tool_names import ToolName
from workstation.session import Session
from workstation.ui.places.plan import PlanPlace
from workstation.ui.places.plan_cut import needle_cut, needle_plane
from workstation.ui.places.plan_images import IN_PLANE, End


def a_volume() -> Volume:
    shape = (40, 48, 48)
    affine = np.diag([5.0, 5.0, 5.0, 1.0])[[2, 1, 0, 3]]
    affine[:3, 3] = (-120.0, -100.0, -100.0)
    values = np.arange(np.prod(shape), dtype=np.int32).reshape(shape)
    images = tuple(ImageRef("1.2", "1.2.3", "1.2.840.10008.5.1.4.1.1.2", f"1.2.3.{k + 1}") for k in range(shape[0]))
    geometry = VolumeGeometry.from_array(affine, shape, FRAME)
    return Volume(SeriesRef("1.2", "1.2.3"), geometry, values, np.ones(shape[0], bool), images, Rescale(unit="HU"))


class OneVolume:
    """The images of a patient with one volume."""

    def __init__(self, volume: Volume | None) -> None:
        self._volume = volume

    def frames_of_reference(self) -> tuple[tuple[str, str], ...]:
        return ((FRAME, "CT bone"),) if self._volume is not None else ()

    def request(self, frame_of_reference_uid: str, ready: Callable[[Volume | None], None]) -> None:
        ready(self._volume)


class TwoVolumes:
    """Two series; what is asked for comes when `give` says so."""

    def __init__(self) -> None:
        self._asked: list[Callable[[Volume | None], None]] = []

    def frames_of_reference(self) -> tuple[tuple[str, str], ...]:
        return ((FRAME, "CT bone"), ("9.9.9", "MR T2"))

    def request(self, frame_of_reference_uid: str, ready: Callable[[Volume | None], None]) -> None:
        self._asked.append(ready)

    def give(self, volume: Volume) -> None:
        self._asked.pop()(volume)


@pytest.fixture
def session() -> Session:
    return worked_session()


@pytest.fixture
def make_place(qtbot: QtBot) -> Callable[..., PlanPlace]:
    def make(session: Session, volume: Volume | None = None) -> PlanPlace:
        place = PlanPlace(session, OneVolume(volume), DirectScheduler(FrameRenderer()))
        qtbot.addWidget(place)
        place.resize(1400, 900)
        place.show()
        return place

    return make


@pytest.fixture
def place(make_place: Callable[..., PlanPlace], session: Session) -> PlanPlace:
    return make_place(session, a_volume())


def target(session: Session) -> ProcedureTarget:
    assert session.case is not None
    return session.case.of_type(ProcedureTarget)[-1]


def test_the_c_arm_card_reads_the_worked_vector_of_the_domain(place: PlanPlace) -> None:
    assert (place.carm.oblique.number.text(), place.carm.oblique.unit.text()) == ("30°", "LEFT")
    assert (place.carm.tilt.number.text(), place.carm.tilt.unit.text()) == ("14°", "caudad")
    assert place.carm.skin_to_tip.number.text() == "83"
    assert place.carm.needle.unit.text() == "127 mm"
    assert "150° / -14°" in place.carm.positioner.text()
    assert "Ipsilateral" in place.carm.positioner.text()


def test_a_new_target_takes_side_root_and_level_from_its_finding(place: PlanPlace, session: Session) -> None:
    session.select("f1")
    place.new_target()
    assert place.picker_field.isVisible()
    place.picker.picked.emit("esi_tf_lumbar_supra")
    added = target(session)
    assert added.id != "g1"
    assert (added.level, added.laterality, added.root) == (Level.L5_S1, Laterality.LEFT, Root.L5)
    assert added.finding_ids == ("f1",)
    session.undo()
    assert target(session).id == "g1"


def test_without_a_finding_no_target_is_made(make_place: Callable[..., PlanPlace]) -> None:
    session = empty_session()
    place = make_place(session, a_volume())
    place.new_target()
    assert "finding" in place.message.text()
    assert session.case is not None
    assert not session.case.of_type(ProcedureTarget)


def test_a_path_is_stored_once_both_ends_are_placed(place: PlanPlace, session: Session) -> None:
    session.select("f1")
    place.add_target("snrb")
    new = target(session)
    place.arm(End.TIP)
    assert {viewport.tool for viewport in place.views.viewports.values()} == {ToolName.POINT}
    axial = place.views.viewports["axial"]
    axial.mark_proposed.emit(MarkProposal(MarkKind.POINT, PatientLocation(FRAME, ((20.0, 0.0, 0.0),))))
    assert target(session).path is None
    assert place.views.armed is None
    place.arm(End.ENTRY)
    axial.mark_proposed.emit(MarkProposal(MarkKind.POINT, PatientLocation(FRAME, ((60.0, 70.0, -20.0),))))
    stored = target(session)
    assert stored.id == new.id
    assert stored.path is not None
    assert stored.path.points_lps_mm == ((60.0, 70.0, -20.0), (20.0, 0.0, 0.0))
    assert stored.path.source is not None
    assert place.carm.skin_to_tip.number.text() == "83"


def test_dragging_an_end_is_one_change_that_undo_takes_back(place: PlanPlace, session: Session) -> None:
    before = target(session).path
    place.views.viewports[IN_PLANE].mark_moved.emit(MarkMoved("g1#tip", PatientLocation(FRAME, ((15.0, 42.0, -8.0),))))
    moved = target(session).path
    assert moved is not None
    assert moved.points_lps_mm[1] == (15.0, 42.0, -8.0)
    session.undo()
    assert target(session).path == before


def test_both_ends_at_one_point_are_refused(place: PlanPlace, session: Session) -> None:
    before = target(session).path
    place.place_end(End.ENTRY, at((20.0, 40.0, -10.0)))
    assert "same point" in place.message.text()
    assert target(session).path == before


def test_a_side_against_the_finding_is_warned_of_and_needs_a_reason(place: PlanPlace, session: Session) -> None:
    place.form.side.choose("R")
    assert target(session).laterality is Laterality.RIGHT
    assert "RIGHT" in place.form.warnings.text()
    assert "Needle tip" in place.form.warnings.text()
    field = place.form.fields["side_override_reason"]
    assert field.caution
    place.form.reason.setText("second needle on the other side")
    place.form.reason.editingFinished.emit()
    assert target(session).side_override_reason == "second needle on the other side"
    assert not field.caution


def test_finding_level_root_and_target_level_are_three_labels(place: PlanPlace) -> None:
    assert place.form.finding_level.text() == "L4-5"
    assert place.form.root_words.text().startswith("L5")
    assert place.form.target_level.text() == "L5-S1, left"


def test_a_root_the_finding_does_not_point_to_is_warned_of(place: PlanPlace, session: Session) -> None:
    assert session.case is not None
    before = target(session)
    session.apply(replace_item(before, ProcedureTarget(**{**before.__dict__, "root": Root.S1}), "root"))
    assert "S1 is meant" in place.form.warnings.text()


def test_a_target_of_another_frame_of_reference_shows_no_images(make_place: Callable[..., PlanPlace]) -> None:
    place = make_place(worked_session(), None)
    assert "not open" in place.views.empty.text()


def test_the_in_plane_cut_holds_both_ends_and_reads_the_volume() -> None:
    volume = a_volume()
    entry, tip = (60.0, 70.0, -20.0), (20.0, 0.0, 0.0)
    cut = needle_cut(volume, entry, tip)
    for point in (entry, tip):
        assert abs(cut.geometry.lps_to_index(point)[0]) < 1e-6
    k, j, i = (round(n) for n in cut.geometry.lps_to_index(tip))
    near = cut.geometry.index_to_lps((k, j, i))
    expected = volume.geometry.lps_to_index(near) @ np.array([48 * 48, 48, 1])
    assert float(cut.stored_values[k, j, i]) == pytest.approx(float(expected), rel=1e-4)
    assert cut.images == (volume.images[20],)


def test_the_in_plane_cut_shows_the_patients_left_on_the_right() -> None:
    plane = needle_plane((60.0, 70.0, -20.0), (20.0, 0.0, 0.0))
    assert plane.row_direction[0] > 0.8
    assert plane.column_direction[1] > 0.8
    with pytest.raises(ValueError, match="same point"):
        needle_plane((1.0, 1.0, 1.0), (1.0, 1.0, 1.0))


def test_selecting_a_target_elsewhere_brings_it_up(place: PlanPlace, session: Session) -> None:
    session.select("f1")
    place.add_target("snrb")
    session.select("g1")
    assert place.chosen_id == "g1"
    assert isinstance(place, QWidget)


def test_number_keys_and_dragging_set_one_window_for_all_planes(
    make_place: Callable[..., PlanPlace], session: Session
) -> None:
    place = make_place(session, replace(a_volume(), description=ImageDescription(modality="CT")))
    place.views.apply_preset("bone")
    windows = {viewport.state.window for viewport in place.views.viewports.values()}
    assert windows == {PRESETS_BY_ID["bone"].window}
    dragged = Window(300.0, 40.0)
    axial = place.views.viewports["axial"]
    axial.state_changed.emit(replace(axial.state, window=dragged))
    assert {viewport.state.window for viewport in place.views.viewports.values()} == {dragged}
    place.views.go_to((5.0, 5.0, 5.0))
    assert axial.state.window == dragged


def test_a_ct_window_is_refused_on_other_images(place: PlanPlace) -> None:
    assert "CT window" in place.views.apply_preset("bone")


def test_the_tool_in_use_comes_back_after_an_end_was_placed(place: PlanPlace) -> None:
    place.views.use(ToolName.WINDOW)
    place.arm(End.TIP)
    assert place.views.viewports["axial"].tool is ToolName.POINT
    place.arm(End.TIP)
    assert place.views.viewports["axial"].tool is ToolName.WINDOW


def test_a_finding_of_this_series_is_cut_through_and_one_of_another_is_said(place: PlanPlace, session: Session) -> None:
    session.select("f1")
    assert place.views.viewports["axial"].state.focus_lps_mm == (12.0, 30.0, 18.0)
    assert not place.message.isVisible()
    assert session.case is not None
    elsewhere = Mark("m9", MarkKind.POINT, PatientLocation("9.9", ((1.0, 2.0, 3.0),)))
    finding = Finding("f9", "disc_extrusion", Level.L3_L4, Laterality.LEFT, ("m9",))
    session.apply(added_all([elsewhere, finding], "marked on MR"))
    session.select("f9")
    assert "another Frame of Reference" in place.message.text()


def test_keys_of_the_place_work_while_it_is_shown(
    qtbot: QtBot, make_place: Callable[..., PlanPlace], session: Session
) -> None:
    place = make_place(session, replace(a_volume(), description=ImageDescription(modality="CT")))
    with qtbot.waitActive(place):
        place.activateWindow()
    session.select("f1")
    for key, is_done in (
        (Qt.Key.Key_W, lambda: place.views.viewports["axial"].tool is ToolName.WINDOW),
        (Qt.Key.Key_3, lambda: place.views.viewports["axial"].state.window == PRESETS_BY_ID["bone"].window),
        (Qt.Key.Key_H, lambda: place.views.viewports["axial"].tool is ToolName.CROSSHAIR),
        (Qt.Key.Key_T, lambda: place.picker_field.isVisible()),
    ):
        qtbot.keyClick(place, key)
        qtbot.waitUntil(is_done, timeout=2000)


def test_the_tip_can_be_placed_exactly_on_the_finding(place: PlanPlace, session: Session, qtbot: QtBot) -> None:
    session.select("f1")
    axial = place.views.viewports["axial"]
    place.arm(End.TIP)
    assert axial.frame is not None
    x, y = axial.frame.geometry.lps_to_display((12.0, 30.0, 18.0)) / axial.devicePixelRatioF()
    with qtbot.waitSignal(place.views.point_placed) as placed:
        qtbot.mouseClick(axial, Qt.MouseButton.LeftButton, pos=QPoint(round(float(x)), round(float(y))))
    assert placed.args[0] == End.TIP.value


def test_coming_to_plan_shows_the_needle_and_not_the_finding(place: PlanPlace, session: Session) -> None:
    path = target(session).path
    assert path is not None
    place.hide()
    session.select("f1")
    place.show()
    axial = place.views.viewports["axial"]
    assert axial.state.focus_lps_mm == path.points_lps_mm[1]
    session.select("f1")
    assert axial.state.focus_lps_mm == (12.0, 30.0, 18.0), "a finding chosen in Plan is gone to"


def test_the_images_of_one_series_are_never_shown_under_the_name_of_another(qtbot: QtBot, session: Session) -> None:
    images = TwoVolumes()
    place = PlanPlace(session, images, DirectScheduler(FrameRenderer()))
    qtbot.addWidget(place)
    place.show()
    volume = a_volume()
    images.give(volume)
    assert place.views.volume is volume
    other = place.series.findData("9.9.9")
    assert other >= 0
    place.series.setCurrentIndex(other)
    place.series.activated.emit(other)
    assert place.views.volume is None


def test_a_target_is_signed_only_once_its_numbering_is_settled(place: PlanPlace, session: Session) -> None:
    session.select("g1")
    form, case = place.form, session.case
    assert case is not None
    assert not form.sign_button.isEnabled()
    assert "a confirmed level numbering" in form.readiness.text()
    assert "Nobody has said how the levels were counted." in form.readiness.text()
    form.sign()
    assert target(session).status is TargetStatus.DRAFT
    assert "cannot be signed" in form.fields["procedure_id"].error
    six = LevelNumbering("n", FRAME, CountingMethod.ASSUMED, 6, is_confirmed=True)
    session.apply(numbering_decision(case, six))
    assert not form.sign_button.isEnabled()
    assert "Six lumbar-type vertebrae: the count may not be assumed." in form.readiness.text()
    counted = replace(six, method=CountingMethod.FROM_C2, confidence=Confidence.HIGH)
    session.apply(numbering_decision(case, counted))
    assert "counted from C2; L6 = lowest lumbar-type segment" in form.numbering.text()
    for field, value in (("side_override_reason", "checked"), ("level_override_reason", "checked")):
        form.commit(field, value, "reason")
    assert form.readiness.text() == "ready to plan"
    form.sign_button.click()
    assert target(session).status is TargetStatus.PLANNED
    assert form.readiness.text() == "Signed as planned."


def test_what_is_changed_after_signing_makes_a_draft_again(place: PlanPlace, session: Session) -> None:
    case = session.case
    assert case is not None
    before = target(session)
    signed = replace(before, status=TargetStatus.PLANNED)
    session.apply(replace_item(before, signed, "signed"))
    session.select("g1")
    place.form.commit("note", "read back", "note")
    assert target(session).status is TargetStatus.PLANNED
    place.form.commit("laterality", Laterality.RIGHT, "side")
    assert target(session).status is TargetStatus.DRAFT


def test_an_unsettled_numbering_reopens_a_planned_target_and_says_so(place: PlanPlace, session: Session) -> None:
    case = session.case
    assert case is not None
    signed = replace(target(session), status=TargetStatus.PLANNED)
    session.apply(replace_item(target(session), signed, "signed"))
    session.apply(numbering_decision(case, LevelNumbering("n", FRAME, CountingMethod.ASSUMED, None)))
    assert target(session).status is TargetStatus.DRAFT
    assert session.history is not None
    assert "targets reopened as the numbering is open: 1" in str(session.history.undo_description)
