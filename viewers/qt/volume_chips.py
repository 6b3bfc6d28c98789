"""The buttons of a 3-D pane: preset, standard views, cuts, and the one that tries 3-D again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from viewers.qt.tones import TONES
from viewers.qt.translated import tr
from viewers.render.volume_presets import VOLUME_PRESETS
from viewers.state.standard_views import STANDARD_VIEWS, VIEW_NAMES

CHIP_STYLE = (
    f"QToolButton {{ background: {TONES['panel']}; color: {TONES['text-2']}; border: 1px solid {TONES['line']};"
    " border-radius: 9px; padding: 2px 9px; font-size: 11px; }"
    f"QToolButton:hover, QToolButton:focus {{ color: {TONES['text']}; border-color: {TONES['accent']}; }}"
    " QToolButton::menu-indicator { image: none; }"
)
EDGE_PX = 8
GAP_PX = 4
LETTER_ROOM_PX = 12
"""Half the room of the orientation letter at the top; a row that reaches it goes below."""
BELOW_LETTER_PX = 30


class VolumeChips(QObject):
    """Announces `preset_chosen(id)`, `view_chosen(letter)`, `cut_menu_asked(QMenu)` to be filled, `retry_asked()`."""

    preset_chosen = Signal(str)
    view_chosen = Signal(str)
    cut_menu_asked = Signal(object)
    retry_asked = Signal()

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self.preset = _chip(pane, tr("3-D preset"))
        self.views = _chip(pane, tr("3-D standard views"), tr("View"))
        self.cuts = _chip(pane, tr("3-D cuts and look"), tr("Cut"))
        self.retry = _chip(pane, tr("Try 3-D again"), tr("Try 3-D again"))
        self.retry.clicked.connect(self.retry_asked)
        for letter in STANDARD_VIEWS:
            action = self.views.menu().addAction(tr("From {value}\t{letter}", value=VIEW_NAMES[letter], letter=letter))
            action.triggered.connect(lambda _checked=False, chosen=letter: self.view_chosen.emit(chosen))
        self.cuts.menu().aboutToShow.connect(self._fill_cuts)
        self._group = QActionGroup(self.preset)
        self.preset.menu().triggered.connect(lambda action: self.preset_chosen.emit(action.data()))
        self._preset_ids: tuple[str, ...] = ()
        self._top = EDGE_PX

    @property
    def row_height(self) -> int:
        """Room the row takes at the top of the pane, in widget pixels."""
        return self._top + self.preset.height() + GAP_PX

    def show_preset(self, preset_id: str, choices: Sequence[str]) -> None:
        """Name the preset in use and offer others."""
        if tuple(choices) != self._preset_ids:
            self._preset_ids = tuple(choices)
            self.preset.menu().clear()
            for choice in choices:
                action = self.preset.menu().addAction(VOLUME_PRESETS[choice].title)
                action.setData(choice)
                action.setCheckable(True)
                self._group.addAction(action)
        known = VOLUME_PRESETS.get(preset_id)
        self.preset.setText(known.title if known is not None else preset_id)
        self.preset.setToolTip(tr("3-D preset {preset_id}", preset_id=preset_id))
        for action in self.preset.menu().actions():
            action.setChecked(action.data() == preset_id)

    def place(self, *, has_volume: bool, has_failed: bool) -> None:
        """Put the buttons in a row at the upper right, the retry button under the message in the middle."""
        row = (self.preset, self.views, self.cuts)
        for chip in row:
            chip.adjustSize()
        wide = sum(chip.width() + GAP_PX for chip in row) + EDGE_PX + LETTER_ROOM_PX > self._pane.width() / 2
        self._top = BELOW_LETTER_PX if wide else EDGE_PX
        x = self._pane.width() - EDGE_PX
        for chip in row:
            x -= chip.width()
            chip.move(x, self._top)
            chip.setVisible(has_volume and not has_failed)
            x -= GAP_PX
        self.retry.adjustSize()
        self.retry.move((self._pane.width() - self.retry.width()) // 2, self._pane.height() // 2 + 48)
        self.retry.setVisible(has_volume and has_failed)

    def _fill_cuts(self) -> None:
        menu = self.cuts.menu()
        menu.clear()
        self.cut_menu_asked.emit(menu)


def _chip(pane: QWidget, name: str, text: str = "") -> QToolButton:
    chip = QToolButton(pane)
    chip.setStyleSheet(CHIP_STYLE)
    chip.setText(text)
    chip.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    chip.setAccessibleName(name)
    if text != name:  # the one that is a plain button has no menu
        chip.setMenu(QMenu(chip))
    return chip
