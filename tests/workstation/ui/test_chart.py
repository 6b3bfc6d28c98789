"""Chart: the preview is the report's words, exports are listed, errors stand where the work is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotations.case import Case
from reports.errors import MissingEvidenceError
from reports.packet import Packet
from tests.support.ui_case import empty_session, worked_session
from workstation.session import Session
from workstation.ui.places.chart import ChartPlace
from workstation.ui.widgets.labels import LinkLabel


class RecordingExporter:
    """Answers at once, with a packet or the given error."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error
        self.asked: list[tuple[Path, bool]] = []

    def start(
        self,
        case: Case,
        directory: Path,
        *,
        final: bool,
        done: Callable[[Packet], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self.asked.append((directory, final))
        if self.error is not None:
            failed(self.error)
            return
        folder = directory / "case-1-r1"
        done(Packet(folder, folder / "report.pdf", (folder / "report.dcm",), folder / "manifest.json", {}))


@pytest.fixture
def session() -> Session:
    return worked_session()


def a_place(qtbot: QtBot, session: Session, exporter: RecordingExporter, folder: Path) -> ChartPlace:
    place = ChartPlace(session, exporter, choose_folder=lambda _: str(folder))
    qtbot.addWidget(place)
    place.show()
    return place


def words(place: ChartPlace) -> str:
    QApplication.processEvents()  # new labels are shown by the event loop
    return "\n".join(label.text() for label in place.findChildren(QLabel) if not label.isHidden())


def test_the_preview_names_side_level_target_and_depth(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    shown = words(a_place(qtbot, session, RecordingExporter(), tmp_path))
    assert "LEFT L4-5" in shown
    assert "LEFT L5-S1" in shown
    assert "83.1 mm" in shown
    assert "not a medical device" in shown.lower()


def test_a_finding_of_the_preview_leads_to_its_pixels(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    place = a_place(qtbot, session, RecordingExporter(), tmp_path)
    link = next(link for link in place.findChildren(LinkLabel) if "L4-5" in link.text())
    link.clicked.emit()
    assert session.selected_id == "f1"


def test_an_export_is_listed_and_said_to_be_old_once_the_case_changes(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    exporter = RecordingExporter()
    place = a_place(qtbot, session, exporter, tmp_path)
    assert not place.export_button.isEnabled() or place.folder.text()
    place.folder_button.click()
    place.status.choose("final")
    assert place.export_button.text() == "Export final"
    place.export_button.click()
    assert exporter.asked == [(tmp_path, True)]
    assert "report.pdf" in words(place)
    assert "changed since" not in words(place)
    assert session.case is not None
    from workstation.ui.forms.removal import removal

    session.apply(removal(session.case, session.case.items["g1"], "remove"))
    assert "changed since" in words(place)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (MissingEvidenceError("finding L4-5: open its folder, then export"), "open its folder"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_an_error_stands_at_the_folder_and_nothing_is_listed(
    qtbot: QtBot, session: Session, tmp_path: Path, error: Exception, expected: str
) -> None:
    place = a_place(qtbot, session, RecordingExporter(error), tmp_path)
    place.folder_button.click()
    place.export_button.click()
    assert expected in place.folder_field.error
    assert place.export_button.isEnabled()
    assert "Nothing yet" in words(place)


def test_an_empty_case_teaches(qtbot: QtBot, tmp_path: Path) -> None:
    assert "press M" in words(a_place(qtbot, empty_session(), RecordingExporter(), tmp_path))
