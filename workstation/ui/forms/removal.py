"""Removing an item together with the links that point at it, as one change that undo takes back whole."""

from __future__ import annotations

from annotations.case import Case, CaseItem, Change
from annotations.links import remove_item


def removal(case: Case, item: CaseItem, description: str) -> Change:
    """Take `item` out of the case, unlinking whatever referred to it; what it was in each study goes with it."""
    return remove_item(case, item.id, description)
