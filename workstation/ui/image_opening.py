"""Scans what was dropped, chosen or named on the command line, in the background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sample_data.generate import ensure_samples
from sample_data.ground_truth import load as load_ground_truth
from viewers.qt.translated import tr
from workstation.dicom.records import IndexReport
from workstation.dicom.scan import scan_paths
from workstation.jobs.executor import Answers, JobContext, JobExecutor, Lane
from workstation.settings import Settings
from workstation.storage.errors import StorageError
from workstation.storage.image_index import ImageIndex

SCAN_KEY = "scan"
SAMPLES_KEY = "samples"
_PERCENT = 100


class ImageOpening(QObject):
    """Announces `scanned(IndexReport, paths)`, `samples_ready(SamplePaths, GroundTruth)` and `failed(str)`."""

    progressed = Signal(str, str, int, object)
    scanned = Signal(object, object)
    samples_ready = Signal(object, object)
    ended = Signal(str)
    failed = Signal(str)

    def __init__(self, executor: JobExecutor, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._settings = settings

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Scan files, folders, archives or media; a scan still under way is replaced."""
        wanted = tuple(paths)
        answers = Answers(
            done=lambda report: self._on_scanned(report, wanted),
            failed=lambda error: self._on_failed(SCAN_KEY, wanted, error),
            progress=lambda done, total: self.progressed.emit(SCAN_KEY, tr("Reading headers"), done, total),
        )
        self._executor.submit(Lane.SCAN, SCAN_KEY, lambda context: self._scan(wanted, context), answers)

    def open_samples(self) -> None:
        """Make the sample patients if they are not there yet."""
        answers = Answers(
            done=lambda result: self._on_samples(*result),
            failed=lambda error: self._on_failed(SAMPLES_KEY, (self._settings.samples_dir,), error),
            progress=lambda done, total: self.progressed.emit(
                SAMPLES_KEY, tr("Making the sample patients"), done, total
            ),
        )
        self._executor.submit(Lane.SCAN, SAMPLES_KEY, self._make_samples, answers)

    def cancel(self, key: str) -> None:
        """Stop a scan or the making of samples."""
        self._executor.cancel(key)
        self.ended.emit(key)

    def _scan(self, paths: tuple[Path, ...], context: JobContext) -> IndexReport:
        index, notice = _opened_index(self._settings.image_index_path)
        try:
            report = scan_paths(
                paths,
                cache_dir=self._settings.cache_dir,
                index=index,
                cancel=context.token,
                progress=context.report_progress,
            )
        finally:
            if index is not None:
                index.close()
        return replace(report, notices=(*notice, *report.notices))

    def _make_samples(self, context: JobContext) -> tuple[object, object]:
        def tell(share: float, _text: str) -> None:
            context.token.raise_if_cancelled()
            context.report_progress(round(share * _PERCENT), _PERCENT)

        samples = ensure_samples(self._settings.samples_dir, progress=tell)
        return samples, load_ground_truth(samples.ground_truth_a)

    def _on_scanned(self, report: IndexReport, paths: tuple[Path, ...]) -> None:
        self.ended.emit(SCAN_KEY)
        self.scanned.emit(report, paths)

    def _on_samples(self, samples: object, ground_truth: object) -> None:
        self.ended.emit(SAMPLES_KEY)
        self.samples_ready.emit(samples, ground_truth)

    def _on_failed(self, key: str, paths: tuple[Path, ...], error: BaseException) -> None:
        self.ended.emit(key)
        names = ", ".join(path.name or str(path) for path in paths)
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        self.failed.emit(
            tr(
                "{names} could not be opened: {reason}. Check that it is still there and may be read.",
                names=names,
                reason=reason,
            )
        )


def _opened_index(path: Path) -> tuple[ImageIndex | None, tuple[str, ...]]:
    """The image index, a cache: without it (read-only disk, damaged file) the images are shown, and the reason said."""
    try:
        return ImageIndex(path), ()
    except (StorageError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return None, (
            tr("These images will not be on the case list next time ({name}): {reason}", name=path.name, reason=reason),
        )
