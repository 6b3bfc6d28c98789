"""Turns the table of commands into Qt actions, and keeps single keys away from fields being typed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSpinBox, QApplication, QComboBox, QWidget

from viewers.qt.translated import tr
from workstation.action_tables.action import SCOPES_HEARD, Action, Scope
from workstation.actions import ACTIONS
from workstation.key_map import KeyMap, same_key
from workstation.ui.focus_ring import FocusRing
from workstation.ui.read.spine_strip import SpineStrip
from workstation.ui.widgets.cards import Card
from workstation.ui.widgets.labels import LinkLabel

Handler = Callable[[], object]

_OWN_KEYS = frozenset(
    {
        int(Qt.Key.Key_Space),
        int(Qt.Key.Key_Up),
        int(Qt.Key.Key_Down),
        int(Qt.Key.Key_Left),
        int(Qt.Key.Key_Right),
        int(Qt.Key.Key_Home),
        int(Qt.Key.Key_End),
        int(Qt.Key.Key_PageUp),
        int(Qt.Key.Key_PageDown),
    }
)
"""Keys that a focused button, list or field uses itself; they are no shortcuts while it has the focus."""
_KEYS_OF_PLACES = frozenset({("target.new", Scope.PLAN)})
"""Commands whose key the place on screen handles itself; two owners of one key would silence both."""
_INNER_SCOPES = frozenset({Scope.VOLUME_3D})
"""Places inside another one, whose keys go before those of the place around them."""
_INPUT = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress})
_KEY_TAKERS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, Card, LinkLabel, SpineStrip)
_LETTER_TAKERS = (QAbstractItemView, QAbstractSpinBox, QComboBox)


class ActionBindings(QObject):
    """The Qt actions of a window. Raises `KeyError` when a command has no handler, so that none is dead."""

    def __init__(
        self,
        window: QWidget,
        handlers: Mapping[str, Handler],
        is_enabled: Callable[[Action], bool],
        keys: KeyMap,
    ) -> None:
        super().__init__(window)
        self._handlers = handlers
        self._is_enabled = is_enabled
        self._keys = keys
        self._scope: Scope | None = None
        self._actions = {action.id: self._made(window, action) for action in ACTIONS.values()}
        self._ring = FocusRing(window)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @property
    def ring(self) -> FocusRing:
        """What shows the focus."""
        return self._ring

    @property
    def actions(self) -> Mapping[str, QAction]:
        """The Qt actions by command id."""
        return self._actions

    def trigger(self, action_id: str) -> None:
        """Do a command, if it is enabled now."""
        if self._is_enabled(ACTIONS[action_id]):
            self._handlers[action_id]()

    def hear_new_keys(self) -> None:
        """The user changed keys: from now on those are heard."""
        self.set_scope(self._scope)

    def set_scope(self, scope: Scope | None) -> None:
        """Keys of other places than `scope` fall silent (None = only those that work anywhere).

        Where an inner place claims a key of the place around it, the outer command keeps its other keys.
        """
        self._scope = scope
        claimed = {
            same_key(key)
            for action in ACTIONS.values()
            if scope in _INNER_SCOPES and action.scope is scope
            for key in self._keys.keys_of(action.id)
        }
        for action_id, made in self._actions.items():
            action = ACTIONS[action_id]
            made.setEnabled(action.scope in SCOPES_HEARD[scope] and (action_id, scope) not in _KEYS_OF_PLACES)
            free = [
                key for key in self._keys.keys_of(action_id) if action.scope is scope or same_key(key) not in claimed
            ]
            made.setShortcuts([QKeySequence(key) for key in free])

    def close(self) -> None:
        """Stop listening to keys."""
        self._ring.end()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave its own keys to the widget that has the focus, and show that one while the keyboard is used."""
        kind = event.type()
        if kind in _INPUT:
            self._ring.note_input(event)
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_taken(event):
            event.accept()
            return True
        return False

    def _made(self, window: QWidget, action: Action) -> QAction:
        if action.id not in self._handlers:
            raise KeyError(action.id)
        made = QAction(tr(action.title), window)
        made.setShortcuts([QKeySequence(key) for key in self._keys.keys_of(action.id)])
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.triggered.connect(lambda _checked=False, chosen=action.id: self.trigger(chosen))
        window.addAction(made)
        return made


def _is_taken(event: QKeyEvent) -> bool:
    focus = QApplication.focusWidget()
    if focus is None or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    if event.key() in _OWN_KEYS and isinstance(focus, _KEY_TAKERS):
        return True
    return bool(event.text()) and event.text().isalnum() and isinstance(focus, _LETTER_TAKERS)
