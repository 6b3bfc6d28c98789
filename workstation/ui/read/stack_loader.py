"""Loads stacks in the background and keeps the latest ones; the first image is announced before the rest has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from viewers.imaging.images import Pixels
from workstation.dicom.load import load_stack
from workstation.dicom.load_order import WantedFrame
from workstation.dicom.load_straight import load_straight
from workstation.dicom.records import SeriesRecord
from workstation.jobs.cancel import CancelledError
from workstation.jobs.executor import Answers, JobContext, JobExecutor, Lane
from workstation.pixel_cache import PixelCache
from workstation.ui.image_catalogue import StackKey

KeysInUse = Callable[[], Iterable[StackKey]]


class StackLoader(QObject):
    """Answers `request` with `ready` (first image there), `progressed`, then `finished` or `failed`. GUI thread.

    `dropped(StackKey)` says that a stack went to make room: whoever still holds its pixels off screen lets go of them.
    """

    ready = Signal(object, object)
    progressed = Signal(object, int, int)
    finished = Signal(object, object)
    failed = Signal(object, str)
    dropped = Signal(object)

    def __init__(self, executor: JobExecutor, limit_bytes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._cache: PixelCache[StackKey] = PixelCache(limit_bytes)
        self._loading: set[StackKey] = set()
        self._wanted: dict[StackKey, WantedFrame] = {}
        self._users: list[KeysInUse] = []

    def spare(self, keys_in_use: KeysInUse) -> None:
        """Never drop the stacks that `keys_in_use` names when it is asked: those on screen."""
        self._users.append(keys_in_use)

    def kept(self, key: StackKey) -> Pixels | None:
        """The pixels of a stack if they are here, complete or still filling."""
        return self._cache.get(key)

    @property
    def kept_bytes(self) -> int:
        """Memory of the pixels kept."""
        return self._cache.kept_bytes

    @property
    def loading(self) -> frozenset[StackKey]:
        """Stacks under way."""
        return frozenset(self._loading)

    def request(self, series: SeriesRecord, key: StackKey, *, first: int | None = None) -> None:
        """Bring a stack. `first` is the slice wanted at once (0-based). Announces kept pixels immediately."""
        self._give_up_overtaken(key)
        held = self._cache.use(key)
        if held is not None:
            self.ready.emit(key, held)
            return
        if key in self._loading:
            return
        self._loading.add(key)
        middle = len(series.stacks[key.stack_number].frames) // 2
        self._wanted[key] = wanted = WantedFrame(middle if first is None else first)
        answers = Answers(
            done=lambda pixels: self._on_done(key, pixels),
            failed=lambda error: self._on_failed(key, error),
            progress=lambda done, total: self.progressed.emit(key, done, total or 0),
        )
        self._executor.submit(Lane.LOAD, job_key(key), self._work(series, key, wanted), answers)

    def want(self, key: StackKey, index: int) -> None:
        """Load slice `index` (0-based) of a stack under way next, and what is left outward from it."""
        if key in self._loading:
            self._wanted[key].set(index)

    def cancel(self, key: StackKey) -> None:
        """Stop loading a stack; what came stays on screen, a later request loads it anew."""
        self._executor.cancel(job_key(key))
        self._loading.discard(key)
        self._cache.drop(key)

    def clear(self) -> None:
        """Forget everything: another patient is opened."""
        for key in tuple(self._loading):
            self.cancel(key)
        self._cache.clear()

    def _work(self, series: SeriesRecord, key: StackKey, wanted: WantedFrame) -> Callable[[JobContext], Pixels]:
        def load(context: JobContext) -> Pixels:
            if key.resampled:
                return load_straight(
                    series,
                    key.stack_number,
                    on_progress=context.report_progress,
                    cancel=context.token,
                )
            return load_stack(
                series,
                key.stack_number,
                wanted=wanted,
                on_ready=lambda pixels: context.tell(lambda: self._on_ready(key, pixels)),
                on_progress=context.report_progress,
                cancel=context.token,
            )

        return load

    def _on_ready(self, key: StackKey, pixels: Pixels) -> None:
        self._cache.put(key, pixels)
        self._trim()
        self.ready.emit(key, pixels)

    def _on_done(self, key: StackKey, pixels: Pixels) -> None:
        self._loading.discard(key)
        if self._cache.get(key) is not pixels:
            self._on_ready(key, pixels)
        self.finished.emit(key, pixels)

    def _on_failed(self, key: StackKey, error: BaseException) -> None:
        self._loading.discard(key)
        self._cache.drop(key)
        if not isinstance(error, CancelledError):
            self.failed.emit(key, str(error) or type(error).__name__)

    def _trim(self) -> None:
        for key in self._cache.trim(self._in_use()):
            self._let_go(key)

    def _give_up_overtaken(self, wanted: StackKey) -> None:
        """Give up loads that have shown nothing yet and that nobody waits for any more: the wanted one is next."""
        spared = {wanted, *self._in_use()}
        for key in tuple(self._loading):
            if key not in spared and self._cache.get(key) is None:
                self._let_go(key)

    def _let_go(self, key: StackKey) -> None:
        if key in self._loading:
            self.cancel(key)
        self.dropped.emit(key)

    def _in_use(self) -> set[StackKey]:
        return {key for keys_in_use in self._users for key in keys_in_use()}


def job_key(key: StackKey) -> str:
    """The executor's key of loading one stack."""
    return f"load {key.series_instance_uid} {key.stack_number}{' resampled' if key.resampled else ''}"
