"""Radiographs by projection: ray sums of attenuation through the CT from a point source, then processing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sample_data.canvas import Canvas
from sample_data.solids import Field, Triple, polyline

_WATER_PER_MM = 0.0196
"""Effective attenuation of water at 75 kVp, 1/mm."""
_SUM_PLANES = 2
_BODY_PATH = 1.8
"""Line integrals above this are behind the patient, not beside."""
_MAX_BITS = 4095


@dataclass(frozen=True)
class XrayView:
    """One exposure: the central ray runs along a model axis through `target` (model mm).

    `depth_axis` is 1 for AP (source in front) and 0 for a left lateral (source at the right). Distances in mm.
    """

    name: str
    depth_axis: int
    target: tuple[float, float, float]
    source_to_detector_mm: float
    source_to_object_mm: float
    rows: int
    columns: int
    pixel_mm: float
    patient_orientation: tuple[str, str]

    @property
    def magnification(self) -> float:
        """Magnification at the target."""
        return self.source_to_detector_mm / self.source_to_object_mm

    def project(self, points_model_mm: ArrayLike) -> NDArray[np.float64]:
        """(column, row) on the detector of model points (n, 3), zero at the centre of the first pixel."""
        points = np.atleast_2d(np.asarray(points_model_mm, dtype=np.float64)) - np.asarray(self.target)
        scale = self.source_to_detector_mm / (self.source_to_object_mm + points[:, self.depth_axis])
        lateral = points[:, 1 - self.depth_axis]
        column = lateral * scale / self.pixel_mm + (self.columns - 1) / 2
        row = -points[:, 2] * scale / self.pixel_mm + (self.rows - 1) / 2
        return np.column_stack([column, row])


def expose(canvas: Canvas, view: XrayView, seed: int) -> NDArray[np.uint16]:
    """The processed radiograph, 12 bit, bone bright."""
    path = _ray_sum(canvas, view)
    image = _developed(path, seed)
    _burn_marker(image, view)
    return _collimated(image, view.pixel_mm)


def _ray_sum(canvas: Canvas, view: XrayView) -> Field:
    """Line integrals of attenuation (dimensionless), (rows, columns)."""
    volume = canvas.volumes[0]
    start, steps = canvas.grid.affine[:3, 3], canvas.grid.affine[:3, :3]
    z0, dz = start[2], steps[2, 0]
    depth_step = steps[1, 1] if view.depth_axis == 1 else steps[0, 2]
    side_start = start[0] if view.depth_axis == 1 else start[1]
    planes = np.moveaxis(volume, 1, 0) if view.depth_axis == 1 else np.moveaxis(volume, 2, 0)
    v = (np.arange(view.rows) - (view.rows - 1) / 2) * -view.pixel_mm
    u = (np.arange(view.columns) - (view.columns - 1) / 2) * view.pixel_mm
    total = np.zeros((view.rows, view.columns), dtype=np.float32)
    for n in range(0, planes.shape[0] - _SUM_PLANES + 1, _SUM_PLANES):
        plane = np.maximum(planes[n : n + _SUM_PLANES].sum(axis=0) / 1000 + _SUM_PLANES, 0)
        if float(plane.max()) < 0.05:
            continue
        depth = start[view.depth_axis] + (n + (_SUM_PLANES - 1) / 2) * depth_step - view.target[view.depth_axis]
        shrink = (view.source_to_object_mm + depth) / view.source_to_detector_mm
        rows = (view.target[2] + v * shrink - z0) / dz
        columns = (view.target[1 - view.depth_axis] + u * shrink - side_start) / abs(depth_step)
        total += _sampled(plane.astype(np.float32), rows, columns)
    slant = np.sqrt(1 + (v[:, None] ** 2 + u[None, :] ** 2) / view.source_to_detector_mm**2)
    return np.asarray(total * slant * abs(depth_step) * _WATER_PER_MM, dtype=np.float32)


def _sampled(plane: Field, rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Field:
    """Separable linear interpolation of a plane; the first and last rows go on beyond the volume."""
    r = np.clip(rows, 0, plane.shape[0] - 1.001)
    c = np.clip(columns, 0, plane.shape[1] - 1.001)
    r0, c0 = r.astype(np.intp), c.astype(np.intp)
    fr, fc = (r - r0).astype(np.float32)[:, None], (c - c0).astype(np.float32)[None, :]
    lines = plane[r0]
    lines += fr * (plane[r0 + 1] - lines)
    left = lines[:, c0]
    left += fc * (lines[:, c0 + 1] - left)
    return left


def _developed(path: Field, seed: int) -> NDArray[np.uint16]:
    """Noise, partial equalisation of the slow background (as detectors' processing does) and scaling to 12 bit."""
    rng = np.random.default_rng(seed)
    quantum = np.float32(0.010) * np.exp(np.clip(path, 0, 9) * np.float32(0.22))
    grain = rng.standard_normal(path.shape, dtype=np.float32)
    noisy = path + quantum * _blurred(grain, 0.8) * 1.8
    slow = _blurred(np.minimum(path, 7.5), 70.0)
    detail = noisy - np.float32(0.62) * slow
    sharp = detail + np.float32(0.55) * (noisy - _blurred(noisy, 3.0))
    low, high = np.percentile(sharp[path > _BODY_PATH], (1.0, 99.8))
    scaled = (sharp - low) / (high - low)
    return np.asarray(np.clip(260 + scaled * 3300, 0, _MAX_BITS), dtype=np.uint16)


_STROKES: dict[str, tuple[tuple[Triple, ...], ...]] = {
    "R": (
        ((0, 6, 0), (0, 0, 0), (2.6, 0, 0), (3.6, 0.6, 0), (3.9, 1.6, 0), (3.6, 2.6, 0), (2.6, 3.2, 0), (0, 3.2, 0)),
        ((2.0, 3.2, 0), (4.1, 6, 0)),
    ),
    "L": (((0, 0, 0), (0, 6, 0), (3.6, 6, 0)),),
}
"""Lead letters as strokes: points (right, down, 0) in units of the stroke's width."""
_MARKER_UNIT_MM = 1.7
_MARKER_SIGNAL = 3900
_MARKER_AT_MM = {"AP": ("R", 13.0, 158.0), "Lateral": ("L", 13.0, 26.0)}
"""The lead letter of each view, and how far its corner lies from the left and upper edge of the detector."""
_COLLIMATION_MM = 5.0


def _burn_marker(image: NDArray[np.uint16], view: XrayView) -> None:
    """The lead letter on the detector: R beside the right flank on AP, L on a left lateral; works in place."""
    letter, left_mm, top_mm = _MARKER_AT_MM[view.name]
    unit = view.pixel_mm / _MARKER_UNIT_MM
    down, right = (np.arange(0, extent, unit, dtype=np.float32) - 1 for extent in (8.0, 6.5))
    x, y, z = right.reshape(1, -1, 1), down.reshape(-1, 1, 1), np.zeros((1, 1, 1), np.float32)
    lines = [polyline(x, y, z, points, [0.5] * len(points)) for points in _STROKES[letter]]
    mask = np.min(lines, axis=0)[:, :, 0] < 0
    top, left = round(top_mm / view.pixel_mm), round(left_mm / view.pixel_mm)
    part = image[top : top + mask.shape[0], left : left + mask.shape[1]]
    part[mask] = _MARKER_SIGNAL


def _collimated(image: NDArray[np.uint16], pixel_mm: float) -> NDArray[np.uint16]:
    """The image within the collimated field; outside it the shutter is black."""
    rows, columns = (np.minimum(np.arange(n), np.arange(n)[::-1]) * pixel_mm for n in image.shape)
    inside = np.minimum(rows[:, None], columns[None, :]) - _COLLIMATION_MM
    return np.asarray(image * np.clip(inside / 1.2 + 0.5, 0, 1), dtype=np.uint16)


def _blurred(image: Field, sigma_pixels: float) -> Field:
    """Gaussian blur by FFT with mirrored margins."""
    pad = int(min(3 * sigma_pixels + 1, min(image.shape) - 1))
    wide = np.pad(image, pad, mode="reflect")
    fy, fx = np.fft.fftfreq(wide.shape[0])[:, None], np.fft.rfftfreq(wide.shape[1])[None, :]
    kernel = np.exp(-2 * (np.pi * sigma_pixels) ** 2 * (fy**2 + fx**2))
    smooth = np.fft.irfft2(np.fft.rfft2(wide) * kernel, s=wide.shape)
    return np.asarray(smooth[pad:-pad, pad:-pad], dtype=np.float32)
