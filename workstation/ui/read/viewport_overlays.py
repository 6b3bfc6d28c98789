"""What is drawn over every viewport: the marks, needles and levels of the open case, and the level at the cursor."""

from __future__ import annotations

from dataclasses import replace

from viewers.qt.viewport_grid import Pane
from viewers.state.overlay import OverlayContent
from workstation.session import Session
from workstation.ui.read.overlay_content import case_overlay, level_words


class ViewportOverlays:
    """Gives the grid the content of each pane; the case's part is computed once a change, not once a repaint."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._content = OverlayContent()
        self._shows_text = True

    def content_for(self, _pane: Pane) -> OverlayContent:
        """What lies over a pane; each pane draws only what lies in its space."""
        return self._content

    def toggle_text(self) -> None:
        """Show or hide text over images; identity stays."""
        self._shows_text = not self._shows_text
        self.refresh()

    def refresh(self) -> None:
        """Compute the content anew: the case, the selection or the cursor changed."""
        case = self._session.case
        self._content = replace(
            case_overlay(case, self._session.selected_id),
            level_at_cursor=level_words(case, self._session.cursor),
            show_text=self._shows_text,
        )
