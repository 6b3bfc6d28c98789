"""Whether examination and pain map fit a finding: the open rules of domain.md 5.3, never a diagnosis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotations.anatomy import Laterality, Level, LevelKind, Root
from annotations.case import Case
from annotations.evaluation import Complaint, ExamItem, ExamKind
from annotations.exam_catalogue import EXAM_ITEMS, NOT_TESTABLE, ExamDefinition, exam_detail
from annotations.finding_catalogue import FINDING_TYPES
from annotations.findings import Finding
from annotations.roots import roots_of_finding

RULE_VERSION = "5.3-1"
"""Version of the rules below; goes into every report beside a verdict."""


class Verdict(StrEnum):
    """Three values and the honest fourth."""

    CONCORDANT = "concordant"
    PARTIAL = "partial"
    DISCORDANT = "discordant"
    INSUFFICIENT_DATA = "insufficient data"


class Domain(StrEnum):
    """What evidence is about."""

    SIDE = "side"
    MOTOR = "motor"
    SENSORY = "sensory"
    REFLEX = "reflex"
    TENSION = "tension"
    PAIN_MAP = "pain map"
    IMAGING = "imaging"


class Outcome(StrEnum):
    """What a domain says about a finding."""

    SUPPORT = "support"
    NEUTRAL = "neutral"
    CONTRADICT = "contradict"
    NOT_EXAMINED = "not examined"


@dataclass(frozen=True)
class Evidence:
    """What one domain says on one side, in words, with the ids of the case items it rests on."""

    domain: Domain
    outcome: Outcome
    text: str
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class SideAssessment:
    """The verdict for one side."""

    laterality: Laterality
    verdict: Verdict
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Assessment:
    """The verdict on a finding with its reasons. A bilateral or midline finding has both sides in `sides`."""

    verdict: Verdict
    sides: tuple[SideAssessment, ...]
    rule_version: str = RULE_VERSION

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence, each once."""
        return tuple(dict.fromkeys(one for side in self.sides for one in side.evidence))

    @property
    def supports(self) -> tuple[str, ...]:
        """What speaks for it, in words."""
        return self._texts(Outcome.SUPPORT)

    @property
    def against(self) -> tuple[str, ...]:
        """What speaks against it, in words."""
        return self._texts(Outcome.CONTRADICT)

    @property
    def not_examined(self) -> tuple[str, ...]:
        """What would have to be examined, in words."""
        return self._texts(Outcome.NOT_EXAMINED)

    @property
    def text(self) -> str:
        """`Supports: ...; Against: ...; Not examined: ...`, and both sides where there are two."""
        parts = (("Supports", self.supports), ("Against", self.against), ("Not examined", self.not_examined))
        listed = "; ".join(f"{name}: {', '.join(texts) or 'none'}" for name, texts in parts)
        if len(self.sides) < 2:
            return listed
        return f"{listed}; " + ", ".join(f"{one.laterality.word}: {one.verdict}" for one in self.sides)

    def _texts(self, outcome: Outcome) -> tuple[str, ...]:
        return tuple(one.text for one in self.evidence if one.outcome is outcome)


_OTHER_SIDE = {Laterality.RIGHT: Laterality.LEFT, Laterality.LEFT: Laterality.RIGHT}
_BEST_FIRST = (Verdict.CONCORDANT, Verdict.PARTIAL, Verdict.INSUFFICIENT_DATA, Verdict.DISCORDANT)
_SIGNS = (Domain.MOTOR, Domain.SENSORY, Domain.REFLEX)
_EXAMINED = (*_SIGNS, Domain.TENSION)
_REDUCED_REFLEX = {"0": 0, "1+": 1}
_REFLEX_GRADES = {"0": 0, "1+": 1, "2+": 2, "3+": 3, "4+": 4}

# Tests that speak for findings other than a root's (domain.md 5.4).
_SIJ_TESTS = ("sij_distraction", "sij_compression", "thigh_thrust", "gaenslen", "sacral_thrust", "faber")
_TESTS_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "facet_arthropathy": ("facet_loading", "paraspinal_tenderness"),
    "si_joint": _SIJ_TESTS,
    "hip_oa": ("fadir", "faber", "log_roll"),
    "gtps": ("trendelenburg",),
    "deep_gluteal": ("fair",),
    "vcf": ("spinous_percussion",),
    "central_stenosis_cervical": ("hoffmann", "babinski", "clonus", "lhermitte"),
    "cord_lesion": ("hoffmann", "babinski", "clonus", "lhermitte"),
    "shoulder": ("neer", "hawkins", "empty_can"),
}


