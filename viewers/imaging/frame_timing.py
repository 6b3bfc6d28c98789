"""How fast the frames of a run follow each other, as the header says (PS3.3 C.7.6.5, Cine Module)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FrameTiming:
    """What a header says about the speed of its frames; absent and senseless values (not above zero) are None.

    `recommended_fps` is Recommended Display Frame Rate (0008,2144), `frame_time_ms` Frame Time (0018,1063), `cine_fps`
    Cine Rate (0018,0040). `increments_ms` is Frame Time Vector (0018,1065) as it stands: item n is the time from the
    frame before to frame n, and the first is 0 (PS3.3 C.7.6.5.1.2). `is_vector_in_force` when Frame Increment Pointer
    (0028,0009) names it. `sweeps` when Preferred Playback Sequencing (0018,1244) asks to run there and back.
    """

    recommended_fps: float | None = None
    frame_time_ms: float | None = None
    increments_ms: tuple[float, ...] = ()
    is_vector_in_force: bool = False
    cine_fps: float | None = None
    sweeps: bool = False


NO_TIMING = FrameTiming()
