"""Headers parsed during one load, each file once."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from pydicom.dataset import Dataset

from workstation.dicom import tags
from workstation.dicom.frame_headers import frame_headers
from workstation.dicom.headers import FrameHeader
from workstation.dicom.part10 import NotDicomError, open_header
from workstation.dicom.pydicom_setup import PARSE_ERRORS
from workstation.dicom.raw_values import RawValues
from workstation.dicom.records import FrameRecord

_FRAME_GROUPS = (tags.FRAME_VOI, tags.PIXEL_TRANSFORMATION)


class HeaderCache:
    """Values of the files of one stack. Thread-safe: the threads of one load wait for each other's parsing."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._groups: dict[str, tuple[RawValues, tuple[RawValues, ...]]] = {}
        self._values: dict[str, RawValues | None] = {}
        self._frames: dict[str, tuple[FrameHeader, ...]] = {}

    def values(self, path: str) -> RawValues | None:
        """The header of a file; None when it cannot be read any more."""
        with self._lock:
            if path not in self._values:
                try:
                    self._values[path] = RawValues(open_header(path).dataset)
                except (NotDicomError, OSError):
                    self._values[path] = None
            return self._values[path]

    def readable_frame(self, frames: Sequence[FrameRecord], preferred: int) -> FrameRecord:
        """The preferred frame, or the first one whose file can still be read (the others say what they are about)."""
        wanted = frames[min(max(preferred, 0), len(frames) - 1)]
        return next((f for f in (wanted, *frames) if self.values(f.path) is not None), wanted)

    def values_or_empty(self, path: str) -> RawValues:
        """The header of a file, or an empty one."""
        return self.values(path) or RawValues(Dataset())

    def frame_header(self, frame: FrameRecord) -> FrameHeader:
        """Geometry of one frame."""
        with self._lock:
            if frame.path not in self._frames:
                self._frames[frame.path] = self._parsed_frames(frame)
            headers = self._frames[frame.path]
        return headers[frame.frame_number - 1] if frame.frame_number <= len(headers) else FrameHeader()

    def _parsed_frames(self, frame: FrameRecord) -> tuple[FrameHeader, ...]:
        count = frame.pixels.number_of_frames if frame.pixels is not None else 1
        try:
            values = self.values_or_empty(frame.path)
            return frame_headers(values, count, "\\".join(values.texts(tags.IMAGE_TYPE)))
        except PARSE_ERRORS:
            return ()

    def frame_values(self, frame: FrameRecord) -> RawValues:
        """Where the windows and the rescale type of one frame stand: its functional groups, else the header itself."""
        values = self.values_or_empty(frame.path)
        if not values.has(tags.PER_FRAME_GROUPS) and not values.has(tags.SHARED_GROUPS):
            return values
        with self._lock:
            shared, own = self._functional_groups(frame.path, values)
            groups = own[frame.frame_number - 1] if frame.frame_number <= len(own) else shared
            merged = Dataset()
            for tag in _FRAME_GROUPS:
                item = groups.item(tag) if groups.has(tag) else shared.item(tag)
                merged._dict.update(item.raw_elements())
        return RawValues(merged, values) if len(merged) else values

    def frame_group(self, frame: FrameRecord, tag: int) -> RawValues | None:
        """One functional group of one frame: its own, else the shared one; None where there is neither."""
        values = self.values_or_empty(frame.path)
        if not values.has(tags.PER_FRAME_GROUPS) and not values.has(tags.SHARED_GROUPS):
            return None
        with self._lock:
            shared, own = self._functional_groups(frame.path, values)
            groups = own[frame.frame_number - 1] if frame.frame_number <= len(own) else shared
            found = next((group for group in (groups, shared) if group.has(tag)), None)
            return None if found is None else found.item(tag)

    def _functional_groups(self, path: str, values: RawValues) -> tuple[RawValues, tuple[RawValues, ...]]:
        if path not in self._groups:
            self._groups[path] = (values.item(tags.SHARED_GROUPS), values.items(tags.PER_FRAME_GROUPS))
        return self._groups[path]

    def thickness_mm(self, frame: FrameRecord) -> float | None:
        """Slice Thickness of one frame, mm."""
        return self.frame_header(frame).thickness_mm
