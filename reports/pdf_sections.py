"""The sections of the PDF as flowing parts, in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Image, KeepTogether, Spacer, Table, TableStyle

from annotations.case import Case
from annotations.patient import ImagingStudy
from reports.content import KeyImage, Provenance
from reports.evaluation_text import evaluation_sections
from reports.names import display_name
from reports.narrative import (
    DISCLAIMER,
    REVIEW_NOTE,
    SUPINE_NOTE,
    FindingText,
    TargetText,
    finding_texts,
    measurement_rows,
    numbering_text,
    retracted_count,
    target_texts,
)
from reports.pdf_style import (
    BODY,
    CAPTION,
    CHIP_WIDTH,
    HEADING,
    LINE,
    NAME,
    PANEL,
    SMALL,
    SUBHEADING,
    TITLE,
    facts_table,
    ruled_table,
    side_chip,
    text,
)
from reports.reading_grid_text import GRID_NOTE, grid_texts

LEVEL_WIDTH = 26 * mm
CARD_PADDING = 8
IMAGE_GAP = 5 * mm
NOT_LISTED = "Levels that are not listed were not assessed in this review; that is not a normal."
NO_GRID = "Levels without a finding were not assessed, which is not normal."
NOT_LISTED_BESIDE_GRID = (
    "What was looked at at the other levels stands under Level by level; the rest was not assessed."
)
LARGEST_IMAGE_HEIGHT = 92 * mm
"""So that two rows of key images fit on a page."""


def story(
    case: Case,
    key_images: Sequence[KeyImage],
    width: float,
    *,
    final: bool,
    provenance: Provenance,
    spacings_mm: Mapping[str, float] | None = None,
) -> list[Flowable]:
    """Every section for a text width in points; `spacings_mm` as in `measurement_rows`."""
    return [
        *_opening(case, width),
        *_findings(case, width),
        *_reading_grids(case, width),
        *_key_images(key_images, width),
        *_evaluation(case, width),
        *_measurements(case, width, spacings_mm),
        *_targets(case, width),
        *_closing(case, width, final=final, provenance=provenance),
    ]


def _opening(case: Case, width: float) -> list[Flowable]:
    rows = [_summary_row(one, "Finding") for one in finding_texts(case)]
    rows += [_summary_row(one, "Target") for one in target_texts(case)]
    summary = ruled_table(
        ("Side", "Level", "What", "Kind"),
        rows or [["none", "", "No finding and no target recorded", ""]],
        (CHIP_WIDTH + 6, LEVEL_WIDTH, width - CHIP_WIDTH - 6 - LEVEL_WIDTH - 20 * mm, 20 * mm),
    )
    return [
        text("Imaging review for interventional pain management", TITLE),
        Spacer(1, 4),
        text(_studies_text(case)),
        text(numbering_text(case)),
        text("Sides are the patient's: L left, R right, M midline, B bilateral. Levels from the skull down.", SMALL),
        text("Summary", HEADING),
        summary,
    ]


def _summary_row(one: FindingText | TargetText, kind: str) -> list[str | Flowable]:
    return [side_chip(one.laterality), text(one.level.label, NAME), one.title, kind]


def _studies_text(case: Case) -> str:
    studies = case.of_type(ImagingStudy)
    if not studies:
        return "Studies: none recorded in the case."
    return f"Studies: {'; '.join(_study_text(one) for one in studies)}."


def _study_text(study: ImagingStudy) -> str:
    """Date, modality and description; the modality only where the description does not begin with it."""
    modalities = "/".join(study.modalities)
    is_named = bool(modalities) and study.description.upper().startswith(modalities.upper())
    parts = (study.date, "" if is_named else modalities, study.description)
    return " ".join(part for part in parts if part) or study.study_instance_uid


def _findings(case: Case, width: float) -> list[Flowable]:
    parts: list[Flowable] = [text("Findings by level", HEADING)]
    findings = finding_texts(case)
    if not findings:
        parts.append(text(f"No finding recorded. {NOT_LISTED_BESIDE_GRID if grid_texts(case) else NO_GRID}"))
    else:
        parts = _cards("Findings by level", findings, width)
        parts.append(text(NOT_LISTED_BESIDE_GRID if grid_texts(case) else NOT_LISTED, SMALL))
    retracted = retracted_count(case)
    if retracted:
        parts.append(text(f"Retracted findings, kept in the audit trail and not shown: {retracted}.", SMALL))
    return parts


def _cards(heading: str, entries: Sequence[FindingText | TargetText], width: float) -> list[Flowable]:
    """One card each; the heading stays with the first, never alone at the foot of a page."""
    first, *others = [_card(one, width) for one in entries]
    return [KeepTogether([text(heading, HEADING), *first]), *(KeepTogether(card) for card in others)]


def _card(one: FindingText | TargetText, width: float) -> list[Flowable]:
    heading = Table(
        [[side_chip(one.laterality), text(one.level.label, NAME), text(one.title, NAME)]],
        colWidths=[CHIP_WIDTH + 16, LEVEL_WIDTH, width - CHIP_WIDTH - 16 - LEVEL_WIDTH],
    )
    heading.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (0, 0), CARD_PADDING),
                ("BOX", (0, 0), (-1, -1), 0.6, LINE),
                ("BACKGROUND", (0, 0), (-1, -1), PANEL),
            ]
        )
    )
    return [heading, facts_table(one.facts, width, padding=CARD_PADDING), Spacer(1, 6)]


def _reading_grids(case: Case, width: float) -> list[Flowable]:
    """Nothing where no level was assessed: findings then stand by themselves."""
    grids = grid_texts(case)
    parts: list[Flowable] = [text("Level by level", HEADING)] if grids else []
    for one in grids:
        shares = [1.5, *([1.0] * (len(one.header) - 3)), 1.9, 1.6]
        rows = [[text(cell, SMALL) for cell in row] for row in one.rows]
        table = ruled_table(one.header, rows, [width * share / sum(shares) for share in shares])
        parts += [text(one.heading, SUBHEADING), table, *(text(other, SMALL) for other in one.others)]
    return [*parts, text(GRID_NOTE, SMALL)] if grids else []


def _key_images(key_images: Sequence[KeyImage], width: float) -> list[Flowable]:
    parts: list[Flowable] = [text("Key images", HEADING)]
    if not key_images:
        return [*parts, text("No key image was chosen.")]
    column = (width - IMAGE_GAP) / 2
    for first in range(0, len(key_images), 2):
        cells = [_picture(one, column) for one in key_images[first : first + 2]]
        row = Table([cells + [""] * (2 - len(cells))], colWidths=[column + IMAGE_GAP, column])
        row.setStyle(
            TableStyle(
                [
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ]
            )
        )
        parts.append(row)
    return parts


def _picture(one: KeyImage, column: float) -> list[Flowable]:
    image = Image(BytesIO(one.png))
    scale = min(column / image.imageWidth, LARGEST_IMAGE_HEIGHT / image.imageHeight)
    image.drawWidth, image.drawHeight = image.imageWidth * scale, image.imageHeight * scale
    image.hAlign = "LEFT"
    return [image, text(one.caption or "No caption", CAPTION)]


def _evaluation(case: Case, width: float) -> list[Flowable]:
    parts: list[Flowable] = [text("Evaluation", HEADING)]
    for section in evaluation_sections(case):
        table = facts_table(section.rows, width, label_width=58 * mm)
        parts.extend((text(section.heading, SUBHEADING), table))
    return parts


def _measurements(case: Case, width: float, spacings_mm: Mapping[str, float] | None) -> list[Flowable]:
    rows = measurement_rows(case, spacings_mm)
    parts: list[Flowable] = [text("Measurements", HEADING)]
    if not rows:
        return [*parts, text("None made.")]
    shares = (0.32, 0.13, 0.21, 0.13, 0.21)
    firsts = {one.mark_id: one for one in reversed(rows)}
    cells = [
        (
            one.what if firsts[one.mark_id] is one or not one.quantity else one.quantity,
            one.value,
            one.method,
            one.uncertainty,
            one.calibration,
        )
        for one in rows
    ]
    header = ("What", "Value", "Method", "Uncertainty", "Calibration")
    return [*parts, ruled_table(header, cells, [share * width for share in shares])]


def _targets(case: Case, width: float) -> list[Flowable]:
    targets = target_texts(case)
    parts: list[Flowable] = [text("Procedure targets", HEADING)]
    if not targets:
        return [*parts, text("None planned.")]
    return [*_cards("Procedure targets", targets, width), text(SUPINE_NOTE, SUBHEADING)]


def _closing(case: Case, width: float, *, final: bool, provenance: Provenance) -> list[Flowable]:
    facts = (
        ("Status", "FINAL" if final else "DRAFT, not for treatment decisions before it is finalised"),
        ("Physician", display_name(provenance.author)),
        ("Made", provenance.made_at.strftime("%Y-%m-%d %H:%M %Z").strip()),
        ("Software", f"Foramen {provenance.software_version}"),
        ("Case", f"{case.id}, audit revision {case.revision}"),
        ("Signature", "_" * 40),
    )
    disclaimer = Table([[text(DISCLAIMER, BODY)]], colWidths=[width])
    disclaimer.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 0.6, LINE), ("BACKGROUND", (0, 0), (-1, -1), PANEL)]))
    return [
        KeepTogether(
            [
                text("About this report", HEADING),
                facts_table(facts, width),
                Spacer(1, 6),
                text(REVIEW_NOTE),
                Spacer(1, 4),
                disclaimer,
            ]
        )
    ]
