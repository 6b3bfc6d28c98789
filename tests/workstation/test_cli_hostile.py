"""Hostile command lines and files: the right exit status, a message, never a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.command_line import ROOT, foramen
from tests.support.dicom_builder import ct_slice, write, write_series


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    root = tmp_path / "d"
    write_series(root / "ok", [0, 2, 4, 6])
    write(ct_slice(Rows=0), root / "no-rows" / "a")
    write(ct_slice(BitsStored=17), root / "bits" / "a")
    write(ct_slice(NumberOfFrames=2**31 - 1), root / "frames" / "a")
    write(ct_slice(RescaleSlope=0), root / "no-slope" / "a")
    write_series(root / "skewed", [0, 2, 4], ImageOrientationPatient=[1, 0, 0, 0.5, 0.8, 0])
    (root / "loop").mkdir()
    os.symlink(root / "loop", root / "loop" / "self")
    (root / "name").mkdir()
    shutil.copy(root / "ok" / "slice-00-0", root / "name" / os.fsdecode(b"na\xff\xfeme"))
    with zipfile.ZipFile(root / "outside.zip", "w") as packed:
        packed.write(root / "ok" / "slice-00-0", "../../evil")
    (root / "deep.json").write_text("[" * 100_000)
    return root


CASES = [
    ("index", 2, "PATH"),
    ("render {d}/no-rows -o {o}.png", 3, "0 rows"),
    ("render {d}/bits -o {o}.png", 3, "17 bits stored in 16"),
    ("render {d}/frames -o {o}.png", 3, "claims 2147483647 frames"),
    ("render {d}/skewed --plane sagittal -o {o}.png", 2, "not one"),
    ("render {d}/ok -o {o}.jpg", 2, ".png or .npy"),
    ("render {d}/ok --frame 1 --plane sagittal -o {o}.png", 2, "one of them"),
    ("render {d}/ok --window inf:0 -o {o}.png", 2, "WIDTH:CENTER"),
    ("render {d}/ok --window dicom:² -o {o}.png", 2, "windows of its own"),
    ("render {d}/ok --plane sagittal --at nan -o {o}.png", 2, "LPS mm"),
    ("measure {d}/ok --points [[NaN,0,0],[1,1,1]] --kind length", 2, "finite"),
    ("measure {d}/skewed --points [[NaN,0]] --kind probe --space pixel", 2, "finite"),
    ("index {d}/loop", 3, ""),
    ("index {d}/outside.zip", 3, ""),
    ("index /dev/zero", 3, ""),
    ("case import {d}/deep.json", 3, "is not a case file"),
    ("verify {d}/ok", 2, "no command either"),
]


@pytest.mark.parametrize(("line", "status", "words"), CASES)
def test_each_ends_with_its_status_and_a_message(
    line: str, status: int, words: str, hostile: Path, tmp_path: Path
) -> None:
    arguments = [part.format(d=hostile, o=tmp_path / "out") for part in line.split()]
    outcome = foramen(*arguments, home=tmp_path / "home")
    assert (outcome.status, "Traceback" in outcome.errors, "Warning" in outcome.errors) == (status, False, False), (
        outcome.errors
    )
    assert words in outcome.errors
    assert not (tmp_path / "evil").exists()


def test_a_slope_of_zero_gives_no_hounsfield_units(hostile: Path, tmp_path: Path) -> None:
    outcome = foramen("render", hostile / "no-slope", "-o", tmp_path / "x.png", "--json", home=tmp_path)
    assert outcome.document["modality_unit"] == ""


def test_a_file_name_that_is_no_text_is_read_all_the_same(hostile: Path, tmp_path: Path) -> None:
    document = foramen("index", hostile / "name", "--json", home=tmp_path).document
    assert document["patients"][0]["studies"][0]["series"][0]["instances"] == 1


def test_a_damaged_image_index_is_said_and_the_images_are_listed(hostile: Path, tmp_path: Path) -> None:
    index = tmp_path / "home" / "cache" / "images.sqlite3"
    index.parent.mkdir(parents=True)
    index.write_bytes(b"no database " * 100)
    outcome = foramen("index", hostile / "ok", home=tmp_path / "home")
    assert outcome.status == 0
    assert "volume axial 4x8x6" in outcome.output
    assert "images.sqlite3" in outcome.errors


def test_what_was_indexed_is_known_to_the_workstation(hostile: Path, tmp_path: Path) -> None:
    foramen("index", hostile / "ok", home=tmp_path / "home")
    outcome = foramen("doctor", home=tmp_path / "home")
    assert "1 patients in" in outcome.output


def test_a_wrong_database_address_is_said_without_its_password(tmp_path: Path) -> None:
    outcome = foramen("case", "list", home=tmp_path, FORAMEN_DATABASE="nonsense://me:secret@host/x")
    assert outcome.status == 3
    assert "address of the case store" in outcome.errors
    assert "secret" not in outcome.errors


def test_doctor_goes_on_without_opengl_and_without_a_writable_home(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = foramen("doctor", home=tmp_path / "file", VTK_DEFAULT_OPENGL_WINDOW="none")
    assert outcome.status == 1
    warned = [line.split(":")[0] for line in outcome.output.splitlines() if line.startswith("!!")]
    assert {"!!  OpenGL", "!!  case store", "!!  image index", "!!  folders"} <= set(warned)
    assert "ok  report fonts: DejaVu Sans" in outcome.output


def test_a_closed_pipe_is_quiet(shared_data: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "FORAMEN_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "workstation", "index", str(shared_data)]
    options = {"cwd": ROOT, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **options) as closed:  # type: ignore[call-overload]
        closed.stdout.read(10)
        closed.stdout.close()
        assert closed.stderr.read() == b""


def test_an_interrupt_is_quiet(tmp_path: Path) -> None:
    """A real SIGINT in the middle of the scan, sent when the scan is known to be under way."""
    script = (
        "import os, signal, sys\n"
        "import workstation.commands.index as command\n"
        "from workstation.cli import main\n"
        # A shell's background job, as a test run may be, inherits SIGINT ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "command.scan = lambda *_, **__: (os.kill(os.getpid(), signal.SIGINT), signal.pause())\n"
        f"sys.argv = ['foramen', 'index', {str(tmp_path)!r}]\n"
        "main()\n"
    )
    environment = {**os.environ, "FORAMEN_HOME": str(tmp_path)}
    stopped = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, timeout=60)
    assert stopped.stderr == b""
    assert stopped.returncode == 130
