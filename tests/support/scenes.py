"""A plain axial volume, frames without geometry and pointer scripts for the tests of tools and panes."""

from __future__ import annotations

import numpy as np

from annotations.geometry import Plane
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import MarkKind
from annotations.references import ImageRef, SeriesRef
from tests.support.phantoms import FRAME_OF_REFERENCE, affine_of, volume_of
from viewers.imaging.images import ImageDescription, PlanarFrame, ProjectionImage, Rescale, Volume
from viewers.imaging.windowing import Window
from viewers.state.frame import FrameGeometry
from viewers.state.overlay import OverlayMark

OTHER_FRAME_OF_REFERENCE = "9.9.9"
IMAGE = ImageRef("1.2.1", "1.2.9", "1.2.840.10008.5.1.4.1.1.1", "1.2.9.1")

DESCRIPTION = ImageDescription(
    patient_id="000482",
    patient_name="SAMPLE^Patient A",
    birth_date="19670314",
    sex="F",
    study_date="20261002",
    series_description="Bone 1.0",
    modality="CT",
)


def axial_geometry(*, size_px: tuple[int, int] = (200, 100), mm_per_px: float = 0.5, z: float = 0.0) -> FrameGeometry:
    """An axial cut whose display pixel (x, y) is LPS (x, y) * mm_per_px at height z."""
    plane = Plane((0.0, 0.0, z), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    return FrameGeometry(size_px, plane, mm_per_px, FRAME_OF_REFERENCE, letters=("R", "L", "A", "P"))


def image_geometry() -> FrameGeometry:
    """A radiograph at half size: display pixel (x, y) is column, row (2x, 2y)."""
    return FrameGeometry((200, 100), image=IMAGE, column_row_origin=(0.0, 0.0), image_px_per_px=(2.0, 2.0))


def a_volume(description: ImageDescription = DESCRIPTION) -> Volume:
    """20 axial slices of 64 x 64, 2 mm apart, 1 mm pixels, x and y from 0 to 63, z from 0 to 38; values 0 to 1999."""
    values = np.random.default_rng(5).integers(0, 2000, (20, 64, 64)).astype(np.int16)
    affine = affine_of((1, 0, 0), (0, 1, 0), (2.0, 1.0, 1.0), (0.0, 0.0, 0.0))
    return volume_of(
        values, affine, rescale=Rescale(1.0, -1000.0, "HU"), windows=(Window(400, 40),), description=description
    )


def a_radiograph() -> ProjectionImage:
    """One frame of 80 rows and 120 columns without any calibration or orientation."""
    values = np.random.default_rng(6).integers(0, 255, (80, 120)).astype(np.uint16)
    series = SeriesRef(IMAGE.study_instance_uid, IMAGE.series_instance_uid)
    return ProjectionImage(series, [PlanarFrame(IMAGE, values)], size_rc=(80, 120))


def in_patient(*points: tuple[float, float, float], uid: str = FRAME_OF_REFERENCE) -> PatientLocation:
    """Points of the volume's Frame of Reference."""
    return PatientLocation(uid, points)


def on_image(*points: tuple[float, float]) -> ImageLocation:
    """Points of the radiograph."""
    return ImageLocation(IMAGE, points)


def a_length(*points: tuple[float, float, float], selected: bool = False) -> OverlayMark:
    """A movable length mark."""
    return OverlayMark("mark-1", "item-1", MarkKind.LENGTH, in_patient(*points), selected=selected)


def a_point(point: tuple[float, float, float], *, mark_id: str = "mark-2", item_id: str = "item-2") -> OverlayMark:
    """A movable point mark."""
    return OverlayMark(mark_id, item_id, MarkKind.POINT, in_patient(point))
