"""The CT and MR scanners: from the painted model to stored pixel values with noise, and the geometry of each slice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_data.anatomy import paint_patient
from sample_data.canvas import MODEL, Canvas, Grid, texture_tile
from sample_data.patients import PatientRecipe
from sample_data.placement import Placement
from sample_data.solids import Field, block
from sample_data.tissues import Contrast, Tissue

_CT_EDGE_MM = 1.05
_MR_EDGE_MM = 0.85
_CT_NOISE_HU = 13.0
_NEIGHBOUR_SHARE = 0.13
"""Part of a CT slice's signal that comes from the slice above it, and as much from the one below."""
_MR_NOISE = 13.0
_SUB_SLICES = 3
"""A thick MR slice is the mean of this many thin ones."""


@dataclass(frozen=True)
class ImageSize:
    """Numbers of slices, rows and columns with their spacing in mm."""

    slices: int
    pixels: int
    pixel_mm: float
    step_mm: float


CT_SIZE = ImageSize(280, 512, 0.8, 1.2)
SAGITTAL_SIZE = ImageSize(15, 448, 0.65, 4.0)
AXIAL_SIZE = ImageSize(4, 320, 0.5625, 4.0)


@dataclass(frozen=True)
class ScannedStack:
    """Parallel slices: `values` (k, j, i) in HU or signal, `affine` from (k, j, i) to LPS mm."""

    values: Field
    affine: NDArray[np.float64]
    contrast: Contrast


def ct_affine(patient: PatientRecipe, placement: Placement, size: ImageSize) -> NDArray[np.float64]:
    """Axial slices from the lower sacrum upward, centred on the trunk."""
    middle = patient.torso.contour[:, 3].mean()
    half = size.pixels * size.pixel_mm / 2
    corner = np.array([-half, middle - half + 14.0, patient.spine.sacrum.origin[2] - patient.ct_below_s1_mm])
    affine = np.eye(4)
    affine[:3, :3] = np.array([[0, 0, size.pixel_mm], [0, size.pixel_mm, 0], [size.step_mm * patient.ct_stretch, 0, 0]])
    affine[:3, 3] = corner + placement.offset_mm
    return affine


def paint_ct(patient: PatientRecipe, placement: Placement, size: ImageSize) -> tuple[Canvas, NDArray[np.float64]]:
    """The noise-free CT of a patient on its table, and the affine to the Frame of Reference."""
    affine = ct_affine(patient, placement, size)
    grid = Grid(placement.grid_affine(affine), (size.slices, size.pixels, size.pixels))
    canvas = Canvas(grid, (Contrast.CT,), _CT_EDGE_MM, texture_tile(patient.seed, 2.4))
    _paint_table(canvas, patient)
    paint_patient(canvas, patient)
    return canvas, affine


def _paint_table(canvas: Canvas, patient: PatientRecipe) -> None:
    back = float((patient.torso.contour[:, 3] + patient.torso.contour[:, 2]).max()) - 1.0
    far = canvas.grid.shape[0] * 4.0
    low, high = (-200.0, back - 25, -far), (200.0, back + 45, far)
    region = canvas.grid.box(MODEL, low, high)
    if region is None:
        return
    x, y, z = region.coordinates()
    bent = y + np.float32(0.0006) * x * x
    top = block(x, bent, z * 0, (0.0, back + 16.0, 0.0), (195.0, 15.0, 50.0), 9.0)
    canvas.paint(region, top, Tissue.TABLE_SHELL)
    canvas.paint(region, top + np.float32(1.8), Tissue.TABLE_FOAM)


def ct_with_noise(canvas: Canvas, affine: NDArray[np.float64], seed: int) -> ScannedStack:
    """Adds slice profile and the correlated noise of a standard kernel; works on the canvas' own volume."""
    volume = canvas.volumes[0]
    _blend_slices(volume)
    noise = _noise_slices(volume.shape[1:], seed)
    rng = np.random.default_rng(seed + 1)
    for k in range(volume.shape[0]):
        shifts = rng.integers(0, volume.shape[1], 2)
        piece = np.roll(noise[k % len(noise)], (int(shifts[0]), int(shifts[1])), axis=(0, 1))
        volume[k] += piece * np.float32(_CT_NOISE_HU)
    return ScannedStack(volume, affine, Contrast.CT)


def _blend_slices(volume: Field) -> None:
    """Every slice takes a share of its neighbours, as the slice sensitivity of a spiral CT does; works in place."""
    before = volume[0].copy()
    for k in range(1, volume.shape[0] - 1):
        here = volume[k].copy()
        volume[k] *= np.float32(1 - 2 * _NEIGHBOUR_SHARE)
        before += volume[k + 1]
        before *= np.float32(_NEIGHBOUR_SHARE)
        volume[k] += before
        before = here


