"""Pixels kept within a limit: what goes, what stays, and that what went is gone."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import numpy as np

from tests.support.scenes import a_radiograph, a_volume
from viewers.imaging.images import ImageStack, Volume
from workstation.pixel_cache import PixelCache, size_bytes

VOLUME_BYTES = a_volume().stored_values.nbytes


def a_full_cache(*keys: str, room: int) -> PixelCache[str]:
    cache: PixelCache[str] = PixelCache(room * VOLUME_BYTES)
    for key in keys:
        cache.put(key, a_volume())
    return cache


def test_within_the_limit_nothing_goes() -> None:
    cache = a_full_cache("a", "b", room=2)
    assert cache.trim(()) == ()
    assert cache.keys == ("a", "b")
    assert cache.kept_bytes == 2 * VOLUME_BYTES


def test_the_least_recently_used_goes_first() -> None:
    cache = a_full_cache("a", "b", "c", "d", room=2)
    cache.use("a")
    assert cache.trim(()) == ("b", "c")
    assert cache.keys == ("d", "a")


def test_looking_is_no_use() -> None:
    cache = a_full_cache("a", "b", room=1)
    assert cache.get("a") is not None
    assert cache.trim(()) == ("a",)


def test_what_is_on_screen_stays_even_beyond_the_limit() -> None:
    cache = a_full_cache("a", "b", "c", "d", room=1)
    assert cache.trim({"a", "c"}) == ("b",)
    assert cache.keys == ("a", "c", "d")


def test_a_volume_larger_than_the_limit_is_kept_alone() -> None:
    cache = a_full_cache("small", room=1)
    large = a_volume()
    cache.limit_bytes = VOLUME_BYTES - 1
    cache.put("large", large)
    assert cache.trim(()) == ("small",)
    assert cache.get("large") is large


def test_putting_a_key_again_replaces_its_pixels_and_counts_them_once() -> None:
    cache = a_full_cache("a", "b", "a", room=2)
    assert cache.trim(()) == ()
    assert cache.keys == ("b", "a")


def test_dropping_and_clearing_forget() -> None:
    cache = a_full_cache("a", "b", room=2)
    cache.drop("a")
    cache.drop("never there")
    assert cache.keys == ("b",)
    cache.clear()
    assert cache.kept_bytes == 0


def test_what_was_dropped_is_gone_from_memory() -> None:
    cache: PixelCache[str] = PixelCache(VOLUME_BYTES)
    first = a_volume()
    gone = [weakref.ref(first), weakref.ref(first.stored_values)]
    cache.put("a", first)
    del first
    cache.put("b", a_volume())
    cache.trim(())
    gc.collect()
    assert [reference() for reference in gone] == [None, None]


def test_frames_on_their_way_are_counted_before_they_come() -> None:
    radiograph = a_radiograph()
    frame = radiograph.frames[0]
    assert frame is not None
    assert frame.values is not None
    stack = ImageStack(radiograph.series, [None, frame, None])
    assert size_bytes(stack) == 3 * frame.values.nbytes
    assert size_bytes(replace(stack, frames=[None, None])) == 0


def test_a_volume_counts_whole_while_it_is_loading() -> None:
    volume: Volume = replace(a_volume(), loaded=np.zeros(20, np.bool_))
    assert size_bytes(volume) == VOLUME_BYTES
