"""Which windows fit the image of a viewport, and which one it is shown in."""

from __future__ import annotations

from dataclasses import dataclass

from viewers.imaging.default_window import dicom_windows
from viewers.imaging.images import Pixels, is_colour, unit_of_values
from viewers.imaging.presets import WindowPreset, presets_for
from viewers.imaging.user_windows import UserWindows
from viewers.imaging.windowing import Window
from viewers.qt.corner_text import window_words
from viewers.qt.grid_links import Pane
from viewers.qt.translated import tr
from viewers.qt.viewport import Viewport
from viewers.state.viewport_state import ViewportState
from workstation.ui.read.window_store import WindowStore

UNCONFIRMED = " (unconfirmed)"
"""After the name of a preset whose values nobody has confirmed."""


@dataclass(frozen=True)
class WindowChoices:
    """What is on offer for an image: presets, the image's own windows, and saved ones."""

    presets: tuple[WindowPreset, ...]
    own: tuple[Window, ...]
    saved: UserWindows
    can_be_saved: bool = True


def choices_for(pane: Pane, store: WindowStore) -> WindowChoices | None:
    """What is on offer for a pane; None where a window means nothing."""
    if not isinstance(pane, Viewport) or pane.pixels is None or is_colour(pane.pixels, pane.state.frame_index):
        return None
    modality, unit = kind_of(pane.pixels, pane.state)
    window = shown_window(pane)
    return WindowChoices(
        presets_for(modality),
        dicom_windows(pane.pixels, pane.state),
        store.windows_for(modality, unit),
        can_be_saved=window is not None and window.table is None,
    )


def kind_of(pixels: Pixels, state: ViewportState) -> tuple[str, str]:
    """(modality, unit of the values): what a saved window belongs to."""
    return pixels.description.modality, unit_of_values(pixels, state.frame_index)


def shown_window(pane: Viewport) -> Window | None:
    """The window on screen; None for colour and before the first picture."""
    if pane.pixels is None or is_colour(pane.pixels, pane.state.frame_index):
        return None
    return pane.state.window or (pane.frame.window if pane.frame is not None else None)


def preset_title(preset: WindowPreset) -> str:
    """The name of a preset, and whether its values are unconfirmed."""
    return f"{tr(preset.title)}{UNCONFIRMED if preset.doubt else ''}"


def preset_words(preset: WindowPreset) -> str:
    """A preset in a list, with its width and centre, and whether they are unconfirmed."""
    if preset.window is None:
        return tr(preset.title)
    return f"{window_words(preset.window)}{UNCONFIRMED if preset.doubt else ''}"
