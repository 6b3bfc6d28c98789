"""Writing the chart packet off the GUI thread, from a copy of the case that nobody edits meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from annotations.case import Case
from annotations.serialization import case_from_json, case_to_json
from reports.packet import Packet
from workstation.dicom.records import SeriesRecord
from workstation.export import export_case
from workstation.jobs.executor import Answers, JobContext, JobExecutor, Lane


class ChartExporter(Protocol):
    """What the Chart place asks to write a packet; answers come in the GUI thread."""

    def start(
        self,
        case: Case,
        directory: Path,
        *,
        final: bool,
        done: Callable[[Packet], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Write the packet of `case` as it is now into `directory`."""
        ...


class LaneExporter:
    """Exports in the lane of exports; `series_of` finds the series of a Series Instance UID."""

    def __init__(self, jobs: JobExecutor, series_of: Callable[[str], SeriesRecord | None]) -> None:
        self._jobs = jobs
        self._series_of = series_of

    def start(
        self,
        case: Case,
        directory: Path,
        *,
        final: bool,
        done: Callable[[Packet], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Write the packet of a copy of `case`; the physician can go on working."""
        copy = case_from_json(case_to_json(case))

        def work(context: JobContext) -> Packet:
            context.token.raise_if_cancelled()
            return export_case(copy, self._series_of, directory, final=final, clock=lambda: datetime.now(UTC))

        self._jobs.submit(Lane.EXPORT, "export", work, Answers(done, failed), title="Writing the chart packet")
