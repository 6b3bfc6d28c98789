"""Thumbnails on disk: a cache of small arrays under names that say nothing, bounded, safe to delete at any time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workstation.dicom.records import SeriesRecord

ALGORITHM = 1
"""Changed whenever a thumbnail would look otherwise: older files are then no longer found and go in their turn."""
LIMIT_BYTES = 64_000_000
"""Some 6000 thumbnails."""
LONGEST_SIDE_PX = 512
"""No thumbnail is larger; a file that claims so is damaged."""
LARGEST_FILE_BYTES = 3 * LONGEST_SIDE_PX**2 + 1024
_NAME = re.compile(r"[0-9a-f]{40}\.npy")
_TRIM_EVERY = 200
"""Files written between two looks at the size of the whole."""


class ThumbnailStore:
    """Keeps thumbnails in one folder. May be used from any thread; what cannot be read or written is passed over."""

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._written = 0

    def get(self, key: str) -> NDArray[np.uint8] | None:
        """The thumbnail kept under a key; None without one or when its file is damaged."""
        path = self._path(key)
        try:
            if path.stat().st_size > LARGEST_FILE_BYTES:
                return None
            values = np.load(path, allow_pickle=False)
            os.utime(path)  # used last: goes last
        except (OSError, ValueError, EOFError, MemoryError):
            return None
        return values if _is_thumbnail(values) else None

    def put(self, key: str, values: NDArray[np.uint8]) -> None:
        """Keep a thumbnail: the file is there whole or not at all."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor, unfinished = tempfile.mkstemp(dir=self._folder, suffix=".new")
        except OSError:
            return
        try:
            with os.fdopen(descriptor, "wb") as file:
                np.save(file, values, allow_pickle=False)
            os.replace(unfinished, self._path(key))
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(unfinished)
        if self._written % _TRIM_EVERY == 0:
            self.trim()
        self._written += 1

    def trim(self) -> None:
        """Remove what was used longest ago until the rest is within the limit; a file that others removed is none."""
        with contextlib.suppress(OSError):
            kept = sorted(_files(self._folder), reverse=True)
            total = 0
            for _, size, path in kept:
                total += size
                if total > self._limit_bytes:
                    path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.npy"


def thumbnail_key(series: SeriesRecord, stack_number: int, size_px: int) -> str | None:
    """A hash over what a thumbnail is made of: UIDs, the file's size and time, and how it is made.

    None when the file of its frame is not there.
    """
    stack = series.stacks[stack_number]
    frame = stack.frames[len(stack.frames) // 2]
    try:
        status = os.stat(frame.path)
    except OSError:
        return None
    parts = (
        series.series_instance_uid,
        str(stack_number),
        frame.sop_instance_uid,
        str(frame.frame_number),
        str(status.st_size),
        str(status.st_mtime_ns),
        str(size_px),
        str(ALGORITHM),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


def _is_thumbnail(values: NDArray[np.generic]) -> bool:
    is_grey_or_rgb = values.ndim == 2 or (values.ndim == 3 and values.shape[2] == 3)
    return (
        values.dtype == np.uint8 and is_grey_or_rgb and min(values.shape) > 0 and max(values.shape) <= LONGEST_SIDE_PX
    )


def _files(folder: Path) -> list[tuple[int, int, Path]]:
    """(last use, bytes, path) of every thumbnail, and of what an interrupted writer left."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name) or entry.name.endswith(".new"):
                status = entry.stat(follow_symlinks=False)
                found.append((status.st_mtime_ns, status.st_size, Path(entry.path)))
    return found
