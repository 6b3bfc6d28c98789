"""Thumbnails on disk: found again only for the very same image, rebuilt when damaged, bounded, saying nothing."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from tests.support.dicom_builder import SERIES_UID, write_series
from workstation.dicom.records import SeriesRecord
from workstation.dicom.scan import scan_paths
from workstation.storage.thumbnail_store import ThumbnailStore, thumbnail_key

GREY = np.arange(96 * 64, dtype=np.uint8).reshape(96, 64)


def a_series(folder: Path) -> SeriesRecord:
    write_series(folder / "images", [0.0, 2.0, 4.0])
    return scan_paths([folder / "images"], cache_dir=folder / "cache").patients[0].studies[0].series[0]


def key_of(series: SeriesRecord, size_px: int = 96) -> str:
    key = thumbnail_key(series, 0, size_px)
    assert key is not None
    return key


def middle_file(series: SeriesRecord) -> Path:
    frames = series.stacks[0].frames
    return Path(frames[len(frames) // 2].path)


@pytest.mark.parametrize("values", [GREY, np.stack([GREY, GREY + 1, GREY + 2], axis=-1)], ids=["grey", "colour"])
def test_what_is_kept_is_found_again_by_another_program(tmp_path: Path, values: np.ndarray) -> None:
    ThumbnailStore(tmp_path / "t").put("a" * 40, values)
    found = ThumbnailStore(tmp_path / "t").get("a" * 40)
    assert found is not None
    np.testing.assert_array_equal(found, values)


def test_nothing_is_found_where_nothing_was_kept(tmp_path: Path) -> None:
    assert ThumbnailStore(tmp_path / "t").get("a" * 40) is None


def test_the_key_changes_with_the_file_and_with_the_size(tmp_path: Path) -> None:
    series = a_series(tmp_path)
    before = key_of(series)
    assert key_of(series) == before
    assert key_of(series, 128) != before
    path = middle_file(series)
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    assert key_of(series) != before


def test_a_file_that_is_gone_has_no_key(tmp_path: Path) -> None:
    series = a_series(tmp_path)
    middle_file(series).unlink()
    assert thumbnail_key(series, 0, 96) is None


def test_names_and_files_say_nothing_about_the_patient(tmp_path: Path) -> None:
    store, series = ThumbnailStore(tmp_path / "t"), a_series(tmp_path)
    store.put(key_of(series), GREY)
    (path,) = (tmp_path / "t").iterdir()
    assert SERIES_UID not in path.name
    assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)
    header = path.read_bytes()[:128]
    assert header[:6] == b"\x93NUMPY"
    assert b"'shape': (96, 64)" in header


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b"not an array" * 50),
        lambda path: path.write_bytes(path.read_bytes().replace(b"(96, 64)", b"(9999999999, 99)")),
        lambda path: np.save(path, GREY.astype(np.float64)),
        lambda path: np.save(path, np.zeros((4, 4, 4), np.uint8)),
        lambda path: np.save(path, np.zeros((0, 3), np.uint8)),
        lambda path: np.save(path, np.zeros((1024, 1024), np.uint8)),
        lambda path: np.save(path, np.array([{"a": 1}], dtype=object), allow_pickle=True),
    ],
)
def test_a_damaged_file_is_not_shown_and_is_replaced(tmp_path: Path, damage) -> None:
    store = ThumbnailStore(tmp_path)
    store.put("a" * 40, GREY)
    damage(tmp_path / f"{'a' * 40}.npy")
    assert store.get("a" * 40) is None
    store.put("a" * 40, GREY)
    np.testing.assert_array_equal(store.get("a" * 40), GREY)


def test_beyond_the_limit_what_was_used_longest_ago_goes(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path, limit_bytes=3 * (GREY.nbytes + 128))
    names = [letter * 40 for letter in "abcde"]
    for age, name in enumerate(reversed(names)):
        store.put(name, GREY)
        os.utime(tmp_path / f"{name}.npy", (1000.0 * age, 1000.0 * age))
    assert store.get("e" * 40) is not None
    (tmp_path / "settings.toml").write_text("mine")
    store.trim()
    assert [store.get(name) is not None for name in names] == [True, True, False, False, True]
    assert (tmp_path / "settings.toml").exists()


def test_a_folder_that_cannot_be_written_costs_the_thumbnail_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = ThumbnailStore(tmp_path / "file" / "t")
    store.put("a" * 40, GREY)
    store.trim()
    assert store.get("a" * 40) is None
