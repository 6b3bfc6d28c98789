"""Pixels of series opened before, kept for going back to them within a limit of memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Hashable
from typing import Generic, TypeVar

import numpy as np

from viewers.imaging.images import Pixels, PlanarFrame, Volume

K = TypeVar("K", bound=Hashable)


class PixelCache(Generic[K]):
    """Keeps pixels by key, the least recently used going first. Belongs to one thread.

    What is in use is never dropped, and neither is what came last: a volume larger than the limit is kept alone.
    """

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self._kept: OrderedDict[K, Pixels] = OrderedDict()

    @property
    def keys(self) -> tuple[K, ...]:
        """What is kept, the least recently used first."""
        return tuple(self._kept)

    @property
    def kept_bytes(self) -> int:
        """Memory of everything kept; what is still being loaded counts as a whole."""
        return sum(size_bytes(pixels) for pixels in self._kept.values())

    def get(self, key: K) -> Pixels | None:
        """The pixels of a key, complete or still filling; asking does not count as use."""
        return self._kept.get(key)

    def use(self, key: K) -> Pixels | None:
        """The pixels of a key, which now is the one used last."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: K, pixels: Pixels) -> None:
        """Keep pixels as those used last; `trim` makes room."""
        self._kept[key] = pixels
        self._kept.move_to_end(key)

    def drop(self, key: K) -> None:
        """Forget a key, if it is kept."""
        self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    def trim(self, in_use: Collection[K]) -> tuple[K, ...]:
        """Forget what was used longest ago until the rest is within the limit; returns the keys forgotten."""
        spared = {*in_use, *self.keys[-1:]}
        total, dropped = self.kept_bytes, []
        for key in self.keys:
            if total <= self.limit_bytes:
                break
            if key not in spared:
                total -= size_bytes(self._kept.pop(key))
                dropped.append(key)
        return tuple(dropped)


def size_bytes(pixels: Pixels) -> int:
    """Memory of pixels once all of them have arrived; frames on their way count like the largest one there is."""
    if isinstance(pixels, Volume):
        return int(pixels.stored_values.nbytes)
    sizes = [_frame_bytes(frame) for frame in pixels.frames if frame is not None]
    return sum(sizes) + (len(pixels.frames) - len(sizes)) * max(sizes, default=0)


def _frame_bytes(frame: PlanarFrame) -> int:
    """Every array of a frame: its values, and whatever else was decoded with them."""
    return sum(int(part.nbytes) for part in vars(frame).values() if isinstance(part, np.ndarray))
