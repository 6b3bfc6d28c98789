"""From one vertebral body to the next, up and down the column, as far as the images show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from annotations.geometry import FloatArray
from viewers.imaging.spine_evidence_boxes import (
    BodyBox,
    BoxSearch,
    Contrast,
    along_discs,
    fitted,
    measured_level,
    refined,
)
from viewers.imaging.spine_evidence_discs import disc_between
from viewers.imaging.spine_evidence_patches import LEFT, SLAB_RADIUS_MM, Voxels, axes_at, mean_of_seen

USUAL_GAP_MM = 8.0
"""Between the boxes of two bodies: a disc with its endplates, before the first one is measured."""
GAPS_MM = (3.0, 16.0)
STEPS_AT_MOST = 9
KNOWN_AT_MOST = 4
"""Bodies on the other side of the clicked one that say how clearly bodies are seen here."""
WEAKEST_SCORE = 0.15
"""A body seen less clearly than this is none."""
WEAKEST_SHARE = 0.4
"""A body seen this much less clearly than the usual one of the spine is none either."""
SMALLEST_SHARE, LARGEST_SHARE = 0.55, 2.0
"""Of the height of the clicked body: what is smaller or larger is no neighbour of it, even if one is fractured."""
FLATTEST_SHARE = 0.65
"""Height to depth that is expected at least of the next body, however flat a fractured one is."""
SEEN_SHARE = 0.8
"""Of the inside of a body that must have been recorded."""
SACRUM_FROM, SACRUM_CERTAIN_FROM = 0.5, 1.15
"""Evidence (0 to 2.3) from which a body is taken for S1, and from which there is little doubt."""
SACRUM_LEANS_DEG = 6.0
"""A body that leans back less than this is not S1, however badly it is seen."""
FAINTEST_SACRUM = 0.3
"""S1 after a doubtful body is seen at least so clearly in comparison with the others."""
TALLEST_MM = 34
SACRUM_TAPER = 0.3
"""Of its depth that S1 loses downwards, about half of what it does: a plain box fits the others better."""
SACRAL_SHRINKING = 0.9
"""S2 is less deep than S1 and nearer to it than this share of what came before."""
CLEARLY_MORE = 0.25
"""So much more must speak for the next body than for a doubtful one."""


class Ending(StrEnum):
    """Why no further level is proposed in one direction."""

    IMAGE = "the images end"
    FAINT = "no further body is seen clearly enough"
    SACRUM = "the sacrum begins"
    FAR = "far enough from the clicked level"


@dataclass(frozen=True, eq=False)
class Column:
    """The bodies found from head to foot, the clicked one at `seed`; the last one is S1 where `ends_in_sacrum`.

    `sacrum_evidence` holds, for each body below the clicked one, how much speaks for its being S1 (0 to 2.3).
    """

    bodies: tuple[BodyBox, ...]
    seed: int
    above: Ending
    below: Ending
    sacrum_evidence: tuple[float, ...]

    @property
    def ends_in_sacrum(self) -> bool:
        """Whether the last body is S1."""
        return self.below is Ending.SACRUM


def contrast_around(voxels: Voxels, center: FloatArray, level: float) -> Contrast:
    """How much what surrounds a body differs from it."""
    signed = voxels.off(voxels.slab(center), level)
    off = np.abs(signed)
    steps = np.arange(-SLAB_RADIUS_MM, SLAB_RADIUS_MM + 1.0)
    distance = np.hypot(*np.meshgrid(steps, steps))
    ring = off[(distance > 16) & (distance < 40) & ~np.isnan(off)]
    wall = float(np.median(ring)) if ring.size else 0.0
    core = np.abs(along_discs(np.nan_to_num(signed)))[
        SLAB_RADIUS_MM - 40 : SLAB_RADIUS_MM + 41, SLAB_RADIUS_MM - 8 : SLAB_RADIUS_MM + 9
    ]
    return Contrast(wall, min(wall, float(np.percentile(core, 80))))


def seed_body(voxels: Voxels, point: FloatArray) -> tuple[BodyBox, Contrast] | None:
    """The body at a clicked point, and the contrast of what surrounds it; None where no body is there."""
    click = BodyBox(point, 0.0, 12.0, 12.0)
    level = measured_level(voxels, click, 1.0)
    contrast = contrast_around(voxels, point, level) if np.isfinite(level) else Contrast(0.0, 0.0)
    if contrast.disc <= 0.0:
        return None
    search = BoxSearch(tuple(np.arange(-24.0, 43.0, 6.0)), (16, TALLEST_MM), (20, 44), (8, 8), 2, 0.004)
    coarse = fitted(voxels, BodyBox(point, 5.0, 24.0, 30.0, level), search, contrast)
    body = refined(voxels, coarse, contrast)
    centred = _centred_sideways(voxels, body, contrast, farthest_mm=6.0)
    body = refined(voxels, centred, contrast)
    return (body, contrast) if body.score >= WEAKEST_SCORE else None


def follow(voxels: Voxels, seed: BodyBox, contrast: Contrast, *, on_step: Callable[[], None] = lambda: None) -> Column:
    """The column around a body; `on_step` is called at each body and may raise to stop."""
    up = _Walk(voxels, contrast, (seed,), -1, on_step)
    up.go()
    down = _Walk(voxels, contrast, (*reversed(up.found), seed), 1, on_step)
    down.go()
    bodies = (*reversed(up.found), seed, *down.found)
    return Column(bodies, len(up.found), up.ending, down.ending, tuple(down.evidence))


class _Walk:
    """The way from the last of the `known` bodies, the clicked one, in one direction (`sign` +1 = down)."""

    def __init__(
        self,
        voxels: Voxels,
        contrast: Contrast,
        known: tuple[BodyBox, ...],
        sign: int,
        on_step: Callable[[], None],
    ) -> None:
        self._voxels, self._contrast, self._sign, self._on_step = voxels, contrast, sign, on_step
        self._known, self._seed = known, known[-1]
        self._gap = USUAL_GAP_MM
        self.found: list[BodyBox] = []
        self.evidence: list[float] = []
        self.ending = Ending.FAR

    def go(self) -> None:
        """Walk until something ends the way."""
        while len(self.found) < STEPS_AT_MOST:
            self._on_step()
            coarse = self._coarse(taper=0.0)
            if coarse is None:
                self.ending = Ending.IMAGE
                return
            body = self._settled(coarse)
            if self._sign > 0 and self._is_sacrum(coarse, body):
                self.found.append(body)
                self.ending = Ending.SACRUM
                return
            ending = self._why_not(body)
            if ending is not None:
                self.ending = ending
                return
            self._take(body)

    def _last(self) -> BodyBox:
        return self.found[-1] if self.found else self._seed

    def _usual_score(self) -> float:
        """How clearly the bodies next to the clicked one and those on the way are seen."""
        return float(np.median([one.score for one in (*self._known[-KNOWN_AT_MOST:], *self.found)]))

    def _turn(self) -> float:
        """How much the last step turned, degrees."""
        bodies = [self._seed, *self.found]
        return bodies[-1].tilt_deg - bodies[-2].tilt_deg if len(bodies) > 1 else 0.0

    def _coarse(self, *, taper: float) -> BodyBox | None:
        last = self._last()
        tilt = last.tilt_deg + 0.5 * float(np.clip(self._turn(), -12, 12)) + 2.0 * self._sign
        if taper:
            tilt = max(tilt, last.tilt_deg + 8.0)
        caudal = axes_at((last.tilt_deg + tilt) / 2).caudal
        height = max(last.height_mm, FLATTEST_SHARE * last.depth_mm)
        center = last.center + self._sign * ((last.height_mm + height) / 2 + self._gap) * caudal
        if not self._voxels.holds(center):
            return None
        expected = replace(last, center=center, tilt_deg=tilt, height_mm=height)
        search = BoxSearch(
            tilts_deg=tuple(np.arange(tilt - 18.0, tilt + 19.0, 6.0)),
            heights_mm=(round(last.height_mm * 0.72), min(round(height * 1.25), TALLEST_MM)),
            depths_mm=(round(last.depth_mm * 0.8), round(last.depth_mm * 1.2)),
            reach_mm=(10, 8),
            step_mm=2,
            prior=0.03,
            taper=taper,
        )
        levels = [last.level, measured_level(self._voxels, expected, 0.6)]
        fits = [
            fitted(self._voxels, replace(expected, level=level), search, self._contrast)
            for level in levels
            if np.isfinite(level)
        ]
        return max(fits, key=lambda box: box.score)

    def _settled(self, coarse: BodyBox) -> BodyBox:
        body = refined(self._voxels, coarse, self._contrast)
        return _centred_sideways(self._voxels, body, self._contrast, farthest_mm=3.0)

    def _why_not(self, body: BodyBox) -> Ending | None:
        inside = body.inside(self._voxels, 0.9)
        seen = inside[~np.isnan(inside)]
        if not self._voxels.holds(body.center) or seen.size < SEEN_SHARE * inside.size:
            return Ending.IMAGE
        usual = self._usual_score()
        share = body.height_mm / self._seed.height_mm
        is_clear = body.score >= max(WEAKEST_SCORE, WEAKEST_SHARE * usual)
        return None if is_clear and SMALLEST_SHARE <= share <= LARGEST_SHARE else Ending.FAINT

    def _take(self, body: BodyBox) -> None:
        last = self._last()
        length = float(np.linalg.norm(body.center - last.center))
        gap = float(np.clip(length - (body.height_mm + last.height_mm) / 2, *GAPS_MM))
        self._gap = (self._gap + gap) / 2
        self.found.append(body)

    def _is_sacrum(self, coarse: BodyBox, body: BodyBox) -> bool:
        """Whether a body is S1; where that is in doubt, by what follows it."""
        evidence, lean = self._sacrum_evidence(coarse, body)
        self.evidence.append(evidence)
        if evidence < SACRUM_FROM or lean < SACRUM_LEANS_DEG:
            return False
        if evidence >= SACRUM_CERTAIN_FROM:
            return True
        return not self._is_followed_by_sacrum(body, evidence)

    def _sacrum_evidence(self, coarse: BodyBox, body: BodyBox) -> tuple[float, float]:
        """How much speaks for S1, which leans back, is no even box like the others, and narrows; with its lean."""
        usual = self._usual_score()
        tapered = self._coarse(taper=SACRUM_TAPER)
        disc = disc_between(self._voxels, self._last(), body)
        lean = (disc.tilt_deg + body.tilt_deg) / 2
        narrowing = (tapered.score - coarse.score + 0.08) / 0.12 if tapered is not None else 0.0
        evidence = (
            float(np.clip((lean - 22.0) / 16.0, 0, 1))
            + float(np.clip((0.85 - body.score / usual) / 0.35, 0, 1))
            + 0.3 * float(np.clip(narrowing, 0, 1))
        )
        return evidence, lean

    def _is_followed_by_sacrum(self, body: BodyBox, evidence: float) -> bool:
        """Whether the next body is as large, as far away, and looks more like S1 than this one: S2 is neither."""
        further = _Walk(self._voxels, self._contrast, self._known, self._sign, self._on_step)
        further.found, further._gap = [*self.found], self._gap
        pitch = float(np.linalg.norm(body.center - self._last().center))
        further._take(body)
        coarse = further._coarse(taper=0.0)
        if coarse is None:
            return False
        following = further._settled(coarse)
        next_pitch = float(np.linalg.norm(following.center - body.center))
        return (
            following.depth_mm >= SACRAL_SHRINKING * body.depth_mm
            and next_pitch >= SACRAL_SHRINKING * pitch
            and following.score >= FAINTEST_SACRUM * self._usual_score()
            and further._sacrum_evidence(coarse, following)[0] > evidence + CLEARLY_MORE
        )


def _centred_sideways(voxels: Voxels, body: BodyBox, contrast: Contrast, *, farthest_mm: float) -> BodyBox:
    """A body moved to the middle between its side walls where both are seen."""
    axes = axes_at(body.tilt_deg)
    across = np.arange(-0.2 * body.depth_mm, 0.2 * body.depth_mm + 0.1, 2.0)
    along = np.arange(-0.25 * body.height_mm, 0.25 * body.height_mm + 0.1, 2.0)
    sideways = np.arange(-40.0, 41.0)
    rows, columns, beside = np.meshgrid(along, across, sideways, indexing="ij")
    points = (
        body.center + rows[..., None] * axes.caudal + columns[..., None] * axes.posterior + beside[..., None] * LEFT
    )
    off = np.clip(np.abs(voxels.off(voxels.at(points), body.level)) / contrast.wall, 0, 1)
    profile = mean_of_seen(off.reshape(-1, len(sideways)), axis=0)
    best, shift = 0.0, 0.0
    for width in range(round(body.depth_mm * 0.95), round(body.depth_mm * 2.0), 2):
        for middle in np.arange(-farthest_mm - 4, farthest_mm + 5):
            right, left = round(40 + middle - width / 2), round(40 + middle + width / 2)
            if right < 4 or left > len(sideways) - 5:
                continue
            outside = min(float(profile[right - 4 : right].mean()), float(profile[left + 1 : left + 5].mean()))
            value = outside - float(profile[right + 1 : left].mean())
            if value > best:
                best, shift = value, float(middle)
    if best < 0.3 or abs(shift) > farthest_mm:
        return body
    return replace(body, center=body.center + shift * LEFT)
