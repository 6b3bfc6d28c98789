"""What marks say: their values beside them, their colours in words, their level and side with what those rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotations.anatomy import Laterality, Level
from annotations.case import Case
from annotations.level_ledger import ledger_of
from annotations.locations import Location, PatientLocation
from annotations.mark_context import context_of
from annotations.marks import Mark
from annotations.measurements import Measurement, is_measurable, measurements_of
from annotations.numbering_rules import level_name
from viewers.qt.translated import tr
from workstation.ui.read.proposals import level_at, midline_of, side_at

SHOWN_VALUES = 4
"""So many values of a mark stand beside it; the list of marks and the report have them all."""
PLAIN_NAMES = frozenset({"length", "angle", "distance"})
"""What a mark measures that its looks say already."""
DEFAULT_TONE = ""
MARK_TONES: Mapping[str, str] = {
    DEFAULT_TONE: "as its finding",
    "accent": "teal",
    "alert": "red",
    "caution": "amber",
    "good": "green",
    "unexplained": "violet",
    "left": "blue",
    "right": "orange",
    "reference": "yellow",
    "text": "white",
}
"""Colours a mark can have, each with its word: no colour is told by the colour alone."""

SpacingOf = Callable[[Mark], float | None]
"""Pixel spacing (mm) of the image a mark was placed on, None = not known: what gives its values their uncertainty."""


def no_spacing(_mark: Mark) -> float | None:
    """Nothing is known of the images."""
    return None


WordsOf = Callable[[Mark], tuple[str, ...]]
"""What the pixels say of a mark, a line each: statistics of a region, the value at a probe."""


def no_words(_mark: Mark) -> tuple[str, ...]:
    """No pixels are at hand."""
    return ()


def values_of(case: Case, mark: Mark, spacing_of: SpacingOf = no_spacing) -> tuple[Measurement, ...]:
    """Everything a mark measures, principal value first. Raises `ValueError`, saying which point to move."""
    return measurements_of(mark, pixel_spacing_mm=spacing_of(mark), context=context_of(case, mark))


def value_lines(case: Case, mark: Mark, spacing_of: SpacingOf = no_spacing) -> tuple[str, ...]:
    """The lines beside a mark on an image: its first values, and what must be said with them.

    A plain length or angle stands alone, all else with its name; a mark whose points have no value says why.
    """
    if not is_measurable(mark.kind):
        return ()
    try:
        values = values_of(case, mark, spacing_of)
    except ValueError as error:
        return (tr("no value: {reason}", reason=str(error)),)
    shown = values[:SHOWN_VALUES]
    is_alone = len(values) == 1 and values[0].name in PLAIN_NAMES
    lines = [one.text if is_alone else f"{one.name} {one.text}" for one in shown]
    return (*lines, *dict.fromkeys(one.remark for one in shown if one.remark))


def main_value(case: Case, mark: Mark, spacing_of: SpacingOf = no_spacing) -> Measurement | None:
    """The principal value of a mark, None where it has none."""
    try:
        return next(iter(values_of(case, mark, spacing_of)), None)
    except ValueError:
        return None


def midline_x_mm(case: Case, location: Location) -> float | None:
    """Where the line through the vertebral centres is at the height of a place (LPS x); None where it is not known."""
    if not isinstance(location, PatientLocation):
        return None
    line = midline_of(ledger_of(case, location.frame_of_reference_uid).anchors, location.frame_of_reference_uid)
    return None if line is None else line.x_at(location.points_lps_mm[0][2])


@dataclass(frozen=True)
class MarkPlace:
    """Level and side of a mark, `level_text` as read. Those set by hand against the ledger stand with a `reason`."""

    level: Level | None = None
    level_text: str = ""
    laterality: Laterality | None = None
    reason: str = ""
    proposed_text: str = ""
    is_level_set: bool = False
    is_side_set: bool = False

    @property
    def is_override(self) -> bool:
        """Whether somebody set it against what the ledger and the patient coordinate say."""
        return bool(self.reason)


def place_of(case: Case, mark: Mark) -> MarkPlace:
    """The level by the ledger and the side by the midline at the middle of a mark, unless they were set by hand."""
    location = middle_of(mark.location)
    uid = location.frame_of_reference_uid if isinstance(location, PatientLocation) else ""
    proposal, side = level_at(case, location), side_at(case, location, None)
    level = mark.level or (proposal.level if proposal is not None else None)
    laterality = mark.laterality or (side.laterality if side is not None else None)
    proposed = ", ".join(
        part for part in (proposal.text if proposal else "", side.laterality.word if side is not None else "") if part
    )
    name = "" if level is None else level_name(level, ledger_of(case, uid).numbering if uid else None)
    return MarkPlace(
        level,
        name,
        laterality,
        mark.place_reason,
        proposed,
        is_level_set=mark.level is not None,
        is_side_set=mark.laterality is not None,
    )


def middle_of(location: Location) -> Location:
    """The middle of a location's points, as one point in the same space."""
    if isinstance(location, PatientLocation):
        points = location.points_lps_mm
        count = len(points)
        x, y, z = (sum(point[axis] for point in points) / count for axis in range(3))
        return location.with_points(((x, y, z),))
    places = location.points_column_row
    column, row = (sum(place[axis] for place in places) / len(places) for axis in range(2))
    return location.with_points(((column, row),))
