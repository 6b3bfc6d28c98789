"""Thumbnails made in the background, one after the other, kept for the session."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from workstation.dicom.records import SeriesRecord
from workstation.dicom.thumbnails import thumbnail
from workstation.jobs.executor import Answers, JobExecutor, Lane
from workstation.ui.image_catalogue import StackKey

THUMBNAIL_PX = 96
"""Drawn at 52 px; 96 serve screens of double density."""


class ThumbnailSource(QObject):
    """Announces `arrived(StackKey, QPixmap)` for each thumbnail asked for; a failed one is not announced."""

    arrived = Signal(object, object)

    def __init__(self, executor: JobExecutor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = executor
        self._kept: dict[StackKey, QPixmap] = {}

    def request(self, series: SeriesRecord, key: StackKey) -> None:
        """Ask for the thumbnail of one stack."""
        if key in self._kept:
            self.arrived.emit(key, self._kept[key])
            return
        self._executor.submit(
            Lane.THUMBNAILS,
            f"thumbnail {key.series_instance_uid} {key.stack_number}",
            lambda _context: thumbnail(series, key.stack_number, THUMBNAIL_PX),
            Answers(done=lambda values: self._keep(key, values)),
        )

    def _keep(self, key: StackKey, values: NDArray[np.uint8]) -> None:
        self._kept[key] = pixmap_of(values)
        self.arrived.emit(key, self._kept[key])


def pixmap_of(values: NDArray[np.uint8]) -> QPixmap:
    """A picture of uint8 values, (rows, columns) grey or (rows, columns, 3) RGB."""
    array = np.ascontiguousarray(values)
    rows, columns = array.shape[:2]
    form = QImage.Format.Format_RGB888 if array.ndim == 3 else QImage.Format.Format_Grayscale8
    return QPixmap.fromImage(QImage(array.tobytes(), columns, rows, array.strides[0], form))
