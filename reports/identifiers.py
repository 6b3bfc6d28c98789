"""UIDs that stay the same when the same thing is exported again."""

from __future__ import annotations

import uuid

_NAMESPACE = uuid.UUID("6f7c4f0e-5d0b-5c39-9a53-8d2f4c0a7b61")
"""Root of all name-based identifiers of Foramen; never change it."""


def stable_uid(*names: str) -> str:
    """The UID (2.25 form, PS3.5 B.2) that belongs to a sequence of names, always the same one."""
    return f"2.25.{uuid.uuid5(_NAMESPACE, '/'.join(names)).int}"


def tracking_uid(case_id: str, item_id: str) -> str:
    """The Tracking Unique Identifier of an item of a case: stable over every export and revision."""
    return stable_uid("tracking", case_id, item_id)
