"""Where a patient lay: the rigid step from the model to a Frame of Reference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sample_data.solids import Triple


@dataclass(frozen=True)
class Placement:
    """A Frame of Reference and how the model lies in it: turned about x, y, z (degrees, in that order), then moved."""

    frame_of_reference_uid: str
    angles_deg: Triple
    offset_mm: Triple

    @property
    def rotation(self) -> NDArray[np.float64]:
        """The 3 x 3 rotation from the model to the frame."""
        a, b, c = np.radians(self.angles_deg)
        rx = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
        ry = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
        rz = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
        return np.asarray(rz @ ry @ rx, dtype=np.float64)

    def to_frame(self, points: ArrayLike) -> NDArray[np.float64]:
        """Frame LPS mm of model points (n, 3) or (3,)."""
        return np.asarray(np.asarray(points, dtype=np.float64) @ self.rotation.T + np.asarray(self.offset_mm))

    def grid_affine(self, affine: ArrayLike) -> NDArray[np.float64]:
        """The index-to-model affine of a grid given by its index-to-frame affine."""
        inverse = np.eye(4)
        inverse[:3, :3] = self.rotation.T
        inverse[:3, 3] = -self.rotation.T @ np.asarray(self.offset_mm)
        return np.asarray(inverse @ np.asarray(affine, dtype=np.float64))
