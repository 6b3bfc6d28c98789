"""`foramen index`, `render` and `measure` on real images, as a script would use them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.support.command_line import Outcome, foramen

WITHOUT_IMAGES = {".md", ".csv"}


@pytest.fixture(scope="module")
def everything(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return foramen("index", shared_data, "--json", home=tmp_path_factory.mktemp("home"))


def _series(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [s for patient in document["patients"] for study in patient["studies"] for s in study["series"]]


def _named(document: dict[str, Any], description: str, modality: str) -> list[dict[str, Any]]:
    return [s for s in _series(document) if s["description"] == description and s["modality"] == modality]


def test_index_explains_every_file(everything: Outcome, shared_data: Path) -> None:
    document = everything.document
    assert everything.status == 1, "there are unreadable files, so: done with problems"
    files = [path for path in shared_data.rglob("*") if path.is_file()]
    explained = {item["path"] for item in (*document["unreadable"], *document["not_images"])}
    files_explained = [path for path in explained if (shared_data / path).is_file()]
    instances = sum(series["instances"] for series in _series(document))
    assert document["files"] == len(files)
    assert all(item["reason"].strip() for item in document["unreadable"])
    assert instances + len(files_explained) == len(files), "every file is an image, a named object or has its reason"


def test_the_disc_angled_axial_series_is_five_stacks(everything: Outcome) -> None:
    angled = [s for s in _series(everything.document) if s["modality"] == "MR" and s["instances"] == 17]
    assert len(angled) == 1
    assert sorted(stack["frames"] for stack in angled[0]["stacks"]) == [3, 3, 3, 4, 4]
    assert {stack["kind"] for stack in angled[0]["stacks"]} == {"volume"}


def test_the_reference_image_is_separated(everything: Outcome) -> None:
    sagittal = [s for s in _series(everything.document) if s["modality"] == "CT" and s["instances"] == 39]
    assert len(sagittal) == 1
    frames = {stack["frames"]: stack["plane"] for stack in sagittal[0]["stacks"]}
    assert frames == {38: "sagittal", 1: "coronal"}


def test_the_tilted_head_is_no_volume(everything: Outcome) -> None:
    tilted = [s for s in _series(everything.document) if s["modality"] == "CT" and s["instances"] == 28]
    assert len(tilted) == 1
    stacks = tilted[0]["stacks"]
    assert all(stack["kind"] != "volume" or stack["problems"] for stack in stacks)
    codes = {problem["code"] for stack in stacks for problem in stack["problems"]}
    assert codes & {"gantry-tilt", "irregular-spacing"} == {"gantry-tilt", "irregular-spacing"}


def test_index_shows_no_name_unless_asked(shared_data: Path, tmp_path: Path) -> None:
    """The patient's name is written in half-width katakana and, after `=`, in kanji (SOURCE.md of that folder)."""
    name, ideographic, patient_id = "ﾔﾏﾀﾞ^ﾀﾛｳ", "山田^太郎", "0000000001"
    silent = foramen("index", shared_data / "mr-lspine-hitachi", home=tmp_path)
    said = silent.output + silent.errors
    assert not [text for text in (name, ideographic, patient_id) if text in said]
    told = foramen("index", shared_data / "mr-lspine-hitachi", "--identify", home=tmp_path)
    assert f"{name}={ideographic} ({patient_id}, 1975-04-01)" in told.output


