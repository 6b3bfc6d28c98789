"""The generated patients (cached between runs), their truth, and images read back from the files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray

from sample_data.generate import SamplePaths, default_root, ensure_samples
from sample_data.ground_truth import GroundTruth, load


@dataclass(frozen=True)
class Scan:
    """Voxel values (k, j, i) with their affine to LPS mm."""

    values: NDArray[np.float64]
    affine: NDArray[np.float64]

    def sample(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values at LPS points (n, 3) by trilinear interpolation."""
        inverse = np.linalg.inv(self.affine)
        index = np.atleast_2d(points) @ inverse[:3, :3].T + inverse[:3, 3]
        low = np.clip(np.floor(index).astype(int), 0, np.array(self.values.shape) - 2)
        part = np.clip(index - low, 0, 1)
        total = np.zeros(len(index))
        for corner in np.ndindex(2, 2, 2):
            weight = np.prod(np.where(corner, part, 1 - part), axis=1)
            k, j, i = (low + corner).T
            total += weight * self.values[k, j, i]
        return total


def read_scan(files: list[Path]) -> Scan:
    """Parallel slices as one scan, in file order."""
    images = [pydicom.dcmread(path) for path in files]
    first = images[0]
    right, down = np.reshape([float(v) for v in first.ImageOrientationPatient], (2, 3))
    positions = np.array([[float(v) for v in image.ImagePositionPatient] for image in images])
    affine = np.eye(4)
    affine[:3, 0] = (positions[-1] - positions[0]) / (len(images) - 1)
    affine[:3, 1], affine[:3, 2] = down * float(first.PixelSpacing[0]), right * float(first.PixelSpacing[1])
    affine[:3, 3] = positions[0]
    slope, offset = float(first.get("RescaleSlope", 1)), float(first.get("RescaleIntercept", 0))
    values = np.array([image.pixel_array for image in images], dtype=np.float64) * slope + offset
    return Scan(values, affine)


@pytest.fixture(scope="session")
def samples() -> SamplePaths:
    return ensure_samples(default_root())


@pytest.fixture(scope="session")
def truth_a(samples: SamplePaths) -> GroundTruth:
    return load(samples.ground_truth_a)


@pytest.fixture(scope="session")
def truth_b(samples: SamplePaths) -> GroundTruth:
    return load(samples.ground_truth_b)


def files_of(folder: Path, truth: GroundTruth, name: str) -> list[Path]:
    return sorted((folder / truth.series_named(name).folder).glob("*.dcm"))


@pytest.fixture(scope="session")
def ct_a(samples: SamplePaths, truth_a: GroundTruth) -> Scan:
    return read_scan(files_of(samples.patient_a, truth_a, "ct_axial"))


@pytest.fixture(scope="session")
def t2_a(samples: SamplePaths, truth_a: GroundTruth) -> Scan:
    return read_scan(files_of(samples.patient_a, truth_a, "mr_t2_sagittal"))


@pytest.fixture(scope="session")
def stir_a(samples: SamplePaths, truth_a: GroundTruth) -> Scan:
    return read_scan(files_of(samples.patient_a, truth_a, "mr_stir_sagittal"))


@pytest.fixture(scope="session")
def ct_b(samples: SamplePaths, truth_b: GroundTruth) -> Scan:
    return read_scan(files_of(samples.patient_b, truth_b, "ct_axial"))


@pytest.fixture(scope="session")
def t2_axial_l4_l5_a(samples: SamplePaths, truth_a: GroundTruth) -> Scan:
    files = files_of(samples.patient_a, truth_a, "mr_t2_axial")
    return read_scan(files[3 * len(files) // 5 : 4 * len(files) // 5])
