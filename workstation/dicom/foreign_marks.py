"""Marks that other programs wrote: regions and measurements of structured reports, drawings of presentation states."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from pydicom.dataset import Dataset

from annotations.anatomy import Laterality, Level
from annotations.codes import LATERALITY_CODES, SITE_CODES
from annotations.foreign_marks import ForeignMark, kind_of_points
from annotations.geometry import FloatArray, as_point
from annotations.locations import Location, PatientLocation
from annotations.marks import MarkKind
from workstation.dicom.raw_values import without_controls
from workstation.dicom.report_text import LARGEST_DEPTH, ImageMention, mention_of

HALF_PIXEL = 0.5
"""Coordinates of reports and presentations count from the corner of the top-left pixel (PS3.3 C.18.6.1.2,
C.10.5.1.2), those of marks from its centre."""
MEASUREMENT_GROUP = ("DCM", "125007")
TRACKING_IDENTIFIER = ("DCM", "112039")
FINDING_SITE = frozenset({("SCT", "363698007"), ("SRT", "G-C0E3")})
LATERALITY = frozenset({("SCT", "272741003"), ("SRT", "G-C171")})
ON_DISPLAY = "it is drawn on the display, not on the image"
NO_POSITION = "its region is a segmentation or a surface, not points"
OTHER_SPACE = "no image of its Frame of Reference is here"
NO_REGION = "it names no place on an image"
LARGEST_ITEMS = 20_000
"""Content items of the largest report that is read for marks."""

Place = Callable[[ImageMention, FloatArray], tuple[Location | None, str]]
"""Where points (n, 2) of (column, row) on an image lie, or nowhere and why."""
KnowsSpace = Callable[[str], bool]
"""Whether an image of a Frame of Reference is at hand."""


@dataclass(frozen=True)
class Surroundings:
    """What a reader of foreign marks needs to know of the patient's images."""

    place: Place
    knows_space: KnowsSpace


@dataclass(frozen=True)
class _Group:
    """What the items around a region say: its title, values, facts, site codes, and the dataset that holds them."""

    title: str
    values: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    level: Level | None
    laterality: Laterality | None
    holder: Dataset


def foreign_marks_of(dataset: Dataset, around: Surroundings) -> tuple[ForeignMark, ...]:
    """Every mark of a structured report or grayscale presentation state, in reading order."""
    uid = str(dataset.get("SOPInstanceUID", ""))
    is_presentation = "GraphicAnnotationSequence" in dataset and "ContentSequence" not in dataset
    found = _of_presentation(dataset, around) if is_presentation else _of_report(dataset, around)
    what = "presentation state" if is_presentation else "structured report"
    numbered = enumerate(found, start=1)
    return tuple(replace(one, id=f"{uid}#{number}", source=f"{what} {uid}") for number, one in numbered)


def _of_report(dataset: Dataset, around: Surroundings) -> Iterator[ForeignMark]:
    for number, (item, ancestors) in enumerate(_items(dataset, ())):
        if number >= LARGEST_ITEMS:
            return
        if str(item.get("ValueType", "")) in ("SCOORD", "SCOORD3D"):
            yield _of_coordinates(item, ancestors, around)
        elif _is_group(item) and not _has_coordinates(item):
            yield _without_points(_group(item))


def _items(item: Dataset, ancestors: tuple[Dataset, ...]) -> Iterator[tuple[Dataset, tuple[Dataset, ...]]]:
    if len(ancestors) > LARGEST_DEPTH:
        return
    yield item, ancestors
    for child in item.get("ContentSequence") or ():
        yield from _items(child, (*ancestors, item))


def _is_group(item: Dataset) -> bool:
    return str(item.get("ValueType", "")) == "CONTAINER" and _code(item, "ConceptNameCodeSequence") == MEASUREMENT_GROUP


def _has_coordinates(group: Dataset) -> bool:
    return any(str(one.get("ValueType", "")) in ("SCOORD", "SCOORD3D") for one, _ in _items(group, ()))


def _without_points(group: _Group) -> ForeignMark:
    has_region = any("Segment" in _meaning(one, "ConceptNameCodeSequence") for one, _ in _items(group.holder, ()))
    reason = NO_POSITION if has_region else NO_REGION
    return _mark(group, None, None, group.holder, reason)