@pytest.fixture(scope="module")
def sagittal(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    folder = tmp_path_factory.mktemp("render")
    target = folder / "x.png"
    arguments = ("--plane", "sagittal", "--at", "0", "--window", "2000:350", "-o", target, "--json")
    return foramen("render", shared_data / "ct-lumbar-pelvis", *arguments, home=folder), target


def test_the_sagittal_cut_is_the_right_way_up(sagittal: tuple[Outcome, Path]) -> None:
    outcome, _ = sagittal
    assert outcome.status == 0, outcome.errors
    assert outcome.document["orientation"] == {"left": "A", "right": "P", "top": "S", "bottom": "I"}
    assert outcome.document["window"] == [2000.0, 350.0]
    assert outcome.document["modality_unit"] == "HU"


def test_bone_lies_posterior_in_the_sagittal_cut(sagittal: tuple[Outcome, Path]) -> None:
    """The spine is behind the belly: bright pixels have their centre in the posterior half of the body."""
    _, target = sagittal
    pixels = np.asarray(Image.open(target).convert("L")).astype(float)
    body = np.argwhere(pixels > 60)
    bone = np.argwhere(pixels > 140)
    assert len(bone) > 500
    assert bone[:, 1].mean() > body[:, 1].mean()


def test_the_affine_leads_from_pixels_to_the_patient(sagittal: tuple[Outcome, Path]) -> None:
    outcome, _ = sagittal
    affine = np.asarray(outcome.document["affine_column_row_to_lps"])
    width, height = outcome.document["size"]
    top, bottom = affine @ [width / 2, 0, 1], affine @ [width / 2, height, 1]
    assert top[0] == pytest.approx(0, abs=1e-6)
    assert top[2] > bottom[2], "up is toward the head"


def test_native_frames_keep_every_pixel(shared_data: Path, tmp_path: Path) -> None:
    target = tmp_path / "native.npy"
    image = shared_data / "xray" / "hip_CR_J2KR.dcm"
    outcome = foramen("render", image, "--frame", "1", "--fit", "native", "-o", target, home=tmp_path)
    assert outcome.status in (0, 1), outcome.errors
    values = np.load(target)
    assert values.shape == (2140, 1760)
    assert values.dtype == np.float32


def test_a_length_in_the_patient_is_in_millimetres(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "ct-lumbar-pelvis"
    points = "[[0,0,-600],[30,0,-610]]"
    outcome = foramen("measure", folder, "--points", points, "--kind", "length", "--json", home=tmp_path)
    document = outcome.document
    assert document["value"] == pytest.approx(np.hypot(30, 10))
    assert (document["unit"], document["calibration"]) == ("mm", "patient")


def test_a_length_without_calibration_is_in_pixels(shared_data: Path, tmp_path: Path) -> None:
    image = shared_data / "xray" / "chest_CR_mono1_J2KI.dcm"
    arguments = ("--points", "[[10,10],[40,50]]", "--kind", "length", "--space", "pixel", "--json")
    document = foramen("measure", image, *arguments, home=tmp_path).document
    assert document["value"] == pytest.approx(50)
    assert (document["unit"], document["calibration"]) == ("{pixels}", "none")


def test_six_points_of_a_vertebra_give_every_value_with_its_doubt(shared_data: Path, tmp_path: Path) -> None:
    corners = "[[0,-30,-586],[0,-15,-582],[0,0,-578],[0,-30,-600],[0,-15,-600],[0,0,-600]]"
    arguments = ("--points", corners, "--kind", "vertebra", "--json")
    document = foramen("measure", shared_data / "ct-lumbar-pelvis", *arguments, home=tmp_path).document
    values = {one["name"]: one for one in document["values"]}
    assert (document["value"], document["unit"]) == (pytest.approx(36.36, abs=0.01), "%")
    assert values["wedge ratio"]["value"] == pytest.approx(14 / 22)
    assert values["anterior height"]["uncertainty"] > 0
    assert "vertical axis" in values["anterior height"]["method"]


def test_a_region_on_a_frame_has_statistics(shared_data: Path, tmp_path: Path) -> None:
    square = "[[100,100],[140,100],[140,130],[100,130]]"
    arguments = ("--points", square, "--kind", "area", "--space", "pixel", "--frame", "50", "--json")
    document = foramen("measure", shared_data / "ct-lumbar-pelvis", *arguments, home=tmp_path).document
    statistics = document["statistics"]
    assert document["unit"] == "mm2"
    assert statistics["count"] > 1000
    assert statistics["minimum"] <= statistics["mean"] <= statistics["maximum"]
    assert statistics["area_mm2"] == pytest.approx(document["value"], rel=1e-6)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["measure", "{ct}", "--points", "[[0,0,-600],[9,0,-600]]", "--kind", "weight"], 2, "none of probe, length"),
        (["measure", "{ct}", "--points", "[[0,0,-600]]", "--kind", "slip"], 2, "needs 3 points, got 1"),
        (["index", "/no/such/folder"], 2, "no such file"),
        (["render", "{ct}", "--plane", "sagittal", "--at", "9999", "-o", "{out}"], 2, "outside the volume"),
        (["render", "{ct}", "--frame", "1000", "-o", "{out}"], 2, "frames 1 to 99"),
        (["render", "{ct}", "--window", "wide", "-o", "{out}"], 2, "WIDTH:CENTER"),
        (["render", "{mr}", "-o", "{out}"], 2, "--series"),
        (["measure", "{ct}", "--points", "[[0,0]]", "--kind", "length"], 2, "3 numbers"),
        (["render", "{ct}", "--frame", "1", "-o", "/no/such/folder/x.png"], 3, "could not be written"),
    ],
)
def test_wrong_use_says_what_and_what_to_do(
    arguments: list[str], status: int, words: str, shared_data: Path, tmp_path: Path
) -> None:
    places = {
        "ct": shared_data / "ct-lumbar-pelvis",
        "mr": shared_data / "mr-lspine-hitachi",
        "out": tmp_path / "x.png",
    }
    outcome = foramen(*(argument.format(**places) for argument in arguments), home=tmp_path)
    assert outcome.status == status, outcome.errors
    assert words in outcome.errors
    assert "Traceback" not in outcome.errors


def test_the_overlay_planes_of_an_image_are_drawn_with_the_overlay_and_not_without(
    shared_data: Path, tmp_path: Path
) -> None:
    path = shared_data / "zoo/pixel-lut-overlay/examples_overlay.dcm"
    pictures = []
    for overlay in ("none", "full"):
        output = tmp_path / f"{overlay}.png"
        asked = ("--frame", "1", "--fit", "native", "--overlay", overlay, "-o", output)
        assert foramen("render", path, *asked, home=tmp_path / "home").status == 0
        pictures.append(np.asarray(Image.open(output).convert("L")))
    plain, drawn = pictures
    assert plain.shape == drawn.shape == (300, 484)
    lesion = np.s_[130:180, 40:85]  # the plane outlines it
    assert (plain[lesion] == 255).sum() == 0
    assert (drawn[lesion] == 255).sum() > 80
