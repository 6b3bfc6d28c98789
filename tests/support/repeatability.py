"""How far measurements spread when every point is placed 1 mm off: the table of docs/measurements.md.

Run as a program to print it: `python -m tests.support.repeatability`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from annotations.geometry import FloatArray, Point, as_point
from annotations.gradings import suggest_grade
from annotations.locations import PatientLocation
from annotations.marks import Mark, MarkKind
from annotations.measurements import Measurement, measurements_of
from sample_data.generate import default_root, ensure_samples
from sample_data.ground_truth import FrameTruth, load
from tests.support.true_marks import TrueMark, as_array, true_marks

SEED = 20261127
TRIALS = 1000
JITTER_MM = 1.0
"""Standard deviation of each point along each axis of the sagittal plane it is placed on."""
COLUMNS = (
    "quantity", "where", "true points", "mean of 1,000", "spread (SD)", "95 % of trials", "stated ±", "published",
)  # fmt: skip
TOLD = {
    ("vertebra", "height loss"): "noise band ± 3 % (design choice)",
    ("vertebra", "anterior height"): "none in our sources",
    ("vertebra", "middle height"): "none in our sources",
    ("vertebra", "posterior height"): "none in our sources",
    ("vertebra", "wedge ratio"): "none in our sources",
    ("vertebra", "endplate angle"): "none in our sources",
    ("slip", "slip"): "below 3 mm ignored (design choice)",
    ("slip", "slip percentage"): "none in our sources",
    ("canal-ap", "canal AP diameter"): "none in our sources",
    ("disc-height", "mean disc height"): "observers over 1 mm apart, methods up to 2 mm [DH-MM]",
    ("disc-height", "disc height index"): "none in our sources",
    ("cobb", "Cobb angle"): "about ± 5° [M]",
    ("lordosis", "lumbar lordosis"): "none in our sources",
}
"""What is published or chosen for each quantity of the table; [M] is unverified."""
_SUBJECTS = {
    "a": (
        ("L1", "vertebra"),
        ("L4-L5", "disc-height"),
        ("L4-L5", "canal-ap"),
        ("T11-L5", "cobb"),
        ("L1-S1", "lordosis"),
    ),
    "b": (("L6-S1", "slip"),),
}


def measured(kind: MarkKind, points: FloatArray, pixel_mm: float | None = None) -> tuple[Measurement, ...]:
    """Everything a mark of these points measures."""
    placed: tuple[Point, ...] = tuple(as_point(point) for point in points)
    return measurements_of(Mark("m", kind, PatientLocation("1.9", placed)), pixel_spacing_mm=pixel_mm)


def trials(mark: TrueMark, random: np.random.Generator) -> tuple[tuple[Measurement, ...], ...]:
    """The mark placed again and again, each point off by `JITTER_MM` within the sagittal plane."""
    points = as_array(mark)
    errors = random.normal(0.0, JITTER_MM, (TRIALS, len(points), 2))
    moved = [points + np.concatenate([np.zeros((len(points), 1)), error], axis=1) for error in errors]
    return tuple(measured(mark.kind, one) for one in moved)


def chosen_marks() -> tuple[TrueMark, ...]:
    """The marks of the table, from the truth of both sample patients' CT."""
    samples = ensure_samples(default_root())
    frames: dict[str, FrameTruth] = {
        "a": load(samples.ground_truth_a).frame("ct"),
        "b": load(samples.ground_truth_b).frame("ct"),
    }
    found = []
    for key, subjects in _SUBJECTS.items():
        by_subject = {(one.subject, one.kind.value): one for one in true_marks(frames[key])}
        found += [by_subject[subject] for subject in subjects]
    return tuple(found)


def table() -> tuple[str, ...]:
    """The lines of the table in docs/measurements.md, then the line about the grade."""
    random = np.random.default_rng(SEED)
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    grades = ""
    for mark in chosen_marks():
        repeated = trials(mark, random)
        lines += list(_rows(mark, repeated))
        if mark.kind is MarkKind.VERTEBRA:
            grades = _grade_line(repeated)
    return (*lines, "", grades)


def _rows(mark: TrueMark, repeated: tuple[tuple[Measurement, ...], ...]) -> Iterator[str]:
    stated = {one.name: one for one in measured(mark.kind, as_array(mark), JITTER_MM)}
    for place, (name, exact) in enumerate(stated.items()):
        told = TOLD.get((mark.kind.value, name))
        if told is None:
            continue
        values = np.array([one[place].value for one in repeated])
        low, high = np.percentile(values, (2.5, 97.5))
        digits = 3 if exact.unit == "1" else 2
        cells = (exact.value, values.mean(), values.std(ddof=1))
        unit = {"1": "", "deg": "°", "mm": " mm", "%": " %"}[exact.unit]
        numbers = [f"{cell:.{digits}f}{unit}" for cell in cells]
        assert exact.uncertainty is not None
        between, known = f"{low:.{digits}f} to {high:.{digits}f}{unit}", f"{exact.uncertainty:.{digits}f}{unit}"
        yield "| " + " | ".join((name, mark.subject, *numbers, between, known, told)) + " |"


def _grade_line(repeated: tuple[tuple[Measurement, ...], ...]) -> str:
    counts: Counter[str] = Counter()
    banded = 0
    for values in repeated:
        found = suggest_grade("vcf", values)
        assert found is not None
        counts[found.grade] += 1
        banded += "2" in found.grades
    shares = ", ".join(f"grade {grade} in {100 * count / TRIALS:.1f} %" for grade, count in sorted(counts.items()))
    return (
        f"Genant of L1 (true: grade 2): {shares}; grade 2 is named, alone or within the band, in {banded / TRIALS:.1%}."
    )


if __name__ == "__main__":
    print("\n".join(table()))
