"""Overlay planes and shutters of the frames of one load; headers are looked at only where a frame has some."""

from __future__ import annotations

import threading
from typing import Any

from numpy.typing import NDArray

from viewers.imaging.graphics import NO_GRAPHICS, FrameGraphics
from viewers.imaging.overlay_planes import OverlayPlane
from viewers.imaging.problems import Problem, ProblemCode
from viewers.imaging.shutters import Shutter
from workstation.dicom import tags
from workstation.dicom.header_cache import HeaderCache
from workstation.dicom.overlay_planes import OverlayFaultError, overlay_groups, overlay_plane
from workstation.dicom.raw_values import RawValues
from workstation.dicom.records import FrameRecord, PixelModule
from workstation.dicom.shutters import bitmap_group, row_step_of, shutter_of
from workstation.dicom.slice_reader import SliceReader

DAMAGED_PLANES = "an overlay plane of it is damaged and not drawn: what was written or drawn there is missing"


class GraphicsReader:
    """Reads what lies over frames. Thread-safe; belongs to one load.

    A shutter that all frames of a file share is one object, so that its mask is made once.
    """

    def __init__(self, headers: HeaderCache, reader: SliceReader) -> None:
        self._headers = headers
        self._reader = reader
        self._lock = threading.Lock()
        self._faulty: dict[str, None] = {}
        self._shutters: dict[str, Shutter | None] = {}

    def graphics_of(self, frame: FrameRecord) -> FrameGraphics:
        """The planes and the shutter over one frame; what is damaged is left out."""
        if frame.pixels is None or not frame.pixels.has_graphics:
            return NO_GRAPHICS
        values = self._headers.values_or_empty(frame.path)
        planes = self._planes(values, frame, frame.pixels)
        shutter = self._shutter(values, frame, planes)
        covering = bitmap_group(values)
        drawn = tuple(plane for group, plane in planes.items() if group != covering)
        return FrameGraphics(drawn, shutter) if drawn or shutter is not None else NO_GRAPHICS

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What had to be left out of the frames read so far."""
        if not self._faulty:
            return ()
        return (Problem(ProblemCode.PRESENTATION, DAMAGED_PLANES, tuple(self._faulty)),)

    def _planes(self, values: RawValues, frame: FrameRecord, pixels: PixelModule) -> dict[int, OverlayPlane]:
        found: list[NDArray[Any] | None] = []

        def words() -> NDArray[Any] | None:
            if not found:
                found.append(self._reader.words(frame))
            return found[0]

        number = frame.frame_number
        planes = {}
        for group in overlay_groups(values):
            try:
                plane = overlay_plane(values, group, number, pixels, words)
            except OverlayFaultError:
                self._faulty[frame.sop_instance_uid] = None
                continue
            if plane is not None:
                planes[group] = plane
        return planes

    def _shutter(self, values: RawValues, frame: FrameRecord, planes: dict[int, OverlayPlane]) -> Shutter | None:
        own = self._headers.frame_group(frame, tags.FRAME_SHUTTER)
        if own is not None:
            return shutter_of(own, planes.get, row_step=row_step_of(values))
        if bitmap_group(values) is not None:
            return shutter_of(values, planes.get, row_step=row_step_of(values))
        with self._lock:
            if frame.path not in self._shutters:
                self._shutters[frame.path] = shutter_of(values, planes.get, row_step=row_step_of(values))
            return self._shutters[frame.path]
