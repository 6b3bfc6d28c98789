"""The right side of the Read place: case panel or finding form, beside the images or floating over them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from workstation.ui.read.case_panel import CASE_PANEL_PX, CasePanel
from workstation.ui.read.finding_entry import FindingEntry
from workstation.ui.read.spine_strip import STRIP_PX
from workstation.ui.theme import column_width, fix_width


class SidePanel(QStackedWidget):
    """Shows one of the two; in a narrow window it floats and opens when it is asked for."""

    def __init__(self, owner: QWidget, row: QHBoxLayout, panel: CasePanel, entry: FindingEntry) -> None:
        super().__init__(owner)
        self._owner, self._row, self._panel, self._entry = owner, row, panel, entry
        self._is_narrow = False
        fix_width(self, CASE_PANEL_PX)
        self.addWidget(panel)
        self.addWidget(entry)
        row.addWidget(self)

    @property
    def shows_entry(self) -> bool:
        """Whether the finding form is open."""
        return self.currentWidget() is self._entry

    @property
    def is_floating(self) -> bool:
        """Whether it lies over the images."""
        return self._is_narrow

    def show_entry(self) -> None:
        """Bring the finding form up."""
        self.setCurrentWidget(self._entry)
        self.show()
        self.raise_()

    def show_panel(self) -> None:
        """Back to the case panel."""
        self.setCurrentWidget(self._panel)

    def toggle(self) -> None:
        """Fold or unfold."""
        self.setVisible(self.isHidden())
        self.place()

    def set_narrow(self, narrow: bool) -> None:
        """Float over the images (folded at first), or stand beside them."""
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        if narrow:
            self._row.removeWidget(self)
        else:
            self._row.addWidget(self)
        self.setVisible(not narrow)
        self.place()

    def place(self) -> None:
        """Keep a floating panel at its edge, left of the spine strip."""
        if self._is_narrow:
            width = column_width(CASE_PANEL_PX)
            left = self._owner.width() - column_width(STRIP_PX) - width
            top = self._row.geometry().top()
            self.setGeometry(max(0, left), top, width, self._owner.height() - top)
            self.raise_()
