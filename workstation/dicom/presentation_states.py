"""Grayscale softcopy presentation states read into values of the viewer (PS3.3 A.33.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pydicom.dataset import Dataset

from annotations.locations import ColumnRow
from viewers.imaging.windowing import VoiFunction, Window
from viewers.state.presentation_state import (
    GraphicKind,
    PresentationState,
    PresentedGraphic,
    PresentedImage,
    PresentedText,
)
from workstation.dicom.presentation import WINDOW_LIMIT
from workstation.dicom.raw_values import without_controls
from workstation.dicom.report_text import ImageMention, mention_of

OWN_MODALITY_LUT = "its own Modality LUT"
OWN_VOI_TABLE = "its VOI lookup table"
OWN_SHUTTER = "its display shutter"
COMPOUND = "its compound graphics"
MASK = "its mask subtraction"


def presentation_state(dataset: Dataset, title: str) -> PresentationState:
    """Everything of a presentation that can be shown, and the rest by name."""
    mentions = tuple(_referenced(dataset))
    images = tuple(_image(dataset, mention) for mention in mentions)
    return PresentationState(title, images, tuple(_not_shown(dataset)))


def _referenced(dataset: Dataset) -> Iterator[ImageMention]:
    for series in dataset.get("ReferencedSeriesSequence") or ():
        for reference in series.get("ReferencedImageSequence") or ():
            yield mention_of(reference)


def _image(dataset: Dataset, mention: ImageMention) -> PresentedImage:
    graphics: list[PresentedGraphic] = []
    texts: list[PresentedText] = []
    area = _area(_concerning(dataset.get("DisplayedAreaSelectionSequence"), mention))
    for annotation in _all_concerning(dataset.get("GraphicAnnotationSequence"), mention):
        graphics.extend(_graphics(annotation))
        texts.extend(_texts(annotation))
    return PresentedImage(
        mention.sop_instance_uid,
        mention.frames,
        window=_window(_concerning(dataset.get("SoftcopyVOILUTSequence"), mention)),
        invert=str(dataset.get("PresentationLUTShape", "")) == "INVERSE",
        quarter_turns_before_flip=_turns(dataset),
        flip_horizontal=str(dataset.get("ImageHorizontalFlip", "")) == "Y",
        area=area,
        graphics=tuple(graphics),
        texts=tuple(texts),
    )


def _all_concerning(items: Sequence[Dataset] | None, mention: ImageMention) -> Iterator[Dataset]:
    """Items about an image: those that name it (and its frames), and those that name none, which are about all."""
    for item in items or ():
        references = [mention_of(one) for one in item.get("ReferencedImageSequence") or ()]
        if not references or any(_covers(one, mention) for one in references):
            yield item


def _concerning(items: Sequence[Dataset] | None, mention: ImageMention) -> Dataset | None:
    return next(_all_concerning(items, mention), None)


def _covers(reference: ImageMention, mention: ImageMention) -> bool:
    same = reference.sop_instance_uid == mention.sop_instance_uid
    return same and (not reference.frames or not mention.frames or bool(set(reference.frames) & set(mention.frames)))


def _window(item: Dataset | None) -> Window | None:
    if item is None or item.get("WindowCenter") is None or item.get("WindowWidth") is None:
        return None
    center, width = (_first_number(item[name].value) for name in ("WindowCenter", "WindowWidth"))
    if center is None or width is None or not 0 < width < WINDOW_LIMIT or abs(center) >= WINDOW_LIMIT:
        return None
    stated = str(item.get("VOILUTFunction", ""))
    return Window(width, center, function=VoiFunction(stated) if stated in set(VoiFunction) else VoiFunction.LINEAR)


def _first_number(value: object) -> float | None:
    single = value[0] if isinstance(value, (list, tuple)) or hasattr(value, "append") else value  # type: ignore[index]
    try:
        return float(str(single))
    except ValueError:
        return None


def _turns(dataset: Dataset) -> int:
    """Image Rotation (0070,0042): 0, 90, 180 or 270 degrees clockwise."""
    return int(dataset.get("ImageRotation", 0) or 0) // 90 % 4


def _area(item: Dataset | None) -> tuple[float, float, float, float] | None:
    """The area in columns and rows counted from 0; the corners count from 1 in the object (PS3.3 C.10.4)."""
    if item is None:
        return None
    top_left, bottom_right = (
        item.get(name) for name in ("DisplayedAreaTopLeftHandCorner", "DisplayedAreaBottomRightHandCorner")
    )
    if top_left is None or bottom_right is None:
        return None
    left, top, right, bottom = (float(value) - 1 for value in (*top_left, *bottom_right))
    return (left, top, right, bottom)


def _graphics(annotation: Dataset) -> Iterator[PresentedGraphic]:
    for item in annotation.get("GraphicObjectSequence") or ():
        kind = str(item.get("GraphicType", ""))
        if kind not in set(GraphicKind):
            continue
        on_display = str(item.get("GraphicAnnotationUnits", "PIXEL")) == "DISPLAY"
        numbers = [float(value) for value in item.get("GraphicData") or ()]
        points = _points(numbers, on_display=on_display)
        yield PresentedGraphic(GraphicKind(kind), points, str(item.get("GraphicFilled", "N")) == "Y", on_display)


def _texts(annotation: Dataset) -> Iterator[PresentedText]:
    for item in annotation.get("TextObjectSequence") or ():
        lines = str(item.get("UnformattedTextValue", "")).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        text = "\n".join(without_controls(line) for line in lines).strip()
        box = (item.get("BoundingBoxTopLeftHandCorner"), item.get("BoundingBoxBottomRightHandCorner"))
        anchor = item.get("AnchorPoint")
        if box[0] is not None and box[1] is not None:
            numbers, units = [*box[0], *box[1]], "BoundingBoxAnnotationUnits"
        elif anchor is not None:
            numbers, units = list(anchor), "AnchorPointAnnotationUnits"
        else:
            continue
        on_display = str(item.get(units, "PIXEL")) == "DISPLAY"
        if text:
            yield PresentedText(text, _points([float(n) for n in numbers], on_display=on_display), on_display)


def _points(numbers: Sequence[float], *, on_display: bool) -> tuple[ColumnRow, ...]:
    """(column, row) pairs; the object counts from the corner of the top-left pixel, whose centre is 0.5, 0.5
    (PS3.3 C.10.5.1.2).
    """
    shift = 0.0 if on_display else 0.5
    pairs = [pair for number, pair in enumerate(pairwise(numbers)) if number % 2 == 0]
    return tuple((column - shift, row - shift) for column, row in pairs)


def _not_shown(dataset: Dataset) -> Iterator[str]:
    if dataset.get("ModalityLUTSequence"):
        yield OWN_MODALITY_LUT
    if any(item.get("VOILUTSequence") for item in dataset.get("SoftcopyVOILUTSequence") or ()):
        yield OWN_VOI_TABLE
    if dataset.get("ShutterShape"):
        yield OWN_SHUTTER
    if dataset.get("MaskSubtractionSequence"):
        yield MASK
    if any(item.get("CompoundGraphicSequence") for item in dataset.get("GraphicAnnotationSequence") or ()):
        yield COMPOUND
