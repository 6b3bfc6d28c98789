"""Gives the Plan place the volumes of the open patient."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from viewers.imaging.images import Pixels, Volume
from workstation.dicom.records import PatientRecord, SeriesRecord, StackKind, StackRecord
from workstation.ui.image_catalogue import StackKey, all_stacks, find_series
from workstation.ui.read.series_card import stack_title
from workstation.ui.read.stack_loader import StackLoader

_Entry = tuple[StackKey, SeriesRecord, StackRecord]


class VolumeSource(QObject):
    """One volume a Frame of Reference: CT before MR, more slices before fewer."""

    def __init__(
        self, loader: StackLoader, patient: Callable[[], PatientRecord | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._loader = loader
        self._patient = patient
        self._waiting: dict[StackKey, Callable[[Volume | None], None]] = {}
        self._given: StackKey | None = None
        loader.spare(self._keys_in_use)
        loader.finished.connect(self._on_finished)
        loader.failed.connect(lambda key, _text: self._answer(key, None))

    def frames_of_reference(self) -> tuple[tuple[str, str], ...]:
        """(Frame of Reference UID, words for the list) of every volume, best for planning first."""
        words: dict[str, str] = {}
        for _, series, stack in self._volumes():
            words.setdefault(stack.frame_of_reference_uid, f"{series.modality} {stack_title(series, stack)}")
        return tuple(words.items())

    def request(self, frame_of_reference_uid: str, ready: Callable[[Volume | None], None]) -> None:
        """Give the best volume of a Frame of Reference, now or when it has been loaded; None when there is none."""
        patient = self._patient()
        found = next((e for e in self._volumes() if e[2].frame_of_reference_uid == frame_of_reference_uid), None)
        series = find_series(patient, found[0].series_instance_uid) if patient is not None and found else None
        if found is None or series is None:
            ready(None)
            return
        key = found[0]
        held = self._loader.kept(key)
        if isinstance(held, Volume) and key not in self._loader.loading:
            self._given = key
            ready(held)
            return
        self._waiting[key] = ready
        self._loader.request(series, key)

    def _volumes(self) -> list[_Entry]:
        patient = self._patient()
        if patient is None:
            return []
        volumes = [
            entry
            for entry in all_stacks(patient)
            if entry[2].kind is StackKind.VOLUME and entry[2].frame_of_reference_uid
        ]
        return sorted(volumes, key=lambda entry: (entry[1].modality != "CT", -len(entry[2].frames)))

    def _on_finished(self, key: StackKey, pixels: Pixels) -> None:
        self._answer(key, pixels if isinstance(pixels, Volume) else None)

    def _answer(self, key: StackKey, volume: Volume | None) -> None:
        ready = self._waiting.pop(key, None)
        if ready is not None:
            self._given = key
            ready(volume)

    def _keys_in_use(self) -> tuple[StackKey, ...]:
        """What Plan shows or waits for."""
        return (*self._waiting, *((self._given,) if self._given is not None else ()))
