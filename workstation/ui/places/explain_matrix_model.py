"""The cells of "what explains what": findings against complaints and examination, computed from a case."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.anatomy import Laterality
from annotations.case import Case
from annotations.concordance import assess
from annotations.evaluation import Complaint, ExamItem, ExamKind
from annotations.exam_catalogue import EXAM_ITEMS, NOT_TESTABLE
from annotations.findings import Finding, FindingStatus
from annotations.roots import roots_of_finding

NOT_EXAMINED = "not examined"
NOT_ASKED_OF = "–"
EXAM_COLUMNS = (
    (ExamKind.MOTOR, "Motor"),
    (ExamKind.SENSORY, "Sensory"),
    (ExamKind.REFLEX, "Reflex"),
    (ExamKind.TEST, "Tension"),
)
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
            tuple(exam_cell(case, finding, kind) for kind, _ in EXAM_COLUMNS),
            str(assess(case, finding).verdict),
        )
        for finding in findings
    )
    return Matrix(complaints, rows, tuple(c.id for c in complaints if c.id not in linked))


def complaint_cell(finding: Finding, complaint: Complaint) -> Cell:
    """Whether the physician tied the two together, and whether their sides fit."""
    is_linked = complaint.id in finding.complaint_ids
    roots = {root.value for root in roots_of_finding(finding).roots} & {
        root.value for root in complaint.radiation_roots
    }
    if other_side(finding.laterality, complaint.laterality):
        words = f"{complaint.label} is {complaint.laterality.word if complaint.laterality else ''}, the finding "
        return Cell("other side", "alert", is_linked, f"{words}{finding.laterality.word}. Click to link or unlink.")
    fits = f"fits {' '.join(sorted(roots))}" if roots else "possible"
    if is_linked:
        return Cell(fits if roots else "linked", "good", is_linked=True, tip="Linked. Click to unlink.")
    return Cell(fits, "plain" if roots else "faint", tip="Not linked. Click to link.")


def exam_cell(case: Case, finding: Finding, kind: ExamKind) -> Cell:
    """What the examination of the expected roots says, on the finding's side."""
    roots = set(roots_of_finding(finding).roots)
    asked = [d.id for d in EXAM_ITEMS.values() if d.kind is kind and roots & set(d.roots)]
    linked = [item for item in case.of_type(ExamItem) if item.kind is kind and item.id in finding.exam_item_ids]
    if not asked and not linked:
        return Cell(NOT_ASKED_OF, "faint", tip="Nothing of this kind speaks for this finding. Click to link an item.")
    recorded = [i for i in case.of_type(ExamItem) if i.name_id in asked and i.kind is kind and i.value != NOT_TESTABLE]
    own = [item for item in (*recorded, *linked) if not other_side(finding.laterality, item.laterality)]
    signs = list(dict.fromkeys(item for item in own if is_sign(item)))
    if signs:
        return Cell(", ".join(exam_words(i) for i in signs), "good", bool(linked), "Click to link items.")
    across = [item for item in recorded if other_side(finding.laterality, item.laterality) and is_sign(item)]
    if across:
        return Cell("other side", "alert", bool(linked), ", ".join(exam_words(item) for item in across))
    if own:
        return Cell("normal", "plain", bool(linked), ", ".join(exam_words(item) for item in own))
    return Cell(NOT_EXAMINED, "faint", tip="Record it under Evaluate (F2).")


def other_side(one: Laterality | None, other: Laterality | None) -> bool:
    """Whether two sides contradict: one is left and the other right."""
    return one in _SIDED and other in _SIDED and one is not other


def is_sign(item: ExamItem) -> bool:
    """Whether a recorded item is abnormal."""
    known = EXAM_ITEMS.get(item.name_id)
    return known is not None and known.is_abnormal(item.value)


def exam_words(item: ExamItem) -> str:
    """Item, value and detail: `Great toe extension 4`, `Straight leg raise positive 45°`."""
    known = EXAM_ITEMS.get(item.name_id)
    detail = f" {item.detail}" if item.detail else ""
    return f"{known.title if known is not None else item.name_id} {item.value}{detail}"
