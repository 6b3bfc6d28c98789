"""Which finding types a user has starred and last used; kept with the user's preferences. No Qt."""

from __future__ import annotations

from annotations.finding_catalogue import FINDING_TYPES
from workstation.preferences import Preferences

FAVOURITES = "findings.favourites"
RECENT = "findings.recent"
RECENT_LIMIT = 8


class TypeMemory:
    """Ids of the finding catalogue; what a file holds of other catalogues is left out, not lost."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def favourites(self) -> tuple[str, ...]:
        """The starred types, in the order they were starred."""
        return self._known(FAVOURITES)

    @property
    def recent(self) -> tuple[str, ...]:
        """The types last used, newest first."""
        return self._known(RECENT)[:RECENT_LIMIT]

    def toggle(self, type_id: str) -> None:
        """Star a type, or take its star away."""
        kept = self._stored(FAVOURITES)
        changed = [one for one in kept if one != type_id] if type_id in kept else [*kept, type_id]
        self._preferences.set(FAVOURITES, changed)

    def used(self, type_id: str) -> None:
        """A finding of this type was saved."""
        others = [one for one in self._stored(RECENT) if one != type_id]
        self._preferences.set(RECENT, [type_id, *others][:RECENT_LIMIT])

    def _known(self, key: str) -> tuple[str, ...]:
        return tuple(one for one in self._stored(key) if one in FINDING_TYPES)

    def _stored(self, key: str) -> list[str]:
        stored = self._preferences.get(key, [])
        return [one for one in stored if isinstance(one, str)] if isinstance(stored, list) else []
