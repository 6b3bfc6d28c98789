"""Geometry the physician placed: points, lines, regions and measures of the spine, in patient space or on an image."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from annotations.anatomy import Laterality, Level
from annotations.calibration import NOT_CALIBRATED, PixelCalibration
from annotations.locations import ImageLocation, Location


class MarkFamily(StrEnum):
    """How the points of a mark belong together."""

    POINT = "point"
    LINE = "line"
    LINES = "lines"
    """Several separate lines or points; what belongs together is the kind's own."""
    PATH = "path"
    CURVE = "curve"
    """A smooth open curve through its points."""
    AREA = "area"
    """A closed polygon."""
    OVAL = "oval"
    """Ends of the long axis, then of the short one."""
    BOX = "box"
    """Four corners in order."""


class MarkKind(StrEnum):
    """What a mark is; `MARK_KINDS` says how many points each has and what they are."""

    POINT = "point"
    LENGTH = "length"
    ANGLE = "angle"
    PROBE = "probe"
    ARROW = "arrow"
    TEXT = "text"
    ANGLE_OF_LINES = "angle-of-lines"
    COBB = "cobb"
    PERPENDICULAR = "perpendicular-distance"
    PARALLEL = "parallel-distance"
    POLYLINE = "polyline"
    SPLINE = "spline"
    ELLIPSE = "ellipse"
    CIRCLE = "circle"
    RECTANGLE = "rectangle"
    POLYGON = "polygon"
    FREEHAND = "freehand"
    BIDIRECTIONAL = "bidirectional"
    APPROACH = "approach-angle"
    VERTEBRA = "vertebra"
    SLIP = "slip"
    DISC_HEIGHT = "disc-height"
    CANAL = "canal-ap"
    DURAL_SAC = "dural-sac-area"
    LATERAL_RECESS = "lateral-recess"
    FORAMEN = "foramen"
    RETROPULSION = "retropulsion"
    KYPHOSIS = "kyphosis"
    LORDOSIS = "lordosis"
    SPINOPELVIC = "spinopelvic"
    FACETS = "facet-angles"
    CENTRE_EDGE = "centre-edge"
    JOINT_SPACE = "joint-space"

    @property
    def point_count(self) -> int:
        """How few points complete the mark."""
        return MARK_KINDS[self].least


@dataclass(frozen=True)
class KindFacts:
    """One line of the table of kinds: points needed (`most` None = as many as wanted) and what each point is."""

    title: str
    family: MarkFamily
    least: int
    most: int | None
    prompts: tuple[str, ...] = ()

    def fits(self, count: int) -> bool:
        """Whether so many points make this mark."""
        return count >= self.least and (self.most is None or count <= self.most)


def _facts(title: str, family: MarkFamily, *prompts: str) -> KindFacts:
    return KindFacts(title, family, len(prompts), len(prompts), prompts)


def _open_ended(title: str, family: MarkFamily, least: int, prompt: str) -> KindFacts:
    return KindFacts(title, family, least, None, (prompt,))


