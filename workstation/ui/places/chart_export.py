"""Writing the chart packet off the GUI thread, from a copy of the case that nobody edits meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from annotations.case import Case
from annotations.serialization import case_from_json, case_to_json
from reports.content import Packet, local_now
from workstation.dicom.records import SeriesRecord
from workstation.export import Tell, export_case, source_spacings_mm
from workstation.jobs.cancel import CancelToken
from workstation.jobs.executor import Answers, JobContext, JobExecutor, Lane

CancelExport = Callable[[], None]


@dataclass(frozen=True)
class ExportWish:
    """What to write: the packet of `case` as it is now, into `directory`; `author` may be empty."""

    case: Case
    directory: Path
    final: bool
    author: str = ""


@dataclass(frozen=True)
class ExportAnswers:
    """Called in the GUI thread; after a cancel none of them is."""

    done: Callable[[Packet], None]
    failed: Callable[[BaseException], None]
    told: Tell


class ChartExporter(Protocol):
    """What the Chart place asks to write a packet."""

    def start(self, wish: ExportWish, answers: ExportAnswers) -> CancelExport:
        """Begin; what is returned stops the export, which then leaves nothing behind."""
        ...

    def spacings_mm(self, case: Case) -> Mapping[str, float]:
        """Pixel spacings by mark id, as `source_spacings_mm` of `workstation.export`."""
        ...


class LaneExporter:
    """Exports in the lane of exports; `series_of` finds the series of a Series Instance UID."""

    def __init__(self, jobs: JobExecutor, series_of: Callable[[str], SeriesRecord | None]) -> None:
        self._jobs = jobs
        self._series_of = series_of

    def start(self, wish: ExportWish, answers: ExportAnswers) -> CancelExport:
        """Write the packet of a copy of the case; the physician can go on working."""
        copy = case_from_json(case_to_json(wish.case))
        token = CancelToken()

        def work(context: JobContext) -> Packet:
            def tell(words: str, step: int, steps: int) -> None:
                context.tell(lambda: None if token.is_cancelled else answers.told(words, step, steps))

            return export_case(
                copy,
                self._series_of,
                wish.directory,
                final=wish.final,
                clock=local_now,
                author=wish.author,
                token=token,
                tell=tell,
            )

        def done(packet: Packet) -> None:
            if token.is_cancelled:
                # The packet was finished while Cancel was pressed: it goes, as was asked.
                shutil.rmtree(packet.directory, ignore_errors=True)
            else:
                answers.done(packet)

        def failed(error: BaseException) -> None:
            if not token.is_cancelled:
                answers.failed(error)

        self._jobs.submit(Lane.EXPORT, "export", work, Answers(done, failed), title="Writing the chart packet")
        return token.cancel

    def spacings_mm(self, case: Case) -> Mapping[str, float]:
        """The spacings of the images that are open."""
        return source_spacings_mm(case, self._series_of)
