"""Structured reports as lines to read: the content tree of PS3.3 C.17.3, with the images each line refers to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pydicom.dataset import Dataset

from workstation.dicom.raw_values import without_controls

LARGEST_DEPTH = 64
"""Content nested deeper than any real report is left out, and said."""
LARGEST_LINES = 20_000
"""Lines of the longest report that is shown; what follows is said to be left out."""
LEFT_OUT = "The rest of this report is left out: it is nested deeper or longer than any real one."


@dataclass(frozen=True)
class ImageMention:
    """An image a document refers to; `frames` (1-based) is empty where it means the whole image."""

    sop_class_uid: str
    sop_instance_uid: str
    frames: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReportLine:
    """One line: how deep it stands, what it is called, what it says, and the images it refers to."""

    depth: int
    heading: str
    text: str
    images: tuple[ImageMention, ...] = ()


def report_lines(dataset: Dataset) -> tuple[ReportLine, ...]:
    """The content tree in reading order; the first line is the title of the document."""
    lines: list[ReportLine] = []
    for line in _lines(dataset, 0):
        if len(lines) >= LARGEST_LINES or line.depth >= LARGEST_DEPTH:
            lines.append(ReportLine(0, "", LEFT_OUT))
            break
        lines.append(line)
    return tuple(lines)


def _lines(item: Dataset, depth: int) -> Iterator[ReportLine]:
    kind = str(item.get("ValueType", ""))
    heading = _meaning(item, "ConceptNameCodeSequence")
    say = _SAYINGS.get(kind)
    text = say(item) if say is not None else f"({kind.lower()} content is not shown)" if kind else ""
    children = item.get("ContentSequence") or ()
    mentions = tuple(_mentions(item))
    if heading or text or mentions:
        yield ReportLine(depth, heading, text, mentions)
    if depth + 1 > LARGEST_DEPTH:
        yield ReportLine(LARGEST_DEPTH, "", "")
        return
    for child in children:
        yield from _lines(child, depth + 1)


def mentioned_images(lines: tuple[ReportLine, ...]) -> tuple[ImageMention, ...]:
    """Every image that lines refer to, each once, in reading order."""
    return tuple(dict.fromkeys(mention for line in lines for mention in line.images))


def _mentions(item: Dataset) -> Iterator[ImageMention]:
    if str(item.get("ValueType", "")) not in {"IMAGE", "COMPOSITE"}:
        return
    for reference in item.get("ReferencedSOPSequence") or ():
        yield mention_of(reference)


def mention_of(reference: Dataset) -> ImageMention:
    """The image of one item with Referenced SOP Class and Instance UID (PS3.3 10.8), and its frames if named."""
    numbers = reference.get("ReferencedFrameNumber")
    listed = (
        [] if numbers is None else numbers if isinstance(numbers, (list, tuple)) or _is_many(numbers) else [numbers]
    )
    return ImageMention(
        str(reference.get("ReferencedSOPClassUID", "")),
        str(reference.get("ReferencedSOPInstanceUID", "")),
        tuple(int(number) for number in listed),
    )


def _is_many(value: object) -> bool:
    return hasattr(value, "__iter__") and not isinstance(value, (str, bytes))


def _meaning(item: Dataset, keyword: str) -> str:
    codes = item.get(keyword) or ()
    return _plain(codes[0].get("CodeMeaning", "")) if codes else ""


def _plain(value: object) -> str:
    """Text without control characters; the lines of a paragraph stay apart."""
    lines = str(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(without_controls(line) for line in lines).strip()


def _number(item: Dataset) -> str:
    measured = item.get("MeasuredValueSequence") or ()
    if not measured:
        reason = _meaning(item, "NumericValueQualifierCodeSequence")
        return f"no value ({reason})" if reason else "no value"
    unit = measured[0].get("MeasurementUnitsCodeSequence") or ()
    code = _plain(unit[0].get("CodeValue", "")) if unit else ""
    shown = "" if code in {"", "1", "{no unit}", "no units"} else f" {code}"
    return f"{_plain(measured[0].get('NumericValue', ''))}{shown}"


def _date(value: object) -> str:
    text = _plain(value)
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}{text[8:]}" if text[:8].isdigit() and len(text) >= 8 else text


def _time(value: object) -> str:
    text = _plain(value)
    return f"{text[:2]}:{text[2:4]}" + (f":{text[4:6]}" if len(text) >= 6 else "") if text[:4].isdigit() else text


def _date_time(value: object) -> str:
    text = _plain(value)
    return f"{_date(text[:8])} {_time(text[8:])}".strip()


def _name(value: object) -> str:
    return ", ".join(part for part in _plain(str(value).split("=")[0]).split("^") if part)


def _coordinates(item: Dataset) -> str:
    shape = _plain(item.get("GraphicType", "")).lower()
    return f"{shape} drawn on the image" if shape else ""


_SAYINGS: Mapping[str, Callable[[Dataset], str]] = {
    "CONTAINER": lambda item: "",
    "TEXT": lambda item: _plain(item.get("TextValue", "")),
    "CODE": lambda item: _meaning(item, "ConceptCodeSequence"),
    "NUM": _number,
    "DATE": lambda item: _date(item.get("Date", "")),
    "TIME": lambda item: _time(item.get("Time", "")),
    "DATETIME": lambda item: _date_time(item.get("DateTime", "")),
    "PNAME": lambda item: _name(item.get("PersonName", "")),
    "UIDREF": lambda item: _plain(item.get("UID", "")),
    "IMAGE": lambda item: "image",
    "COMPOSITE": lambda item: "document or object",
    "WAVEFORM": lambda item: "waveform",
    "SCOORD": _coordinates,
    "SCOORD3D": _coordinates,
    "TCOORD": lambda item: "",
}
"""Value types (PS3.3 Table C.17.3-7) and how each is read."""