_F = MarkFamily
MARK_KINDS: Mapping[MarkKind, KindFacts] = MappingProxyType(
    {
        MarkKind.POINT: _facts("Point", _F.POINT, "place"),
        MarkKind.LENGTH: _facts("Length", _F.LINE, "one end", "other end"),
        MarkKind.ANGLE: _facts("Angle", _F.PATH, "end of one arm", "vertex", "end of the other arm"),
        MarkKind.PROBE: _facts("Probe", _F.POINT, "place to read"),
        MarkKind.ARROW: _facts("Arrow", _F.LINE, "tip", "tail"),
        MarkKind.TEXT: _facts("Text", _F.POINT, "place of the text"),
        MarkKind.ANGLE_OF_LINES: _facts(
            "Angle of two lines",
            _F.LINES,
            "first line, one end",
            "first line, other end",
            "second line, one end",
            "second line, other end",
        ),
        MarkKind.COBB: _facts(
            "Cobb angle",
            _F.LINES,
            "upper end vertebra, superior endplate, one end",
            "upper end vertebra, superior endplate, other end",
            "lower end vertebra, inferior endplate, one end",
            "lower end vertebra, inferior endplate, other end",
        ),
        MarkKind.PERPENDICULAR: _facts(
            "Perpendicular distance", _F.LINES, "line, one end", "line, other end", "point to measure to"
        ),
        MarkKind.PARALLEL: _facts(
            "Distance of parallels", _F.LINES, "line, one end", "line, other end", "point of the parallel"
        ),
        MarkKind.POLYLINE: _open_ended("Polyline", _F.PATH, 2, "next point"),
        MarkKind.SPLINE: _open_ended("Curve", _F.CURVE, 3, "next point"),
        MarkKind.ELLIPSE: _facts("Ellipse", _F.OVAL, "long axis", "long axis", "short axis", "short axis"),
        MarkKind.CIRCLE: _facts("Circle", _F.OVAL, "diameter", "diameter", "diameter across", "diameter across"),
        MarkKind.RECTANGLE: _facts("Rectangle", _F.BOX, "corner", "corner", "corner", "corner"),
        MarkKind.POLYGON: _open_ended("Polygon", _F.AREA, 3, "next corner"),
        MarkKind.FREEHAND: _open_ended("Freehand region", _F.AREA, 3, "outline"),
        MarkKind.BIDIRECTIONAL: _facts(
            "Bidirectional",
            _F.LINES,
            "long axis, one end",
            "long axis, other end",
            "short axis, one end",
            "short axis, other end",
        ),
        MarkKind.APPROACH: _facts("Approach angle", _F.LINE, "target", "skin"),
        MarkKind.VERTEBRA: _facts(
            "Vertebra, six points",
            _F.LINES,
            "superior endplate, anterior",
            "superior endplate, middle",
            "superior endplate, posterior",
            "inferior endplate, anterior",
            "inferior endplate, middle",
            "inferior endplate, posterior",
        ),
        MarkKind.SLIP: _facts(
            "Slip",
            _F.LINES,
            "lower vertebra, superior endplate, posterior corner",
            "lower vertebra, superior endplate, anterior corner",
            "upper vertebra, posterior inferior corner",
        ),
        MarkKind.DISC_HEIGHT: _facts(
            "Disc height index",
            _F.LINES,
            "disc, upper border, anterior",
            "disc, upper border, middle",
            "disc, upper border, posterior",
            "disc, lower border, anterior",
            "disc, lower border, middle",
            "disc, lower border, posterior",
            "upper vertebra, middle of its superior endplate",
            "lower vertebra, middle of its inferior endplate",
        ),
        MarkKind.CANAL: _facts("Canal, AP", _F.LINE, "posterior border of body or disc", "spinolaminar line"),
        MarkKind.DURAL_SAC: _open_ended("Dural sac area", _F.AREA, 3, "next point of the border"),
        MarkKind.LATERAL_RECESS: _facts(
            "Lateral recess", _F.LINE, "posterior body border at the pedicle", "superior articular process, anterior"
        ),
        MarkKind.FORAMEN: _facts(
            "Foramen", _F.LINES, "height, upper end", "height, lower end", "width, anterior end", "width, posterior end"
        ),
        MarkKind.RETROPULSION: _facts(
            "Retropulsion",
            _F.LINES,
            "vertebra above, posterior inferior corner",
            "vertebra below, posterior superior corner",
            "farthest posterior point of the body",
        ),
        MarkKind.KYPHOSIS: _facts(
            "Kyphosis",
            _F.LINES,
            "superior endplate, anterior",
            "superior endplate, posterior",
            "inferior endplate, anterior",
            "inferior endplate, posterior",
        ),
        MarkKind.LORDOSIS: _facts(
            "Lumbar lordosis",
            _F.LINES,
            "L1 superior endplate, anterior",
            "L1 superior endplate, posterior",
            "S1 superior endplate, anterior",
            "S1 superior endplate, posterior",
        ),
        MarkKind.SPINOPELVIC: _facts(
            "Pelvic incidence",
            _F.LINES,
            "sacral endplate, posterior corner",
            "sacral endplate, anterior corner",
            "centre of one femoral head",
            "centre of the other femoral head",
        ),
        MarkKind.FACETS: _facts(
            "Facet angles",
            _F.LINES,
            "right joint, anteromedial end",
            "right joint, posterolateral end",
            "left joint, anteromedial end",
            "left joint, posterolateral end",
            "midline, centre of the body",
            "midline, spinous process",
        ),
        MarkKind.CENTRE_EDGE: _facts(
            "Hip centre-edge angle",
            _F.LINES,
            "centre of the femoral head",
            "centre of the other femoral head",
            "lateral edge of the acetabulum",
        ),
        MarkKind.JOINT_SPACE: _facts("Joint space", _F.LINE, "one joint surface", "other joint surface"),
    }
)
"""Every kind with its points in the order they are placed (domain.md 4.4 to 4.10)."""


@dataclass(frozen=True)
class Mark:
    """One placed mark. `calibration` is that of the radiograph at the time; it has no meaning in patient space.

    `text` is what a text mark says, `tone` a colour of the theme (empty = that of what it belongs to). `label_offset`
    is where its label was put, in device-independent pixels from the mark. `level` and `laterality` are set only where
    they contradict what the ledger and the patient coordinate say, with `place_reason`. `origin` names what an
    imported mark was made from. Raises `ValueError` on a wrong number of points.
    """

    id: str
    kind: MarkKind
    location: Location
    label: str = ""
    calibration: PixelCalibration = NOT_CALIBRATED
    text: str = ""
    tone: str = ""
    is_locked: bool = False
    is_hidden: bool = False
    label_offset: tuple[float, float] | None = None
    level: Level | None = None
    laterality: Laterality | None = None
    place_reason: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        count, facts = len(self.points), MARK_KINDS[self.kind]
        if not facts.fits(count):
            least = f"at least {facts.least}" if facts.most is None else str(facts.least)
            raise ValueError(f"a {self.kind} needs {least} points, got {count}")

    @property
    def points(self) -> tuple[tuple[float, ...], ...]:
        """Its points: (column, row) on an image, LPS mm in patient space."""
        location = self.location
        return location.points_column_row if isinstance(location, ImageLocation) else location.points_lps_mm
