"""Thumbnails made in the background, one after the other, and kept on disk."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from workstation.dicom.records import SeriesRecord
from workstation.dicom.thumbnails import thumbnail_or_none
from workstation.jobs.executor import Answers, JobContext, JobExecutor, Lane
from workstation.storage.thumbnail_store import ThumbnailStore, thumbnail_key
from workstation.ui.image_catalogue import StackKey

THUMBNAIL_PX = 96
"""Drawn at 52 px; 96 serve screens of double density."""


class ThumbnailSource(QObject):
    """Announces `arrived(StackKey, QPixmap)` for each thumbnail asked for; a failed one is not announced."""

    arrived = Signal(object, object)

    def __init__(self, executor: JobExecutor, store: ThumbnailStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._store = store
        self._waiting: set[StackKey] = set()

    def request(self, series: SeriesRecord, key: StackKey) -> None:
        """Ask for the thumbnail of one stack; returns at once."""
        self._waiting.add(key)
        self._executor.submit(
            Lane.THUMBNAILS,
            _job_key(key),
            lambda context: stored_thumbnail(self._store, series, key.stack_number, context),
            Answers(done=lambda values: self._announce(key, values), failed=lambda _error: self._waiting.discard(key)),
        )

    def forget(self) -> None:
        """Give up what was asked for and has not come: other series are listed now."""
        for key in self._waiting:
            self._executor.cancel(_job_key(key))
        self._waiting.clear()

    def _announce(self, key: StackKey, values: NDArray[np.uint8] | None) -> None:
        self._waiting.discard(key)
        if values is not None:
            self.arrived.emit(key, pixmap_of(values))


def stored_thumbnail(
    store: ThumbnailStore, series: SeriesRecord, stack_number: int, context: JobContext
) -> NDArray[np.uint8] | None:
    """The thumbnail of a stack from the store, else made and stored; None when its frame cannot be loaded."""
    key = thumbnail_key(series, stack_number, THUMBNAIL_PX)
    if key is None:
        return None
    kept = store.get(key)
    if kept is not None:
        return kept
    made = thumbnail_or_none(series, stack_number, THUMBNAIL_PX, cancel=context.token)
    if made is not None:
        store.put(key, made)
    return made


def _job_key(key: StackKey) -> str:
    return f"thumbnail {key.series_instance_uid} {key.stack_number}"


def pixmap_of(values: NDArray[np.uint8]) -> QPixmap:
    """A picture of uint8 values, (rows, columns) grey or (rows, columns, 3) RGB."""
    array = np.ascontiguousarray(values)
    rows, columns = array.shape[:2]
    form = QImage.Format.Format_RGB888 if array.ndim == 3 else QImage.Format.Format_Grayscale8
    return QPixmap.fromImage(QImage(array.tobytes(), columns, rows, array.strides[0], form))
