"""The bar at the top in narrow windows and with large text: the patient is never cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotations.patient import PatientIdentity
from viewers.qt.text_scale import set_text_scale
from workstation.app import application_of
from workstation.ui.theme import apply_theme
from workstation.ui.top_bar import TopBar

LONG = PatientIdentity(
    "0000123456789", name="WINTERSBERGER-HOHENFELD^Maximiliane Theodora", birth_date="1951-03-04", sex="F"
)


@pytest.fixture
def application() -> Iterator[QApplication]:
    """Dressed at the usual size again afterwards."""
    made = application_of()
    yield made
    set_text_scale(1.0)
    apply_theme(made)


@pytest.fixture
def host(application: QApplication, qtbot: QtBot) -> QWidget:
    """A window for a bar, which is then as wide as it is told to be."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(2000, 60)
    return made


def a_bar(host: QWidget) -> TopBar:
    """The bar in its window, on screen."""
    bar = TopBar(host)
    host.show()
    return bar


@pytest.mark.parametrize(("scale", "width_px"), [(1.0, 1100), (1.5, 1366), (2.0, 1366), (2.0, 1920)])
def test_nothing_of_the_bar_is_cut_off(
    application: QApplication, host: QWidget, qtbot: QtBot, scale: float, width_px: int
) -> None:
    set_text_scale(scale)
    apply_theme(application)
    bar = a_bar(host)
    bar.show_patient(LONG)
    bar.show_keys(lambda action_id: "Ctrl+K" if action_id == "window.command" else "")
    bar.resize(width_px, bar.height())
    qtbot.wait(1)
    assert bar.width() == width_px
    for part in (*bar.findChildren(QLabel), *bar.findChildren(QPushButton)):
        if part.isVisible():
            assert part.width() >= part.sizeHint().width(), f"{part.text()!r} is cut off"
    last = bar._command
    assert last.mapTo(bar, last.rect().topRight()).x() <= width_px


def test_the_search_gives_up_its_words_first(host: QWidget) -> None:
    bar = a_bar(host)
    bar.show_keys(lambda action_id: "Ctrl+K" if action_id == "window.command" else "")
    bar.resize(1600, bar.height())
    assert bar._command.text() == "Search or command   Ctrl K"
    bar.show_patient(LONG)
    bar.resize(950, bar.height())
    assert bar._command.text() == "Ctrl K"
    assert "Search or command" in bar._command.accessibleName()
