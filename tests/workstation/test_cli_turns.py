"""`foramen render` with flips, rotations, colour maps and pixels as blocks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.support.command_line import Outcome, foramen
from tests.support.dicom_builder import write_series
from viewers.imaging.color_maps import color_map


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("ct")
    write_series(made, [30.0 * number for number in range(6)], PixelSpacing=[30, 20])
    return made


def render(folder: Path, home: Path, *options: str) -> tuple[Outcome, np.ndarray]:
    output = home / "picture.png"
    outcome = foramen(
        "render", folder, "--json", "--size", "120x120", "--window", "120:-600", *options, "-o", output, home=home
    )
    return outcome, np.asarray(Image.open(output)) if outcome.status < 2 else np.zeros(0)


@pytest.mark.parametrize(
    ("options", "turned", "letters"),
    [
        (("--flip", "horizontal"), lambda p: p[:, ::-1], "LRAP"),
        (("--flip", "vertical"), lambda p: p[::-1], "RLPA"),
        (("--rotate", "90"), lambda p: np.rot90(p, -1), "PARL"),
        (("--flip", "horizontal", "--rotate", "270"), lambda p: np.rot90(p[:, ::-1]), "APRL"),
    ],
)
def test_a_turned_picture_is_the_plain_one_turned_with_its_letters(folder, tmp_path, options, turned, letters):
    plain, picture = render(folder, tmp_path)
    assert len(np.unique(picture)) > 20
    assert tuple(plain.document["orientation"].values()) == ("R", "L", "A", "P")
    outcome, shown = render(folder, tmp_path, *options)
    assert "".join(outcome.document["orientation"].values()) == letters
    np.testing.assert_allclose(shown.astype(int), turned(picture).astype(int), atol=1)


def test_values_are_turned_as_the_picture_is(folder, tmp_path):
    paths = [tmp_path / f"{name}.npy" for name in ("plain", "turned")]
    for path, options in zip(paths, ((), ("--rotate", "180")), strict=True):
        foramen("render", folder, "--size", "60x60", *options, "-o", path, home=tmp_path)
    plain, turned = (np.load(path) for path in paths)
    np.testing.assert_allclose(turned, plain[::-1, ::-1], rtol=1e-6)


def test_a_colour_map_colours_the_grey_picture(folder, tmp_path):
    _, grey = render(folder, tmp_path)
    _, shown = render(folder, tmp_path, "--color-map", "hot-metal-blue", "--nearest")
    _, blocks = render(folder, tmp_path, "--nearest")
    np.testing.assert_array_equal(shown, color_map("hot-metal-blue").table[blocks])
    assert (blocks != grey).any()


@pytest.mark.parametrize(
    "options",
    [
        ("--rotate", "45"),
        ("--rotate", "360"),
        ("--flip", "sideways"),
        ("--color-map", "rainbow"),
        ("--fit", "native", "--flip", "horizontal"),
        ("--fit", "native", "--color-map", "pet"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_give(folder, tmp_path, options):
    outcome, _ = render(folder, tmp_path, *options)
    assert outcome.status == 2
    assert options[-2] in outcome.errors or "native" in outcome.errors
