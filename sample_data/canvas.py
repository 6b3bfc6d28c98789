"""The grid an image is sampled on, and the canvas tissues are painted on in order, each over what was there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sample_data.solids import Field
from sample_data.tissues import Contrast, Tissue, appearance

Slices = tuple[slice, slice, slice]
_TEXTURE_SHAPE = (40, 96, 96)
_PLANAR_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Frame:
    """A right-handed local frame: `origin` in model mm, `axes` with the local x, y and z directions as columns."""

    origin: NDArray[np.float64]
    axes: NDArray[np.float64]

    def to_model(self, points: ArrayLike) -> NDArray[np.float64]:
        """Model mm of local points (n, 3) or (3,)."""
        return np.asarray(np.asarray(points, dtype=np.float64) @ self.axes.T + self.origin, dtype=np.float64)

    def to_local(self, points: ArrayLike) -> NDArray[np.float64]:
        """Local mm of model points (n, 3) or (3,)."""
        return np.asarray((np.asarray(points, dtype=np.float64) - self.origin) @ self.axes, dtype=np.float64)

    def direction_to_model(self, vector: ArrayLike) -> NDArray[np.float64]:
        """A local direction in the model."""
        return np.asarray(self.axes @ np.asarray(vector, dtype=np.float64))


MODEL = Frame(np.zeros(3), np.eye(3))
"""The model's own frame: LPS mm with the third lumbar body at the origin."""


@dataclass(frozen=True)
class Grid:
    """A voxel grid: `affine` maps homogeneous indices (k, j, i) to model mm, `shape` is (k, j, i)."""

    affine: NDArray[np.float64]
    shape: tuple[int, int, int]

    @cached_property
    def _inverse(self) -> NDArray[np.float64]:
        return np.asarray(np.linalg.inv(self.affine), dtype=np.float64)

    def box(self, frame: Frame, low: ArrayLike, high: ArrayLike, margin_mm: float = 3.0) -> Region | None:
        """The part of the grid around a local box; None when the grid does not meet it."""
        lo, hi = np.asarray(low, dtype=np.float64) - margin_mm, np.asarray(high, dtype=np.float64) + margin_mm
        corners = np.array([[x, y, z] for x in (lo[0], hi[0]) for y in (lo[1], hi[1]) for z in (lo[2], hi[2])])
        index = frame.to_model(corners) @ self._inverse[:3, :3].T + self._inverse[:3, 3]
        first = np.maximum(np.floor(index.min(axis=0)).astype(int), 0)
        last = np.minimum(np.ceil(index.max(axis=0)).astype(int) + 1, np.asarray(self.shape))
        if np.any(first >= last):
            return None
        k, j, i = (slice(int(a), int(b)) for a, b in zip(first, last, strict=True))
        return Region(self, (k, j, i))

    @property
    def whole(self) -> Region:
        """Every voxel."""
        k, j, i = (slice(0, n) for n in self.shape)
        return Region(self, (k, j, i))


@dataclass(frozen=True)
class Region:
    """A box of voxels of a grid."""

    grid: Grid
    slices: Slices

    def slabs(self, thickness: int) -> Iterator[Region]:
        """The box in slabs of at most `thickness` slices."""
        first, last = self.slices[0].start, self.slices[0].stop
        for start in range(first, last, thickness):
            yield Region(self.grid, (slice(start, min(start + thickness, last)), *self.slices[1:]))

    def coordinates(self, frame: Frame = MODEL) -> tuple[Field, Field, Field]:
        """Local x, y and z of every voxel; each array has length 1 along the axes it does not depend on."""
        matrix = frame.axes.T @ self.grid.affine[:3, :3]
        offset = frame.axes.T @ (self.grid.affine[:3, 3] - frame.origin)
        x, y, z = (self._coordinate(matrix[row], offset[row]) for row in range(3))
        return x, y, z

    def _coordinate(self, steps: NDArray[np.float64], offset: float) -> Field:
        total = np.full((1, 1, 1), offset, dtype=np.float32)
        for axis, (step, part) in enumerate(zip(steps, self.slices, strict=True)):
            if abs(step) > _PLANAR_TOLERANCE:
                shape = [1, 1, 1]
                shape[axis] = -1
                values = (np.arange(part.start, part.stop) * step).astype(np.float32)
                total = total + values.reshape(shape)
        return np.asarray(total, dtype=np.float32)


@dataclass
class Canvas:
    """One float32 volume per contrast, painted tissue by tissue.

    `edge_mm` is the width over which a surface fades (the system's sharpness).
    """

    grid: Grid
    contrasts: tuple[Contrast, ...]
    edge_mm: float
    texture: Field

    def __post_init__(self) -> None:
        values = [appearance(Tissue.AIR, contrast)[0] for contrast in self.contrasts]
        self._grain_key: tuple[Slices, int] | None = None
        self._grain = np.zeros((1, 1, 1), dtype=np.float32)
        self.volumes = [np.full(self.grid.shape, value, dtype=np.float32) for value in values]

    def coverage(self, distance: Field) -> Field:
        """Fraction of a voxel inside a surface, from its signed distance in mm."""
        return np.asarray(np.clip(np.float32(0.5) - distance * np.float32(1 / self.edge_mm), 0, 1), dtype=np.float32)

    def paint(self, region: Region, distance: Field, tissue: Tissue, opacity: Field | float = 1.0) -> None:
        """Cover what lies inside a surface with a tissue; `opacity` below 1 lets what was there shine through."""
        weight = self.coverage(distance)
        if isinstance(opacity, np.ndarray) or opacity != 1.0:
            weight = np.asarray(weight * opacity, dtype=np.float32)
        for contrast, volume in zip(self.contrasts, self.volumes, strict=True):
            value, amplitude = appearance(tissue, contrast)
            part = volume[region.slices]
            if amplitude:
                target = self.grain(region) * np.float32(amplitude)
                target += np.float32(value)
                target -= part
            else:
                target = np.float32(value) - part
            target *= weight
            part += target

    def grain(self, region: Region, shift: int = 0) -> Field:
        """The unit-variance texture over a region; `shift` gives an unrelated one."""
        key = (region.slices, shift)
        if key == self._grain_key:
            return self._grain
        self._grain_key, self._grain = key, self._new_grain(region, shift)
        return self._grain

    def _new_grain(self, region: Region, shift: int) -> Field:
        k, j, i = (
            (np.arange(part.start, part.stop) + shift * (n + 7)) % size
            for n, (part, size) in enumerate(zip(region.slices, _TEXTURE_SHAPE, strict=True))
        )
        return np.asarray(self.texture[k][:, j][:, :, i])


def texture_tile(seed: int, grain_voxels: float) -> Field:
    """A periodic block of smooth noise with unit variance and a correlation length of `grain_voxels`."""
    noise = np.random.default_rng(seed).standard_normal(_TEXTURE_SHAPE, dtype=np.float32)
    spectrum = np.fft.rfftn(noise)
    k, j, i = np.meshgrid(
        *(np.fft.fftfreq(n) for n in _TEXTURE_SHAPE[:2]), np.fft.rfftfreq(_TEXTURE_SHAPE[2]), indexing="ij"
    )
    spectrum *= np.exp(-2 * (np.pi * grain_voxels / 2) ** 2 * (k**2 + j**2 + i**2))
    smooth = np.fft.irfftn(spectrum, s=_TEXTURE_SHAPE, axes=(0, 1, 2))
    return np.asarray(smooth / smooth.std(), dtype=np.float32)
