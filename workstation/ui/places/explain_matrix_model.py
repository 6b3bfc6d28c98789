"""The cells of "what explains what": findings against complaints and examination, computed from a case."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.anatomy import Laterality
from annotations.case import Case
from annotations.concordance import Assessment, Domain, Outcome, assess
from annotations.evaluation import Complaint, ExamItem, ExamKind
from annotations.exam_catalogue import EXAM_ITEMS, exam_detail
from annotations.findings import Finding, FindingStatus
from annotations.roots import roots_of_finding
from viewers.qt.translated import tr

NOT_ASKED_OF = "–"
EXAM_COLUMNS = (
    (ExamKind.MOTOR, "Motor"),
    (ExamKind.SENSORY, "Sensory"),
    (ExamKind.REFLEX, "Reflex"),
    (ExamKind.TEST, "Tension"),
)
DOMAIN_OF_KIND = {
    ExamKind.MOTOR: Domain.MOTOR,
    ExamKind.SENSORY: Domain.SENSORY,
    ExamKind.REFLEX: Domain.REFLEX,
    ExamKind.TEST: Domain.TENSION,
}
STRONGEST_FIRST = (Outcome.CONTRADICT, Outcome.SUPPORT, Outcome.NEUTRAL, Outcome.NOT_EXAMINED)
OUTCOME_TONES = {
    Outcome.SUPPORT: "good",
    Outcome.CONTRADICT: "alert",
    Outcome.NEUTRAL: "plain",
    Outcome.NOT_EXAMINED: "faint",
}
OUTCOME_WORDS = {
    Outcome.SUPPORT: "supports",
    Outcome.CONTRADICT: "against",
    Outcome.NEUTRAL: "normal",
    Outcome.NOT_EXAMINED: "not examined",
}
_SIDED = (Laterality.LEFT, Laterality.RIGHT)


@dataclass(frozen=True)
class Cell:
    """One cell: its words, tone (`good`, `alert`, `caution`, `unexplained`, `faint`, `plain`) and what it says more."""

    text: str
    tone: str = "plain"
    is_linked: bool = False
    tip: str = ""


@dataclass(frozen=True)
class MatrixRow:
    """One finding with its cells: complaints in order, then motor, sensory, reflex and tension, and the verdict."""

    finding: Finding
    complaints: tuple[Cell, ...]
    exam: tuple[Cell, ...]
    verdict: str


@dataclass(frozen=True)
class Matrix:
    """All rows, and the complaints no finding is linked to."""

    complaints: tuple[Complaint, ...]
    rows: tuple[MatrixRow, ...]
    unexplained_ids: tuple[str, ...]


def matrix_of(case: Case) -> Matrix:
    """The matrix of a case as it is now."""
    complaints = case.of_type(Complaint)
    findings = [f for f in case.of_type(Finding) if f.status is not FindingStatus.RETRACTED]
    linked = {complaint_id for finding in findings for complaint_id in finding.complaint_ids}
    rows = tuple(
        MatrixRow(
            finding,
            tuple(complaint_cell(finding, complaint) for complaint in complaints),
            tuple(exam_cell(case, finding, assessment, kind) for kind, _ in EXAM_COLUMNS),
            assessment.verdict.value,
        )
        for finding, assessment in ((finding, assess(case, finding)) for finding in findings)
    )
    return Matrix(complaints, rows, tuple(c.id for c in complaints if c.id not in linked))


def complaint_cell(finding: Finding, complaint: Complaint) -> Cell:
    """Whether the physician tied the two together, and whether their sides fit."""
    is_linked = complaint.id in finding.complaint_ids
    roots = {root.value for root in roots_of_finding(finding).roots} & {
        root.value for root in complaint.radiation_roots
    }
    if other_side(finding.laterality, complaint.laterality):
        words = tr(
            "{label} is {value}, the finding ",
            label=complaint.label,
            value=complaint.laterality.word if complaint.laterality else "",
        )
        return Cell(
            tr("other side"),
            "alert",
            is_linked,
            tr("{words}{word}. Click to link or unlink.", words=words, word=finding.laterality.word),
        )
    fits = tr("fits {list}", list=" ".join(sorted(roots))) if roots else "possible"
    if is_linked:
        return Cell(fits if roots else "linked", "good", is_linked=True, tip=tr("Linked. Click to unlink."))
    return Cell(fits, "plain" if roots else "faint", tip=tr("Not linked. Click to link."))


def exam_cell(case: Case, finding: Finding, assessment: Assessment, kind: ExamKind) -> Cell:
    """What the rules say about one kind of examination; the words are the items it rests on."""
    is_linked = any(i.kind is kind for i in case.of_type(ExamItem) if i.id in finding.exam_item_ids)
    found = [evidence for evidence in assessment.evidence if evidence.domain is DOMAIN_OF_KIND[kind]]
    if not found:
        return Cell(NOT_ASKED_OF, "faint", is_linked, tr("No rule asks for this here. Click to link an item."))
    outcome = next(one for one in STRONGEST_FIRST if any(evidence.outcome is one for evidence in found))
    decisive = [evidence for evidence in found if evidence.outcome is outcome]
    items = [case.get(ExamItem, item_id) for evidence in decisive for item_id in evidence.item_ids]
    words = ", ".join(dict.fromkeys(exam_words(item) for item in items if item is not None))
    text = words if words and outcome in (Outcome.SUPPORT, Outcome.CONTRADICT) else tr(OUTCOME_WORDS[outcome])
    tip = "\n".join(evidence.text for evidence in decisive)
    return Cell(text, OUTCOME_TONES[outcome], is_linked, tr("{tip}\nClick to link items.", tip=tip))


def other_side(one: Laterality | None, other: Laterality | None) -> bool:
    """Whether two sides contradict: one is left and the other right."""
    return one in _SIDED and other in _SIDED and one is not other


def is_sign(item: ExamItem) -> bool:
    """Whether a recorded item is abnormal."""
    known = EXAM_ITEMS.get(item.name_id)
    return known is not None and known.is_abnormal(item.value)


def sided_exam_words(item: ExamItem) -> str:
    """The same with the side in words: `Great toe extension 4, left`."""
    return f"{exam_words(item)}, {item.laterality.word}"


def exam_words(item: ExamItem) -> str:
    """Item, value and detail: `Great toe extension 4`, `Straight leg raise positive 45°`."""
    known = EXAM_ITEMS.get(item.name_id)
    detail = f" {exam_detail(item)}" if item.detail else ""
    return f"{known.title if known is not None else item.name_id} {item.value}{detail}"
