"""A field that takes the next keys pressed as a shortcut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from viewers.qt.translated import tr

_MODIFIER_KEYS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown}
)
_LEAVING_KEYS = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
"""Tab leaves the field, so that the keyboard alone is enough; it cannot be a shortcut."""


class KeyField(QLineEdit):
    """Announces `pressed(key)` with the key as Qt writes it, such as `Ctrl+Shift+K`."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(tr("Press the keys here"))
        self.setAccessibleName(tr("New key: press the keys"))
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    @property
    def key(self) -> str:
        """What was pressed; empty before."""
        return self.text()

    def event(self, event: QEvent) -> bool:
        """Take every key, before it is a shortcut of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys pressed, written as Qt reads them."""
        key = Qt.Key(event.key())
        if key in _LEAVING_KEYS or key in _MODIFIER_KEYS:
            super().keyPressEvent(event)
            return
        text = written(key, event.modifiers(), event.text())
        self.setText(text)
        self.pressed.emit(text)


def written(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str = "") -> str:
    """A key press as a shortcut is written; `?` is `?` and not Shift with another key, as layouts differ."""
    held = modifiers & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.GroupSwitchModifier
    is_symbol = len(text) == 1 and text.isprintable() and not text.isalnum() and not text.isspace()
    if is_symbol:
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(held, key)).toString(QKeySequence.SequenceFormat.PortableText)
