"""Type, colours and small parts of the PDF."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from annotations.anatomy import Laterality
from reports.fonts import BOLD, REGULAR, paragraph_text

INK, QUIET, LINE = HexColor("#14191f"), HexColor("#55606b"), HexColor("#c9d0d7")
ACCENT, PANEL = HexColor("#1d6f6a"), HexColor("#f3f6f8")
DRAFT_COLOUR, FINAL_COLOUR = HexColor("#9a5b00"), HexColor("#1d6f6a")
MARGIN = 16 * mm
CHIP_WIDTH = 27 * mm

# The screen's side colours (interface.md), darkened until white text on them has a contrast of 4.5 to 1.
SIDE_COLOURS: dict[Laterality, Color] = {
    Laterality.LEFT: HexColor("#1f6db5"),
    Laterality.RIGHT: HexColor("#a85a12"),
    Laterality.MEDIAN: HexColor("#5a6570"),
    Laterality.BILATERAL: HexColor("#6a4bb0"),
}


def _style(name: str, size: float, **options: object) -> ParagraphStyle:
    return ParagraphStyle(name, **{"fontName": REGULAR, "fontSize": size, "leading": size * 1.35, **options})


BODY = _style("body", 9, textColor=INK, splitLongWords=1)
SMALL = _style("small", 7.5, textColor=QUIET)
CAPTION = _style("caption", 8, textColor=INK, spaceBefore=2)
LABEL = _style("label", 8, textColor=QUIET)
TITLE = _style("title", 17, fontName=BOLD, textColor=INK)
HEADING = _style("heading", 12, fontName=BOLD, textColor=ACCENT, spaceBefore=12, spaceAfter=5, keepWithNext=1)
SUBHEADING = _style("subheading", 9.5, fontName=BOLD, textColor=INK, spaceBefore=5, spaceAfter=2, keepWithNext=1)
NAME = _style("name", 10.5, fontName=BOLD, textColor=INK)
CHIP = _style("chip", 8.5, fontName=BOLD, textColor=white, alignment=1)


def text(content: str, style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph that shows `content` literally."""
    return Paragraph(paragraph_text(content), style)


def side_chip(laterality: Laterality) -> Table:
    """A coloured box with letter and word, so that the side never rests on colour alone."""
    return chip(f"{laterality.value}  {laterality.word.upper()}", SIDE_COLOURS[laterality], CHIP_WIDTH)


def chip(words: str, colour: Color, width: float) -> Table:
    """A filled rounded box with white words."""
    box = Table([[text(words, CHIP)]], colWidths=[width])
    box.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), colour),
                ("ROUNDEDCORNERS", [3, 3, 3, 3]),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ]
        )
    )
    return box


def facts_table(
    facts: Sequence[tuple[str, str]], width: float, *, label_width: float = 34 * mm, padding: float = 0
) -> Table:
    """Label and text rows without lines between; with `padding` in a frame. Even one row may go on to the next page."""
    rows = [[text(label, LABEL), text(content)] for label, content in facts]
    table = Table(rows, colWidths=[label_width + padding, width - label_width - padding], splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 0.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("LEFTPADDING", (0, 0), (0, -1), padding),
                *([("BOX", (0, 0), (-1, -1), 0.6, LINE), ("TOPPADDING", (0, 0), (-1, 0), 4)] if padding else []),
                *([("BOTTOMPADDING", (0, -1), (-1, -1), 5)] if padding else []),
            ]
        )
    )
    return table


def ruled_table(header: Sequence[str], rows: Sequence[Sequence[str | Flowable]], widths: Sequence[float]) -> Table:
    """A table with a heading row that repeats on the next page and thin lines between rows."""
    body = [[cell if isinstance(cell, Flowable) else text(cell) for cell in row] for row in rows]
    table = Table([[text(name, LABEL) for name in header], *body], colWidths=list(widths), repeatRows=1, splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
                ("BACKGROUND", (0, 0), (-1, 0), PANEL),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table
