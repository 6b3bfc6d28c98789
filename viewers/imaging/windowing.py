"""Grey-level windows: modality value to 8-bit display value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """A VOI window: width (at least 1) and centre in modality units (PS3.3 C.11.2.1.2)."""

    width: float
    center: float
    name: str = ""

    def __post_init__(self) -> None:
        if not self.width > 0:
            raise ValueError("a window needs a positive width")
