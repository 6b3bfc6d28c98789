"""The bar over the images while a registration is made: what it starts from, how far it is, and the review by eye."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.registration import RegistrationMode
from viewers.qt.translated import tr
from viewers.state.fusion import FusionLook
from workstation.ui.theme import set_property
from workstation.ui.widgets.buttons import button, icon_button
from workstation.ui.widgets.labels import label

MODE_WORDS = {RegistrationMode.WHOLE: "whole spine", RegistrationMode.LEVEL: "level at the crosshair"}
LOOK_WORDS = {
    FusionLook.FADE: "Fade",
    FusionLook.CHECKERBOARD: "Checkerboard",
    FusionLook.DIFFERENCE: "Difference",
    None: "Side by side",
}
"""How the review compares; None = no overlay, the crosshair is shared."""
PERCENT = 100
_COMBO_PX = 250
_SMALL_COMBO_PX = 190


class RegistrationBar(QFrame):
    """Says what the hand wants by signals; shows what it is told. As wide as the images, hidden at first."""

    source_chosen = Signal(int)
    seed_chosen = Signal(int)
    mode_chosen = Signal(object)
    pair_removed = Signal(int)
    run_asked = Signal()
    cancel_asked = Signal()
    look_chosen = Signal(object)
    opacity_chosen = Signal(float)
    accepted = Signal()
    rejected = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registrationBar")
        self.setAccessibleName(tr("Registration"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 8, 8)
        column.setSpacing(8)
        self.source = self._combo(tr("Series to register"), _COMBO_PX, self.source_chosen)
        self.seed = self._combo(tr("Start from"), _SMALL_COMBO_PX, self.seed_chosen)
        self.mode = self._combo(tr("Register what"), _SMALL_COMBO_PX, None)
        for mode, words in MODE_WORDS.items():
            self.mode.addItem(words, mode)
        self.mode.activated.connect(lambda _index: self.mode_chosen.emit(self.mode.currentData()))
        self.target = label("", "title")
        self.run = button(tr("Register"), self.run_asked.emit, primary=True, small=True)
        self._pages = QStackedWidget()
        self._pairs = QHBoxLayout()
        self._words = label("", "small", wrap=True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress_words = label("", "small")
        self._result = label("", "small", wrap=True)
        self.look = self._combo(tr("Compare by"), 140, None)
        for look, words in LOOK_WORDS.items():
            self.look.addItem(words, look)
        self.look.activated.connect(lambda _index: self.look_chosen.emit(self.look.currentData()))
        self._near_end, self._far_end = label("", "secondary"), label("", "secondary")
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setAccessibleName(tr("Fade between the two series"))
        self.opacity.setRange(0, PERCENT)
        self.opacity.setFixedWidth(160)
        self.opacity.valueChanged.connect(lambda value: self.opacity_chosen.emit(value / PERCENT))
        column.addLayout(self._head())
        for page in (self._seed_page(), self._running_page(), self._review_page()):
            self._pages.addWidget(page)
        column.addWidget(self._pages)
        self.hide()

    @property
    def words(self) -> str:
        """What it says about the seed, the run or the result."""
        shown = (self._words, self._progress_words, self._result)
        return shown[self._pages.currentIndex()].text()

    @property
    def is_running(self) -> bool:
        """Whether it shows progress."""
        return self._pages.currentIndex() == 1

    @property
    def is_reviewing(self) -> bool:
        """Whether it asks to accept or reject."""
        return self._pages.currentIndex() == 2

    def show_series(self, sources: Sequence[str], chosen: int, target: str) -> None:
        """Which series can be brought onto which."""
        self.source.clear()
        self.source.addItems(list(sources))
        self.source.setCurrentIndex(chosen)
        self.target.setText(target)

    def show_seeds(self, seeds: Sequence[str], chosen: int, mode: RegistrationMode) -> None:
        """What it may start from."""
        self.seed.clear()
        self.seed.addItems(list(seeds))
        self.seed.setCurrentIndex(chosen)
        self.mode.setCurrentIndex(list(MODE_WORDS).index(mode))

    def show_draft(self, words: str, pairs: Sequence[str], *, is_ready: bool) -> None:
        """The seed page: what the seed lacks or how well it fits, and the pairs with a cross each."""
        self._show_page(0)
        self._words.setText(words)
        set_property(self._words, "tone", "" if is_ready else "caution")
        self.run.setEnabled(is_ready)
        while item := self._pairs.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for number, text in enumerate(pairs, start=1):
            chip = button(f"{text}  ×", small=True, tooltip=tr("Remove pair {number}", number=number))
            chip.setAccessibleName(tr("Remove pair {number}", number=number))
            chip.clicked.connect(lambda _checked=False, n=number: self.pair_removed.emit(n))
            self._pairs.addWidget(chip)

    def show_progress(self, percent: int) -> None:
        """The running page."""
        self._show_page(1)
        self._progress.setValue(percent)
        self._progress_words.setText(tr("Registering near the spine: {percent} %", percent=percent))

    def show_review(self, words: str, ends: tuple[str, str], *, look: FusionLook | None, opacity: float) -> None:
        """The review page: residuals in words, and how both series, (target, source), are shown over each other."""
        self._show_page(2)
        self._near_end.setText(ends[0])
        self._far_end.setText(ends[1])
        self._result.setText(words)
        self.look.setCurrentIndex(list(LOOK_WORDS).index(look))
        self.opacity.blockSignals(True)
        self.opacity.setValue(round(opacity * PERCENT))
        self.opacity.blockSignals(False)
        self.opacity.setEnabled(look is FusionLook.FADE)

    def _show_page(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        for part in (self.source, self.seed, self.mode):
            part.setEnabled(number == 0)
        self.run.setEnabled(number == 0)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        parts: tuple[QWidget, ...] = (
            label(tr("Register"), "title"),
            self.source,
            label("onto", "secondary"),
            self.target,
            label(tr("start from"), "secondary"),
            self.seed,
            label("for", "secondary"),
            self.mode,
        )
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.run)
        row.addWidget(icon_button("close", tr("Close the registration"), self.closed.emit))
        return row

    def _seed_page(self) -> QWidget:
        page, row = _page()
        row.addLayout(self._pairs)
        row.addWidget(self._words, 1)
        return page

    def _running_page(self) -> QWidget:
        page, row = _page()
        row.addWidget(self._progress_words)
        row.addWidget(self._progress, 1)
        row.addWidget(button(tr("Cancel"), self.cancel_asked.emit, small=True))
        return page

    def _review_page(self) -> QWidget:
        page, row = _page()
        row.addWidget(self.look)
        row.addWidget(self._near_end)
        row.addWidget(self.opacity)
        row.addWidget(self._far_end)
        row.addWidget(self._result, 1)
        row.addWidget(
            button(tr("Reject"), self.rejected.emit, small=True, tooltip=tr("Back to the seeds, to do it again"))
        )
        self.accept: QPushButton = button(tr("Accept"), self.accepted.emit, primary=True, small=True)
        row.addWidget(self.accept)
        return page

    def _combo(self, name: str, width_px: int, chosen: object) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setMaximumWidth(width_px)
        if chosen is not None:
            combo.activated.connect(chosen.emit)  # type: ignore[attr-defined]
        return combo


def _page() -> tuple[QWidget, QHBoxLayout]:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    return page, row
