"""A registration under review: what it says, how it is shown over its target, and the item it becomes. No Qt."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from annotations.registration import RegisteredSeries, Registration, pair_residuals_mm
from annotations.spine_ledger import LevelAnchor
from viewers.imaging.images import Volume
from viewers.imaging.registration_region import SpineRegion
from viewers.imaging.registration_result import METHOD, Refined
from viewers.imaging.registration_seeds import Seed
from viewers.qt.translated import tr
from viewers.state.fusion import Fusion, FusionLook
from workstation.storage.case_store import application_version, utc_now
from workstation.ui.read.registration_draft import RegistrationDraft, short_title_of, title_of

IN_REVIEW = "in review"


@dataclass(frozen=True, eq=False)
class Outcome:
    """A registration that waits for the eye."""

    draft: RegistrationDraft
    seed: Seed
    region: SpineRegion
    found: Refined


def registration_of(outcome: Outcome, anchors: Iterable[LevelAnchor], *, accepted_by: str) -> Registration:
    """The item of the case that it becomes once it is accepted."""
    draft, found = outcome.draft, outcome.found
    return Registration(
        id=uuid.uuid4().hex,
        source=_side(draft.source),
        target=_side(draft.target),
        transform=found.transform,
        mode=draft.mode,
        level=draft.level(outcome.region, anchors),
        center_lps_mm=found.center_lps_mm,
        seed=outcome.seed.kind,
        pairs=outcome.seed.pairs,
        method=METHOD,
        accepted_by=accepted_by,
        accepted_at=utc_now().isoformat(timespec="seconds"),
        software_version=application_version(),
        moved_mm=found.moved_mm,
        turned_deg=found.turned_deg,
    )


def review_fusion(outcome: Outcome, item: Registration, *, look: FusionLook, opacity: float) -> Fusion:
    """The source over the target, for the eye only."""
    draft = outcome.draft
    return Fusion(
        series_instance_uid=draft.source.series.series_instance_uid,
        transform=outcome.found.transform.inverse,
        text=tr(
            "{short_title_of} on {short_title_of2}, {in_review}\n{scope_text}, {residual_text}",
            short_title_of=short_title_of(draft.source),
            short_title_of2=short_title_of(draft.target),
            in_review=IN_REVIEW,
            scope_text=item.scope_text,
            residual_text=item.residual_text,
        ),
        look=look,
        opacity=opacity,
    )


def fade_ends(draft: RegistrationDraft) -> tuple[str, str]:
    """What lies at either end of the fade, (target, source): modalities, or dates where those are alike."""
    target, source = draft.target.description, draft.source.description
    if target.modality == source.modality:
        return target.study_date, source.study_date
    return target.modality, source.modality


def outcome_words(outcome: Outcome) -> str:
    """How far refinement went and what is left at each seed."""
    found, seed = outcome.found, outcome.seed
    residuals = pair_residuals_mm(found.transform, seed.pairs)
    each = ", ".join(f"{pair.name} {value:.1f}" for pair, value in zip(seed.pairs, residuals, strict=True))
    at_seeds = tr("Residual at the seeds, mm: {each}. ", each=each) if each else tr("No seed points to measure at. ")
    undetermined = (
        tr("The seeds left open {undetermined}. ", undetermined=seed.undetermined) if seed.undetermined else ""
    )
    return tr(
        "{at_seeds}{undetermined}Refinement moved {moved_mm:.1f} mm and turned {turned_deg:.1f}° from the seed. "
        "Do the bones and the canal run on?",
        at_seeds=at_seeds,
        undetermined=undetermined,
        moved_mm=found.moved_mm,
        turned_deg=found.turned_deg,
    )


def _side(volume: Volume) -> RegisteredSeries:
    return RegisteredSeries(volume.series, volume.geometry.frame_of_reference_uid, title_of(volume))