def assess(case: Case, finding: Finding) -> Assessment:
    """Assess a finding against the examination of the case and the complaints linked to the finding (domain.md 5.3).

    Radicular findings follow the rules of 5.3. Others stay at insufficient data, because no rule decides them yet,
    unless a linked complaint is on the other side or in the other half of the body. A bilateral finding, and a midline
    one that may reach a root, is assessed on each side; its verdict is the better one, and `sides` has both.
    """
    kind = FINDING_TYPES.get(finding.type_id)
    is_radicular = kind is not None and kind.is_radicular
    assessor = _radicular if is_radicular else _other
    one_side = finding.laterality in _OTHER_SIDE
    as_it_is = one_side or (finding.laterality is Laterality.MEDIAN and not is_radicular)
    wanted = (finding.laterality,) if as_it_is else (Laterality.RIGHT, Laterality.LEFT)
    sides = tuple(assessor(_View(case, finding, side, is_one_sided=one_side)) for side in wanted)
    return Assessment(min((one.verdict for one in sides), key=_BEST_FIRST.index), sides)


class _View:
    """What the case holds about one finding on one side."""

    def __init__(self, case: Case, finding: Finding, side: Laterality, *, is_one_sided: bool) -> None:
        self.finding, self.side, self.is_one_sided = finding, side, is_one_sided
        self.roots = roots_of_finding(finding).roots
        self._items = [one for one in case.of_type(ExamItem) if one.value != NOT_TESTABLE]
        found = (case.get(Complaint, complaint_id) for complaint_id in finding.complaint_ids)
        self.complaints = [one for one in found if one is not None]

    def items(self, kind: ExamKind, side: Laterality) -> list[tuple[ExamItem, ExamDefinition]]:
        """The items of a kind examined on a side that the catalogue knows; those of any side for the midline."""
        wanted = tuple(Laterality) if side is Laterality.MEDIAN else (side, Laterality.BILATERAL)
        return [
            (item, EXAM_ITEMS[item.name_id])
            for item in self._items
            if item.kind is kind and item.laterality in wanted and item.name_id in EXAM_ITEMS
        ]

    def expected(self, kind: ExamKind, side: Laterality) -> list[tuple[ExamItem, ExamDefinition]]:
        """Those of them that speak for an expected root, upper motor neuron signs left out."""
        return [
            (item, one)
            for item, one in self.items(kind, side)
            if set(one.roots) & set(self.roots) and not one.is_upper_motor_neuron
        ]

    def unexamined(self, kind: ExamKind) -> list[str]:
        """Titles of what would speak for an expected root."""
        return [one.title for one in EXAM_ITEMS.values() if one.kind is kind and set(one.roots) & set(self.roots)]


def _radicular(view: _View) -> SideAssessment:
    if not view.roots:
        why = "axial zone or level that names the root"
        return _result(view, [_side(view), Evidence(Domain.IMAGING, Outcome.NOT_EXAMINED, why)], _unknown_root)
    evidence = [
        _side(view),
        _signs(view, ExamKind.MOTOR, Domain.MOTOR),
        _signs(view, ExamKind.SENSORY, Domain.SENSORY),
        _reflex(view),
        _tension(view),
        _pain_map(view),
        _imaging(view),
    ]
    return _result(view, evidence, verdict_of)


def _result(
    view: _View, evidence: Sequence[Evidence], rule: Callable[[Mapping[Domain, Outcome]], Verdict]
) -> SideAssessment:
    return SideAssessment(view.side, rule({one.domain: one.outcome for one in evidence}), tuple(evidence))


def _unknown_root(outcomes: Mapping[Domain, Outcome]) -> Verdict:
    is_other_side = outcomes.get(Domain.SIDE) is Outcome.CONTRADICT
    return Verdict.DISCORDANT if is_other_side else Verdict.INSUFFICIENT_DATA


def verdict_of(outcomes: Mapping[Domain, Outcome]) -> Verdict:
    """The rules of domain.md 5.3, in their order; a domain that is absent was not examined.

    One sign alone, which 5.3 leaves open, is partial; all examined and neutral is insufficient data.
    """
    if outcomes.get(Domain.SIDE) is Outcome.CONTRADICT:
        return Verdict.DISCORDANT
    if all(outcomes.get(domain, Outcome.NOT_EXAMINED) is Outcome.NOT_EXAMINED for domain in _EXAMINED):
        return Verdict.INSUFFICIENT_DATA
    signs = sum(outcomes.get(domain) is Outcome.SUPPORT for domain in _SIGNS)
    hints = sum(outcomes.get(domain) is Outcome.SUPPORT for domain in (Domain.TENSION, Domain.PAIN_MAP))
    if any(outcomes.get(domain) is Outcome.CONTRADICT for domain in (*_EXAMINED, Domain.PAIN_MAP)):
        return Verdict.PARTIAL if signs + hints else Verdict.DISCORDANT
    if signs >= 2 or (signs == 1 and hints):
        return Verdict.CONCORDANT
    return Verdict.PARTIAL if signs + hints else Verdict.INSUFFICIENT_DATA


