"""What tells each stack of a series from its neighbours, in a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from pydicom.datadict import dictionary_description

from workstation.dicom.stack_frames import StackFrame, whole

Frames = Sequence[StackFrame]
Words = Callable[[Hashable, Mapping[Hashable, int]], str]
"""How a value reads; the mapping gives its 1-based place among the values of the series."""


@dataclass(frozen=True)
class _Attribute:
    """One thing stacks may differ in: its value (None: not stated or not the same throughout) and how that reads."""

    value: Callable[[Frames], Hashable | None]
    words: Words


def _common(value: Callable[[StackFrame], Hashable | None]) -> Callable[[Frames], Hashable | None]:
    """The value that all frames of a stack share."""

    def of_stack(frames: Frames) -> Hashable | None:
        found = {value(frame) for frame in frames}
        return found.pop() if len(found) == 1 else None

    return of_stack


def _trigger_times(frames: Frames) -> str | None:
    """The trigger times (ms) of a stack, as a range where its slices were triggered at different ones."""
    times = [f.header.trigger_time_ms for f in frames if f.header.trigger_time_ms is not None]
    if len(times) < len(frames):
        return None
    first, last = min(times), max(times)
    return f"{first:g}" if first == last else f"{first:g} to {last:g}"


def _with(form: str) -> Words:
    return lambda value, _: form.format(value)


def _numbered(word: str) -> Words:
    """The place of a value that means nothing to a reader among those of the series."""
    return lambda value, places: f"{word} {places[value]}"


def _dimension_words(value: Hashable, _: Mapping[Hashable, int]) -> str:
    pairs = value if isinstance(value, tuple) else ()
    return " ".join(f"{_tag_name(tag)} {index}" for tag, index in pairs)


def _tag_name(tag: int) -> str:
    try:
        name = dictionary_description(tag)
    except KeyError:
        return "dimension"
    return name.removesuffix(" Vector").lower()


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)


_STATED: tuple[_Attribute, ...] = (
    _Attribute(_common(lambda f: " ".join(f.roles) or None), _with("{}")),
    _Attribute(_common(lambda f: f.header.echo), _with("echo {}")),
    _Attribute(_common(lambda f: f.header.temporal), _with("time {}")),
    _Attribute(_common(lambda f: whole(f.header.b_value)), _with("b {}")),
    _Attribute(_common(lambda f: whole(f.header.phase_percent)), _with("phase {} %")),
)
"""Named wherever stacks of the series differ in them."""

_WHERE_NEEDED: tuple[_Attribute, ...] = (
    _Attribute(_common(lambda f: f"{f.instance.pixels.columns} x {f.instance.pixels.rows}"), _with("{}")),
    _Attribute(_common(lambda f: _rounded(f.header.echo_time_ms)), _with("TE {:g} ms")),
    _Attribute(_common(lambda f: f.header.b_direction), _numbered("direction")),
    _Attribute(_common(lambda f: f.header.trigger_delay_ms), _with("delay {:g} ms")),
    _Attribute(_trigger_times, _with("trigger {} ms")),
    _Attribute(_common(lambda f: f.header.dimensions or None), _dimension_words),
    _Attribute(_common(lambda f: f.header.stack_id or None), _with("stack ID {}")),
    _Attribute(_common(lambda f: f.header.reference_time_ms), _numbered("time")),
    _Attribute(_common(lambda f: f.header.acquisition), _with("acquisition {}")),
    _Attribute(_common(lambda f: f.header.image_type or None), _numbered("image type")),
    _Attribute(
        _common(lambda f: f.instance.sop_instance_uid if len(f.instance.frames) > 1 else None), _numbered("object")
    ),
)
"""Named only where two stacks would still read the same."""


def stack_labels(stacks: Sequence[Frames], planes: Sequence[str]) -> list[str]:
    """One label for each stack, empty where nothing needs to be said.

    A value is named when it is the same in the whole stack and not the same in all stacks. `planes` is shown beside the
    label: stacks of different planes need no more words.
    """
    parts = [["localizer"] if all(f.localizer for f in frames) else [] for frames in stacks]
    for attribute in _STATED:
        _name(parts, stacks, attribute, [True] * len(stacks))
    for attribute in _WHERE_NEEDED:
        shown = [(", ".join(own), plane) for own, plane in zip(parts, planes, strict=True)]
        counts = Counter(shown)
        _name(parts, stacks, attribute, [counts[text] > 1 for text in shown])
    return [", ".join(own) for own in parts]


def _name(parts: list[list[str]], stacks: Sequence[Frames], attribute: _Attribute, wanted: Sequence[bool]) -> None:
    """Add the words of one attribute to the stacks that want them, where those differ in it."""
    if len(stacks) < 2 or not any(wanted):
        return
    values = [attribute.value(frames) for frames in stacks]
    asked = {value for value, want in zip(values, wanted, strict=True) if want}
    if len(asked) < 2:
        return
    stated = dict.fromkeys(value for value in values if value is not None)
    places = {value: number for number, value in enumerate(stated, 1)}
    for own, value, want in zip(parts, values, wanted, strict=True):
        if want and value is not None:
            own.append(attribute.words(value, places))
