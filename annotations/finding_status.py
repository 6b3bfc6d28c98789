"""Signing, reopening and retracting findings: a signed finding is not changed until it is reopened."""

from __future__ import annotations

from dataclasses import replace

from annotations.case import Case, Change, replace_item
from annotations.findings import Finding, FindingStatus
from annotations.wording import describe_finding


class StatusError(ValueError):
    """A finding that cannot take this step; says why and what to do."""


def is_signed(finding: Finding) -> bool:
    """Whether the physician has signed it."""
    return finding.status is FindingStatus.FINAL


def sign(finding: Finding) -> Change:
    """The change that signs a draft. Raises `StatusError` for a finding that is signed or retracted."""
    if finding.status is not FindingStatus.DRAFT:
        raise StatusError(f"the finding is {finding.status.value}; reopen it before signing it")
    return _to(finding, FindingStatus.FINAL, "Sign finding")


def reopen(finding: Finding) -> Change:
    """The change that makes a signed or retracted finding a draft. Raises `StatusError` for a draft."""
    if finding.status is FindingStatus.DRAFT:
        raise StatusError("the finding is a draft already")
    return _to(finding, FindingStatus.DRAFT, "Reopen finding")


def retract(finding: Finding) -> Change:
    """The change that retracts a finding: it stays on record and in the audit trail."""
    if finding.status is FindingStatus.RETRACTED:
        raise StatusError("the finding is retracted already")
    return _to(finding, FindingStatus.RETRACTED, "Retract finding")


def signed_holder(case: Case, item_id: str) -> Finding | None:
    """The signed finding that an item is, or that a mark belongs to; None where it may be changed."""
    return next((one for one in case.of_type(Finding) if is_signed(one) and item_id in (one.id, *one.mark_ids)), None)


def _to(finding: Finding, status: FindingStatus, words: str) -> Change:
    return replace_item(finding, replace(finding, status=status), f"{words} {describe_finding(finding)}")
