"""Messages where the work is: what, which and what to do, with the details folded under them. Never modal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.ui.icon_set import icon_pixmap
from workstation.ui.theme import set_property, token_color
from workstation.ui.widgets.buttons import button, icon_button
from workstation.ui.widgets.labels import label

_TONE_ICON = {"alert": "alert", "caution": "caution", "good": "check", "accent": "info"}
_DETAIL_HEIGHT_PX = 150
_SHOWN_DETAILS = 500
"""Lines of detail kept on screen; the rest is counted."""


@dataclass(frozen=True)
class Message:
    """One message. `details` are lines the physician may unfold; `action` is a button with its words."""

    text: str
    tone: str = "accent"
    details: tuple[str, ...] = ()
    action_text: str = ""
    action: Callable[[], object] | None = None


class MessageBar(QFrame):
    """Shows the latest message until it is dismissed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        row = QHBoxLayout()
        row.setSpacing(10)
        self._icon = label("")
        self._text = label("", wrap=True)
        self._text.setAccessibleName(tr("Message"))
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._unfold = button(tr("Details"), self._toggle_details, small=True)
        self._action = button("", self._run_action, small=True, primary=True)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._unfold)
        row.addWidget(self._action)
        row.addWidget(icon_button("close", tr("Dismiss"), self.dismiss, size_px=26))
        column.addLayout(row)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setAccessibleName(tr("Details of the message"))
        self._action.setAccessibleName(tr("What can be done about it"))
        self._details.setFixedHeight(_DETAIL_HEIGHT_PX)
        column.addWidget(self._details)
        self._message: Message | None = None
        self.dismiss()

    @property
    def message(self) -> Message | None:
        """What is shown."""
        return self._message

    @property
    def action_button(self) -> QPushButton:
        """The button of the message's action."""
        return self._action

    def show_message(self, message: Message) -> None:
        """Show a message in place of the former one."""
        self._message = message
        set_property(self, "tone", message.tone)
        self._icon.setPixmap(icon_pixmap(_TONE_ICON.get(message.tone, "info"), 20, token_color(message.tone).name()))
        self._text.setText(message.text)
        self._details.setPlainText(_detail_text(message.details))
        self._details.hide()
        self._unfold.setVisible(bool(message.details))
        self._unfold.setText(tr("Details ({count})", count=len(message.details)))
        self._action.setVisible(message.action is not None)
        self._action.setText(message.action_text)
        self._action.setAccessibleName(message.action_text or tr("What can be done about it"))
        self._text.setAccessibleName(message.text)
        self.show()

    def dismiss(self) -> None:
        """Take the message away."""
        self._message = None
        self.hide()

    def unfold_details(self) -> None:
        """Show the lines under the message."""
        self._details.show()

    def _toggle_details(self) -> None:
        self._details.setVisible(self._details.isHidden())

    def _run_action(self) -> None:
        message = self._message
        self.dismiss()
        if message is not None and message.action is not None:
            message.action()


def _detail_text(details: Sequence[str]) -> str:
    shown = list(details[:_SHOWN_DETAILS])
    if len(details) > _SHOWN_DETAILS:
        shown.append(tr("and {value} more; `foramen index` lists them all", value=len(details) - _SHOWN_DETAILS))
    return "\n".join(shown)
