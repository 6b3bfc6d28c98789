"""Unpacked archives: a bound on the disk, the longest unused going first, none taken from under a running program."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import pytest

from workstation.dicom.archive_shelf import RECENT_S, ArchiveShelf
from workstation.dicom.sources import find_sources

BYTES = 1000


@pytest.fixture
def cache_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir()
    return folder


def unpacked(cache_dir: Path, number: int, *, days_ago: float) -> Path:
    """A zip archive of 1000 bytes, unpacked as a scan does it, last used some days ago."""
    archive = cache_dir.parent / f"{number}.zip"
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("image", bytes(BYTES))
    found = find_sources([archive], cache_dir=cache_dir)
    folder = Path(found.files[0].path).parent
    used_before(folder, days_ago)
    return folder


def used_before(folder: Path, days_ago: float) -> None:
    then = time.time() - days_ago * RECENT_S
    os.utime(folder, (then, then))


def make_room(cache_dir: Path, limit_bytes: int) -> None:
    shelf = ArchiveShelf(cache_dir, limit_bytes)
    shelf.remove()
    shelf.close()


def test_the_longest_unused_go_until_the_rest_is_within_the_bound(cache_dir: Path) -> None:
    folders = [unpacked(cache_dir, number, days_ago=days) for number, days in enumerate((3, 9, 5))]
    make_room(cache_dir, 2 * BYTES)
    assert [folder.exists() for folder in folders] == [True, False, True]
    make_room(cache_dir, BYTES)
    assert [folder.exists() for folder in folders] == [True, False, False]


def test_within_the_bound_nothing_goes(cache_dir: Path) -> None:
    folders = [unpacked(cache_dir, number, days_ago=100) for number in range(3)]
    make_room(cache_dir, 3 * BYTES)
    assert all(folder.exists() for folder in folders)


def test_opening_an_archive_again_is_use(cache_dir: Path) -> None:
    first, second = (unpacked(cache_dir, number, days_ago=9 - number) for number in range(2))
    find_sources([cache_dir.parent / "0.zip"], cache_dir=cache_dir)
    make_room(cache_dir, BYTES)
    assert (first.exists(), second.exists()) == (True, False)


def test_what_was_used_within_a_day_stays_whatever_the_bound(cache_dir: Path) -> None:
    folder = unpacked(cache_dir, 0, days_ago=0.5)
    make_room(cache_dir, 0)
    assert folder.exists()


def test_nothing_goes_while_another_program_runs(cache_dir: Path) -> None:
    folder = unpacked(cache_dir, 0, days_ago=9)
    running = ArchiveShelf(cache_dir, 10 * BYTES)
    make_room(cache_dir, 0)
    assert folder.exists()
    running.close()
    make_room(cache_dir, 0)
    assert not folder.exists()


def test_nothing_but_unpacked_archives_is_touched(cache_dir: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "image").write_bytes(bytes(BYTES))
    (cache_dir / ("f" * 24)).symlink_to(outside)
    for name in ("samples", "0" * 23, "0" * 25, "A" * 24):
        (cache_dir / name).mkdir()
        used_before(cache_dir / name, 100)
    make_room(cache_dir, 0)
    assert (outside / "image").exists()
    assert len(list(cache_dir.iterdir())) == 6


def test_a_folder_whose_removal_was_cut_short_goes_at_the_next_start(cache_dir: Path) -> None:
    folder = unpacked(cache_dir, 0, days_ago=9)
    cut_short = ArchiveShelf(cache_dir, 0)
    assert not folder.exists()
    assert cut_short.leaving[0].exists()
    cut_short.close()
    make_room(cache_dir, 10 * BYTES)
    assert not cut_short.leaving[0].exists()
