"""The small bar over a pane whose frames run: start, step, speed, order, and the rate really shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from viewers.imaging.frame_timing import NO_TIMING
from viewers.imaging.images import Pixels, ProjectionImage
from viewers.qt.cine_player import CinePlayer
from viewers.qt.text_scale import scaled
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.state.cine import LEFT_OUT, CineOrder, timing_of
from workstation.actions import ACTIONS
from workstation.ui.icon_set import icon
from workstation.ui.theme import set_property
from workstation.ui.widgets.buttons import icon_button
from workstation.ui.widgets.labels import label

ABOVE_BOTTOM_PX = 58
"""Clear of the orientation letter and the scale."""
ROOM_FOR_SOURCE_PX = 640
"""In a pane at least this wide the bar says where its speed is from; the tooltip says it in any."""
_BUTTON_PX = 26
ORDER_WORDS = {
    CineOrder.LOOP: ("loop", "Starts over after the last frame; click to run there and back"),
    CineOrder.SWEEP: ("sweep", "Runs there and back; click to start over after the last frame"),
}


class CineBar(QFrame):
    """Lies over its pane while frames run, or wait to; owned by the pane."""

    def __init__(self, player: CinePlayer, viewport: Viewport) -> None:
        super().__init__(viewport)
        self.setObjectName("cineBar")
        self.setAccessibleName(tr("Cine"))
        self._player = player
        self._is_asked_for = False
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 10, 3)
        row.setSpacing(2)
        self.play = self._button("play", "cine.run")
        self._rest: list[QToolButton] = []
        for name, action_id, act in (
            ("step-back", "cine.step-back", lambda: player.step(-1)),
            ("step-forward", "cine.step-forward", lambda: player.step(1)),
            ("slower", "cine.slower", lambda: player.change_speed(-1)),
            ("faster", "cine.faster", lambda: player.change_speed(1)),
        ):
            button = self._button(name, action_id)
            button.clicked.connect(lambda _checked=False, act=act: self._do(act))
            self._rest.append(button)
        self.order = self._button("loop", "cine.order")
        self._words = label("", "small")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.play.clicked.connect(lambda: self._do(player.toggle))
        self.order.clicked.connect(lambda: self._do(player.toggle_order))
        row.addWidget(self._words)
        player.changed.connect(self.refresh)
        player.ended.connect(self.put_away)
        viewport.installEventFilter(self)
        self.refresh()

    @property
    def _viewport(self) -> Viewport:
        """The pane. Asked of Qt and not kept, so that the two do not keep each other alive."""
        return cast(Viewport, self.parentWidget())

    @property
    def words(self) -> str:
        """What the bar says."""
        return self._words.text()

    def show_controls(self) -> None:
        """Show all controls, also while nothing runs, until other images come."""
        self._is_asked_for = True
        self.refresh()

    def put_away(self) -> None:
        """Show nothing more than the images ask for."""
        self._is_asked_for = False
        self.refresh()

    def refresh(self) -> None:
        """Show what the player does now."""
        player, pixels = self._player, self._viewport.pixels
        is_open = player.is_running or self._is_asked_for
        is_shown = pixels is not None and player.can_run and (is_open or is_run(pixels))
        self.setVisible(is_shown)
        if not is_shown:
            return
        self.play.setIcon(icon("pause" if player.is_running else "play"))
        self.play.setToolTip(ACTIONS["cine.run"].tooltip)
        for part in (*self._rest, self.order):
            part.setVisible(is_open)
        name, tooltip = ORDER_WORDS[player.order]
        self.order.setIcon(icon(name))
        self.order.setToolTip(tr(tooltip))
        has_room = self._viewport.width() >= scaled(ROOM_FOR_SOURCE_PX)
        self._words.setText(f"{player.words}  ({player.source})" if has_room and is_open else player.words)
        self._words.setToolTip(tr("Speed: {source}", source=player.source))
        set_property(self._words, "tone", "caution" if LEFT_OUT in player.words else "")
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay where it belongs when the pane changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self.refresh()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The bar is not the image: the pane's tool does not hear of it."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """As a press."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """As a press."""
        event.accept()

    def _do(self, act: Callable[[], object]) -> None:
        """A click acts on this pane, which becomes the active one."""
        self._viewport.activated.emit()
        act()
        self.show_controls()

    def _button(self, icon_name: str, action_id: str) -> QToolButton:
        made = icon_button(icon_name, ACTIONS[action_id].tooltip, size_px=_BUTTON_PX)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(made)
        return made

    def _place(self) -> None:
        self.adjustSize()
        width, height = self._viewport.width(), self._viewport.height()
        self.move(max(0, (width - self.width()) // 2), max(0, height - self.height() - scaled(ABOVE_BOTTOM_PX)))
        self.raise_()


def is_run(pixels: Pixels) -> bool:
    """Whether frames were made one after the other, so that a cine is on offer without being asked for."""
    return isinstance(pixels, ProjectionImage) or timing_of(pixels) != NO_TIMING
