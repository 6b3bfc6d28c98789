"""One export: the PDF and the DICOM SRs of a case in a new folder that appears complete or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path

import highdicom.sr as sr

from annotations.case import Case
from reports.content import KeyImage, Packet, PageSize, Provenance, installed_version, local_now
from reports.errors import ReportError, UnwritableFolderError
from reports.evidence import Evidence
from reports.identity import check_identity
from reports.pdf import PdfReport, paged_report
from reports.structured_report import structured_reports

MANIFEST_NAME, PDF_NAME = "manifest.json", "report.pdf"
MANIFEST_VERSION = 1
MOST_PACKETS = 10_000
"""How many packets of one revision a folder may hold before the export asks for another folder."""

_REASONS = {
    errno.EROFS: "is on a read-only disk; choose another folder",
    errno.EACCES: "may not be written; choose another folder or change its permissions",
    errno.EPERM: "may not be written; choose another folder or change its permissions",
    errno.ENOSPC: "is on a full disk; free some space and export again",
    errno.EDQUOT: "is over its disk quota; free some space and export again",
    errno.ENOTDIR: "is not a folder; choose another one",
    errno.EEXIST: "is not a folder; choose another one",
    errno.ENAMETOOLONG: "has a name that is too long; choose another folder",
}


def write_packet(
    case: Case,
    evidence: Evidence,
    key_images: Sequence[KeyImage],
    directory: Path,
    *,
    final: bool,
    clock: Callable[[], datetime] = local_now,
    author: str = "",
    software_version: str | None = None,
    page_size: PageSize = PageSize.A4,
    spacings_mm: Mapping[str, float] | None = None,
    before_writing: Callable[[], None] = lambda: None,
) -> Packet:
    """Check the identity, make everything in memory, then write one new folder inside `directory`.

    The folder is named by case and revision, never by patient; an existing one is left alone and the next number
    taken. `evidence` holds the images the case refers to. Without any evidence there is no SR, only the PDF, as long as
    nothing in the case was marked on an image. `spacings_mm` has the pixel spacing each mark id was placed on, where
    known; it gives the uncertainty of lengths. `before_writing` is called once everything is made and nothing written;
    what it raises stops the export.

    Raises `IdentityMismatchError` or `MissingEvidenceError` before any file is written, `UnwritableFolderError` for a
    folder that is read-only, full or no folder, in which case nothing stays behind.
    """
    check_identity(case.patient, evidence)
    provenance = Provenance(author, clock(), software_version or installed_version())
    report = paged_report(
        case, key_images, final=final, provenance=provenance, page_size=page_size, spacings_mm=spacings_mm
    )
    files = _files(case, evidence, report, final=final, provenance=provenance)
    files[MANIFEST_NAME] = _manifest(case, files, final=final, provenance=provenance)
    before_writing()
    with _told_as_report_error(directory):
        directory.mkdir(parents=True, exist_ok=True)
        folder = _written(directory, _folder_name(case, final=final), files)
    return Packet(
        folder,
        folder / PDF_NAME,
        tuple(folder / name for name in files if name.endswith(".dcm")),
        folder / MANIFEST_NAME,
        {name: _sha256(content) for name, content in files.items()},
        report.pages,
        len(key_images),
    )


def sr_bytes(document: sr.Comprehensive3DSR) -> bytes:
    """A Part 10 file of an SR; its preamble is 128 zero bytes."""
    target = BytesIO()
    document.save_as(target, enforce_file_format=True)
    return target.getvalue()


def _files(
    case: Case,
    evidence: Evidence,
    report: PdfReport,
    *,
    final: bool,
    provenance: Provenance,
) -> dict[str, bytes]:
    files = {PDF_NAME: report.content}
    documents = structured_reports(case, evidence, final=final, provenance=provenance)
    for number, document in enumerate(documents, start=1):
        files[f"structured-report-{number}.dcm"] = sr_bytes(document)
    return files


def _manifest(case: Case, files: Mapping[str, bytes], *, final: bool, provenance: Provenance) -> bytes:
    content = {
        "format": "foramen-packet",
        "version": MANIFEST_VERSION,
        "case_id": case.id,
        "revision": case.revision,
        "status": "final" if final else "draft",
        "made_at": provenance.made_at.isoformat(),
        "software": f"Foramen {provenance.software_version}",
        "files": [{"name": name, "bytes": len(data), "sha256": _sha256(data)} for name, data in files.items()],
    }
    return (json.dumps(content, indent=2) + "\n").encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _folder_name(case: Case, *, final: bool) -> str:
    # The id is ours, but an imported case brings its own: only letters and digits of it reach the file system.
    safe = "".join(one for one in case.id if one.isascii() and (one.isalnum() or one in "-_"))[:40] or "case"
    return f"{safe}-r{case.revision}-{'final' if final else 'draft'}"


def _written(directory: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Write into a hidden folder beside the place, then rename it there: readers see all files or none."""
    unfinished = directory / f".unfinished-{secrets.token_hex(8)}"
    unfinished.mkdir()
    try:
        for file_name, content in files.items():
            _write_durably(unfinished / file_name, content)
        _sync_folder(unfinished)
        folder = _moved(unfinished, directory, name)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _sync_folder(directory)
    return folder


def _moved(unfinished: Path, directory: Path, name: str) -> Path:
    for folder in _candidates(directory, name):
        if folder.exists():
            continue
        try:
            os.rename(unfinished, folder)
        except OSError as error:
            # Somebody else took the name in between; a folder with files in it is never replaced.
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                raise
        else:
            return folder
    raise UnwritableFolderError(f"folder {directory} holds {MOST_PACKETS} packets of {name}; choose another folder")


def _candidates(directory: Path, name: str) -> Iterator[Path]:
    yield directory / name
    yield from (directory / f"{name}-{number}" for number in range(2, MOST_PACKETS + 1))


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows has no handle on a folder to flush.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told_as_report_error(directory: Path) -> Iterator[None]:
    try:
        yield
    except ReportError:
        raise
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"cannot be written ({error.strerror}); choose another folder")
        raise UnwritableFolderError(f"nothing was exported: folder {directory} {reason}") from error
