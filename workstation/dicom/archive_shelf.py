"""The folders unpacked archives lie in: bounded in size, the longest unused going first, never one in use.

A program that shows images holds a shared lock for as long as it runs; room is made only by one that is alone.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import threading
import time
from dataclasses import dataclass
from pathlib import Path

FOLDER_NAME = re.compile(r"[0-9a-f]{24}")
"""How `archives.private_folder` names them; nothing else in the cache is touched."""
LEAVING = ".leaving"
"""Ending of a folder that is being removed; one found at the next start is removed then."""
LOCK_NAME = "archives.lock"
RECENT_S = 24 * 3600.0
"""A folder used so lately may belong to a command that is still at work."""


@dataclass(frozen=True)
class _Unpacked:
    path: Path
    used_s: float
    bytes: int


class ArchiveShelf:
    """This program's hold on the unpacked archives. Raises `OSError` where the cache cannot be written."""

    def __init__(self, cache_dir: Path, limit_bytes: int) -> None:
        """Make room if no other program uses the folders, and keep others from doing so until `close`."""
        self.leaving: tuple[Path, ...] = ()
        self._lock = os.open(cache_dir / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.leaving = _put_aside(cache_dir, limit_bytes)
            fcntl.flock(self._lock, fcntl.LOCK_SH)
        except BaseException:
            os.close(self._lock)
            raise

    def remove(self) -> None:
        """Remove what was put aside; may take long."""
        for path in self.leaving:
            shutil.rmtree(path, ignore_errors=True)

    def remove_beside(self) -> None:
        """Remove what was put aside while the program goes on."""
        threading.Thread(target=self.remove, name="foramen-archives", daemon=True).start()

    def close(self) -> None:
        """Let others make room again."""
        os.close(self._lock)


def _put_aside(cache_dir: Path, limit_bytes: int) -> tuple[Path, ...]:
    """Rename the folders that are to go, which is quick and at once, so that nobody finds half of one."""
    leaving = [path for path in cache_dir.glob(f"*{LEAVING}") if FOLDER_NAME.fullmatch(path.stem)]
    unpacked = sorted(_unpacked(cache_dir), key=lambda one: one.used_s)
    total = sum(one.bytes for one in unpacked)
    for one in unpacked:
        if total <= limit_bytes or time.time() - one.used_s < RECENT_S:
            break
        aside = one.path.with_suffix(LEAVING)
        if aside in leaving:
            continue  # its place is taken until what lies there has been removed
        os.rename(one.path, aside)
        leaving.append(aside)
        total -= one.bytes
    return tuple(leaving)


def _unpacked(cache_dir: Path) -> list[_Unpacked]:
    with os.scandir(cache_dir) as entries:
        folders = [e for e in entries if FOLDER_NAME.fullmatch(e.name) and e.is_dir(follow_symlinks=False)]
    return [_Unpacked(Path(e.path), e.stat().st_mtime, _bytes_in(e.path)) for e in folders]


def _bytes_in(folder: str) -> int:
    """What the files of a folder take; unpacked archives have no folders inside."""
    with os.scandir(folder) as entries:
        return sum(entry.stat(follow_symlinks=False).st_size for entry in entries)
