"""The level ledger of one Frame of Reference: its own labels, or those of another by accepted registrations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from annotations.anatomy import LevelKind
from annotations.case import Case
from annotations.geometry import Point, as_point, distance_mm
from annotations.locations import PatientLocation
from annotations.numbering import LevelNumbering
from annotations.numbering_rules import open_questions
from annotations.registration import LEVEL_REACH_MM, Registration, RegistrationMode
from annotations.rigid import RigidTransform
from annotations.spine_ledger import LevelAnchor


@dataclass(frozen=True)
class LevelLedger:
    """Labels and numbering that hold in a Frame of Reference.

    `registrations` are those by which labels of `counted_in_uid`, another Frame of Reference, came here; empty where
    the labels are its own. All anchors carry `frame_of_reference_uid`.
    """

    frame_of_reference_uid: str
    anchors: tuple[LevelAnchor, ...] = ()
    numbering: LevelNumbering | None = None
    counted_in_uid: str = ""
    registrations: tuple[Registration, ...] = ()

    @property
    def is_derived(self) -> bool:
        """Whether the labels came over from another Frame of Reference."""
        return bool(self.registrations)

    @property
    def source_words(self) -> str:
        """By which registration the labels came, for the screen; empty for its own."""
        return "; ".join(
            f"labels of {_title_of(one, self.counted_in_uid)} by registration ({one.scope_text}, {one.residual_text})"
            for one in self.registrations
        )


def ledger_of(case: Case, frame_of_reference_uid: str) -> LevelLedger:
    """What is known of the levels in a Frame of Reference.

    Its own labels come first and alone. Without any, those of the one Frame of Reference that the newest accepted
    registration ties it to, each moved by the registration of its own level where there is one within reach, else by
    that of the whole spine; what no registration reaches is left out. Registrations are never chained.
    """
    own = anchors_in(case.of_type(LevelAnchor), frame_of_reference_uid)
    if own or not frame_of_reference_uid:
        numbering = own_numbering(case, frame_of_reference_uid)
        return LevelLedger(frame_of_reference_uid, own, numbering, frame_of_reference_uid)
    found = (_way(one, frame_of_reference_uid) for one in case.of_type(Registration))
    ways = [way for way in found if way is not None]
    for newest in sorted(ways, key=lambda way: way.registration.accepted_at, reverse=True):
        there = anchors_in(case.of_type(LevelAnchor), newest.from_uid)
        brought = _brought([way for way in ways if way.from_uid == newest.from_uid], there)
        if brought:
            used = dict.fromkeys(registration.id for _, registration in brought)
            by_id = {way.registration.id: way.registration for way in ways}
            return LevelLedger(
                frame_of_reference_uid,
                tuple(anchor for anchor, _ in brought),
                own_numbering(case, newest.from_uid),
                newest.from_uid,
                tuple(by_id[one] for one in used),
            )
    return LevelLedger(frame_of_reference_uid, (), own_numbering(case, frame_of_reference_uid), frame_of_reference_uid)


def known_ledgers(case: Case) -> tuple[LevelLedger, ...]:
    """The ledger of every Frame of Reference that has labels, its own or registered ones."""
    uids = dict.fromkeys(one.location.frame_of_reference_uid for one in case.of_type(LevelAnchor))
    sides = (side for one in case.of_type(Registration) for side in (one.source, one.target))
    uids |= dict.fromkeys(side.frame_of_reference_uid for side in sides)
    ledgers = (ledger_of(case, uid) for uid in uids)
    return tuple(ledger for ledger in ledgers if ledger.anchors)


def unresolved_numberings(case: Case) -> tuple[str, ...]:
    """What is open about the numbering of each Frame of Reference that has labels of its own, without repetition."""
    own = (ledger for ledger in known_ledgers(case) if not ledger.is_derived)
    return tuple(dict.fromkeys(question for ledger in own for question in open_questions(ledger.numbering)))


def numbering_of(case: Case, frame_of_reference_uid: str) -> LevelNumbering | None:
    """The numbering by which levels in a Frame of Reference are named: its own, or the registered one's."""
    return ledger_of(case, frame_of_reference_uid).numbering


def own_numbering(case: Case, frame_of_reference_uid: str) -> LevelNumbering | None:
    """The numbering decided for this very Frame of Reference; the newest where several are stored."""
    found = [n for n in case.of_type(LevelNumbering) if n.frame_of_reference_uid == frame_of_reference_uid]
    return max(found, key=lambda one: (one.version, one.decided_at), default=None)


def anchors_in(anchors: Iterable[LevelAnchor], frame_of_reference_uid: str) -> tuple[LevelAnchor, ...]:
    """The vertebrae and discs placed in one Frame of Reference."""
    return tuple(
        one
        for one in anchors
        if one.location.frame_of_reference_uid == frame_of_reference_uid and one.level.kind is not LevelKind.JOINT
    )


def copied_anchors(ledger: LevelLedger, new_ids: Iterable[str]) -> tuple[LevelAnchor, ...]:
    """Registered labels as labels of their own here; each keeps by what it came as its origin."""
    return tuple(replace(one, id=new_id) for one, new_id in zip(ledger.anchors, new_ids, strict=False))


@dataclass(frozen=True)
class _Way:
    """One registration turned so that it leads to the Frame of Reference asked about; `center` in `from_uid`."""

    registration: Registration
    from_uid: str
    to_uid: str
    transform: RigidTransform
    center: Point | None

    def reaches(self, point: Point) -> bool:
        return self.center is None or distance_mm(point, self.center) <= LEVEL_REACH_MM

    def distance(self, point: Point) -> float:
        return float("inf") if self.center is None else distance_mm(point, self.center)


def _way(one: Registration, to_uid: str) -> _Way | None:
    """None for a registration that does not lead here, lies within one Frame of Reference, or was never measured."""
    uids = (one.source.frame_of_reference_uid, one.target.frame_of_reference_uid)
    if uids[0] == uids[1] or to_uid not in uids or one.rms_mm is None:
        return None
    is_forward = to_uid == uids[1]
    transform = one.transform if is_forward else one.transform.inverse
    center = None
    if one.mode is RegistrationMode.LEVEL:
        back = np.asarray(one.transform.inverse.apply(np.asarray(one.center_lps_mm, dtype=np.float64)))
        center = as_point(back) if is_forward else one.center_lps_mm
    return _Way(one, uids[0] if is_forward else uids[1], to_uid, transform, center)


def _brought(ways: list[_Way], anchors: Iterable[LevelAnchor]) -> list[tuple[LevelAnchor, Registration]]:
    found = []
    newest_first = sorted(ways, key=lambda way: way.registration.accepted_at, reverse=True)
    for anchor in anchors:
        point = anchor.location.points_lps_mm[0]
        reaching = [way for way in newest_first if way.reaches(point)]
        way = min(reaching, key=lambda one: one.distance(point), default=None)
        if way is not None:
            found.append((_moved(anchor, way), way.registration))
    return found


def _moved(anchor: LevelAnchor, way: _Way) -> LevelAnchor:
    point = as_point(way.transform.apply(np.asarray(anchor.location.points_lps_mm[0], dtype=np.float64)))
    origin = f"by registration of {_title_of(way.registration, way.from_uid)}, {way.registration.residual_text}"
    return LevelAnchor(
        f"{anchor.id}@{way.registration.id}", anchor.level, PatientLocation(way.to_uid, (point,)), origin
    )


def _title_of(registration: Registration, uid: str) -> str:
    sides = (registration.source, registration.target)
    return next((one.title for one in sides if one.frame_of_reference_uid == uid and one.title), "another series")
