"""One versioned JSON form of a case, lossless in both directions and strict when read."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from annotations.assessments import Assessment
from annotations.case import BrokenLinkError, Case, CaseItem, StaleChangeError, added_all
from annotations.evaluation import Complaint, ExamItem, PriorTreatment, VitalSigns
from annotations.findings import Finding
from annotations.hypotheses import PainHypothesis
from annotations.image_calibrations import ImageCalibration
from annotations.key_images import KeyImage
from annotations.locations import ImageLocation, PatientLocation
from annotations.marks import Mark
from annotations.numbering import LevelNumbering
from annotations.observations import Observation
from annotations.patient import ImagingStudy, PatientIdentity
from annotations.registration import Registration
from annotations.segmentations import Segmentation
from annotations.spine_ledger import LevelAnchor
from annotations.targets import ProcedureTarget

CASE_FORMAT = "foramen-case"
CASE_FORMAT_VERSION = 3
"""Raised when an older program could misread what a newer one writes; new fields with defaults count as such."""

ITEM_TYPES: dict[str, type[CaseItem]] = {
    "mark": Mark,
    "finding": Finding,
    "complaint": Complaint,
    "prior-treatment": PriorTreatment,
    "vital-signs": VitalSigns,
    "exam-item": ExamItem,
    "procedure-target": ProcedureTarget,
    "level-anchor": LevelAnchor,
    "imaging-study": ImagingStudy,
    "registration": Registration,
    "level-numbering": LevelNumbering,
    "observation": Observation,
    "assessment": Assessment,
    "key-image": KeyImage,
    "pain-hypothesis": PainHypothesis,
    "segmentation": Segmentation,
    "image-calibration": ImageCalibration,
}
"""The value of `type` of each kind of case item."""
_TAGS: dict[type, str] = {
    **{kind: tag for tag, kind in ITEM_TYPES.items()},
    ImageLocation: "image",
    PatientLocation: "patient",
}
_CASE_FIELDS = frozenset({"format", "version", "id", "created_at", "revision", "patient", "items"})
T = TypeVar("T")


class SerializationError(ValueError):
    """JSON that is not a case of this version. Names the place, never the value (it may identify the patient)."""


class NewerFormatError(SerializationError):
    """A case written by a newer program."""


def case_to_json(case: Case) -> dict[str, Any]:
    """The whole case as JSON values (dict, list, str, int, float, bool, None); raises `SerializationError` on NaN."""
    return {
        "format": CASE_FORMAT,
        "version": CASE_FORMAT_VERSION,
        "id": case.id,
        "created_at": case.created_at,
        "revision": case.revision,
        "patient": _encode(case.patient),
        "items": [item_to_json(item) for item in case.items.values()],
    }


def case_from_json(data: Mapping[str, Any]) -> Case:
    """The case that `case_to_json` wrote, without journal or subscribers.

    Raises `NewerFormatError` for a version above `CASE_FORMAT_VERSION` and `SerializationError` for anything else that
    does not fit: unknown or missing fields, wrong kinds, values no item accepts, ids given twice, dangling links.
    """
    _check_envelope(data)
    case = Case(
        _decode(data["id"], str, "case.id"),
        _decode(data["patient"], PatientIdentity, "case.patient"),
        _decode(data["created_at"], str, "case.created_at"),
    )
    items = data["items"]
    if not isinstance(items, list):
        raise SerializationError("case.items must be a list")
    decoded = [_decode_item(item, f"case.items[{number}]") for number, item in enumerate(items)]
    try:
        case.apply(added_all(decoded, "case read"))
    except (BrokenLinkError, StaleChangeError) as error:
        raise SerializationError(f"case.items do not fit together: {error}") from error
    case.revision = _decode(data["revision"], int, "case.revision")
    return case


def item_to_json(item: CaseItem) -> dict[str, Any]:
    """One case item as JSON values; `type` says which kind it is."""
    encoded: dict[str, Any] = _encode(item)
    return encoded


def item_from_json(data: Mapping[str, Any]) -> CaseItem:
    """The item that `item_to_json` wrote; raises `SerializationError` when it does not fit."""
    return _decode_item(data, "item")


def patient_to_json(patient: PatientIdentity) -> dict[str, Any]:
    """The identity as JSON values."""
    encoded: dict[str, Any] = _encode(patient)
    return encoded


def patient_from_json(data: Mapping[str, Any]) -> PatientIdentity:
    """The identity that `patient_to_json` wrote; raises `SerializationError` when it does not fit."""
    return _decode(data, PatientIdentity, "patient")


def _check_envelope(data: Mapping[str, Any]) -> None:
    if not isinstance(data, Mapping) or data.get("format") != CASE_FORMAT:
        raise SerializationError(f"this is not a case: `format` must be {CASE_FORMAT!r}")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise SerializationError("case.version must be a whole number from 1")
    if version > CASE_FORMAT_VERSION:
        raise NewerFormatError(
            f"this case has format version {version}, this program reads up to {CASE_FORMAT_VERSION}; "
            "open it with a newer version of the program"
        )
    _check_names(data, _CASE_FIELDS, _CASE_FIELDS, "case")


def _check_names(data: Mapping[str, Any], known: frozenset[str], required: frozenset[str], where: str) -> None:
    if unknown := sorted(str(name) for name in data.keys() - known):
        raise SerializationError(f"{where} has unknown fields: {', '.join(unknown)}")
    if missing := sorted(required - data.keys()):
        raise SerializationError(f"{where} lacks the fields: {', '.join(missing)}")


def _encode(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        tag = _TAGS.get(type(value))
        body = {one.name: _encode(getattr(value, one.name)) for one in fields(value)}
        return body if tag is None else {"type": tag, **body}
    if isinstance(value, tuple):
        return [_encode(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise SerializationError("a case holds finite numbers only")
        return float(value)
    if value is None or isinstance(value, (str, bool, int)):
        return value
    raise SerializationError(f"a case cannot hold a {type(value).__name__}")


def _decode_item(data: Any, where: str) -> CaseItem:
    if not isinstance(data, Mapping):
        raise SerializationError(f"{where} must be an object")
    tag = data.get("type")
    kind = ITEM_TYPES.get(tag) if isinstance(tag, str) else None
    if kind is None:
        raise SerializationError(f"{where}.type must be one of {', '.join(ITEM_TYPES)}")
    item: CaseItem = _decode(data, kind, where)
    return item


def _decode(value: Any, hint: type[T], where: str) -> T:
    decoded: T = _decoder_of(hint)(value, hint, where)
    return decoded


def _decoder_of(hint: Any) -> Callable[[Any, Any, str], Any]:
    if get_origin(hint) in (Union, UnionType):
        return _decode_union
    if get_origin(hint) is tuple:
        return _decode_tuple
    if is_dataclass(hint):
        return _decode_dataclass
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _decode_enum
    return _decode_plain


def _decode_plain(value: Any, hint: type, where: str) -> Any:
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not hint or (isinstance(value, float) and not math.isfinite(value)):
        raise SerializationError(f"{where} must be a {_PLAIN_NAMES[hint]}")
    return value


_PLAIN_NAMES = {str: "text", int: "whole number", float: "finite number", bool: "yes or no (true or false)"}


def _decode_enum(value: Any, hint: type[StrEnum], where: str) -> StrEnum:
    allowed = {member.value: member for member in hint}
    if not isinstance(value, str) or value not in allowed:
        raise SerializationError(f"{where} is not a known {hint.__name__}")
    return allowed[value]


def _decode_tuple(value: Any, hint: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        raise SerializationError(f"{where} must be a list")
    inner = get_args(hint)
    kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
    if len(kinds) != len(value):
        raise SerializationError(f"{where} must have {len(kinds)} entries, it has {len(value)}")
    return tuple(_decode(one, kind, f"{where}[{n}]") for n, (one, kind) in enumerate(zip(value, kinds, strict=True)))


def _decode_union(value: Any, hint: Any, where: str) -> Any:
    choices = get_args(hint)
    if value is None and NoneType in choices:
        return None
    kinds = [choice for choice in choices if choice is not NoneType]
    if len(kinds) == 1:
        return _decode(value, kinds[0], where)
    by_tag = {_TAGS[kind]: kind for kind in kinds}
    tag = value.get("type") if isinstance(value, Mapping) else None
    if tag not in by_tag:
        raise SerializationError(f"{where}.type must be one of {', '.join(by_tag)}")
    return _decode(value, by_tag[tag], where)


def _decode_dataclass(value: Any, hint: Any, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise SerializationError(f"{where} must be an object")
    tag = _TAGS.get(hint)
    body = {name: one for name, one in value.items() if not (tag and name == "type")}
    if tag is not None and value.get("type") != tag:
        raise SerializationError(f"{where}.type must be {tag}")
    hints = _hints_of(hint)
    required = frozenset(one.name for one in fields(hint) if _is_required(one))
    _check_names(body, frozenset(hints), required, where)
    arguments = {name: _decode(one, hints[name], f"{where}.{name}") for name, one in body.items()}
    try:
        return hint(**arguments)
    except ValueError as error:
        raise SerializationError(f"{where}: {error}") from error


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


@cache
def _hints_of(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
