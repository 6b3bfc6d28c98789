"""Applying a change from a form, with the reason in words where it could not be done."""

from __future__ import annotations

from collections.abc import Callable

from annotations.case import BrokenLinkError, Change, StaleChangeError
from viewers.qt.translated import tr
from workstation.session import Session
from workstation.storage.errors import StorageError


def try_apply(session: Session, change: Change) -> str:
    """Apply a change through the session; returns empty text, or why it did not happen and what to do."""
    try:
        session.apply(change)
    except (StaleChangeError, BrokenLinkError, StorageError) as error:
        return tr("Not saved: {error}", error=error)
    return ""


def built(build: Callable[[], Change | None]) -> tuple[Change | None, str]:
    """The change a form wants to make, or why its values are refused (an item that exists is valid)."""
    try:
        return build(), ""
    except ValueError as error:
        return None, str(error)