def _side(view: _View) -> Evidence:
    """Complaints linked, and signs of the expected roots, against the side of the finding."""
    if view.side is Laterality.MEDIAN:
        return Evidence(Domain.SIDE, Outcome.NEUTRAL, "the finding is midline")
    other = _OTHER_SIDE[view.side]
    stated = [one for one in view.complaints if one.laterality in _OTHER_SIDE or one.laterality is Laterality.BILATERAL]
    across = [one for one in stated if one.laterality is other]
    if view.is_one_sided and stated and len(across) == len(stated):
        return _evidence(Domain.SIDE, Outcome.CONTRADICT, f"complaint is {other.word}", across)
    signs_across, signs_here = _abnormal(view, other), _abnormal(view, view.side)
    if view.is_one_sided and signs_across and not signs_here:
        return _evidence(Domain.SIDE, Outcome.CONTRADICT, f"signs are {other.word} only", signs_across)
    if any(one not in across for one in stated):
        here = [one for one in stated if one not in across]
        return _evidence(Domain.SIDE, Outcome.SUPPORT, f"complaint is {view.side.word}", here)
    return Evidence(Domain.SIDE, Outcome.NEUTRAL, "no complaint of a side is linked")


def _abnormal(view: _View, side: Laterality) -> list[ExamItem]:
    kinds = (ExamKind.MOTOR, ExamKind.SENSORY, ExamKind.TEST)
    found = [item for kind in kinds for item, one in view.expected(kind, side) if one.is_abnormal(item.value)]
    return found + [item for item, one in view.expected(ExamKind.REFLEX, side) if item.value in _REDUCED_REFLEX]


def _signs(view: _View, kind: ExamKind, domain: Domain) -> Evidence:
    """Weakness or reduced sensation of an expected root, or of other roots only (same limb)."""
    expected = view.expected(kind, view.side)
    if found := [item for item, one in expected if one.is_abnormal(item.value)]:
        return _evidence(domain, Outcome.SUPPORT, _words(found), found)
    limbs = {_limb(root) for root in view.roots}
    elsewhere = [
        item
        for item, one in view.items(kind, view.side)
        if one.is_abnormal(item.value) and limbs & {_limb(root) for root in one.roots}
    ]
    if elsewhere:
        return _evidence(domain, Outcome.CONTRADICT, f"{_words(elsewhere)}, not {_names(view.roots)}", elsewhere)
    if expected:
        examined = [item for item, _ in expected]
        return _evidence(domain, Outcome.NEUTRAL, _words(examined), examined)
    return _missing(view, kind, domain)


def _reflex(view: _View) -> Evidence:
    """A reflex of an expected root that is reduced against the other side."""
    here = view.expected(ExamKind.REFLEX, view.side)
    if not here:
        return _missing(view, ExamKind.REFLEX, Domain.REFLEX)
    across = {item.name_id: item for item, _ in view.expected(ExamKind.REFLEX, _OTHER_SIDE[view.side])}
    reduced = [item for item, _ in here if item.value in _REDUCED_REFLEX]
    for item in reduced:
        other = across.get(item.name_id)
        if other is not None and _REFLEX_GRADES[item.value] < _REFLEX_GRADES[other.value]:
            text = f"{_words([item])} (other side {other.value})"
            return _evidence(Domain.REFLEX, Outcome.SUPPORT, text, [item, other])
    if reduced and reduced[0].name_id not in across:
        title = EXAM_ITEMS[reduced[0].name_id].title
        text = f"{title} {_OTHER_SIDE[view.side].word}, to compare with {reduced[0].value}"
        return _evidence(Domain.REFLEX, Outcome.NOT_EXAMINED, text, reduced)
    examined = [item for item, _ in here]
    return _evidence(Domain.REFLEX, Outcome.NEUTRAL, _words(examined), examined)


def _tension(view: _View) -> Evidence:
    """A positive provocation test of the region."""
    expected = view.expected(ExamKind.TEST, view.side)
    if positive := [item for item, one in expected if one.is_abnormal(item.value)]:
        return _evidence(Domain.TENSION, Outcome.SUPPORT, _words(positive), positive)
    if expected:
        examined = [item for item, _ in expected]
        return _evidence(Domain.TENSION, Outcome.NEUTRAL, _words(examined), examined)
    return _missing(view, ExamKind.TEST, Domain.TENSION)


