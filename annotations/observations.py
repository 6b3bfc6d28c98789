"""A finding as it was seen in one study, so that it can be followed from study to study."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotations.findings import Severity


class Comparison(StrEnum):
    """How a finding is, against the study before."""

    NEW = "new"
    UNCHANGED = "unchanged"
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True)
class Observation:
    """What one study shows of a finding. `study_date` is DICOM's YYYYMMDD, `mark_ids` the marks placed on that study.

    `comparison` is against the study before it, None where there is none or nobody has said. `suggested` is what the
    measurements said and `reason` why another was chosen.
    """

    id: str
    finding_id: str
    study_instance_uid: str
    study_date: str
    mark_ids: tuple[str, ...] = ()
    grade: str | None = None
    severity: Severity | None = None
    comparison: Comparison | None = None
    suggested: Comparison | None = None
    reason: str = ""
    note: str = ""
