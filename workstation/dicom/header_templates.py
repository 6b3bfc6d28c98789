"""Headers of images that differ from an earlier image only in UID, number and position: filled in, not read again.

What a header says is a function of the elements its reading looked at. So a second file with the same bytes in all of
them (the whole value, where it is a sequence) has the same header, whatever else it holds. Three elements differ in
every image of a series; that they go into the header one by one and into nothing else is not assumed but tried out on
each template, with other values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from workstation.dicom import tags
from workstation.dicom.headers import FrameHeader, InstanceHeader, ScannedFile
from workstation.dicom.part10 import PixelElement
from workstation.dicom.plane_values import position_of
from workstation.dicom.quick_header import ElementSet, QuickHeader, QuickValues
from workstation.dicom.raw_values import Element

VARYING = {
    tags.SOP_INSTANCE: b"1.2.840.7351.1",
    tags.INSTANCE_NUMBER: b"7351",
    tags.IMAGE_POSITION: b"-7351.5\\4211.25\\977.125",
}
"""The elements that differ within a series, each with the value it is tried out with."""
MAX_TEMPLATES = 512
MAX_ELEMENT_CHOICES = 8
"""Different choices of elements that readings look at (by kind of object); beyond this all is forgotten."""
PATIENCE = 8
"""After so many images in a row without a template only every sixteenth is tried for one."""
_RARELY = 16

Reading = Callable[[str, QuickHeader], ScannedFile]
_Key = tuple[object, ...]


class _HeardElements(dict[int, Element]):
    """Elements that note which of them were looked at, present or not."""

    def __init__(self, elements: dict[int, Element]) -> None:
        super().__init__(elements)
        self.heard: set[int] = set()
        self.searched = False

    def get(self, tag: int, default: Any = None) -> Any:
        self.heard.add(tag)
        return super().get(tag, default)

    def __getitem__(self, tag: int) -> Element:
        self.heard.add(tag)
        return super().__getitem__(tag)

    def __contains__(self, tag: object) -> bool:
        self.heard.add(tag)  # type: ignore[arg-type]  # only tags are asked for
        return super().__contains__(tag)

    def __iter__(self) -> Iterator[int]:
        self.searched = True
        return super().__iter__()

    def items(self) -> Any:
        self.searched = True
        return super().items()

    def values(self) -> Any:
        self.searched = True
        return super().values()


class _Template:
    """One header with its frame, ready to be filled in."""

    def __init__(self, header: InstanceHeader) -> None:
        (frame,) = header.frames
        self._header = {name: getattr(header, name) for name in header.__dataclass_fields__}
        self._frame = {name: getattr(frame, name) for name in frame.__dataclass_fields__}

    def filled(self, path: str, opened: QuickHeader) -> ScannedFile | None:
        """The outcome of a file; None where one of its own values is not plain."""
        values, pixel = opened.values, opened.pixel_element
        uid, position = values.text(tags.SOP_INSTANCE), position_of(values)
        if not uid or position is None or pixel is None or values.character_set_fault:
            return None
        header = InstanceHeader(
            **{
                **self._header,
                "path": path,
                "sop_instance_uid": uid,
                "number": values.integer(tags.INSTANCE_NUMBER),
                "offset": pixel.offset,
                "frames": (FrameHeader(**{**self._frame, "position": position}),),
            }
        )
        return ScannedFile(path, header, sop_instance_uid=uid)


class HeaderTemplates:
    """The templates of the last series seen. Holds a bounded number; only ever a shorter way to the same outcome."""

    def __init__(self, read: Reading) -> None:
        self._read = read
        self._choices: list[tuple[int, ...]] = []
        self._templates: dict[_Key, _Template] = {}
        self._misses = 0

    def outcome(self, path: str, opened: QuickHeader) -> ScannedFile:
        """The outcome of one file, as `read` gives it."""
        values = opened.values
        if not isinstance(values, QuickValues) or opened.pixel_element is None or values.has(tags.PER_FRAME_GROUPS):
            return self._read(path, opened)
        for choice in self._choices:
            template = self._templates.get(_key(choice, opened, values))
            outcome = None if template is None else template.filled(path, opened)
            if outcome is not None:
                self._misses = 0
                return outcome
        self._misses += 1
        if self._misses > PATIENCE and self._misses % _RARELY:
            return self._read(path, opened)
        return self._learned(path, opened, values)

    def _learned(self, path: str, opened: QuickHeader, values: QuickValues) -> ScannedFile:
        outcome, heard = self._heard(path, opened, values.found)
        header = outcome.header
        if header is None or header.problems or len(header.frames) != 1 or heard is None:
            return outcome
        template = _Template(header)
        tried = self._tried(template, path, opened, values)
        if tried is None:
            return outcome
        choice = tuple(sorted((heard | tried) - VARYING.keys()))
        if len(self._templates) >= MAX_TEMPLATES or len(self._choices) >= MAX_ELEMENT_CHOICES:
            self._templates.clear()
            self._choices.clear()
        if choice not in self._choices:
            self._choices.append(choice)
        self._templates[_key(choice, opened, values)] = template
        return outcome

    def _tried(self, template: _Template, path: str, opened: QuickHeader, values: QuickValues) -> set[int] | None:
        """The elements a reading with other values looks at; None when the filled template is not what it gives."""
        pixel = opened.pixel_element
        if pixel is None or pixel.offset is None:
            return None
        elements = dict(values.found.elements)
        for tag, value in VARYING.items():
            if tag in elements:
                elements[tag] = (elements[tag][0], value)
        found = ElementSet(elements, values.found.sequences)
        other = QuickHeader(
            QuickValues(found, little_endian=values.little_endian),
            opened.transfer_syntax_uid,
            opened.sop_class_uid,
            PixelElement(pixel.tag, pixel.offset + 2, pixel.length),
        )
        outcome, heard = self._heard(f"{path}.other", other, found)
        return heard if outcome == template.filled(f"{path}.other", other) else None

    def _heard(self, path: str, opened: QuickHeader, found: ElementSet) -> tuple[ScannedFile, set[int] | None]:
        """The outcome and the elements its reading looked at; None for those when they cannot be told."""
        elements = _HeardElements(found.elements)
        values = QuickValues(
            ElementSet(elements, found.sequences), little_endian=getattr(opened.values, "little_endian", True)
        )
        heard_header = QuickHeader(values, opened.transfer_syntax_uid, opened.sop_class_uid, opened.pixel_element)
        outcome = self._read(path, heard_header)
        closed = elements.searched or values.character_set_fault
        return outcome, None if closed else elements.heard


def _key(choice: tuple[int, ...], opened: QuickHeader, values: QuickValues) -> _Key:
    pixel = opened.pixel_element
    assert pixel is not None
    return (
        choice,
        opened.transfer_syntax_uid,
        opened.sop_class_uid,
        pixel.tag,
        pixel.length,
        values.little_endian,
        *map(values.found.elements.get, choice),
    )
