"""Nerve roots: what each does, which of them a finding reaches, which nerves supply a joint (domain.md 3.2, 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotations.anatomy import Level, LevelKind, Root
from annotations.finding_catalogue import FINDING_TYPES
from annotations.findings import AxialZone, Finding


@dataclass(frozen=True)
class RootFacts:
    """One line of the root table, domain.md 5.1. `tests` are ids of provocation tests, `reflexes` of reflexes."""

    root: Root
    motor: str
    dermatome: str
    reflexes: tuple[str, ...]
    tests: tuple[str, ...]
    referral: str


def _facts(
    root: Root, motor: str, dermatome: str, reflexes: tuple[str, ...], tests: tuple[str, ...], referral: str
) -> tuple[Root, RootFacts]:
    return root, RootFacts(root, motor, dermatome, reflexes, tests, referral)


_ARM = ("spurling", "ultt_a")
_FEMORAL = ("fnst",)
_SCIATIC = ("slr", "crossed_slr", "slump")

ROOT_TABLE: Mapping[Root, RootFacts] = dict(
    (
        _facts(
            Root.C5,
            "shoulder abduction, elbow flexion",
            "lateral upper arm to elbow",
            ("biceps",),
            _ARM,
            "shoulder, lateral arm",
        ),
        _facts(
            Root.C6,
            "wrist extension",
            "radial forearm, thumb",
            ("brachioradialis", "biceps"),
            _ARM,
            "lateral forearm, thumb",
        ),
        _facts(Root.C7, "elbow extension", "middle finger", ("triceps",), _ARM, "dorsal forearm, scapula"),
        _facts(Root.C8, "finger flexion", "ulnar hand, little finger", (), _ARM, "medial forearm"),
        _facts(Root.T1, "finger abduction", "medial forearm, elbow", (), (), "medial arm"),
        _facts(Root.L1, "hip flexion (part)", "groin", (), (), "groin"),
        _facts(Root.L2, "hip flexion", "anteromedial thigh", (), _FEMORAL, "anterior thigh"),
        _facts(
            Root.L3,
            "knee extension, hip adduction",
            "medial knee, distal anterior thigh",
            ("patellar",),
            _FEMORAL,
            "anterior thigh, knee",
        ),
        _facts(
            Root.L4,
            "ankle dorsiflexion, knee extension",
            "medial leg, medial malleolus",
            ("patellar",),
            (*_FEMORAL, "slump"),
            "anterior thigh to medial leg",
        ),
        _facts(
            Root.L5,
            "great-toe extension, hip abduction",
            "dorsum of foot, first web space, lateral leg",
            ("medial_hamstring",),
            _SCIATIC,
            "lateral leg to dorsal foot",
        ),
        _facts(
            Root.S1,
            "plantar flexion, hip extension",
            "lateral foot, heel, posterior calf",
            ("achilles",),
            _SCIATIC,
            "posterior leg to lateral foot",
        ),
        _facts(Root.S2, "knee flexion, toe flexion", "posterior thigh, popliteal", (), (), "posterior thigh"),
        _facts(Root.S3, "sphincters", "perineum, saddle", (), (), "saddle"),
        _facts(Root.S4, "sphincters", "perineum, saddle", (), (), "saddle"),
        _facts(Root.S5, "sphincters", "perineum, saddle", (), (), "saddle"),
    )
)
"""The root table C5 to T1 and L1 to S5. Dermatomes overlap and vary: an exact match is never required."""


@dataclass(frozen=True)
class ExpectedNeural:
    """What a finding at a level and zone is expected to reach: roots, and whether the cord or the cauda equina."""

    roots: tuple[Root, ...]
    cord: bool = False
    cauda_equina: bool = False

    @property
    def text(self) -> str:
        """`L5`, `L5 and cauda equina`, `cord`, or `no root named`."""
        named = [root.value for root in self.roots]
        named += ["cord"] * self.cord + ["cauda equina"] * self.cauda_equina
        return " and ".join(named) if named else "no root named"


_NOTHING = ExpectedNeural(())


def expected_roots(level: Level, zone: AxialZone | None) -> ExpectedNeural:
    """The neural structures a disc-level finding is expected to reach (domain.md 5.1, 5.2 and 12.2).

    Lumbar and thoracic: the exiting root bears the upper number, the traversing root the lower. Cervical: both are the
    root that exits above the lower vertebra, C8 at C7-T1. Central: the cord in cervical and thoracic segments, the
    cauda equina with the traversing root below. Nothing is named for a vertebra, a joint, an anterior or missing zone,
    C1-2, S1-2, and segments of a sixth lumbar vertebra, whose roots follow no common numbering.
    """
    if level.kind is not LevelKind.SEGMENT or zone is None or zone is AxialZone.ANTERIOR:
        return _NOTHING
    upper, lower = level.vertebrae
    if {Level.C1, Level.L6, Level.S2} & {upper, lower}:
        return _NOTHING
    if upper.value[0] == "C":
        return ExpectedNeural((), cord=True) if zone is AxialZone.CENTRAL else ExpectedNeural((_exit_above(lower),))
    exiting, traversing = Root(upper.value), Root(lower.value)
    if zone in (AxialZone.FORAMINAL, AxialZone.EXTRAFORAMINAL):
        return ExpectedNeural((exiting,))
    if zone is AxialZone.SUBARTICULAR:
        return ExpectedNeural((traversing,))
    if upper.value[0] == "T" and lower.value[0] == "T":
        return ExpectedNeural((), cord=True)
    return ExpectedNeural((traversing,), cauda_equina=True)


def _exit_above(lower: Level) -> Root:
    return Root.C8 if lower is Level.T1 else Root(lower.value)


def roots_of_finding(finding: Finding) -> ExpectedNeural:
    """The neural structures of a finding, by its own zone or the one its type implies."""
    kind = FINDING_TYPES.get(finding.type_id)
    zone = finding.zone if finding.zone is not None or kind is None else kind.root_zone
    return expected_roots(finding.level, zone)


def exiting_root(level: Level) -> Root | None:
    """The root that leaves through the foramen of a segment; None where no root is named."""
    found = expected_roots(level, AxialZone.FORAMINAL).roots
    return found[0] if found else None


def traversing_root(level: Level) -> Root | None:
    """The root that passes a lumbar or thoracic segment to leave one level below; None where no root is named."""
    found = expected_roots(level, AxialZone.SUBARTICULAR).roots
    return found[0] if found else None


def foramen_of_root(root: Root) -> Level | None:
    """The segment through whose foramen a root leaves: L5 through L5-S1, C6 through C5-6; None for sacral roots."""
    return next((level for level in Level if exiting_root(level) is root), None)


def dermatome_text(root: Root) -> str:
    """Where the skin of a root is, `T7 band` where the table has no line."""
    facts = ROOT_TABLE.get(root)
    return facts.dermatome if facts is not None else f"{root.value} band"


MEDIAL_BRANCH = "{} MB"
L5_DORSAL_RAMUS = "L5 DR"
THIRD_OCCIPITAL_NERVE = "TON"
SACROILIAC_NERVES = (L5_DORSAL_RAMUS, "S1 LB", "S2 LB", "S3 LB")
"""Posterior supply of the sacroiliac joint: L5 dorsal ramus and the lateral branches S1 to S3 (domain.md 3.2)."""


def facet_nerves(level: Level) -> tuple[str, ...]:
    """The nerves of the facet joint of a segment, to propose and edit (domain.md 3.2).

    `("L3 MB", "L4 MB")` for L4-5, `("L4 MB", "L5 DR")` for L5-S1, `("C4 MB", "C5 MB")` for C4-5, `("TON",)` for C2-3,
    those of the sacroiliac joint for that joint; empty where the table names none.
    """
    if level is Level.SACROILIAC:
        return SACROILIAC_NERVES
    if level in _SPECIAL_FACETS:
        return _SPECIAL_FACETS[level]
    if level.kind is not LevelKind.SEGMENT or {Level.L6, Level.C1, Level.S2} & set(level.vertebrae):
        return ()
    upper, lower = level.vertebrae
    if upper.value[0] == "C":
        return tuple(MEDIAL_BRANCH.format(one) for one in (upper.value, _exit_above(lower).value))
    return (MEDIAL_BRANCH.format(_ROOT_ABOVE[upper]), MEDIAL_BRANCH.format(upper.value))


_SPECIAL_FACETS: Mapping[Level, tuple[str, ...]] = {
    Level.C2_C3: (THIRD_OCCIPITAL_NERVE,),
    Level.L5_S1: ("L4 MB", L5_DORSAL_RAMUS),
}
_ROOT_NAMES = [root.value for root in Root]
_ROOT_ABOVE: Mapping[Level, str] = {
    level: _ROOT_NAMES[_ROOT_NAMES.index(level.value) - 1]
    for level in Level
    if level.value in _ROOT_NAMES and level.value not in ("C2",)
}
