"""The editor of hanging protocols: a list, a form, the file as text, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewers.qt.translated import tr
from workstation.hanging.facts import StackFacts
from workstation.hanging.library import ProtocolLibrary, shipped_text
from workstation.hanging.matching import matched
from workstation.hanging.protocol import Protocol, ProtocolError
from workstation.hanging.protocol_file import read_protocol, write_protocol
from workstation.ui.hanging_dialog.protocol_form import ProtocolForm
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import label, set_tone

DIALOG_PX = (1270, 760)
LIST_PX = 250
FORM, TEXT = 0, 1
_ID = Qt.ItemDataRole.UserRole


class ProtocolDialog(QDialog):
    """Beside the images, never in their way: what is saved is hung at once.

    `facts` gives the stacks of the open patient, so that a check can say whether the protocol fits them.
    """

    def __init__(
        self,
        library: ProtocolLibrary,
        parent: QWidget | None = None,
        *,
        facts: Callable[[], Sequence[StackFacts]] = tuple,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Hanging protocols"))
        self.setModal(False)
        self.resize(*DIALOG_PX)
        self._library = library
        self._facts = facts
        self._shown: Protocol | None = None
        self._drafts: dict[str, Protocol] = {}
        self._tab = FORM
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Hanging protocols"))
        self.list.setFixedWidth(LIST_PX)
        self.list.currentItemChanged.connect(lambda item, _former: self._on_chosen(item))
        self.form = ProtocolForm()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("The protocol as a file"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.tabs = QTabWidget()
        self.tabs.addTab(self.form, tr("Form"))
        self.tabs.addTab(self.text, tr("File"))
        self.tabs.currentChanged.connect(self._on_tab)
        self.message = label("", "small", wrap=True)
        self.duplicate_button = button(tr("Duplicate"), self.duplicate, small=True)
        self.remove_button = button(tr("Delete"), self.remove, small=True)
        self.check_button = button(tr("Check"), self.check)
        self.save_button = button(tr("Save"), self.save, primary=True)
        self._assemble()
        self._fill()

    @property
    def shown_id(self) -> str:
        """The protocol being edited, by id."""
        return self._shown.id if self._shown is not None else ""

    def open_on(self, protocol_id: str) -> None:
        """Show the editor with a protocol, the first one for an id there is none of."""
        self._library.reload()
        self._fill()
        self._choose(protocol_id)
        self._tell_files()
        self.show()
        self.raise_()
        self.activateWindow()

    def duplicate(self) -> None:
        """Save a copy under another id and title, and edit that."""
        if self._shown is None:
            return
        copy = replace(
            self._shown, id=self._library.free_id(self._shown.id), title=tr("{title} (copy)", title=self._shown.title)
        )
        self._keep_draft()
        if self._stored(copy):
            self._choose(copy.id)
            self._tell(tr("{title} is yours to edit.", title=copy.title), "good")

    def remove(self) -> None:
        """Delete the user's own protocol; where the program brings one of that id along, that is back."""
        if self._shown is None:
            return
        protocol_id, title = self._shown.id, self._shown.title
        try:
            self._library.remove(protocol_id)
        except OSError as error:
            self._tell(
                tr("{title} could not be deleted: {value}.", title=title, value=error.strerror or error), "alert"
            )
            return
        self._let_go_of(protocol_id)
        self._fill()
        self._choose(protocol_id)
        self._tell(
            tr("{title} is as shipped again.", title=title)
            if self._library.is_shipped(protocol_id)
            else tr("{title} is deleted.", title=title),
            "good",
        )

    def check(self) -> None:
        """Say what is wrong, or whether the protocol fits the open patient."""
        protocol = self._edited()
        if protocol is None:
            return
        facts = self._facts()
        if not facts:
            self._tell(tr("Nothing is wrong with this protocol. Open a patient to see whether it fits."), "good")
            return
        match = matched(protocol, facts)
        if match.fits:
            points = tr(
                "Fits the open patient. It has {points} points; of all that fit, the one with most opens.",
                points=match.points,
            )
            self._tell("\n".join((points, *match.reasons)), "good")
        else:
            self._tell(
                tr("Nothing is wrong, but it does not fit the open patient. {why_not}", why_not=match.why_not),
                "caution",
            )

    def save(self) -> None:
        """Keep the protocol as the user's own."""
        protocol = self._edited()
        if protocol is not None and self._stored(protocol):
            self._choose(protocol.id)
            self._tell(tr("{title} is saved.", title=protocol.title), "good")

    def _edited(self) -> Protocol | None:
        """What the tab in front says; None, with the reason told, where it is wrong."""
        try:
            return self._read_tab()
        except ProtocolError as error:
            self._tell(f"{error}.", "alert")
            return None

    def _read_tab(self) -> Protocol:
        """The protocol in the tab in front. Raises `ProtocolError`."""
        return self.form.protocol() if self._tab == FORM else read_protocol(self.text.toPlainText())

    def _stored(self, protocol: Protocol) -> bool:
        try:
            self._library.save(protocol)
        except (OSError, ProtocolError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self._tell(tr("{title} could not be saved: {reason}.", title=protocol.title, reason=reason), "alert")
            return False
        self._let_go_of(protocol.id)
        self._fill()
        return True

    def _let_go_of(self, protocol_id: str) -> None:
        """What is stored now is what counts: no draft of it is kept."""
        self._drafts.pop(protocol_id, None)
        self._shown = None

    def _keep_draft(self) -> None:
        """Keep what was edited and not saved until the protocol is chosen again; what is wrong cannot be kept."""
        if self._shown is None:
            return
        try:
            edited = self._read_tab()
        except ProtocolError:
            return
        if edited == self._shown:
            self._drafts.pop(self._shown.id, None)
        else:
            self._drafts[self._shown.id] = edited

    def _on_tab(self, tab: int) -> None:
        """Carry what was edited over to the other tab; what is wrong must be put right first."""
        if tab == self._tab:
            return
        try:
            if tab == TEXT:
                self._show_text(self.form.protocol())
            else:
                self.form.show_protocol(read_protocol(self.text.toPlainText()))
        except ProtocolError as error:
            with QSignalBlocker(self.tabs):
                self.tabs.setCurrentIndex(self._tab)
            self._tell(tr("{error}. Put it right, or choose the protocol anew from the list.", error=error), "alert")
            return
        self._tab = tab
        self._tell("", "")

    def _show_text(self, protocol: Protocol) -> None:
        """The file; a shipped protocol that was not changed comes with its comments."""
        is_untouched = self._library.is_shipped(protocol.id) and not self._library.is_own(protocol.id)
        is_untouched = is_untouched and protocol == self._library.protocol(protocol.id)
        self.text.setPlainText(shipped_text(protocol.id) if is_untouched else write_protocol(protocol))

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        self._keep_draft()
        protocol = self._library.protocol(str(item.data(_ID))) if item is not None else None
        self._shown = protocol
        if protocol is None:
            return
        shown = self._drafts.get(protocol.id, protocol)
        self.form.show_protocol(shown)
        self._show_text(shown)
        is_own, is_shipped = self._library.is_own(protocol.id), self._library.is_shipped(protocol.id)
        self.remove_button.setText(tr("Reset to shipped") if is_shipped else tr("Delete"))
        self.remove_button.setEnabled(is_own)
        self._tell(tr("Changed here and not saved yet.") if protocol.id in self._drafts else "", "caution")

    def _fill(self) -> None:
        current = self.shown_id
        with QSignalBlocker(self.list):
            self.list.clear()
            for protocol in self._library.protocols:
                origin = self._origin(protocol.id)
                item = QListWidgetItem(f"{protocol.title}  ·  {origin}" if origin else protocol.title)
                item.setData(_ID, protocol.id)
                self.list.addItem(item)
        self._choose(current)

    def _origin(self, protocol_id: str) -> str:
        if not self._library.is_own(protocol_id):
            return ""
        return tr("changed by you") if self._library.is_shipped(protocol_id) else "yours"

    def _choose(self, protocol_id: str) -> None:
        rows = [str(self.list.item(row).data(_ID)) for row in range(self.list.count())]
        row = rows.index(protocol_id) if protocol_id in rows else 0
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(row)
        self._on_chosen(self.list.item(row))

    def _tell(self, text: str, tone: str) -> None:
        self.message.setText(text)
        set_tone(self.message, tone)

    def _tell_files(self) -> None:
        if self._library.problems:
            self._tell("\n".join(f"Not used: {problem.text}" for problem in self._library.problems), "caution")

    def _assemble(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        own = QHBoxLayout()
        own.addWidget(self.duplicate_button)
        own.addWidget(self.remove_button)
        own.addStretch(1)
        left.addLayout(own)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.tabs, 1)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        feet.addWidget(self.message, 1)
        for part in (self.check_button, button(tr("Close"), self.close), self.save_button):
            feet.addWidget(part)
        right.addLayout(feet)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 14, 14, 14)
        row.setSpacing(14)
        row.addLayout(left)
        row.addLayout(right, 1)
