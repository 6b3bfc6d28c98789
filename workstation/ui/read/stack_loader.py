"""Loads stacks in the background and keeps the latest ones; the first image is announced before the rest has come."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from viewers.imaging.images import Pixels, Volume
from workstation.dicom.load import load_stack
from workstation.dicom.records import SeriesRecord
from workstation.jobs.cancel import CancelledError
from workstation.jobs.executor import Answers, JobContext, JobExecutor, Lane
from workstation.ui.image_catalogue import StackKey

KEPT_BYTES = 3 * 1024**3
"""Pixels kept for going back to a series; the stacks on screen are kept whatever their size."""


class StackLoader(QObject):
    """Answers `request` with `ready` (first image there), `progressed`, then `finished` or `failed`. GUI thread."""

    ready = Signal(object, object)
    progressed = Signal(object, int, int)
    finished = Signal(object, object)
    failed = Signal(object, str)

    def __init__(self, executor: JobExecutor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._kept: OrderedDict[StackKey, Pixels] = OrderedDict()
        self._loading: set[StackKey] = set()

    def kept(self, key: StackKey) -> Pixels | None:
        """The pixels of a stack if they are here, complete or still filling."""
        return self._kept.get(key)

    @property
    def loading(self) -> frozenset[StackKey]:
        """Stacks under way."""
        return frozenset(self._loading)

    def request(self, series: SeriesRecord, key: StackKey, *, first: int | None = None) -> None:
        """Bring a stack. `first` is the slice wanted at once (0-based). Announces kept pixels immediately."""
        held = self._kept.get(key)
        if held is not None:
            self._kept.move_to_end(key)
            self.ready.emit(key, held)
            return
        if key in self._loading:
            return
        self._loading.add(key)
        answers = Answers(
            done=lambda pixels: self._on_done(key, pixels),
            failed=lambda error: self._on_failed(key, error),
            progress=lambda done, total: self.progressed.emit(key, done, total or 0),
        )
        self._executor.submit(Lane.LOAD, job_key(key), self._work(series, key, first), answers)

    def cancel(self, key: StackKey) -> None:
        """Stop loading a stack; what came stays on screen, a later request loads it anew."""
        self._executor.cancel(job_key(key))
        self._loading.discard(key)
        self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget everything: another patient is opened."""
        for key in tuple(self._loading):
            self.cancel(key)
        self._kept.clear()

    def _work(self, series: SeriesRecord, key: StackKey, first: int | None) -> Callable[[JobContext], Pixels]:
        def load(context: JobContext) -> Pixels:
            return load_stack(
                series,
                key.stack_number,
                first=first,
                on_ready=lambda pixels: context.tell(lambda: self._on_ready(key, pixels)),
                on_progress=context.report_progress,
                cancel=context.token,
            )

        return load

    def _on_ready(self, key: StackKey, pixels: Pixels) -> None:
        self._kept[key] = pixels
        self._kept.move_to_end(key)
        self._trim()
        self.ready.emit(key, pixels)

    def _on_done(self, key: StackKey, pixels: Pixels) -> None:
        self._loading.discard(key)
        if self._kept.get(key) is not pixels:
            self._on_ready(key, pixels)
        self.finished.emit(key, pixels)

    def _on_failed(self, key: StackKey, error: BaseException) -> None:
        self._loading.discard(key)
        self._kept.pop(key, None)
        if not isinstance(error, CancelledError):
            self.failed.emit(key, str(error) or type(error).__name__)

    def _trim(self) -> None:
        while len(self._kept) > 1 and sum(size_bytes(pixels) for pixels in self._kept.values()) > KEPT_BYTES:
            self._kept.popitem(last=False)


def job_key(key: StackKey) -> str:
    """The executor's key of loading one stack."""
    return f"load {key.series_instance_uid} {key.stack_number}"


def size_bytes(pixels: Pixels) -> int:
    """Memory of the pixel values that have arrived."""
    if isinstance(pixels, Volume):
        return int(pixels.stored_values.nbytes)
    return sum(int(frame.values.nbytes) for frame in pixels.frames if frame is not None and frame.values is not None)
