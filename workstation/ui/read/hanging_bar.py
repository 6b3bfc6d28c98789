"""Above the studies: which hanging protocol is on screen, which of its stages, and what was assumed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from viewers.qt.translated import tr
from workstation.actions import ACTIONS
from workstation.ui.icon_set import icon
from workstation.ui.theme import DARK
from workstation.ui.widgets.buttons import icon_button
from workstation.ui.widgets.labels import label, plain_tooltip

NO_PROTOCOL = "No protocol"
NAME_PX = 150
"""The width a name of a protocol has beside its icon and arrow."""
_STEP_PX = 24
_CHOOSE = ACTIONS["hanging.choose"].tooltip


class HangingBar(QFrame):
    """Announces the id of the command that was clicked."""

    triggered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 0)
        column.setSpacing(4)
        self.name = QPushButton(tr(NO_PROTOCOL))
        self.name.setIcon(icon("hanging", DARK.text_2))
        self.name.setStyleSheet("text-align: left; padding: 5px 8px;")
        self.name.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.name.clicked.connect(lambda: self.triggered.emit("hanging.choose"))
        column.addWidget(self.name)
        column.addLayout(self._stage_row())
        self._doubt = label("", "small", wrap=True, tone="caution")
        column.addWidget(self._doubt)
        self.show_protocol("", stages=(), number=0)

    @property
    def stage_text(self) -> str:
        """What is said about the stage."""
        return self._stage.text()

    @property
    def doubt_text(self) -> str:
        """What is said to have been assumed."""
        return self._doubt.text()

    def show_protocol(self, title: str, *, stages: Sequence[str], number: int, doubts: Sequence[str] = ()) -> None:
        """Say which protocol and which of its stages (from 0) is on screen; an empty title means none."""
        shown = QFontMetrics(self.name.font()).elidedText(title, Qt.TextElideMode.ElideRight, NAME_PX)
        self.name.setText(f"{shown or tr(NO_PROTOCOL)}  ▾")
        self.name.setAccessibleName(tr("Hanging protocol: {value}", value=title or "none"))
        self.name.setToolTip(plain_tooltip(f"{title}\n{_CHOOSE}" if title else _CHOOSE))
        self._stage.setText(f"{stages[number]}  {number + 1}/{len(stages)}" if stages else "")
        self._stage.setToolTip(plain_tooltip("\n".join(stages)))
        for step in (self._previous, self._next):
            step.setEnabled(len(stages) > 1)
        more = f" (+{len(doubts) - 1})" if len(doubts) > 1 else ""
        self._doubt.setText(tr("Assumed. {value}{more}", value=doubts[0], more=more) if doubts else "")
        self._doubt.setToolTip(plain_tooltip("\n".join(doubts)))
        self._doubt.setVisible(bool(doubts))

    def _stage_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._stage = label("", "small", wrap=True)
        self._previous = icon_button(
            "chevron-left",
            ACTIONS["hanging.previous"].tooltip,
            lambda: self.triggered.emit("hanging.previous"),
            size_px=_STEP_PX,
        )
        self._next = icon_button(
            "chevron-right",
            ACTIONS["hanging.next"].tooltip,
            lambda: self.triggered.emit("hanging.next"),
            size_px=_STEP_PX,
        )
        row.addWidget(self._stage, 1)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        return row
