"""Chart: what will go to the chart, as draft or final, and what was written in this session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotations.case import Case
from reports.packet import Packet
from workstation.session import CaseChanged, CaseOpened, Session, SessionEvent
from workstation.ui.forms.form_field import FormField
from workstation.ui.forms.form_style import dress
from workstation.ui.forms.segmented_choice import Option, SegmentedChoice
from workstation.ui.places.chart_export import ChartExporter
from workstation.ui.places.chart_preview import ChartPreview
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import Card, ScrolledColumn, clear_layout
from workstation.ui.widgets.labels import SectionHeading, label

SIDE_WIDTH_PX = 420
DRAFT, FINAL = "draft", "final"


@dataclass(frozen=True)
class PastExport:
    """A packet written in this session, from which revision of which case."""

    case_id: str
    packet: Packet
    revision: int
    final: bool


class ChartPlace(QWidget):
    """The preview in the middle, the export on the right."""

    def __init__(
        self,
        session: Session,
        exporter: ChartExporter,
        parent: QWidget | None = None,
        *,
        choose_folder: Callable[[QWidget], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self._exporter = exporter
        self._choose_folder = choose_folder or _ask_for_folder
        self._exports: list[PastExport] = []
        self._is_busy = False
        self.preview = ChartPreview(session)
        scrolled = ScrolledColumn(margin_px=24)
        scrolled.column.addWidget(self.preview)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scrolled, 1)
        row.addWidget(self._side())
        dress(self)
        self._unsubscribe = session.subscribe(self._on_event)
        self.refresh()

    def close_place(self) -> None:
        """End the subscription."""
        self._unsubscribe()

    def refresh(self) -> None:
        """Show the open case as it is now."""
        case = self._session.case
        self.preview.refresh(case)
        is_ready = case is not None and bool(self.folder.text().strip()) and not self._is_busy
        self.export_button.setEnabled(is_ready)
        self.export_button.setText("Exporting ..." if self._is_busy else f"Export {self.status.value}")
        self._show_exports()

    def export(self) -> None:
        """Write the packet; an error stands above the button with what to do."""
        case = self._session.case
        if case is None or self._is_busy:
            return
        self._is_busy = True
        self.folder_field.set_error("")
        self.refresh()
        final = self.status.value == FINAL
        revision = case.revision
        self._exporter.start(
            case,
            Path(self.folder.text().strip()).expanduser(),
            final=final,
            done=lambda packet: self._done(case, packet, revision, final=final),
            failed=self._failed,
        )

    def _side(self) -> QWidget:
        self.status = SegmentedChoice(
            [Option(DRAFT, "Draft"), Option(FINAL, "Final")], clearable=False, minimum_cell=90, name="Status"
        )
        self.status.set_value(DRAFT)
        self.status.chosen.connect(lambda _: self.refresh())
        self.folder = QLineEdit()
        self.folder.setPlaceholderText("Folder for the packet")
        self.folder.textChanged.connect(lambda _: self.refresh())
        self.folder_button = button("Choose ...", self._pick_folder)
        self.folder_field = FormField("Folder", _row(self.folder, self.folder_button))
        self.export_button = button("Export draft", self.export, primary=True)
        self._past = QVBoxLayout()
        self._past.setSpacing(8)
        column = ScrolledColumn(margin_px=16)
        column.setObjectName("panel")
        column.setFixedWidth(SIDE_WIDTH_PX)
        column.column.setSpacing(12)
        column.column.addWidget(SectionHeading("Export"))
        column.column.addWidget(FormField("Status", _left(self.status)))
        column.column.addWidget(
            label("A draft says DRAFT on every page. Final says that you have checked it.", "small", wrap=True)
        )
        column.column.addWidget(self.folder_field)
        column.column.addWidget(_left(self.export_button))
        column.column.addWidget(
            label(
                "Writes a PDF and a DICOM Structured Report that refers to the images. The identity of every image is "
                "checked against the case first; a mismatch stops the export.",
                "small",
                wrap=True,
            )
        )
        column.column.addWidget(SectionHeading("Written in this session"))
        column.column.addLayout(self._past)
        return column

    def _pick_folder(self) -> None:
        chosen = self._choose_folder(self)
        if chosen:
            self.folder.setText(chosen)

    def _done(self, case: Case, packet: Packet, revision: int, *, final: bool) -> None:
        self._is_busy = False
        self._exports.insert(0, PastExport(case.id, packet, revision, final))
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        self._is_busy = False
        self.refresh()
        self.folder_field.set_error(failure_words(error))

    def _show_exports(self) -> None:
        clear_layout(self._past)
        case = self._session.case
        exports = [export for export in self._exports if case is not None and export.case_id == case.id]
        for export in exports:
            self._past.addWidget(_export_card(export, is_current=case is not None and export.revision == case.revision))
        if not exports:
            self._past.addWidget(label("Nothing yet. Choose a folder and press Export.", "secondary", wrap=True))

    def _on_event(self, event: SessionEvent) -> None:
        if isinstance(event, CaseOpened):
            self.folder_field.set_error("")
        if isinstance(event, CaseOpened | CaseChanged):
            self.refresh()


def failure_words(error: BaseException) -> str:
    """An export error in words: its own for the errors made for people, the system's for the disk."""
    if isinstance(error, OSError):
        return f"The packet could not be written: {error.strerror or error}. Choose another folder or free space."
    return f"Nothing was exported. {error}"


def _export_card(export: PastExport, *, is_current: bool) -> Card:
    card = Card()
    state = "final" if export.final else "draft"
    card.body.addWidget(label(f"{state.capitalize()} of revision {export.revision}", "title"))
    if not is_current:
        card.body.addWidget(label("The case has changed since.", "small", tone="caution"))
    for path in (export.packet.pdf, *export.packet.structured_reports):
        card.body.addWidget(label(path.name, "small", wrap=True))
    folder = export.packet.directory
    open_folder = button("Open folder", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))), small=True)
    open_folder.setToolTip(str(folder))
    card.body.addWidget(_left(open_folder))
    return card


def _ask_for_folder(parent: QWidget) -> str:
    return QFileDialog.getExistingDirectory(parent, "Folder for the chart packet")


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    return holder


def _left(widget: QWidget) -> QWidget:
    holder = _row(widget)
    layout = holder.layout()
    assert isinstance(layout, QHBoxLayout)
    layout.addStretch(1)
    return holder
