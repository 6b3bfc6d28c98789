"""Accepted registrations as links between spaces. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from annotations.geometry import as_point
from annotations.registration import Registration, RegistrationMode
from viewers.qt.translated import tr
from viewers.state.space_links import SpaceLink


def registered_links(registrations: Iterable[Registration]) -> tuple[SpaceLink, ...]:
    """A link each; those within one Frame of Reference, or seeded without points to measure at, make none."""
    links = (link_of(one) for one in registrations)
    return tuple(link for link in links if link is not None)


def link_of(item: Registration) -> SpaceLink | None:
    """The link of one registration, from its source to its target."""
    uids = item.source.frame_of_reference_uid, item.target.frame_of_reference_uid
    if uids[0] == uids[1] or item.rms_mm is None:
        return None
    is_level = item.mode is RegistrationMode.LEVEL
    center = as_point(item.transform.inverse.apply(item.center_lps_mm)) if is_level else None
    level = "" if not is_level else item.level.label if item.level is not None else tr("the cursor")
    return SpaceLink.registered(*uids, item.transform.array, residual_mm=item.rms_mm, level=level, center_lps_mm=center)


def draft_link(item: Registration, words: str) -> SpaceLink | None:
    """The link of a registration under review, which says so."""
    link = link_of(item)
    return None if link is None else replace(link, level=f"{link.level or 'whole spine'} ({words})")
