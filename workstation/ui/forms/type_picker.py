"""The type field of a finding: starred and recent types first, hypotheses that no image shows last and named so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QToolButton, QWidget

from annotations.hypothesis_catalogue import CONDITIONS
from viewers.qt.translated import tr
from workstation.ui.forms.finding_choices import type_choices
from workstation.ui.forms.search_picker import Choice, SearchPicker, matching
from workstation.ui.forms.type_memory import TypeMemory

CONDITION_PREFIX = "hypothesis:"


def condition_choices() -> tuple[Choice, ...]:
    """The conditions images do not show, with values no finding type can have."""
    return tuple(Choice(f"{CONDITION_PREFIX}{one.id}", one.title, one.search_text) for one in CONDITIONS.values())


class TypePicker(SearchPicker):
    """A search over finding types and conditions; the star keeps the type shown among the favourites."""

    def __init__(self, memory: TypeMemory, parent: QWidget | None = None) -> None:
        self._memory = memory
        self._types, self._conditions = type_choices(), condition_choices()
        placeholder = tr("Type to search: extrusion, facet, fracture ...")
        super().__init__((*self._types, *self._conditions), placeholder, parent)
        self.star = QToolButton()
        self.star.setCheckable(True)
        self.star.clicked.connect(lambda _: self._toggle_star())
        self.head.addWidget(self.star)
        self.list.currentItemChanged.connect(lambda *_: self._show_star())
        self._show_star()

    @property
    def condition_id(self) -> str | None:
        """The condition chosen instead of a finding type."""
        value = self.value
        return value.removeprefix(CONDITION_PREFIX) if value and value.startswith(CONDITION_PREFIX) else None

    @property
    def type_id(self) -> str | None:
        """The finding type chosen."""
        return None if self.condition_id is not None else self.value

    def sections(self, typed: str) -> Sequence[tuple[str, Sequence[Choice]]]:
        """Favourites, recent and all types for an empty field; the matches and then the conditions for a text."""
        if typed.strip():
            return (
                ("", matching(self._types, typed)),
                (tr("Hypotheses: not seen on images"), matching(self._conditions, typed)),
            )
        starred = self._memory.favourites
        recent = tuple(one for one in self._memory.recent if one not in starred)
        rest = tuple(one for one in self._types if one.value not in (*starred, *recent))
        return (
            (tr("Favourites"), self._of(starred)),
            (tr("Recent"), self._of(recent)),
            (tr("All types") if starred or recent else "", rest),
            (tr("Hypotheses: not seen on images"), self._conditions),
        )

    def set_value(self, value: str | None) -> None:
        """Show a choice without telling anybody."""
        super().set_value(value)
        if hasattr(self, "star"):
            self._show_star()

    def _of(self, ids: Sequence[str]) -> tuple[Choice, ...]:
        by_id = {choice.value: choice for choice in self._types}
        return tuple(by_id[one] for one in ids if one in by_id)

    def _shown_type(self) -> str | None:
        """The type the star is about: the row the arrows are on, else the one chosen."""
        value = self.row_value if not self.list.isHidden() else self.value
        return value if value and not value.startswith(CONDITION_PREFIX) else None

    def _toggle_star(self) -> None:
        type_id = self._shown_type()
        if type_id is not None:
            self._memory.toggle(type_id)
        self._show_star()

    def _show_star(self) -> None:
        type_id = self._shown_type()
        is_starred = type_id in self._memory.favourites
        self.star.setEnabled(type_id is not None)
        self.star.setChecked(is_starred)
        self.star.setText("★" if is_starred else "☆")
        words = tr("No longer a favourite") if is_starred else tr("Favourite: listed first")
        self.star.setToolTip(words)
        self.star.setAccessibleName(words)
