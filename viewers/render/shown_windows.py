"""Which window an image is shown through when its viewport does not say."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from viewers.imaging.default_window import default_window
from viewers.imaging.images import Pixels, PlanarFrame, Volume
from viewers.imaging.windowing import Window
from viewers.state.navigation import frame_at
from viewers.state.viewport_state import ViewportState


class ShownWindows:
    """The windows in force; remembers the default window of an image as long as the image lives."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Volume | PlanarFrame, tuple[int, Window]] = WeakKeyDictionary()

    def window_of(self, pixels: Pixels, state: ViewportState) -> Window:
        """The state's window, else the image's default (remembered until more slices arrive)."""
        if state.window is not None:
            return state.window
        key = pixels if isinstance(pixels, Volume) else frame_at(pixels, state)
        if key is None:
            return default_window(pixels, state)
        # An automatic window is looked for again each time the number of loaded slices has doubled, and at the end.
        loaded = int(np.count_nonzero(key.loaded)) if isinstance(key, Volume) else 1
        age = -1 if isinstance(key, Volume) and loaded == len(key.loaded) else loaded.bit_length()
        known = self._known.get(key)
        if known is None or known[0] != age:
            known = (age, default_window(pixels, state))
            self._known[key] = known
        return known[1]
