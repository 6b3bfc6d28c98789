"""Hanging protocols as TOML text, both directions. What is read back from what was written is the same protocol."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from viewers.state.viewport_state import ViewPlane
from workstation.dicom.records import StackKind
from workstation.hanging.protocol import (
    FORMAT,
    Cell,
    Conditions,
    ImagePlane,
    LinkedAspect,
    Protocol,
    ProtocolError,
    Rule,
    Side,
    Stage,
    StudyChoice,
    WindowChoice,
)
from workstation.hanging.regions import Region
from workstation.hanging.table_reader import TableReader
from workstation.hanging.views import View
from workstation.hanging.weighting import Weighting

_ID = re.compile(r"[a-z][a-z0-9_-]{0,63}")
ID_ADVICE = "must be small letters, digits, - and _, beginning with a letter"
CONDITION_NAMES = tuple(Conditions.__dataclass_fields__)
_ENUMS: Mapping[str, type[Any]] = {
    "body_part": Region,
    "plane": ImagePlane,
    "weighting": Weighting,
    "view": View,
    "laterality": Side,
    "kind": StackKind,
}


def is_protocol_id(text: str) -> bool:
    """Whether a text can be the id of a protocol or a rule; it becomes a file name."""
    return _ID.fullmatch(text) is not None


def read_protocol(text: str) -> Protocol:
    """The protocol of a TOML text. Raises `ProtocolError` that says where it is wrong and what would be right."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProtocolError(f"this is not valid TOML: {error}") from error
    reader = TableReader("", document)
    form = reader.whole("format", FORMAT)
    if form != FORMAT:
        raise ProtocolError(f"format {form} was written by another version of this program, which reads {FORMAT}")
    protocol_id = _id(reader)
    rules = tuple(_rule(one) for one in reader.tables("rule", lambda table: str(table.get("id", ""))))
    stages = tuple(_stage(one) for one in reader.tables("stage", lambda table: str(table.get("title", ""))))
    title, note, priority = reader.text("title"), reader.text("note", ""), reader.whole("priority")
    reader.finish()
    return Protocol(protocol_id, title, rules, stages, note, priority)


def _id(reader: TableReader) -> str:
    value = reader.text("id")
    if not is_protocol_id(value):
        raise reader.error("id", f"{value!r} {ID_ADVICE}")
    return value


def _rule(reader: TableReader) -> Rule:
    rule_id = _id(reader)
    or_unknown = reader.texts("or_unknown")
    if unknown := [name for name in or_unknown if name not in CONDITION_NAMES]:
        raise reader.error("or_unknown", f"{unknown[0]!r} is none of {', '.join(CONDITION_NAMES)}")
    preferred = TableReader(f"rule {rule_id}, prefer", reader.table("prefer"))
    prefer = _conditions(preferred)
    preferred.finish()
    rule = Rule(
        id=rule_id,
        title=reader.text("title"),
        must=_conditions(reader),
        prefer=prefer,
        or_unknown=or_unknown,
        study=reader.choice("study", StudyChoice, StudyChoice.CURRENT),
        older_than_days=reader.whole("older_than_days"),
        like=reader.text("like", ""),
        is_required=reader.flag("required", default=True),
    )
    reader.finish()
    return rule


def _conditions(reader: TableReader) -> Conditions:
    values: dict[str, Any] = {name: reader.choices(name, kind) for name, kind in _ENUMS.items()}
    at_least = reader.whole("at_least")
    if at_least < 0:
        raise reader.error("at_least", "cannot be negative")
    return Conditions(
        **values,
        modality=tuple(one.upper() for one in reader.texts("modality")),
        words=reader.texts("words"),
        without=reader.texts("without"),
        at_least=at_least,
    )


def _stage(reader: TableReader) -> Stage:
    cells = tuple(_cell(one) for one in reader.tables("cell", lambda table: str(table.get("rule", ""))))
    stage = Stage(reader.text("title"), reader.text("layout"), cells, reader.flag("whole", default=False))
    reader.finish()
    return stage


def _cell(reader: TableReader) -> Cell:
    cell = Cell(
        rule=reader.text("rule", ""),
        plane=reader.choice("plane", ViewPlane, ViewPlane.ACQUIRED),
        window=_window(reader),
        zoom=reader.number("zoom"),
        link=reader.choices("link", LinkedAspect) if reader.has("link") else None,
        slab_mm=reader.number("slab_mm", 0.0) or 0.0,
        along_needle=reader.flag("along_needle", default=False),
    )
    reader.finish()
    return cell


def _window(reader: TableReader) -> WindowChoice:
    value = reader.value("window", WindowChoice().preset_id)
    if isinstance(value, str):
        return WindowChoice(value)
    numbers = isinstance(value, list) and all(
        isinstance(one, (int, float)) and not isinstance(one, bool) and abs(one) < float("inf") for one in value
    )
    if not numbers or len(value) != 2:
        raise reader.error("window", 'must be the name of a window, like "bone", or [width, level]')
    return WindowChoice("", (float(value[0]), float(value[1])))


def write_protocol(protocol: Protocol) -> str:
    """The TOML text of a protocol, in the order a person reads it."""
    lines = [f"format = {FORMAT}", f"id = {_toml(protocol.id)}", f"title = {_toml(protocol.title)}"]
    lines += _given(note=protocol.note, priority=protocol.priority)
    for rule in protocol.rules:
        lines += ["", "[[rule]]", *_rule_lines(rule)]
    for stage in protocol.stages:
        lines += ["", "[[stage]]", f"title = {_toml(stage.title)}", f"layout = {_toml(stage.layout)}"]
        lines += ["whole = true"] if stage.is_whole else []
        for cell in stage.cells:
            lines += ["", "[[stage.cell]]", *_cell_lines(cell)]
    return "\n".join(lines) + "\n"


def _rule_lines(rule: Rule) -> list[str]:
    lines = [f"id = {_toml(rule.id)}", f"title = {_toml(rule.title)}"]
    if not rule.is_required:
        lines.append("required = false")
    if rule.study is not StudyChoice.CURRENT:
        lines.append(f"study = {_toml(rule.study.value)}")
    lines += _given(like=rule.like, older_than_days=rule.older_than_days)
    lines += _condition_lines(rule.must)
    lines += _given(or_unknown=rule.or_unknown)
    wishes = _condition_lines(rule.prefer)
    return [*lines, *(["[rule.prefer]", *wishes] if wishes else [])]


def _condition_lines(conditions: Conditions) -> list[str]:
    return _given(**{name: getattr(conditions, name) for name in CONDITION_NAMES})


def _cell_lines(cell: Cell) -> list[str]:
    lines = [f"rule = {_toml(cell.rule)}"]
    if cell.plane is not ViewPlane.ACQUIRED:
        lines.append(f"plane = {_toml(cell.plane.value)}")
    if cell.window.width_level is not None:
        lines.append(f"window = {_toml(cell.window.width_level)}")
    elif cell.window != WindowChoice():
        lines.append(f"window = {_toml(cell.window.preset_id)}")
    if cell.link is not None:
        lines.append(f"link = {_toml(cell.link)}")
    if cell.along_needle:
        lines.append("along_needle = true")
    return [*lines, *_given(zoom=cell.zoom, slab_mm=cell.slab_mm)]


def _given(**values: Any) -> list[str]:
    """A line for each value that says something."""
    return [f"{name} = {_toml(value)}" for name, value in values.items() if value]


def _toml(value: Any) -> str:
    """A TOML value. A JSON string is a TOML basic string once DEL, which TOML forbids bare, is escaped too."""
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return repr(value)
