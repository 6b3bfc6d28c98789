"""A patient with letters burned into the voxels at his sides, and a reader that finds them again in a picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from annotations.geometry import Point

GLYPHS = {
    "R": ("####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"),
    "L": ("#....", "#....", "#....", "#....", "#....", "#....", "#####"),
    "A": (".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"),
    "P": ("####.", "#...#", "#...#", "####.", "#....", "#....", "#...."),
    "S": (".####", "#....", "#....", ".###.", "....#", "....#", "####."),
    "I": ("#####", "..#..", "..#..", "..#..", "..#..", "..#..", "#####"),
}
"""Seven rows of five cells; no two alike however they are turned or mirrored."""
CELL_MM = 3.0
HALF_MM = 32.0
"""The patient is a cube of 64 mm about the origin of LPS."""
BRIGHT, DARK = 1000, 0
MARGIN_MM = 3.0
MISREAD_CELLS = 1
"""A letter is read when at most so many of its 35 cells are wrong; R and P, the most alike, differ in three."""
REACH = 0.37
"""How far from its side a letter is looked for, of the whole width: up to where the letters of other sides begin."""

DRAWINGS: dict[str, tuple[int, int, int, str]] = {
    "axial": (0, 1, 1, "RLAP"),
    "sagittal": (1, 2, -1, "APSI"),
    "coronal": (0, 2, -1, "RLSI"),
}
"""The plane a drawing is made in: LPS axis to its right, LPS axis along its height, the sign of that axis downward,
and the sides at its left, right, top and bottom."""


def glyph(letter: str) -> NDArray[np.bool_]:
    """The cells of a letter, (7, 5)."""
    return np.array([[cell == "#" for cell in row] for row in GLYPHS[letter]])


def burned_value(points_lps_mm: NDArray[np.float64], drawing: str) -> NDArray[np.int16]:
    """What the patient is made of at points (..., 3): letters drawn in one plane and the same all along its normal."""
    across, along, sign, letters = DRAWINGS[drawing]
    x, y = points_lps_mm[..., across], points_lps_mm[..., along] * sign
    value = np.full(x.shape, DARK, dtype=np.int16)
    height, width = 7 * CELL_MM, 5 * CELL_MM
    inner = HALF_MM - MARGIN_MM
    corners = {
        letters[0]: (-inner, -height / 2),
        letters[1]: (inner - width, -height / 2),
        letters[2]: (-width / 2, -inner),
        letters[3]: (-width / 2, inner - height),
    }
    for letter, (left, top) in corners.items():
        column, row = np.floor((x - left) / CELL_MM).astype(int), np.floor((y - top) / CELL_MM).astype(int)
        covered = (column >= 0) & (column < 5) & (row >= 0) & (row < 7)
        cells = glyph(letter)[np.clip(row, 0, 6), np.clip(column, 0, 4)]
        value[covered & cells] = BRIGHT
    return value


def slices_of(
    right: Point, down: Point, step: Point, drawing: str, spacing_mm: tuple[float, float, float]
) -> tuple[NDArray[np.int16], Point]:
    """Slices through the whole patient: values (k, j, i) and the position of the first pixel.

    `right`, `down` and `step` are unit vectors, `spacing_mm` along k, j and i. Each voxel is placed by PS3.3 equation
    C.7.6.2.1-1, written out here once more.
    """
    count = [round(2 * HALF_MM / s) for s in spacing_mm]
    axes = [np.asarray(axis, dtype=float) * s for axis, s in zip((step, down, right), spacing_mm, strict=True)]
    first = -sum((n - 1) / 2 * axis for n, axis in zip(count, axes, strict=True))
    k, j, i = np.meshgrid(*(np.arange(n) for n in count), indexing="ij")
    points = first + k[..., None] * axes[0] + j[..., None] * axes[1] + i[..., None] * axes[2]
    return burned_value(points, drawing), (float(first[0]), float(first[1]), float(first[2]))


def letter_at(picture: NDArray[np.bool_], side: str) -> tuple[str, bool]:
    """The letter that a picture (bright pixels) shows at its `left`, `right`, `top` or `bottom`, found by its shape.

    Also whether it stands upright and unmirrored. The picture shows the whole patient. Raises `ValueError` where
    nothing like a letter is there.
    """
    height, width = picture.shape
    reach_y, reach_x = round(height * REACH), round(width * REACH)
    middle_y, middle_x = (
        slice(round(height * 0.31), round(height * 0.69)),
        slice(round(width * 0.31), round(width * 0.69)),
    )
    part = {
        "left": picture[middle_y, :reach_x],
        "right": picture[middle_y, width - reach_x :],
        "top": picture[:reach_y, middle_x],
        "bottom": picture[height - reach_y :, middle_x],
    }[side]
    rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if not rows.size:
        raise ValueError(f"nothing is drawn at the {side}")
    found = part[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    wrong = {
        (letter, turns, mirrored): _wrong_cells(found, np.rot90(glyph(letter)[:, :: -1 if mirrored else 1], turns))
        for letter in GLYPHS
        for turns in range(4)
        for mirrored in (False, True)
    }
    fewest = min(wrong.values())
    best = {way for way, count in wrong.items() if count == fewest}
    if fewest > MISREAD_CELLS or len({letter for letter, *_ in best}) != 1:
        raise ValueError(f"no letter can be read at the {side}")
    letter = next(iter(best))[0]
    return letter, (letter, 0, False) in best


def _wrong_cells(found: NDArray[np.bool_], cells: NDArray[np.bool_]) -> int:
    """How many cells of a letter stretched over some pixels are not as they should, read at the middle of each cell.

    All of them where the proportions are those of a letter turned the other way.
    """
    height, width = found.shape
    if not 0.75 < (height / width) / (cells.shape[0] / cells.shape[1]) < 1.33:
        return cells.size
    rows, columns = (
        ((np.arange(n) + 0.5) * size / n).astype(int) for n, size in zip(cells.shape, found.shape, strict=True)
    )
    return int((found[np.ix_(rows, columns)] != cells).sum())
