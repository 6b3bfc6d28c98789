"""A registration that is being made: two series, the point pairs placed so far, where it starts and what it is for.

No Qt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from annotations.anatomy import Level
from annotations.geometry import FloatArray, Point
from annotations.registration import (
    RegistrationMode,
    SeedKind,
    SeedPair,
    pair_residuals_mm,
    residual_text,
    rms,
)
from annotations.rigid import RigidTransform
from annotations.spine_ledger import LevelAnchor, propose_level
from viewers.imaging.images import Volume
from viewers.imaging.registration_errors import RegistrationError
from viewers.imaging.registration_region import SpineRegion
from viewers.imaging.registration_seeds import (
    FEWEST_LEVELS,
    FEWEST_PAIRS,
    Seed,
    level_pairs,
    seed_of_frame_of_reference,
    seed_of_levels,
    seed_of_points,
)
from viewers.qt.translated import tr


class Side(StrEnum):
    """One of the two series."""

    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True)
class DraftPair:
    """One place, marked in one or both series, LPS mm of each."""

    source_lps_mm: Point | None = None
    target_lps_mm: Point | None = None

    @property
    def is_complete(self) -> bool:
        """Whether both sides are marked."""
        return self.source_lps_mm is not None and self.target_lps_mm is not None

    def with_point(self, side: Side, point: Point) -> DraftPair:
        """The same place with one side marked."""
        if side is Side.SOURCE:
            return replace(self, source_lps_mm=point)
        return replace(self, target_lps_mm=point)

    def point(self, side: Side) -> Point | None:
        """Where it is on one side."""
        return self.source_lps_mm if side is Side.SOURCE else self.target_lps_mm


@dataclass(frozen=True)
class RegistrationDraft:
    """What a registration will be made from. `source` is brought onto `target`; pixels are compared by identity."""

    source: Volume
    target: Volume
    seed: SeedKind = SeedKind.POINTS
    mode: RegistrationMode = RegistrationMode.WHOLE
    pairs: tuple[DraftPair, ...] = ()

    @property
    def source_uid(self) -> str:
        """Frame of Reference of the source."""
        return self.source.geometry.frame_of_reference_uid

    @property
    def target_uid(self) -> str:
        """Frame of Reference of the target."""
        return self.target.geometry.frame_of_reference_uid

    def with_point(self, side: Side, point: Point) -> RegistrationDraft:
        """A click: it completes the last pair, moves its point, or begins the next pair."""
        if self.pairs and not self.pairs[-1].is_complete:
            return replace(self, pairs=(*self.pairs[:-1], self.pairs[-1].with_point(side, point)))
        return replace(self, pairs=(*self.pairs, DraftPair().with_point(side, point)))

    def without_pair(self, number: int) -> RegistrationDraft:
        """Without one pair (counted from 1); the rest move up."""
        return replace(self, pairs=(*self.pairs[: number - 1], *self.pairs[number:]))

    @property
    def complete_pairs(self) -> tuple[SeedPair, ...]:
        """The pairs marked on both sides."""
        return tuple(
            SeedPair(str(number), pair.source_lps_mm, pair.target_lps_mm)
            for number, pair in enumerate(self.pairs, start=1)
            if pair.source_lps_mm is not None and pair.target_lps_mm is not None
        )

    @property
    def next_click(self) -> str:
        """What to click now."""
        last = self.pairs[-1] if self.pairs else None
        if last is None or last.is_complete:
            return tr("Point {value}: click a place that both series show", value=len(self.pairs) + 1)
        missing = self.source if last.source_lps_mm is None else self.target
        return tr(
            "Point {count}: click the same place on {title_of}", count=len(self.pairs), title_of=title_of(missing)
        )

    def start(self, anchors: Iterable[LevelAnchor]) -> Seed:
        """The seed as things are; raises `RegistrationError` that says what is missing."""
        if self.seed is SeedKind.FRAME_OF_REFERENCE:
            return seed_of_frame_of_reference(self.source_uid, self.target_uid)
        if self.seed is SeedKind.LEVELS:
            return seed_of_levels(anchors, self.source_uid, self.target_uid)
        return seed_of_points(self.complete_pairs)

    def seed_words(self, anchors: Iterable[LevelAnchor]) -> str:
        """How well the seed fits itself, or why there is none yet."""
        try:
            seed = self.start(anchors)
        except RegistrationError as error:
            return str(error)
        open_words = (
            tr("; {undetermined} is left to refinement", undetermined=seed.undetermined) if seed.undetermined else ""
        )
        fit = residual_text(rms(pair_residuals_mm(seed.transform, seed.pairs)), len(seed.pairs))
        return f"{fit[:1].upper()}{fit[1:]}{open_words}."

    def pair_words(self) -> tuple[str, ...]:
        """Each pair with its residual once there are enough of them."""
        residuals: dict[str, float] = {}
        try:
            seed = seed_of_points(self.complete_pairs)
            residuals = dict(
                zip((pair.name for pair in seed.pairs), pair_residuals_mm(seed.transform, seed.pairs), strict=True)
            )
        except RegistrationError:
            pass
        names = [str(number) for number in range(1, len(self.pairs) + 1)]
        return tuple(
            tr("{name}: {value:.1f} mm", name=name, value=residuals[name]) if name in residuals else name
            for name in names
        )

    def region(self, seed: Seed, anchors: Iterable[LevelAnchor], cursor: tuple[str, Point] | None) -> SpineRegion:
        """Where to compare, LPS mm of the target; `cursor` is (Frame of Reference UID, point) of the crosshair.

        Raises `RegistrationError` where nothing says where the spine or the level is.
        """
        if self.mode is RegistrationMode.LEVEL:
            return SpineRegion.at(self._level_point(seed.transform, cursor))
        centers = _centers(anchors, self.target_uid)
        if len(centers) >= FEWEST_LEVELS:
            return SpineRegion.along(centers)
        if len(seed.pairs) >= FEWEST_LEVELS:
            return SpineRegion.around(np.array([pair.to_lps_mm for pair in seed.pairs]))
        raise RegistrationError(
            f"Nothing says where the spine is: label at least {FEWEST_LEVELS} levels on {title_of(self.target)}, "
            "or register the level at the crosshair."
        )

    def level(self, region: SpineRegion, anchors: Iterable[LevelAnchor]) -> Level | None:
        """The level that a registration of one level is for, by the labels of the target."""
        if self.mode is RegistrationMode.WHOLE:
            return None
        found = propose_level(anchors, region.center_lps_mm, self.target_uid)
        return found.level if found is not None else None

    def _level_point(self, transform: RigidTransform, cursor: tuple[str, Point] | None) -> Point:
        uid, point = cursor if cursor is not None else ("", None)
        if point is not None and uid == self.target_uid:
            return point
        if point is not None and uid == self.source_uid:
            x, y, z = transform.apply(point)
            return (float(x), float(y), float(z))
        raise RegistrationError("Put the crosshair on the level to register, on one of the two series.")


def seeds_of(draft: RegistrationDraft, anchors: Iterable[LevelAnchor]) -> tuple[tuple[SeedKind, str], ...]:
    """Where the draft may start from, with what there is of each; the best of them first."""
    found = [
        (
            SeedKind.POINTS,
            tr("{words} (at least {fewest_pairs})", words=SeedKind.POINTS.words, fewest_pairs=FEWEST_PAIRS),
        )
    ]
    count = len(level_pairs(anchors, draft.source_uid, draft.target_uid))
    if count >= FEWEST_LEVELS:
        found.insert(0, (SeedKind.LEVELS, tr("{words} ({count} in both)", words=SeedKind.LEVELS.words, count=count)))
    if draft.source_uid and draft.source_uid == draft.target_uid:
        found.insert(0, (SeedKind.FRAME_OF_REFERENCE, SeedKind.FRAME_OF_REFERENCE.words))
    return tuple(found)


def title_of(volume: Volume) -> str:
    """A series in a few words."""
    shown = volume.description
    words = (shown.modality, shown.series_description.strip(" ,"), shown.study_date)
    return " ".join(word for word in words if word) or tr("the series")


def short_title_of(volume: Volume) -> str:
    """Modality and date, where room is short."""
    return " ".join(word for word in (volume.description.modality, volume.description.study_date) if word) or "series"


def _centers(anchors: Iterable[LevelAnchor], uid: str) -> FloatArray:
    """Centres of the levels of one Frame of Reference from head to foot, (n, 3)."""
    points = [one.location.points_lps_mm[0] for one in anchors if one.location.frame_of_reference_uid == uid]
    return np.array(sorted(points, key=lambda point: -point[2])).reshape(-1, 3)