def _noise_slices(shape: tuple[int, ...], seed: int, count: int = 12) -> Field:
    """Noise slices with the band-shaped spectrum of filtered back projection, unit variance."""
    rng = np.random.default_rng(seed)
    fy, fx = np.meshgrid(np.fft.fftfreq(shape[0]), np.fft.rfftfreq(shape[1]), indexing="ij")
    radius = np.sqrt(fy**2 + fx**2)
    band = np.sqrt(radius) * np.exp(-((radius / 0.24) ** 2))
    slices = []
    for _ in range(count):
        white = rng.standard_normal(shape, dtype=np.float32)
        piece = np.fft.irfft2(np.fft.rfft2(white) * band, s=(shape[0], shape[1]))
        slices.append((piece / piece.std()).astype(np.float32))
    return np.asarray(slices)


def sagittal_affine(patient: PatientRecipe, placement: Placement, size: ImageSize) -> NDArray[np.float64]:
    """Sagittal slices from the patient's right to left, rows from head to foot, centred on the lumbar spine."""
    spine = patient.spine
    top, bottom = spine.vertebrae[0].frame.origin, spine.sacrum.origin
    middle = placement.to_frame(np.array([0.0, -20.0, (top[2] + 22 + bottom[2] - 62) / 2]))
    half = size.pixels * size.pixel_mm / 2
    affine = np.eye(4)
    affine[:3, :3] = np.array([[size.step_mm, 0, 0], [0, 0, size.pixel_mm], [0, -size.pixel_mm, 0]])
    affine[:3, 3] = np.add(middle, (-(size.slices - 1) / 2 * size.step_mm, -half, half))
    return affine


def disc_affine(patient: PatientRecipe, placement: Placement, disc_name: str, size: ImageSize) -> NDArray[np.float64]:
    """Slices parallel to a disc, from above downward, centred on the disc."""
    frame = patient.spine.disc_by_name[disc_name].frame
    axes = placement.rotation @ frame.axes
    affine = np.eye(4)
    affine[:3, 0], affine[:3, 1], affine[:3, 2] = (
        -axes[:, 2] * size.step_mm,
        axes[:, 1] * size.pixel_mm,
        axes[:, 0] * size.pixel_mm,
    )
    middle = np.array([(size.slices - 1) / 2, (size.pixels - 1) / 2, (size.pixels - 1) / 2])
    center = placement.to_frame(frame.to_model((0.0, 12.0, 0.0)))
    affine[:3, 3] = center - affine[:3, :3] @ middle
    return affine


def scan_mr(
    patient: PatientRecipe,
    placement: Placement,
    affine: NDArray[np.float64],
    size: ImageSize,
    contrasts: tuple[Contrast, ...],
    seed: int,
) -> tuple[ScannedStack, ...]:
    """MR slices of several contrasts on one geometry, with the coil's fall-off and Rician noise."""
    thin = affine.copy()
    thin[:3, 0] /= _SUB_SLICES
    thin[:3, 3] -= thin[:3, 0] * (_SUB_SLICES - 1) / 2
    grid = Grid(placement.grid_affine(thin), (size.slices * _SUB_SLICES, size.pixels, size.pixels))
    canvas = Canvas(grid, contrasts, _MR_EDGE_MM, texture_tile(seed, 3.0))
    paint_patient(canvas, patient)
    gain = _coil_gain(patient, Grid(placement.grid_affine(affine), (size.slices, size.pixels, size.pixels)))
    stacks: list[ScannedStack] = []
    for contrast, volume in zip(contrasts, canvas.volumes, strict=True):
        mean = volume.reshape(size.slices, _SUB_SLICES, size.pixels, size.pixels).mean(axis=1)
        stacks.append(ScannedStack(_rician(mean * gain, seed + len(stacks)), affine, contrast))
    return tuple(stacks)


def _coil_gain(patient: PatientRecipe, grid: Grid) -> Field:
    """Brighter near the spine coil under the back, darker toward the belly and the ends."""
    _, y, z = grid.whole.coordinates()
    depth = np.maximum(np.float32(95.0) - y, 0)
    gain = np.float32(0.50) + np.float32(0.72) * np.exp(-((depth / 135) ** 2))
    ends = 1 - np.float32(0.22) * np.clip(np.abs(z + 5) / 150, 0, 1.3) ** 4
    return np.asarray(gain * ends, dtype=np.float32)


def _rician(signal: Field, seed: int) -> Field:
    rng = np.random.default_rng(seed)
    real = signal + np.float32(_MR_NOISE) * rng.standard_normal(signal.shape, dtype=np.float32)
    other = np.float32(_MR_NOISE) * rng.standard_normal(signal.shape, dtype=np.float32)
    return np.asarray(np.sqrt(real * real + other * other), dtype=np.float32)


Progress = Callable[[float, str], None]
