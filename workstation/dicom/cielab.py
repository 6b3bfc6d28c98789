"""PCS-Values of DICOM (CIELab with a D50 white, PS3.3 C.10.7.1.1) to the red, green and blue of a screen."""

from __future__ import annotations

import numpy as np

RGB = tuple[int, int, int]
_FULL = 65535.0
_D50 = np.array([0.9642, 1.0, 0.8249])
"""The white of the profile connection space (ICC.1)."""
_XYZ_D50_TO_SRGB = np.array(
    [[3.1338561, -1.6168667, -0.4906146], [-0.9787684, 1.9161415, 0.0334540], [0.0719453, -0.2289914, 1.4052427]]
)
"""To linear sRGB, the white adapted from D50 to D65 by Bradford's method (Lindbloom)."""
_DELTA = 6 / 29


def rgb_of_pcs(values: tuple[float, ...]) -> RGB | None:
    """8-bit sRGB of three 16-bit numbers: L* 0 to 100, a* and b* -128 to 127; None unless there are three of them."""
    if len(values) != 3 or not all(0 <= value <= _FULL for value in values):
        return None
    lightness, a, b = values[0] / _FULL * 100, values[1] / _FULL * 255 - 128, values[2] / _FULL * 255 - 128
    y = (lightness + 16) / 116
    f = np.array([y + a / 500, y, y - b / 200])
    xyz = _D50 * np.where(f > _DELTA, f**3, 3 * _DELTA**2 * (f - 4 / 29))
    linear = np.clip(_XYZ_D50_TO_SRGB @ xyz, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    red, green, blue = (int(level) for level in np.rint(encoded * 255))
    return (red, green, blue)
