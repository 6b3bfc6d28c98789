"""The target form: every field is one change, only catalogue values are offered, links go both ways."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotations.anatomy import Laterality, Level, Root
from annotations.findings import Finding
from annotations.targets import ProcedureTarget
from tests.support.ui_case import worked_session
from workstation.session import Session
from workstation.ui.forms.procedure_choices import drafted_target
from workstation.ui.forms.target_form import TargetForm


@pytest.fixture
def session() -> Session:
    return worked_session()


@pytest.fixture
def form(qtbot: QtBot, session: Session) -> TargetForm:
    form = TargetForm(session)
    qtbot.addWidget(form)
    form.show_target(target(session))
    session.subscribe(lambda _: form.show_target(target(session)))
    form.show()
    return form


def target(session: Session) -> ProcedureTarget:
    assert session.case is not None
    return session.case.of_type(ProcedureTarget)[0]


def choose(combo: object, value: str) -> None:
    combo.setCurrentIndex(combo.findData(value))  # type: ignore[attr-defined]
    combo.activated.emit(combo.currentIndex())  # type: ignore[attr-defined]


def test_level_root_and_needle_are_stored_as_they_are_chosen(form: TargetForm, session: Session) -> None:
    choose(form.level, "L4-L5")
    choose(form.root, "L4")
    choose(form.gauge, "25")
    stored = target(session)
    assert (stored.level, stored.root, stored.needle_gauge) == (Level.L4_L5, Root.L4, "25")
    session.undo()
    assert target(session).needle_gauge == "22"
    assert form.gauge.currentData() == "22"


def test_only_levels_of_the_procedure_are_offered(form: TargetForm) -> None:
    offered = {form.level.itemData(n) for n in range(form.level.count())}
    assert "L5-S1" in offered
    assert "C5-C6" not in offered


def test_the_procedure_is_searched_and_chosen_by_keyboard(qtbot: QtBot, form: TargetForm, session: Session) -> None:
    form.procedure.edit.selectAll()
    qtbot.keyClicks(form.procedure.edit, "interlaminar lumbar")
    qtbot.keyClick(form.procedure.edit, Qt.Key.Key_Return)
    assert target(session).procedure_id == "esi_il_lumbar"


def test_words_that_match_nothing_keep_the_former_procedure(qtbot: QtBot, form: TargetForm, session: Session) -> None:
    form.procedure.edit.selectAll()
    qtbot.keyClicks(form.procedure.edit, "appendectomy")
    qtbot.keyClick(form.procedure.edit, Qt.Key.Key_Return)
    assert target(session).procedure_id == "esi_tf_lumbar_supra"


def test_a_finding_is_linked_and_unlinked_by_its_chip(form: TargetForm, session: Session) -> None:
    form.findings.chip("f2").click()
    assert target(session).finding_ids == ("f1", "f2")
    form.findings.chip("f1").click()
    assert target(session).finding_ids == ("f2",)


def test_a_target_without_a_finding_says_so(form: TargetForm) -> None:
    form.findings.chip("f1").click()
    assert "No finding is linked" in form.warnings.text()
    assert form.finding_level.text() == "no finding linked"


def test_the_draft_for_an_exiting_root_goes_to_the_level_where_it_leaves(session: Session) -> None:
    assert session.case is not None
    finding = session.case.get(Finding, "f1")
    draft = drafted_target("esi_tf_lumbar_supra", finding)
    assert (draft.level, draft.root, draft.laterality) == (Level.L5_S1, Root.L5, Laterality.LEFT)
    assert drafted_target("esi_il_lumbar", finding).level is Level.L4_L5
