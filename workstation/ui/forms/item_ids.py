"""Fresh ids for items the physician adds."""

from __future__ import annotations

from uuid import uuid4


def new_item_id(kind: str) -> str:
    """An id no other item has: the kind for the reader's eye, then 128 random bits."""
    return f"{kind}.{uuid4().hex}"
