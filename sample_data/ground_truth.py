"""What is true about a synthetic patient, per Frame of Reference: what tests measure pixels against."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotations.geometry import Point


@dataclass(frozen=True)
class VertebraTruth:
    """A vertebra in LPS mm. Corners are endplate points 1.5 mm inside the walls, in the mid-sagittal plane.

    Heights are distances between upper and lower corner along the mean endplate normal (domain.md 4.4), mm.
    """

    level: str
    center: Point
    superior_anterior: Point
    superior_middle: Point
    superior_posterior: Point
    inferior_anterior: Point
    inferior_middle: Point
    inferior_posterior: Point
    height_anterior_mm: float
    height_middle_mm: float
    height_posterior_mm: float
    left_pedicle: Point
    right_pedicle: Point


@dataclass(frozen=True)
class DiscTruth:
    """A disc in LPS mm. `normal` points up.

    `slip_mm` is how far the model moves the vertebra above forward, along that vertebra's own lower endplate,
    `slip_percent` the same of the sacrum's depth. Meyerding's slip is that of the corners on the lower endplate: with a
    wedged disc it is less (6.25 of 7.0 mm in patient B).

    `sac_ap_mm` is the dural sac from front to back in the disc's plane at the midline, without any extrusion.
    """

    level: str
    center: Point
    normal: Point
    height_mm: float
    slip_mm: float
    slip_percent: float
    sac_ap_mm: float
    sac_center: Point
    vacuum: bool = False


@dataclass(frozen=True)
class RootTruth:
    """Where a root's ganglion lies in its foramen (`level` is the segment), LPS mm; `side` is L or R."""

    root: str
    side: str
    level: str
    foramen: Point


@dataclass(frozen=True)
class ExtrusionTruth:
    """The extruded disc material: an ellipsoid of the disc's directions, LPS mm."""

    level: str
    side: str
    zone: str
    center: Point
    radii_mm: Point


@dataclass(frozen=True)
class NeedleTruth:
    """A reference needle path for a transforaminal injection: skin entry and tip in the upper foramen, LPS mm."""

    level: str
    root: str
    side: str
    entry: Point
    tip: Point


@dataclass(frozen=True)
class FrameTruth:
    """The anatomy in one Frame of Reference. `name` is `ct`, `mr` or `mr_before`; `midline` runs down the canal."""

    name: str
    frame_of_reference_uid: str
    vertebrae: tuple[VertebraTruth, ...]
    discs: tuple[DiscTruth, ...]
    roots: tuple[RootTruth, ...]
    midline: tuple[Point, ...]
    midline_normal: Point
    sacral_endplate: tuple[Point, Point]
    sacral_endplate_center: Point
    s1_center: Point
    sacral_slope_deg: float
    needles: tuple[NeedleTruth, ...]
    extrusion: ExtrusionTruth | None = None

    def vertebra(self, level: str) -> VertebraTruth:
        """The vertebra of a level; raises `KeyError`."""
        return {v.level: v for v in self.vertebrae}[level]

    def disc(self, level: str) -> DiscTruth:
        """The disc of a segment such as `L4-L5`; raises `KeyError`."""
        return {d.level: d for d in self.discs}[level]

    def needle(self, level: str, side: str) -> NeedleTruth:
        """The reference needle of a segment and side; raises `KeyError`."""
        return {(n.level, n.side): n for n in self.needles}[level, side]


@dataclass(frozen=True)
class ImageTruth:
    """One image of a series: a point on its plane and the plane's unit normal, LPS mm."""

    sop_class_uid: str
    sop_instance_uid: str
    origin: Point
    normal: Point


@dataclass(frozen=True)
class SeriesTruth:
    """One generated series; `folder` is relative to the patient's folder. `name` as in `mr_t2_sagittal`."""

    name: str
    folder: str
    study_instance_uid: str
    series_instance_uid: str
    frame_of_reference_uid: str
    modality: str
    study_description: str
    series_description: str
    study_date: str
    images: tuple[ImageTruth, ...] = ()

    def nearest_image(self, point: Point) -> ImageTruth:
        """The image whose plane is nearest to a point; raises `ValueError` for a series without planes."""

        def distance(image: ImageTruth) -> float:
            return abs(sum((p - o) * n for p, o, n in zip(point, image.origin, image.normal, strict=True)))

        return min(self.images, key=distance)


@dataclass(frozen=True)
class RadiographTruth:
    """A radiograph: where body centres fall (level, column, row; zero at the first pixel's centre) and its geometry."""

    series_name: str
    sop_instance_uid: str
    source_to_detector_mm: float
    source_to_object_mm: float
    pixel_mm: float
    centers: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class GroundTruth:
    """Everything true about one patient."""

    generator_version: str
    patient_id: str
    patient_name: str
    birth_date: str
    sex: str
    frames: tuple[FrameTruth, ...]
    series: tuple[SeriesTruth, ...]
    radiographs: tuple[RadiographTruth, ...]

    def frame(self, name: str) -> FrameTruth:
        """The anatomy in the frame called `ct`, `mr` or `mr_before`; raises `KeyError`."""
        return {f.name: f for f in self.frames}[name]

    def series_named(self, name: str) -> SeriesTruth:
        """A series by its short name; raises `KeyError`."""
        return {s.name: s for s in self.series}[name]


def save(truth: GroundTruth, path: Path) -> None:
    """Write the truth as JSON."""
    path.write_text(json.dumps(dataclasses.asdict(truth), indent=1), encoding="utf-8")


def load(path: Path) -> GroundTruth:
    """Read a truth file; raises `OSError`, `KeyError` or `ValueError` when it is not one."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return GroundTruth(
        **{key: data[key] for key in ("generator_version", "patient_id", "patient_name", "birth_date", "sex")},
        frames=tuple(_frame(frame) for frame in data["frames"]),
        series=tuple(_series(series) for series in data["series"]),
        radiographs=tuple(_radiograph(item) for item in data["radiographs"]),
    )


def _frame(data: Mapping[str, Any]) -> FrameTruth:
    parts = {
        "vertebrae": tuple(VertebraTruth(**_tupled(v)) for v in data["vertebrae"]),
        "discs": tuple(DiscTruth(**_tupled(d)) for d in data["discs"]),
        "roots": tuple(RootTruth(**_tupled(r)) for r in data["roots"]),
        "needles": tuple(NeedleTruth(**_tupled(n)) for n in data["needles"]),
        "midline": tuple((p[0], p[1], p[2]) for p in data["midline"]),
        "sacral_endplate": tuple((p[0], p[1], p[2]) for p in data["sacral_endplate"]),
        "extrusion": None if data["extrusion"] is None else ExtrusionTruth(**_tupled(data["extrusion"])),
    }
    return FrameTruth(**{**_tupled(data), **parts})


def _series(data: Mapping[str, Any]) -> SeriesTruth:
    images = tuple(ImageTruth(**_tupled(image)) for image in data["images"])
    return SeriesTruth(**{**data, "images": images})


def _radiograph(data: Mapping[str, Any]) -> RadiographTruth:
    centers = tuple((str(level), float(column), float(row)) for level, column, row in data["centers"])
    return RadiographTruth(**{**data, "centers": centers})


def _tupled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