def _pain_map(view: _View) -> Evidence:
    """Pain drawn in an expected dermatome; another dermatome is neutral, because dermatomes overlap and vary."""
    drawn = [one for one in view.complaints if one.radiation_roots and one.laterality is not _OTHER_SIDE[view.side]]
    fitting = [one for one in drawn if set(one.radiation_roots) & set(view.roots)]
    if fitting:
        shared = [root for root in view.roots if any(root in one.radiation_roots for one in fitting)]
        return _evidence(Domain.PAIN_MAP, Outcome.SUPPORT, f"pain in the {_names(shared)} dermatome", fitting)
    if drawn:
        return _evidence(Domain.PAIN_MAP, Outcome.NEUTRAL, "pain in another dermatome", drawn)
    return Evidence(Domain.PAIN_MAP, Outcome.NOT_EXAMINED, "pain map of a linked complaint")


def _imaging(view: _View) -> Evidence:
    finding = view.finding
    zone = f" {finding.zone}" if finding.zone is not None else ""
    if finding.grade == "0":
        return _evidence(Domain.IMAGING, Outcome.NEUTRAL, "imaging graded 0", [finding])
    text = f"imaging: {finding.level.label}{zone} reaches {_names(view.roots)}"
    return _evidence(Domain.IMAGING, Outcome.SUPPORT, text, [finding])


def _other(view: _View) -> SideAssessment:
    """Findings without a rule yet (domain.md 5.4): what speaks for them is listed, the verdict stays open."""
    evidence = [_side(view), *_half_of_body(view), *_tests_of_type(view)]
    return _result(view, evidence, _contradicted_only)


def _contradicted_only(outcomes: Mapping[Domain, Outcome]) -> Verdict:
    is_contradicted = Outcome.CONTRADICT in outcomes.values()
    return Verdict.DISCORDANT if is_contradicted else Verdict.INSUFFICIENT_DATA


def _half_of_body(view: _View) -> list[Evidence]:
    """Linked pain that goes into arms only for a lumbar finding, or into legs only for a cervical one."""
    limb = _limb_of_level(view.finding.level)
    drawn = {_limb(root) for one in view.complaints for root in one.radiation_roots}
    if limb is None or not drawn or limb in drawn or _TRUNK in drawn:
        return []
    text = f"pain goes into the {', '.join(sorted(drawn))}, the finding is at {view.finding.level.label}"
    return [_evidence(Domain.PAIN_MAP, Outcome.CONTRADICT, text, view.complaints)]


def _tests_of_type(view: _View) -> list[Evidence]:
    wanted = _TESTS_OF_TYPE.get(view.finding.type_id, ())
    found = [
        item
        for kind in (ExamKind.TEST, ExamKind.REFLEX)
        for item, _ in view.items(kind, view.side)
        if item.name_id in wanted
    ]
    positive = [item for item in found if EXAM_ITEMS[item.name_id].is_abnormal(item.value)]
    evidence = [_evidence(Domain.TENSION, Outcome.SUPPORT, _words(positive), positive)] if positive else []
    missing = [EXAM_ITEMS[name].title for name in wanted if name not in {item.name_id for item in found}]
    if missing:
        side = "" if view.side is Laterality.MEDIAN else f" {view.side.word}"
        evidence.append(Evidence(Domain.TENSION, Outcome.NOT_EXAMINED, f"{', '.join(missing)}{side}"))
    return evidence


_TRUNK = "trunk"
_LIMBS = {"C": "arm", "L": "leg", "S": "leg"}


def _limb(root: Root) -> str:
    return "arm" if root is Root.T1 else _LIMBS.get(root.value[0], _TRUNK)


def _limb_of_level(level: Level) -> str | None:
    if level.kind is LevelKind.JOINT:
        return None
    return _LIMBS.get(level.value[0])


def _missing(view: _View, kind: ExamKind, domain: Domain) -> Evidence:
    titles = view.unexamined(kind)
    if not titles:
        return Evidence(domain, Outcome.NEUTRAL, f"{_names(view.roots)} has none")
    return Evidence(domain, Outcome.NOT_EXAMINED, f"{', '.join(titles)} {view.side.word}")


def _evidence(domain: Domain, outcome: Outcome, text: str, items: Iterable[ExamItem | Complaint | Finding]) -> Evidence:
    return Evidence(domain, outcome, text, tuple(item.id for item in items))


def _words(items: Iterable[ExamItem]) -> str:
    """`Great-toe extension right 4, Straight leg raise right positive (45)`."""
    return ", ".join(exam_item_text(item) for item in items)


def exam_item_text(item: ExamItem) -> str:
    """One examined item in words: `Great-toe extension right 4`."""
    definition = EXAM_ITEMS.get(item.name_id)
    title = item.name_id.replace("_", " ") if definition is None else definition.title
    detail = f" ({exam_detail(item)})" if item.detail else ""
    return f"{title} {item.laterality.word} {item.value}{detail}"


def _names(roots: Iterable[Root]) -> str:
    return " and ".join(root.value for root in roots)