def _of_coordinates(item: Dataset, ancestors: tuple[Dataset, ...], around: Surroundings) -> ForeignMark:
    holder = next((one for one in reversed(ancestors) if _is_group(one)), ancestors[-1] if ancestors else item)
    own_value = ancestors[-1] if ancestors and str(ancestors[-1].get("ValueType", "")) == "NUM" else None
    group = _group(holder, own_value)
    kind, points, reason = _graphic(item)
    if kind is None:
        return _mark(group, None, None, holder, reason)
    location, reason = _placed(item, points, around)
    return _mark(group, kind if location is not None else None, location, holder, reason)


def _graphic(item: Dataset) -> tuple[MarkKind | None, FloatArray, str]:
    is_3d = str(item.get("ValueType", "")) == "SCOORD3D"
    numbers = np.asarray([float(value) for value in item.get("GraphicData") or ()], dtype=np.float64)
    dimensions = 3 if is_3d else 2
    if not len(numbers) or len(numbers) % dimensions or not np.isfinite(numbers).all():
        return None, numbers, "its coordinates are damaged"
    return kind_of_points(str(item.get("GraphicType", "")), numbers.reshape(-1, dimensions))


def _placed(item: Dataset, points: FloatArray, around: Surroundings) -> tuple[Location | None, str]:
    if str(item.get("ValueType", "")) == "SCOORD3D":
        uid = str(item.get("ReferencedFrameOfReferenceUID", ""))
        if not uid or not around.knows_space(uid):
            return None, OTHER_SPACE
        return PatientLocation(uid, tuple(as_point(one) for one in points)), ""
    mention = next(iter(_images_of(item)), None)
    return around.place(mention, points - HALF_PIXEL) if mention is not None else (None, NO_REGION)


def _images_of(item: Dataset) -> Iterator[ImageMention]:
    for child in item.get("ContentSequence") or ():
        if str(child.get("ValueType", "")) == "IMAGE":
            for reference in child.get("ReferencedSOPSequence") or ():
                yield mention_of(reference)


def _group(holder: Dataset, own_value: Dataset | None = None) -> _Group:
    """What a measurement group says; with `own_value`, of its values only the one the points belong to."""
    children = list(holder.get("ContentSequence") or ())
    values = [own_value] if own_value is not None else [one for one in children if one.get("ValueType") == "NUM"]
    if str(holder.get("ValueType", "")) == "NUM":
        values = [holder]
    texts = [(_meaning(one, "ConceptNameCodeSequence"), say) for one in children if (say := _said(one))]
    tracking = next(
        (_said(one) for one in children if _code(one, "ConceptNameCodeSequence") == TRACKING_IDENTIFIER), ""
    )
    title = next((text for text in (tracking, _meaning(holder, "ConceptNameCodeSequence")) if text), "mark")
    sites = [one for one in children if _code(one, "ConceptNameCodeSequence") in FINDING_SITE]
    return _Group(
        title,
        tuple(text for one in values if (text := _value_text(one))),
        tuple((name, text) for name, text in texts if text != title),
        next((level for one in sites if (level := _level(one)) is not None), None),
        next((side for one in sites if (side := _laterality(one)) is not None), None),
        holder,
    )


def _said(item: Dataset) -> str:
    kind = str(item.get("ValueType", ""))
    if kind == "CODE":
        modifiers = [text for one in item.get("ContentSequence") or () if (text := _said(one))]
        return ", ".join([_meaning(item, "ConceptCodeSequence"), *modifiers])
    return without_controls(str(item.get("TextValue", ""))).strip() if kind == "TEXT" else ""


def _value_text(item: Dataset) -> str:
    """`Area of defined region 1.7 cm2`: the value exactly as it was written, with its own unit."""
    measured = (item.get("MeasuredValueSequence") or [None])[0]
    if measured is None:
        return ""
    unit = (measured.get("MeasurementUnitsCodeSequence") or [Dataset()])[0]
    shown = str(unit.get("CodeValue", "")) if str(unit.get("CodeValue", "")) != "1" else ""
    number = str(measured.get("NumericValue", ""))
    return " ".join(part for part in (_meaning(item, "ConceptNameCodeSequence"), number, shown) if part)


def _level(site: Dataset) -> Level | None:
    return _LEVELS.get(_code(site, "ConceptCodeSequence"))


def _laterality(site: Dataset) -> Laterality | None:
    for one in site.get("ContentSequence") or ():
        if _code(one, "ConceptNameCodeSequence") in LATERALITY:
            return _SIDES.get(_code(one, "ConceptCodeSequence"))
    return None


