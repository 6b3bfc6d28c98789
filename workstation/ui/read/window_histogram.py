"""Keeps the histogram panel with the active viewport: counts in a job, shows its window, carries out what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from viewers.imaging.default_window import MINIMUM_WIDTH, Percentiles, auto_window
from viewers.imaging.histogram import Histogram, NoHistogramError, histogram_of
from viewers.imaging.images import Pixels, are_same_frames, is_colour
from viewers.imaging.windowing import VoiFunction, Window
from viewers.qt.corner_text import loading_text, window_words
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from workstation.jobs.executor import Answers, JobContext, Lane
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.histogram_panel import COUNTING, HistogramPanel
from workstation.ui.read.window_choices import choices_for, preset_title, shown_window
from workstation.ui.read.window_store import WindowStore

JOB = "histogram"
LOG_SCALE = "windows.histogram-log"
NOT_IN_3D = "The 3-D view has no window."
NOTHING_SHOWN = "Nothing is shown here."
COLOUR = "This image is in colour; it has no window."


class WindowHistogram(Feature):
    """The command `window.histogram`."""

    def __init__(self, hands: ReadHands) -> None:
        self._hands = hands
        self._store = WindowStore(hands.preferences)
        self._pixels: Pixels | None = None
        self._entries: list[Callable[[], object]] = []
        self.panel = HistogramPanel(hands.grid)
        self.panel.log.setChecked(hands.preferences.get(LOG_SCALE, True) is not False)
        self.panel.window_chosen.connect(self._change)
        self.panel.entry_chosen.connect(lambda number: self._entries[number]())
        self.panel.percentiles_chosen.connect(self._set_percentiles)
        self.panel.log_chosen.connect(lambda is_on: hands.preferences.set(LOG_SCALE, is_on))
        self.panel.closed.connect(self.hide)
        hands.grid.active_changed.connect(lambda _pane: self._on_active())
        hands.grid.layout_changed.connect(lambda _name: self._on_active())
        hands.grid.view_changed.connect(lambda pane: self._follow() if pane is hands.grid.active_viewport else None)
        hands.loader.finished.connect(lambda _key, pixels: self._count_again(pixels))
        self._end_preferences = hands.preferences.subscribe(self._on_preference)

    def handlers(self) -> Mapping[str, Handler]:
        """Open, or close when it is open."""
        return {"window.histogram": self.toggle}

    def on_patient(self, patient: object) -> None:
        """Nothing of the former patient's values stays."""
        self.hide()

    def close(self) -> None:
        """Stop counting and listening."""
        self._hands.executor.cancel(JOB)
        self._end_preferences()

    def toggle(self) -> None:
        """Open the panel over the active viewport, or close it."""
        if self.panel.isVisible():
            self.hide()
            return
        self.panel.show()
        self._follow()
        self._place()
        self.panel.open()

    def hide(self) -> None:
        """Close the panel; the keys go back to the images."""
        self._hands.executor.cancel(JOB)
        self._pixels = None
        if self.panel.isVisible():
            self.panel.hide()
            self._hands.grid.active_viewport.setFocus()

    def _on_active(self) -> None:
        if self.panel.isVisible():
            self._place()
            self._follow()

    def _place(self) -> None:
        """Beside the viewport it is about, until the hand has carried it somewhere."""
        if not self.panel.was_carried:
            self.panel.place_beside(self._hands.grid.active_viewport.geometry())

    def _follow(self) -> None:
        """Show what the active viewport shows now."""
        if not self.panel.isVisible():
            return
        pane = self._hands.grid.active_viewport
        self._fill_list()
        self.panel.show_percentiles(self._store.percentiles)
        if not isinstance(pane, Viewport) or pane.pixels is None:
            self._say_none(tr(NOTHING_SHOWN) if isinstance(pane, Viewport) else tr(NOT_IN_3D))
        elif is_colour(pane.pixels, pane.state.frame_index):
            self._say_none(tr(COLOUR))
        else:
            if not are_same_frames(self._pixels, pane.pixels):
                self._count(pane.pixels)
            self.panel.show_window(shown_window(pane))

    def _say_none(self, text: str) -> None:
        self._hands.executor.cancel(JOB)
        self._pixels = None
        self.panel.show_histogram(None, text)
        self.panel.show_window(None)

    def _count(self, pixels: Pixels) -> None:
        self._pixels = pixels
        self.panel.show_histogram(None, tr(COUNTING))

        def work(context: JobContext) -> Histogram:
            return histogram_of(pixels, check=context.token.raise_if_cancelled)

        answers = Answers(done=self._on_counted, failed=self._on_failed)
        self._hands.executor.submit(Lane.ANALYSIS, JOB, work, answers)

    def _count_again(self, pixels: Pixels) -> None:
        """All of a series has come: what was counted of its beginning is counted anew."""
        if self.panel.isVisible() and are_same_frames(self._pixels, pixels):
            self._count(pixels)

    def _on_counted(self, histogram: Histogram) -> None:
        self.panel.show_histogram(histogram, counted_words(histogram, self._pixels))
        pane = self._hands.grid.active_viewport
        if isinstance(pane, Viewport):
            self.panel.show_window(shown_window(pane))

    def _on_failed(self, error: BaseException) -> None:
        text = str(error) if isinstance(error, NoHistogramError) else tr("The values could not be counted.")
        self.panel.show_histogram(None, text)

    def _show(self, window: Window) -> None:
        pane = self._hands.grid.active_viewport
        if isinstance(pane, Viewport) and pane.pixels is not None:
            pane.set_state(replace(pane.state, window=window))

    def _change(self, window: Window) -> None:
        """A handle or number was moved: the function of the window on screen stays, as for a drag over the image."""
        pane = self._hands.grid.active_viewport
        shown = shown_window(pane) if isinstance(pane, Viewport) else None
        function = shown.function if shown is not None else window.function
        exact = VoiFunction.LINEAR_EXACT if window.width < MINIMUM_WIDTH else function
        self._show(replace(window, function=exact))

    def _on_preference(self, key: str) -> None:
        if key.startswith("windows."):
            self._follow()

    def _set_percentiles(self, percentiles: Percentiles) -> None:
        """Kept, and shown at once: the hand sees what it asks for."""
        self._store.set_percentiles(percentiles)
        pane = self._hands.grid.active_viewport
        if isinstance(pane, Viewport) and pane.pixels is not None:
            self._show(auto_window(pane.pixels, pane.state, percentiles))

    def _fill_list(self) -> None:
        pane = self._hands.grid.active_viewport
        choices = choices_for(pane, self._store)
        if choices is None or not isinstance(pane, Viewport):
            self._entries = []
            self.panel.show_entries((), None)
            return
        named: list[tuple[str, Window | None, Callable[[], object]]] = []
        for preset in choices.presets:
            action_id = f"preset.{preset.preset_id}"
            named.append((preset_title(preset), preset.window, partial(self._hands.ask, action_id)))
        own = choices.own if len(choices.own) > 1 else ()
        for window in (*own, *(saved.window for saved in choices.saved)):
            named.append((window_words(window), window, partial(self._show, window)))
        shown = pane.state.window
        chosen = next((n for n, (_, window, _) in enumerate(named) if window is not None and window == shown), None)
        self._entries = [act for _, _, act in named]
        self.panel.show_entries(tuple(words for words, _, _ in named), chosen)


def counted_words(histogram: Histogram, pixels: Pixels | None) -> str:
    """How many values were counted of how many, and that more are coming."""
    still = loading_text(pixels) if pixels is not None else ""
    counted = tr(
        "{count_words} of {count_words2} values",
        count_words=count_words(histogram.counted),
        count_words2=count_words(histogram.total),
    )
    words = (
        counted if histogram.is_sampled else tr("all {count_words} values", count_words=count_words(histogram.total))
    )
    return f"{words}, {still}" if still else words


def count_words(count: int) -> str:
    """`2.9 million`, or a smaller number in full."""
    return tr("{value:.1f} million", value=count / 1e6) if count >= 1_000_000 else f"{count:,}"
