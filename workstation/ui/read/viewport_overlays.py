"""What is drawn over every viewport: the marks, needles and levels of the open case, and the level at the cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from annotations.case import Case
from annotations.locations import Location, PatientLocation
from viewers.qt.grid_links import Pane
from viewers.state.navigation import frame_of_reference, plane_of
from viewers.state.overlay import OverlayContent, TextLevel
from workstation.session import Session
from workstation.ui.read.mark_words import WordsOf, no_words
from workstation.ui.read.overlay_content import PLAIN_LOOK, MarkLook, case_overlay, level_words
from workstation.ui.read.study_age import age_words

SAME_CUT_MM = 5.0
"""A cut farther from the crosshair than this shows another place: naming the crosshair's level there would mislead."""

Layer = Callable[[Pane, OverlayContent], OverlayContent]
"""What one feature adds to the content of a pane."""


class ViewportOverlays:
    """Gives the grid the content of each pane; the case's part is computed once a change, not once a repaint."""

    def __init__(self, session: Session, *, today: Callable[[], date] = date.today) -> None:
        self._session = session
        self._today = today
        self._content = OverlayContent()
        self._text_level = TextLevel.MINIMAL
        self._shows_planes = True
        self._hint = ""
        self._layers: list[Layer] = []
        self.look = PLAIN_LOOK
        self._case_key: tuple[Case | None, int, str | None, MarkLook] | None = None
        self._case_part = OverlayContent()
        self.words_of: WordsOf = no_words
        self._ears: list[Callable[[], object]] = []

    def add_layer(self, layer: Layer) -> None:
        """Let a feature add to what lies over a pane."""
        self._layers.append(layer)

    def hear_words(self, ear: Callable[[], object]) -> None:
        """Have a function called when `words_of` may say something else of a mark."""
        self._ears.append(ear)

    def tell_words(self) -> None:
        """More of what pixels say is known now."""
        for ear in self._ears:
            ear()

    def content_for(self, pane: Pane) -> OverlayContent:
        """What lies over a pane; each pane draws only what lies in its space, and names a level only where it cuts."""
        content = self._content
        age = age_words(pane.pixels.description.study_date, self._today()) if pane.pixels is not None else ""
        if age:
            content = replace(content, top_right=(age, *content.top_right))
        if self._hint and pane.pixels is not None and frame_of_reference(pane.pixels):
            content = replace(content, notices=(*content.notices, self._hint))
        for layer in self._layers:
            content = layer(pane, content)
        if _is_cut_through(pane, self._session.cursor):
            return content
        return replace(content, level_at_cursor="")

    def set_hint(self, text: str) -> None:
        """Say over every image with patient coordinates what the next click does; empty to say nothing."""
        self._hint = text

    @property
    def text_level(self) -> TextLevel:
        """How much text lies over images."""
        return self._text_level

    @text_level.setter
    def text_level(self, level: TextLevel) -> None:
        self._text_level = level
        self.refresh()

    def toggle_planes(self) -> None:
        """Show or hide the overlay graphics that images bring along."""
        self._shows_planes = not self._shows_planes
        self.refresh()

    def refresh(self) -> None:
        """Compute the content anew: the case, the selection or the cursor changed."""
        case = self._session.case
        self._content = replace(
            self._of_case(case),
            level_at_cursor=level_words(case, self._session.cursor),
            text_level=self._text_level,
            show_planes=self._shows_planes,
        )

    def _of_case(self, case: Case | None) -> OverlayContent:
        """What the case puts over images, made again only when it or the selection has changed: cursors move often."""
        key = (case, case.revision if case is not None else 0, self._session.selected_id, self.look)
        if self._case_key is None or self._case_key[0] is not case or self._case_key[1:] != key[1:]:
            self._case_key, self._case_part = key, case_overlay(case, self._session.selected_id, self.look)
        return self._case_part


def _is_cut_through(pane: Pane, cursor: Location | None) -> bool:
    if pane.pixels is None or not isinstance(cursor, PatientLocation):
        return False
    if frame_of_reference(pane.pixels) != cursor.frame_of_reference_uid:
        return False
    plane = plane_of(pane.pixels, pane.state)
    return plane is not None and abs(float(plane.signed_distance_mm(cursor.points_lps_mm[:1])[0])) <= SAME_CUT_MM
