"""A hanging protocol: rules that choose images, and stages that say where the chosen ones go and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from viewers.imaging.presets import AUTO, DICOM, PRESETS_BY_ID
from viewers.state.layouts import LARGEST_GRID, layout_of
from viewers.state.viewport_state import ViewPlane
from workstation.dicom.records import StackKind
from workstation.hanging.regions import Region
from workstation.hanging.views import View
from workstation.hanging.weighting import Weighting

FORMAT = 1
"""The form of a protocol file; a file of a higher form was written by a newer program."""
ZOOM_LIMITS = (0.05, 100.0)
"""Screen pixels a millimetre that a cell may ask for: from a whole body to a single pixel."""
LARGEST_PRIORITY = 1000
MOST_STAGES = 12


class ProtocolError(ValueError):
    """A protocol that cannot be used: says where it is wrong and what would be right."""


class ImagePlane(StrEnum):
    """How a stack was acquired; as `StackRecord.plane` names it."""

    AXIAL = "axial"
    SAGITTAL = "sagittal"
    CORONAL = "coronal"
    OBLIQUE = "oblique"


class StudyChoice(StrEnum):
    """Which study a rule looks in. All `current` rules of a protocol choose from one and the same study."""

    CURRENT = "current"
    PRIOR = "prior"
    ANY = "any"


class LinkedAspect(StrEnum):
    """What a viewport does together with the others of its stage."""

    SCROLL = "scroll"
    PAN = "pan"
    ZOOM = "zoom"
    WINDOW = "window"


class Side(StrEnum):
    """Laterality (0020,0060) as rules name it."""

    RIGHT = "R"
    LEFT = "L"
    BOTH = "B"


@dataclass(frozen=True)
class Conditions:
    """What an image must be; an empty condition asks nothing. Of several values any one will do, the first best.

    `words` are looked for in the descriptions of series and study, `without` must not be there. `at_least` counts
    images of the stack.
    """

    modality: tuple[str, ...] = ()
    body_part: tuple[Region, ...] = ()
    plane: tuple[ImagePlane, ...] = ()
    weighting: tuple[Weighting, ...] = ()
    view: tuple[View, ...] = ()
    laterality: tuple[Side, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    kind: tuple[StackKind, ...] = ()
    at_least: int = 0

    def asked(self) -> tuple[str, ...]:
        """The names of the conditions that ask for something."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name))


@dataclass(frozen=True)
class Rule:
    """Chooses one stack. A protocol fits only where every rule that `is_required` finds one.

    What an image does not say fails a condition, unless the condition is named in `or_unknown`. `prefer` ranks what
    passes. `like` names another rule: the same modality, plane, weighting, view and side as its choice, in another
    study. `older_than_days` is counted back from the current study.
    """

    id: str
    title: str
    must: Conditions = Conditions()
    prefer: Conditions = Conditions()
    or_unknown: tuple[str, ...] = ()
    study: StudyChoice = StudyChoice.CURRENT
    older_than_days: int = 0
    like: str = ""
    is_required: bool = True


@dataclass(frozen=True)
class WindowChoice:
    """The window a cell opens with: a preset by id (`dicom` is the image's own), or a width and level."""

    preset_id: str = DICOM
    width_level: tuple[float, float] | None = None


@dataclass(frozen=True)
class Cell:
    """One viewport of a stage. An empty `rule` is an empty viewport. `zoom` is in screen pixels a mm, None fits.

    `link` limits what it does together with others to these aspects, as far as the user has them on; None does not.
    `along_needle` cuts along the planned needle instead, where there is one in the space of the images.
    """

    rule: str = ""
    plane: ViewPlane = ViewPlane.ACQUIRED
    window: WindowChoice = WindowChoice()
    zoom: float | None = None
    link: tuple[LinkedAspect, ...] | None = None
    slab_mm: float = 0.0
    along_needle: bool = False


@dataclass(frozen=True)
class Stage:
    """One arrangement: a layout and what its viewports show, in reading order.

    A viewport whose rule found nothing is left out, unless the stage `is_whole`: then the stage is.
    """

    title: str
    layout: str
    cells: tuple[Cell, ...]
    is_whole: bool = False