_LEVELS: Mapping[tuple[str, str], Level] = {(code.scheme, code.value): level for level, code in SITE_CODES.items()}
_SIDES: Mapping[tuple[str, str], Laterality] = {
    (code.scheme, code.value): side for side, code in LATERALITY_CODES.items()
}


def _of_presentation(dataset: Dataset, around: Surroundings) -> Iterator[ForeignMark]:
    everywhere = [
        mention_of(one)
        for series in dataset.get("ReferencedSeriesSequence") or ()
        for one in series.get("ReferencedImageSequence") or ()
    ]
    layers = {
        str(one.get("GraphicLayer", "")): str(one.get("GraphicLayerDescription", ""))
        for one in dataset.get("GraphicLayerSequence") or ()
    }
    for annotation in dataset.get("GraphicAnnotationSequence") or ():
        named = [mention_of(one) for one in annotation.get("ReferencedImageSequence") or ()]
        layer = str(annotation.get("GraphicLayer", ""))
        title = without_controls(layers.get(layer) or layer or "drawing")
        for mention in named or everywhere:
            yield from _of_annotation(annotation, title, mention, around)


def _of_annotation(
    annotation: Dataset, title: str, mention: ImageMention, around: Surroundings
) -> Iterator[ForeignMark]:
    """The drawings of one item, with its texts as what they say; texts without a drawing are text marks."""
    drawings = list(annotation.get("GraphicObjectSequence") or ())
    texts = list(annotation.get("TextObjectSequence") or ())
    words = tuple(line for one in texts for line in _text_lines(one))
    group = _Group(title, words, (), None, None, annotation)
    for drawing in drawings:
        yield _drawn(drawing, group, mention, around)
    for text in texts if not drawings else ():
        yield _written(text, replace(group, values=()), mention, around)


def _drawn(drawing: Dataset, group: _Group, mention: ImageMention, around: Surroundings) -> ForeignMark:
    if str(drawing.get("GraphicAnnotationUnits", "PIXEL")) != "PIXEL":
        return _mark(group, None, None, group.holder, ON_DISPLAY)
    kind, points, reason = _graphic(drawing)
    if kind is None:
        return _mark(group, None, None, group.holder, reason)
    location, reason = around.place(mention, points - HALF_PIXEL)
    return _mark(group, kind if location is not None else None, location, group.holder, reason)


def _written(text: Dataset, group: _Group, mention: ImageMention, around: Surroundings) -> ForeignMark:
    words = "\n".join(_text_lines(text))
    anchor = text.get("AnchorPoint") or text.get("BoundingBoxTopLeftHandCorner")
    units = "AnchorPointAnnotationUnits" if text.get("AnchorPoint") else "BoundingBoxAnnotationUnits"
    if anchor is None or str(text.get(units, "PIXEL")) != "PIXEL":
        return _mark(group, None, None, group.holder, ON_DISPLAY, words)
    point = np.asarray([[float(value) for value in anchor]])
    location, reason = around.place(mention, point - HALF_PIXEL)
    return _mark(group, MarkKind.TEXT if location is not None else None, location, group.holder, reason, words)


def _text_lines(text: Dataset) -> tuple[str, ...]:
    raw = str(text.get("UnformattedTextValue", "")).replace("\r\n", "\n").replace("\r", "\n")
    return tuple(line for one in raw.split("\n") if (line := without_controls(one).strip()))


def _mark(
    group: _Group,
    kind: MarkKind | None,
    location: Location | None,
    holder: Dataset,
    reason: str,
    text: str = "",
) -> ForeignMark:
    original = json.dumps(holder.to_json_dict(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return ForeignMark(
        "",
        group.title,
        kind,
        location,
        group.values,
        group.facts,
        group.level,
        group.laterality,
        original=original,
        reason=reason,
        text=text,
    )


def _code(item: Dataset, keyword: str) -> tuple[str, str]:
    codes = item.get(keyword) or ()
    first = codes[0] if codes else Dataset()
    return str(first.get("CodingSchemeDesignator", "")), str(first.get("CodeValue", ""))


def _meaning(item: Dataset, keyword: str) -> str:
    codes = item.get(keyword) or ()
    return without_controls(str(codes[0].get("CodeMeaning", ""))) if codes else ""
