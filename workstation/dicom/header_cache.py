"""Headers parsed during one load, each file once."""

from __future__ import annotations

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
    """Values of the files of one stack. Not thread-safe: used by the loading thread only."""

    def __init__(self) -> None:
        self._values: dict[str, RawValues | None] = {}
        self._frames: dict[str, tuple[FrameHeader, ...]] = {}

    def values(self, path: str) -> RawValues | None:
        """The header of a file; None when it cannot be read any more."""
        if path not in self._values:
            try:
                self._values[path] = RawValues(open_header(path).dataset)
            except (NotDicomError, OSError):
                self._values[path] = None
        return self._values[path]

    def values_or_empty(self, path: str) -> RawValues:
        """The header of a file, or an empty one."""
        return self.values(path) or RawValues(Dataset())

    def frame_header(self, frame: FrameRecord) -> FrameHeader:
        """Geometry of one frame."""
        if frame.path not in self._frames:
            values = self.values_or_empty(frame.path)
            count = frame.pixels.number_of_frames if frame.pixels is not None else 1
            try:
                self._frames[frame.path] = frame_headers(values, count, "")
            except PARSE_ERRORS:
                self._frames[frame.path] = ()
        headers = self._frames[frame.path]
        return headers[frame.frame_number - 1] if frame.frame_number <= len(headers) else FrameHeader()

    def frame_values(self, frame: FrameRecord) -> RawValues:
        """Where the windows and the rescale type of one frame stand: its functional groups, else the header itself."""
        values = self.values_or_empty(frame.path)
        if not values.has(tags.PER_FRAME_GROUPS) and not values.has(tags.SHARED_GROUPS):
            return values
        shared = values.item(tags.SHARED_GROUPS)
        own = values.items(tags.PER_FRAME_GROUPS)
        groups = own[frame.frame_number - 1] if frame.frame_number <= len(own) else shared
        merged = Dataset()
        for tag in _FRAME_GROUPS:
            item = groups.item(tag) if groups.has(tag) else shared.item(tag)
            merged._dict.update(item.raw_elements())
        return RawValues(merged, values) if len(merged) else values

    def thickness_mm(self, frame: FrameRecord) -> float | None:
        """Slice Thickness of one frame, mm."""
        return self.frame_header(frame).thickness_mm
