"""A packet is all there or not there at all, and never takes the place of another."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydicom import dcmread

from annotations.case import Case
from reports import packet as packet_module
from reports.content import KeyImage, Packet, Provenance
from reports.errors import IdentityMismatchError, MissingEvidenceError, ReportError, UnwritableFolderError
from reports.evidence import Evidence
from reports.packet import write_packet

Export = Callable[[Path], Packet]


@pytest.fixture
def export(case: Case, image_files: list[Path], key_images: list[KeyImage], provenance: Provenance) -> Export:
    evidence = Evidence.from_paths(image_files)

    def write(directory: Path) -> Packet:
        return write_packet(case, evidence, key_images, directory, final=False, clock=lambda: provenance.made_at)

    return write


def test_the_packet_holds_pdf_reports_and_a_manifest_that_fits(export: Export, tmp_path: Path) -> None:
    packet = export(tmp_path / "out" / "deeper")
    assert packet.directory.name == "case-1-r1-draft"
    manifest = json.loads(packet.manifest.read_text())
    assert (manifest["case_id"], manifest["revision"], manifest["status"]) == ("case-1", 1, "draft")
    for entry in manifest["files"]:
        data = (packet.directory / entry["name"]).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    names = sorted(path.name for path in packet.directory.iterdir())
    assert names == ["manifest.json", "report.pdf", "structured-report-1.dcm", "structured-report-2.dcm"]
    assert packet.pdf.read_bytes().startswith(b"%PDF-")
    assert {dcmread(path).Modality for path in packet.structured_reports} == {"SR"}
    assert sorted(path.name for path in packet.directory.parent.iterdir()) == ["case-1-r1-draft"]


def test_a_second_export_gets_its_own_folder(export: Export, tmp_path: Path) -> None:
    first, second = export(tmp_path), export(tmp_path)
    assert second.directory.name == "case-1-r1-draft-2"
    assert first.sha256 == second.sha256
    assert first.pdf.read_bytes() == second.pdf.read_bytes()


def test_no_name_of_the_patient_is_in_a_path_or_the_manifest(export: Export, tmp_path: Path) -> None:
    packet = export(tmp_path / "out")
    written = " ".join(str(path.relative_to(tmp_path)) for path in (tmp_path / "out").rglob("*"))
    for secret in ("Beispiel", "Zo", "P-77", "1961"):
        assert secret not in written
        assert secret not in packet.manifest.read_text()


def test_images_of_another_patient_stop_the_export_before_any_file(
    case: Case, evidence: Evidence, tmp_path: Path
) -> None:
    evidence.headers[2].PatientID = "someone else"
    with pytest.raises(IdentityMismatchError, match="Patient ID"):
        write_packet(case, evidence, (), tmp_path / "out", final=True)
    assert not (tmp_path / "out").exists()


def test_a_missing_image_stops_the_export_before_any_file(case: Case, tmp_path: Path) -> None:
    with pytest.raises(MissingEvidenceError, match="open that series"):
        write_packet(case, Evidence(()), (), tmp_path / "out", final=True)
    assert not (tmp_path / "out").exists()


def test_a_case_that_marks_no_image_gives_a_pdf_without_sr(case: Case, tmp_path: Path) -> None:
    packet = write_packet(Case("plain", case.patient, ""), Evidence(()), (), tmp_path, final=False)
    assert packet.structured_reports == ()
    assert packet.pdf.is_file()


def test_a_hostile_case_id_stays_inside_the_folder(case: Case, tmp_path: Path) -> None:
    hostile = Case("../../etc/x\u0000<y>", case.patient, "")
    packet = write_packet(hostile, Evidence(()), (), tmp_path / "out", final=False)
    assert packet.directory.parent == tmp_path / "out"
    assert packet.directory.name == "etcxy-r0-draft"


def test_a_failure_in_the_middle_leaves_nothing_behind(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = packet_module._write_durably

    def failing(path: Path, content: bytes) -> None:
        if path.name == "manifest.json":
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(packet_module, "_write_durably", failing)
    with pytest.raises(UnwritableFolderError, match="full disk; free some space"):
        export(tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_where_the_folder_should_be_is_told(export: Export, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(UnwritableFolderError, match=r"out is not a folder; choose another"):
        export(tmp_path / "out")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB; skipped where mounting is not allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "foramen-test", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not allow mounting a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_told_and_left_clean(export: Export, small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * 40_000)
    with pytest.raises(ReportError, match="full disk") as caught:
        export(small_disk)
    assert str(small_disk) in str(caught.value)
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_read_only_disk_is_told(export: Export, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(UnwritableFolderError, match="read-only disk; choose another folder"):
        export(small_disk)
