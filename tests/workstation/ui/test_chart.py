"""Chart: the preview is the report's words, exports are listed, errors stand where the work is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotations.case import Case
from reports.content import Packet
from reports.errors import MissingEvidenceError
from tests.support.ui_case import empty_session, worked_session
from workstation.session import Session
from workstation.settings import Settings
from workstation.ui.places.chart import ChartPlace
from workstation.ui.places.chart_export import ExportAnswers, ExportWish
from workstation.ui.widgets.labels import LinkLabel


class RecordingExporter:
    """Answers at once, with a packet or the given error."""

    def __init__(self, error: BaseException | None = None, *, is_slow: bool = False) -> None:
        self.error = error
        self.is_slow = is_slow
        self.asked: list[tuple[Path, bool]] = []
        self.authors: list[str] = []
        self.stopped: list[bool] = []

    def start(self, wish: ExportWish, answers: ExportAnswers) -> Callable[[], None]:
        self.asked.append((wish.directory, wish.final))
        self.authors.append(wish.author)
        if self.is_slow:
            answers.told("Drawing key image 1 of 2", 2, 4)
        elif self.error is not None:
            answers.failed(self.error)
        else:
            folder = wish.directory / "case-1-r1"
            files = (folder / "report.pdf", (folder / "report.dcm",), folder / "manifest.json")
            answers.done(Packet(folder, *files, {}, pages=4, key_images=1))
        return lambda: self.stopped.append(True)

    def spacings_mm(self, case: Case) -> Mapping[str, float]:
        return {}


@pytest.fixture
def session() -> Session:
    return worked_session()


def a_place(qtbot: QtBot, session: Session, exporter: RecordingExporter, folder: Path) -> ChartPlace:
    place = ChartPlace(session, exporter, Settings(folder, folder / "cache"), choose_folder=lambda _: str(folder))
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


def test_one_click_exports_to_the_folder_of_the_settings(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    exporter = RecordingExporter()
    place = a_place(qtbot, session, exporter, tmp_path)
    place.export_button.click()
    assert exporter.asked == [(tmp_path / "exports", False)]
    assert "4 pages, 1 key image" in words(place)


def test_an_export_says_what_it_does_and_can_be_cancelled(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    exporter = RecordingExporter(is_slow=True)
    place = a_place(qtbot, session, exporter, tmp_path)
    assert not place.cancel_button.isVisible()
    place.export_button.click()
    assert "Drawing key image 1 of 2" in words(place)
    assert not place.export_button.isEnabled()
    place.cancel_button.click()
    assert exporter.stopped == [True]
    assert place.export_button.isEnabled()
    assert not place.cancel_button.isVisible()
    assert "Nothing yet" in words(place)


def test_the_physician_types_the_name_once(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    exporter = RecordingExporter()
    place = a_place(qtbot, session, exporter, tmp_path)
    place.physician.setText("Dr. Ana Example")
    place.export_button.click()
    assert exporter.authors == ["Dr. Ana Example"]
    assert a_place(qtbot, session, exporter, tmp_path).physician.text() == "Dr. Ana Example"
