"""Archives that lie: unpacked under our own names or refused with a reason, and nothing written elsewhere."""

from __future__ import annotations

import gzip
import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.dicom_builder import ct_slice, write
from workstation.dicom import archives
from workstation.dicom.records import IndexReport

DIRECTORY, END = b"PK\x01\x02", b"PK\x05\x06"
DAMAGED = "damaged"
PAYLOAD = bytes(range(256)) * 40


def zipped(method: int = zipfile.ZIP_STORED, **members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def patched(data: bytes, offset: int, value: bytes, *, record: bytes = DIRECTORY) -> bytes:
    """The archive with some bytes of its last record of a kind replaced."""
    at = data.rindex(record) + offset
    return data[:at] + value + data[at + len(value) :]


def overlapping() -> bytes:
    """Two entries of the directory over one member."""
    data = zipped(a=PAYLOAD, b=PAYLOAD)
    return patched(data, 42, bytes(4))


def zip64_end(data: bytes, directory_size: int) -> bytes:
    """The archive with a zip64 end record that states another size of its directory."""
    end = data.rindex(END)
    record = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, directory_size, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return data[:end] + record + locator + data[end:]


CASES = {
    "encrypted": (patched(zipped(a=PAYLOAD), 8, b"\1\0"), "encrypted"),
    "bzip2": (zipped(zipfile.ZIP_BZIP2, a=PAYLOAD), "unusual method"),
    "lzma": (zipped(zipfile.ZIP_LZMA, a=PAYLOAD), "unusual method"),
    "unknown method": (patched(zipped(a=PAYLOAD), 10, b"\x61\0"), "unusual method"),
    "too small a size": (patched(zipped(a=PAYLOAD), 24, struct.pack("<I", 5)), DAMAGED),
    "checksum": (patched(zipped(a=PAYLOAD), 16, b"\0\0\0\0"), DAMAGED),
    "offset beyond the end": (patched(zipped(a=PAYLOAD), 42, struct.pack("<I", 0x7FFFFFF0)), DAMAGED),
    "directory before the start": (patched(zipped(a=PAYLOAD), 16, b"\xf0\xff\xff\xff", record=END), "unpacked"),
    "name that is no UTF-8": (patched(zipped(abc=PAYLOAD), 9, b"\x08").replace(b"abc", b"a\xffc"), DAMAGED),
    "zip64 locator to nowhere": (zip64_end(zipped(a=PAYLOAD), 1 << 62), DAMAGED),
    "alternate stream": (zipped(**{"a/b.dcm:evil": PAYLOAD}), "outside the archive"),
    "drive": (zipped(**{"c:evil": PAYLOAD}), "outside the archive"),
    "share": (zipped(**{"\\\\host\\share\\evil": PAYLOAD}), "outside the archive"),
    "parent in the middle": (zipped(**{"a/../../../evil": PAYLOAD}), "outside the archive"),
    "overlapping members": (overlapping(), DAMAGED),
    "empty member": (zipped(a=b""), "the file is empty"),
    "cut in the middle": (zipped(a=PAYLOAD)[:3000], DAMAGED),
    "end record only": (b"PK\x05\x06" + b"\xff" * 18, DAMAGED),
}


@pytest.mark.parametrize("name", CASES)
def test_a_zip_that_lies_is_refused_with_its_reason(
    name: str, tmp_path: Path, scan: Callable[..., IndexReport]
) -> None:
    content, word = CASES[name]
    (tmp_path / "a.zip").write_bytes(content)
    report = scan(tmp_path / "a.zip")
    assert any(word in entry.reason for entry in report.unreadable), report.unreadable
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "cache-of-archives"}


def test_a_size_that_is_too_large_is_not_believed(tmp_path: Path, scan: Callable[..., IndexReport]) -> None:
    good = write(ct_slice(), tmp_path / "good").read_bytes()
    (tmp_path / "a.zip").write_bytes(patched(zipped(a=good), 24, struct.pack("<I", 0xFFFFFFF0)))
    assert len(scan(tmp_path / "a.zip").patients) == 1


def test_names_that_no_system_would_make_are_shown_plainly(tmp_path: Path, scan: Callable[..., IndexReport]) -> None:
    content = zipped(**{"CON": b"x", "a\x1b[31m\u202eb": b"y", "n" * 5000: b"z"})
    (tmp_path / "a.zip").write_bytes(content)
    shown = [entry.path for entry in scan(tmp_path / "a.zip").unreadable]
    assert len(shown) == 3
    assert all(path.isprintable() and len(path) < 300 for path in shown)


def test_names_in_an_old_code_page_are_read(tmp_path: Path, scan: Callable[..., IndexReport]) -> None:
    good = write(ct_slice(), tmp_path / "good").read_bytes()
    (tmp_path / "a.zip").write_bytes(zipped(abc=good).replace(b"abc", b"a\xfec"))
    assert len(scan(tmp_path / "a.zip").patients) == 1


def test_a_list_of_names_that_would_fill_memory_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_DIRECTORY_BYTES", 1000)
    data = zipped(**{f"name-{n:04d}": b"" for n in range(100)})
    for content in (data, zip64_end(patched(data, 12, b"\xff\xff\xff\xff", record=END), len(data) - 22)):
        (tmp_path / "a.zip").write_bytes(content)
        with pytest.raises(archives.ArchiveLimitError, match="names"):
            list(archives.unpack_zip(tmp_path / "a.zip", tmp_path, archives.Budget()))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (gzip.compress(PAYLOAD)[:-20], "damaged gzip"),
        (b"\x1f\x8b", "damaged gzip"),
        (b"\x1f\x8b" + b"\xff" * 50, "damaged gzip"),
        (gzip.compress(gzip.compress(PAYLOAD)), "a gzip archive, not DICOM"),
        (gzip.compress(zipped(a=PAYLOAD)), "a zip archive, not DICOM"),
        (gzip.compress(b""), "empty"),
    ],
)
def test_a_gzip_that_lies_is_refused_with_its_reason(
    content: bytes, word: str, tmp_path: Path, scan: Callable[..., IndexReport]
) -> None:
    (tmp_path / "a.gz").write_bytes(content)
    (entry,) = scan(tmp_path / "a.gz").unreadable
    assert word in entry.reason


def test_a_gzip_bomb_is_stopped_by_what_comes_out(
    tmp_path: Path, scan: Callable[..., IndexReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "RATIO_FREE_BYTES", 1 << 20)
    (tmp_path / "a.gz").write_bytes(gzip.compress(bytes(32 << 20)))
    (entry,) = scan(tmp_path / "a.gz").unreadable
    assert "decompression bomb" in entry.reason
    assert sum(path.stat().st_size for path in (tmp_path / "cache-of-archives").rglob("0*")) == 0


def test_a_pipe_and_a_socket_beside_images_are_not_opened(tmp_path: Path, scan: Callable[..., IndexReport]) -> None:
    write(ct_slice(), tmp_path / "s" / "good")
    os.mkfifo(tmp_path / "s" / "DICOMDIR")
    report = scan(tmp_path / "s")
    assert [entry.reason for entry in report.unreadable] == ["not a regular file"]
    assert len(report.patients) == 1
