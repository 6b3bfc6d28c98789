"""Commands about the series of the active viewport: the next one, its properties, a picture, a straight volume."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from viewers.qt.translated import tr
from workstation.dicom.load_straight import straightening_refusal
from workstation.dicom.records import SeriesRecord
from workstation.ui.image_catalogue import StackKey, all_stacks, find_series
from workstation.ui.message_bar import Message
from workstation.ui.read.feature import Feature, Handler, ReadHands
from workstation.ui.read.hanging import Pane
from workstation.ui.read.pictures import copied_picture, saved_picture
from workstation.ui.read.series_properties import SeriesProperties


class SeriesCommands(Feature):
    """Acts on the active viewport. Pictures go to `capture_folder`."""

    def __init__(self, hands: ReadHands, capture_folder: Path) -> None:
        self._hands = hands
        self._capture_folder = capture_folder

    def handlers(self) -> Mapping[str, Handler]:
        """The functions behind its commands."""
        return {
            "view.capture": self.capture,
            "view.copy": lambda: self._hands.tell(copied_picture(self._hands.grid.active_viewport)),
            "series.properties": self.show_properties,
            "series.resample": self.resample,
            "series.next": lambda: self._step(1),
            "series.previous": lambda: self._step(-1),
        }

    def capture(self) -> None:
        """Save the active viewport as a picture, with its identity and letters."""
        self._hands.tell(saved_picture(self._hands.grid.active_viewport, self._capture_folder))

    def show_properties(self) -> SeriesProperties | None:
        """What is known about the series of the active viewport, in a window beside the images."""
        key = self._active_key()
        series = self._series_of(key)
        if key is None or series is None:
            return None
        shown = SeriesProperties(series, key.stack_number, self._hands.parent)
        shown.show()
        return shown

    def resample(self) -> None:
        """Show the sheared slices of the active viewport as a straight volume, where they are only sheared."""
        key = self._active_key()
        refusal = self.resampling_refusal(key)
        if key is None or refusal:
            self._hands.tell(Message(tr("This series is not resampled: {refusal}.", refusal=refusal), "caution"))
            return
        self._hands.content.show(self._hands.grid.active_viewport, Pane(replace(key, resampled=True)))

    def resampling_refusal(self, key: StackKey | None) -> str:
        """Why a stack cannot be shown as a straight volume; empty when it can."""
        series = self._series_of(key)
        if key is None or series is None:
            return tr("there is none")
        return tr("it has been already") if key.resampled else straightening_refusal(series.stacks[key.stack_number])

    def _active_key(self) -> StackKey | None:
        return self._hands.content.key_of(self._hands.grid.active_viewport)

    def _series_of(self, key: StackKey | None) -> SeriesRecord | None:
        patient = self._hands.patient()
        return find_series(patient, key.series_instance_uid) if patient is not None and key is not None else None

    def _step(self, step: int) -> None:
        patient = self._hands.patient()
        keys = [key for key, _, _ in all_stacks(patient)] if patient is not None else []
        if not keys:
            return
        current = self._active_key()
        number = keys.index(current.acquired) if current is not None and current.acquired in keys else -step
        self._hands.content.show(self._hands.grid.active_viewport, Pane(keys[(number + step) % len(keys)]))
