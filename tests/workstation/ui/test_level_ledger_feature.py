"""Numbering and renumbering in Read: shown in full before anything happens, one change each, undone as one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level
from annotations.case import added_all
from annotations.findings import Finding, FindingStatus
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.numbering import CountingMethod, DualName, LevelNumbering
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.images import Volume
from viewers.qt.viewport import Viewport
from viewers.state.viewport_state import ViewPlane
from workstation.ui.main_window import MainWindow
from workstation.ui.read.level_ledger_feature import LevelLedgerFeature
from workstation.ui.read.level_menu import LevelChange
from workstation.ui.read.numbering_panel import DualNameError, dual_names_of, dual_names_text

LEVELS = (Level.L2, Level.L3, Level.L4, Level.L5)


@pytest.fixture
def labelled(ct_window: MainWindow) -> MainWindow:
    """L2 to L5 on the small CT, with a signed finding at L4-5."""
    uid = uid_of(ct_window)
    places = [PatientLocation(uid, ((75.0, 100.0, 190.0 - 35.0 * number),)) for number in range(len(LEVELS))]
    anchors = [LevelAnchor(level.value, level, place) for level, place in zip(LEVELS, places, strict=True)]
    mark = Mark("m", MarkKind.POINT, PatientLocation(uid, ((80.0, 110.0, 102.0),)))
    finding = Finding("f", "disc_extrusion", Level.L4_L5, Laterality.LEFT, ("m",), status=FindingStatus.FINAL)
    ct_window.session.apply(added_all([*anchors, mark, finding], "made"))
    return ct_window


def pane_of(window: MainWindow) -> Viewport:
    pane = window.places.read.grid.active_viewport
    assert isinstance(pane, Viewport)
    return pane


def uid_of(window: MainWindow) -> str:
    pixels = pane_of(window).pixels
    assert isinstance(pixels, Volume)
    return pixels.geometry.frame_of_reference_uid


def feature_of(window: MainWindow) -> LevelLedgerFeature:
    return next(one for one in window.places.read.features if isinstance(one, LevelLedgerFeature))


def placed(window: MainWindow) -> list[str]:
    case = window.session.case
    assert case is not None
    return sorted(anchor.level.value for anchor in case.of_type(LevelAnchor))


def test_renumbering_lists_every_line_needs_a_reason_and_is_one_change(labelled: MainWindow) -> None:
    feature, case = feature_of(labelled), labelled.session.case
    assert case is not None
    before = dict(case.items)
    feature.open_renumbering(Level.L4)
    sheet = feature.sheet
    lines = [sheet.lines.item(row).text() for row in range(sheet.lines.count())]
    assert lines[0].startswith("L4-5 -> L5-S1  finding (")
    assert lines[0].endswith("reopened as draft")
    assert "L2 -> L3  label" in lines
    assert "signed and reopened as drafts: 1" in sheet.summary.text()
    assert not sheet.apply_button.isEnabled(), "no reason yet"
    assert dict(case.items) == before
    sheet.reason.setText("counted from C2")
    sheet.apply_button.click()
    assert not sheet.isVisible()
    assert placed(labelled) == ["L3", "L4", "L5", "S1"]
    finding = case.get(Finding, "f")
    assert finding is not None
    assert (finding.level, finding.status) == (Level.L5_S1, FindingStatus.DRAFT)
    labelled.bindings.trigger("edit.undo")
    assert dict(case.items) == before


def test_what_stands_in_the_way_is_said_and_nothing_can_be_applied(labelled: MainWindow) -> None:
    feature = feature_of(labelled)
    feature.open_renumbering(Level.L4)
    feature.sheet.reason.setText("because")
    feature.sheet.part.setCurrentIndex(1)
    feature.sheet.changed.emit()
    assert "L5 is placed on these images already" in feature.sheet.conflicts.text()
    assert not feature.sheet.apply_button.isEnabled()
    labelled.bindings.trigger("edit.cancel")
    assert not feature.sheet.isVisible()


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (LevelChange.INSERT_ABOVE, ["L1", "L2", "L4", "L5"]),
        (LevelChange.INSERT_BELOW, ["L2", "L3", "L4", "S1"]),
        (LevelChange.DELETE, ["L3", "L4", "L5"]),
    ],
)
def test_a_missed_or_extra_vertebra_moves_only_one_side(
    labelled: MainWindow, change: LevelChange, after: list[str]
) -> None:
    feature = feature_of(labelled)
    feature.open_renumbering(Level.L4, change)
    assert feature.sheet.reason.text()
    feature.sheet.apply_button.click()
    assert placed(labelled) == after
    missed = {LevelChange.INSERT_ABOVE: Level.L3, LevelChange.INSERT_BELOW: Level.L5}.get(change)
    assert labelled.places.read.levels.armed is missed


def test_the_numbering_is_stored_with_who_and_when_and_the_warning_goes(labelled: MainWindow) -> None:
    case = labelled.session.case
    assert case is not None
    (warning,) = labelled.top_bar.warnings
    assert warning.text == "numbering unresolved"
    assert "Nobody has said how the levels were counted." in warning.tooltip
    labelled.top_bar.warning_chosen.emit(warning.command)
    panel = feature_of(labelled).panel
    assert panel.isVisible()
    assert not panel.confirm_button.isEnabled(), "the count is not decided"
    panel.count.choose("5")
    assert panel.sentence.text() == "assumes 5 lumbar vertebrae; L5 = lowest lumbar-type segment on this study"
    panel.confirm_button.click()
    (numbering,) = case.of_type(LevelNumbering)
    assert numbering.is_confirmed
    assert numbering.decided_by
    assert numbering.decided_at
    assert numbering.frame_of_reference_uid == uid_of(labelled)
    assert labelled.top_bar.warnings == ()
    assert labelled.places.read.spine.numbering_status == ("assumes 5 lumbar vertebrae", "text_2")


def test_a_transitional_spine_gets_second_names_everywhere_and_stays_open(labelled: MainWindow) -> None:
    feature, case = feature_of(labelled), labelled.session.case
    assert case is not None
    labelled.bindings.trigger("levels.numbering")
    feature.panel.count.choose("6")
    assert feature.panel.names.text().endswith("L5=L6")
    assert "L6 is not among the labels" in feature.panel.questions.text()
    feature.panel.confirm_button.click()
    assert labelled.top_bar.warnings
    rows = {row.level: row.other_name for row in labelled.places.read.spine.rows}
    assert (rows[Level.L5], rows[Level.L4]) == ("L6", "L5")
    texts = [label.text for label in pane_of(labelled).content.labels]
    assert "L5 (L6?)" in texts
    assert "L4-5 (L5-6?)" in texts


def test_second_names_are_read_and_refused_with_the_one_that_is_wrong() -> None:
    assert dual_names_of("L5=L6, l4 = l5") == (DualName(Level.L5, "L6"), DualName(Level.L4, "L5"))
    assert dual_names_text(dual_names_of("L5=L6,L4=L5")) == "L5=L6, L4=L5"
    assert dual_names_of("") == ()
    for wrong in ("L5", "L5=X", "L5=L5", "hip=L5"):
        with pytest.raises(DualNameError, match=wrong):
            dual_names_of(wrong)


def test_an_axial_pane_says_the_level_of_its_slice_without_a_cursor(labelled: MainWindow, qtbot: QtBot) -> None:
    pane = pane_of(labelled)
    assert labelled.session.cursor is None
    for z, words in ((155.0, "L3 body, middle third"), (102.5, "L4-5 disc"), (300.0, "")):
        pane.set_state(replace(pane.state, plane=ViewPlane.AXIAL, focus_lps_mm=(75.0, 100.0, z)))
        labelled.places.read.grid.refresh_overlays()
        assert pane.content.slice_level == words
    pane.set_state(replace(pane.state, plane=ViewPlane.SAGITTAL, focus_lps_mm=(75.0, 100.0, 155.0)))
    labelled.places.read.grid.refresh_overlays()
    assert pane.content.slice_level == ""


def test_the_numbering_opens_by_command_only_where_levels_can_be(labelled: MainWindow) -> None:
    numbering = LevelNumbering("n", uid_of(labelled), CountingMethod.FROM_C2, 5, report_numbering="L5 is S1")
    labelled.session.apply(added_all([numbering], "numbering"))
    assert [one.text for one in labelled.top_bar.warnings] == ["numbering unresolved", "report numbers differently"]
    labelled.bindings.trigger("levels.numbering")
    panel = feature_of(labelled).panel
    assert panel.report.text() == "L5 is S1"
    assert "A report numbers this spine differently" in panel.questions.text()
    panel.keep_button.click()
    assert not panel.isVisible()
