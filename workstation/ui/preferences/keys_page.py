"""Key preferences: every command with its keys; press new ones, see whose they are, take them over or leave them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.action_tables.action import Action, Group
from workstation.actions import ACTIONS
from workstation.key_map import KEYS, KeyMap
from workstation.search import SearchEntry, found
from workstation.ui.preferences.key_field import KeyField
from workstation.ui.preferences.page import PreferencePage
from workstation.ui.theme import token_color
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.labels import label

_ID_ROLE = Qt.ItemDataRole.UserRole
NO_KEY = "no key"
CHANGED = "changed"
CHOOSE_FIRST = "Choose a command, then press its new keys in the field below."


class KeysPage(PreferencePage):
    """A change is in force at once."""

    title = "Keys"
    sections = (KEYS,)

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search commands"))
        self.search.setAccessibleName(tr("Search commands"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self.show_values())
        self.table = QTreeWidget()
        self.table.setAccessibleName(tr("Commands and their keys"))
        self.table.setHeaderLabels([tr("Command"), tr("Keys"), ""])
        self.table.setRootIsDecorated(False)
        self.table.setIndentation(12)
        self.table.setMinimumHeight(320)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.table.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.table.currentItemChanged.connect(lambda _new, _old: self._show_editor())
        self.column.addWidget(self.search)
        self.column.addWidget(self.table, 1)
        self._add_editor()
        self.show_values()

    def _add_editor(self) -> None:
        self.chosen = label(tr(CHOOSE_FIRST), "title", wrap=True)
        self.field = KeyField()
        self.field.pressed.connect(lambda _key: self._show_conflict())
        self.assign = button(tr("Use this key"), lambda: self._assign(is_only=True), primary=True)
        self.add = button(tr("Add as a further key"), lambda: self._assign(is_only=False))
        self.clear = button(tr("No key"), self._clear)
        self.usual = button(tr("Usual keys"), self._reset_one)
        self.conflict = label("", "small", tone="caution", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        for each in (self.assign, self.add, self.clear, self.usual):
            row.addWidget(each)
        editor = QVBoxLayout()
        editor.addWidget(self.chosen)
        editor.addLayout(row)
        editor.addWidget(self.conflict)
        self.column.addLayout(editor)

    @property
    def action(self) -> Action | None:
        """The command chosen in the table."""
        item = self.table.currentItem()
        action_id = item.data(0, _ID_ROLE) if item is not None else None
        return ACTIONS[action_id] if isinstance(action_id, str) else None

    def choose(self, action_id: str) -> None:
        """Choose a command in the table."""
        for item in self._items():
            if item.data(0, _ID_ROLE) == action_id:
                self.table.setCurrentItem(item)

    def show_values(self) -> None:
        """The commands that fit the search, by group, with the keys in force."""
        current = self.action
        entries = [
            SearchEntry(
                a.id, a.title, tr(a.group.value), lambda: None, words=f"{a.words} {' '.join(self._keys.keys_of(a.id))}"
            )
            for a in ACTIONS.values()
        ]
        wanted = {entry.entry_id for group in found(self.search.text(), entries) for entry in group.entries}
        self.table.clear()
        for group in Group:
            members = [a for a in ACTIONS.values() if a.group is group and a.id in wanted]
            if members:
                self._add_group(group, members)
        self.table.expandAll()
        if current is not None:
            self.choose(current.id)
        self._show_editor()

    def _add_group(self, group: Group, members: list[Action]) -> None:
        heading = QTreeWidgetItem([group.value.upper()])
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setForeground(0, token_color("text_2"))
        self.table.addTopLevelItem(heading)
        heading.setFirstColumnSpanned(True)
        for action in members:
            keys = ", ".join(self._keys.keys_of(action.id)) or tr(NO_KEY)
            item = QTreeWidgetItem([tr(action.title), keys, CHANGED if self._keys.is_changed(action.id) else ""])
            item.setData(0, _ID_ROLE, action.id)
            heading.addChild(item)

    def _items(self) -> list[QTreeWidgetItem]:
        groups = [self.table.topLevelItem(number) for number in range(self.table.topLevelItemCount())]
        items = [group.child(number) for group in groups if group is not None for number in range(group.childCount())]
        return [item for item in items if item is not None]

    def _show_editor(self) -> None:
        action = self.action
        self.field.clear()
        self.chosen.setText(tr(CHOOSE_FIRST) if action is None else f"{tr(action.title)}: {self._words(action)}")
        self.field.setEnabled(action is not None)
        self.clear.setEnabled(action is not None and bool(self._keys.keys_of(action.id)))
        self.usual.setEnabled(action is not None and self._keys.is_changed(action.id))
        self._show_conflict()

    def _words(self, action: Action) -> str:
        return ", ".join(self._keys.keys_of(action.id)) or tr(NO_KEY)

    def _show_conflict(self) -> None:
        """Whose key it is; with one press it moves over here."""
        action, key = self.action, self.field.key
        owners = self._keys.owners(key, action.id) if action is not None and key else ()
        for each in (self.assign, self.add):
            each.setEnabled(action is not None and bool(key))
        named = " and ".join(f"“{owner.title}”" for owner in owners)
        self.conflict.setText(
            tr("{key} is the key of {named}; it would lose it.", key=key, named=named) if owners else ""
        )
        self.assign.setText(tr("Move it here") if owners else tr("Use this key"))

    def _assign(self, *, is_only: bool) -> None:
        action, key = self.action, self.field.key
        if action is None or not key:
            return
        if is_only:
            self._keys.give(action.id, [key])
        else:
            self._keys.add(action.id, key)
        self.show_values()

    def _clear(self) -> None:
        if self.action is not None:
            self._keys.give(self.action.id, [])
            self.show_values()

    def _reset_one(self) -> None:
        if self.action is not None:
            self._keys.reset(self.action.id)
            self.show_values()
