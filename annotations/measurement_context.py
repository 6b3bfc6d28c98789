"""What a measurement knows besides its points: directions of the body, posture, neighbours, the midline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from annotations.geometry import FloatArray, Point


@dataclass(frozen=True)
class MeasurementContext:
    """What is known around a mark; None = not known, and then nothing is made up for it.

    `is_recumbent`: the patient lay down; in patient space (CT, MR) this is taken as so when not known.
    `columns_toward_left`: the columns of a radiograph count toward the patient's left (frontal view).
    `section_tilt_deg`: how far the image plane is from perpendicular to the dural sac.
    `midline_point`, `midline_normal`: the fitted mid-sagittal plane, LPS mm, normal toward the patient's left.
    `neighbour_height`: mean posterior height of the normal vertebrae above and below, in the unit of the mark.
    `neighbour_canal`: mean AP canal diameter above and below, in the unit of the mark.
    """

    is_recumbent: bool | None = None
    columns_toward_left: bool | None = None
    section_tilt_deg: float | None = None
    midline_point: Point | None = None
    midline_normal: Point | None = None
    neighbour_height: float | None = None
    neighbour_canal: float | None = None

    def __post_init__(self) -> None:
        if self.section_tilt_deg is not None and not 0 <= self.section_tilt_deg < 90:
            raise ValueError("a section is tilted by 0 to less than 90 degrees")
        for name in ("neighbour_height", "neighbour_canal"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise ValueError(f"{name} must be positive")


NO_CONTEXT = MeasurementContext()


@dataclass(frozen=True)
class Surroundings:
    """A context with the directions of the space measured in: LPS mm, or columns and rows of a radiograph."""

    context: MeasurementContext
    is_patient_space: bool

    @property
    def up(self) -> FloatArray:
        """Toward the head; on a radiograph the top of the image, as films are hung."""
        return np.array([0.0, 0.0, 1.0]) if self.is_patient_space else np.array([0.0, -1.0, 0.0])

    @property
    def posterior(self) -> FloatArray | None:
        """Toward the back; not known on a radiograph."""
        return np.array([0.0, 1.0, 0.0]) if self.is_patient_space else None

    @property
    def left(self) -> FloatArray | None:
        """Toward the patient's left; on a radiograph only where the context says which way its columns count."""
        if self.is_patient_space:
            return np.array([1.0, 0.0, 0.0])
        toward_left = self.context.columns_toward_left
        return None if toward_left is None else np.array([1.0 if toward_left else -1.0, 0.0, 0.0])

    @property
    def is_recumbent(self) -> bool:
        """Whether the patient is known or must be taken to have lain down."""
        return self.is_patient_space if self.context.is_recumbent is None else self.context.is_recumbent
