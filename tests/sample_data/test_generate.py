"""Generation is deterministic, cached by version, and leaves nothing behind when it fails."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from sample_data import generate
from sample_data.generate import STAMP_NAME, SamplePaths, ensure_samples, generate_all, paths_in
from sample_data.ground_truth import GroundTruth, load, save
from sample_data.scanners import ImageSize
from sample_data.studies import StudySizes

SMALL = StudySizes(ImageSize(28, 64, 6.4, 12.0), ImageSize(5, 64, 4.5, 8.0), ImageSize(3, 48, 3.75, 4.0), 4.0)


def digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return total.hexdigest()


def test_two_generations_are_the_same_to_the_byte(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate_all(tmp_path / name, SMALL)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_a_finished_cache_is_not_generated_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "FULL_SIZE", SMALL)
    first = ensure_samples(tmp_path)
    monkeypatch.setattr(generate, "generate_all", lambda *_, **__: pytest.fail("generated again"))
    assert ensure_samples(tmp_path) == first


def test_the_folder_of_an_older_version_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "FULL_SIZE", SMALL)
    old = tmp_path / "v1-older"
    old.mkdir()
    (old / STAMP_NAME).write_text("1-older\n")
    paths = ensure_samples(tmp_path)
    assert (paths.root / STAMP_NAME).is_file()
    assert not old.exists()


def test_a_failed_generation_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(home: Path, *_: object, **__: object) -> None:
        home.mkdir()
        raise OSError("no space left on device")

    monkeypatch.setattr(generate, "generate_all", fail)
    with pytest.raises(OSError, match="no space"):
        ensure_samples(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_progress_rises_to_one(tmp_path: Path) -> None:
    seen: list[float] = []
    generate_all(tmp_path / "new", SMALL, progress=lambda fraction, _: seen.append(fraction))
    assert seen[-1] == 1.0
    assert all(0 <= fraction <= 1 for fraction in seen)


def test_the_truth_survives_its_file(truth_a: GroundTruth, tmp_path: Path) -> None:
    save(truth_a, tmp_path / "truth.json")
    assert load(tmp_path / "truth.json") == truth_a


def test_paths_name_patients_below_the_root(tmp_path: Path) -> None:
    paths = paths_in(tmp_path)
    assert paths.patient_a.parent == paths.ground_truth_b.parent == paths.root


@pytest.mark.peer("dciodvfy")
def test_dciodvfy_finds_no_error_in_one_file_of_each_series(samples: SamplePaths) -> None:
    program = shutil.which("dciodvfy")
    if program is None:
        pytest.skip("dciodvfy (dicom3tools) is not installed")
    folders = {path.parent for root in (samples.patient_a, samples.patient_b) for path in root.rglob("*.dcm")}
    assert len(folders) >= 14
    for folder in sorted(folders):
        answer = subprocess.run([program, str(min(folder.iterdir()))], capture_output=True, text=True, check=False)
        errors = [line for line in (answer.stdout + answer.stderr).splitlines() if line.startswith("Error")]
        assert errors == [], folder
