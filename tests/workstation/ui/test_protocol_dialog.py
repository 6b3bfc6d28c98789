"""The editor of hanging protocols: form and file say the same, what is wrong is told, shipped ones come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.workstation.ui.conftest import open_images
from tests.workstation.ui.test_hanging import hanging, studies_folder
from viewers.state.layouts import layout_of
from workstation.app import application_of
from workstation.hanging.library import ProtocolLibrary, shipped_protocols, shipped_text
from workstation.hanging.protocol_file import read_protocol, write_protocol
from workstation.ui.hanging_dialog.protocol_dialog import FORM, TEXT, ProtocolDialog
from workstation.ui.main_window import MainWindow


@pytest.fixture
def library(tmp_path: Path) -> ProtocolLibrary:
    return ProtocolLibrary(tmp_path / "hanging")


@pytest.fixture
def dialog(qtbot: QtBot, library: ProtocolLibrary) -> Iterator[ProtocolDialog]:
    application_of()
    made = ProtocolDialog(library)
    qtbot.addWidget(made)
    made.open_on("ct-spine")
    yield made
    made.close()


@pytest.mark.parametrize("protocol_id", sorted(shipped_protocols()))
def test_the_form_gives_back_the_protocol_it_shows(dialog: ProtocolDialog, protocol_id: str) -> None:
    dialog.open_on(protocol_id)
    assert dialog.form.protocol() == shipped_protocols()[protocol_id]


def test_a_shipped_protocol_comes_with_its_comments(dialog: ProtocolDialog) -> None:
    assert dialog.text.toPlainText() == shipped_text("ct-spine")


def test_what_is_edited_in_the_form_is_in_the_file_and_back(dialog: ProtocolDialog) -> None:
    dialog.form.title.setText("Spine in bone")
    dialog.form.rules[0].must.fields["modality"].set_values(("CT", "PT"))
    dialog.tabs.setCurrentIndex(TEXT)
    assert 'title = "Spine in bone"' in dialog.text.toPlainText()
    assert 'modality = ["CT", "PT"]' in dialog.text.toPlainText()
    dialog.text.setPlainText(dialog.text.toPlainText().replace("Spine in bone", "Bones"))
    dialog.tabs.setCurrentIndex(FORM)
    assert dialog.form.title.text() == "Bones"


def test_saving_a_shipped_protocol_makes_it_the_users_and_reset_brings_it_back(
    dialog: ProtocolDialog, library: ProtocolLibrary
) -> None:
    assert not dialog.remove_button.isEnabled()
    dialog.form.title.setText("Mine")
    dialog.save()
    assert library.protocol("ct-spine").title == "Mine"  # type: ignore[union-attr]
    assert dialog.remove_button.text() == "Reset to shipped"
    dialog.remove()
    assert library.protocol("ct-spine") == shipped_protocols()["ct-spine"]
    assert dialog.message.text() == "Mine is as shipped again."


def test_a_copy_has_its_own_id_and_can_be_deleted(dialog: ProtocolDialog, library: ProtocolLibrary) -> None:
    dialog.duplicate()
    assert dialog.shown_id == "ct-spine-2"
    assert library.protocol("ct-spine-2").title == "CT spine (copy)"  # type: ignore[union-attr]
    assert dialog.remove_button.text() == "Delete"
    dialog.remove()
    assert library.protocol("ct-spine-2") is None


def test_what_is_not_saved_waits_while_another_protocol_is_looked_at(
    dialog: ProtocolDialog, library: ProtocolLibrary
) -> None:
    dialog.form.title.setText("Half done")
    dialog.list.setCurrentRow(0)
    assert dialog.form.title.text() == "MRI and CT spine"
    assert dialog.message.text() == ""
    dialog.list.setCurrentRow(2)
    assert dialog.form.title.text() == "Half done"
    assert dialog.message.text() == "Changed here and not saved yet."
    assert not library.is_own("ct-spine")
    dialog.save()
    dialog.list.setCurrentRow(0)
    dialog.list.setCurrentRow(2)
    assert dialog.message.text() == ""


def test_a_wrong_file_is_told_and_not_saved(dialog: ProtocolDialog, library: ProtocolLibrary) -> None:
    dialog.tabs.setCurrentIndex(TEXT)
    dialog.text.setPlainText(dialog.text.toPlainText().replace('layout = "mpr"', 'layout = "9x9"'))
    dialog.save()
    assert "stage 1 (Three planes and 3-D): layout '9x9' is none" in dialog.message.text()
    assert not library.is_own("ct-spine")
    dialog.tabs.setCurrentIndex(FORM)
    assert dialog.tabs.currentIndex() == TEXT, "what is wrong is put right before it goes into the form"


def test_a_wrong_number_in_the_form_is_told_with_its_place(dialog: ProtocolDialog) -> None:
    dialog.form.stages[0].cells[1].zoom.setText("large")
    dialog.check()
    assert dialog.message.text() == "stage Three planes and 3-D, viewport 2: zoom 'large' is no number."


def test_another_layout_keeps_the_cells_there_is_room_for(dialog: ProtocolDialog) -> None:
    stage = dialog.form.stages[0]
    stage.layout_choice.setCurrentIndex(stage.layout_choice.findData("2x3"))
    assert len(stage.cells) == 6
    assert [cell.rule.currentData() for cell in stage.cells] == ["ct", "ct", "ct", "ct", "", ""]
    stage.layout_choice.setCurrentIndex(stage.layout_choice.findData("1x1"))
    assert [cell.plane.currentData() for cell in stage.cells] == ["sagittal"]
    assert dialog.form.protocol().stages[0].layout == layout_of("1x1").layout_id


def test_rules_and_stages_are_added_and_removed(dialog: ProtocolDialog) -> None:
    dialog.form.add_rule()
    dialog.form.add_stage()
    made = dialog.form.protocol()
    assert [rule.id for rule in made.rules] == ["ct", "rule-1"]
    assert made.stages[-1].cells[0].rule == "ct"
    dialog.form.rules[1].removed.emit()
    dialog.form.stages[-1].removed.emit()
    assert dialog.form.protocol() == shipped_protocols()["ct-spine"]


def test_removing_a_rule_that_a_stage_shows_is_told(dialog: ProtocolDialog) -> None:
    dialog.form.add_rule()
    dialog.form.rules[1].is_required.setChecked(True)
    dialog.form.rules[0].removed.emit()
    dialog.check()
    assert "rule 'ct' is none of rule-1" in dialog.message.text()


def test_a_window_can_be_typed(dialog: ProtocolDialog) -> None:
    dialog.form.stages[0].cells[0].window.setEditText("350/40")
    assert dialog.form.protocol().stages[0].cells[0].window.width_level == (350.0, 40.0)
    dialog.form.stages[0].cells[0].window.setEditText("wide")
    dialog.check()
    assert "'wide' is no window" in dialog.message.text()


def test_files_that_cannot_be_used_are_named_on_opening(dialog: ProtocolDialog, tmp_path: Path) -> None:
    (tmp_path / "hanging").mkdir(exist_ok=True)
    (tmp_path / "hanging" / "odd.toml").write_text("x = 1")
    dialog.open_on("ct-spine")
    assert "odd.toml" in dialog.message.text()


def test_a_folder_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    dialog = ProtocolDialog(ProtocolLibrary(tmp_path / "file" / "hanging"))
    qtbot.addWidget(dialog)
    dialog.open_on("hip")
    dialog.save()
    assert "could not be saved" in dialog.message.text()


def test_the_check_says_whether_it_fits_and_saving_hangs_it_at_once(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    open_images(window, qtbot, studies_folder(tmp_path / "ct", "20240501"))
    window.bindings.trigger("hanging.edit")
    dialog = hanging(window).dialog
    assert dialog is not None
    assert dialog.shown_id == "ct-spine"
    dialog.check()
    assert "Fits the open patient" in dialog.message.text()
    dialog.form.rules[0].must.fields["modality"].set_values(("MR",))
    dialog.check()
    assert "does not fit the open patient. CT volume: no MR images" in dialog.message.text()
    dialog.form.rules[0].must.fields["modality"].set_values(("CT",))
    stage = dialog.form.stages[0]
    stage.layout_choice.setCurrentIndex(stage.layout_choice.findData("1x2"))
    dialog.save()
    assert window.places.read.grid.layout_id == "1x2"
    assert read_protocol(write_protocol(dialog.form.protocol())) == dialog.form.protocol()