@dataclass(frozen=True)
class Protocol:
    """A hanging protocol. `priority` is added to the points of a match. Raises `ProtocolError` when it contradicts
    itself.
    """

    id: str
    title: str
    rules: tuple[Rule, ...]
    stages: tuple[Stage, ...]
    note: str = ""
    priority: int = 0

    def __post_init__(self) -> None:
        _check_rules(self.rules)
        if not 1 <= len(self.stages) <= MOST_STAGES:
            raise ProtocolError(f"a protocol has 1 to {MOST_STAGES} stages, this one {len(self.stages)}")
        if abs(self.priority) > LARGEST_PRIORITY:
            raise ProtocolError(f"priority: {self.priority} is not between -{LARGEST_PRIORITY} and {LARGEST_PRIORITY}")
        ids = {rule.id for rule in self.rules}
        for number, stage in enumerate(self.stages, start=1):
            _check_stage(stage, f"stage {number} ({stage.title})", ids)

    def rule(self, rule_id: str) -> Rule:
        """A rule by its id; raises `KeyError`."""
        return {rule.id: rule for rule in self.rules}[rule_id]


def _check_rules(rules: tuple[Rule, ...]) -> None:
    if not any(rule.is_required for rule in rules):
        raise ProtocolError("at least one rule must be required, or the protocol would fit anything")
    known: set[str] = set()
    for rule in rules:
        where = f"rule {rule.id}"
        if rule.id in known:
            raise ProtocolError(f"{where}: there are two of that id; give one another id")
        if rule.like and rule.like not in known:
            raise ProtocolError(f"{where}: like names {rule.like!r}, which is no rule above it")
        if rule.like and rule.study is StudyChoice.CURRENT:
            raise ProtocolError(f'{where}: like needs study = "prior" or "any"')
        if rule.older_than_days and rule.study is StudyChoice.CURRENT:
            raise ProtocolError(f'{where}: older_than_days needs study = "prior" or "any"')
        if rule.older_than_days < 0:
            raise ProtocolError(f"{where}: older_than_days cannot be negative")
        if idle := set(rule.or_unknown) - set(rule.must.asked()):
            raise ProtocolError(f"{where}: or_unknown names {min(idle)}, which this rule does not ask for")
        known.add(rule.id)


def _check_stage(stage: Stage, where: str, rule_ids: set[str]) -> None:
    try:
        layout = layout_of(stage.layout)
    except KeyError:
        rows, columns = LARGEST_GRID
        raise ProtocolError(
            f"{where}: layout {stage.layout!r} is none; use a grid from 1x1 to {rows}x{columns} or a named layout"
        ) from None
    if len(stage.cells) != len(layout.cells):
        raise ProtocolError(f"{where}: layout {stage.layout} has {len(layout.cells)} cells, not {len(stage.cells)}")
    if not any(cell.rule for cell in stage.cells):
        raise ProtocolError(f"{where}: no cell shows anything; name a rule in one")
    if sum(cell.plane is ViewPlane.VOLUME_3D for cell in stage.cells) > 1:
        raise ProtocolError(f"{where}: more than one cell is 3-D; one is the limit")
    for number, cell in enumerate(stage.cells, start=1):
        _check_cell(cell, f"{where}, cell {number}", rule_ids)


def _check_cell(cell: Cell, where: str, rule_ids: set[str]) -> None:
    if cell.rule and cell.rule not in rule_ids:
        raise ProtocolError(f"{where}: rule {cell.rule!r} is none of {', '.join(sorted(rule_ids))}")
    if cell.plane is ViewPlane.OBLIQUE:
        raise ProtocolError(f"{where}: plane oblique is turned by hand; choose another here")
    if cell.zoom is not None and not ZOOM_LIMITS[0] <= cell.zoom <= ZOOM_LIMITS[1]:
        raise ProtocolError(f"{where}: zoom {cell.zoom:g} is not between {ZOOM_LIMITS[0]:g} and {ZOOM_LIMITS[1]:g}")
    if cell.slab_mm < 0:
        raise ProtocolError(f"{where}: slab_mm cannot be negative")
    if cell.slab_mm and cell.plane in (ViewPlane.ACQUIRED, ViewPlane.VOLUME_3D):
        raise ProtocolError(f"{where}: slab_mm needs plane axial, sagittal or coronal")
    if cell.along_needle and cell.plane in (ViewPlane.ACQUIRED, ViewPlane.VOLUME_3D):
        raise ProtocolError(f"{where}: along_needle needs another plane too, for images without a needle")
    window = cell.window
    if window.width_level is not None and window.width_level[0] <= 0:
        raise ProtocolError(f"{where}: the width of a window must be above 0")
    if window.width_level is None and window.preset_id not in PRESETS_BY_ID:
        raise ProtocolError(f"{where}: window {window.preset_id!r} is none of {', '.join(PRESETS_BY_ID)}")


WINDOW_WORDS: Mapping[str, str] = {
    DICOM: "As stored in the image",
    AUTO: "Automatic",
    **{preset_id: preset.title for preset_id, preset in PRESETS_BY_ID.items() if preset.window is not None},
}
"""Window presets by id, as a form names them."""
