"""Chart: what will go to the chart, as draft or final, and what was written in this session."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from annotations.case import Case
from reports.content import Packet
from viewers.qt.translated import tr
from workstation.session import CaseChanged, CaseOpened, Session, SessionEvent
from workstation.settings import Settings
from workstation.ui.forms.form_field import FormField
from workstation.ui.forms.form_style import dress
from workstation.ui.forms.segmented_choice import Option, SegmentedChoice
from workstation.ui.places.chart_export import CancelExport, ChartExporter, ExportAnswers, ExportWish
from workstation.ui.places.chart_preview import ChartPreview
from workstation.ui.refresh_when_seen import RefreshWhenSeen
from workstation.ui.theme import fix_width
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import Card, ScrolledColumn, clear_layout
from workstation.ui.widgets.labels import SectionHeading, label

SIDE_WIDTH_PX = 420
DRAFT, FINAL = "draft", "final"
LONGEST_NAME = 64
"""Characters of a person name in DICOM (PS3.5 6.2)."""
STATUS_NOTE = "A draft says DRAFT on every page. Final says that you have checked it."
EXPORT_NOTE = (
    "Writes a PDF and a DICOM Structured Report that refers to the images. The identity of every image is checked "
    "against the case first; a mismatch stops the export."
)


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
        settings: Settings,
        parent: QWidget | None = None,
        *,
        choose_folder: Callable[[QWidget], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self._exporter = exporter
        self._settings = settings
        self._choose_folder = choose_folder or _ask_for_folder
        self._exports: list[PastExport] = []
        self._cancel: CancelExport | None = None
        self.preview = ChartPreview(session, exporter.spacings_mm)
        scrolled = ScrolledColumn(margin_px=24)
        scrolled.column.addWidget(self.preview)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scrolled, 1)
        row.addWidget(self._side())
        dress(self)
        self._seen = RefreshWhenSeen(self, self.refresh)
        self._unsubscribe = session.subscribe(self._on_event)
        self.refresh()

    def close_place(self) -> None:
        """End the subscription; an export under way is stopped."""
        self.cancel()
        self._unsubscribe()

    @property
    def is_exporting(self) -> bool:
        """Whether a packet is being written."""
        return self._cancel is not None

    def refresh(self) -> None:
        """Show the open case as it is now."""
        self.preview.refresh(self._session.case)
        self._show_readiness()
        self._show_exports()

    def export(self) -> None:
        """Write the packet; an error stands at the folder with what to do."""
        case = self._session.case
        if case is None or self.is_exporting:
            return
        self.store_physician()
        self.folder_field.set_error("")
        final, revision = self.status.value == FINAL, case.revision
        folder = Path(self.folder.text().strip()).expanduser()
        self._told(tr("Starting"), 0, 1)
        self._cancel = _nothing
        stop = self._exporter.start(
            ExportWish(case, folder, final=final, author=self.physician.text().strip()),
            ExportAnswers(lambda packet: self._done(case, packet, revision, final=final), self._failed, self._told),
        )
        # An exporter may answer before it returns; then there is nothing left to stop.
        self._cancel = stop if self._cancel is not None else None
        self._show_readiness()

    def cancel(self) -> None:
        """Stop the export under way; nothing of it stays behind."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
            self._show_readiness()

    def store_physician(self) -> None:
        """Keep the name for the next reports; where that fails the report still bears it."""
        name = self.physician.text().strip()
        if name == self._settings.physician():
            return
        try:
            self._settings.store_physician(name)
        except OSError as error:
            reason = error.strerror or tr("the folder cannot be written")
            self.physician_field.set_error(
                tr("The name stands in this report but could not be kept: {reason}.", reason=reason)
            )

    def _side(self) -> QWidget:
        column = ScrolledColumn(margin_px=16)
        column.setObjectName("panel")
        fix_width(column, SIDE_WIDTH_PX)
        column.column.setSpacing(12)
        column.column.addWidget(SectionHeading(tr("Export")))
        for widget in self._wish_widgets():
            column.column.addWidget(widget)
        column.column.addWidget(self._progress_widget())
        column.column.addWidget(label(tr(EXPORT_NOTE), "small", wrap=True))
        column.column.addWidget(SectionHeading(tr("Written in this session")))
        self._past = QVBoxLayout()
        self._past.setSpacing(8)
        column.column.addLayout(self._past)
        return column

    def _wish_widgets(self) -> tuple[QWidget, ...]:
        self.status = SegmentedChoice(
            [Option(DRAFT, tr("Draft")), Option(FINAL, tr("Final"))],
            clearable=False,
            minimum_cell=90,
            name=tr("Status"),
        )
        self.status.set_value(DRAFT)
        self.status.chosen.connect(lambda _: self._show_readiness())
        self.physician = QLineEdit(self._settings.physician())
        self.physician.setPlaceholderText(tr("Your name, as it shall stand in the report"))
        self.physician.setMaxLength(LONGEST_NAME)
        self.physician.editingFinished.connect(self.store_physician)
        self.physician_field = FormField(tr("Physician"), self.physician)
        self.folder = QLineEdit(str(self._settings.export_dir))
        self.folder.setPlaceholderText(tr("Folder for the packet"))
        self.folder.setCursorPosition(0)
        self.folder.textChanged.connect(lambda _: self._show_readiness())
        self.folder_button = button(tr("Choose ..."), self._pick_folder)
        self.folder_field = FormField(tr("Folder"), _row(self.folder, self.folder_button))
        self.export_button = button(tr("Export draft"), self.export, primary=True)
        self.cancel_button = button(tr("Cancel"), self.cancel)
        return (
            FormField(tr("Status"), _left(self.status)),
            label(tr(STATUS_NOTE), "small", wrap=True),
            self.physician_field,
            self.folder_field,
            _left(_row(self.export_button, self.cancel_button)),
        )

    def _progress_widget(self) -> QWidget:
        self._progress = QWidget()
        column = QVBoxLayout(self._progress)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.step = label("", "secondary", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column.addWidget(self.step)
        column.addWidget(self._bar)
        return self._progress

    def _show_readiness(self) -> None:
        is_ready = self._session.case is not None and bool(self.folder.text().strip()) and not self.is_exporting
        self.export_button.setEnabled(is_ready)
        self.export_button.setText(
            tr("Exporting ...")
            if self.is_exporting
            else tr("Export draft")
            if self.status.value == DRAFT
            else tr("Export final")
        )
        self.cancel_button.setVisible(self.is_exporting)
        self._progress.setVisible(self.is_exporting)
        self.folder.setToolTip(self.folder.text())

    def _told(self, words: str, step: int, steps: int) -> None:
        self.step.setText(f"{words} ...")
        self._bar.setRange(0, steps)
        # The step named is under way, so the bar stands where the one before it ended.
        self._bar.setValue(max(0, step - 1))

    def _pick_folder(self) -> None:
        chosen = self._choose_folder(self)
        if chosen:
            self.folder.setText(chosen)

    def _done(self, case: Case, packet: Packet, revision: int, *, final: bool) -> None:
        self._cancel = None
        self._exports.insert(0, PastExport(case.id, packet, revision, final))
        self._show_readiness()
        self._show_exports()

    def _failed(self, error: BaseException) -> None:
        self._cancel = None
        self._show_readiness()
        self.folder_field.set_error(failure_words(error))

    def _show_exports(self) -> None:
        clear_layout(self._past)
        case = self._session.case
        exports = [export for export in self._exports if case is not None and export.case_id == case.id]
        for export in exports:
            self._past.addWidget(_export_card(export, is_current=case is not None and export.revision == case.revision))
        if not exports:
            self._past.addWidget(label(tr("Nothing yet."), "secondary", wrap=True))

    def _on_event(self, event: SessionEvent) -> None:
        if isinstance(event, CaseOpened):
            self.folder_field.set_error("")
            self.refresh()
        elif isinstance(event, CaseChanged):
            self._seen.ask()


def _nothing() -> None:
    """Stops an export that has not begun."""


def failure_words(error: BaseException) -> str:
    """An export error in words: its own for the errors made for people, the system's for the disk."""
    if isinstance(error, OSError):
        return tr(
            "The packet could not be written: {value}. Choose another folder or free space.",
            value=error.strerror or error,
        )
    return tr("Nothing was exported. {error}", error=error)


def _export_card(export: PastExport, *, is_current: bool) -> Card:
    card = Card()
    state = "final" if export.final else "draft"
    card.body.addWidget(
        label(
            tr("{capitalize} of revision {revision}", capitalize=state.capitalize(), revision=export.revision), "title"
        )
    )
    if not is_current:
        card.body.addWidget(label(tr("The case has changed since."), "small", tone="caution"))
    packet = export.packet
    card.body.addWidget(label(f"{packet.pdf.name}: {packet_words(packet)}", "small", wrap=True))
    for path in packet.structured_reports:
        card.body.addWidget(label(path.name, "small", wrap=True))
    folder = label(breakable(packet.directory), "small", wrap=True)
    folder.setToolTip(str(packet.directory))
    card.body.addWidget(folder)
    open_report = button(tr("Open report"), lambda: _open(packet.pdf), small=True)
    open_folder = button(tr("Open folder"), lambda: _open(packet.directory), small=True)
    card.body.addWidget(_left(_row(open_report, open_folder)))
    return card


def packet_words(packet: Packet) -> str:
    """`4 pages, 3 key images`."""
    counts = ((packet.pages, "page"), (packet.key_images, tr("key image")))
    return ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts)


def breakable(path: Path) -> str:
    """A path that a label may break after each folder (zero-width spaces)."""
    return str(path).replace(os.sep, f"{os.sep}\u200b")


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _ask_for_folder(parent: QWidget) -> str:
    return QFileDialog.getExistingDirectory(parent, tr("Folder for the chart packet"))


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
