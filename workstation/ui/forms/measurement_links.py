"""The measurements of a finding: those that belong to it, and those beside it that a click adds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotations.finding_measures import SpacingOf, no_spacing, principal_text
from annotations.marks import MARK_KINDS, Mark
from viewers.qt.translated import tr
from workstation.ui.widgets.buttons import button
from workstation.ui.widgets.cards import clear_layout
from workstation.ui.widgets.labels import label

OFFERED_LIMIT = 4
"""More free measurements than these are reached by the list of marks."""


class MeasurementLinks(QWidget):
    """Announces `changed()` when a measurement was added or taken away."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._linked: tuple[Mark, ...] = ()
        self._offered: tuple[Mark, ...] = ()
        self._spacing_of: SpacingOf = no_spacing
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)

    @property
    def linked(self) -> tuple[Mark, ...]:
        """The measurements that belong to the finding."""
        return self._linked

    @property
    def offered(self) -> tuple[Mark, ...]:
        """The measurements that could be added."""
        return self._offered

    @property
    def has_offers(self) -> bool:
        """Whether there is a measurement that could be added."""
        return bool(self._offered)

    def show_marks(self, linked: Sequence[Mark], offered: Sequence[Mark], spacing_of: SpacingOf = no_spacing) -> None:
        """Show what belongs to the finding and what could; nobody is told."""
        self._linked, self._offered, self._spacing_of = tuple(linked), tuple(offered), spacing_of
        self._refresh()

    def use(self, mark_id: str) -> None:
        """Add an offered measurement as a click does."""
        mark = next(one for one in self._offered if one.id == mark_id)
        self._linked = (*self._linked, mark)
        self._offered = tuple(one for one in self._offered if one.id != mark_id)
        self._refresh()
        self.changed.emit()

    def drop(self, mark_id: str) -> None:
        """Take a measurement away from the finding; the mark itself stays."""
        mark = next(one for one in self._linked if one.id == mark_id)
        self._linked = tuple(one for one in self._linked if one.id != mark_id)
        self._offered = (mark, *self._offered)
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        clear_layout(self._column)
        for mark in self._linked:
            self._column.addWidget(self._row(mark, is_linked=True))
        for mark in self._offered[:OFFERED_LIMIT]:
            self._column.addWidget(self._row(mark, is_linked=False))
        more = len(self._offered) - OFFERED_LIMIT
        if more > 0:
            words = tr("{more} more: select one on the image, then press M.", more=more)
            self._column.addWidget(label(words, "small", wrap=True))

    def _row(self, mark: Mark, *, is_linked: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = f"{mark_title(mark)}  {principal_text(mark, self._spacing_of)}"
        row.addWidget(label(words, "" if is_linked else "secondary", wrap=True), 1)
        act = self.drop if is_linked else self.use
        text = tr("Remove") if is_linked else tr("Use")
        tooltip = tr("Does not belong to this finding") if is_linked else tr("Use this measurement")
        row.addWidget(
            button(text, lambda: act(mark.id), small=True, flat=is_linked, tooltip=tooltip),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        return holder


def mark_title(mark: Mark) -> str:
    """The name the physician gave a mark, else what it is."""
    return mark.label or tr(MARK_KINDS[mark.kind].title)
