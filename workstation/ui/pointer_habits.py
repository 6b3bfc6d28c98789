"""Which mouse scheme the user chose, checked as it is read."""

from __future__ import annotations

from viewers.qt.translated import tr
from viewers.tools.mouse_schemes import DEFAULT_SCHEME, MOUSE_SCHEMES, MouseScheme
from workstation.preferences import Preferences

MOUSE_SCHEME = "mouse.scheme"
UNKNOWN_SCHEME = "The mouse scheme {kept!r} is not known; the usual one is used. Choose one in the preferences."


def scheme_of(preferences: Preferences) -> MouseScheme:
    """The scheme in force; the usual one where none, or none that exists, is kept."""
    kept = preferences.get(MOUSE_SCHEME, DEFAULT_SCHEME.scheme_id)
    return MOUSE_SCHEMES.get(kept, DEFAULT_SCHEME) if isinstance(kept, str) else DEFAULT_SCHEME


def scheme_problem(preferences: Preferences) -> str:
    """What is wrong with what is kept; empty when nothing is."""
    kept = preferences.get(MOUSE_SCHEME)
    is_known = kept is None or (isinstance(kept, str) and kept in MOUSE_SCHEMES)
    return "" if is_known else tr(UNKNOWN_SCHEME).format(kept=kept)
