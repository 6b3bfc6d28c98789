"""Bad input on the command line: each gives a message that says what, which and what to do, and the rest goes on."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from pathlib import Path

import numpy as np
import pytest

from sample_data.phantom_series import write_ct_series
from tests.support.command_line import foramen
from tests.support.dicom_builder import write_tilted


@pytest.fixture
def a_series(tmp_path: Path) -> Path:
    return write_ct_series(tmp_path / "images", slices=8, size=32)


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    outcome = foramen("index", tmp_path / "empty", home=tmp_path / "home")
    assert outcome.status == 3
    assert "no files here" in outcome.output


def test_a_text_file_renamed_is_listed_and_the_rest_goes_on(a_series: Path, tmp_path: Path) -> None:
    (a_series / "notes.dcm").write_text("this is no image\n" * 50)
    outcome = foramen("index", a_series, "--json", home=tmp_path / "home")
    assert outcome.status == 1
    assert [item["path"] for item in outcome.document["unreadable"]] == ["notes.dcm"]
    assert outcome.document["patients"][0]["studies"][0]["series"][0]["stacks"][0]["kind"] == "volume"


def test_a_missing_slice_is_said_and_not_stretched(a_series: Path, tmp_path: Path) -> None:
    (a_series / "0003").unlink()
    stack = foramen("index", a_series, "--json", home=tmp_path / "home").document["patients"][0]["studies"][0][
        "series"
    ][0]["stacks"][0]
    assert stack["kind"] == "stack"
    assert [problem["code"] for problem in stack["problems"]] == ["missing-slices"]


def test_a_truncated_file_leaves_the_other_slices(a_series: Path, tmp_path: Path) -> None:
    cut = a_series / "0004"
    cut.write_bytes(cut.read_bytes()[:-700])
    outcome = foramen("render", a_series, "--frame", "1", "-o", tmp_path / "x.png", home=tmp_path / "home")
    assert outcome.status == 1
    assert (tmp_path / "x.png").is_file()
    assert "truncated-pixel-data" in outcome.errors


def test_two_patients_with_one_id_are_kept_apart(a_series: Path, tmp_path: Path) -> None:
    import pydicom

    other = tmp_path / "images" / "other"
    other.mkdir()
    dataset = pydicom.dcmread(a_series / "0000")
    dataset.PatientName, dataset.PatientBirthDate = "OTHER^PERSON", "19500101"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "2.25.111", "2.25.112"
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = "2.25.113"
    dataset.save_as(other / "x")
    document = foramen("index", a_series, "--json", home=tmp_path / "home").document
    assert len(document["patients"]) == 2
    assert all("mixed-patient" in str(patient) for patient in document["patients"])


def test_a_zip_archive_is_read(a_series: Path, tmp_path: Path) -> None:
    archive = tmp_path / "images.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(a_series.iterdir()):
            packed.write(path, path.name)
    document = foramen("index", archive, "--json", home=tmp_path / "home").document
    assert document["patients"][0]["studies"][0]["series"][0]["instances"] == 8


def test_a_database_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert foramen("case", "list", home=home).status == 0
    store = home / "cases.sqlite3"
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ffff_from_the_future'")
    connection.close()
    before = store.read_bytes()
    outcome = foramen("case", "list", home=home)
    assert outcome.status == 3
    assert "newer" in outcome.errors
    assert "Traceback" not in outcome.errors
    assert store.read_bytes() == before


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "cases.sqlite3").write_bytes(b"no database at all " * 400)
    outcome = foramen("case", "list", home=home)
    assert outcome.status == 3
    assert "cases.sqlite3" in outcome.errors
    assert "Traceback" not in outcome.errors


def test_a_case_file_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text("{}")
    outcome = foramen("case", "import", tmp_path / "case.json", home=tmp_path / "home")
    assert outcome.status == 3
    assert "case.json" in outcome.errors
    shutil.rmtree(tmp_path / "home", ignore_errors=True)


def test_an_unknown_case_is_named(tmp_path: Path) -> None:
    outcome = foramen("case", "show", "nothing", home=tmp_path / "home")
    assert outcome.status == 2
    assert "foramen case list" in outcome.errors


def test_doctor_prints_one_line_for_each_thing(tmp_path: Path) -> None:
    outcome = foramen("doctor", home=tmp_path / "home")
    assert outcome.status in (0, 1)
    assert "foramen" in outcome.output
    assert "case store" in outcome.output
    assert "Traceback" not in outcome.errors


def test_an_oblique_cut_is_made_and_says_where_it_lies(a_series: Path, tmp_path: Path) -> None:
    picture, home = tmp_path / "x.png", tmp_path / "home"
    whole = foramen("render", a_series, "--plane", "axial", "-o", picture, "--json", home=home).document
    point = np.array(whole["affine_column_row_to_lps"][:3]) @ (500, 400, 1)
    cut = f"{','.join(map(str, point))};2,0,0;0,1,-1"
    document = foramen("render", a_series, f"--oblique={cut}", "-o", picture, "--json", home=home).document
    affine = np.array(document["affine_column_row_to_lps"])
    np.testing.assert_allclose(affine[:3, 0] / np.linalg.norm(affine[:3, 0]), (1, 0, 0), atol=1e-12)
    np.testing.assert_allclose(affine[:3, 1] / np.linalg.norm(affine[:3, 1]), (0, 0.5**0.5, -(0.5**0.5)), atol=1e-12)
    assert (point - affine[:3, 2]) @ (0, 1, 1) == pytest.approx(0, abs=1e-9)
    assert document["orientation"]["left"] == "R"
    assert picture.is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--oblique=0,0,0;1,0,0",), "a point in LPS mm and two directions"),
        (("--oblique=0,0,0;1,0,0;1,1,0",), "perpendicular"),
        (("--oblique=0,0,0;0,0,0;0,1,0",), "neither may be zero"),
        (("--oblique=0,0,nan;1,0,0;0,1,0",), "a point in LPS mm and two directions"),
        (("--oblique=0,0,9000;1,0,0;0,1,0",), "outside the volume"),
        (("--oblique=0,0,0;1,0,0;0,1,0", "--plane", "axial"), "give one of them"),
        (("--slab", "10"), "give MM:max, MM:min or MM:mean"),
        (("--slab", "thick:max"), "give MM:max, MM:min or MM:mean"),
        (("--slab=-3:max",), "give MM:max, MM:min or MM:mean"),
        (("--slab=nan:max",), "give MM:max, MM:min or MM:mean"),
        (("--slab=900:mean",), "at most 200 mm"),
        (("--slab=9:mean", "--fit", "native"), "leave --plane, --oblique and --slab out"),
    ],
)
def test_an_oblique_cut_that_cannot_be_is_refused(
    a_series: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    outcome = foramen("render", a_series, *arguments, "-o", tmp_path / "x.png", home=tmp_path / "home")
    assert outcome.status == 2
    assert said in outcome.errors
    assert not (tmp_path / "x.png").exists()


def test_a_slab_holds_at_least_what_its_middle_cut_holds(a_series: Path, tmp_path: Path) -> None:
    pictures = {}
    for mode in ("max", "min", "mean"):
        output = tmp_path / f"{mode}.npy"
        foramen("render", a_series, "--plane", "axial", "--slab", f"12:{mode}", "-o", output, home=tmp_path / "home")
        pictures[mode] = np.load(output)
    foramen("render", a_series, "--plane", "axial", "-o", tmp_path / "thin.npy", home=tmp_path / "home")
    thin = np.load(tmp_path / "thin.npy")
    inside = ~np.isnan(thin)
    assert inside.any()
    assert (pictures["max"][inside] >= thin[inside] - 1e-3).all()
    assert (pictures["min"][inside] <= thin[inside] + 1e-3).all()
    assert (pictures["mean"][inside] <= pictures["max"][inside] + 1e-3).all()


def test_a_tilted_series_is_resampled_on_request_and_tagged(tmp_path: Path) -> None:
    write_tilted(tmp_path / "tilted", [3.0 * number for number in range(6)])
    picture, home = tmp_path / "x.png", tmp_path / "home"
    refused = foramen("render", tmp_path / "tilted", "--plane", "sagittal", "-o", picture, home=home)
    assert refused.status == 2
    cut = ("--plane", "sagittal", "--resample", "-o", picture, "--json")
    made = foramen("render", tmp_path / "tilted", *cut, home=home)
    assert (made.status, made.document["geometry_tag"]) == (0, "resampled")
    assert made.document["orientation"] == {"left": "A", "right": "P", "top": "S", "bottom": "I"}
    native = foramen("render", tmp_path / "tilted", "--resample", "--fit", "native", "-o", picture, home=home)
    assert native.status == 3
    assert "no acquired frames" in native.errors


def test_what_is_not_tilted_is_not_resampled(a_series: Path, tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    outcome = foramen("render", a_series, "--resample", "-o", picture, home=tmp_path / "home")
    assert outcome.status == 2
    assert "it is a straight volume already" in outcome.errors
    assert not picture.exists()


def test_points_of_a_tilted_series_are_measured_on_the_straight_volume(tmp_path: Path) -> None:
    write_tilted(tmp_path / "tilted", [3.0 * number for number in range(6)])
    probe = ("measure", tmp_path / "tilted", "--points", "[[4.2, 5.0, 8.5]]", "--kind", "probe", "--json")
    assert foramen(*probe, home=tmp_path / "home").status == 2
    made = foramen(*probe, "--resample", home=tmp_path / "home")
    assert made.status == 0
    assert made.document["unit"] == "HU"
    assert -1024 < made.document["value"] < 0
